"""From pairs of texts to the figures of their tokens, in both directions."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from aligncheck.estimator.evidence import part_of
from aligncheck.estimator.knowledge import Languages
from aligncheck.estimator.likelihood import Floats1d, Likelihoods, SecondReading
from aligncheck.estimator.reading import Pair
from aligncheck.estimator.tokens import TokenisedText
from aligncheck.estimator.windows import Window, windows
from aligncheck.language_model.judge import Case, Judge, Judged
from aligncheck.language_model.pieces import owners


@dataclass(frozen=True)
class _Job:
    pair: int
    window: Window
    source: TokenisedText
    target: TokenisedText


def read_pairs(judge: Judge, pairs: Sequence[Pair], languages: Languages) -> list[SecondReading]:
    """Return what a language model says of pairs; texts longer than its room are read in windows.

    Args:
        judge: The model.
        pairs: Source and target of each pair; either may be empty.
        languages: ISO 639-1 codes of source and target.
    """
    jobs = _jobs(judge, pairs)
    into = _side(judge, [(job.source, job.target) for job in jobs], languages)
    back = _side(judge, [(job.target, job.source) for job in jobs], languages[::-1])
    gains = None if back is None else _gains(judge, [job.source for job in jobs], back, languages[::-1])
    return [
        SecondReading(
            target=None if into is None else _whole(into, jobs, index, len(target.tokens), "target"),
            source=None if back is None else _whole(back, jobs, index, len(source.tokens), "source"),
            source_gains=None if gains is None else _joined(gains, jobs, index, len(source.tokens), "source"),
        )
        for index, (source, target) in enumerate(pairs)
    ]


def read_targets(judge: Judge, pairs: Sequence[Pair], languages: Languages) -> list[Likelihoods] | None:
    """Return the figures of the targets only, None where the model does not judge them; for the rest see above."""
    jobs = _jobs(judge, pairs)
    into = _side(judge, [(job.source, job.target) for job in jobs], languages)
    if into is None:
        return None
    return [_whole(into, jobs, index, len(target.tokens), "target") for index, (_, target) in enumerate(pairs)]


def _jobs(judge: Judge, pairs: Sequence[Pair]) -> list[_Job]:
    return [
        _Job(index, window, *part_of(pair, window))
        for index, pair in enumerate(pairs)
        for window in _windows(judge, pair)
    ]


def _windows(judge: Judge, pair: Pair) -> tuple[Window, ...]:
    sizes = [
        # At least 1: a token without a piece of its own still takes its place.
        [max(1, len(pieces)) for pieces in owners(judge.sizes(text.text), text.tokens)]
        for text in pair
    ]
    longest = judge.room // 2
    source, target = ([min(size, longest) for size in side] for side in sizes)
    return windows(source, target, judge.room)


def _side(
    judge: Judge, pairs: Sequence[tuple[TokenisedText, TokenisedText]], languages: Languages
) -> list[Likelihoods] | None:
    """Return the figures of the second text of each pair, None where the model does not judge its language."""
    if not judge.can_judge(languages, alone=False):
        return None
    given = judge.judge(languages, [Case(text.text, other.text) for other, text in pairs])
    return [_likelihoods(text, judged) for (_, text), judged in zip(pairs, given, strict=True)]


def _gains(
    judge: Judge, texts: Sequence[TokenisedText], given: Sequence[Likelihoods], languages: Languages
) -> list[Floats1d]:
    """Return how much likelier the other text made each token of texts."""
    if not judge.can_judge(languages, alone=True):
        return [np.zeros(len(text.tokens), np.float32) for text in texts]
    alone = judge.judge(languages, [Case(text.text, None) for text in texts])
    return [
        likelihoods.log_probabilities - _sums(judged.figures.log_probabilities, owners(judged.spans, text.tokens))
        for text, likelihoods, judged in zip(texts, given, alone, strict=True)
    ]


def _likelihoods(text: TokenisedText, judged: Judged) -> Likelihoods:
    by_token, figures = owners(judged.spans, text.tokens), judged.figures
    return Likelihoods(
        log_probabilities=_sums(figures.log_probabilities, by_token),
        gaps=np.array([max((figures.gaps[i] for i in pieces), default=0.0) for pieces in by_token], np.float32),
        entropies=np.array([figures.entropies[pieces[0]] if pieces else 0.0 for pieces in by_token], np.float32),
    )


def _sums(values: Floats1d, by_token: Sequence[tuple[int, ...]]) -> Floats1d:
    return np.array([sum(values[i] for i in pieces) for pieces in by_token], np.float32)


def _whole(found: Sequence[Likelihoods], jobs: Sequence[_Job], pair: int, tokens: int, side: str) -> Likelihoods:
    """Put the windows of a pair together."""
    columns = ([getattr(part, name) for part in found] for name in ("log_probabilities", "gaps", "entropies"))
    return Likelihoods(*(_joined(column, jobs, pair, tokens, side) for column in columns))


def _joined(found: Sequence[Floats1d], jobs: Sequence[_Job], pair: int, tokens: int, side: str) -> Floats1d:
    """Put the figures of a pair's windows together: each token's from the window that has it in its core."""
    whole = np.zeros(tokens, np.float32)
    for job, part in zip(jobs, found, strict=True):
        if job.pair == pair:
            core, window = getattr(job.window, f"{side}_core"), getattr(job.window, side)
            whole[core.start : core.stop] = part[core.start - window.start : core.stop - window.start]
    return whole

"""The core of ``aligncheck score``: lines with a source and its translation in, lines of JSON out.

The output is what the field's scorers of word-level quality estimation read: one tag and one probability a token, one
probability a gap.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, zip_longest

from aligncheck.embedding import OnProgress
from aligncheck.errors import InputError
from aligncheck.estimator.decision import Thresholds
from aligncheck.estimator.estimate import Estimate
from aligncheck.estimator.knowledge import Languages
from aligncheck.estimator.review import Estimates
from aligncheck.estimator.tokens import TokenisedText, pretokenised, tokenise

CHUNK = 1024
"""Lines estimated at a time: enough to find pairs of like length, few enough to write results as they come."""

DIGITS = 4


@dataclass(frozen=True)
class LinePair:
    """A source and its translation as read, with where they stand."""

    source: str
    target: str
    place: str
    """File and line, for messages."""


def read_table(lines: Iterable[str], path: str) -> Iterator[LinePair]:
    """Yield the pairs of lines that hold source and target, with a tab between them.

    Raises:
        InputError: A line has no tab, or more than one; raised when that line is reached.
    """
    for number, line in enumerate(lines, start=1):
        fields = line.rstrip("\r\n").split("\t")
        if len(fields) != _FIELDS:
            raise InputError(
                f"{path}:{number}: {len(fields) - 1} tabs where a line has a source, one tab, and its translation\n"
                "  Mend the line, or give two files: one with the sources, one with the translations."
            )
        yield LinePair(fields[0], fields[1], f"{path}:{number}")


_FIELDS = 2


def read_files(sources: Iterable[str], targets: Iterable[str], paths: tuple[str, str]) -> Iterator[LinePair]:
    """Yield the pairs of two files with a text a line.

    Raises:
        InputError: One file has fewer lines; raised when its end is reached.
    """
    for number, (source, target) in enumerate(zip_longest(sources, targets), start=1):
        if source is None or target is None:
            short, long = paths if source is None else paths[::-1]
            raise InputError(
                f"{short}: ends after line {number - 1}, but {long} goes on\n"
                "  Each line of one file needs its translation in the same line of the other; an empty line counts."
            )
        yield LinePair(source.rstrip("\r\n"), target.rstrip("\r\n"), f"{paths[1]}:{number}")


def score_lines(
    pairs: Iterable[LinePair],
    estimator: Estimates,
    *,
    pretokenized: bool = False,
    languages: Languages | None = None,
    on_progress: OnProgress | None = None,
) -> Iterator[str]:
    """Yield a line of JSON, without its line break, for each pair, in order.

    Args:
        pairs: The texts. They are taken a few at a time, so that a stream is written while it is read.
        estimator: What judges them.
        pretokenized: Whether tokens are what spaces divide, and all that spaces divide.
        languages: ISO 639-1 codes of source and target, where known.
        on_progress: Told how many pairs are done since the last call.

    Raises:
        InputError: As the reader of the pairs does.
    """
    rest = iter(pairs)
    while chunk := list(islice(rest, CHUNK)):
        texts = [(_tokens(p.source, pretokenized), _tokens(p.target, pretokenized)) for p in chunk]
        for estimate in estimator.estimate(texts, on_progress, languages):
            yield json.dumps(score_of(estimate, estimator.decision_of(estimate).thresholds), ensure_ascii=False)


def score_of(estimate: Estimate, thresholds: Thresholds) -> dict[str, object]:
    """Return what a line of the output says."""
    return {
        "score": round(estimate.score, DIGITS),
        "target_tags": _tags(estimate.target_bad, thresholds.target),
        "target_bad": _rounded(estimate.target_bad),
        "source_tags": _tags(estimate.source_bad, thresholds.source),
        "source_bad": _rounded(estimate.source_bad),
        "gap_bad": _rounded(estimate.gap_bad),
    }


def _tokens(text: str, pretokenized: bool) -> TokenisedText:  # noqa: FBT001
    return pretokenised(text.split()) if pretokenized else tokenise(text)


def _tags(bad: Sequence[float], threshold: float) -> list[str]:
    return ["BAD" if probability >= threshold else "OK" for probability in bad]


def _rounded(values: Sequence[float]) -> list[float]:
    return [round(value, DIGITS) for value in values]

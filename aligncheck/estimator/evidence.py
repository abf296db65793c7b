"""All the network says of a pair, its windows joined."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from aligncheck.estimator.links import Links, link
from aligncheck.estimator.reading import Floats1d, Pair, Reading
from aligncheck.estimator.tokens import TokenisedText
from aligncheck.estimator.windows import Window


@dataclass(frozen=True)
class Evidence:
    """The network's figures for a pair of m source and n target tokens; see `Reading` for their meaning."""

    source: TokenisedText
    target: TokenisedText
    target_logits: Floats1d
    source_logits: Floats1d
    gap_logits: Floats1d
    log_probabilities: Floats1d
    edit_rate: float
    assessment: float
    links: Links


def part_of(pair: Pair, window: Window) -> Pair:
    """Return the tokens of a window, as texts of their own."""
    source, target = pair
    return _part(source, window.source), _part(target, window.target)


def _part(text: TokenisedText, tokens: range) -> TokenisedText:
    kept = text.tokens[tokens.start : tokens.stop]
    start, end = (kept[0][0], kept[-1][1]) if kept else (0, 0)
    return TokenisedText(text.text[start:end], tuple((first - start, after - start) for first, after in kept))


def join(pair: Pair, windows: Sequence[Window], readings: Sequence[Reading]) -> Evidence:
    """Put together what was read of a pair: each token's figures from the window that has it in its core.

    Figures of the whole are means of the windows', weighted by the target tokens of their cores.
    """
    source, target = pair
    m, n = len(source.tokens), len(target.tokens)
    target_logits, log_probabilities = np.zeros(n, np.float32), np.zeros(n, np.float32)
    source_logits, gap_logits = np.zeros(m, np.float32), np.zeros(n + 1, np.float32)
    source_best, target_best = np.zeros(m, np.float32), np.zeros(n, np.float32)
    nearest = np.full(n, -1, np.intp)
    pairs: dict[int, int] = {}
    for window, reading in zip(windows, readings, strict=True):
        links = link(reading.source_vectors, reading.target_vectors)
        ours, theirs = _core(window.source, window.source_core), _core(window.target, window.target_core)
        into, out = slice(window.target_core.start, window.target_core.stop), slice(theirs.start, theirs.stop)
        target_logits[into] = reading.target_logits[out]
        log_probabilities[into] = reading.log_probabilities[out]
        target_best[into] = links.target_best[out]
        found = links.target_nearest[out]
        nearest[into] = np.where(found < 0, -1, found + window.source.start)
        # The gap behind a core's last token is the next window's, but for the last one.
        gap_logits[into.start : into.stop + 1] = reading.gap_logits[out.start : out.stop + 1]
        source_logits[window.source_core.start : window.source_core.stop] = reading.source_logits[
            ours.start : ours.stop
        ]
        source_best[window.source_core.start : window.source_core.stop] = links.source_best[ours.start : ours.stop]
        for i, j in links.pairs:
            if j in theirs:
                pairs.setdefault(i + window.source.start, j + window.target.start)
    weights = [max(len(window.target_core), 1e-3) for window in windows]
    return Evidence(
        source=source,
        target=target,
        target_logits=target_logits,
        source_logits=source_logits,
        gap_logits=gap_logits,
        log_probabilities=log_probabilities,
        edit_rate=float(np.average([reading.edit_rate for reading in readings], weights=weights)),
        assessment=float(np.average([reading.assessment for reading in readings], weights=weights)),
        links=Links(tuple(sorted(pairs.items())), source_best, target_best, nearest),
    )


def _core(whole: range, core: range) -> range:
    return range(core.start - whole.start, core.stop - whole.start)

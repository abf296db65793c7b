"""Which merges are worth another look: those that the first search neither takes nor leaves.

The sum of segments' vectors is nearly, not quite, the vector of their text as a whole: a fragment says more beside the
sentence it was cut from. Where the choice is close, that decides, so the few runs of segments in question are encoded
as one text and the search is made again.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from aligncheck.aligner.side import Side

Encode = Callable[[Sequence[range]], NDArray[np.float32]]
"""Encodes runs of a document's segments, each as one text: rows as in `Embeddings`, (k, dim)."""

SHARE = 0.25
"""Tokens that may be encoded again, by those of the document."""

_CERTAIN = 0.01
"""Least variance p (1 - p) of a run's probability that makes it contested."""


def with_contested(side: Side, runs: NDArray[np.float64], encode: Encode) -> Side:
    """Return the side with the vectors of its most contested runs.

    Args:
        side: One document.
        runs: Probability of each run to be one side of a bead, (LONGEST, n + 1), as in `Found`.
        encode: Encodes the runs chosen.
    """
    chosen = contested(side, runs)
    return replace(side, merged=dict(zip(chosen, encode(chosen), strict=True))) if chosen else side


def contested(side: Side, runs: NDArray[np.float64]) -> list[range]:
    """Return the runs of two and more segments whose probability is least certain, within the budget of tokens."""
    lengths, ends = np.nonzero(runs[1:] * (1 - runs[1:]) > _CERTAIN)
    total = np.concatenate([[0], np.cumsum(np.maximum(side.tokens, 1))])
    candidates = [
        (float(runs[length + 1, end] * (1 - runs[length + 1, end])), range(end - length - 2, end))
        for length, end in zip(lengths.tolist(), ends.tolist(), strict=True)
    ]
    left = SHARE * total[-1]
    chosen = []
    for _, run in sorted(candidates, key=lambda candidate: (-candidate[0], candidate[1].start, len(candidate[1]))):
        cost = total[run.stop] - total[run.start]
        if cost <= left:
            chosen.append(run)
            left -= cost
    return chosen

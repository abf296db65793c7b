"""Windows: how texts longer than the network's limit are read, without losing a token.

Both sides are cut at the same fractions of their length, since a translation runs along its source. Neighbouring
windows overlap, and each token is judged in the one window where it stands farthest from a cut. Where a translation
strays from its source by more than the overlap, as in a book on one line, words there have no counterpart in their
window: such texts are for the aligner to split first.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

import numpy as np
from numpy.typing import NDArray

OVERLAP = 0.25
"""How far a window reaches beyond its core on either side, as a part of the core."""

_GROWTH = 1.1


@dataclass(frozen=True)
class Window:
    """Tokens that are read together; those of the cores are judged here, the others are only context."""

    source: range
    target: range
    source_core: range
    target_core: range


def windows(source: Sequence[int], target: Sequence[int], room: int) -> tuple[Window, ...]:
    """Cut two texts into windows.

    Args:
        source: Pieces of each source token, at least 1 each.
        target: Pieces of each target token, likewise.
        room: Pieces a window may hold, both sides together; at least those of any source and any target token.

    Returns:
        One window where all fits; else several whose cores cover each token exactly once, in order.

    Raises:
        ValueError: a token of either side does not fit.
    """
    needed = max(source, default=0) + max(target, default=0)
    if needed > room:
        raise ValueError(f"the longest tokens have {needed} pieces for a window of {room}")
    if sum(source) + sum(target) <= room:
        everything = range(len(source)), range(len(target))
        return (Window(*everything, *everything),)
    sides = tuple((_middles(side), np.cumsum([0, *side])) for side in (source, target))
    number = ceil((sum(source) + sum(target)) / room)
    while True:
        cut = [_cut(sides, index, number) for index in range(number)]
        if all(_pieces(sides, window) <= room for window in cut):
            return tuple(window for window in cut if window.source_core or window.target_core)
        number = max(number + 1, int(number * _GROWTH))


_Side = tuple[NDArray[np.float64], NDArray[np.int_]]
"""Where each token's middle is, as a fraction of the text, and the pieces before each token."""


def _middles(pieces: Sequence[int]) -> NDArray[np.float64]:
    ends = np.cumsum(pieces, dtype=np.float64)
    return (ends - np.asarray(pieces) / 2) / max(1.0, ends[-1] if len(ends) else 1.0)


def _cut(sides: tuple[_Side, ...], index: int, number: int) -> Window:
    core = index / number, (index + 1) / number
    wide = (index - OVERLAP) / number, (index + 1 + OVERLAP) / number
    (source, target), (source_core, target_core) = (
        [_between(middles, *fractions) for middles, _ in sides] for fractions in (wide, core)
    )
    return Window(source, target, source_core, target_core)


def _between(middles: NDArray[np.float64], start: float, end: float) -> range:
    first, after = np.searchsorted(middles, (start, end))
    return range(int(first), int(after))


def _pieces(sides: tuple[_Side, ...], window: Window) -> int:
    ranges = (window.source, window.target)
    return sum(int(before[r.stop] - before[r.start]) for (_, before), r in zip(sides, ranges, strict=True))

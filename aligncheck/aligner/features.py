"""What is known of a bead before the search: similarities from one encoding of each segment, and lengths."""

import numpy as np
from numpy.typing import NDArray

from aligncheck.aligner.side import LONGEST, Blocks, Side

Floats2d = NDArray[np.float32]

BEAD_FEATURES = ("bias", "segments", "cosine", "high", "mass", "margin", "length", "weakest", "gain")
"""
bias, segments   1, and how many segments the bead holds beyond two
cosine, high     of the sums of both sides' centred vectors; and how far it is above one half
mass             the cosine times the segments beyond two: large beads must earn what the small ones together earn
margin           the cosine in standard deviations of what these two runs have with any segment of the other document
length           how unlikely the lengths are (Gale and Church 1993), from 0 to 1
weakest          the least cosine of one segment of the bead with the whole other side; 0 for 1-1
gain             how much the cosine falls when the least useful outer segment is left out; 0 for 1-1
"""

_VARIANCE = 6.8
"""Variance of the length difference per character (Gale and Church 1993)."""

_PAD = LONGEST - 1


class Rectangle:
    """The features of all beads that end at the nodes of a rectangle of the lattice."""

    def __init__(self, source: Blocks, target: Blocks, rows: range, columns: range, ratio: float) -> None:
        """Multiply the single segments; `ratio` is that of target to source characters."""
        # Tables reach _PAD nodes above and left of the rectangle, for the runs that start outside it.
        self._source = source.window(rows.start - _PAD, rows.stop)
        self._target = target.window(columns.start - _PAD, columns.stop)
        self._ratio = np.float32(ratio)
        self._sums: dict[tuple[int, int], Floats2d] = {(1, 1): self._source.sums @ self._target.sums.T}
        self._cosines: dict[tuple[int, int], Floats2d] = {}

    def features(self, a: int, b: int) -> list[Floats2d]:
        """Return the `BEAD_FEATURES` of beads of `a` source and `b` target segments, each (row, column)."""
        cosine = _cut(self._cosine(a, b))
        ones = np.ones_like(cosine)
        spread: Floats2d = np.hypot(self._source.spread[a - 1, _PAD:, None], self._target.spread[b - 1, None, _PAD:])
        return [
            ones,
            ones * (a + b - 2),
            cosine,
            np.maximum(cosine - 0.5, 0),
            cosine * (a + b - 2),
            np.minimum(cosine / spread, np.float32(8)) / 8,
            self._length(a, b),
            self._weakest(a, b) if a + b > 2 else np.zeros_like(cosine),
            self._gain(a, b) if a + b > 2 else np.zeros_like(cosine),
        ]

    def allowed(self, a: int, b: int) -> NDArray[np.bool_]:
        """Return whether both runs of a bead exist and may be merged, (row, column)."""
        source, target = self._source.present, self._target.present
        if a + b > 2:
            source, target = self._source.mergeable, self._target.mergeable
        return np.asarray(source[a - 1, _PAD:, None] & target[b - 1, None, _PAD:])

    def _sum(self, a: int, b: int) -> Floats2d:
        if (a, b) not in self._sums:
            if a > 1:
                self._sums[a, b] = self._sum(a - 1, b) + _moved(self._sum(1, b), a - 1, 0)
            else:
                self._sums[a, b] = self._sum(1, b - 1) + _moved(self._sum(1, 1), 0, b - 1)
        return self._sums[a, b]

    def _cosine(self, a: int, b: int) -> Floats2d:
        if (a, b) not in self._cosines:
            norms = self._source.norms[a - 1, :, None] * self._target.norms[b - 1, None, :]
            self._cosines[a, b] = self._sum(a, b) / norms
        return self._cosines[a, b]

    def _length(self, a: int, b: int) -> Floats2d:
        # Both sides are brought to the scale between them, so that swapping them changes nothing.
        source = self._source.characters[a - 1, _PAD:, None] * np.sqrt(self._ratio)
        target = self._target.characters[b - 1, None, _PAD:] / np.sqrt(self._ratio)
        deviation = np.square(target - source) / (np.float32(_VARIANCE / 2) * (source + target))
        return np.asarray(np.minimum(deviation, np.float32(16)) / 16, dtype=np.float32)

    def _weakest(self, a: int, b: int) -> Floats2d:
        source, target = self._source, self._target
        weakest = np.full(_cut(self._sum(1, 1)).shape, np.inf, dtype=np.float32)
        if a > 1:
            ones = self._sum(1, b) / (source.norms[0, :, None] * target.norms[b - 1, None, :])
            for part in range(a):
                np.minimum(weakest, _cut(ones, part, 0), out=weakest)
        if b > 1:
            ones = self._sum(a, 1) / (source.norms[a - 1, :, None] * target.norms[0, None, :])
            for part in range(b):
                np.minimum(weakest, _cut(ones, 0, part), out=weakest)
        return weakest

    def _gain(self, a: int, b: int) -> Floats2d:
        without = []
        if a > 1:
            without += [_cut(self._cosine(a - 1, b)), _cut(self._cosine(a - 1, b), 1, 0)]
        if b > 1:
            without += [_cut(self._cosine(a, b - 1)), _cut(self._cosine(a, b - 1), 0, 1)]
        return np.asarray(_cut(self._cosine(a, b)) - np.maximum.reduce(without))


NULL_FEATURES = ("bias", "tokens", "nearest", "furniture")
"""
bias        1
tokens      the logarithm of one more than the segment's tokens
nearest     its highest cosine with a segment of the other document
furniture   whether it is furniture
"""


def null_features(side: Side, own: Blocks, other: Blocks) -> Floats2d:
    """Return the `NULL_FEATURES` of every segment of a side, (n, 4)."""
    return np.stack(
        [
            np.ones(len(side), dtype=np.float32),
            np.log1p(side.tokens).astype(np.float32),
            nearest(own, other),
            side.furniture.astype(np.float32),
        ],
        axis=1,
    )


def nearest(own: Blocks, other: Blocks) -> NDArray[np.float32]:
    """Return each segment's highest cosine with a segment of the other document, (n,); 0 where there is none."""
    highest = np.zeros(len(own.sums), dtype=np.float32)
    if not len(other.sums):
        return highest
    directions = other.sums / other.norms[0, 1:, None]
    for start in range(0, len(own.sums), 1024):
        rows = slice(start, start + 1024)
        highest[rows] = (own.sums[rows] @ directions.T).max(axis=1)
    return highest / own.norms[0, 1:]


def _cut(padded: Floats2d, up: int = 0, left: int = 0) -> Floats2d:
    """Cut the rectangle out of a padded table, moved up and left by whole nodes."""
    rows, columns = padded.shape
    return padded[_PAD - up : rows - up, _PAD - left : columns - left]


def _moved(padded: Floats2d, down: int, right: int) -> Floats2d:
    """Move a padded table down and right; zeros come in."""
    moved = np.zeros_like(padded)
    rows, columns = padded.shape
    moved[down:, right:] = padded[: rows - down, : columns - right]
    return moved

"""What is known of a bead before the search: similarities from one encoding of each segment, and lengths."""

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from aligncheck.aligner.side import LONGEST, Blocks, Pairing, Side

Floats2d = NDArray[np.float32]
_Kind = TypeVar("_Kind", bound=np.generic)

BEAD_FEATURES = (
    *("bias", "segments", "cosine", "above-0.3", "above-0.5", "above-0.7", "mass", "margin", "nearest"),
    *("length", "short", "weakest", "gain", "outer", "level", "relative", "split", "within", "both-within"),
)
"""
bias, segments   1, and how many segments the bead holds beyond two
cosine           of the sums of both sides' centred vectors
above-T          how far the cosine is above T: with `cosine`, a piecewise linear function of it
mass             the cosine times the segments beyond two: large beads must earn what the small ones together earn
margin           the cosine in standard deviations of what these two runs have with any segment of the other document
nearest          the cosine less what the segments of the bead have with their nearest segments in the other document
length           how unlikely the lengths are (Gale and Church 1993), from 0 to 1
short            from 0 to 1 as the shorter side gets shorter: cosines of a word or two say little
weakest          the least cosine of one segment of the bead with the whole other side; 0 for 1-1
gain             how much the cosine falls when the least useful outer segment is left out; 0 for 1-1
outer            how much it rises when the most useful neighbour is taken in; 0 if it falls
level            how close the two documents are as a whole, see `Pairing`, at most 0.6: unrelated ones reach 0.35
relative         how far the cosine is above 0.2 less than that
split            the lesser cosine of the two beads it would best be split into; 0 for 1-1, 1-n and n-1
within           how many sides of the bead start within a sentence that a segment before began: beads seldom part there
both-within      whether both do, as clauses do that were parted alike
"""

_VARIANCE = 6.8
"""Variance of the length difference per character (Gale and Church 1993)."""

_RELATED = np.float32(0.6)
"""Level above which nobody doubts that the documents belong together."""

_SHORT = 20
"""Characters at which a segment counts as half short."""

_NO_RUNS: tuple[list[int], None] = ([], None)

_PAD = LONGEST - 1
_NODES = slice(_PAD, -1)


class Rectangle:
    """The features of all beads that end at the nodes of a rectangle of the lattice."""

    def __init__(self, pairing: Pairing, rows: range, columns: range, ratio: float) -> None:
        """Multiply the single segments; `ratio` is that of target to source characters."""
        # Tables reach beyond the rectangle: _PAD nodes above and left for the runs that start outside it, one below
        # and right for the neighbours that might be taken in.
        self._source = pairing.source.window(rows.start - _PAD, rows.stop + 1)
        self._target = pairing.target.window(columns.start - _PAD, columns.stop + 1)
        self._ratio = np.float32(ratio)
        self._level = np.float32(pairing.level)
        self._sums: dict[tuple[int, int], Floats2d] = {(1, 1): self._source.sums @ self._target.sums.T}
        self._cosines: dict[tuple[int, int], Floats2d] = {}

    def features(self, a: int, b: int) -> list[Floats2d]:
        """Return the `BEAD_FEATURES` of beads of `a` source and `b` target segments, each (row, column)."""
        cosine = self.cosine(a, b)
        ones = np.ones_like(cosine)
        spread: Floats2d = np.hypot(self._source.spread[a - 1, _NODES, None], self._target.spread[b - 1, None, _NODES])
        return [
            ones,
            ones * (a + b - 2),
            cosine,
            np.maximum(cosine - np.float32(0.3), 0),
            np.maximum(cosine - np.float32(0.5), 0),
            np.maximum(cosine - np.float32(0.7), 0),
            cosine * (a + b - 2),
            np.minimum(cosine / spread, np.float32(8)) / 8,
            cosine - (self._source.nearest[a - 1, _NODES, None] + self._target.nearest[b - 1, None, _NODES]) / 2,
            self._length(a, b),
            self._short(a, b),
            self._weakest(a, b) if a + b > 2 else np.zeros_like(cosine),
            self._gain(a, b) if a + b > 2 else np.zeros_like(cosine),
            self._outer(a, b),
            ones * min(self._level, _RELATED),
            np.maximum(cosine - self._level + np.float32(0.2), 0),
            self._split(a, b) if min(a, b) > 1 else np.zeros_like(cosine),
            *self._within(a, b),
        ]

    def cosine(self, a: int, b: int) -> Floats2d:
        """Return the cosine of both sides of beads of `a` source and `b` target segments, (row, column)."""
        return _cut(self._cosine(a, b))

    def allowed(self, a: int, b: int) -> NDArray[np.bool_]:
        """Return whether both runs of a bead exist and may be merged, (row, column)."""
        source, target = self._source.present, self._target.present
        if a + b > 2:
            source, target = self._source.mergeable, self._target.mergeable
        return np.asarray(source[a - 1, _NODES, None] & target[b - 1, None, _NODES])

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
            cosines = self._sum(a, b) / norms
            if a in self._source.merged or b in self._target.merged:
                units = self._source.units(a), self._target.units(b)
                rows, _ = self._source.merged.get(a, _NO_RUNS)
                columns, _ = self._target.merged.get(b, _NO_RUNS)
                cosines[rows] = units[0][rows] @ units[1].T
                cosines[:, columns] = units[0] @ units[1][columns].T
            self._cosines[a, b] = cosines
        return self._cosines[a, b]

    def _characters(self, a: int, b: int) -> tuple[Floats2d, Floats2d]:
        # Both sides are brought to the scale between them, so that swapping them changes nothing.
        source = self._source.characters[a - 1, _NODES, None] * np.sqrt(self._ratio)
        target = self._target.characters[b - 1, None, _NODES] / np.sqrt(self._ratio)
        return source, target

    def _length(self, a: int, b: int) -> Floats2d:
        source, target = self._characters(a, b)
        deviation = np.square(target - source) / (np.float32(_VARIANCE / 2) * (source + target))
        return np.asarray(np.minimum(deviation, np.float32(16)) / 16, dtype=np.float32)

    def _short(self, a: int, b: int) -> Floats2d:
        return np.asarray(_SHORT / (_SHORT + np.minimum(*self._characters(a, b))), dtype=np.float32)

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

    def _split(self, a: int, b: int) -> Floats2d:
        splits = [
            np.minimum(_cut(self._cosine(a - last_a, b - last_b), last_a, last_b), _cut(self._cosine(last_a, last_b)))
            for last_a in range(1, a)
            for last_b in range(1, b)
        ]
        return np.asarray(np.maximum.reduce(splits))

    def _within(self, a: int, b: int) -> tuple[Floats2d, Floats2d]:
        source = self._source.continues[a - 1, _NODES, None]
        target = self._target.continues[b - 1, None, _NODES]
        return source + target, source * target

    def _outer(self, a: int, b: int) -> Floats2d:
        cosine = _cut(self._cosine(a, b))
        outer = np.zeros_like(cosine)
        source, target = self._source.mergeable, self._target.mergeable
        if a < LONGEST:
            for up in (0, -1):
                wider = _cut(self._cosine(a + 1, b), up) - cosine
                np.maximum(outer, wider, out=outer, where=_cut(source[a, :, None] & target[b - 1, None, :], up))
        if b < LONGEST:
            for left in (0, -1):
                wider = _cut(self._cosine(a, b + 1), 0, left) - cosine
                np.maximum(outer, wider, out=outer, where=_cut(source[a - 1, :, None] & target[b, None, :], 0, left))
        return outer


NULL_FEATURES = ("bias", "short", "nearest", "above-0.5", "furniture", "within", "wordless")
"""
bias        1
short       from 0 to 1 as the segment gets shorter
nearest     its highest cosine with a segment of the other document
above-0.5   how far that is above 0.5
furniture   whether it is furniture
within      whether it starts within a sentence that a segment before it began
wordless    whether it holds no word
"""


def null_features(side: Side, own: Blocks) -> Floats2d:
    """Return the `NULL_FEATURES` of every segment of a side, (n, 7)."""
    nearest = own.nearest[0, 1:]
    return np.stack(
        [
            np.ones(len(side), dtype=np.float32),
            (_SHORT / (_SHORT + own.characters[0, 1:])).astype(np.float32),
            nearest,
            np.maximum(nearest - np.float32(0.5), 0),
            side.furniture.astype(np.float32),
            side.continues.astype(np.float32),
            side.wordless.astype(np.float32),
        ],
        axis=1,
    )


def _cut(padded: NDArray[_Kind], up: int = 0, left: int = 0) -> NDArray[_Kind]:
    """Cut the rectangle out of a padded table, moved up and left by whole nodes."""
    rows, columns = padded.shape
    return padded[_PAD - up : rows - 1 - up, _PAD - left : columns - 1 - left]


def _moved(padded: Floats2d, down: int, right: int) -> Floats2d:
    """Move a padded table down and right; zeros come in."""
    moved = np.zeros_like(padded)
    rows, columns = padded.shape
    moved[down:, right:] = padded[: rows - down, : columns - right]
    return moved

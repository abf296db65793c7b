"""The lattice search: the best path, and the probability of every bead.

A node (i, j) stands for "i source and j target segments are behind us"; a bead is a step between nodes. The score of
a path is the sum of its beads' scores; its probability is proportional to the exponential of that (a semi-Markov
conditional random field: Sarawagi and Cohen 2004). The order of adjacent null beads carries no meaning, so only one
order is a path: a 1-0 bead never follows a 0-1 bead.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Scores3d = NDArray[np.float32]

SHAPES: tuple[tuple[int, int], ...] = (
    *((1, 1), (1, 2), (2, 1), (1, 3), (3, 1), (2, 2), (1, 4), (4, 1), (2, 3), (3, 2), (1, 5), (5, 1), (3, 3)),
    *((1, 6), (6, 1)),
)
"""Shapes of beads with both sides, in the order of preference when scores tie."""

_OMISSION = len(SHAPES)
_ADDITION = len(SHAPES) + 1
_CHUNK = 128


class Scores(Protocol):
    """Where the search gets the scores of beads from; higher is better, -inf forbids."""

    @property
    def source_null(self) -> Floats:
        """Score of leaving each source segment without counterpart, (n,)."""

    @property
    def target_null(self) -> Floats:
        """Likewise for the target, (m,)."""

    def beads(self, rows: range, columns: range) -> Scores3d:
        """Return the scores of beads that end at the nodes of a rectangle, (shape, row, column)."""


@dataclass(frozen=True)
class Band:
    """The nodes that are searched: in row i the columns ``[low[i], low[i] + width)``."""

    low: NDArray[np.int64]
    """Never decreasing, (n + 1,)."""

    width: int


@dataclass(frozen=True)
class Step:
    """A bead on a path: the node it ends at and its shape, with 0 on the empty side of a null bead."""

    row: int
    column: int
    rows: int
    columns: int


def full_band(rows: int, columns: int) -> Band:
    """Return the band that leaves no node out, for a document of `rows` and one of `columns` segments."""
    return Band(np.zeros(rows + 1, dtype=np.int64), columns + 1)


def best_path(scores: Scores, band: Band) -> tuple[list[Step], float]:
    """Return the path with the highest score, and the score.

    Ties prefer the shape that comes first in `SHAPES`, then 1-0, then 0-1. Time and memory are linear in the nodes of
    the band; sums are kept in float64.

    Raises:
        ValueError: no path leads through the band.
    """
    n, m = len(scores.source_null), len(scores.target_null)
    total = np.full((n + 1, band.width), -np.inf)
    choice = np.full((n + 1, band.width), _ADDITION, dtype=np.int8)
    before = np.full(band.width, -np.inf)
    for row, low, steps in _rows(scores, band):
        candidates = np.full((len(SHAPES) + 1, band.width), -np.inf)
        for shape, (a, b) in enumerate(SHAPES):
            if row >= a:
                _add_shifted(candidates[shape], total[row - a], low - b - int(band.low[row - a]), steps[shape])
        if row:
            _add_shifted(candidates[-1], before, low - int(band.low[row - 1]), scores.source_null[row - 1])
        before = candidates.max(axis=0)
        if row == 0:
            before[0] = 0.0
        drift = _drift(scores.target_null, low, band.width)
        furthest = np.maximum.accumulate(before - drift)
        added = furthest > before - drift
        total[row] = np.where(added, furthest + drift, before)
        choice[row] = np.where(added, _ADDITION, candidates.argmax(axis=0))
    return _trace(choice, band, n, m), float(total[n, m - int(band.low[n])])


def _trace(choice: NDArray[np.int8], band: Band, n: int, m: int) -> list[Step]:
    steps = []
    row, column = n, m
    while row or column:
        offset = column - int(band.low[row])
        if row < 0 or not 0 <= offset < band.width:
            raise ValueError(f"no path leads through the band at node ({row}, {column})")
        a, b = (*SHAPES, (1, 0), (0, 1))[int(choice[row, offset])]
        steps.append(Step(row, column, a, b))
        row, column = row - a, column - b
    return steps[::-1]


def probabilities(scores: Scores, band: Band, steps: list[Step]) -> list[float]:
    """Return how probable each step is among all paths through a band, in [0, 1].

    For a null bead it is the probability that its segment has no counterpart, wherever the bead would stand. Sums over
    paths by the forward-backward recurrences, in the logarithm.
    """
    n, m = len(scores.source_null), len(scores.target_null)
    forward, unadded = _forward(scores, band)
    backward, backward_added = np.full((2, n + 1, band.width), -np.inf)
    backward[n, m - int(band.low[n])] = 0.0
    total = forward[n, m - int(band.low[n])]
    omitted, added = np.full(n, -np.inf), np.full(m, -np.inf)
    ending = {
        (step.row, SHAPES.index((step.rows, step.columns))): step.column for step in steps if step.columns * step.rows
    }
    found: dict[tuple[int, int], float] = {}
    for row, low, bead_scores in _rows(scores, band, backwards=True):
        _finish_backward(scores, band, row, backward, backward_added)
        if row:
            through = np.full(band.width, -np.inf)
            _add_shifted(through, unadded[row - 1], low - int(band.low[row - 1]), backward[row])
            omitted[row - 1] = np.logaddexp.reduce(through) + scores.source_null[row - 1]
        columns = slice(low, min(low + band.width - 1, m))
        length = columns.stop - columns.start
        through = forward[row, :length] + backward_added[row, 1 : length + 1]
        added[columns] = np.logaddexp(added[columns], through + scores.target_null[columns])
        for shape, (a, b) in enumerate(SHAPES):
            if row < a:
                continue
            offset = low - b - int(band.low[row - a])
            if (row, shape) in ending:
                column = ending[row, shape]
                start = forward[row - a, column - b - int(band.low[row - a])]
                found[row, column] = float(start + bead_scores[shape, column - low] + backward[row, column - low])
            # The step leads from (row - a, column - b) to (row, column): gather it where it starts.
            reached = np.full(band.width, -np.inf)
            _add_shifted(reached, backward[row] + bead_scores[shape], -offset, 0.0)
            np.logaddexp(backward_added[row - a], reached, out=backward_added[row - a])
    logarithms = [
        added[step.column - 1]
        if not step.rows
        else omitted[step.row - 1]
        if not step.columns
        else found[step.row, step.column]
        for step in steps
    ]
    return [float(np.exp(min(0.0, value - total))) for value in logarithms]


def _forward(scores: Scores, band: Band) -> tuple[Floats, Floats]:
    """Sum all paths from the start to each node; in the second table those only whose last bead is not 0-1."""
    forward, unadded = np.full((2, len(band.low), band.width), -np.inf)
    for row, low, bead_scores in _rows(scores, band):
        candidates = np.full((len(SHAPES) + 1, band.width), -np.inf)
        for shape, (a, b) in enumerate(SHAPES):
            if row >= a:
                _add_shifted(candidates[shape], forward[row - a], low - b - int(band.low[row - a]), bead_scores[shape])
        if row:
            _add_shifted(candidates[-1], unadded[row - 1], low - int(band.low[row - 1]), scores.source_null[row - 1])
        if row == 0:
            candidates[0, 0] = 0.0
        unadded[row] = _log_sum(candidates)
        drift = _drift(scores.target_null, low, band.width)
        forward[row] = np.logaddexp.accumulate(unadded[row] - drift) + drift
    return forward, unadded


def _finish_backward(scores: Scores, band: Band, row: int, backward: Floats, backward_added: Floats) -> None:
    """Complete a row, into which the beads of the rows below have been gathered, by its null beads.

    `backward` sums the ways to the end after any bead but 0-1, `backward_added` those after a 0-1 bead, which a 1-0
    bead may not follow.
    """
    low = int(band.low[row])
    last = row == len(band.low) - 1
    drift = _drift(scores.target_null, low, band.width)
    ways = np.logaddexp(backward_added[row], backward[row]) if last else backward_added[row]
    backward_added[row] = np.logaddexp.accumulate((ways + drift)[::-1])[::-1] - drift
    omitted = np.full(band.width, -np.inf)
    if not last:
        _add_shifted(omitted, backward[row + 1], low - int(band.low[row + 1]), scores.source_null[row])
    backward[row] = np.logaddexp(backward_added[row], omitted)


def _rows(scores: Scores, band: Band, *, backwards: bool = False) -> Iterator[tuple[int, int, Scores3d]]:
    """Yield each row of a band: its number, its first column, and the scores of the beads ending in it."""
    m = len(scores.target_null)
    starts = range(0, len(band.low), _CHUNK)
    for start in reversed(starts) if backwards else starts:
        rows = range(start, min(start + _CHUNK, len(band.low)))
        first, last = int(band.low[rows[0]]), int(band.low[rows[-1]]) + band.width
        steps = np.full((len(SHAPES), len(rows), last - first), -np.inf, dtype=np.float32)
        inside = range(first, min(last, m + 1))
        steps[:, :, : len(inside)] = scores.beads(rows, inside)
        for row in reversed(rows) if backwards else rows:
            low = int(band.low[row])
            yield row, low, steps[:, row - start, low - first : low - first + band.width]


def _add_shifted(out: Floats, values: Floats, offset: int, addend: Floats | Scores3d | float) -> None:
    """Set ``out[k] = values[k + offset] + addend[k]`` wherever both exist."""
    start, stop = max(0, -offset), min(len(out), len(values) - offset)
    if start < stop:
        added = addend if isinstance(addend, float) or np.ndim(addend) == 0 else addend[start:stop]
        np.add(values[start + offset : stop + offset], added, out=out[start:stop])


def _drift(target_null: Floats, low: int, width: int) -> Floats:
    """Return the score of the 0-1 beads from column `low` to each column of a row; constant after the last."""
    drift = np.zeros(width)
    known = target_null[low : low + width - 1]
    np.cumsum(known, out=drift[1 : len(known) + 1])
    drift[len(known) + 1 :] = drift[len(known)]
    return drift


def _log_sum(candidates: Floats) -> Floats:
    highest = candidates.max(axis=0)
    safe = np.where(np.isneginf(highest), 0.0, highest)
    with np.errstate(divide="ignore"):
        return np.asarray(np.log(np.exp(candidates - safe).sum(axis=0)) + safe)

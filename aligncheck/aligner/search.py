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

from aligncheck.aligner.side import LONGEST

Floats = NDArray[np.float64]
Scores3d = NDArray[np.float32]

SHAPES: tuple[tuple[int, int], ...] = (
    *((1, 1), (1, 2), (2, 1), (1, 3), (3, 1), (2, 2), (1, 4), (4, 1), (2, 3), (3, 2), (1, 5), (5, 1), (3, 3)),
    *((1, 6), (6, 1)),
)
"""Shapes of beads with both sides, in the order of preference when scores tie."""

_ADDITION = len(SHAPES) + 1
_CELLS = 1 << 17
"""Nodes whose scores are asked for at once: few enough for the processor's cache, enough to hide Python's overhead."""

_REMEMBERED = 1 << 22
"""Nodes up to which the scores of a whole search are kept, in a quarter of a gigabyte, rather than computed twice."""


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
    """The nodes that are searched: in row i the columns ``[low[i], stop[i])``."""

    low: NDArray[np.int64]
    """Never decreasing, (n + 1,)."""

    stop: NDArray[np.int64]
    """Never decreasing, greater than `low`, at most one more than the target's segments; (n + 1,)."""

    def __post_init__(self) -> None:
        if (self.stop <= self.low).any() or (np.diff(self.low) < 0).any() or (np.diff(self.stop) < 0).any():
            raise ValueError("a band needs at least one node in every row, and bounds that never decrease")

    def empty(self, row: int) -> Floats:
        """Return a row without any path, to be filled."""
        return np.full(self.stop[row] - self.low[row], -np.inf)


@dataclass(frozen=True)
class Step:
    """A bead on a path: the node it ends at and its shape, with 0 on the empty side of a null bead."""

    row: int
    column: int
    rows: int
    columns: int


def full_band(rows: int, columns: int) -> Band:
    """Return the band that leaves no node out, for a document of `rows` and one of `columns` segments."""
    return Band(np.zeros(rows + 1, dtype=np.int64), np.full(rows + 1, columns + 1, dtype=np.int64))


@dataclass(frozen=True)
class Found:
    """What a search finds."""

    steps: list[Step]
    """The path with the highest score."""

    probabilities: list[float]
    """That of each of its beads."""

    score: float
    """That of the path."""

    source_runs: Floats
    """Probability of each run of source segments to be one side of a bead of the path sought, (LONGEST, n + 1): row
    a - 1 holds runs of a segments, column i those that end before segment i. 1-1 beads are left out."""

    target_runs: Floats
    """Likewise for the target, (LONGEST, m + 1)."""


def search(scores: Scores, band: Band) -> Found:
    """Find the path with the highest score and the probability of its beads.

    Ties prefer the shape that comes first in `SHAPES`, then 1-0, then 0-1. The probability of a bead is the share of
    all paths through the band that hold it, each weighted by the exponential of its score; that of a null bead counts
    every place where it could stand. Time and memory are linear in the nodes of the band; sums are in float64.

    Raises:
        ValueError: no path leads through the band.
    """
    if (band.stop - band.low).sum() <= _REMEMBERED:
        scores = _Remembered(scores)
    steps, score, table = _forward(scores, band)
    return _backward(scores, band, steps, score, table)


class _Remembered:
    """Scores that are computed once, though both passes ask for them."""

    def __init__(self, scores: Scores) -> None:
        self.source_null, self.target_null = scores.source_null, scores.target_null
        self._scores = scores
        self._seen: dict[tuple[range, range], Scores3d] = {}

    def beads(self, rows: range, columns: range) -> Scores3d:
        if (rows, columns) not in self._seen:
            self._seen[rows, columns] = self._scores.beads(rows, columns)
        return self._seen[rows, columns]


@dataclass(frozen=True)
class _Table:
    """Sums over all paths from the start to each node, as logarithms; one array per row."""

    any: list[Floats]

    unadded: list[Floats]
    """Only the paths whose last bead is not 0-1, which a 1-0 bead may follow."""


def _forward(scores: Scores, band: Band) -> tuple[list[Step], float, _Table]:
    best: list[Floats] = []
    choices: list[NDArray[np.int8]] = []
    table = _Table([], [])
    before = np.empty(0)
    for row, low, bead_scores in _rows(scores, band):
        drift = _drift(scores.target_null, low, len(band.empty(row)))
        candidates, sums = np.full((2, len(SHAPES) + 1, len(drift)), -np.inf)
        for shape, (a, b) in enumerate(SHAPES):
            if row >= a:
                offset = low - b - int(band.low[row - a])
                _add_shifted(candidates[shape], best[row - a], offset, bead_scores[shape])
                _add_shifted(sums[shape], table.any[row - a], offset, bead_scores[shape])
        if row:
            offset = low - int(band.low[row - 1])
            _add_shifted(candidates[-1], before, offset, scores.source_null[row - 1])
            _add_shifted(sums[-1], table.unadded[row - 1], offset, scores.source_null[row - 1])
        else:
            candidates[0, 0] = sums[0, 0] = 0.0
        before = candidates.max(axis=0)
        furthest = np.maximum.accumulate(before - drift)
        added = furthest > before - drift
        best.append(np.where(added, furthest + drift, before))
        choices.append(np.where(added, _ADDITION, candidates.argmax(axis=0)).astype(np.int8))
        table.unadded.append(_log_sum(sums))
        table.any.append(np.logaddexp.accumulate(table.unadded[row] - drift) + drift)
    if not np.isfinite(best[-1][-1]):
        raise ValueError("no path leads through the band")
    return _trace(choices, band, len(scores.source_null), len(scores.target_null)), float(best[-1][-1]), table


def _trace(choices: list[NDArray[np.int8]], band: Band, row: int, column: int) -> list[Step]:
    steps = []
    while row or column:
        if row == 0:
            a, b = 0, 1
        else:
            a, b = (*SHAPES, (1, 0), (0, 1))[choices[row][column - int(band.low[row])]]
        steps.append(Step(row, column, a, b))
        row, column = row - a, column - b
    return steps[::-1]


def _backward(scores: Scores, band: Band, steps: list[Step], score: float, table: _Table) -> Found:
    n, m = len(scores.source_null), len(scores.target_null)
    total = table.any[n][-1]
    # Sums over all ways from each node to the end; `after_addition` those after a 0-1 bead, which no 1-0 may follow.
    ways = [band.empty(row) for row in range(n + 1)]
    after_addition = [band.empty(row) for row in range(n + 1)]
    after_addition[n][-1] = 0.0
    omitted, added = np.full(n, -np.inf), np.full(m, -np.inf)
    source_runs, target_runs = np.zeros((LONGEST, n + 1)), np.zeros((LONGEST, m + 1))
    merged = {(step.row, step.rows, step.columns): step.column for step in steps if step.rows and step.columns}
    found: dict[tuple[int, int], float] = {}
    for row, low, bead_scores in _rows(scores, band, backwards=True):
        drift = _drift(scores.target_null, low, len(ways[row]))
        after_addition[row] = np.logaddexp.accumulate((after_addition[row] + drift)[::-1])[::-1] - drift
        if row < n:
            _add_shifted(ways[row], ways[row + 1], low - int(band.low[row + 1]), scores.source_null[row])
        ways[row] = np.logaddexp(ways[row], after_addition[row])
        if row:
            through = band.empty(row)
            _add_shifted(through, table.unadded[row - 1], low - int(band.low[row - 1]), ways[row])
            omitted[row - 1] = np.logaddexp.reduce(through) + scores.source_null[row - 1]
        columns = slice(low, low + len(drift) - 1)
        through = table.any[row][:-1] + after_addition[row][1:]
        added[columns] = np.logaddexp(added[columns], through + scores.target_null[columns])
        for shape, (a, b) in enumerate(SHAPES):
            if row < a:
                continue
            reached = ways[row] + bead_scores[shape]
            start = int(band.low[row - a])
            if (row, a, b) in merged:
                column = merged[row, a, b]
                found[row, column] = float(table.any[row - a][column - b - start] + reached[column - low])
            # The bead leads from (row - a, column - b) to (row, column): gather it where it starts.
            gathered = band.empty(row - a)
            _add_shifted(gathered, reached, start + b - low, 0.0)
            if a + b > 2:
                joint = np.exp(table.any[row - a] + gathered - total)
                source_runs[a - 1, row] += joint.sum()
                reachable = target_runs[b - 1, start + b : start + b + len(joint)]
                reachable += joint[: len(reachable)]
            np.logaddexp(after_addition[row - a], gathered, out=after_addition[row - a])
    logarithms = [
        found[step.row, step.column]
        if step.rows and step.columns
        else float(omitted[step.row - 1] if step.rows else added[step.column - 1])
        for step in steps
    ]
    probabilities = [float(np.exp(min(0.0, value - total))) for value in logarithms]
    return Found(steps, probabilities, score, source_runs, target_runs)


def _rows(scores: Scores, band: Band, *, backwards: bool = False) -> Iterator[tuple[int, int, Scores3d]]:
    """Yield each row of a band: its number, its first column, and the scores of the beads ending in it."""
    for rows in reversed(_chunks(band)) if backwards else _chunks(band):
        first = int(band.low[rows[0]])
        bead_scores = scores.beads(rows, range(first, int(band.stop[rows[-1]])))
        for row in reversed(rows) if backwards else rows:
            low = int(band.low[row])
            yield row, low, bead_scores[:, row - rows[0], low - first : int(band.stop[row]) - first]


def _chunks(band: Band) -> list[range]:
    """Cut the rows into runs whose enclosing rectangles hold about as many nodes as are asked for at once."""
    chunks = []
    start = 0
    for row in range(len(band.low)):
        if row > start and (row + 1 - start) * (band.stop[row] - band.low[start]) > _CELLS:
            chunks.append(range(start, row))
            start = row
    return [*chunks, range(start, len(band.low))]


def _add_shifted(out: Floats, values: Floats, offset: int, addend: Floats | Scores3d | float) -> None:
    """Set ``out[k] = values[k + offset] + addend[k]`` wherever both exist."""
    start, stop = max(0, -offset), min(len(out), len(values) - offset)
    if start < stop:
        added = addend[start:stop] if isinstance(addend, np.ndarray) else addend
        np.add(values[start + offset : stop + offset], added, out=out[start:stop])


def _drift(target_null: Floats, low: int, width: int) -> Floats:
    """Return the score of the 0-1 beads from column `low` to each column of a row."""
    drift = np.zeros(width)
    np.cumsum(target_null[low : low + width - 1], out=drift[1:])
    return drift


def _log_sum(candidates: Floats) -> Floats:
    highest = candidates.max(axis=0)
    safe = np.where(np.isneginf(highest), 0.0, highest)
    with np.errstate(divide="ignore"):
        return np.asarray(np.log(np.exp(candidates - safe).sum(axis=0)) + safe)

"""What the aligner knows of a document, and what it derives from it before the search."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from aligncheck.embedding import Floats2d, Ints1d

LONGEST = 6
"""The most segments of one side that a bead can hold."""

_ROWS = 512
"""Rows whose cosines with the whole other side are held at once."""

_PRIOR_SEGMENTS = 2.0
"""How many segments the mean must outweigh: centring must not erase a document of one segment."""


@dataclass(frozen=True)
class Side:
    """What the aligner knows of one document: one row per segment, shape (n, ...)."""

    vectors: Floats2d
    """Mean token vectors as in `Embeddings`, (n, dim)."""

    tokens: Ints1d
    """Tokens behind each vector, (n,)."""

    characters: Ints1d
    """Length of each segment in characters, (n,)."""

    furniture: NDArray[np.bool_]
    """Segments that may well lack a counterpart and are never merged with others, (n,)."""

    continues: NDArray[np.bool_]
    """Segments that seem to go on with the sentence of the one before, (n,)."""

    wordless: NDArray[np.bool_]
    """Segments that hold no word, such as a line of dots, (n,)."""

    merged: Mapping[range, NDArray[np.float32]] = field(default_factory=dict)
    """Mean token vectors, (dim,), of runs of segments that were encoded as one text; of the others the sum is used."""

    def __post_init__(self) -> None:
        marks = (self.furniture, self.continues, self.wordless)
        rows = {len(row) for row in (self.vectors, self.tokens, self.characters, *marks)}
        if self.vectors.ndim != 2 or len(rows) != 1:
            raise ValueError(
                f"a side needs one row per segment in every field, got vectors {self.vectors.shape}, "
                f"tokens {self.tokens.shape}, characters {self.characters.shape}, furniture {self.furniture.shape}, "
                f"continues {self.continues.shape}, wordless {self.wordless.shape}"
            )
        if not np.isfinite(self.vectors).all():
            raise ValueError("the vectors of a side hold NaN or infinity")

    def __len__(self) -> int:
        return len(self.vectors)


@dataclass(frozen=True)
class Blocks:
    """Runs of 1 to `LONGEST` consecutive segments of one side.

    ``[a - 1][i]`` is the run of `a` segments that ends before segment `i`, so `i` runs from 0 to n.
    """

    sums: NDArray[np.float32]
    """Token-weighted sums of centred vectors of single segments, (n, dim); a run is the sum of its rows."""

    merged: Mapping[int, tuple[NDArray[np.int64], NDArray[np.float32]]]
    """By number of segments the runs that were encoded as one text: the nodes they end at, (k,), and their centred
    vectors of length 1, (k, dim)."""

    norms: NDArray[np.float32]
    """Length of each run's vector, (LONGEST, n + 1), never 0."""

    spread: NDArray[np.float32]
    """Standard deviation of each run's cosine with the other side's segments, (LONGEST, n + 1)."""

    nearest: NDArray[np.float32]
    """Highest cosine of a segment with one of the other side, mean over the run's tokens, (LONGEST, n + 1)."""

    characters: NDArray[np.float32]
    """Characters of each run, (LONGEST, n + 1)."""

    continues: NDArray[np.float32]
    """1 where the run starts within a sentence, else 0, (LONGEST, n + 1)."""

    present: NDArray[np.bool_]
    """Whether the run starts in the document, (LONGEST, n + 1)."""

    mergeable: NDArray[np.bool_]
    """Whether it is also free of furniture, so that a bead of more than one segment a side may hold it."""

    def units(self, a: int) -> NDArray[np.float32]:
        """Return the unit vectors of runs of `a` segments, (nodes, dim); of runs that start outside, anything."""
        runs = self.sums.copy()
        for back in range(1, a):
            runs[back:] += self.sums[:-back]
        runs /= self.norms[a - 1, :, None]
        if a in self.merged:
            ends, units = self.merged[a]
            runs[ends] = units
        return runs

    def window(self, start: int, stop: int) -> "Blocks":
        """Return the runs that end at the nodes ``[start, stop)``, with no runs outside 0 to n.

        In the result, row k of `sums` is the segment before node ``start + k``, so every field has its nodes aligned.
        """
        first, last = max(start, 0), min(stop, self.norms.shape[1])
        sums = np.zeros((stop - start, self.sums.shape[1]), dtype=np.float32)
        sums[max(first, 1) - start : last - start] = self.sums[max(first, 1) - 1 : last - 1]
        pad = ((0, 0), (first - start, stop - last))
        nodes = slice(first, last)
        merged = {}
        for length, (ends, units) in self.merged.items():
            inside = (ends >= start) & (ends < stop)
            if inside.any():
                merged[length] = (ends[inside] - start, units[inside])
        return Blocks(
            sums,
            merged,
            np.pad(self.norms[:, nodes], pad, constant_values=1),
            np.pad(self.spread[:, nodes], pad, constant_values=1),
            np.pad(self.nearest[:, nodes], pad),
            np.pad(self.characters[:, nodes], pad, constant_values=1),
            np.pad(self.continues[:, nodes], pad),
            np.pad(self.present[:, nodes], pad),
            np.pad(self.mergeable[:, nodes], pad),
        )


@dataclass(frozen=True)
class Pairing:
    """Two sides as the search sees them."""

    source: Blocks
    target: Blocks

    level: float
    """How close the translation is, in [0, 1]: the upper quartile of the cosines of segments that are each other's
    nearest; 0.5 where there are none."""

    nearest_target: NDArray[np.int64]
    """For each source segment the target segment with the highest cosine, (n,); -1 where there is none."""

    nearest_source: NDArray[np.int64]
    """For each target segment the source segment with the highest cosine, (m,); -1 where there is none."""


def pair(source: Side, target: Side) -> Pairing:
    """Derive the runs of both sides; each side is the background that the other's cosines are seen against."""
    sums = _weighted(source), _weighted(target)
    units = _unit(sums[0]), _unit(sums[1])
    to_target, to_source, near_source, near_target = _nearest(*units)
    mutual = to_target >= 0
    mutual[mutual] = to_source[to_target[mutual]] == np.flatnonzero(mutual)
    return Pairing(
        _blocks(source, sums[0], units[1], near_source),
        _blocks(target, sums[1], units[0], near_target),
        float(np.quantile(near_source[mutual], 0.75)) if mutual.any() else 0.5,
        to_target,
        to_source,
    )


def directions(side: Side) -> NDArray[np.float32]:
    """Return the vectors of a side seen against their mean, each of length 1, (n, dim)."""
    return _unit(_weighted(side))


def _blocks(side: Side, sums: NDArray[np.float32], others: NDArray[np.float32], nearest: NDArray[np.float32]) -> Blocks:
    second_moment = others.T @ others / max(1, len(others))
    total = _running(sums)
    weights = np.maximum(side.tokens, 1).astype(np.float64)
    weight, near = _running(weights), _running(weights * nearest)
    characters, furniture = _running(side.characters), _running(side.furniture)
    shape = (LONGEST, len(side) + 1)
    norms, spread, run_nearest, run_characters = np.ones((4, *shape), dtype=np.float32)
    continues = np.zeros(shape, dtype=np.float32)
    present, mergeable = np.zeros((2, *shape), dtype=np.bool_)
    for a in range(1, min(LONGEST, len(side)) + 1):
        run = (total[a:] - total[:-a]).astype(np.float32)
        norms[a - 1, a:] = np.maximum(np.linalg.norm(run, axis=1), 1e-6)
        run /= norms[a - 1, a:, None]
        spread[a - 1, a:] = np.sqrt(np.maximum(np.einsum("nd,nd->n", run @ second_moment, run), 1e-6))
        run_nearest[a - 1, a:] = (near[a:] - near[:-a]) / (weight[a:] - weight[:-a])
        run_characters[a - 1, a:] = np.maximum(characters[a:] - characters[:-a], 1)
        continues[a - 1, a:] = side.continues[: len(side) + 1 - a]
        present[a - 1, a:] = True
        mergeable[a - 1, a:] = furniture[a:] == furniture[:-a]
    return Blocks(sums, _merged(side), norms, spread, run_nearest, run_characters, continues, present, mergeable)


def _nearest(
    source: NDArray[np.float32], target: NDArray[np.float32]
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float32], NDArray[np.float32]]:
    """Return for each row the row of the other side with the highest cosine, and that cosine, 0 if it is negative."""
    to_target, to_source = np.full(len(source), -1), np.full(len(target), -1)
    near_source, near_target = np.zeros(len(source), np.float32), np.full(len(target), -np.inf, np.float32)
    if len(source) and len(target):
        for start in range(0, len(source), _ROWS):
            cosines = source[start : start + _ROWS] @ target.T
            to_target[start : start + _ROWS] = cosines.argmax(axis=1)
            near_source[start : start + _ROWS] = cosines.max(axis=1)
            highest = cosines.max(axis=0)
            to_source = np.where(highest > near_target, start + cosines.argmax(axis=0), to_source)
            np.maximum(near_target, highest, out=near_target)
    return to_target, to_source, np.maximum(near_source, 0), np.maximum(near_target, 0)


def _running(values: NDArray[np.generic]) -> NDArray[np.float64]:
    """Return the sums of the first 0, 1, 2, ... rows, in float64."""
    running = np.zeros((len(values) + 1, *values.shape[1:]))
    np.cumsum(values, axis=0, dtype=np.float64, out=running[1:])
    return running


def _weighted(side: Side) -> NDArray[np.float32]:
    weighted = (side.vectors - _centre(side)) * np.maximum(side.tokens, 1)[:, None]
    return np.asarray(weighted, dtype=np.float32)


def _centre(side: Side) -> NDArray[np.float64]:
    if not len(side):
        return np.zeros(side.vectors.shape[1])
    share = len(side) / (len(side) + _PRIOR_SEGMENTS)
    return np.asarray(share * side.vectors.mean(axis=0, dtype=np.float64))


def _merged(side: Side) -> dict[int, tuple[NDArray[np.int64], NDArray[np.float32]]]:
    centre = _centre(side)
    by_length: dict[int, list[range]] = {}
    for run in side.merged:
        by_length.setdefault(len(run), []).append(run)
    return {
        length: (
            np.array([run.stop for run in runs]),
            _unit(np.array([side.merged[run] - centre for run in runs], dtype=np.float32)),
        )
        for length, runs in by_length.items()
    }


def _unit(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    unit: NDArray[np.float32] = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-6)
    return unit

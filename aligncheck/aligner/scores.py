"""Scores of beads: what the lattice search maximises.

A bead's score is a weighted sum of its features; the weights are those of a conditional random field, so that scores
are logarithms of odds and null beads need no threshold.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from aligncheck.aligner.features import Rectangle, null_features
from aligncheck.aligner.search import SHAPES, Floats, Scores3d
from aligncheck.aligner.side import Blocks, Side, blocks
from aligncheck.aligner.weights import WEIGHTS, Weights


@dataclass(frozen=True)
class BeadScores:
    """The scores of all beads between two documents, computed where they are asked for."""

    source: Side
    target: Side
    weights: Weights = WEIGHTS

    @cached_property
    def _source_blocks(self) -> Blocks:
        return blocks(self.source, self.target)

    @cached_property
    def _target_blocks(self) -> Blocks:
        return blocks(self.target, self.source)

    @cached_property
    def _ratio(self) -> float:
        """Target characters per source character."""
        # A document with large omissions must not make every sentence look too long: stay near equal lengths.
        source, target = (float(side.characters.sum(dtype=np.float64)) + 200 for side in (self.source, self.target))
        return float(np.clip(target / source, 0.67, 1.5))

    @cached_property
    def source_null(self) -> Floats:
        """Score of leaving each source segment without counterpart, (n,)."""
        return np.asarray(null_features(self.source, self._source_blocks, self._target_blocks) @ self.weights.null)

    @cached_property
    def target_null(self) -> Floats:
        """Likewise for the target, (m,)."""
        return np.asarray(null_features(self.target, self._target_blocks, self._source_blocks) @ self.weights.null)

    def beads(self, rows: range, columns: range) -> Scores3d:
        """Return the scores of beads that end at the nodes of a rectangle, (shape, row, column)."""
        scores = np.full((len(SHAPES), len(rows), len(columns)), -np.inf, dtype=np.float32)
        rectangle = Rectangle(self._source_blocks, self._target_blocks, rows, columns, self._ratio)
        for shape, (a, b) in enumerate(SHAPES):
            total = np.zeros(scores.shape[1:], dtype=np.float32)
            for weight, feature in zip(self.weights.of(a, b), rectangle.features(a, b), strict=True):
                if weight:
                    total += np.float32(weight) * feature
            np.copyto(scores[shape], total, where=rectangle.allowed(a, b))
        return scores

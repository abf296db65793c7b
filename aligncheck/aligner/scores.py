"""Scores of beads: what the lattice search maximises.

A bead's score is a weighted sum of its features; the weights are those of a conditional random field, so that scores
are logarithms of odds and null beads need no threshold.
"""

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from aligncheck.aligner.features import Rectangle, null_features
from aligncheck.aligner.search import SHAPES, Floats, Scores3d
from aligncheck.aligner.side import Pairing, Side, pair
from aligncheck.aligner.weights import Weights, load_weights


@dataclass(frozen=True)
class BeadScores:
    """The scores of all beads between two documents, computed where they are asked for."""

    source: Side
    target: Side
    weights: Weights = field(default_factory=load_weights)

    @cached_property
    def pairing(self) -> Pairing:
        """Both sides as the search sees them."""
        return pair(self.source, self.target)

    @cached_property
    def _ratio(self) -> float:
        """Target characters per source character."""
        # A document with large omissions must not make every sentence look too long: stay near equal lengths.
        source, target = (float(side.characters.sum(dtype=np.float64)) + 200 for side in (self.source, self.target))
        return float(np.clip(target / source, 2 / 3, 3 / 2))

    @cached_property
    def source_null(self) -> Floats:
        """Score of leaving each source segment without counterpart, (n,)."""
        return np.asarray(null_features(self.source, self.pairing.source) @ self.weights.null)

    @cached_property
    def target_null(self) -> Floats:
        """Likewise for the target, (m,)."""
        return np.asarray(null_features(self.target, self.pairing.target) @ self.weights.null)

    def rectangle(self, rows: range, columns: range) -> Rectangle:
        """Return the features of the beads that end at the nodes of a rectangle."""
        return Rectangle(self.pairing, rows, columns, self._ratio)

    def beads(self, rows: range, columns: range) -> Scores3d:
        """Return the scores of beads that end at the nodes of a rectangle, (shape, row, column)."""
        scores = np.full((len(SHAPES), len(rows), len(columns)), -np.inf, dtype=np.float32)
        rectangle = self.rectangle(rows, columns)
        for shape, (a, b) in enumerate(SHAPES):
            total = np.zeros(scores.shape[1:], dtype=np.float32)
            for weight, feature in zip(self.weights.of(a, b), rectangle.features(a, b), strict=True):
                if weight:
                    total += np.float32(weight) * feature
            np.copyto(scores[shape], total, where=rectangle.allowed(a, b))
        return scores

"""Boosted decision trees as plain data: what scikit-learn has fitted, without scikit-learn or a pickle.

A forest adds up the values of the leaves that a row of features reaches in each tree; the sum is the logit of a
probability (gradient boosting with the logistic loss, Friedman 2001; histograms as in LightGBM, Ke et al. 2017).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

_LEAF = -1


@dataclass(frozen=True)
class Tree:
    """The nodes of one tree, the root first. A node without a feature is a leaf."""

    feature: NDArray[np.intp]
    """Shape (nodes,): column of the features each node asks for, -1 for a leaf."""

    threshold: NDArray[np.float64]
    """Shape (nodes,): up to this value to the left, above it to the right."""

    left: NDArray[np.intp]
    right: NDArray[np.intp]

    value: NDArray[np.float64]
    """Shape (nodes,): what a leaf adds to the logit."""

    def values(self, rows: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the value of the leaf each row reaches, shape (rows,)."""
        at = np.zeros(len(rows), np.intp)
        open_ = np.flatnonzero(self.feature[at] != _LEAF)
        while len(open_):
            node = at[open_]
            goes_left = rows[open_, self.feature[node]] <= self.threshold[node]
            at[open_] = np.where(goes_left, self.left[node], self.right[node])
            open_ = open_[self.feature[at[open_]] != _LEAF]
        return self.value[at]


@dataclass(frozen=True)
class Forest:
    """Trees over named features."""

    columns: NDArray[np.intp]
    """Which columns of the rows the trees' features are."""

    intercept: float
    trees: tuple[Tree, ...]

    def logits(self, rows: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return a logit for each row, shape (rows, features), without NaN in the columns used."""
        total = np.full(len(rows), self.intercept)
        used = rows[:, self.columns]
        for tree in self.trees:
            total += tree.values(used)
        return total


def forest_of(table: Mapping[str, Any], names: Sequence[str]) -> Forest:
    """Make a forest of a table as in decision.json, for rows of features with these names.

    Raises:
        ValueError: it was fitted on a feature that is not among them.
    """
    if unknown := set(table["features"]).difference(names):
        raise ValueError(f"the decision was fitted on {sorted(unknown)}; the features are {list(names)}")
    columns = np.array([list(names).index(name) for name in table["features"]], np.intp)
    trees = tuple(
        Tree(
            np.array(tree["feature"], np.intp),
            np.array(tree["threshold"], np.float64),
            np.array(tree["left"], np.intp),
            np.array(tree["right"], np.intp),
            np.array(tree["value"], np.float64),
        )
        for tree in table["trees"]
    )
    return Forest(columns, float(table["intercept"]), trees)

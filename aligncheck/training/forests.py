"""Fit boosted trees and take their numbers out of scikit-learn, as aligncheck.estimator.forest reads them."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier

DIGITS = 5
"""Significant digits kept: more would not move a probability by 0.001."""

Table = dict[str, Any]


def new_model(seed: int = 1) -> HistGradientBoostingClassifier:
    """Return trees to be fitted: few and broad, since labels are noisy and a forest ships as text."""
    return HistGradientBoostingClassifier(
        learning_rate=0.07,
        max_iter=70,
        max_leaf_nodes=6,
        min_samples_leaf=400,
        l2_regularization=20.0,
        early_stopping=False,
        random_state=seed,
    )


def fit_forest(
    rows: NDArray[np.float64], bad: NDArray[np.bool_], weights: NDArray[np.float64], names: Sequence[str], seed: int = 1
) -> Table:
    """Return a forest as a table of plain numbers.

    Args:
        rows: Shape (n, features), without NaN.
        bad: Shape (n,).
        weights: Shape (n,): of each row in the loss.
        names: Names of the features.
        seed: For the draw of bins on many rows.
    """
    model = new_model(seed)
    model.fit(rows, bad, sample_weight=weights * len(weights) / weights.sum())
    trees = [_tree(stage[0].nodes) for stage in model._predictors]  # noqa: SLF001 - there is no public way
    return {
        "features": list(names),
        "intercept": _number(float(model._baseline_prediction.item())),  # noqa: SLF001
        "trees": trees,
    }


def _tree(nodes: NDArray[Any]) -> Table:
    leaf = nodes["is_leaf"].astype(bool)
    return {
        "feature": np.where(leaf, -1, nodes["feature_idx"]).tolist(),
        # Not rounded: a value of the data on the other side of a cut would change leaves.
        "threshold": np.where(leaf, 0.0, nodes["num_threshold"]).tolist(),
        "left": nodes["left"].tolist(),
        "right": nodes["right"].tolist(),
        "value": [_number(value) if is_leaf else 0.0 for value, is_leaf in zip(nodes["value"], leaf, strict=True)],
    }


def _number(value: float) -> float:
    return float(f"{value:.{DIGITS}g}")

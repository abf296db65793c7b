"""A logistic regression as plain numbers, as it ships."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import exp


@dataclass(frozen=True)
class Regression:
    """Intercept and weights, which `aligncheck.training` fits."""

    intercept: float
    weights: Mapping[str, float] = field(hash=False)
    """By name of the feature."""

    def logit(self, names: Sequence[str], values: Sequence[float]) -> float:
        """Return the logit for the values of the features of these names."""
        return self.intercept + sum(self.weights[name] * value for name, value in zip(names, values, strict=True))

    def probability(self, names: Sequence[str], values: Sequence[float]) -> float:
        """Return the probability, in [0, 1], for the values of the features of these names."""
        return 1 / (1 + exp(-self.logit(names, values)))

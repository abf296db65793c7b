"""What a suspected span is worth: how likely it is an error in running text.

A logistic regression over a handful of figures. The highest probability of a span's words says most; its source words,
the gaps around it and its category say more.
"""

from math import log

from aligncheck.estimator.estimate import Estimate
from aligncheck.estimator.regression import Regression
from aligncheck.estimator.spans import ErrorSpan
from aligncheck.finding import Category

CATEGORIES = (Category.MISTRANSLATION, Category.OMISSION, Category.ADDITION, Category.GRAMMAR)
FEATURES = ("span", "source", "gap", *(category.value for category in CATEGORIES))
"""Logits of the highest probabilities: of the span (`ErrorSpan.probability`), of its source words, of the gaps in and
around it; and 1 for its category."""

_LEAST = 1e-3
"""Probabilities are kept so far from 0 and 1."""


class Worth(Regression):
    """The fitted regression, with the weights of `FEATURES`."""

    def __call__(self, span: ErrorSpan, estimate: Estimate) -> float:
        """Return the probability, in [0, 1], that a span is an error."""
        return self.probability(FEATURES, features_of(span, estimate))


def features_of(span: ErrorSpan, estimate: Estimate) -> tuple[float, ...]:
    """Return what is known of a span, in the order of `FEATURES`."""
    gaps = range(span.target.start, span.target.stop + 1)
    return (
        logit(span.probability),
        logit(max((estimate.source_bad[i] for i in span.source), default=0.0)),
        logit(max(estimate.gap_bad[k] for k in gaps)),
        *(float(span.category is category) for category in CATEGORIES),
    )


def logit(probability: float) -> float:
    """Return the logit of a probability that is kept off 0 and 1."""
    kept = min(max(probability, _LEAST), 1 - _LEAST)
    return log(kept / (1 - kept))

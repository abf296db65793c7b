"""Fit what suspected spans are worth, and how severe they are, on the calibration examples."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from sklearn.linear_model import LogisticRegression

from aligncheck.estimator import severity, worth
from aligncheck.estimator.estimate import Estimate
from aligncheck.estimator.knowledge import knowledge
from aligncheck.estimator.spans import error_spans
from aligncheck.finding import Severity
from aligncheck.training.calibration_examples import ANNOTATED, INDONESIAN, MADE, WRITTEN
from aligncheck.training.examples import Example
from aligncheck.training.forests import Table
from aligncheck.training.judged import Judged

STRENGTH = 1.0
"""Inverse strength of the regularisation, scikit-learn's default."""

Estimated = Sequence[tuple[Judged, Estimate]]


def fit_worth(estimates: Estimated) -> Table:
    """Fit what spans are worth: on real output that readers marked, and on right translations of which some got errors.

    Each group has the same weight. Planted errors alone promise too much; the real ones are of two systems that hardly
    ever add anything, and would silence what others do.
    """
    known = knowledge(INDONESIAN)
    rows, right, groups = [], [], []
    for each, estimate in estimates:
        if each.group not in (ANNOTATED, WRITTEN, MADE):
            continue
        for span in error_spans(estimate, known.is_source_function_word, known.is_target_function_word):
            rows.append(worth.features_of(span, estimate))
            right.append(is_right(span.target, span.source, each.example))
            groups.append(each.group)
    counts = Counter(groups)
    weights = [len(groups) / len(counts) / counts[group] for group in groups]
    model = LogisticRegression(C=STRENGTH, max_iter=1000).fit(np.array(rows), right, sample_weight=weights)
    return regression_table(model, worth.FEATURES)


def is_right(target: range, source: range, example: Example) -> bool:
    """Whether a span has a wrong word, or is beside a wrong gap; or, of an omission, has a source word left out."""
    bad, lost = example.target_bad or (), example.source_bad or ()
    gaps = example.gap_bad or (False,) * (len(bad) + 1)
    if any(bad[index] for index in target):
        return True
    beside = any(gaps[index] for index in range(target.start, target.stop + 1))
    return beside or (not target and any(lost[index] for index in source))


def fit_severity(estimates: Estimated, scores: Sequence[Sequence[float]]) -> Table:
    """Fit the severity of the errors that readers marked; minor and major ones weigh alike.

    Args:
        estimates: Examples and their estimates.
        scores: Of each example, the sentence's score without each of its errors.
    """
    known = knowledge(INDONESIAN)
    rows, major = [], []
    for (each, estimate), without in zip(estimates, scores, strict=True):
        for error, score in zip(each.errors, without, strict=True):
            cost = score - estimate.score
            rows.append(severity.severity_features(error.source, error.target, estimate, cost, known))
            major.append(error.severity is not Severity.MINOR)
    model = LogisticRegression(C=STRENGTH, max_iter=1000, class_weight="balanced").fit(np.array(rows), major)
    return regression_table(model, severity.FEATURES)


def regression_table(model: LogisticRegression, features: Sequence[str]) -> Table:
    """Return a fitted regression as plain numbers, its weights by name."""
    weights = {name: round(float(weight), 4) for name, weight in zip(features, model.coef_[0], strict=True)}
    return {"intercept": round(float(model.intercept_[0]), 4), "weights": weights}

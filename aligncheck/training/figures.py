"""The figures of the field: Matthews correlation of tags, correlation of assessments, average precision."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import pearsonr, spearmanr
from sklearn.metrics import average_precision_score

from aligncheck.training.examples import Example, Tags
from aligncheck.training.prediction import Prediction

Predicted = Sequence[tuple[Example, Prediction]]
LOGITS = np.linspace(-4.0, 2.0, 61)
"""Thresholds tried."""


@dataclass(frozen=True)
class Kind:
    """What is tagged: how to find its tags and its logits."""

    name: str
    tags: Callable[[Example], Tags | None]
    logits: Callable[[Prediction], NDArray[np.float32]]


KINDS = (
    Kind("target", lambda example: example.target_bad, lambda prediction: prediction.target),
    Kind("source", lambda example: example.source_bad, lambda prediction: prediction.source),
    Kind("gap", lambda example: example.gap_bad, lambda prediction: prediction.gap),
)


def pooled(kind: Kind, predicted: Predicted) -> tuple[NDArray[np.bool_], NDArray[np.float64]]:
    """Return all tags of a kind and their logits."""
    tags = [np.asarray(kind.tags(example), dtype=bool) for example, _ in predicted]
    return np.concatenate(tags), np.concatenate([kind.logits(prediction) for _, prediction in predicted])


def matthews(kind: Kind, predicted: Predicted, threshold: float) -> float:
    """Return the Matthews correlation of tags, in [-1, 1]; a logit above the threshold is BAD."""
    return _correlation(*pooled(kind, predicted), threshold)


def best_threshold(kind: Kind, groups: Mapping[str, Predicted]) -> float:
    """Return the logit that gives the best mean Matthews correlation over groups."""
    tags = [pooled(kind, group) for group in groups.values()]
    means = [np.mean([_correlation(bad, logits, threshold) for bad, logits in tags]) for threshold in LOGITS]
    return float(LOGITS[int(np.argmax(means))])


def assessment_correlations(predicted: Predicted) -> tuple[float, float]:
    """Return Pearson's and Spearman's correlation with the direct assessments."""
    gold = [example.assessment for example, _ in predicted]
    said = [prediction.assessment for _, prediction in predicted]
    return float(pearsonr(gold, said).statistic), float(spearmanr(gold, said).statistic)


def bad_word_precision(predicted: Predicted) -> float:
    """Return the area under the precision-recall curve of BAD target words (average precision), in [0, 1]."""
    return float(average_precision_score(*pooled(KINDS[0], predicted)))


def _correlation(bad: NDArray[np.bool_], logits: NDArray[np.float64], threshold: float) -> float:
    """Correlate two truth values; 0 where either is the same throughout."""
    said = logits > threshold
    if bad.all() or said.all() or not (bad.any() and said.any()):
        return 0.0
    return float(np.corrcoef(bad, said)[0, 1])

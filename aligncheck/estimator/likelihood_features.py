"""What a language model says of each token and gap, as columns of named features; 0 where there is no such witness."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from aligncheck.estimator.likelihood import Likelihoods, SecondReading

GROUP = "language-model"

TARGET_NAMES = (
    "lm-log-probability",
    "lm-relative",
    "lm-gap",
    "lm-entropy",
    "lm-left",
    "lm-right",
    "lm-mean",
    "lm-lowest-other",
    "lm-linked-gain",
)
SOURCE_NAMES = (
    "lm-log-probability",
    "lm-relative",
    "lm-gap",
    "lm-entropy",
    "lm-gain",
    "lm-left-gain",
    "lm-right-gain",
    "lm-mean-gain",
    "lm-linked",
)
GAP_NAMES = ("lm-left", "lm-right", "lm-right-gap", "lm-mean", "lm-skipped-gain", "lm-lowest-gain")

Columns = Mapping[str, object]
Links = Sequence[tuple[int, int]]
"""Source and target tokens that render each other."""


def target_columns(reading: SecondReading | None, links: Links) -> Columns:
    """Return the features of target tokens."""
    if reading is None or reading.target is None:
        return dict.fromkeys(TARGET_NAMES, 0.0)
    gains = _by_token({target: source for source, target in links}, reading.source_gains, reading.target)
    values = reading.target.log_probabilities
    return {
        **_common(reading.target),
        "lm-left": np.append(0.0, values[:-1]),
        "lm-right": np.append(values[1:], 0.0),
        "lm-mean": _mean(values),
        "lm-lowest-other": _lowest_other(values),
        "lm-linked-gain": gains,
    }


def source_columns(reading: SecondReading | None, links: Links) -> Columns:
    """Return the features of source tokens."""
    if reading is None or reading.source is None or reading.source_gains is None:
        return dict.fromkeys(SOURCE_NAMES, 0.0)
    gains = reading.source_gains
    theirs = reading.target.log_probabilities if reading.target else None
    return {
        **_common(reading.source),
        "lm-gain": gains,
        "lm-left-gain": np.append(0.0, gains[:-1]),
        "lm-right-gain": np.append(gains[1:], 0.0),
        "lm-mean-gain": _mean(gains),
        "lm-linked": _by_token(dict(links), theirs, reading.source),
    }


def gap_columns(reading: SecondReading | None, skipped: Sequence[Sequence[int]]) -> Columns:
    """Return the features of gaps; `skipped` are, for each gap, the source tokens that no token around it renders."""
    if reading is None or reading.target is None:
        return dict.fromkeys(GAP_NAMES, 0.0)
    values, gains = reading.target.log_probabilities, reading.source_gains
    return {
        "lm-left": np.append(0.0, values),
        "lm-right": np.append(values, 0.0),
        "lm-right-gap": np.append(reading.target.gaps, 0.0),
        "lm-mean": _mean(values),
        "lm-skipped-gain": [_lowest(gains, between) for between in skipped],
        "lm-lowest-gain": 0.0 if gains is None else _lowest(gains, range(len(gains))),
    }


def _common(text: Likelihoods) -> dict[str, object]:
    values = text.log_probabilities
    return {
        "lm-log-probability": values,
        "lm-relative": values - _mean(values),
        "lm-gap": text.gaps,
        "lm-entropy": text.entropies,
    }


def _by_token(linked: Mapping[int, int], values: NDArray[np.float32] | None, text: Likelihoods) -> list[float]:
    """Return for each token the value of the token of the other side that it is linked to."""
    tokens = len(text.log_probabilities)
    if values is None or not len(values):
        return [0.0] * tokens
    return [float(values[linked[index]]) if index in linked else 0.0 for index in range(tokens)]


def _lowest(values: NDArray[np.float32] | None, of: Sequence[int]) -> float:
    return 0.0 if values is None else min((float(values[index]) for index in of), default=0.0)


def _lowest_other(values: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return for each token the lowest value among the others."""
    if len(values) < 2:
        return np.zeros(len(values))
    first, second = np.sort(values)[:2]
    others: NDArray[np.float64] = np.where(values == first, second, first).astype(np.float64)
    return others


def _mean(values: NDArray[np.float32]) -> float:
    return float(values.mean()) if len(values) else 0.0

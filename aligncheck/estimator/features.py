"""The evidence of each token and gap, as rows of named features.

Groups of features are witnesses that can be left out as one (benchmarks/estimation.py does): what is not known in a
language is 0, which is also what a witness says who has no opinion. Those of `LEFT_OUT` are measured but not used. A
language model is a witness that not every installation has: only the second decision hears it.
"""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from aligncheck.estimator.evidence import Evidence
from aligncheck.estimator.knowledge import Knowledge
from aligncheck.estimator.likelihood import SecondReading
from aligncheck.estimator.likelihood_features import (
    GAP_NAMES,
    GROUP,
    SOURCE_NAMES,
    TARGET_NAMES,
    gap_columns,
    source_columns,
    target_columns,
)
from aligncheck.estimator.tokens import is_word

Rows = NDArray[np.float64]
"""Shape (tokens or gaps, features)."""

TARGET_GROUPS: Mapping[str, tuple[str, ...]] = {
    "cross-encoder": ("logit", "left-logit", "right-logit", "left-gap", "right-gap", "around"),
    "source-side": ("linked-source-logit", "worst-source-logit"),
    "log-probability": ("log-probability", "relative-log-probability"),
    "sentence": ("edit-rate", "assessment", "mean-logit", "highest-other", "rank"),
    "links": ("similarity", "linked", "relative-similarity", "displacement"),
    "lexicon": ("support", "linked-support"),
    "frequency": ("zipf", "listed"),
    "copy": ("copied",),
    "shape": ("punctuation", "number", "capital", "characters"),
    "position": ("position", "first", "tokens", "length-ratio"),
    GROUP: TARGET_NAMES,
}
"""Names of the features of a target token, by witness."""

SOURCE_GROUPS: Mapping[str, tuple[str, ...]] = {
    "cross-encoder": ("logit", "left-logit", "right-logit", "around"),
    "target-side": ("linked-target-logit", "highest-gap"),
    "sentence": ("edit-rate", "assessment", "mean-logit", "highest-other"),
    "links": ("similarity", "linked", "relative-similarity"),
    "lexicon": ("support",),
    "frequency": ("zipf",),
    "copy": ("copied",),
    "shape": ("punctuation", "number", "capital", "characters"),
    "position": ("position", "first", "tokens", "length-ratio"),
    GROUP: SOURCE_NAMES,
}

GAP_GROUPS: Mapping[str, tuple[str, ...]] = {
    "cross-encoder": ("logit", "left-gap", "right-gap"),
    "target-side": ("left-logit", "right-logit"),
    "source-side": ("skipped", "skipped-logit", "highest-source-logit"),
    "sentence": ("edit-rate", "assessment", "mean-logit", "highest-other"),
    "shape": ("left-punctuation", "right-punctuation"),
    "position": ("position", "first", "last", "tokens", "length-ratio"),
    GROUP: GAP_NAMES,
}

LEFT_OUT = ("lexicon", "frequency", "copy")
"""Witnesses the decision does not hear.

benchmarks/estimation.py fits decisions with and without them. The lexicon gains .006 of average precision on the corpus
it was learned from and loses .012 on another, whose translators chose other words; the others change nothing.
"""

_TWO = 2
_LOW = -6.0
"""Stands for the logit of a token that is not there."""


def names(groups: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return the features of all groups, in the order of the columns."""
    return tuple(name for group in groups.values() for name in group)


def used(groups: Mapping[str, tuple[str, ...]], *, with_language_model: bool = False) -> tuple[str, ...]:
    """Return the features of the groups that the decision, or the second one, hears."""
    left_out = LEFT_OUT if with_language_model else (*LEFT_OUT, GROUP)
    return tuple(name for group, members in groups.items() if group not in left_out for name in members)


def target_rows(evidence: Evidence, knowledge: Knowledge, second: SecondReading | None = None) -> Rows:
    """Return the features of each target token; `second` is what a language model says, None without one."""
    words = evidence.target.words()
    logits, links = evidence.target_logits, evidence.links
    linked = {target: source for source, target in links.pairs}
    nearest = links.target_nearest
    source_logits = np.append(evidence.source_logits, _LOW)  # nearest is -1 where there is no source
    gaps = evidence.gap_logits
    columns: dict[str, object] = {
        "logit": logits,
        **_neighbours(logits),
        "left-gap": gaps[:-1],
        "right-gap": gaps[1:],
        "linked-source-logit": source_logits[nearest],
        "worst-source-logit": np.max(evidence.source_logits, initial=_LOW),
        "log-probability": evidence.log_probabilities,
        "relative-log-probability": evidence.log_probabilities - _mean(evidence.log_probabilities),
        **_sentence(evidence, logits),
        "rank": _ranks(logits),
        "similarity": links.target_best,
        "linked": [index in linked for index in range(len(words))],
        "relative-similarity": links.target_best - _mean(links.target_best),
        "displacement": _displacement(nearest, len(evidence.source.tokens)),
        **knowledge.of_target(evidence),
        "copied": _copied(words, evidence.source.words()),
        **_shape(words),
        **_position(len(words), evidence),
        **target_columns(second, links.pairs),
    }
    return _table(columns, names(TARGET_GROUPS), len(words))


def source_rows(evidence: Evidence, knowledge: Knowledge, second: SecondReading | None = None) -> Rows:
    """Return the features of each source token."""
    words = evidence.source.words()
    logits, links = evidence.source_logits, evidence.links
    linked = dict(links.pairs)
    target_logits = [float(evidence.target_logits[linked[i]]) if i in linked else 0.0 for i in range(len(words))]
    columns: dict[str, object] = {
        "logit": logits,
        **_neighbours(logits),
        "linked-target-logit": target_logits,
        "highest-gap": np.max(evidence.gap_logits),
        **_sentence(evidence, logits),
        "similarity": links.source_best,
        "linked": [index in linked for index in range(len(words))],
        "relative-similarity": links.source_best - _mean(links.source_best),
        **knowledge.of_source(evidence),
        "copied": _copied(words, evidence.target.words()),
        **_shape(words),
        **_position(len(words), evidence),
        **source_columns(second, links.pairs),
    }
    return _table(columns, names(SOURCE_GROUPS), len(words))


def gap_rows(evidence: Evidence, second: SecondReading | None = None) -> Rows:
    """Return the features of each gap."""
    gaps, logits = evidence.gap_logits, evidence.target_logits
    n = len(logits)
    punctuation = [not is_word(word) for word in evidence.target.words()]
    skipped = _skipped(evidence)
    columns: dict[str, object] = {
        "logit": gaps,
        "left-gap": np.append(_LOW, gaps[:-1]),
        "right-gap": np.append(gaps[1:], _LOW),
        "left-logit": np.append(_LOW, logits),
        "right-logit": np.append(logits, _LOW),
        "skipped": [min(len(between), 10) for between in skipped],
        "skipped-logit": [
            max((float(evidence.source_logits[i]) for i in between), default=_LOW) for between in skipped
        ],
        "highest-source-logit": np.max(evidence.source_logits, initial=_LOW),
        **_sentence(evidence, gaps),
        "left-punctuation": [True, *punctuation],
        "right-punctuation": [*punctuation, True],
        **_position(n + 1, evidence),
        "last": [index == n for index in range(n + 1)],
        **gap_columns(second, skipped),
    }
    return _table(columns, names(GAP_GROUPS), n + 1)


def _table(columns: Mapping[str, object], order: tuple[str, ...], rows: int) -> Rows:
    table = np.empty((rows, len(order)))
    for index, name in enumerate(order):
        table[:, index] = np.asarray(columns[name], np.float64)
    return table


def _mean(values: NDArray[np.float32]) -> float:
    return float(values.mean()) if len(values) else 0.0


def _neighbours(logits: NDArray[np.float32]) -> dict[str, object]:
    left, right = np.append(_LOW, logits[:-1]), np.append(logits[1:], _LOW)
    if not len(logits):
        return {"left-logit": logits, "right-logit": logits, "around": logits}
    further = np.array([logits[max(0, i - 3) : i + 4].mean() for i in range(len(logits))])
    return {"left-logit": left, "right-logit": right, "around": further}


def _sentence(evidence: Evidence, logits: NDArray[np.float32]) -> dict[str, object]:
    return {
        "edit-rate": evidence.edit_rate,
        "assessment": evidence.assessment,
        "mean-logit": _mean(logits),
        "highest-other": _highest_other(logits),
    }


def _highest_other(logits: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return for each token the highest logit among the others."""
    if len(logits) < _TWO:
        return np.full(len(logits), _LOW)
    second, first = np.sort(logits)[-_TWO:]
    others: NDArray[np.float64] = np.where(logits == first, second, first).astype(np.float64)
    return others


def _ranks(logits: NDArray[np.float32]) -> NDArray[np.float64]:
    """Return the share of the tokens with a higher logit."""
    order = np.sort(logits)
    return (len(logits) - np.searchsorted(order, logits, side="right")) / max(1, len(logits))


def _displacement(nearest: NDArray[np.intp], sources: int) -> NDArray[np.float64]:
    """Return how far each target token's nearest source token is from the diagonal, as a part of the source."""
    diagonal = (np.arange(len(nearest)) + 0.5) / max(1, len(nearest))
    return np.where(nearest < 0, 0.0, np.abs((nearest + 0.5) / max(1, sources) - diagonal))


def _skipped(evidence: Evidence) -> list[list[int]]:
    """Return, for each gap, the unlinked source words between the nearest links around it."""
    linked = {target: source for source, target in evidence.links.pairs}
    taken = set(linked.values())
    words = evidence.source.words()
    n = len(evidence.target.tokens)
    before, after = [-1] * (n + 1), [len(words)] * (n + 1)
    for gap in range(1, n + 1):
        before[gap] = linked.get(gap - 1, before[gap - 1])
    for gap in range(n - 1, -1, -1):
        after[gap] = linked.get(gap, after[gap + 1])
    return [
        [i for i in range(left + 1, right) if i not in taken and is_word(words[i])]
        for left, right in zip(before, after, strict=True)
    ]


def _copied(words: tuple[str, ...], others: tuple[str, ...]) -> list[bool]:
    there = {other.casefold() for other in others}
    return [word.casefold() in there for word in words]


def _shape(words: tuple[str, ...]) -> dict[str, object]:
    return {
        "punctuation": [not is_word(word) for word in words],
        "number": [any(character.isdigit() for character in word) for word in words],
        "capital": [word[:1].isupper() for word in words],
        "characters": [min(len(word), 20) for word in words],
    }


def _position(rows: int, evidence: Evidence) -> dict[str, object]:
    m, n = len(evidence.source.tokens), len(evidence.target.tokens)
    return {
        "position": (np.arange(rows) + 0.5) / max(1, rows),
        "first": np.arange(rows) == 0,
        "tokens": np.log1p(n),
        "length-ratio": np.log((n + 1) / (m + 1)),
    }

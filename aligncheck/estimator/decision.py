"""The decision: from all evidence of a token to the probability that it is wrong.

One small model a side weighs the witnesses, so that no single weak signal speaks alone. It is fitted on held-out data
by ``python -m aligncheck.training.fit_decision`` and shipped as plain numbers, ``data/estimator/decision.json``.
"""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from aligncheck.estimator.estimate import Estimate
from aligncheck.estimator.evidence import Evidence
from aligncheck.estimator.features import (
    GAP_GROUPS,
    SOURCE_GROUPS,
    TARGET_GROUPS,
    Rows,
    gap_rows,
    names,
    source_rows,
    target_rows,
)
from aligncheck.estimator.forest import Forest, forest_of
from aligncheck.estimator.knowledge import Knowledge, Languages, knowledge
from aligncheck.estimator.likelihood import SecondReading
from aligncheck.estimator.severity import Severities, severity_features
from aligncheck.estimator.spans import ErrorSpan
from aligncheck.estimator.worth import Worth
from aligncheck.finding import Severity

FILE = "decision.json"

SECOND_FILE = "decision-lm.json"
"""The decision that also hears a language model."""


@dataclass(frozen=True)
class Thresholds:
    """Probabilities from which a token or gap is tagged BAD; those of the best Matthews correlation."""

    target: float
    source: float
    gap: float


@dataclass(frozen=True)
class Decision:
    """The fitted model."""

    name: str
    """A digest of its numbers, for the report's signature."""

    target: Forest = field(repr=False)
    source: Forest = field(repr=False)
    gap: Forest = field(repr=False)

    score: tuple[float, float, float]
    """Intercept, weight of the assessment, weight of the edit rate: human assessment as a part of its highest."""

    thresholds: Thresholds

    worth: Worth
    """How likely a suspected span is an error in running text."""

    severity: Severities
    """How bad such an error is."""

    def decide(
        self,
        evidence: Sequence[Evidence],
        languages: Languages | None = None,
        seconds: Sequence[SecondReading] | None = None,
    ) -> tuple[Estimate, ...]:
        """Return the probabilities of pairs.

        Args:
            evidence: What the network says of each pair.
            languages: ISO 639-1 codes of source and target, where known.
            seconds: What a language model says of each pair; None without one.
        """
        known = knowledge(languages) if self._hears_of_languages else Knowledge()
        said: Sequence[SecondReading | None] = [None] * len(evidence) if seconds is None else seconds
        seen = list(zip(evidence, said, strict=True))
        target = _probabilities(self.target, [target_rows(each, known, second) for each, second in seen])
        source = _probabilities(self.source, [source_rows(each, known, second) for each, second in seen])
        gap = _probabilities(self.gap, [gap_rows(each, second) for each, second in seen])
        return tuple(
            Estimate(
                source=each.source,
                target=each.target,
                target_bad=target_bad,
                source_bad=source_bad,
                gap_bad=gap_bad,
                score=self.score_of(each),
                links=each.links.pairs,
                has_second_witness=seconds is not None,
            )
            for each, target_bad, source_bad, gap_bad in zip(evidence, target, source, gap, strict=True)
        )

    @property
    def _hears_of_languages(self) -> bool:
        """Whether word lists or the lexicon have a part in it, which take seconds to load."""
        sides = ((self.target, TARGET_GROUPS), (self.source, SOURCE_GROUPS))
        return any(
            names(groups)[column] in groups[group]
            for forest, groups in sides
            for column in forest.columns
            for group in ("lexicon", "frequency")
        )

    def severity_of(self, span: ErrorSpan, estimate: Estimate, cost: float, languages: Languages | None) -> Severity:
        """Return how bad a suspected error is; `cost` is how much the sentence's score rises without its words."""
        return self.severity(severity_features(span.source, span.target, estimate, cost, knowledge(languages)))

    def score_of(self, evidence: Evidence) -> float:
        """Return the quality of a translation in [0, 1]."""
        intercept, assessment, edit_rate = self.score
        return min(1.0, max(0.0, intercept + assessment * evidence.assessment + edit_rate * evidence.edit_rate))


def _probabilities(forest: Forest, tables: Sequence[Rows]) -> list[tuple[float, ...]]:
    """Return the probabilities of the rows of each table; all at once, since a tree costs the same for many rows."""
    if not tables:
        return []
    all_of_them = 1 / (1 + np.exp(-forest.logits(np.concatenate(tables))))
    ends = np.cumsum([len(table) for table in tables])
    return [tuple(each.tolist()) for each in np.split(all_of_them, ends[:-1])]


@cache
def load_decision(file: str = FILE) -> Decision:
    """Return a decision that comes with the package.

    Raises:
        FileNotFoundError: none does.
    """
    data = files("aligncheck").joinpath("data", "estimator", file).read_bytes()
    return decision_of(json.loads(data), hashlib.sha256(data).hexdigest()[:8])


def decision_of(table: Mapping[str, Any], name: str) -> Decision:
    """Make a decision of a table as in decision.json."""
    score = table["score"]
    return Decision(
        name=name,
        target=forest_of(table["target"], names(TARGET_GROUPS)),
        source=forest_of(table["source"], names(SOURCE_GROUPS)),
        gap=forest_of(table["gap"], names(GAP_GROUPS)),
        score=(score["intercept"], score["assessment"], score["edit-rate"]),
        thresholds=Thresholds(**table["thresholds"]),
        worth=Worth(table["worth"]["intercept"], table["worth"]["weights"]),
        severity=Severities(table["severity"]["intercept"], table["severity"]["weights"]),
    )

"""Figures of the phrases that a language model is asked about: contrastive conditioning for omissions.

Phrases left out: of all suspected phrases, those of which half of the words or more are left out against all others of
the same texts and of the clean ones; what says it without asking is the probability of the omission that the finding
would have. Omissions found: recall of planted and of annotated omissions by findings of any kind, and false
findings of omissions per 100 clean sentences.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from sklearn.metrics import average_precision_score, roc_auc_score
from span_figures import Rows, Seen, spans_of

from aligncheck.estimator.decision import Decision
from aligncheck.estimator.estimate import Estimate
from aligncheck.estimator.left_out import load_rule
from aligncheck.estimator.likelihood import SecondReading
from aligncheck.estimator.phrases import without
from aligncheck.estimator.review import LEAST_PROBABILITY
from aligncheck.estimator.spans import omission
from aligncheck.estimator.tokens import is_word
from aligncheck.finding import Category
from aligncheck.language_model.cached import CachedReader
from aligncheck.training.calibration_examples import INDONESIAN
from aligncheck.training.fit_left_out import LEFT_OUT, log_probability, omissions
from aligncheck.training.second_readings import read_totals

REAL = "real output"


def asked(
    estimates: Sequence[Estimate],
    readings: Sequence[SecondReading],
    reader: CachedReader,
    phrases: Sequence[Sequence[range]],
) -> tuple[Estimate, ...]:
    """Return estimates with what the language model says of these phrases of each."""
    rule = load_rule()
    questions = {
        index: [(without(estimates[index].source, phrase), estimates[index].target) for phrase in some]
        for index, some in enumerate(phrases)
    }
    totals = read_totals(reader, questions, INDONESIAN)
    return tuple(
        replace(
            estimate,
            left_out=tuple(
                rule(estimate, phrase, log_probability(readings[index]) - total)
                for phrase, total in zip(phrases[index], totals[index], strict=True)
            ),
        )
        for index, estimate in enumerate(estimates)
    )


def phrases_without(estimate: Estimate) -> list[str]:
    """Return what is left of the source without each phrase that was asked about."""
    return [without(estimate.source, phrase.source).text for phrase in estimate.left_out]


def phrase_rows(kinds: Sequence[Seen], clean: Sequence[Seen], real: Sequence[Seen], decision: Decision) -> Rows:
    """Return how well phrases left out are told from others, by kind of omission and by what says it."""
    rows: Rows = []
    for kind in (*omissions(), REAL):
        found = real if kind == REAL else [*(each for each in kinds if each.example.kind == kind), *clean]
        phrases = [(each, phrase) for each in found for phrase in each.estimate.left_out]
        truth = np.array([_is_left_out(each, phrase.source) for each, phrase in phrases])
        spans = [omission(each.estimate, phrase.source) for each, phrase in phrases]
        said = {
            "estimate of its words": [span.probability for span in spans],
            "worth of the finding": [
                decision.worth(span, each.estimate) for span, (each, _) in zip(spans, phrases, strict=True)
            ],
            "language model asked": [phrase.probability for _, phrase in phrases],
        }
        for what, values in said.items():
            rows.append(
                {
                    "kind": kind,
                    "phrases": len(phrases),
                    "left out": int(truth.sum()),
                    "what says it": what,
                    "AUC": round(float(roc_auc_score(truth, values)), 3),
                    "average precision": round(float(average_precision_score(truth, values)), 3),
                }
            )
    return rows


@dataclass(frozen=True)
class Way:
    """Texts as one way of looking at them sees them."""

    name: str
    decision: Decision
    kinds: Sequence[Seen]
    clean: Sequence[Seen]
    real: Sequence[Seen]

    def unasked(self, name: str) -> "Way":
        """Return the way without what the language model says of phrases."""
        parts = ([_unasked(each) for each in part] for part in (self.kinds, self.clean, self.real))
        return Way(name, self.decision, *parts)


def found_rows(ways: Sequence[Way]) -> Rows:
    """Return recall of omissions and false ones."""
    rows: Rows = []
    for way in ways:
        row: dict[str, object] = {"what says it": way.name}
        for kind in omissions():
            lost = [(each, _lost(each)) for each in way.kinds if each.example.kind == kind]
            row[f"{kind} ({len(lost)})"] = _recall(lost, way.decision)
        marked = [(each, error.source) for each in way.real for error in each.errors if not error.target]
        row[f"{REAL} ({len(marked)})"] = _recall(marked, way.decision)
        row["false per 100, news"] = _false(way.clean, way.decision)
        row[f"false per 100, {REAL}"] = _false([each for each in way.real if not each.errors], way.decision)
        rows.append(row)
    return rows


def _unasked(each: Seen) -> Seen:
    return replace(each, estimate=replace(each.estimate, left_out=()))


def _is_left_out(each: Seen, phrase: range) -> bool:
    source = each.estimate.source.words()
    words = [index for index in phrase if is_word(source[index])]
    if each.example.kind is None:
        lost = {index for error in each.errors if not error.target for index in error.source}
    else:
        lost = set(_lost(each))
    return bool(words) and sum(index in lost for index in words) >= LEFT_OUT * len(words)


def _lost(each: Seen) -> list[int]:
    return [index for index, bad in enumerate(each.example.source_bad or ()) if bad]


def _recall(lost: Sequence[tuple[Seen, Sequence[int]]], decision: Decision) -> float:
    """Return the share of omissions of which a likely finding has source words, or stands at the gap."""
    found = sum(
        any(
            _is_at(each, span.source, span.target, source)
            for span, p in spans_of(each, decision)
            if p >= LEAST_PROBABILITY
        )
        for each, source in lost
    )
    return round(found / len(lost), 3)


def _is_at(each: Seen, source: range, target: range, lost: Sequence[int]) -> bool:
    gaps = each.example.gap_bad or ()
    return any(index in source for index in lost) or any(gaps[target.start : target.stop + 1])


def _false(clean: Sequence[Seen], decision: Decision) -> float:
    """Return the likely omissions that are found in 100 clean sentences."""
    found = [
        span for each in clean for span, probability in spans_of(each, decision) if probability >= LEAST_PROBABILITY
    ]
    return round(100 * sum(span.category is Category.OMISSION for span in found) / len(clean), 2)

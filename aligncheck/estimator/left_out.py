"""From a language model's word on a phrase to how likely the translation leaves it out.

Contrastive conditioning (Vamvas and Sennrich 2022, As Little as Possible, as Much as Necessary): where the translation
is no less probable given the source without a phrase, the phrase is probably untranslated. What it loses, and what the
estimator says of the phrase, go through a logistic regression that is fitted by ``python -m
aligncheck.training.fit_left_out`` and ships as plain numbers, ``data/estimator/left-out.json``.
"""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import log

from aligncheck.estimator.decision import Decision
from aligncheck.estimator.estimate import Estimate, LeftOut
from aligncheck.estimator.knowledge import Languages, knowledge
from aligncheck.estimator.phrases import suspected_phrases
from aligncheck.estimator.regression import Regression
from aligncheck.estimator.spans import ErrorSpan, error_spans, omission, overlap
from aligncheck.estimator.tokens import is_word
from aligncheck.estimator.worth import logit
from aligncheck.finding import Category

FILE = "left-out.json"

FEATURES = ("source", "gap", "target", "words", "drop", "drop-per-word")
"""Logits of the highest probabilities: of the phrase's words, of the gap where they would be, of the words linked to
them; the logarithm of the number of words; what the translation's log-probability loses with the phrase, in nats."""

LIKELY = 0.5
"""Probability from which an error is reported, `review.LEAST_PROBABILITY`."""

BEST_DROP = -10.0
"""How much likelier the translation is without a phrase that it leaves out, at best: the rule is fitted on omissions of
which a twentieth gain more.
"""


@dataclass(frozen=True)
class Rule(Regression):
    """The fitted regression, with the weights of `FEATURES`."""

    name: str
    """A digest of its numbers, for the report's signature."""

    def __call__(self, estimate: Estimate, phrase: range, drop: float) -> LeftOut:
        """Return how likely a phrase is left out; for `drop` see `features_of`."""
        return LeftOut(phrase, self.probability(FEATURES, features_of(estimate, phrase, drop)))


@cache
def load_rule() -> Rule:
    """Return the rule that comes with the package.

    Raises:
        FileNotFoundError: none does.
    """
    data = files("aligncheck").joinpath("data", "estimator", FILE).read_bytes()
    table = json.loads(data)
    return Rule(table["intercept"], table["weights"], hashlib.sha256(data).hexdigest()[:8])


def features_of(estimate: Estimate, phrase: range, drop: float) -> tuple[float, ...]:
    """Return what is known of a phrase, in the order of `FEATURES`.

    Args:
        estimate: What the estimator says of the pair.
        phrase: Source tokens.
        drop: Log-probability of the translation given the source, less that given the source without the phrase.
    """
    linked = dict(estimate.links)
    source = estimate.source.words()
    words = max(1, sum(is_word(source[index]) for index in phrase))
    return (
        logit(max(estimate.source_bad[index] for index in phrase)),
        logit(estimate.gap_bad[omission(estimate, phrase).target.start]),
        logit(max((estimate.target_bad[linked[index]] for index in phrase if index in linked), default=0.0)),
        log(words),
        drop,
        drop / words,
    )


def phrases_to_ask(estimate: Estimate, decision: Decision, rule: Rule, languages: Languages) -> tuple[range, ...]:
    """Return the suspected phrases of which the answer may make or unmake a likely error."""
    likely = [
        span.source
        for span, probability in judged_spans(estimate, decision, languages)
        if span.category is Category.OMISSION and probability >= LIKELY
    ]
    return tuple(
        phrase
        for phrase in suspected_phrases(estimate, languages)
        if rule(estimate, phrase, BEST_DROP).probability >= LIKELY or any(overlap(phrase, each) for each in likely)
    )


def judged_spans(estimate: Estimate, decision: Decision, languages: Languages) -> list[tuple[ErrorSpan, float]]:
    """Return the suspected errors of a pair, each with the probability that it is one, in the translation's order."""
    known = knowledge(languages)
    spans = error_spans(estimate, known.is_source_function_word, known.is_target_function_word)
    judged = [(span, decision.worth(span, estimate)) for span in spans]
    return with_left_out(judged, estimate)


def with_left_out(judged: Sequence[tuple[ErrorSpan, float]], estimate: Estimate) -> list[tuple[ErrorSpan, float]]:
    """Let what was said of phrases take the place of the omissions that they share words with.

    A phrase that a likely error of the translation stands for, or that shares words with a likelier one, is no error of
    its own.
    """
    phrases = [phrase.source for phrase in estimate.left_out]
    kept = [
        (span, probability)
        for span, probability in judged
        if span.category is not Category.OMISSION or not any(overlap(span.source, phrase) for phrase in phrases)
    ]
    for phrase in sorted(estimate.left_out, key=lambda each: (-each.probability, each.source.start)):
        explained = (
            overlap(span.source, phrase.source) and (probability >= LIKELY or span.category is Category.OMISSION)
            for span, probability in kept
        )
        if not any(explained):
            kept.append((omission(estimate, phrase.source), phrase.probability))
    return sorted(kept, key=lambda each: (each[0].target.start, each[0].target.stop))

"""How bad an error is that the estimator suspects: major, where it damages the meaning, or minor.

A logistic regression over what four witnesses say: how much better the sentence would be without the words, whether the
sense of the source's words is nowhere in the translation, whether the lexicon knows a source word that a wrong word can
stand for (then it is likely a wrong form of the right word), and whether only function words are wrong. It is fitted on
errors of real output whose severity a reader marked; benchmarks/severity.py has the figures.
"""

from aligncheck.estimator.estimate import Estimate
from aligncheck.estimator.knowledge import Knowledge
from aligncheck.estimator.regression import Regression
from aligncheck.estimator.tokens import is_word
from aligncheck.estimator.worth import logit
from aligncheck.finding import Severity

FEATURES = ("cost", "source-missing", "unsupported", "function-words")

LARGEST_COST = 0.1
"""A cost beyond this says no more."""

UNKNOWN = 0.5
"""Stands for "unsupported" where there is no lexicon."""


class Severities(Regression):
    """The fitted regression, with the weights of `FEATURES`."""

    def __call__(self, values: tuple[float, ...]) -> Severity:
        """Return the severity of an error with these features."""
        return Severity.MAJOR if self.logit(FEATURES, values) >= 0 else Severity.MINOR


def severity_features(
    source: range, target: range, estimate: Estimate, cost: float, known: Knowledge
) -> tuple[float, ...]:
    """Return what is known of an error, in the order of `FEATURES`.

    Args:
        source: Its source tokens.
        target: Its target tokens.
        estimate: What the estimator says of the pair.
        cost: How much the sentence's score, in [0, 1], rises without the error's words.
        known: The words of the pair's languages.
    """
    words = estimate.target.words()
    wrong = [words[index] for index in target if is_word(words[index])]
    content = [word for word in wrong if not known.is_target_function_word(word)]
    return (
        max(-LARGEST_COST, min(LARGEST_COST, cost)) / LARGEST_COST,
        logit(max((estimate.source_bad[index] for index in source), default=0.0)),
        _unsupported(content, estimate.source.words(), known),
        float(bool(wrong) and not content),
    )


def _unsupported(content: list[str], source: tuple[str, ...], known: Knowledge) -> float:
    """Return how little the worst of the wrong content words can stand for a word of the source, in [0, 1]."""
    if known.lexicon is None:
        return UNKNOWN
    return 1 - min((known.lexicon.supports(source, word) for word in content), default=1.0)

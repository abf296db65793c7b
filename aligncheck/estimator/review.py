"""The estimator on a whole document: what it says of each bead, as errors with their places."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from aligncheck.alignment import Alignment, Bead
from aligncheck.document import Place, SegmentedDocument
from aligncheck.embedding import OnProgress
from aligncheck.estimator.decision import Decision
from aligncheck.estimator.estimate import Estimate
from aligncheck.estimator.knowledge import Languages
from aligncheck.estimator.left_out import judged_spans
from aligncheck.estimator.reading import Pair
from aligncheck.estimator.spans import ErrorSpan
from aligncheck.estimator.tokens import TokenisedText, tokenise
from aligncheck.finding import Category, Severity

LEAST_PROBABILITY = 0.5
"""Less likely errors would drown the others. On real output that readers marked, seven in ten of what is reported from
here on are right with the language model, and half without it (benchmarks/language_model.py).
"""

_MASK = "…"


class Estimates(Protocol):
    """What is needed of an `Estimator`."""

    @property
    def name(self) -> str:
        """Name and revision, for the report's signature."""

    def decision_of(self, estimate: Estimate) -> Decision:
        """Return what says what an estimate's probabilities are worth."""

    def estimate(
        self, pairs: Sequence[Pair], on_progress: OnProgress | None = None, languages: Languages | None = None
    ) -> tuple[Estimate, ...]:
        """Estimate pairs of a source and a target."""

    def scores(self, pairs: Sequence[Pair], languages: Languages | None = None) -> tuple[float, ...]:
        """Return the sentence scores of pairs only."""


@dataclass(frozen=True)
class WordError:
    """One suspected error within a bead."""

    category: Category
    severity: Severity

    probability: float
    """How likely it is an error, in [0, 1]."""

    source: Place
    """The words that were not, or wrongly, rendered; empty if there are none."""

    target: Place
    """The wrong words; empty where words miss."""

    source_missing: float
    """How likely the sense of the source words is nowhere in the translation, in [0, 1]."""


@dataclass(frozen=True)
class Review:
    """What the estimator says of one bead."""

    estimate: Estimate
    errors: tuple[WordError, ...]
    """In the order of the translation."""


def review(
    source: SegmentedDocument,
    target: SegmentedDocument,
    alignment: Alignment,
    estimator: Estimates,
    on_progress: OnProgress | None = None,
) -> dict[Bead, Review]:
    """Estimate each bead that has both sides and is not furniture.

    `on_progress` is told how many beads were estimated since the last call.
    """
    beads = [bead for bead in alignment.beads if is_reviewed(bead, source, target)]
    places = [(source.place_of(bead.source), target.place_of(bead.target)) for bead in beads]
    pairs = [(tokenise(ours.text), tokenise(theirs.text)) for ours, theirs in places]
    languages = (source.document.language, target.document.language)
    estimates = estimator.estimate(pairs, on_progress, languages)
    decisions = [estimator.decision_of(estimate) for estimate in estimates]
    spans = [_likely(*each, languages) for each in zip(estimates, decisions, strict=True)]
    costs = iter(_costs(estimates, spans, estimator, languages))
    return {
        bead: Review(
            estimate,
            tuple(
                _error(
                    *each, decision.severity_of(each[0], estimate, next(costs), languages), estimate, source, target, at
                )
                for each in found
            ),
        )
        for bead, at, estimate, decision, found in zip(beads, places, estimates, decisions, spans, strict=True)
    }


def is_reviewed(bead: Bead, source: SegmentedDocument, target: SegmentedDocument) -> bool:
    """Whether a bead has both sides and a segment that is not furniture on each."""
    sides = ((source, bead.source), (target, bead.target))
    return all(any(text.segments[index].furniture is None for index in indices) for text, indices in sides)


def document_score(reviews: Mapping[Bead, Review]) -> float | None:
    """Return the mean sentence score, weighted by the target's tokens; None where nothing was estimated."""
    weights = [len(each.estimate.target.tokens) for each in reviews.values()]
    if not sum(weights):
        return None
    scores = (each.estimate.score for each in reviews.values())
    return sum(score * weight for score, weight in zip(scores, weights, strict=True)) / sum(weights)


def masked_pair(pair: Pair, source: range, target: range) -> Pair:
    """Return a pair with a stretch of tokens on each side hidden; an empty one hides nothing."""
    return _without(pair[0], source), _without(pair[1], target)


_Judged = tuple[ErrorSpan, float]
"""An error with its probability."""


def _likely(estimate: Estimate, decision: Decision, languages: Languages) -> list[_Judged]:
    return [each for each in judged_spans(estimate, decision, languages) if each[1] >= LEAST_PROBABILITY]


def _costs(
    estimates: Sequence[Estimate],
    spans: Sequence[Sequence[_Judged]],
    estimator: Estimates,
    languages: Languages,
) -> Iterator[float]:
    """Yield, for each span, how much better the sentence would be without it: its score with the words masked."""
    masked = [
        masked_pair((estimate.source, estimate.target), span.source, span.target)
        for estimate, found in zip(estimates, spans, strict=True)
        for span, _ in found
    ]
    scores = iter(estimator.scores(masked, languages))
    for estimate, found in zip(estimates, spans, strict=True):
        for _ in found:
            yield next(scores) - estimate.score


def _without(text: TokenisedText, tokens: range) -> TokenisedText:
    if not tokens:
        return text
    start, end = _stretch(text, tokens)
    return tokenise(text.text[:start] + _MASK + text.text[end:])


def _stretch(text: TokenisedText, tokens: range) -> tuple[int, int]:
    """Return the stretch of the text that tokens have; for none, the point after the token before."""
    if tokens:
        return text.tokens[tokens.start][0], text.tokens[tokens.stop - 1][1]
    point = text.tokens[tokens.start - 1][1] if tokens.start > 0 else 0
    return point, point


def _error(
    span: ErrorSpan,
    probability: float,
    severity: Severity,
    estimate: Estimate,
    source: SegmentedDocument,
    target: SegmentedDocument,
    places: tuple[Place, Place],
) -> WordError:
    ours, theirs = _stretch(estimate.source, span.source), _stretch(estimate.target, span.target)
    return WordError(
        category=span.category,
        severity=severity,
        probability=probability,
        source=source.document.place(places[0].start + ours[0], places[0].start + ours[1]),
        target=target.document.place(places[1].start + theirs[0], places[1].start + theirs[1]),
        source_missing=max((estimate.source_bad[i] for i in span.source), default=0.0),
    )

"""An estimator without a network: each word is as wrong, and means what, its spelling says."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from aligncheck.estimator import severity
from aligncheck.estimator.decision import Decision, Thresholds
from aligncheck.estimator.estimate import Estimate
from aligncheck.estimator.features import GAP_GROUPS, SOURCE_GROUPS, TARGET_GROUPS, names
from aligncheck.estimator.forest import Forest, Tree
from aligncheck.estimator.reading import Reading
from aligncheck.estimator.severity import Severities
from aligncheck.estimator.worth import FEATURES, Worth

SAME = Worth(0.0, {name: float(name == "span") for name in FEATURES})
"""A span is as likely an error as its worst word."""

BY_COST = Severities(-0.2, {name: float(name == "cost") for name in severity.FEATURES})
"""An error is major that costs the sentence's score at least .02."""


def logit_forest(groups: Mapping[str, tuple[str, ...]]) -> Forest:
    """Trees that call a word wrong where the network's logit is above 0, nearly for sure where it is above 3."""
    features = names(groups)

    def stump(threshold: float, value: float) -> Tree:
        column = features.index("logit")
        return Tree(
            np.array([column, -1, -1]),
            np.array([threshold, 0.0, 0.0]),
            np.array([1, 0, 0]),
            np.array([2, 0, 0]),
            np.array([0.0, -value, value]),
        )

    return Forest(np.arange(len(features)), 0.0, (stump(0.0, 2.0), stump(3.0, 1.5)))


DECISION = Decision(
    name="fake",
    target=logit_forest(TARGET_GROUPS),
    source=logit_forest(SOURCE_GROUPS),
    gap=logit_forest(GAP_GROUPS),
    score=(0.5, 0.25, 0.0),
    thresholds=Thresholds(0.5, 0.5, 0.5),
    worth=SAME,
    severity=BY_COST,
)


def vector(word: str) -> np.ndarray:
    seed = int.from_bytes(hashlib.sha256(word.casefold().encode()).digest()[:8], "big")
    return np.random.default_rng(seed).standard_normal(16).astype(np.float32)


@dataclass
class FakeReader:
    """A piece a letter; equal words link; words in capitals, and gaps before them, are wrong."""

    room: int = 500
    name: str = "fake"
    batches: list[list[int]] = field(default_factory=list)
    """Sizes of the pairs of each batch read."""

    def width(self, pieces):
        return 4 * (pieces // 4 + 1)

    def pieces(self, text):
        return [end - start for start, end in text.tokens]

    def read(self, pairs: Sequence) -> list[Reading]:
        self.batches.append([sum(map(sum, map(self.pieces, pair))) for pair in pairs])
        assert all(size <= self.room for size in self.batches[-1])
        return [self._reading(source.words(), target.words()) for source, target in pairs]

    def _reading(self, source, target):
        def logits(words):
            return np.array([4.0 if word.isupper() else -4.0 for word in words], np.float32)

        def vectors(words):
            return np.array([vector(word) for word in words], np.float32).reshape(len(words), 16)

        return Reading(
            target_logits=logits(target),
            source_logits=logits(source),
            gap_logits=np.append(logits(target), np.float32(-4.0)),
            log_probabilities=np.array([-len(word) for word in target], np.float32),
            edit_rate=0.1,
            assessment=1.0 - 0.5 * sum(word.isupper() for word in target),
            source_vectors=vectors(source),
            target_vectors=vectors(target),
        )


@dataclass(frozen=True)
class FakeEstimator:
    """Says what it was told: probabilities by word, whichever side, links by pair of words, gaps by the word behind."""

    bad: Mapping[str, float] = field(default_factory=dict)
    links: Sequence[tuple[str, str]] = ()
    gaps: Mapping[str, float] = field(default_factory=dict)
    cost: float = 0.1
    """How much a wrong word of the translation takes from the sentence's score."""

    source_cost: float = 0.0
    """The same for a word of the source."""

    decision: Decision = DECISION
    name: str = "fake estimator"

    def estimate(self, pairs, on_progress=None, languages=None):
        if on_progress is not None:
            on_progress(len(pairs))
        return tuple(self._estimate(source, target) for source, target in pairs)

    def scores(self, pairs, languages=None):
        return tuple(estimate.score for estimate in self.estimate(pairs, languages=languages))

    def decision_of(self, estimate):
        return self.decision

    def _estimate(self, source, target):
        ours, theirs = source.words(), target.words()
        linked = sorted(
            (ours.index(one), theirs.index(other)) for one, other in self.links if one in ours and other in theirs
        )
        wrong = self.cost * sum(word in self.bad for word in theirs)
        lost = self.source_cost * sum(word in self.bad for word in ours)
        return Estimate(
            source=source,
            target=target,
            target_bad=tuple(self.bad.get(word, 0.01) for word in theirs),
            source_bad=tuple(self.bad.get(word, 0.01) for word in ours),
            gap_bad=tuple(self.gaps.get(word, 0.01) for word in (*theirs, "")),
            score=max(0.0, 0.9 - wrong - lost),
            links=tuple(linked),
        )

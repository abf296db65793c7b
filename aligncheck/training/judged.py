"""The calibration examples as the witnesses see them: what the decision is fitted on."""

import logging
import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from aligncheck.estimator.estimator import gather_evidence
from aligncheck.estimator.evidence import Evidence
from aligncheck.estimator.features import gap_rows, source_rows, target_rows
from aligncheck.estimator.knowledge import Languages, knowledge
from aligncheck.estimator.likelihood import SecondReading
from aligncheck.estimator.reading import Reader
from aligncheck.estimator.review import masked_pair
from aligncheck.training.annotated import AnnotatedError
from aligncheck.training.calibration_examples import ANNOTATED, MADE, WRITTEN, Group
from aligncheck.training.examples import Example
from aligncheck.training.second_readings import ReadSeconds

FOLDS = 4
KNOWN_EVERY = 3
"""One example in so many is seen as if its languages were known: not knowing them must be no sign of errors."""

SECOND_EVERY = 7
"""One example of MLQE-PE in so many is read by the language model too, which takes longer than all the rest.

The others have no part in the second decision, where these languages then weigh less. It is odd, since every other
example is tokenised.
"""

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Judged:
    """An example with the evidence the network gives."""

    example: Example
    evidence: Evidence
    group: str
    weight: float
    """Of each of its rows."""

    fold: int
    languages: Languages | None

    second: SecondReading | None = None
    """What a language model says, where one was asked."""

    errors: tuple[AnnotatedError, ...] = ()
    """Those that a reader marked, where one did."""

    hidden: tuple[Evidence, ...] = ()
    """What the network says of the pair with each of them hidden."""

    @cached_property
    def rows(self) -> dict[str, NDArray[np.float64]]:
        """The features of each side."""
        known = knowledge(self.languages)
        return {
            "target": target_rows(self.evidence, known, self.second),
            "source": source_rows(self.evidence, known, self.second),
            "gap": gap_rows(self.evidence, self.second),
        }

    def bad(self, side: str) -> tuple[bool, ...] | None:
        """Return the tags of a side, if known."""
        return {
            "target": self.example.target_bad,
            "source": self.example.source_bad,
            "gap": self.example.gap_bad,
        }[side]


def judge(reader: Reader, groups: Sequence[Group]) -> list[Judged]:
    """Let the network read all examples. Examples of one source text share a fold."""
    judged = []
    for group in groups:
        pairs = [(example.source, example.target) for example in group.examples]
        evidence = gather_evidence(reader, pairs)
        marked = group.errors or [()] * len(pairs)
        masked = [
            masked_pair(pair, e.source, e.target) for pair, found in zip(pairs, marked, strict=True) for e in found
        ]
        hidden = iter(gather_evidence(reader, masked))
        tokens = sum(len(example.target.tokens) for example in group.examples)
        for index, (example, each) in enumerate(zip(group.examples, evidence, strict=True)):
            fold = random.Random(example.source.text).randrange(FOLDS)  # noqa: S311 - a stable draw, no secret
            known = None if index % KNOWN_EVERY else example.languages
            without = tuple(next(hidden) for _ in marked[index])
            judged.append(
                Judged(example, each, group.name, group.weight / tokens, fold, known, None, marked[index], without)
            )
        _log.info("%s: %d examples", group.name, len(evidence))
    return judged


def with_seconds(judged: Sequence[Judged], read: ReadSeconds) -> list[Judged]:
    """Let a language model read the Indonesian-English examples and a part of the others, and return these."""
    chosen = []
    for name in dict.fromkeys(each.group for each in judged):
        group = [each for each in judged if each.group == name]
        chosen += group if name in (ANNOTATED, WRITTEN, MADE) else group[::SECOND_EVERY]
    found = []
    for languages in sorted({each.example.languages for each in chosen}):
        same = [each for each in chosen if each.example.languages == languages]
        seconds = read([(each.example.source, each.example.target) for each in same], languages)
        found += [replace(each, second=second) for each, second in zip(same, seconds, strict=True)]
    return found

"""Findings: what a detector reports, not yet confirmed by a person.

Severity says how bad it is if true; confidence says how sure the detector is. The two are never folded into one.
"""

import hashlib
import unicodedata
from dataclasses import dataclass
from enum import Enum, StrEnum
from functools import total_ordering

from aligncheck.document import Place


class Category(StrEnum):
    """Kinds of error, in the terms of the MQM typology."""

    OMISSION = "omission"
    ADDITION = "addition"
    MISTRANSLATION = "mistranslation"
    UNTRANSLATED = "untranslated"
    NUMBER = "number"
    NAMED_ENTITY = "named-entity"
    NEGATION = "negation"
    TERMINOLOGY = "terminology"
    NON_WORD = "non-word"
    GRAMMAR = "grammar"
    INCONSISTENCY = "inconsistency"


@total_ordering
class _Ordered(Enum):
    """An enumeration whose members compare by order of definition and print as their value."""

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, type(self)):
            return NotImplemented
        members = list(type(self))
        return members.index(self) < members.index(other)

    def __str__(self) -> str:
        return str(self.value)


class Severity(_Ordered):
    """How bad an error is: awkward, meaning damaged, or a reader misled on a fact."""

    MINOR = "minor"
    MAJOR = "major"
    CRITICAL = "critical"


class Confidence(_Ordered):
    """How sure a detector is, as a level of its probability."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"

    @classmethod
    def of(cls, probability: float) -> "Confidence":
        """Return the level of a probability in [0, 1]: high means at least nine in ten are right."""
        shown = round(probability, 2)  # what reports print, so that no 0.90 stands beside "medium"
        if shown >= 0.9:
            return cls.HIGH
        return cls.MEDIUM if shown >= 0.6 else cls.LOW


@dataclass(frozen=True)
class FactPair:
    """What each side says of one fact, as it was understood, for a reader to compare: ``6.213 = 6213``."""

    source: str | None
    """What the source says; None if it does not say it."""

    target: str | None
    """Likewise for the target; one of the two says something."""


@dataclass(frozen=True)
class Finding:
    """One suspected error, with its place in one or both texts."""

    rule: str
    """Kebab-case id of the detector; never reused for another meaning."""

    category: Category
    severity: Severity

    probability: float
    """How likely the finding is right, in [0, 1]."""

    message: str
    """What was seen, as a sentence for an editor."""

    source: Place | None
    target: Place | None
    """For an omission the insertion point; likewise `source` for an addition."""

    suppressed: str | None = None
    """Why the finding was accepted, by the configuration or the baseline; None if it was not: it may fail the gate."""

    facts: FactPair | None = None
    """The facts compared, as they were understood; None for a finding that compares none."""

    @property
    def confidence(self) -> Confidence:
        """The level of `probability`."""
        return Confidence.of(self.probability)

    @property
    def fingerprint(self) -> str:
        """Sixteen hex digits that stay the same while the finding's own words do, wherever they move in the file."""
        words = [place.text if place else "" for place in (self.source, self.target)]
        return _digest(self.rule, *words)


def _digest(*parts: str) -> str:
    # NFC and folded whitespace: re-wrapping or re-encoding a text makes no new finding.
    normal = (" ".join(unicodedata.normalize("NFC", part).split()) for part in parts)
    return hashlib.sha256("\0".join(normal).encode()).hexdigest()[:16]

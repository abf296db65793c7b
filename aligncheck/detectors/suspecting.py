"""What the rules have in common that report suspicions by kind, each kind as likely right as it was measured to be."""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar, Generic, TypeVar

from aligncheck.alignment import Bead
from aligncheck.context import Context
from aligncheck.document import Place
from aligncheck.finding import Category, FactPair, Finding, Severity
from aligncheck.langdata import languages
from aligncheck.vocabulary import language_name

LEAST_PROBABILITY = 0.35
"""Less likely suspicions would drown the others."""


@dataclass(frozen=True)
class Suspect:
    """What may be wrong in a bead; a side that has nothing of it has the bead's end as its place."""

    kind: str
    bead: Bead
    source: Place
    target: Place


AnySuspect = TypeVar("AnySuspect", bound=Suspect)


@dataclass(frozen=True)
class Suspecting(ABC, Generic[AnySuspect]):
    """A rule that reports those of its suspicions that are likely enough."""

    rule: str
    category: Category
    description: str

    probabilities: ClassVar[Mapping[str, float]]
    """How likely each kind is right, in [0, 1], as a benchmark measures it; kinds that are not listed are never."""

    @abstractmethod
    def unavailable(self, context: Context) -> str | None:
        """Say why the rule cannot look at these texts, or None if it can."""

    @abstractmethod
    def suspects(self, context: Context) -> Iterator[AnySuspect]:
        """Yield all suspicions in the order of the texts, however unlikely; benchmarks measure them by kind."""

    @abstractmethod
    def severity(self, suspect: AnySuspect) -> Severity:
        """Say how bad it is if it is right."""

    @abstractmethod
    def message(self, suspect: AnySuspect) -> str:
        """Say what was seen, as a sentence for an editor."""

    def facts(self, suspect: AnySuspect) -> FactPair | None:
        """Return the facts compared, if any are."""
        return None

    def detect(self, context: Context) -> Iterator[Finding]:
        """Yield a finding for each suspicion that is likely enough."""
        for suspect in self.suspects(context):
            probability = self.probabilities[suspect.kind]
            if probability >= LEAST_PROBABILITY:
                yield Finding(
                    rule=self.rule,
                    category=self.category,
                    severity=self.severity(suspect),
                    probability=probability,
                    message=self.message(suspect),
                    source=suspect.source,
                    target=suspect.target,
                    facts=self.facts(suspect),
                )


def lacking(context: Context, topic: str, what: str) -> str | None:
    """Say which of the two languages has no data on a topic, or None if both have them.

    Args:
        context: The texts.
        topic: A folder of ``aligncheck/data``.
        what: What its data are on, for a reader.
    """
    for side in (context.source, context.target):
        language = side.document.language
        if language not in languages(topic):
            return f"there are no data on {what} in {language_name(language)}"
    return None

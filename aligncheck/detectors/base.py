"""What every detector sees and gives."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from aligncheck.alignment import Alignment, Bead
from aligncheck.document import SegmentedDocument
from aligncheck.estimator.review import Review
from aligncheck.finding import Category, Finding
from aligncheck.glossary import Glossary


@dataclass(frozen=True)
class Context:
    """A source, its translation, and which of their segments belong together."""

    source: SegmentedDocument
    target: SegmentedDocument
    alignment: Alignment

    reviews: Mapping[Bead, Review] | None = field(default=None, hash=False, repr=False)
    """What the estimator says of the beads it was asked about; None where it did not run."""

    glossary: Glossary | None = None
    """How terms must be translated, if the user says so."""

    def is_furniture(self, bead: Bead) -> bool:
        """Whether every segment of the bead is furniture."""
        sides = ((self.source, bead.source), (self.target, bead.target))
        return all(side.segments[index].furniture is not None for side, indices in sides for index in indices)


class Detector(Protocol):
    """A rule: its facts, and one pass over a pair of texts."""

    @property
    def rule(self) -> str:
        """Kebab-case id; the module is named after it."""

    @property
    def category(self) -> Category:
        """The kind of error it reports."""

    @property
    def description(self) -> str:
        """One sentence: what it finds."""

    def unavailable(self, context: Context) -> str | None:
        """Say why the rule cannot look at these texts (no data for their language), or None if it can."""

    def detect(self, context: Context) -> Iterator[Finding]:
        """Yield findings in the order of the texts."""

"""What every detector sees of a source and its translation."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from aligncheck.alignment import Alignment, Bead
from aligncheck.document import SegmentedDocument
from aligncheck.estimator.review import Review
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

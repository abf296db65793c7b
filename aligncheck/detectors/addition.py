"""Addition: a segment of the translation without counterpart in the source.

Reads the null beads of the alignment. Known false positives: as for omission.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from aligncheck.context import Context
from aligncheck.detectors.omission import severity_of
from aligncheck.finding import Category, Finding


@dataclass(frozen=True)
class Addition:
    """Segments that were added."""

    rule: str = "addition"
    category: Category = Category.ADDITION
    description: str = "A sentence of the translation has no counterpart in the original."

    def unavailable(self, context: Context) -> str | None:
        """Need nothing but an alignment."""
        return None

    def detect(self, context: Context) -> Iterator[Finding]:
        """Yield a finding for each target segment in a null bead that is not furniture."""
        for bead in context.alignment.beads:
            if bead.source or context.is_furniture(bead):
                continue
            target = context.target.place_of(bead.target)
            yield Finding(
                rule=self.rule,
                category=self.category,
                severity=severity_of(target.text, context.target.document.language),
                probability=bead.score,
                message="This sentence of the translation is not in the original.",
                source=context.source.place_of(bead.source),
                target=target,
            )

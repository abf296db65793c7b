"""Omission: a segment of the source without counterpart in the translation.

Reads the null beads of the alignment. Known false positives: a translation so free that the segment's sense is spread
over others; furniture that no rule knows.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from aligncheck.context import Context
from aligncheck.finding import Category, Finding, Severity
from aligncheck.words import count_words

SHORT_SEGMENT_WORDS = 3
"""A segment of up to so many words (a heading, an attribution) misleads less when it is missing."""


@dataclass(frozen=True)
class Omission:
    """Segments that were left out."""

    rule: str = "omission"
    category: Category = Category.OMISSION
    description: str = "A sentence of the original has no counterpart in the translation."

    def unavailable(self, context: Context) -> str | None:
        """Need nothing but an alignment."""
        return None

    def detect(self, context: Context) -> Iterator[Finding]:
        """Yield a finding for each source segment in a null bead that is not furniture."""
        for bead in context.alignment.beads:
            if bead.target or context.is_furniture(bead):
                continue
            source = context.source.place_of(bead.source)
            yield Finding(
                rule=self.rule,
                category=self.category,
                severity=severity_of(source.text, context.source.document.language),
                probability=bead.score,
                message="This sentence of the original is not in the translation.",
                source=source,
                target=context.target.place_of(bead.target),
            )


def severity_of(text: str, language: str) -> Severity:
    """Return how bad it is that a whole segment is left out or added."""
    return Severity.MINOR if count_words(text, language) <= SHORT_SEGMENT_WORDS else Severity.MAJOR

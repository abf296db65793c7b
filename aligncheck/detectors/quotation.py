"""Quotation: words that the original quotes and the translation gives as its own.

Looks for quotation marks of any kind. Silent for quotations of a few words, which are titles and nicknames, where the
quotation may go on in a neighbouring bead, and where the whole translation does without marks. Known false positives:
direct speech rightly turned into indirect speech.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from aligncheck.context import Context
from aligncheck.detectors.suspecting import Suspect, Suspecting
from aligncheck.document import SegmentedDocument
from aligncheck.facts.quotations import MIN_WORDS, Quotation, marks, quotations
from aligncheck.facts.segments import in_segments
from aligncheck.finding import Category, Severity

# The precision that `python benchmarks/statements.py DATA` measures and prints.
PROBABILITIES = {"lost": 0.92}

MIN_QUOTATIONS = 2
"""A source with so many quotations and a translation without any mark at all: another way of writing, no error."""


@dataclass(frozen=True)
class LostQuotation(Suspecting[Suspect]):
    """Quotations that lost their marks."""

    rule: str = "quotation"
    category: Category = Category.OMISSION
    description: str = "Words that the original quotes stand without quotation marks in the translation."

    probabilities: ClassVar[Mapping[str, float]] = PROBABILITIES

    def unavailable(self, context: Context) -> str | None:
        """Need a translation that uses quotation marks."""
        quoted = sum(
            _marks(context.source, range(index, index + 1)) > 1 for index in range(len(context.source.segments))
        )
        if quoted >= MIN_QUOTATIONS and not _marks(context.target, range(len(context.target.segments))):
            return "the translation has no quotation marks at all"
        return None

    def severity(self, suspect: Suspect) -> Severity:
        """Keep the words, but not whose they are."""
        return Severity.MINOR

    def message(self, suspect: Suspect) -> str:
        """Say what is missing."""
        return "The original quotes these words; the translation has no quotation marks."

    def suspects(self, context: Context) -> Iterator[Suspect]:
        """Yield all quotations that may have lost their marks."""
        if self.unavailable(context):
            return
        beads = [bead for bead in context.alignment.beads if not context.is_furniture(bead)]
        for at, bead in enumerate(beads):
            if bead.is_null or _marks(context.target, bead.target):
                continue
            long = [
                quoted for quoted in in_segments(context.source, bead.source, quotations) if quoted.words >= MIN_WORDS
            ]
            near = [beads[other] for other in (at - 1, at + 1) if 0 <= other < len(beads)]
            # An odd number of marks beside it: the quotation is one of several sentences.
            if not long or any(_marks(context.target, other.target) % 2 for other in near):
                continue
            first: Quotation = long[0]
            end = context.target.place_of(bead.target).end
            source = context.source.document.place(first.start, first.end)
            yield Suspect("lost", bead, source, context.target.document.place(end, end))


def _marks(side: SegmentedDocument, indices: range) -> int:
    return sum(marks(side.document.text, side.segments[index].start, side.segments[index].end) for index in indices)

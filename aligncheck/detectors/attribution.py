"""Attribution: the translation lets another person speak.

Compared are the names right beside a word of saying. Reported is a speaker of the translation whom the original names
in the same place without letting him speak, while its own speaker stands silent in the translation; a name that is not
there at all is the rule name's. Known false positives: words of saying that no list has.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from aligncheck.context import Context
from aligncheck.detectors.suspecting import Suspect, Suspecting, lacking
from aligncheck.document import SegmentedDocument
from aligncheck.facts.name_matching import Side
from aligncheck.facts.names import Name
from aligncheck.facts.quotations import attributions
from aligncheck.finding import Category, FactPair, Severity

# The precision that `python benchmarks/statements.py DATA` measures and prints.
PROBABILITIES = {"changed": 0.88}


@dataclass(frozen=True)
class Attribution(Suspecting[Suspect]):
    """Words put into another's mouth."""

    rule: str = "attribution"
    category: Category = Category.MISTRANSLATION
    description: str = "The translation lets another person speak than the original."

    probabilities: ClassVar[Mapping[str, float]] = PROBABILITIES

    def unavailable(self, context: Context) -> str | None:
        """Need the words of saying and the names of both languages."""
        return lacking(context, "quotations", "attribution") or lacking(context, "names", "names")

    def severity(self, suspect: Suspect) -> Severity:
        """Put words into another's mouth: the reader is misled."""
        return Severity.CRITICAL

    def message(self, suspect: Suspect) -> str:
        """Name both speakers."""
        return f"'{suspect.source.text}' speaks in the original, '{suspect.target.text}' in the translation."

    def facts(self, suspect: Suspect) -> FactPair:
        """Return both speakers."""
        return FactPair(f"{suspect.source.text} speaks", f"{suspect.target.text} speaks")

    def suspects(self, context: Context) -> Iterator[Suspect]:
        """Yield all speakers that may have changed."""
        if self.unavailable(context):
            return
        for bead in context.alignment.beads:
            if bead.is_null or context.is_furniture(bead):
                continue
            ours = _speakers(context.source, bead.source, context.target)
            theirs = _speakers(context.target, bead.target, context.source)
            if not ours or not theirs or _keys(ours) & _keys(theirs):
                continue
            source, target = _side(context.source, bead.source), _side(context.target, bead.target)
            silent = [name for name in ours if all(word.key in target for word in name.words)]
            given = [name for name in theirs if all(word.key in source for word in name.words)]
            if silent and given:
                yield Suspect(
                    "changed",
                    bead,
                    context.source.document.place(silent[0].start, silent[0].end),
                    context.target.document.place(given[0].start, given[0].end),
                )


def _speakers(side: SegmentedDocument, indices: range, other: SegmentedDocument) -> list[Name]:
    text = side.document.text
    return [
        name
        for index in indices
        for attribution in attributions(
            text, side.segments[index].start, side.segments[index].end, side.document.language, other.document.language
        )
        if (name := attribution.speaker) is not None
    ]


def _keys(names: list[Name]) -> set[str]:
    return {word.key for name in names for word in name.words}


def _side(side: SegmentedDocument, indices: range) -> Side:
    place = side.place_of(indices)
    return Side(side.document.text, place.start, place.end, side.document.language)

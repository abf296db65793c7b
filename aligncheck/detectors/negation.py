"""Negation: the original denies what the translation says, or the other way round.

Counted are negations on both sides of a bead. A word that may stand for one (failed for "did not succeed", unknown for
"not known") silences the rule where it has no counterpart on the other side, and a fainter hint of that kind lowers the
probability, as benchmarks/statements.py measures it. Known false positives: a denial put into other words that no list
has, and negations that deny nothing.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from aligncheck.context import Context
from aligncheck.detectors.suspecting import Suspect, Suspecting, lacking
from aligncheck.document import Place, SegmentedDocument
from aligncheck.facts.closeness import Lengths
from aligncheck.facts.negation import Cue, Denial, cues
from aligncheck.facts.segments import in_segments
from aligncheck.finding import Category, FactPair, Severity


class Kind(StrEnum):
    """How the negations of a bead differ."""

    LOST = "lost"
    LOST_WITH_HINT = "lost-with-hint"
    """Lost, but some word of the translation may stand for it."""

    LOST_OF_SEVERAL = "lost-of-several"
    ADDED = "added"
    ADDED_WITH_HINT = "added-with-hint"
    ADDED_TO_OTHERS = "added-to-others"
    IN_FREE_TRANSLATION = "in-free-translation"
    """Lost or added where the translation is much longer or shorter than usual."""


# The precision of each kind that `python benchmarks/statements.py DATA` measures and prints.
PROBABILITIES: dict[str, float] = {
    Kind.LOST: 0.59,
    Kind.LOST_WITH_HINT: 0.37,
    Kind.LOST_OF_SEVERAL: 0.41,
    Kind.ADDED: 0.97,
    Kind.ADDED_WITH_HINT: 0.81,
    Kind.ADDED_TO_OTHERS: 0.05,
    Kind.IN_FREE_TRANSLATION: 0.18,
}


@dataclass(frozen=True)
class Negation(Suspecting[Suspect]):
    """Negations lost or added."""

    rule: str = "negation"
    category: Category = Category.NEGATION
    description: str = "The original denies what the translation says, or the other way round."

    probabilities: ClassVar[Mapping[str, float]] = PROBABILITIES

    def unavailable(self, context: Context) -> str | None:
        """Need the negations of both languages."""
        return lacking(context, "negation", "negation")

    def severity(self, suspect: Suspect) -> Severity:
        """Say the opposite: the reader is misled."""
        return Severity.CRITICAL

    def message(self, suspect: Suspect) -> str:
        """Say which side denies."""
        if suspect.source.text:
            return f"The original denies this ('{suspect.source.text}'); the translation does not."
        return f"The translation denies this ('{suspect.target.text}'); the original does not."

    def facts(self, suspect: Suspect) -> FactPair:
        """Return the denial."""
        source, target = (
            f"{place.text} = denied" if place.text else None for place in (suspect.source, suspect.target)
        )
        return FactPair(source, target)

    def suspects(self, context: Context) -> Iterator[Suspect]:
        """Yield all negations that may be lost or added, however unlikely."""
        lengths = Lengths(context)
        beads = [bead for bead in context.alignment.beads if not bead.is_null and not context.is_furniture(bead)]
        compared = [
            (in_segments(context.source, bead.source, cues), in_segments(context.target, bead.target, cues))
            for bead in beads
        ]
        surplus = [_count(target)[Denial.NEGATION] - _count(source)[Denial.NEGATION] for source, target in compared]
        for at, (bead, (source, target)) in enumerate(zip(beads, compared, strict=True)):
            # A negation may have gone to the neighbour where sentences are cut differently.
            near = [surplus[other] for other in (at - 1, at + 1) if 0 <= other < len(beads)]
            kind = _difference(source, target)
            if kind is None or any(one * surplus[at] < 0 for one in near):
                continue
            if not lengths.is_usual(bead):
                kind = Kind.IN_FREE_TRANSLATION
            if surplus[at] < 0:
                yield Suspect(kind, bead, _first(context.source, source), _end(context.target, bead.target))
            else:
                yield Suspect(kind, bead, _end(context.source, bead.source), _first(context.target, target))


def _difference(source: tuple[Cue, ...], target: tuple[Cue, ...]) -> Kind | None:
    ours, theirs = _count(source), _count(target)
    if ours[Denial.NEGATION] > theirs[Denial.NEGATION] + theirs[Denial.AFFIRMATION]:
        if theirs[Denial.OPPOSITE] > ours[Denial.OPPOSITE]:
            return None
        if theirs[Denial.NEGATION]:
            return Kind.LOST_OF_SEVERAL
        return Kind.LOST_WITH_HINT if _hints(theirs) > _hints(ours) or theirs[Denial.OPPOSITE] else Kind.LOST
    if theirs[Denial.NEGATION] > ours[Denial.NEGATION] + ours[Denial.AFFIRMATION]:
        if ours[Denial.OPPOSITE] > theirs[Denial.OPPOSITE]:
            return None
        if ours[Denial.NEGATION]:
            return Kind.ADDED_TO_OTHERS
        return Kind.ADDED_WITH_HINT if _hints(ours) > _hints(theirs) or ours[Denial.OPPOSITE] else Kind.ADDED
    return None


def _count(found: tuple[Cue, ...]) -> Counter[Denial]:
    return Counter(cue.denial for cue in found)


def _hints(counts: Counter[Denial]) -> int:
    return counts[Denial.HINT]


def _first(side: SegmentedDocument, found: tuple[Cue, ...]) -> Place:
    cue = next(cue for cue in found if cue.denial is Denial.NEGATION)
    return side.document.place(cue.start, cue.end)


def _end(side: SegmentedDocument, indices: range) -> Place:
    end = side.place_of(indices).end
    return side.document.place(end, end)

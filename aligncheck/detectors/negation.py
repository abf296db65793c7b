"""Negation: the original denies what the translation says, or the other way round.

Counted are negations on both sides of a bead; where one side has more, a bilingual lexicon says whether what they deny
stands on the other side, without one ("dangerous"), or is put into other words ("safe"). A word that may stand for a
negation (failed for "did not succeed", unknown for "not known") silences the rule where it has no counterpart on the
other side, and a fainter hint of that kind lowers the probability, as benchmarks/statements.py measures it. Known false
positives: a denial put into other words that no list has, and negations that deny nothing.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from aligncheck.alignment import Bead
from aligncheck.context import Context
from aligncheck.detectors.suspecting import Suspect, Suspecting, lacking
from aligncheck.document import Place, SegmentedDocument
from aligncheck.facts.closeness import Lengths
from aligncheck.facts.denied import Kept, kept
from aligncheck.facts.negation import Cue, Denial, cues
from aligncheck.facts.segments import in_segments
from aligncheck.finding import Category, FactPair, Severity


class Kind(StrEnum):
    """How the negations of a bead differ."""

    LOST = "lost"
    LOST_WITH_HINT = "lost-with-hint"
    """Lost, but some word of the translation may stand for it."""

    LOST_BEHIND_HINT = "lost-behind-hint"
    """Lost, but such a word stands right before what is denied."""

    LOST_REWORDED = "lost-reworded"
    """Lost, and so is what it denies: it may be put into other words."""

    LOST_OF_SEVERAL = "lost-of-several"
    LOST_FREELY = "lost-freely"
    """Lost where the translation is much longer or shorter than usual."""

    LOST_NOT_ONLY = "lost-not-only"
    """Not only became only."""

    ADDED = "added"
    ADDED_WITH_HINT = "added-with-hint"
    ADDED_WITH_OPPOSITE = "added-with-opposite"
    """Added, but another word of the original denies something."""

    ADDED_REWORDED = "added-reworded"
    ADDED_TO_OTHERS = "added-to-others"
    ADDED_FREELY = "added-freely"


# The precision of each kind that `python benchmarks/statements.py DATA` measures and prints.
PROBABILITIES: dict[str, float] = {
    Kind.LOST: 0.66,
    Kind.LOST_WITH_HINT: 0.46,
    Kind.LOST_BEHIND_HINT: 0.43,
    Kind.LOST_REWORDED: 0.17,
    Kind.LOST_OF_SEVERAL: 0.39,
    Kind.LOST_FREELY: 0.39,
    Kind.LOST_NOT_ONLY: 0.76,
    Kind.ADDED: 0.97,
    Kind.ADDED_WITH_HINT: 0.81,
    Kind.ADDED_WITH_OPPOSITE: 0.49,
    Kind.ADDED_REWORDED: 0.81,
    Kind.ADDED_TO_OTHERS: 0.06,
    Kind.ADDED_FREELY: 0.75,
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
            difference = _difference(source, target)
            if difference is None:
                continue
            is_lost, denial, likeness = difference
            cue, there = _least_kept(context, bead, source, target, denial, in_source=is_lost)
            # A negation may have gone to the neighbour where sentences are cut differently; what it denies has not.
            near = [surplus[other] for other in (at - 1, at + 1) if 0 <= other < len(beads)]
            if there is not Kept.KEPT and any(one * surplus[at] < 0 for one in near):
                continue
            kind = _kind(likeness, there, is_lost=is_lost, is_usual=lengths.is_usual(bead))
            if kind is not None and is_lost:
                yield Suspect(kind, bead, _place(context.source, cue), _end(context.target, bead.target))
            elif kind is not None:
                yield Suspect(kind, bead, _end(context.source, bead.source), _place(context.target, cue))


class _Likeness(StrEnum):
    """What the side without the negation has in its place."""

    NOTHING = "nothing"
    HINT = "hint"
    OPPOSITE = "opposite"
    OTHERS = "others"
    """Other negations."""

    ONLY = "only"


def _difference(source: tuple[Cue, ...], target: tuple[Cue, ...]) -> tuple[bool, Denial, _Likeness] | None:
    """Return whether a negation is lost (or else added), of what sort it is, and what the other side has instead."""
    ours, theirs = _count(source), _count(target)
    for is_lost, own, other in ((True, ours, theirs), (False, theirs, ours)):
        if own[Denial.NEGATION] > other[Denial.NEGATION] + _affirmations(other):
            return is_lost, Denial.NEGATION, _likeness(own, other)
        is_only = own[Denial.NOT_ONLY] > _affirmations(other) + other[Denial.NEGATION]
        if is_only and other[Denial.ONLY] > own[Denial.ONLY]:
            return is_lost, Denial.NOT_ONLY, _Likeness.ONLY
    return None


def _likeness(own: Counter[Denial], other: Counter[Denial]) -> _Likeness:
    if other[Denial.OPPOSITE] > own[Denial.OPPOSITE]:
        return _Likeness.OPPOSITE
    if other[Denial.NEGATION]:
        return _Likeness.OTHERS
    has_hint = _hints(other) > _hints(own) or other[Denial.OPPOSITE]
    return _Likeness.HINT if has_hint else _Likeness.NOTHING


def _kind(likeness: _Likeness, there: Kept, *, is_lost: bool, is_usual: bool) -> Kind | None:
    if likeness is _Likeness.ONLY:
        return Kind.LOST_NOT_ONLY
    if likeness is _Likeness.OTHERS:
        return (Kind.LOST_OF_SEVERAL if is_lost else Kind.ADDED_TO_OTHERS) if there is Kept.KEPT else None
    if likeness is _Likeness.OPPOSITE:
        return Kind.ADDED_WITH_OPPOSITE if not is_lost and there is Kept.KEPT and is_usual else None
    if there is Kept.REWORDED:
        return Kind.LOST_REWORDED if is_lost else Kind.ADDED_REWORDED
    if not is_usual:
        return Kind.LOST_FREELY if is_lost else Kind.ADDED_FREELY
    if not is_lost:
        return Kind.ADDED if likeness is _Likeness.NOTHING else Kind.ADDED_WITH_HINT
    if likeness is _Likeness.NOTHING:
        return Kind.LOST
    return Kind.LOST_BEHIND_HINT if there is Kept.GUARDED else Kind.LOST_WITH_HINT


def _affirmations(counts: Counter[Denial]) -> int:
    return counts[Denial.AFFIRMATION] + counts[Denial.NOT_ONLY]


def _count(found: tuple[Cue, ...]) -> Counter[Denial]:
    return Counter(cue.denial for cue in found)


def _hints(counts: Counter[Denial]) -> int:
    return counts[Denial.HINT] + counts[Denial.ONLY]


def _least_kept(
    context: Context, bead: Bead, source: tuple[Cue, ...], target: tuple[Cue, ...], denial: Denial, *, in_source: bool
) -> tuple[Cue, Kept]:
    """Return the negation whose denied words the other side has, or else the first, and whether it has them."""
    found, other = (source, target) if in_source else (target, source)
    negations = [cue for cue in found if cue.denial is denial]
    there = [(cue, kept(context, bead, cue, other, in_source=in_source)) for cue in negations]
    return next((one for one in there if one[1] is Kept.KEPT), there[0])


def _place(side: SegmentedDocument, cue: Cue) -> Place:
    return side.document.place(cue.start, cue.end)


def _end(side: SegmentedDocument, indices: range) -> Place:
    end = side.place_of(indices).end
    return side.document.place(end, end)

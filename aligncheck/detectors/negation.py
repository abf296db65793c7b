"""Negation: the original denies what the translation says, or the other way round.

Counted are negations on both sides of a bead. Where one side has more, each is linked to what it denies: the lexicon
says which words of the other side stand for the words around it, whether they stand together there, and whether the
denied one is without a negation ("dangerous"), has one of its own making ("unknown") or is put into other words
("safe"). A word that may stand for a negation (failed for "did not succeed") silences the rule unless it stands for
another word, and a fainter hint of that kind lowers the probability, as benchmarks/statements.py measures it. Known
false positives: a denial put into other words that no list has, and negations that deny nothing.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from aligncheck.context import Context
from aligncheck.detectors.suspecting import Suspect, Suspecting, lacking
from aligncheck.document import Place, SegmentedDocument
from aligncheck.facts.closeness import Lengths
from aligncheck.facts.denied import Kept
from aligncheck.facts.negation import Cue, Denial, cues
from aligncheck.facts.negation_comparison import DeniedWords, Difference, Likeness, difference_of, likeliest, surplus
from aligncheck.facts.segments import in_segments
from aligncheck.finding import Category, FactPair, Severity


class Kind(StrEnum):
    """How the negations of a bead differ."""

    LOST_CLOSELY = "lost-closely"
    """Lost, though all the words around it are in the translation, next to one another."""

    LOST = "lost"
    """Lost; most of the words around it are there."""

    LOST_PARTLY = "lost-partly"
    """Lost; half of the words around it are there."""

    LOST_LOOSELY = "lost-loosely"
    """Lost with most of the words around it."""

    LOST_WITH_HINT_CLOSELY = "lost-with-hint-closely"
    """Lost, but some word of the translation may stand for it."""

    LOST_WITH_HINT = "lost-with-hint"
    LOST_BEHIND_HINT = "lost-behind-hint"
    """Lost, but such a word stands right before what is denied."""

    LOST_DESPITE_OPPOSITE = "lost-despite-opposite"
    """Lost, where the opposites of the translation stand for other words."""

    LOST_ALIKE = "lost-alike"
    """Lost, and a synonym stands for what it denies."""

    LOST_REWORDED = "lost-reworded"
    """Lost, and so is what it denies: it may be put into other words."""

    LOST_OF_SEVERAL_CLOSELY = "lost-of-several-closely"
    LOST_OF_SEVERAL = "lost-of-several"
    LOST_FREELY = "lost-freely"
    """Lost where the translation is much longer or shorter than usual."""

    LOST_MILD = "lost-mild"
    """Lost of a phrase that may go without it: not always."""

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
    Kind.LOST_CLOSELY: 0.87,
    Kind.LOST: 0.62,
    Kind.LOST_PARTLY: 0.49,
    Kind.LOST_LOOSELY: 0.14,
    Kind.LOST_WITH_HINT_CLOSELY: 0.59,
    Kind.LOST_WITH_HINT: 0.41,
    Kind.LOST_BEHIND_HINT: 0.51,
    Kind.LOST_DESPITE_OPPOSITE: 0.5,
    Kind.LOST_ALIKE: 0.35,
    Kind.LOST_REWORDED: 0.19,
    Kind.LOST_OF_SEVERAL_CLOSELY: 0.57,
    Kind.LOST_OF_SEVERAL: 0.26,
    Kind.LOST_FREELY: 0.45,
    Kind.LOST_MILD: 0.51,
    Kind.LOST_NOT_ONLY: 0.77,
    Kind.ADDED: 0.94,
    Kind.ADDED_WITH_HINT: 0.86,
    Kind.ADDED_WITH_OPPOSITE: 0.4,
    Kind.ADDED_REWORDED: 0.8,
    Kind.ADDED_TO_OTHERS: 0.06,
    Kind.ADDED_FREELY: 0.67,
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
        more = [surplus(source, target) for source, target in compared]
        for at, (bead, (source, target)) in enumerate(zip(beads, compared, strict=True)):
            difference = difference_of(source, target)
            if difference is None:
                continue
            one = likeliest(context, bead, source, target, difference)
            if one is None:
                continue
            # A negation may have gone to the neighbour where sentences are cut differently; what it denies has not.
            near = [more[other] for other in (at - 1, at + 1) if 0 <= other < len(beads)]
            if one.kept is not Kept.KEPT and any(other * more[at] < 0 for other in near):
                continue
            kind = _kind(difference, one, is_usual=lengths.is_usual(bead))
            if kind is not None and difference.is_lost:
                yield Suspect(kind, bead, _place(context.source, one.cue), _end(context.target, bead.target))
            elif kind is not None:
                yield Suspect(kind, bead, _end(context.source, bead.source), _place(context.target, one.cue))


CLOSELY, MOSTLY, PARTLY = 1.0, 0.75, 0.5
"""Shares of the words around a negation that make a difference to how likely it is lost by a slip."""


def _kind(difference: Difference, one: DeniedWords, *, is_usual: bool) -> Kind | None:
    if difference.likeness is Likeness.ONLY:
        return Kind.LOST_NOT_ONLY
    if difference.is_lost:
        return _kind_of_lost(difference, one, is_usual=is_usual)
    is_kept = one.kept is Kept.KEPT
    match difference.likeness:
        case Likeness.OTHERS:
            return Kind.ADDED_TO_OTHERS if is_kept else None
        case Likeness.OPPOSITE:
            return Kind.ADDED_WITH_OPPOSITE if is_kept and is_usual else None
    if one.kept in (Kept.ALIKE, Kept.REWORDED):
        return Kind.ADDED_REWORDED
    if one.kept is Kept.OPPOSITE:
        return None
    if not is_usual:
        return Kind.ADDED_FREELY
    return Kind.ADDED if difference.likeness is Likeness.NOTHING else Kind.ADDED_WITH_HINT


def _kind_of_lost(difference: Difference, one: DeniedWords, *, is_usual: bool) -> Kind | None:
    if one.kept is Kept.OPPOSITE:
        return None
    is_said = one.kept not in (Kept.ALIKE, Kept.REWORDED)
    match difference.likeness:
        case Likeness.OTHERS:
            if not is_said:
                return None
            return Kind.LOST_OF_SEVERAL_CLOSELY if one.share >= CLOSELY else Kind.LOST_OF_SEVERAL
        case Likeness.OPPOSITE:
            return Kind.LOST_DESPITE_OPPOSITE if is_said and one.share >= PARTLY else None
    if one.share < PARTLY:
        return Kind.LOST_LOOSELY
    if not is_said:
        return Kind.LOST_ALIKE if one.kept is Kept.ALIKE else Kind.LOST_REWORDED
    if difference.denial is Denial.MILD:
        return Kind.LOST_MILD
    if not is_usual:
        return Kind.LOST_FREELY
    if one.kept is Kept.GUARDED:
        return Kind.LOST_BEHIND_HINT
    if difference.likeness is Likeness.HINT:
        return Kind.LOST_WITH_HINT_CLOSELY if one.share >= CLOSELY else Kind.LOST_WITH_HINT
    if one.share >= CLOSELY:
        return Kind.LOST_CLOSELY
    return Kind.LOST if one.share >= MOSTLY else Kind.LOST_PARTLY


def _place(side: SegmentedDocument, cue: Cue) -> Place:
    return side.document.place(cue.start, cue.end)


def _end(side: SegmentedDocument, indices: range) -> Place:
    end = side.place_of(indices).end
    return side.document.place(end, end)

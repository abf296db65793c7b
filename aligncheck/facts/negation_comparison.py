"""How the negations of a bead's sides differ, and which of them is likeliest to be lost or added."""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from aligncheck.alignment import Bead
from aligncheck.context import Context
from aligncheck.facts.counterparts import UNKNOWN_SHARE, surroundings
from aligncheck.facts.denied import Kept, kept, unanswered
from aligncheck.facts.negation import Cue, Denial


class Likeness(StrEnum):
    """What the side without the negation has in its place."""

    NOTHING = "nothing"
    HINT = "hint"
    OPPOSITE = "opposite"
    OTHERS = "others"
    """Other negations."""

    ONLY = "only"


@dataclass(frozen=True)
class Difference:
    """What one side of a bead denies more than the other."""

    is_lost: bool
    """Whether it is the source."""

    denial: Denial
    likeness: Likeness


@dataclass(frozen=True)
class DeniedWords:
    """A negation, and what the other side has of what it stands with."""

    cue: Cue
    kept: Kept

    share: float
    """Share of the words around it that stand together there, in [0, 1]; `UNKNOWN_SHARE` where there is no lexicon."""


def difference_of(source: tuple[Cue, ...], target: tuple[Cue, ...]) -> Difference | None:
    """Return what one side of a bead denies more than the other, or None where they deny as much."""
    ours, theirs = _count(source), _count(target)
    for is_lost, own, other in ((True, ours, theirs), (False, theirs, ours)):
        answers = other[Denial.NEGATION] + _affirmations(other)
        if own[Denial.NEGATION] > answers:
            return Difference(is_lost, Denial.NEGATION, _likeness(own, other))
        if own[Denial.NOT_ONLY] > answers and other[Denial.ONLY] > own[Denial.ONLY]:
            return Difference(is_lost, Denial.NOT_ONLY, Likeness.ONLY)
        if is_lost and own[Denial.MILD] and own[Denial.NEGATION] + own[Denial.MILD] > answers:
            likeness = _likeness(own, other)
            is_plain = likeness in (Likeness.NOTHING, Likeness.HINT)
            return Difference(is_lost, Denial.MILD, likeness) if is_plain else None
    return None


def _likeness(own: Counter[Denial], other: Counter[Denial]) -> Likeness:
    if other[Denial.OPPOSITE] > own[Denial.OPPOSITE]:
        return Likeness.OPPOSITE
    if other[Denial.NEGATION]:
        return Likeness.OTHERS
    has_hint = _hints(other) > _hints(own) or other[Denial.OPPOSITE]
    return Likeness.HINT if has_hint else Likeness.NOTHING


def likeliest(
    context: Context, bead: Bead, source: tuple[Cue, ...], target: tuple[Cue, ...], difference: Difference
) -> DeniedWords | None:
    """Return the negation of one side that the other side is likeliest to lack, if any may be lacking."""
    is_lost = difference.is_lost
    found, others = (source, target) if is_lost else (target, source)
    own, other = (context.source, context.target) if is_lost else (context.target, context.source)
    indices, there = (bead.source, bead.target) if is_lost else (bead.target, bead.source)
    candidates = tuple(cue for cue in found if cue.denial is difference.denial)
    if is_lost and difference.likeness in (Likeness.OPPOSITE, Likeness.OTHERS):
        candidates = unanswered(context, bead, found, others, in_source=True)
    denied = []
    for cue in candidates:
        around = surroundings(own, indices, (cue.start, cue.end), other, there)
        share = UNKNOWN_SHARE if around is None else around.share
        denied.append(DeniedWords(cue, kept(context, bead, cue, others, in_source=is_lost), share))
    return max(denied, key=lambda one: (-list(Kept).index(one.kept), one.share), default=None)


def _affirmations(counts: Counter[Denial]) -> int:
    return counts[Denial.AFFIRMATION] + counts[Denial.MILD] + counts[Denial.NOT_ONLY]


def _count(found: tuple[Cue, ...]) -> Counter[Denial]:
    return Counter(cue.denial for cue in found)


def _hints(counts: Counter[Denial]) -> int:
    return counts[Denial.HINT] + counts[Denial.ONLY]


def surplus(source: tuple[Cue, ...], target: tuple[Cue, ...]) -> int:
    """Return how many negations more the target has than the source."""
    return _count(target)[Denial.NEGATION] - _count(source)[Denial.NEGATION]

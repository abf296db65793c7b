"""Differences between the sides of a bead: the records, and the pairing off that all kinds of facts share."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from aligncheck.facts.codes import Code, plain
from aligncheck.facts.moments import Moment
from aligncheck.facts.quantities import Quantity
from aligncheck.facts.segment import Facts

Fact = TypeVar("Fact", Quantity, Moment, Code)


class Evidence(StrEnum):
    """What a difference rests on; how often each is right is measured."""

    SAME_UNIT = "changed, same unit"
    NO_UNIT = "changed, no unit"
    ONE_UNIT = "changed, unit on one side"
    ROUNDED = "rounded"
    SIGNS = "signs of the other language"
    UNIT = "another unit"
    REVERSED = "pair reversed"
    VAGUE = "another order of magnitude"
    WEAK = "changed, in words of several meanings"
    DATE = "another date"
    YEAR = "another year"
    MONTH = "another month"
    WEEKDAY = "another weekday"
    TIME = "another time"
    RELATIVE = "another day, week, month or year than said"
    CONTRADICTION = "weekday contradicts date"
    PARTIAL = "date given in part"
    CODE = "changed code"
    NEARBY = "changed, but said nearby"
    SWAPPED = "two numbers swapped"
    INVERTED = "two numbers in another order"
    REPEATED = "another number of the text instead"
    MISSING = "missing"
    ADDED = "added"


@dataclass(frozen=True)
class Difference(Generic[Fact]):
    """A fact that the sides do not share."""

    evidence: Evidence
    source: Fact | None
    target: Fact | None


@dataclass(frozen=True)
class Side:
    """One side of a bead: its text and facts, and the facts of the segments around it."""

    text: str
    start: int
    """Where the text begins in the document, from which the facts' offsets count."""

    language: str
    facts: Facts
    around: Facts


def pair_off(
    ours: Sequence[Fact], theirs: Sequence[Fact], cost: Callable[[Fact, Fact], float | None]
) -> list[tuple[Fact, Fact]]:
    """Pair facts off, the cheapest first and each once; of equal cost those nearest by position."""
    options = []
    for left, one in enumerate(ours):
        for right, other in enumerate(theirs):
            value = cost(one, other)
            if value is not None:
                far = abs((left + 0.5) / len(ours) - (right + 0.5) / len(theirs))
                options.append((value, far, left, right))
    pairs: dict[int, int] = {}
    for _, _, left, right in sorted(options):
        if left not in pairs and right not in pairs.values():
            pairs[left] = right
    return [(ours[left], theirs[right]) for left, right in sorted(pairs.items())]


def without(facts: Iterable[Fact], used: Iterable[Fact]) -> list[Fact]:
    """Return the facts that are none of those used."""
    seen = {id(fact) for fact in used}
    return [fact for fact in facts if id(fact) not in seen]


def repeated(
    ours: Sequence[Fact],
    theirs: Sequence[Fact],
    left: Sequence[Fact],
    right: Sequence[Fact],
    pairs: Sequence[tuple[Fact, Fact]],
    cost: Callable[[Fact, Fact], float | None],
) -> list[tuple[Fact, Fact]]:
    """Pair what one side lacks with what the other says once too often: "two or two" for two or three."""
    ours_again: list[Fact] = without(without(ours, left), [pair[0] for pair in pairs])
    theirs_again: list[Fact] = without(without(theirs, right), [pair[1] for pair in pairs])
    return pair_off(left, theirs_again, cost) + pair_off(ours_again, right, cost)


def is_nearby(
    fact: Fact, around: Iterable[Fact], own: Iterable[Fact], same: Callable[[Fact, Fact], float | None]
) -> bool:
    """Whether a fact of one side is said around the bead on the other: more often there than around it on its own."""
    there = sum(same(fact, other) is not None for other in around)
    return there > sum(same(fact, other) is not None for other in own)


def unpaired(
    source: Side,
    target: Side,
    missing: Sequence[Fact],
    added: Sequence[Fact],
    around: tuple[Sequence[Fact], Sequence[Fact]],
    same: Callable[[Fact, Fact], float | None],
) -> Iterator[Difference[Fact]]:
    """Yield what only one side says, unless the other says it nearby or in the very same words.

    Args:
        source: One side.
        target: The other.
        missing: Facts that only the source has.
        added: Facts that only the target has.
        around: The facts of this kind in the segments around the source, and around the target.
        same: The cost of taking one fact for another, None if they are not the same.
    """
    before, after = around
    for fact in missing:
        if not (_is_optional(fact) or _is_copied(fact, source, target) or is_nearby(fact, after, before, same)):
            yield Difference(Evidence.MISSING, fact, None)
    for fact in added:
        if not (_is_optional(fact) or _is_copied(fact, target, source) or is_nearby(fact, before, after, same)):
            yield Difference(Evidence.ADDED, None, fact)


def _is_copied(fact: Quantity | Moment | Code, own: Side, other: Side) -> bool:
    """Whether the other side has the words of a fact, or its figures if it has any, as of a name ("Mail on Sunday")."""
    text = own.text[fact.start - own.start : fact.end - own.start]
    if isinstance(fact, Code):
        return plain(fact.key) in plain(other.text)
    if isinstance(fact, Quantity):
        return re.search(rf"(?<!\w){re.escape(text)}(?!\w|[.,]\d)", other.text) is not None
    pieces = digit_runs(text) or text.split()
    return set(pieces) <= set(digit_runs(other.text)) | set(re.findall(r"\w+", other.text))


def _is_optional(fact: Quantity | Moment | Code) -> bool:
    """Whether it says little that only one side has a fact: vague, or of several meanings."""
    if isinstance(fact, Quantity):
        return fact.number.is_vague or fact.is_weak or fact.is_gloss
    # "Today" and "this year" come and go with the style.
    return fact.is_weak if isinstance(fact, Code) else fact.is_weak or fact.relative is not None


def digit_runs(text: str) -> list[str]:
    """Return the runs of digits of a text."""
    return "".join(character if character.isdigit() else " " for character in text).split()

"""What two sides of a bead say differently: numbers with their units, moments, codes.

Facts are paired off in order of how well they agree, each once; what is left may repeat what is paired, or stand on
the other side as another kind of fact (a year as a number, the digits of a code). Only what then remains is a
difference: changed, where both sides have something left that can be the same fact, otherwise missing or added.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import floor, log10
from typing import Generic, TypeVar

from aligncheck.facts.codes import Code, CodeKind, plain
from aligncheck.facts.company import company
from aligncheck.facts.moments import Moment, agreement
from aligncheck.facts.quantities import Quantity
from aligncheck.facts.segment import Facts
from aligncheck.facts.units import is_conversion

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


@dataclass(frozen=True)
class Differences:
    """All differences of a bead."""

    quantities: tuple[Difference[Quantity], ...]
    moments: tuple[Difference[Moment], ...]
    codes: tuple[Difference[Code], ...]


def compare(source: Side, target: Side) -> Differences:
    """Return what the sides of a bead say differently."""
    return Differences(
        tuple(_compare_quantities(source, target)),
        tuple(_compare_moments(source, target)),
        tuple(_compare_codes(source, target)),
    )


# Pairing


def _pair(
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


def _without(facts: Iterable[Fact], used: Iterable[Fact]) -> list[Fact]:
    seen = {id(fact) for fact in used}
    return [fact for fact in facts if id(fact) not in seen]


def _repeated(
    ours: Sequence[Fact],
    theirs: Sequence[Fact],
    left: Sequence[Fact],
    right: Sequence[Fact],
    pairs: Sequence[tuple[Fact, Fact]],
    cost: Callable[[Fact, Fact], float | None],
) -> list[tuple[Fact, Fact]]:
    """Pair what one side lacks with what the other says once too often: "two or two" for two or three."""
    ours_again: list[Fact] = _without(_without(ours, left), [pair[0] for pair in pairs])
    theirs_again: list[Fact] = _without(_without(theirs, right), [pair[1] for pair in pairs])
    return _pair(left, theirs_again, cost) + _pair(ours_again, right, cost)


# Quantities

_LIKE_DIGITS = 0.45

LEAST_ADVANTAGE = 1.0
LEAST_RATIO = 1.3
"""How much more of their company two numbers must find around each other than around themselves.

Measured with benchmarks/facts.py: no false finding on TICO-19, and half of the numbers swapped there.
"""

_SAME, _HALF, _CONVERTED, _OTHER_SIGNS = 0.0, 1.0, 2.0, 3.0


def _same_quantity(one: Quantity, other: Quantity) -> float | None:
    if one.number.is_vague != other.number.is_vague:
        return None
    unit_cost = _unit_cost(one, other)
    if one.value == other.value:
        return unit_cost
    if (
        one.unit
        and other.unit
        and is_conversion(one.value, one.unit, other.value, other.unit)
        and one.unit != other.unit
    ):
        return _CONVERTED
    other_scale = one.number.has_signs and other.number.has_signs and one.number.scale != other.number.scale
    if unit_cost is not None and not other_scale and set(one.number.values) & set(other.number.values):
        return _OTHER_SIGNS + unit_cost
    return None


def _unit_cost(one: Quantity, other: Quantity) -> float | None:
    """Return 0 for units that agree, 1 for one unit and none, None for units that differ."""
    if one.unit is None or other.unit is None:
        return _SAME if one.unit is other.unit else _HALF
    if one.unit.agrees_with(other.unit):
        return _SAME
    # Words for what is counted are many and coarse; percent and percentage points are mixed up freely.
    dimensions = {one.unit.dimension, other.unit.dimension}
    is_loose = dimensions in ({"count"}, {"share", "share-difference"})
    return _HALF if is_loose else None


def _changed_quantity(one: Quantity, other: Quantity) -> float | None:
    if one.number.is_vague != other.number.is_vague or not _may_be_changed_words(one, other):
        return None
    cost = _unit_cost(one, other)
    distance = _digit_distance(one.value, other.value)
    # With a unit on one side only, another digit or scale is a slip; another number is another fact.
    is_like = distance <= _LIKE_DIGITS or _magnitude(one.value) == _magnitude(other.value)
    in_words = one.number.in_words and other.number.in_words
    return None if cost is None or (cost and not is_like and not in_words) else cost + distance


def _magnitude(value: Fraction) -> int:
    return floor(log10(value)) if value else 0


def _may_be_changed_words(one: Quantity, other: Quantity) -> bool:
    """Whether, if a word is often no number, both are small whole numbers in words ("kedua", "first")."""
    if not (one.is_weak or other.is_weak):
        return True
    # One is an article more often than a number; first is not.
    return all(
        fact.number.in_words
        and fact.value.denominator <= 10
        and fact.value <= 10
        and (fact.value != 1 or fact.number.is_ordinal)
        for fact in (one, other)
    )


def _digit_distance(one: Fraction, other: Fraction) -> float:
    """Return how different two values look but for their scale, in [0, 0.9]."""
    from rapidfuzz.distance import OSA

    left, right = _significant(one), _significant(other)
    return 0.9 * OSA.normalized_distance(left, right)


def _other_unit(one: Quantity, other: Quantity) -> float | None:
    is_same_value = one.value == other.value and not one.number.is_vague and not other.number.is_vague
    return 0.0 if is_same_value and _unit_cost(one, other) is None else None


def _compare_quantities(source: Side, target: Side) -> Iterator[Difference[Quantity]]:
    ours, theirs = source.facts.quantities, target.facts.quantities
    same = _pair(ours, theirs, _same_quantity)
    yield from _reversed_pairs(ours, theirs)
    for one, other in same:
        if _is_misread(one, other):
            yield Difference(Evidence.SIGNS, one, other)
    yield from _swapped(same, source, target)
    left = _unsaid(_without(ours, (one for one, _ in same)), target, _same_quantity)
    right = _unsaid(_without(theirs, (other for _, other in same)), source, _same_quantity)
    units = _pair(left, right, _other_unit)
    for one, other in units:
        yield Difference(Evidence.UNIT, one, other)
    left = _without(left, (one for one, _ in units))
    right = _without(right, (other for _, other in units))
    changed = _pair(left, right, _changed_quantity)
    for one, other in changed:
        nearby = _is_nearby(one, target.around.quantities, _same_quantity) or _is_nearby(
            other, source.around.quantities, _same_quantity
        )
        yield Difference(Evidence.NEARBY if nearby else _evidence_of_quantities(one, other), one, other)
    left = _without(left, (one for one, _ in changed))
    right = _without(right, (other for _, other in changed))
    again = _repeated(ours, theirs, left, right, [*same, *units, *changed], _changed_quantity)
    for one, other in again:
        yield Difference(Evidence.REPEATED, one, other)
    left = _without(left, (one for one, _ in again))
    right = _without(right, (other for _, other in again))
    yield from _unpaired(left, right, target.around.quantities, source.around.quantities, _same_quantity)


def _is_misread(one: Quantity, other: Quantity) -> bool:
    """Whether the thousands of the source became decimals: 6.213 for 6213, copied into a language with decimal points.

    The other way round, and before a scale ("1.049 triliun"), it is more often the source that uses foreign signs.
    """
    signs = one.number.has_signs and other.number.has_signs and one.number.scale == other.number.scale == 1
    return signs and one.value != other.value and one.value in other.number.values and one.value > other.value


def _swapped(same: Sequence[tuple[Quantity, Quantity]], source: Side, target: Side) -> Iterator[Difference[Quantity]]:
    """Yield numbers that stand each in the other's company: 3 winners of 5 teams, 5 winners of 3 teams."""
    counted = [pair for pair in same if not any(fact.is_weak or fact.number.is_ordinal for fact in pair)]
    for at, (one, other) in enumerate(counted):
        for second, last in counted[at + 1 :]:
            # Translations keep the order of numbers, all but one in a hundred pairs: only those are looked at.
            inverted = other.start > last.start and not one.is_first_of_pair
            if inverted and one.value != second.value and _unit_cost(one, second) is not None:
                crossed = company(one, source, last, target) + company(second, source, other, target)
                straight = company(one, source, other, target) + company(second, source, last, target)
                if crossed - straight >= LEAST_ADVANTAGE and crossed >= LEAST_RATIO * straight:
                    yield Difference(Evidence.SWAPPED, one, other)
                    yield Difference(Evidence.SWAPPED, second, last)


def _unsaid(
    facts: Iterable[Quantity], other: Side, same: Callable[[Quantity, Quantity], float | None]
) -> list[Quantity]:
    """Return the facts that the other side does not repeat, or say as another kind of fact."""
    figures = _figures(other.facts)
    return [
        fact
        for fact in facts
        if not any(same(fact, said) is not None for said in other.facts.quantities)
        and (fact.number.in_words or not any(value in figures for value in fact.number.values))
        and not _is_half_apart(fact, other.facts.quantities)
    ]


def _is_half_apart(fact: Quantity, said: Iterable[Quantity]) -> bool:
    """Whether the half of one and a half is said behind the unit: "a year and a half"."""
    has_half = fact.number.in_words and fact.value > 1 and fact.value.denominator == 2
    return has_half and any(other.value == Fraction(1, 2) for other in said)


def _figures(facts: Facts) -> set[Fraction]:
    """Return the numbers in the moments and codes of a side."""
    found = {getattr(moment, name) for moment in facts.moments for name in ("year", "month", "day")}
    digits = {int(run) for code in facts.codes for run in _digit_runs(code.text)}
    hours = {moment.minute // 60 for moment in facts.moments if moment.minute is not None}
    return {Fraction(value) for value in (found | digits | hours) - {None}}


def _digit_runs(text: str) -> list[str]:
    return "".join(character if character.isdigit() else " " for character in text).split()


def _evidence_of_quantities(one: Quantity, other: Quantity) -> Evidence:
    if one.number.is_weak or other.number.is_weak:
        return Evidence.WEAK
    if one.number.is_vague:
        return Evidence.VAGUE
    if _is_rounding(one.value, other.value):
        return Evidence.ROUNDED
    if one.unit is None and other.unit is None:
        return Evidence.NO_UNIT
    return (
        Evidence.ONE_UNIT
        if one.unit is None or other.unit is None or not one.unit.agrees_with(other.unit)
        else Evidence.SAME_UNIT
    )


def _is_rounding(one: Fraction, other: Fraction) -> bool:
    """Whether one value is the other with fewer digits."""
    left, right = _significant(one), _significant(other)
    if len(left) == len(right) or not one or not other:
        return False
    exact, short, digits = (one, other, len(right)) if len(left) > len(right) else (other, one, len(left))
    step = Fraction(10) ** (_magnitude(short) - digits + 1)
    return abs(exact - short) < step  # rounded or cut off


def _significant(value: Fraction) -> str:
    return f"{float(value):.12e}".split("e")[0].replace(".", "").rstrip("0")


def _reversed_pairs(ours: Sequence[Quantity], theirs: Sequence[Quantity]) -> Iterator[Difference[Quantity]]:
    """Yield ranges that stand the other way round.

    Not scores, which have no unit: they are given from either team's side (2-1 won, 1-2 lost), in four pairs of a
    hundred in the sports news of benchmarks/facts.py.
    """
    said = {(first.value, second.value) for first, second in _adjacent(theirs)}
    for first, second in _adjacent(ours):
        if first.unit is not None and first.value != second.value and (first.value, second.value) not in said:
            for one, other in _adjacent(theirs):
                if (one.value, other.value) == (second.value, first.value):
                    yield Difference(Evidence.REVERSED, first, one)
                    break


def _adjacent(facts: Sequence[Quantity]) -> list[tuple[Quantity, Quantity]]:
    return [(one, facts[at + 1]) for at, one in enumerate(facts[:-1]) if one.is_first_of_pair]


def _is_nearby(fact: Fact, around: Iterable[Fact], same: Callable[[Fact, Fact], float | None]) -> bool:
    return any(same(fact, other) is not None for other in around)


def _unpaired(
    missing: Sequence[Fact],
    added: Sequence[Fact],
    around_target: Iterable[Fact],
    around_source: Iterable[Fact],
    same: Callable[[Fact, Fact], float | None],
) -> Iterator[Difference[Fact]]:
    """Yield what only one side says, unless the other says it nearby."""
    for fact in missing:
        if not _is_optional(fact) and not _is_nearby(fact, around_target, same):
            yield Difference(Evidence.MISSING, fact, None)
    for fact in added:
        if not _is_optional(fact) and not _is_nearby(fact, around_source, same):
            yield Difference(Evidence.ADDED, None, fact)


def _is_optional(fact: Quantity | Moment | Code) -> bool:
    """Whether it says little that only one side has a fact: vague, or of several meanings."""
    if isinstance(fact, Quantity):
        return fact.number.is_vague or fact.is_weak
    # "Today" and "this year" come and go with the style.
    return fact.is_weak if isinstance(fact, Code) else fact.is_weak or fact.relative is not None


# Moments


def _same_moment(one: Moment, other: Moment) -> float | None:
    common = agreement(one, other)
    return -float(common) if common else None


def _changed_moment(one: Moment, other: Moment) -> float | None:
    common = set(one.fields) & set(other.fields)
    if not common:
        return None
    if one.relative is not None and other.relative is not None and one.relative.split()[0] != other.relative.split()[0]:
        return None
    equal = [name for name in common if getattr(one, name) == getattr(other, name)]
    different = set(one.fields) ^ set(other.fields)
    return len(different) - 0.5 * len(equal)


def _compare_moments(source: Side, target: Side) -> Iterator[Difference[Moment]]:
    ours, theirs = source.facts.moments, target.facts.moments
    same = _pair(ours, theirs, _same_moment)
    for one, other in same:
        if _is_partial(one, target.facts) or _is_partial(other, source.facts):
            yield Difference(Evidence.PARTIAL, one, other)
    if not any(moment.contradicts_itself for moment in ours):
        for moment in theirs:
            if moment.contradicts_itself:
                yield Difference(
                    Evidence.CONTRADICTION, next((one for one, other in same if other is moment), None), moment
                )
    left = _unsaid_moments(_without(ours, (one for one, _ in same)), target)
    right = _unsaid_moments(_without(theirs, (other for _, other in same)), source)
    left += _as_years(source, target, right)
    right += _as_years(target, source, left)
    changed = _pair(left, right, _changed_moment)
    for one, other in changed:
        nearby = _is_nearby(one, target.around.moments, _same_moment) or _is_nearby(
            other, source.around.moments, _same_moment
        )
        yield Difference(Evidence.NEARBY if nearby else _evidence_of_moments(one, other), one, other)
    left = _without(left, (one for one, _ in changed))
    right = _without(right, (other for _, other in changed))
    again = _repeated(ours, theirs, left, right, [*same, *changed], _changed_moment)
    for one, other in again:
        yield Difference(Evidence.REPEATED, one, other)
    left = _without(left, (one for one, _ in again))
    right = _without(right, (other for _, other in again))
    yield from _unpaired(left, right, target.around.moments, source.around.moments, _same_moment)


def _unsaid_moments(facts: Iterable[Moment], other: Side) -> list[Moment]:
    numbers = {value for quantity in other.facts.quantities for value in quantity.number.values}
    numbers |= {Fraction(int(run)) for code in other.facts.codes for run in _digit_runs(code.text)}
    return [
        fact
        for fact in facts
        if not any(_same_moment(fact, said) is not None for said in other.facts.moments)
        and not (fact.fields == ("year",) and Fraction(fact.year or 0) in numbers)
    ]


def _as_years(side: Side, other: Side, missing: Sequence[Moment]) -> list[Moment]:
    """Return numbers of four digits that the other side lacks, if it has a year that this one lacks: 1280 for 1880."""
    if not any(moment.fields == ("year",) for moment in missing):
        return []
    return [
        Moment(fact.start, fact.end, year=int(fact.value))
        for fact in _unsaid(side.facts.quantities, other, _same_quantity)
        if fact.number.is_plain and fact.unit is None and 1000 <= fact.value <= 9999
    ]


def _is_partial(moment: Moment, other: Facts) -> bool:
    """Whether a date in full has a part that the other side does not give at all."""
    if moment.year is None or moment.day is None:
        return False
    return not any(said.year == moment.year for said in other.moments) or not any(
        said.day == moment.day or moment.day_or_month for said in other.moments
    )


def _evidence_of_moments(one: Moment, other: Moment) -> Evidence:
    if one.is_weak or other.is_weak:
        return Evidence.WEAK
    by_field = {
        "relative": Evidence.RELATIVE,
        "minute": Evidence.TIME,
        "day": Evidence.DATE,
        "month": Evidence.MONTH,
        "year": Evidence.YEAR,
        "weekday": Evidence.WEEKDAY,
    }
    common = set(one.fields) & set(other.fields)
    return next(evidence for name, evidence in by_field.items() if name in common)


# Codes

_SIMILAR = 0.5
_PHONE_DIGITS = 7


def _changed_code(one: Code, other: Code) -> float | None:
    from rapidfuzz.distance import Levenshtein

    if one.kind is not other.kind:
        return None
    distance = Levenshtein.normalized_distance(one.key, other.key)
    return distance if distance <= _SIMILAR else None


def _compare_codes(source: Side, target: Side) -> Iterator[Difference[Code]]:
    left = _unsaid_codes(source.facts.codes, target)
    right = _unsaid_codes(target.facts.codes, source)
    changed = _pair(left, right, _changed_code)
    for one, other in changed:
        yield Difference(Evidence.CODE, one, other)
    left = _not_spelt_out(_without(left, (one for one, _ in changed)), target)
    right = _not_spelt_out(_without(right, (other for _, other in changed)), source)
    yield from _unpaired(left, right, target.around.codes, source.around.codes, _same_code)


def _same_code(one: Code, other: Code) -> float | None:
    return 0.0 if one.key == other.key else None


def _unsaid_codes(found: Iterable[Code], other: Side) -> list[Code]:
    keys = {code.key for code in other.facts.codes}
    text = plain(other.text)
    digits = "".join(_digit_runs(other.text))
    result: dict[str, Code] = {}
    for code in found:
        if code.kind is CodeKind.PHONE:
            said = code.key[-_PHONE_DIGITS:] in digits
        elif code.kind is CodeKind.DESIGNATION:
            said = code.key in keys or re.search(rf"{re.escape(plain(code.key))}(?!\d)", text) is not None
        else:
            said = code.key in keys
        if not said:
            result.setdefault(code.key, code)
    return list(result.values())


def _not_spelt_out(found: Iterable[Code], other: Side) -> list[Code]:
    """Return the codes whose figures are not on the other side: "SARS-CoV-2" may be "coronavirus 2" there."""
    runs = set(_digit_runs(other.text))
    return [
        code for code in found if code.kind is not CodeKind.DESIGNATION or not runs.issuperset(_digit_runs(code.text))
    ]

"""Numbers, amounts and measures that two sides of a bead say differently."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction
from math import floor, log10

from aligncheck.facts.company import company
from aligncheck.facts.differences import (
    Difference,
    Evidence,
    Side,
    digit_runs,
    is_nearby,
    pair_off,
    repeated,
    unpaired,
    without,
)
from aligncheck.facts.quantities import Quantity
from aligncheck.facts.segment import Facts
from aligncheck.facts.units import is_conversion

_LIKE_DIGITS = 0.45

LEAST_ADVANTAGE = 1.0
LEAST_RATIO = 1.3
"""How much more of their company two numbers must find around each other than around themselves.

Measured with benchmarks/facts.py: no false finding on TICO-19, and half of the numbers swapped there.
"""

_SAME, _HALF, _CONVERTED, _OTHER_SIGNS = 0.0, 1.0, 2.0, 3.0


def same_quantity(one: Quantity, other: Quantity) -> float | None:
    """Return the cost of taking two quantities for the same, None if they are not."""
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


def compare_quantities(source: Side, target: Side) -> Iterator[Difference[Quantity]]:
    """Yield the quantities that the sides do not share."""
    ours, theirs = source.facts.quantities, target.facts.quantities
    same = pair_off(ours, theirs, same_quantity)
    yield from _reversed_pairs(ours, theirs)
    for one, other in same:
        if _is_misread(one, other):
            yield Difference(Evidence.SIGNS, one, other)
    yield from _swapped(same, source, target)
    left = unsaid(without(ours, (one for one, _ in same)), target, same_quantity)
    right = unsaid(without(theirs, (other for _, other in same)), source, same_quantity)
    units = pair_off(left, right, _other_unit)
    for one, other in units:
        yield Difference(Evidence.UNIT, one, other)
    left = without(left, (one for one, _ in units))
    right = without(right, (other for _, other in units))
    changed = pair_off(left, right, _changed_quantity)
    for one, other in changed:
        nearby = is_nearby(one, target.around.quantities, same_quantity) or is_nearby(
            other, source.around.quantities, same_quantity
        )
        yield Difference(Evidence.NEARBY if nearby else _evidence_of_quantities(one, other), one, other)
    left = without(left, (one for one, _ in changed))
    right = without(right, (other for _, other in changed))
    again = repeated(ours, theirs, left, right, [*same, *units, *changed], _changed_quantity)
    for one, other in again:
        yield Difference(Evidence.REPEATED, one, other)
    left = without(left, (one for one, _ in again))
    right = without(right, (other for _, other in again))
    yield from unpaired(left, right, target.around.quantities, source.around.quantities, same_quantity)


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


def unsaid(
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
    digits = {int(run) for code in facts.codes for run in digit_runs(code.text)}
    hours = {moment.minute // 60 for moment in facts.moments if moment.minute is not None}
    return {Fraction(value) for value in (found | digits | hours) - {None}}


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

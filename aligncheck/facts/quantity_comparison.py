"""Numbers, amounts and measures that two sides of a bead say differently."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from fractions import Fraction

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
from aligncheck.facts.quantity_likeness import (
    changed_quantity,
    is_converted,
    is_rounding,
    other_unit,
    same_quantity,
    slip_beside_conversion,
)
from aligncheck.facts.quantity_order import reversed_pairs, swapped


def compare_quantities(source: Side, target: Side) -> Iterator[Difference[Quantity]]:
    """Yield the quantities that the sides do not share."""
    ours, theirs = source.facts.quantities, target.facts.quantities
    same = pair_off(ours, theirs, same_quantity)
    yield from reversed_pairs(ours, theirs)
    for one, other in same:
        if _is_misread(one, other):
            yield Difference(Evidence.SIGNS, one, other)
    yield from swapped(same, source, target)
    left = without(ours, (one for one, _ in same))
    right = without(theirs, (other for _, other in same))
    # Before what is said elsewhere is left out: it may be said in another unit, or twice.
    units = pair_off(left, right, other_unit)
    slips = [
        (one, other)
        for one, other in pair_off(left, right, slip_beside_conversion)
        if _has_conversion(one, theirs) or _has_conversion(other, ours)
    ]
    for one, other in units:
        yield Difference(Evidence.UNIT, one, other)
    for one, other in slips:
        yield Difference(Evidence.SAME_UNIT, one, other)
    left, right = _rest(left, right, [*units, *slips])
    left, right = unsaid(left, target, same_quantity), unsaid(right, source, same_quantity)
    changed = pair_off(left, right, changed_quantity)
    for one, other in changed:
        yield Difference(
            Evidence.NEARBY if _is_nearby(one, other, source, target) else _evidence(one, other), one, other
        )
    left, right = _rest(left, right, changed)
    again = repeated(ours, theirs, left, right, [*same, *units, *slips, *changed], changed_quantity)
    for one, other in again:
        yield Difference(Evidence.REPEATED, one, other)
    left, right = _rest(left, right, again)
    around = source.around.quantities, target.around.quantities
    yield from unpaired(source, target, left, right, around, same_quantity)


def _rest(
    left: Sequence[Quantity], right: Sequence[Quantity], pairs: Sequence[tuple[Quantity, Quantity]]
) -> tuple[list[Quantity], list[Quantity]]:
    return without(left, (one for one, _ in pairs)), without(right, (other for _, other in pairs))


def _has_conversion(fact: Quantity, others: Iterable[Quantity]) -> bool:
    return any(is_converted(fact, other) for other in others)


def _is_nearby(one: Quantity, other: Quantity, source: Side, target: Side) -> bool:
    ours, theirs = source.around.quantities, target.around.quantities
    return is_nearby(one, theirs, ours, same_quantity) or is_nearby(other, ours, theirs, same_quantity)


def _is_misread(one: Quantity, other: Quantity) -> bool:
    """Whether the thousands of the source became decimals: 6.213 for 6213, copied into a language with decimal points.

    The other way round, and before a scale ("1.049 triliun"), it is more often the source that uses foreign signs.
    """
    signs = one.number.has_signs and other.number.has_signs and one.number.scale == other.number.scale == 1
    return signs and one.value != other.value and one.value in other.number.values and one.value > other.value


def unsaid(
    facts: Iterable[Quantity], other: Side, same: Callable[[Quantity, Quantity], float | None]
) -> list[Quantity]:
    """Return the facts that the other side does not repeat, or say as another kind of fact."""
    figures = _figures(other)
    return [
        fact
        for fact in facts
        if not any(same(fact, said) is not None for said in other.facts.quantities)
        and (fact.number.in_words or not any(value in figures for value in fact.number.values))
        and not _is_half_apart(fact, other.facts.quantities)
    ]


def _is_half_apart(fact: Quantity, said: Iterable[Quantity]) -> bool:
    """Whether the half of one and a half is said behind the unit: "a year and a half"."""
    if not fact.number.in_words or fact.value.denominator != 2:
        return False
    if fact.value > 1:
        return any(other.value == Fraction(1, 2) for other in said)
    return any(other.number.in_words and other.value > 1 and other.value.denominator == 2 for other in said)


def _figures(side: Side) -> set[Fraction]:
    """Return the numbers in the moments and codes of a side, as it writes them."""
    moments = " ".join(side.text[one.start - side.start : one.end - side.start] for one in side.facts.moments)
    codes = " ".join(code.text for code in side.facts.codes)
    hours = {moment.minute // 60 for moment in side.facts.moments if moment.minute is not None}
    return {Fraction(int(run)) for run in digit_runs(f"{moments} {codes}")} | {Fraction(hour) for hour in hours}


def _evidence(one: Quantity, other: Quantity) -> Evidence:
    if one.is_weak or other.is_weak:
        return Evidence.WEAK
    if one.number.is_vague:
        return Evidence.VAGUE
    if is_rounding(one.value, other.value):
        return Evidence.ROUNDED
    if one.unit is None and other.unit is None:
        return Evidence.NO_UNIT
    return (
        Evidence.ONE_UNIT
        if one.unit is None or other.unit is None or not one.unit.agrees_with(other.unit)
        else Evidence.SAME_UNIT
    )

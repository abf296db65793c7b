"""Dates and times that two sides of a bead say differently."""

from collections.abc import Iterable, Iterator, Sequence
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
from aligncheck.facts.moments import Moment, agreement
from aligncheck.facts.quantity_comparison import same_quantity, unsaid
from aligncheck.facts.segment import Facts


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


def compare_moments(source: Side, target: Side) -> Iterator[Difference[Moment]]:
    """Yield the moments that the sides do not share."""
    ours, theirs = source.facts.moments, target.facts.moments
    same = pair_off(ours, theirs, _same_moment)
    for one, other in same:
        if _is_partial(one, target.facts) or _is_partial(other, source.facts):
            yield Difference(Evidence.PARTIAL, one, other)
    if not any(moment.contradicts_itself for moment in ours):
        for moment in theirs:
            if moment.contradicts_itself:
                yield Difference(
                    Evidence.CONTRADICTION, next((one for one, other in same if other is moment), None), moment
                )
    left = _unsaid_moments(without(ours, (one for one, _ in same)), target)
    right = _unsaid_moments(without(theirs, (other for _, other in same)), source)
    left += _as_years(source, target, right)
    right += _as_years(target, source, left)
    changed = pair_off(left, right, _changed_moment)
    for one, other in changed:
        nearby = is_nearby(one, target.around.moments, _same_moment) or is_nearby(
            other, source.around.moments, _same_moment
        )
        yield Difference(Evidence.NEARBY if nearby else _evidence_of_moments(one, other), one, other)
    left = without(left, (one for one, _ in changed))
    right = without(right, (other for _, other in changed))
    again = repeated(ours, theirs, left, right, [*same, *changed], _changed_moment)
    for one, other in again:
        yield Difference(Evidence.REPEATED, one, other)
    left = without(left, (one for one, _ in again))
    right = without(right, (other for _, other in again))
    yield from unpaired(left, right, target.around.moments, source.around.moments, _same_moment)


def _unsaid_moments(facts: Iterable[Moment], other: Side) -> list[Moment]:
    numbers = {value for quantity in other.facts.quantities for value in quantity.number.values}
    numbers |= {Fraction(int(run)) for code in other.facts.codes for run in digit_runs(code.text)}
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
        for fact in unsaid(side.facts.quantities, other, same_quantity)
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

"""Dates and times that two sides of a bead say differently."""

import re
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
from aligncheck.facts.quantity_comparison import unsaid
from aligncheck.facts.quantity_likeness import same_quantity

_CLOCK = re.compile(r"(?P<hour>[01]?\d|2[0-4])[.:](?P<minutes>[0-5]\d)")


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
        if _is_partial(one, target) or _is_partial(other, source):
            yield Difference(Evidence.PARTIAL, one, other)
    for one, other in same:
        if other.contradicts_itself and not one.contradicts_itself:
            yield Difference(Evidence.CONTRADICTION, one, other)
    left = _unsaid_moments(without(ours, (one for one, _ in same)), target)
    right = _unsaid_moments(without(theirs, (other for _, other in same)), source)
    left += _as_moments(source, target, right)
    right += _as_moments(target, source, left)
    found = pair_off(left, right, _same_moment)
    left = without(left, (one for one, _ in found))
    right = without(right, (other for _, other in found))
    changed = pair_off(left, right, _changed_moment)
    for one, other in changed:
        ours_near, theirs_near = source.around.moments, target.around.moments
        nearby = is_nearby(one, theirs_near, ours_near, _same_moment) or is_nearby(
            other, ours_near, theirs_near, _same_moment
        )
        yield Difference(Evidence.NEARBY if nearby else _evidence_of_moments(one, other), one, other)
    left = without(left, (one for one, _ in changed))
    right = without(right, (other for _, other in changed))
    again = repeated(ours, theirs, left, right, [*same, *changed], _changed_moment)
    for one, other in again:
        yield Difference(Evidence.REPEATED, one, other)
    left = without(left, (one for one, _ in again))
    right = without(right, (other for _, other in again))
    impossible = [moment for moment in right if moment.contradicts_itself]
    for moment in impossible:
        yield Difference(Evidence.CONTRADICTION, None, moment)
    right = without(right, impossible)
    around = source.around.moments, target.around.moments
    yield from unpaired(source, target, left, right, around, _same_moment)


def _unsaid_moments(facts: Iterable[Moment], other: Side) -> list[Moment]:
    numbers = {value for quantity in other.facts.quantities for value in quantity.number.values}
    numbers |= {Fraction(int(run)) for code in other.facts.codes for run in digit_runs(code.text)}
    return [
        fact
        for fact in facts
        if not any(_same_moment(fact, said) is not None for said in other.facts.moments)
        and not (fact.fields == ("year",) and Fraction(fact.year or 0) in numbers)
    ]


def _as_moments(side: Side, other: Side, missing: Sequence[Moment]) -> list[Moment]:
    """Return numbers that the other side lacks and that may be a year or a time where it has one that this one lacks.

    A number of four digits may be a wrong year (1280 for 1880), one such as 8.45 a time without a word beside it.
    """
    lacks_year = any(moment.fields == ("year",) for moment in missing)
    lacks_time = any(moment.minute is not None for moment in missing)
    found = []
    numbers = unsaid(side.facts.quantities, other, same_quantity) if lacks_year or lacks_time else []
    for fact in numbers:
        if fact.unit is not None:
            continue
        time = _CLOCK.fullmatch(side.text, fact.start - side.start, fact.end - side.start)
        if lacks_year and fact.number.is_plain and 1000 <= fact.value <= 9999:
            found.append(Moment(fact.start, fact.end, year=int(fact.value)))
        elif lacks_time and time is not None:
            minute = int(time["hour"]) * 60 + int(time["minutes"])
            found.append(Moment(fact.start, fact.end, minute=minute, is_half_day=True))
    return found


def _is_partial(moment: Moment, other: Side) -> bool:
    """Whether a date in full has a part that the other side does not give at all, as a date or in another language."""
    if moment.year is None or moment.day is None:
        return False
    said = other.facts.moments
    figures = {int(run) for run in digit_runs(other.text)}
    has_year = moment.year in figures or any(one.year == moment.year for one in said)
    has_day = moment.day_or_month or moment.day in figures or any(one.day == moment.day for one in said)
    return not (has_year and has_day)


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

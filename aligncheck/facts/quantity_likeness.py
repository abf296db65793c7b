"""Whether two quantities are the same, or may be the same with an error in one of them: costs to pair them off by."""

from fractions import Fraction
from math import floor, log10

from aligncheck.facts.quantities import Quantity
from aligncheck.facts.units import is_conversion

_LIKE_DIGITS = 0.45
_SAME, _HALF, _CONVERTED, _OTHER_SIGNS = 0.0, 1.0, 2.0, 3.0


def same_quantity(one: Quantity, other: Quantity) -> float | None:
    """Return the cost of taking two quantities for the same, None if they are not."""
    if one.number.is_vague != other.number.is_vague and not _is_round(one, other):
        return None
    if _is_cardinal_for_roman(one, other) or _is_cardinal_for_roman(other, one):
        return None
    cost = unit_cost(one, other)
    if one.value == other.value:
        return cost
    if is_converted(one, other):
        return _CONVERTED
    other_scale = one.number.has_signs and other.number.has_signs and one.number.scale != other.number.scale
    if cost is not None and not other_scale and set(one.number.values) & set(other.number.values):
        return _OTHER_SIGNS + cost
    return None


def _is_round(one: Quantity, other: Quantity) -> bool:
    """Whether both are in words: "sejuta" is "a million", "sepuluh ribuan" is "tens of thousands"."""
    return one.number.in_words and other.number.in_words


def _is_cardinal_for_roman(one: Quantity, other: Quantity) -> bool:
    """Whether one is counted and the other a Roman numeral, which numbers things: two stages of Basel II."""
    return one.number.is_roman and other.number.in_words and not other.number.is_roman and not other.number.is_ordinal


def is_converted(one: Quantity, other: Quantity) -> bool:
    """Whether one is the other in another unit."""
    if one.unit is None or other.unit is None or one.unit == other.unit:
        return False
    return is_conversion(one.value, one.unit, other.value, other.unit)


def unit_cost(one: Quantity, other: Quantity) -> float | None:
    """Return 0 for units that agree, 1 for one unit and none, None for units that differ."""
    if one.unit is None or other.unit is None:
        return _SAME if one.unit is other.unit else _HALF
    if one.unit.agrees_with(other.unit):
        return _SAME
    # Words for what is counted are many and coarse; percent and percentage points are mixed up freely.
    dimensions = {one.unit.dimension, other.unit.dimension}
    is_loose = dimensions in ({"count"}, {"share", "share-difference"})
    return _HALF if is_loose else None


def changed_quantity(one: Quantity, other: Quantity) -> float | None:
    """Return the cost of taking one quantity for the other with an error, None if they are two facts."""
    if one.number.is_vague != other.number.is_vague or not _may_be_changed_words(one, other):
        return None
    cost = unit_cost(one, other)
    distance = _digit_distance(one.value, other.value)
    # With a unit on one side only, another digit or scale is a slip; another number is another fact.
    is_like = distance <= _LIKE_DIGITS or magnitude(one.value) == magnitude(other.value)
    in_words = one.number.in_words and other.number.in_words
    if cost is None or (cost and not is_like and not in_words):
        return None
    return cost + distance + (_HALF if one.number.is_ordinal != other.number.is_ordinal else 0.0)


def _may_be_changed_words(one: Quantity, other: Quantity) -> bool:
    """Whether, if a word is often no number, both are small whole numbers in words ("kedua", "first")."""
    if not (one.is_weak or other.is_weak):
        return True
    if (one.value.denominator == 1) != (other.value.denominator == 1):
        return False  # the first half is no "babak pertama" gone wrong
    # One is an article more often than a number; first is not.
    return all(
        fact.number.in_words
        and not fact.number.is_aside
        and fact.value.denominator <= 10
        and 0 < fact.value <= 10
        and (fact.value != 1 or fact.number.is_ordinal)
        for fact in (one, other)
    )


def slip_beside_conversion(one: Quantity, other: Quantity) -> float | None:
    """Return the cost of taking an amount for another in the same unit with a digit changed, None if it is not."""
    if one.unit is None or other.unit is None or not one.unit.agrees_with(other.unit):
        return None
    is_like = magnitude(one.value) == magnitude(other.value) and changed_quantity(one, other) is not None
    return _digit_distance(one.value, other.value) if is_like else None


def other_unit(one: Quantity, other: Quantity) -> float | None:
    """Return the cost of taking two quantities for the same with another unit, None if they are not."""
    is_same_value = one.value == other.value and not one.number.is_vague and not other.number.is_vague
    return 0.0 if is_same_value and unit_cost(one, other) is None else None


def is_rounding(one: Fraction, other: Fraction) -> bool:
    """Whether one value is the other with fewer digits.

    >>> is_rounding(Fraction(2546), Fraction(2500)), is_rounding(Fraction(2546), Fraction(2700))
    (True, False)
    """
    left, right = _significant(one), _significant(other)
    if len(left) == len(right) or not one or not other:
        return False
    exact, short, digits = (one, other, len(right)) if len(left) > len(right) else (other, one, len(left))
    step = Fraction(10) ** (magnitude(short) - digits + 1)
    return abs(exact - short) < step  # rounded or cut off


def magnitude(value: Fraction) -> int:
    """Return the power of ten of a value, 0 for zero."""
    return floor(log10(value)) if value else 0


def _digit_distance(one: Fraction, other: Fraction) -> float:
    """Return how different two values look but for their scale, in [0, 0.9]."""
    from rapidfuzz.distance import OSA

    return 0.9 * OSA.normalized_distance(_significant(one), _significant(other))


def _significant(value: Fraction) -> str:
    return f"{float(value):.12e}".split("e")[0].replace(".", "").rstrip("0")

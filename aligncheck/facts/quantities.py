"""Quantities: numbers with what they count, measure or pay."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise

from aligncheck.facts.conventions import Conventions, alternatives
from aligncheck.facts.number import Number
from aligncheck.facts.numbers import numbers
from aligncheck.facts.tokens import Token
from aligncheck.facts.units import Unit, unit_words

_LONGEST_SIGN = 8
_LONGEST_CONNECTOR = 14


@dataclass(frozen=True)
class Quantity:
    """A number and its unit as a text gives them."""

    start: int
    end: int
    """Half-open stretch ``[start, end)``, the unit included."""

    number: Number
    unit: Unit | None

    is_first_of_pair: bool = False
    """Whether a connector ("-", "to") and another number follow: a range or a score."""

    is_first_of_range: bool = False
    """Whether words connect it to the number that follows, but not such as join a list: no score."""

    is_gloss: bool = False
    """Whether it is an amount of money in brackets behind one in another currency, converted for the readers."""

    @property
    def value(self) -> Fraction:
        """The likeliest value."""
        return self.number.value

    @property
    def is_weak(self) -> bool:
        """Whether its words are often no number at all; beside a unit they are, but for articles ("one day")."""
        return self.number.is_weak and (self.unit is None or self.number.is_aside or self.value <= 1)

    @property
    def understood(self) -> str:
        """How it was understood, as in ``1,500,000,000,000 IDR``."""
        about = "about " if self.number.is_vague else ""
        name = "" if self.unit is None else _SIGNS.get(self.unit.name, f" {self.unit.name}")
        return f"{about}{shown(self.value)}{name}"


_SIGNS = {"percent": "%", "per-mille": "‰"}


def shown(value: Fraction) -> str:
    """Return a value as people write it in English, thousands grouped from five digits on.

    >>> shown(Fraction(6213)), shown(Fraction("2.5")), shown(Fraction(2, 3)), shown(Fraction(10**6))
    ('6213', '2.5', '2/3', '1,000,000')
    """
    if value.denominator == 1:
        return f"{value.numerator:,}" if abs(value) >= 10_000 else str(value.numerator)
    exact = float(value)
    return f"{exact:,.10g}" if Fraction(str(exact)) == value else str(value)


def quantities(text: str, found: Sequence[Token], rules: Conventions) -> Iterator[Quantity]:
    """Yield the quantities among the tokens of a text, in order."""
    result: list[Quantity] = []
    for number in numbers(text, found, rules):
        if result and number.start < result[-1].end:
            continue  # the word is the unit of the number before: "40 second"
        result.append(_with_unit(text, number, rules))
    for at in range(len(result) - 1):
        if link := _link(text, result[at], result[at + 1], rules):
            first, second = result[at], result[at + 1]
            result[at] = replace(
                _as_first(first, second, is_pair=not link[0].isalpha()),
                is_first_of_range=link[0].isalpha() and link not in rules.listing,
            )
            if first.unit is not None and first.unit.is_money and second.unit is None:
                result[at + 1] = replace(second, unit=first.unit)
    yield from (result[:1] + [_as_gloss(text, before, one) for before, one in pairwise(result)])


def _as_gloss(text: str, before: Quantity, one: Quantity) -> Quantity:
    between = text[before.end : one.start]
    is_bracketed = len(between) <= _LONGEST_CONNECTOR and between.lstrip().startswith("(") and ")" not in between
    if not is_bracketed or before.unit is None or one.unit is None or before.unit == one.unit:
        return one
    return replace(one, is_gloss=before.unit.is_money and one.unit.is_money)


def _with_unit(text: str, number: Number, rules: Conventions) -> Quantity:
    words = unit_words(rules.language)
    start, end = number.start, number.end
    left = max(0, start - _LONGEST_SIGN)
    before = words.before.search(text[left:start])
    after = words.after.match(text, end)
    if before is not None:
        number = _with_letter(text, number, rules)
        return Quantity(left + before.start(1), number.end, number, words.named(before[1]))
    # "kuartal ketiga tahun 2007": an ordinal counts nothing.
    if after is not None and not number.is_ordinal:
        return Quantity(start, after.end(), number, words.named(after[1]))
    return Quantity(start, end, number, None)


def _with_letter(text: str, number: Number, rules: Conventions) -> Number:
    """Return an amount with the scale that a letter behind it stands for: "£16m"."""
    match = re.compile(rf" ?({alternatives(rules.scale_letters)})(?!\w)").match(text, number.end)
    if match is None or number.scale != 1:
        return number
    scale = rules.scale_letters[match[1]]
    # "£6.3M" is a million in one language, Rp6,3 M a thousand million in another: a text may quote.
    other = rules.scale_letters.get(match[1].swapcase(), scale)
    values = tuple(value * by for by in dict.fromkeys((scale, other)) for value in number.values)
    return replace(number, end=match.end(), values=values, scale=Fraction(scale))


def _link(text: str, first: Quantity, second: Quantity, rules: Conventions) -> str:
    """Return what connects two numbers to a range, empty if nothing does."""
    between = text[first.end : second.start]
    link = between.strip().lower() if len(between) <= _LONGEST_CONNECTOR else ""
    return link if link in rules.connectors else ""


def _as_first(first: Quantity, second: Quantity, *, is_pair: bool) -> Quantity:
    """Return the first number of a range with the unit, and perhaps the scale, that only the second has."""
    number = first.number
    scale = second.number.scale
    if number.scale == 1 and scale > 1 and number.value < 1000:
        scaled = number.value * scale
        # "5-6 juta" means five million; "from 900 to 1 million" would not.
        values = (scaled, *number.values) if is_pair else (*number.values, scaled)
        number = replace(number, values=values, scale=scale if is_pair else number.scale)
    return replace(first, number=number, unit=first.unit or second.unit, is_first_of_pair=True)

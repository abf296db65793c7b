"""Units of measure and currencies: what they are called, and whether two amounts are the same.

The factors are data (``data/facts/any.toml``) rather than pint's: a score of units occurs in the news, and pint reads
neither their names in any language but English nor a currency.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Any

from aligncheck.facts.conventions import TOPIC, alternatives
from aligncheck.langdata import load

TOLERANCE = Fraction(1, 20)
"""How far a converted amount may be off: people round ("4,350 miles, 7,000 km")."""

_SPACE = r"[\s\u00a0]"


@dataclass(frozen=True)
class Unit:
    """What is counted or measured."""

    name: str
    """An ISO 4217 code, a family of currencies ("dollar"), or a key of the unit table."""

    dimension: str
    """``money`` for currencies."""

    factor: Fraction | None = None
    """What one of it is in the dimension's base unit."""

    @property
    def is_money(self) -> bool:
        """Whether it is a currency."""
        return self.dimension == "money"

    @property
    def is_count(self) -> bool:
        """Whether it is a thing that is counted, for which languages have many words."""
        return self.dimension == "count"

    def agrees_with(self, other: "Unit") -> bool:
        """Whether both are the same, or one is a word that the other's kind shares ("dollars" for US dollars)."""
        return self == other or self.name in _family(other.name) or other.name in _family(self.name)


def _family(name: str) -> tuple[str, ...]:
    families: Mapping[str, list[str]] = load(TOPIC, "any")["currencies"]["families"]
    return tuple(families.get(name, ()))


@cache
def unit(name: str) -> Unit:
    """Return the unit of this name; a name that the unit table lacks is a currency."""
    row: Mapping[str, str] | None = load(TOPIC, "any")["units"].get(name)
    if row is None:
        return Unit(name, "money")
    if "factor" not in row:
        return Unit(name, row["dimension"])
    above, _, below = row["factor"].partition("/")
    return Unit(name, row["dimension"], Fraction(above) / Fraction(below or 1))


def is_conversion(value: Fraction, of: Unit, other_value: Fraction, other: Unit) -> bool:
    """Whether two amounts in different units are the same but for rounding.

    >>> is_conversion(Fraction(4350), unit("mile"), Fraction(7000), unit("kilometre"))
    True
    """
    pairs = [(one, two) for one in _members(of) for two in _members(other) if one.dimension == two.dimension]
    return any(_is_converted(value, one, other_value, two) for one, two in pairs)


def _members(of: Unit) -> list[Unit]:
    return [of, *(unit(name) for name in _family(of.name))]


def _is_converted(value: Fraction, of: Unit, other_value: Fraction, other: Unit) -> bool:
    if of.factor is not None and other.factor is not None:
        one, two = value * of.factor, other_value * other.factor
    elif {of.name, other.name} == {"celsius", "fahrenheit"}:
        one, two = _kelvin(value, of), _kelvin(other_value, other)
        return abs(one - two) <= 1
    else:
        return False
    return abs(one - two) <= TOLERANCE * max(abs(one), abs(two))


def _kelvin(value: Fraction, scale: Unit) -> Fraction:
    celsius = (value - 32) * Fraction(5, 9) if scale.name == "fahrenheit" else value
    return celsius + Fraction("273.15")


@dataclass(frozen=True)
class UnitWords:
    """How a language writes units beside numbers."""

    before: re.Pattern[str]
    """A currency that ends where the number begins."""

    after: re.Pattern[str]
    """A unit that begins where the number ends."""

    signs: Mapping[str, str]
    words: Mapping[str, str]
    """Unit names by sign, and by word in lower case."""

    def named(self, text: str) -> Unit:
        """Return the unit that a match of one of the patterns stands for."""
        plain = " ".join(text.split())
        return unit(self.signs.get(plain) or self.words.get(plain.lower()) or plain)


@cache
def unit_words(language: str) -> UnitWords:
    """Return how a language writes units, from its data and from those for all languages."""
    common, own = load(TOPIC, "any"), load(TOPIC, language)
    money: Mapping[str, Any] = common["currencies"]
    signs = {sign: name for name, row in common["units"].items() for sign in row.get("signs", ())}
    names = [*own["measures"].items(), *own["currencies"].items()]
    words = {word.lower(): name for name, forms in names for word in forms}
    currency_signs = alternatives([*money["signs"], *money["codes"]])
    # A sign ends at a letter or digit; "%" and the like need no end.
    letters = alternatives(sign for sign in [*signs, *money["signs"], *money["codes"]] if sign[-1].isalnum())
    other = alternatives(sign for sign in [*signs, *money["signs"]] if not sign[-1].isalnum())
    endings = f"(?:{alternatives(own['numbers'].get('endings', ()))})?"
    spelt = alternatives(words).replace(r"\ ", rf"{_SPACE}+")
    # "UU No. 22 Tahun 1999": the word belongs to the year.
    year = rf"(?i:{alternatives(own['dates']['year_words'])}){_SPACE}+(?:1[89]|20)\d\d(?!\d)"
    return UnitWords(
        before=re.compile(rf"(?<!\w)({currency_signs}){_SPACE}*$"),
        after=re.compile(
            rf"{_SPACE}?-?{_SPACE}?(?!{year})((?i:{spelt})(?={endings}(?!\w))|(?:{letters})(?!\w)|(?:{other})(?!\d))"
        ),
        signs={**signs, **money["signs"]},
        words=words,
    )

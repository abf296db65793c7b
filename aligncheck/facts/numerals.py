"""Numerals in digits: what ``6.213`` means, by the language's signs and by those it is often confused with."""

import re
from fractions import Fraction

from aligncheck.facts.conventions import Conventions

_SIGNS = ".,"
_LONGEST = 24
"""Digits and signs; longer ones are identifiers."""

_SPACES = re.compile(r"[\u00a0\u202f\u2009’']")


def readings(text: str, rules: Conventions) -> tuple[Fraction, ...]:
    """Return the values that digits may stand for, the one by the language's own signs first.

    The others are what a reader of a language with the signs the other way round would understand. No reading at all
    means a version or a section number, such as ``1.2.3``.

    >>> from aligncheck.facts.conventions import conventions
    >>> [str(value) for value in readings("6.213", conventions("id"))]
    ['6213', '6213/1000']
    """
    plain = _SPACES.sub("", text)
    if len(plain) > _LONGEST:
        return ()
    plain = f"0{plain}" if plain[0] in _SIGNS else plain  # ".08%"
    # Signs that CLDR gives but people do not type (the narrow space of French) are grouping signs in both ways.
    own = (rules.decimal, rules.group if rules.group in _SIGNS else ".,".replace(rules.decimal, ""))
    values = [value for signs in (own, own[::-1]) if (value := _value(plain, *signs)) is not None]
    return tuple(dict.fromkeys(values))


def _value(text: str, decimal: str, group: str) -> Fraction | None:
    whole, _, rest = text.partition(decimal)
    groups = whole.split(group)
    is_grouped = len(groups) > 1
    if not all(part.isdigit() for part in groups) or (rest and not rest.isdigit()):
        return None
    if is_grouped and not (
        1 <= len(groups[0]) <= 3 and groups[0] != "0" and all(len(part) == 3 for part in groups[1:])
    ):
        return None
    digits = "".join(groups)
    # int() reads the digits of every script.
    return Fraction(int(digits + rest), 10 ** len(rest))

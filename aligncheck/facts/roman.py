"""Roman numerals, as they number congresses and wars."""

from itertools import pairwise

_VALUES = {"I": 1, "V": 5, "X": 10}


def roman(value: int) -> str:
    """Return the Roman numeral of a value from 1 to 39.

    >>> roman(14)
    'XIV'
    """
    units = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
    return "X" * (value // 10) + units[value % 10]


def from_roman(text: str) -> int | None:
    """Return the value of a Roman numeral from 2 to 39, or None; one letter alone is more often an initial.

    >>> from_roman("XIV"), from_roman("IIX"), from_roman("X")
    (14, None, None)
    """
    if len(text) < 2 or set(text) - set(_VALUES):
        return None
    letters = [_VALUES[letter] for letter in text]
    value = sum(-one if one < other else one for one, other in pairwise([*letters, 0]))
    return value if text == roman(value) else None

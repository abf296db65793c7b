"""Errors planted into human translations: one fact of the target changed, in the ways people and machines get it wrong.

Each corruption (number_changes.py, date_changes.py, quantity_changes.py) looks for its facts with patterns of its own,
not with the detectors' readers, and only at facts that the source has too (the same digits, or a word of the same
meaning by num2words and Babel): changing what was never in the source makes no new error. Targets are English, sources
Indonesian.
"""

from dataclasses import dataclass

import date_changes
import number_changes
import quantity_changes
from planted_facts import Corruption


@dataclass(frozen=True)
class Kind:
    """A kind of error: what is changed, how, and which rules may find it."""

    group: str
    """The kind of fact, for the summary."""

    name: str
    corruption: Corruption
    rules: frozenset[str]


_FIGURES = frozenset(("number", "money", "measure", "date", "code"))
"""Rules that may find an error in figures: what is a year to one is a number to another."""

KINDS: tuple[Kind, ...] = (
    Kind("numbers", "digit changed", number_changes.digit, _FIGURES),
    Kind("numbers", "digits exchanged", number_changes.transposed, _FIGURES),
    Kind("numbers", "dots and commas left", number_changes.signs, _FIGURES),
    Kind("numbers", "million, billion", number_changes.scale, _FIGURES),
    Kind("numbers", "number word", number_changes.word, _FIGURES),
    Kind("numbers", "two numbers swapped", number_changes.swapped, _FIGURES),
    Kind("numbers", "hundreds, thousands", number_changes.vague, _FIGURES),
    Kind("numbers", "number left out", number_changes.left_out, _FIGURES),
    Kind("dates", "year", date_changes.year, _FIGURES),
    Kind("dates", "day", date_changes.day, _FIGURES),
    Kind("dates", "month", date_changes.month, _FIGURES),
    Kind("dates", "weekday", date_changes.weekday, _FIGURES),
    Kind("dates", "time", date_changes.time, _FIGURES),
    Kind("dates", "yesterday, tomorrow", date_changes.relative, _FIGURES),
    Kind("dates", "year left out", date_changes.year_left_out, _FIGURES),
    Kind("dates", "date left out", date_changes.date_left_out, _FIGURES),
    Kind("money", "amount", quantity_changes.amount, _FIGURES),
    Kind("money", "currency", quantity_changes.currency, _FIGURES),
    Kind("measures", "unit", quantity_changes.unit, _FIGURES),
    Kind("codes", "code or link", quantity_changes.code, _FIGURES),
)
"""Every kind of planted error."""

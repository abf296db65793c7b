"""Detectors, one file each, in the order they look at a text."""

from aligncheck.detectors.added_words import AddedWords
from aligncheck.detectors.addition import Addition
from aligncheck.detectors.base import Context, Detector
from aligncheck.detectors.code import Code
from aligncheck.detectors.date import Date
from aligncheck.detectors.estimated import without_doubles
from aligncheck.detectors.grammar import Grammar
from aligncheck.detectors.measure import Measure
from aligncheck.detectors.missing_words import MissingWords
from aligncheck.detectors.mistranslation import Mistranslation
from aligncheck.detectors.money import Money
from aligncheck.detectors.non_word import NonWord
from aligncheck.detectors.number import Number
from aligncheck.detectors.omission import Omission
from aligncheck.detectors.repetition import Repetition
from aligncheck.detectors.untranslated import Untranslated

__all__ = [
    "DETECTORS",
    "ESTIMATED",
    "AddedWords",
    "Addition",
    "Code",
    "Context",
    "Date",
    "Detector",
    "Grammar",
    "Measure",
    "MissingWords",
    "Mistranslation",
    "Money",
    "NonWord",
    "Number",
    "Omission",
    "Repetition",
    "Untranslated",
    "without_doubles",
]

DETECTORS: tuple[Detector, ...] = (
    Omission(),
    Addition(),
    Untranslated(),
    NonWord(),
    Repetition(),
    Number(),
    Date(),
    Money(),
    Measure(),
    Code(),
)
"""The rules that need no estimator."""

ESTIMATED: tuple[Detector, ...] = (Mistranslation(), MissingWords(), AddedWords(), Grammar())
"""The rules on the estimator; what they say of words that another rule has a finding on is left out."""

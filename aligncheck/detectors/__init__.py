"""Detectors, one file each, in the order they look at a text."""

from aligncheck.context import Context
from aligncheck.detectors.added_words import AddedWords
from aligncheck.detectors.addition import Addition
from aligncheck.detectors.attribution import Attribution
from aligncheck.detectors.base import Detector
from aligncheck.detectors.code import Code
from aligncheck.detectors.date import Date
from aligncheck.detectors.estimated import without_doubles
from aligncheck.detectors.grammar import Grammar
from aligncheck.detectors.inconsistency import Inconsistency
from aligncheck.detectors.measure import Measure
from aligncheck.detectors.missing_words import MissingWords
from aligncheck.detectors.mistranslation import Mistranslation
from aligncheck.detectors.modality import Modality
from aligncheck.detectors.money import Money
from aligncheck.detectors.name import Name
from aligncheck.detectors.negation import Negation
from aligncheck.detectors.non_word import NonWord
from aligncheck.detectors.number import Number
from aligncheck.detectors.omission import Omission
from aligncheck.detectors.quotation import LostQuotation
from aligncheck.detectors.repetition import Repetition
from aligncheck.detectors.terminology import Terminology
from aligncheck.detectors.untranslated import Untranslated

__all__ = [
    "DETECTORS",
    "ESTIMATED",
    "AddedWords",
    "Addition",
    "Attribution",
    "Code",
    "Context",
    "Date",
    "Detector",
    "Grammar",
    "Inconsistency",
    "LostQuotation",
    "Measure",
    "MissingWords",
    "Mistranslation",
    "Modality",
    "Money",
    "Name",
    "Negation",
    "NonWord",
    "Number",
    "Omission",
    "Repetition",
    "Terminology",
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
    Name(),
    Negation(),
    Modality(),
    LostQuotation(),
    Attribution(),
    Terminology(),
    Inconsistency(),
)
"""The rules that need no estimator."""

ESTIMATED: tuple[Detector, ...] = (Mistranslation(), MissingWords(), AddedWords(), Grammar())
"""The rules on the estimator; what they say of words that another rule has a finding on is left out."""

"""What the facts of two sides have in common, and the wording of what they have not."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_detector_examples import segmented

from aligncheck.alignment import Alignment, Bead
from aligncheck.context import Context
from aligncheck.detectors import DETECTORS
from aligncheck.detectors.code import Code
from aligncheck.detectors.date import Date
from aligncheck.detectors.differing import FREELY
from aligncheck.detectors.measure import Measure
from aligncheck.detectors.modality import Modality
from aligncheck.detectors.money import Money
from aligncheck.detectors.name import Name
from aligncheck.detectors.negation import Negation
from aligncheck.detectors.number import Number
from aligncheck.facts.comparison import compare
from aligncheck.facts.differences import Evidence, Side
from aligncheck.facts.segment import Facts, facts_in
from aligncheck.facts.units import is_conversion, unit
from aligncheck.finding import FactPair
from aligncheck.langdata import load

RULES = (Number(), Money(), Measure(), Date(), Code())
NUMERALS = st.lists(st.integers(2, 10**7), min_size=1, max_size=4, unique=True)


def side(text: str, language: str) -> Side:
    return Side(text, 0, language, facts_in(text, language), Facts())


def context(source: str, target: str, source_lang: str = "id", target_lang: str = "en") -> Context:
    bead = Bead(range(1), range(1), score=0.95)
    return Context(segmented(source, source_lang, []), segmented(target, target_lang, []), Alignment((bead,), cost=0.0))


def messages(source: str, target: str) -> list[str]:
    pair = context(source, target)
    return [finding.message for rule in RULES for finding in rule.detect(pair)]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.rule)
def test_the_rules_are_used(rule):
    assert rule in DETECTORS


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.rule)
def test_a_language_without_data_is_said_to_be(rule):
    assert "Esperanto" in (rule.unavailable(context("10", "11", "eo", "en")) or "")
    assert rule.unavailable(context("10", "11")) is None


@pytest.mark.parametrize(
    ("rule", "source", "target", "expected"),
    [
        (Number(), "Ada 6.213 rumah.", "There are 6,312 houses.", FactPair("6.213 = 6213", "6,312 = 6312")),
        (Code(), "Pesawat F-22 jatuh.", "The F-23 crashed.", FactPair("F-22", "F-23")),
        (Negation(), "Ia tidak hadir.", "He was present.", FactPair("tidak = denied", None)),
        (Modality(), "Ia harus hadir.", "He may attend.", FactPair("harus = requires it", "may = permits it")),
        (Name(), "Ia bertemu Yudhoyono.", "He met Yudhoyno.", FactPair("Yudhoyono", "Yudhoyno")),
    ],
    ids=lambda each: getattr(each, "rule", ""),
)
def test_a_finding_holds_both_facts_as_understood(rule, source, target, expected):
    assert [finding.facts for finding in rule.detect(context(source, target))] == [expected]


def test_a_finding_shows_both_facts_as_understood():
    assert messages("Ada 6.213 rumah.", "There are 6,312 houses.") == [
        "The original says “6.213” = 6213, the translation “6,312” = 6312."
    ]
    assert messages("Biayanya Rp5 triliun.", "It cost Rp5 billion.") == [
        "The original says “Rp5 triliun” = 5,000,000,000,000 IDR, the translation “Rp5 billion” = 5,000,000,000 IDR."
    ]


@pytest.mark.parametrize("text", ["9" * 400, "1 " + "triliun " * 400, "ratusan " + "ribu " * 400, "1 2 " * 4000])
def test_no_text_is_too_much(text):
    found = messages(text, "1 house.")
    assert all(len(message) < 1000 for message in found)


def test_a_day_that_there_is_not_is_said_to_be():
    found = messages("Ia lahir pada 30 Desember 2023.", "He was born on Sunday, 30 December 2023.")
    assert found == [
        "“Sunday, 30 December 2023”: there is no such day; the original says “30 Desember 2023” = 30 December 2023."
    ]


@given(NUMERALS)
def test_the_same_numbers_in_the_same_order_make_no_difference(values):
    from babel.numbers import format_decimal

    texts = [" x ".join(format_decimal(value, locale=language) for value in values) for language in ("id", "en")]
    found = compare(side(texts[0], "id"), side(texts[1], "en"))
    assert (found.quantities, found.moments, found.codes) == ((), (), ())


@given(NUMERALS, NUMERALS)
def test_swapping_the_sides_swaps_missing_and_added(ours, theirs):
    one, other = (side(" x ".join(f"{value} kg" for value in values), "en") for values in (ours, theirs))
    there, back = compare(one, other).quantities, compare(other, one).quantities

    def count(found, evidence):
        return sum(difference.evidence is evidence for difference in found)

    assert count(there, Evidence.MISSING) == count(back, Evidence.ADDED)
    assert count(there, Evidence.SAME_UNIT) == count(back, Evidence.SAME_UNIT)


@given(st.integers(2, 10**6), st.sampled_from([("mile", "kilometre"), ("pound-mass", "kilogram"), ("acre", "hectare")]))
def test_a_conversion_holds_in_both_directions(value, names):
    one, other = (unit(name) for name in names)
    converted = round(Fraction(value) * one.factor / other.factor, 3)
    assert is_conversion(Fraction(value), one, converted, other)
    assert is_conversion(converted, other, Fraction(value), one)
    assert not is_conversion(Fraction(value), one, Fraction(value), other)


def test_celsius_and_fahrenheit_are_converted_with_their_zero():
    assert is_conversion(Fraction(98), unit("celsius"), Fraction(208), unit("fahrenheit"))
    assert not is_conversion(Fraction(98), unit("celsius"), Fraction(98), unit("fahrenheit"))


@pytest.mark.parametrize("language", ["id", "en", "de"])
def test_every_unit_has_a_name_or_a_sign_in_every_language(language):
    named = load("facts", language)["measures"]
    table = load("facts", "any")["units"]
    assert set(named) <= set(table)
    assert [name for name, row in table.items() if name not in named and "signs" not in row] == []


def test_every_class_of_difference_has_a_probability():
    from aligncheck.detectors import code, date, measure, money, number

    given_one = {evidence for module in (number, money, measure, date, code) for evidence in module.PROBABILITIES}
    assert given_one == {*Evidence, FREELY}

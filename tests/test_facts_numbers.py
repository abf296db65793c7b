"""Numbers and quantities as texts give them."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from num2words import num2words

from aligncheck.facts.conventions import conventions
from aligncheck.facts.numbers import numbers
from aligncheck.facts.numerals import readings
from aligncheck.facts.quantities import shown
from aligncheck.facts.roman import roman
from aligncheck.facts.segment import facts_in
from aligncheck.facts.tokens import tokens

LANGUAGES = ["id", "en", "de"]


def read(text: str, language: str) -> list[str]:
    return [fact.understood for fact in facts_in(text, language).quantities]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("id", "Rp1,5 triliun", ["1,500,000,000,000 IDR"]),
        ("id", "6.213 rumah", ["6213"]),
        ("id", "dua pertiga", ["2/3"]),
        ("id", "40 persen dari tiga ratus ribu orang", ["40%", "300,000 person"]),
        ("id", "ke-79 dan ketujuh puluh sembilan", ["79", "79"]),
        ("id", "ratusan ribu, puluhan", ["about 100,000", "about 10"]),
        ("id", "160-165 juta ton", ["160,000,000 tonne", "165,000,000 tonne"]),
        ("id", "Rp9.243/9.245", ["9243 IDR", "9245 IDR"]),
        ("id", "dua setengah juta, setengah juta", ["2,500,000", "500,000"]),
        ("id", "tigapuluh tiga", ["33"]),
        ("id", "Rp50 trliun", ["50,000,000,000,000 IDR"]),
        ("id", "98 °C, 12 km persegi", ["98 celsius", "12 square-kilometre"]),
        ("en", "US$11.5bn and £16m", ["11,500,000,000 USD", "16,000,000 GBP"]),
        ("en", "one and a half million people", ["1,500,000 person"]),
        ("en", "tens of thousands, several hundred", ["about 10,000", "about 100"]),
        ("en", "two-thirds, a 5-percent share, 30-year-old", ["2/3", "5%", "30 year"]),
        ("en", "World War II, the 79th and twenty-first, .08%", ["2", "79", "21", "0.08%"]),
        ("en", "between 3 and 5 miles", ["3 mile", "5 mile"]),
        ("de", "einundzwanzigtausend, 1,5 Mrd. Euro, neunundsiebzigste", ["21,000", "1,500,000,000 EUR", "79"]),
        ("de", "zwei Drittel, Hunderttausende", ["2/3", "about 100,000"]),
    ],
)
def test_what_is_understood(language, text, expected):
    assert read(text, language) == expected


@pytest.mark.parametrize("text", ["UU No. 22 Tahun 1999", "kuartal ketiga tahun 2007"])
def test_a_word_before_a_year_is_no_unit(text):
    facts = facts_in(text, "id")
    assert all(fact.unit is None for fact in facts.quantities)
    assert [fact.year for fact in facts.moments] == [int(text[-4:])]


@given(st.integers(0, 10**13), st.sampled_from(LANGUAGES))
def test_a_number_in_words_is_read_back(value, language):
    words = num2words(value, lang=language).replace(",", "")
    (number,) = numbers(words, list(tokens(words)), conventions(language))
    assert (number.value, words[number.start : number.end]) == (value, words)


@given(st.integers(0, 10**12), st.sampled_from(LANGUAGES))
def test_a_number_in_digits_is_read_back(value, language):
    from babel.numbers import format_decimal

    assert readings(format_decimal(value, locale=language), conventions(language))[0] == value


@given(st.decimals(0, 10**6, places=2), st.sampled_from(LANGUAGES))
def test_a_decimal_is_read_back(value, language):
    from babel.numbers import format_decimal

    text = format_decimal(value, locale=language, format="#,##0.00")
    assert readings(text, conventions(language))[0] == Fraction(value)


@given(st.integers(1, 39))
def test_roman_numerals_are_read_back(value):
    text = f"World War {roman(value)}"
    found = [number.value for number in numbers(text, list(tokens(text)), conventions("en"))]
    assert found == ([value] if len(roman(value)) > 1 else [])


@given(st.text(max_size=60), st.sampled_from(LANGUAGES))
def test_any_text_can_be_read_and_facts_are_in_it(text, language):
    facts = facts_in(text, language)
    for fact in (*facts.quantities, *facts.moments, *facts.codes):
        assert 0 <= fact.start < fact.end <= len(text)


def test_thousands_are_grouped_from_five_digits_on():
    assert [shown(Fraction(value)) for value in (6213, 62130, Fraction(5, 2), Fraction(1, 3))] == [
        "6213",
        "62,130",
        "2.5",
        "1/3",
    ]


def test_nothing_is_read_in_a_language_without_data():
    assert facts_in("10 fotoj", "eo").quantities == ()

"""Moments as texts give them, and whether two of them agree."""

from datetime import date

import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from aligncheck.facts.dates import moments
from aligncheck.facts.moments import Moment, agreement

LANGUAGES = ["id", "en", "de"]
DATES = st.dates(date(1900, 1, 1), date(2099, 12, 31))


def read(text: str, language: str) -> list[str]:
    return [moment.understood for moment in moments(text, language)]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("id", "30/12/2023", ["30 December 2023"]),
        ("id", "Sabtu (30/12)", ["Saturday, 30 December"]),
        ("id", "1-3/12/2022", ["1 December 2022", "3 December 2022"]),
        ("id", "17 Agustus, 17 dan 18 April 2008", ["17 August", "17 April 2008", "18 April 2008"]),
        ("id", "pukul 07.30 WIB hingga 09.00", ["07:30 UTC+7"]),
        ("id", "hari ini, kemarin, tahun lalu", ["today", "1 day ago", "1 year ago"]),
        ("id", "17 tahun lalu, 14.00 persen", []),
        ("en", "7:30 a.m. Western Indonesian Time, 8 p.m.", ["07:30 UTC+7", "20:00"]),
        ("en", "Saturday, December 30, 2023", ["Saturday, 30 December 2023"]),
        ("en", "17th and 18th of April, 2008", ["17 April 2008", "18 April 2008"]),
        ("en", "December of 2019, 2019-20", ["December 2019", "2019", "2020"]),
        ("en", "in June 30 percent", ["June"]),
        ("de", "3. April 2005, 30.12.2023, 7.30 Uhr", ["3 April 2005", "30 December 2023", "07:30"]),
    ],
)
def test_what_is_understood(language, text, expected):
    assert read(text, language) == expected


@given(DATES, st.sampled_from(LANGUAGES), st.sampled_from(["long", "full"]))
def test_a_date_in_words_is_read_back(day, language, form):
    (moment,) = moments(format_date(day, form, locale=language), language)
    assert (moment.year, moment.month, moment.day) == (day.year, day.month, day.day)
    assert moment.weekday == (day.weekday() if form == "full" else None)
    assert not moment.contradicts_itself


@given(DATES)
def test_the_same_date_agrees_across_languages(day):
    (ours,), (theirs,) = (moments(format_date(day, "full", locale=language), language) for language in ("id", "en"))
    assert agreement(ours, theirs) == 4


@given(DATES, DATES)
def test_agreement_does_not_depend_on_the_side(one, other):
    left, right = (Moment(0, 1, day.year, day.month, day.day) for day in (one, other))
    assert agreement(left, right) == agreement(right, left) == (3 if one == other else None)


def test_a_weekday_may_contradict_its_date():
    assert [moment.contradicts_itself for moment in moments("Sunday, 30 December 2023; Friday, 31 June", "en")] == [
        True,
        True,
    ]


def test_times_of_two_zones_agree():
    (ours,), (theirs,) = moments("pukul 14.00 WIB", "id"), moments("at 07:00 GMT", "en")
    assert agreement(ours, theirs) == 1


def test_a_time_without_a_part_of_the_day_may_be_either():
    (morning,), (evening,), (either,) = moments("7:30 a.m.", "en"), moments("7:30 p.m.", "en"), moments("7:30", "en")
    assert agreement(morning, evening) is None
    assert agreement(either, morning) == agreement(either, evening) == 1

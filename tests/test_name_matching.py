"""Names looked up on the other side."""

import pytest

from aligncheck.facts.exonyms import calendar_words, renderings, single_names
from aligncheck.facts.name_matching import Match, Side, match
from aligncheck.facts.names import names_in


def matches(source: str, target: str, languages: tuple[str, str] = ("id", "en")) -> dict[str, str]:
    side = Side(target, 0, len(target), languages[1])
    own = Side(source, 0, len(source), languages[0])
    names = names_in(source, 0, len(source), *languages)
    return {
        word.text: match(word, side, languages[0], own.keys).match
        for name in names
        for word in name.words
        if word.is_kept
    }


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("di Widjojanto", "by Widjojanto's", Match.FOUND),
        ("di Widjojanto", "by Widjojnato", Match.MISSPELT),
        ("di Widjojanto", "by Marsudi", Match.MISSING),
        ("di Iran", "the Iranian government", Match.FOUND),
        ("di Wina", "in Vienna", Match.FOUND),
        ("di Prancis", "in France", Match.FOUND),
        ("di AS", "in the U.S. today", Match.FOUND),
        ("di MedcoEnergi", "by Medco Energi", Match.FOUND),
        ("di Wuhan", "in Whan", Match.MISSPELT),
        ("di Argentina", "the Argentine team", Match.FOUND),
        ("di Meksiko", "the Mexican team", Match.FOUND),
        ("di Dubai", "in Dubi", Match.MISSPELT),
        ("di Jakarta", "in the capital of Indonesia", Match.MISSING),
        ("di Jakarta", "in Djakarta", Match.FOUND),
        ("bersama Clinton", "with Hilary Clinson", Match.MISSPELT),
    ],
)
def test_forms_of_a_name(source: str, target: str, expected: Match):
    assert list(matches(source, target).values()) == [expected]


def test_another_name_of_the_source_is_no_misspelling():
    assert matches("oleh Hartano dan Hartono", "by Hartono")["Hartano"] is Match.MISSING


def test_renderings_go_both_ways_and_keep_what_is_the_same():
    assert "germany" in renderings("id", "en")["jerman"]
    assert "jerman" in renderings("en", "id")["germany"]
    assert renderings("id", "en")["tobago"] == {"tobago"}
    assert renderings("tlh", "en") == {}


def test_names_of_places_and_of_the_calendar():
    assert {"jerman", "wina"} <= single_names("id")
    assert {"senin", "agustus"} <= calendar_words("id")
    assert {"monday", "august"} <= calendar_words("en")
    assert calendar_words("tlh") == frozenset()

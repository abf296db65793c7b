"""Names of a text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligncheck.facts.names import Shape, key_of, names_in


def kept(text: str, language: str, other: str) -> list[list[str]]:
    names = names_in(text, 0, len(text), language, other)
    return [found for name in names if (found := [word.text for word in name.words if word.is_sure])]


@pytest.mark.parametrize(
    ("language", "other", "text", "expected"),
    [
        ("id", "en", "Ketua Komisi Pemilihan Umum Hasyim Asy'ari hadir.", [["Hasyim", "Asy'ari"]]),
        (
            "id",
            "en",
            "Presiden bertemu Retno Marsudi dan Abdullah bin Zayed.",
            [["Retno", "Marsudi"], ["Abdullah", "Zayed"]],
        ),
        ("en", "id", "The State Intelligence Agency invited Widjojanto on Sunday.", [["Widjojanto"]]),
        ("en", "id", "I've seen that They're late.", []),
        ("de", "en", "Die Regierung traf Angela Merkel und den Ausschuss.", [["Angela", "Merkel"]]),
        ("tlh", "en", "Worf mach Qapla.", [["Worf"], ["Qapla"]]),
    ],
)
def test_what_is_kept(language: str, other: str, text: str, expected: list[list[str]]):
    assert kept(text, language, other) == expected


def test_offsets_are_those_of_the_whole_text():
    text = "Satu. Rapat dipimpin Retno Marsudi dari KPU."
    names = names_in(text, 6, len(text), "id", "en")
    assert [text[name.start : name.end] for name in names] == ["Retno Marsudi", "KPU"]
    assert [word.shape for word in names[1].words] == [Shape.ABBREVIATION]


def test_a_heading_tells_no_names():
    assert kept("GUBERNUR RESMIKAN JEMBATAN BARU HARI INI", "id", "en") == []


@given(st.text(max_size=80))
def test_words_are_slices_of_the_text(text: str):
    for name in names_in(text, 0, len(text), "id", "en"):
        for word in name.words:
            assert text[word.start : word.end] == word.text


@given(st.text(st.characters(categories=("Lu", "Ll"), max_codepoint=0x24F), min_size=1, max_size=12))
def test_apostrophes_and_possessives_do_not_tell_names_apart(word: str):
    assert key_of(word + "’s") == key_of(word + "'s") == key_of(word)

"""Quotations, speakers, and abbreviations explained in brackets."""

import pytest

from aligncheck.facts.expansions import expansions
from aligncheck.facts.quotations import attributions, marks, quotations


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('Ia berkata, "Kami akan datang besok."', [4]),
        ("„Wir kommen morgen“, sagte er.", [3]),
        ("»Wir kommen morgen«, sagte er.", [3]),
        ("He said: 'We will come tomorrow.'", [4]),
        ("It's the ministers' plan.", []),
        ('Die Film "Laskar Pelangi" und “Kebyar Kebyar”.', [2, 2]),
    ],
)
def test_quotations(text: str, words: list[int]):
    assert [quotation.words for quotation in quotations(text, 0, len(text), "en")] == words


@pytest.mark.parametrize(
    ("text", "number"), [('"a" b', 2), ("'We will come", 1), ("It's his", 0), ("``a''", 2), ("the ministers' plan", 0)]
)
def test_marks(text: str, number: int):
    assert marks(text, 0, len(text)) == number


@pytest.mark.parametrize(
    ("language", "other", "text", "speakers"),
    [
        ("id", "en", "Wiranto mengatakan Prabowo hadir.", ["Wiranto"]),
        ("id", "en", "Ini untuk Prabowo, kata Wiranto.", ["Wiranto"]),
        ("id", "en", "Menurut Wiranto, itu benar.", ["Wiranto"]),
        ("en", "id", "Wiranto said Prabowo was there.", ["Wiranto"]),
        ("en", "id", "It is true, said Wiranto.", ["Wiranto"]),
        ("en", "id", "He said it was true.", [None]),
        ("de", "en", "Steinmeier komme, sagte Merkel.", ["Merkel"]),
    ],
)
def test_speakers(language: str, other: str, text: str, speakers: list[str | None]):
    found = attributions(text, 0, len(text), language, other)
    assert [one.speaker and text[one.speaker.start : one.speaker.end] for one in found] == speakers


def test_a_word_of_saying_inside_a_quotation_is_part_of_it():
    text = '"Wiranto said so," he wrote.'
    assert [text[one.start : one.end] for one in attributions(text, 0, len(text), "en", "id")] == ["wrote"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("with the National Cyber and Crypto Agency (BSSN) today", "National Cyber and Crypto Agency"),
        ("According to the State Cipher Office (BSSN), it is", "State Cipher Office"),
        ("the year (2024) of KPU (see above)", None),
        ("the agency (BSSN)", None),
    ],
)
def test_expansions(text: str, words: str | None):
    found = expansions(text, 0, len(text), "en")
    assert [text[one.start : one.end] for one in found] == ([words] if words else [])

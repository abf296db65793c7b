"""Misspellings of capitalised words, names or not."""

import pytest
from test_facts_beads import context

from aligncheck.facts.misspelt_names import keys_of, misspellings


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("Ia bekerja di Bank Dunia.", "He works at the World Bamk.", [("Bank", "Bamk")]),
        ("Ia tiba di Medan.", "He arrived in Meddan.", [("Medan", "Meddan")]),
        ("Presiden datang.", "The Presdident came.", [("Presiden", "Presdident")]),
        ("Presiden datang.", "The President came.", []),
        ("Melanisme itu umum.", "Melanism is common.", []),
        ("Makroskopi itu sulit.", "Macroscopy is hard.", []),
        ("Ia bertemu Hartano dan Hartono.", "He met Hartono.", []),
        ("Ia tiba di KPUD.", "He arrived at KPUB.", []),
        ("Ia tiba di pasar.", "He arrived at the Pesar.", []),
    ],
)
def test_words_that_look_like_one_of_the_source(source: str, target: str, expected: list[tuple[str, str]]):
    pair = context((source, target))
    found = misspellings(pair, pair.alignment.beads[0], keys_of(pair.source))
    assert [(meant.text, word.text) for meant, word in found] == expected


def test_what_the_source_has_elsewhere_is_another_name():
    pair = context(("Ia bertemu Medan.", "He met Meddan."), ("Meddan pergi.", "Meddan left."))
    known = keys_of(pair.source)
    assert [list(misspellings(pair, bead, known)) for bead in pair.alignment.beads] == [[], []]

"""Abbreviations that a text explains, and what two texts make of one."""

import pytest
from test_facts_beads import context

from aligncheck.facts.expansions import equivalents, expansions, wrong_expansions


def test_the_words_before_the_brackets_explain():
    text = "Itu kata Komisi Pemilihan Umum (KPU)."
    (found,) = expansions(text, 0, len(text), "id")
    assert (found.abbreviation, text[found.start : found.end]) == ("KPU", "Komisi Pemilihan Umum")


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("They use Nonsteroidal Anti-Inflammatory Drugs (NAIDs).", {"OAINS": "NAIDs"}),
        ("They use Nonsteroidal Anti-Inflammatory Drugs (NATO).", {}),
        ("They use drugs.", {}),
    ],
)
def test_another_abbreviation_is_right_if_it_is_made_of_its_own_words(target: str, expected: dict[str, str]):
    assert equivalents(context(("Mereka memakai Obat Antiinflamasi Nonsteroid (OAINS).", target))) == expected


@pytest.mark.parametrize(
    ("target", "is_wrong"),
    [
        ("The General Elections Commission (KPU) said so.", False),
        ("The Red Cross Hospital (KPU) said so.", True),
        ("The KPU said so.", False),
    ],
)
def test_an_expansion_is_wrong_if_none_of_its_words_says_the_same(target: str, is_wrong: bool):
    found = wrong_expansions(context(("Itu kata Komisi Pemilihan Umum (KPU).", target)))
    assert bool(found) is is_wrong


def test_without_a_lexicon_no_expansion_is_wrong():
    texts = "Itu kata Komisi Pemilihan Umum (KPU).", "The Red Cross Hospital (KPU) said so."
    assert wrong_expansions(context(texts))
    assert wrong_expansions(context(texts, source_lang="de")) == {}

"""Negations and modal words of a text."""

import re
import tomllib
from importlib.resources import files

import pytest

from aligncheck.facts.negation import Denial, cues, denied_forms, modals
from aligncheck.langdata import languages

LANGUAGES = languages("negation")


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("id", "Ia tidak datang.", [Denial.NEGATION]),
        ("id", "Tidak hanya dia.", [Denial.NOT_ONLY]),
        ("id", "Itu tidak selalu benar.", [Denial.MILD]),
        ("id", "Ia tidak mau, tetapi mau tidak mau pergi.", [Denial.NEGATION, Denial.HINT, Denial.AFFIRMATION]),
        ("id", "Ia gagal.", [Denial.OPPOSITE]),
        ("en", "He didn’t come.", [Denial.NEGATION]),
        ("en", "Not only he.", [Denial.NOT_ONLY]),
        ("en", "No doubt.", [Denial.AFFIRMATION]),
        ("en", "It is unknown under the union.", [Denial.OPPOSITE]),
        ("en", "Unless it is so.", [Denial.OPPOSITE]),
        ("en", "He came.", []),
        ("de", "Keine Antwort.", [Denial.NEGATION]),
        ("de", "Unsere Antwort.", []),
        ("tlh", "not no", []),
    ],
)
def test_cues(language: str, text: str, expected: list[Denial]):
    assert [cue.denial for cue in cues(text, 0, len(text), language)] == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("id", "Ia harus pergi dan boleh pulang.", ["obligation", "permission"]),
        ("id", "Ia tidak boleh pergi.", ["prohibition"]),
        ("en", "He must not go.", ["prohibition"]),
        ("en", "He must go.", ["obligation"]),
        ("de", "Er darf nicht gehen.", ["prohibition"]),
    ],
)
def test_modals(language: str, text: str, expected: list[str]):
    assert [modal.says for modal in modals(text, 0, len(text), language)] == expected


@pytest.mark.parametrize(
    ("language", "word", "expected"),
    [
        ("en", "Infertile", ("fertile",)),
        ("en", "non-smoker", ("smoker",)),
        ("en", "careless", ("care",)),
        ("en", "stain-free", ("stain",)),
        ("en", "table", ()),
        ("de", "unklar", ("klar",)),
        ("tlh", "infertile", ()),
    ],
)
def test_a_beginning_or_ending_that_denies_is_taken_off(language: str, word: str, expected: tuple[str, ...]):
    assert denied_forms(word, language) == expected


def test_offsets_are_those_of_the_whole_text():
    text = "Tidak. Ia tidak datang."
    (cue,) = cues(text, 7, len(text), "id")
    assert (text[cue.start : cue.end], cue.start) == ("tidak", 10)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_pattern_of_the_data_compiles_and_takes_no_group_of_its_own(language: str):
    resource = files("aligncheck").joinpath("data", "negation", f"{language}.toml")
    table = tomllib.loads(resource.read_text(encoding="utf-8"))
    patterns = [pattern for value in table.values() if isinstance(value, list) for pattern in value]
    patterns += [pattern for value in table["modality"].values() for pattern in value]
    assert [pattern for pattern in patterns if re.compile(pattern).groups] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_all_lists(language: str):
    resource = files("aligncheck").joinpath("data", "negation", f"{language}.toml")
    table = tomllib.loads(resource.read_text(encoding="utf-8"))
    assert set(table) == {
        *("negations", "affirmations", "mild", "not_only", "only", "opposites", "hints", "prefixes", "not_prefixed"),
        *("denying_prefixes", "denying_suffixes", "modality"),
    }
    assert set(table["modality"]) == {"obligation", "prohibition", "permission", "advice"}

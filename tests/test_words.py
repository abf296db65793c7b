"""Words and what stands around them."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligncheck.words import Word, count_words, fold, is_glossed, opens_sentence, words


def texts(text: str) -> list[str]:
    return [word.text for word in words(text)]


@given(st.text())
def test_offsets_give_the_words_back(text: str):
    found = list(words(text))
    assert [text[word.start : word.end] for word in found] == [word.text for word in found]
    assert all(one.end <= other.start for one, other in pairwise(found))


@given(st.text(alphabet="ab-' ."), st.text(alphabet="ab-' ."))
def test_a_stretch_is_read_as_if_it_were_alone(before: str, text: str):
    inside = [(word.text, word.start - len(before) - 1) for word in words(f"{before} {text}", len(before) + 1)]
    assert inside == [(word.text, word.start) for word in words(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Asy'ari’s rock'n'roll", ["Asy'ari’s", "rock'n'roll"]),
        ("well-known – known", ["well-known", "known"]),
        ("“Certainly,” he said.", ["Certainly", "he", "said"]),
        ("see http://a.id/b-c?d=e, www.a.id or me@a.co.id now", ["see", "or", "now"]),
        ("@someone said #something", ["said"]),
        ("H2O, B-52, 5-year-old, 3a and v1.2", ["and"]),
        ("e.g. U.S. and readme.txt", ["and"]),
        ("AT&T and/or", []),
        ("हिन्दी भाषा", ["हिन्दी", "भाषा"]),
        ("ne\N{COMBINING ACUTE ACCENT}e 1", ["ne\N{COMBINING ACUTE ACCENT}e"]),
        ("co\N{SOFT HYPHEN}operate", ["co\N{SOFT HYPHEN}operate"]),
        ("", []),
    ],
)  # fmt: skip
def test_words(text: str, expected: list[str]):
    assert texts(text) == expected


def test_parts_of_a_hyphenated_word_keep_their_places():
    (word,) = words("a self-made-up story"[2:-6])
    assert word.parts() == (Word("self", 0, 4), Word("made", 5, 9), Word("up", 10, 12))


def test_a_word_without_hyphen_is_its_own_part():
    word = Word("plain", 3, 8)
    assert word.parts() == (word,)


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str):
    assert fold(fold(text)) == fold(text)


def test_fold_ignores_case_accents_and_apostrophe_shapes():
    assert fold("É’T\N{SOFT HYPHEN}é") == fold("e'te")


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("Rain fell", "Rain", True),
        ("It fell. Rain stopped", "Rain", True),
        ('He said: "Rain fell"', "Rain", True),
        ("the “Rain fell", "Rain", True),
        ("(Rain) fell", "Rain", True),
        ("the Rain fell", "Rain", False),
        ("x-Rain fell", "Rain", False),
    ],
)
def test_opens_sentence(text: str, word: str, expected: bool):
    assert opens_sentence(text, text.index(word), 0) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the kelurahan (urban village) office", True),
        ("the urban village (kelurahan) office", True),
        ("the “kelurahan” office", True),
        ("the 'kelurahan yang lama' office", True),
        ("“The kelurahan is closed today,” he said", False),
        ("the people's kelurahan and the dogs' bowl", False),
        ("the kelurahan office", False),
        ("(closed) kelurahan office", False),
    ],
)
def test_is_glossed(text: str, expected: bool):
    word = next(word for word in words(text) if word.text == "kelurahan")
    assert is_glossed(text, word, 0, len(text)) is expected


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [("Two roads were closed.", "en", 4), ("", "en", 0), ("今天下雨了", "zh", 4), ("", "zh", 0)],
)
def test_count_words(text: str, language: str, expected: int):
    assert count_words(text, language) == expected

import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from sentencex import get_sentence_boundaries

from aligncheck.config import Options
from aligncheck.document import line_spans
from aligncheck.langdata import languages, load
from aligncheck.segmenters import SEGMENTERS
from aligncheck.segmenters.boundaries import boundaries
from aligncheck.segmenters.language import LanguageRules, language_rules
from aligncheck.segmenters.rules import WINDOW_LENGTH
from aligncheck.segmenters.spans import MAX_SEGMENT_LENGTH, bounded

TABLES = {
    path.stem: tomllib.loads(path.read_text("utf-8")) for path in Path(__file__).parent.glob("segmentation/*.toml")
}
ROWS = [
    pytest.param(language, parts, id=f"{language}-{number}: {why}")
    for language, table in TABLES.items()
    for number, parts, why in table["rows"]
]
UNSPACED = {"ja", "zh"}
ABBREVIATION_LISTS = ("never_final", "before_number", "final_before_starter", "final_before_capital")

# Pieces that the rules look at, so that hypothesis meets them often, among any other characters.
PIECES = [
    *".!?…。！\"'”“«»()[]<>{}*,:-•",
    "..", "?!", "1.", "a.", "IV.", "(1)", "[3]", "dll.", "Dr.", "U.S.", "etc.", "Jl.", "kata", "Ia", "e-KTP",
    " ", "  ", "\t", "\n", "\r", "\r\n", "\0", "\u2028", "\u2029", "\x85", "\f", "\x1c", "\u00a0", "\u200b", "\u200d",
    "\u0301", "\ufe0f", "\U0001f468\u200d\U0001f469", "\U0001f44d\U0001f3fd", "これは。", "「はい。」", "مرحبا؟", "क।",
]  # fmt: skip
TEXTS = st.one_of(st.text(), st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=3))).map("".join))
LANGUAGES = st.sampled_from([*TABLES, "zh", "ar", "th", "xx", ""])


def segment(text, language="en", segmenter="rules"):
    return [text[s.start : s.end] for s in SEGMENTERS[segmenter].segment(text, language)]


@pytest.mark.parametrize(("language", "parts"), ROWS)
def test_golden_rules(language, parts):
    text = parts.replace("|", "" if language in UNSPACED else " ")
    assert "|".join(segment(text, language)) == parts


@pytest.mark.parametrize("language", TABLES)
def test_golden_rules_are_numbered_and_named_after_their_language(language):
    table = TABLES[language]
    assert table["language"] == language
    assert [row[0] for row in table["rows"]] == list(range(1, len(table["rows"]) + 1))


def test_every_language_with_data_has_golden_rules():
    assert set(languages("segmentation")) <= set(TABLES)
    assert min(len(TABLES[language]["rows"]) for language in ("id", "en")) >= 40


@pytest.mark.parametrize("name", SEGMENTERS)
@given(text=TEXTS, language=LANGUAGES)
@example(text=".\u2028\x1f:", language="de")  # sentencex cuts inside the white space
def test_segments_and_whitespace_give_the_text_back(name, text, language):
    segments = SEGMENTERS[name].segment(text, language)
    assert [s.index for s in segments] == list(range(len(segments)))
    position = 0
    for s in segments:
        assert s.start < s.end
        assert text[position : s.start].strip() == ""
        assert text[s.start : s.end] == text[s.start : s.end].strip()
        assert name == "presplit" or s.end - s.start <= MAX_SEGMENT_LENGTH
        position = s.end
    assert text[position:].strip() == ""


@given(TEXTS, LANGUAGES, st.integers(1, 30))
def test_no_text_is_lost_between_windows(text, language, window_length):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("aligncheck.segmenters.rules.WINDOW_LENGTH", window_length)
        assert "".join("".join(segment(text, language)).split()) == "".join(text.split())


@pytest.mark.parametrize("name", SEGMENTERS)
@given(text=TEXTS, language=LANGUAGES)
def test_no_segment_crosses_a_line(name, text, language):
    lines = list(line_spans(text))
    for s in SEGMENTERS[name].segment(text, language):
        assert any(start <= s.start and s.end <= end for start, end in lines)


@pytest.mark.parametrize("name", SEGMENTERS)
def test_segmenters_are_listed_under_their_own_name(name):
    assert SEGMENTERS[name].name == name


def test_rules_are_the_default():
    assert SEGMENTERS[Options().segmenter].name == "rules"


@given(TEXTS, LANGUAGES)
def test_sentencex_counts_code_points(text, language):
    # The rules add its offsets to ours without converting or searching; a release that counts bytes must fail here.
    found = get_sentence_boundaries(language, text)
    assert [text[b["start_index"] : b["end_index"]] for b in found] == [b["text"] for b in found]
    assert "".join(b["text"] for b in found) == text


@pytest.mark.parametrize("name", SEGMENTERS)
@pytest.mark.parametrize("text", ["", " ", "\r\n\n\r\t", "\u2028"])
def test_blank_texts_have_no_segments(name, text):
    assert SEGMENTERS[name].segment(text, "id") == ()


def test_presplit_keeps_lines_whatever_they_hold():
    long = "x " * MAX_SEGMENT_LENGTH
    assert segment(f"One. Two.\r\n\n  Three \r{long}", segmenter="presplit") == ["One. Two.", "Three", long.strip()]


def test_characters_that_some_programs_take_for_line_breaks_end_sentences():
    assert segment("Heading\u2028text\x0cmore") == ["Heading", "text", "more"]


def test_unknown_languages_are_no_error():
    assert segment("Foo bar. Baz qux.", "no-such-language") == ["Foo bar.", "Baz qux."]


def test_text_in_lower_case_is_cut_where_sentencex_cuts():
    assert segment("apakah anda sakit? di mana?", "id") == ["apakah anda sakit?", "di mana?"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ini kalimat.Itu juga kalimat.", ["Ini kalimat.", "Itu juga kalimat."]),
        ("Lihat detik.com atau U.S.A hari ini.", ["Lihat detik.com atau U.S.A hari ini."]),
    ],
)
def test_a_missing_blank_hides_a_boundary_only_if_the_words_are_unusual(text, expected):
    assert segment(text, "id") == expected


def test_boundaries_without_data_leave_initials_to_sentencex():
    text = "Foo met J. Smith. Bar left."
    assert boundaries(text, LanguageRules("xx")) == [text.index("Bar")]


def test_long_lines_are_cut_at_the_last_whitespace_within_the_limit():
    words = "word " * MAX_SEGMENT_LENGTH
    pieces = segment(words)
    assert " ".join(pieces) == words.strip()
    assert all(MAX_SEGMENT_LENGTH - len("word ") < len(piece) <= MAX_SEGMENT_LENGTH for piece in pieces[:-1])


def test_a_line_of_whitespace_between_words_is_walked_through():
    assert segment("One" + " " * (3 * WINDOW_LENGTH) + "two. Three." + "\t" * WINDOW_LENGTH + "Four.") == [
        "One",
        "two.",
        "Three.",
        "Four.",
    ]


def test_long_words_are_cut_hard():
    assert [len(piece) for piece in segment("x" * (2 * MAX_SEGMENT_LENGTH + 1))] == [MAX_SEGMENT_LENGTH] * 2 + [1]


@pytest.mark.parametrize(
    ("cluster", "limit"),
    [("e\u0301", 3), ("\U0001f468\u200d\U0001f469", 4), ("\U0001f44d\U0001f3fd", 3), ("\u2764\ufe0f", 3)],
)
def test_hard_cuts_spare_clusters(cluster, limit):
    text = cluster * 3
    assert [text[start:end] for start, end in bounded(text, 0, len(text), limit)] == [cluster] * 3


def test_a_stack_of_marks_longer_than_writing_has_is_cut_all_the_same():
    text = "e" + "\u0301" * 500
    assert [end - start for start, end in bounded(text, 0, len(text), 100)] == [100] * 5 + [1]


@given(
    st.lists(st.sampled_from(["Ia pergi ke sana.", "Mereka datang lagi!", "Benarkah begitu?"]), min_size=1), st.data()
)
def test_windows_do_not_show(sentences, data):
    filler = "Kalimat ini hanya mengisi tempat. " * (data.draw(st.integers(0, WINDOW_LENGTH // 34)))
    text = filler + " ".join(sentences) + " " + filler * 2
    expected = [*filler.split(". "), *sentences]
    assert segment(text, "id")[len(expected) - len(sentences) - 1 :][: len(sentences)] == sentences


@pytest.mark.parametrize("language", languages("segmentation"))
def test_abbreviations_are_listed_once_and_without_their_last_period(language):
    lists = load("segmentation", language).get("abbreviations", {})
    assert set(lists) <= set(ABBREVIATION_LISTS)
    for forms in lists.values():
        assert len(forms) == len(set(forms))
        assert not [form for form in forms if form.endswith(".") or form != form.strip() or " " in form]
    rules = language_rules(language)
    verdicts = (rules.never_final, rules.final_before_starter, rules.final_before_capital)
    assert not [left & right for left, right in pairwise([*verdicts, verdicts[0]]) if left & right]


def test_forms_with_capitals_come_from_forms_in_lower_case():
    assert {"dll", "Dll", "DLL"} <= language_rules("id").final_before_capital
    assert "sat" not in language_rules("en").final_before_starter

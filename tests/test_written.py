"""Errors that writers put into right translations: edits become texts, tags and errors."""

import csv
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligncheck.errors import InputError
from aligncheck.estimator.tokens import tokenise
from aligncheck.finding import Category, Severity
from aligncheck.training.composed import read_composed_texts
from aligncheck.training.gareng import SYSTEMS
from aligncheck.training.splits import Split
from aligncheck.training.written import (
    BASES,
    COMPOSED,
    FILES,
    TICO19,
    Edit,
    WrittenErrors,
    with_errors,
    written_errors,
)

HEAD = ["base", "line", "category", "severity", "source", "source_nth", "target", "target_nth", "replacement"]
TEXTS = {("gnmt", 7): ("Ia segera memberi jaminan.", "He soon gave a guarantee.")}


def rows(*marks):
    return ["\t".join(HEAD), *("\t".join(("gnmt", "7", *mark)) for mark in marks)]


def made(*marks):
    (written,) = written_errors(rows(*marks), TEXTS)
    return with_errors(written, written.edits)


def bad_words(output):
    example = output.example
    return [word for word, bad in zip(example.target.words(), example.target_bad, strict=True) if bad]


def test_a_wrong_word_and_its_source_word_are_tagged():
    output = made(("mistranslation", "major", "jaminan", "1", "a guarantee", "1", "a collateral"))
    assert output.example.target.text == "He soon gave a collateral."
    assert bad_words(output) == ["collateral"]
    assert output.example.source_bad == (False, False, False, True, False)
    assert not any(output.example.gap_bad)
    (error,) = output.errors
    assert (error.category, error.severity) == (Category.MISTRANSLATION, Severity.MAJOR)
    assert (error.source, error.target) == (range(3, 4), range(4, 5))


def test_words_left_out_leave_a_gap():
    output = made(("omission", "minor", "segera", "1", "soon", "1", ""))
    assert output.example.target.text == "He gave a guarantee."
    assert bad_words(output) == []
    assert [k for k, bad in enumerate(output.example.gap_bad) if bad] == [1]
    assert output.errors[0].target == range(1, 1)


@pytest.mark.parametrize(
    ("quote", "replacement", "text", "wrong"),
    [
        ("gave", "gave them", "He soon gave them a guarantee.", ["them"]),
        ("soon", "very soon", "He very soon gave a guarantee.", ["very"]),
        ("He", "It He", "It He soon gave a guarantee.", ["It"]),
    ],
)
def test_of_added_words_only_those_are_wrong(quote, replacement, text, wrong):
    output = made(("addition", "minor", "", "", quote, "1", replacement))
    assert output.example.target.text == text
    assert bad_words(output) == wrong
    assert not any(output.example.source_bad)


def test_edits_are_made_together_or_some_of_them():
    marks = (
        ("omission", "minor", "segera", "1", "soon", "1", ""),
        ("grammar", "minor", "memberi", "1", "gave", "1", "giving"),
    )
    (written,) = written_errors(rows(*marks), TEXTS)
    assert with_errors(written, written.edits).example.target.text == "He giving a guarantee."
    one = with_errors(written, written.edits[1:])
    assert one.example.target.text == "He soon giving a guarantee."
    assert len(one.errors) == 1
    none = with_errors(written, ()).example
    assert none.target.text == TEXTS["gnmt", 7][1]
    assert not any((*none.target_bad, *none.source_bad, *none.gap_bad))


def test_translations_of_other_splits_are_left_out():
    assert written_errors(["\t".join(HEAD), "\t".join(("reference", "7", *[""] * 7))], TEXTS) == []


def test_edits_that_overlap_are_refused():
    marks = (("grammar", "minor", "", "", "gave a", "1", "x"), ("grammar", "minor", "", "", "a guarantee", "1", "y"))
    with pytest.raises(InputError, match="overlap"):
        written_errors(rows(*marks), TEXTS)


def test_a_quote_that_is_not_there_is_named():
    with pytest.raises(InputError, match=r"the written errors: 'took' \(occurrence 1\)"):
        written_errors(rows(("grammar", "minor", "", "", "took", "1", "x")), TEXTS)


@pytest.mark.parametrize("file", FILES)
def test_the_edits_that_ship_are_well_formed(file):
    text = files("aligncheck").joinpath("training", file).read_text(encoding="utf-8")
    lines = text.splitlines()
    assert lines[0].split("\t") == HEAD
    marks = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    keys = [(mark["base"], int(mark["line"])) for mark in marks]
    assert keys == sorted(keys)
    for mark in marks:
        assert mark["base"] in (*BASES, TICO19, COMPOSED)
        assert Category(mark["category"])
        assert Severity(mark["severity"])
        assert mark["target"], mark
        assert mark["target_nth"].isdigit(), mark
        assert mark["replacement"] != mark["target"], mark
        assert bool(mark["source"]) == mark["source_nth"].isdigit(), mark


def test_what_moves_or_only_stands_beside_the_error_is_right():
    output = made(("omission", "minor", "segera", "1", "He soon gave", "1", "Gave"))
    assert output.example.target.text == "Gave a guarantee."
    assert bad_words(output) == []
    assert [k for k, bad in enumerate(output.example.gap_bad) if bad] == [0]
    output = made(("mistranslation", "minor", "", "", "a guarantee", "1", "a good guarantee and promise"))
    assert bad_words(output) == ["good", "and", "promise"]


def test_a_quote_within_a_word_is_refused():
    with pytest.raises(InputError, match="no whole words"):
        written_errors(rows(("omission", "minor", "", "", "gave a guarant", "1", "")), TEXTS)


@given(st.data())
def test_only_what_an_edit_touches_changes(data):
    words = data.draw(st.lists(st.sampled_from(["one", "two", "three", "four"]), min_size=2, max_size=8))
    text = " ".join(words) + "."
    at = data.draw(st.integers(0, len(words) - 1))
    start = len(" ".join([*words[:at], ""]))
    replacement = data.draw(st.sampled_from(["", "five", "five six", words[at] + " five"]))
    edit = Edit(Category.GRAMMAR, Severity.MINOR, range(0), start, start + len(words[at]), replacement)
    example = with_errors(WrittenErrors(tokenise("satu"), tokenise(text), (edit,), "test"), (edit,)).example
    assert list(example.target.words()) == [*words[:at], *replacement.split(), *words[at + 1 :], "."]
    assert not example.target.text.startswith(" ")
    assert "  " not in example.target.text
    assert sum(example.target_bad) == len([word for word in replacement.split() if word != words[at]])
    assert any(example.gap_bad) == (not replacement)


def test_composed_errors_fit_their_pairs():
    pairs = {(COMPOSED, n): pair for split in Split for n, pair in read_composed_texts(split).items()}
    text = files("aligncheck").joinpath("training", "composed_errors.tsv").read_text(encoding="utf-8")
    found = written_errors(text.splitlines(), pairs)
    assert len(found) > 500
    for written in found:
        for edit in written.edits:
            example = with_errors(written, [edit]).example
            assert any(example.target_bad) or any(example.gap_bad), (written, edit)


def test_errors_are_written_into_outputs_without_any():
    folder = files("aligncheck").joinpath("training")

    def marks(file):
        lines = folder.joinpath(file).read_text(encoding="utf-8").splitlines()
        return csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)

    read = {(mark["system"], mark["line"]): mark["category"] for mark in marks("gareng_errors.tsv")}
    outputs = {(mark["base"], mark["line"]) for mark in marks("written_errors.tsv") if mark["base"] in SYSTEMS}
    assert len(outputs) > 1000
    assert {read[key] for key in outputs} == {""}

"""Errors that writers put into right translations: edits become texts, tags and errors."""

import csv
from importlib.resources import files

import pytest

from aligncheck.errors import InputError
from aligncheck.finding import Category, Severity
from aligncheck.training.written import BASES, COMPOSED, FILES, TICO19, with_errors, written_errors

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

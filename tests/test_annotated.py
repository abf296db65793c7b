import csv
from importlib.resources import files

import pytest

from aligncheck.errors import InputError
from aligncheck.finding import Category, Severity
from aligncheck.training.annotated import FILE, annotated_outputs

HEAD = ["line", "system", "category", "severity", "source", "source_nth", "target", "target_nth"]
LINES = {7: {"id": "Ia tidak datang, ia pergi.", "gnmt/en": "He came, he left left.", "gareng/en": "He did not come."}}


def rows(*marks):
    return ["\t".join(HEAD), *("\t".join((*mark, *[""] * (len(HEAD) - len(mark)))) for mark in marks)]


def test_an_output_that_was_read_without_a_mark_is_clean():
    (output,) = annotated_outputs(rows(("7", "gareng")), LINES)
    assert output.errors == ()
    assert not any(output.example.target_bad)
    assert not any(output.example.source_bad)
    assert output.example.gap_bad == (False,) * (len(output.example.target.tokens) + 1)
    assert output.example.origin == "gareng/gareng/id-en"


def test_quotes_become_tags_of_the_tokens_they_touch():
    (output,) = annotated_outputs(
        rows(
            ("7", "gnmt", "negation", "critical", "tidak", "1", "came", "1"),
            ("7", "gnmt", "addition", "minor", "", "", "left", "2"),
            ("7", "gnmt", "omission", "major", "ia", "1"),
        ),
        LINES,
    )
    assert [(error.category, error.severity) for error in output.errors] == [
        (Category.NEGATION, Severity.CRITICAL),
        (Category.ADDITION, Severity.MINOR),
        (Category.OMISSION, Severity.MAJOR),
    ]
    words = output.example.target.words()
    assert [word for word, bad in zip(words, output.example.target_bad, strict=True) if bad] == ["came", "left"]
    assert output.errors[1].target == range(5, 6)
    assert output.errors[2].target == range(0)
    assert [i for i, bad in enumerate(output.example.source_bad) if bad] == [1, 4]
    assert output.example.gap_bad is None


def test_lines_of_other_splits_are_left_out():
    assert annotated_outputs(rows(("8", "gnmt")), LINES) == []


def test_a_quote_that_is_not_there_is_named():
    with pytest.raises(InputError, match=r"'came' \(occurrence 2\) is not in 'He came, he left left\.'"):
        annotated_outputs(rows(("7", "gnmt", "negation", "critical", "", "", "came", "2")), LINES)


def test_the_annotations_that_ship_are_well_formed():
    text = files("aligncheck").joinpath("training", FILE).read_text(encoding="utf-8")
    lines = text.splitlines()
    assert lines[0].split("\t") == HEAD
    marks = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    outputs = [(int(mark["line"]), mark["system"]) for mark in marks]
    assert outputs == sorted(outputs)
    for mark in marks:
        assert mark["system"] in ("gareng", "gnmt")
        if not mark["category"]:
            assert outputs.count((int(mark["line"]), mark["system"])) == 1
            continue
        category = Category(mark["category"])
        assert Severity(mark["severity"])
        assert bool(mark["target"]) != (category is Category.OMISSION), mark
        assert mark["source"] or category is not Category.OMISSION, mark
        assert all(bool(mark[side]) == mark[f"{side}_nth"].isdigit() for side in ("source", "target")), mark

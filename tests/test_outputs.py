import pytest

from aligncheck.outputs import Destination, plan

SUFFIXES = {"table": ".txt", "json": ".json", "html": ".html"}


@pytest.mark.parametrize(
    ("formats", "outputs", "expected"),
    [
        ([], [], [("table", "-")]),
        (["json"], [], [("json", "-")]),
        ([], ["a.html"], [("html", "a.html")]),
        ([], ["a.HTML", "-"], [("html", "a.HTML"), ("table", "-")]),
        (["json", "html"], ["a", "b"], [("json", "a"), ("html", "b")]),
        (["json", "table"], ["a.json"], [("json", "a.json"), ("table", "-")]),
    ],
)
def test_formats_and_files_are_matched_by_position(formats, outputs, expected):
    assert plan(formats, outputs, SUFFIXES) == tuple(Destination(*pair) for pair in expected)


@pytest.mark.parametrize(
    ("formats", "outputs", "message"),
    [
        (["yaml"], [], "unknown format 'yaml'; known are table, json, html"),
        (["json"], ["a", "b"], r"more files \(2\) than formats \(1\)"),
        (["json", "html"], [], "two reports for standard output"),
        ([], ["report.pdf"], "cannot tell the format of 'report.pdf' from its suffix"),
    ],
)
def test_what_cannot_be_matched_is_an_error_that_says_why(formats, outputs, message):
    with pytest.raises(ValueError, match=message):
        plan(formats, outputs, SUFFIXES)

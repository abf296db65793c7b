"""The Markdown report, read by a CommonMark parser: texts under review stay text."""

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from samples import SAMPLES, verdict

from aligncheck.formats.markdown import MAX_ROWS, MarkdownFormat, escape

PARSER = MarkdownIt("commonmark").enable("table")
COMMENT = "<!-- -->"
SUB = ("<sub>", "</sub>")
DETAILS = re.compile(r"<details><summary>\d+ findings?: [\w ,]+</summary>|</details>")
ALPHABET = st.characters(exclude_categories=["C", "Z"]) | st.sampled_from("\\`*_[]()<>&#@!|~$ ")


def inline_tokens(markdown):
    return [token for block in PARSER.parse(markdown) for token in block.children or ()]


def shown(markdown):
    """Return what a reader sees of a paragraph."""
    return "".join(token.content for token in inline_tokens(markdown) if token.content != COMMENT)


@given(st.text(alphabet=ALPHABET, min_size=1))
def test_escaped_text_shows_as_itself(text):
    line = " ".join(text.split())
    assert shown(f"x: {escape(line)} :x") == f"x: {line} :x"


@pytest.mark.parametrize("sample", sorted(SAMPLES))
def test_no_text_becomes_markup(sample):
    report = SAMPLES[sample]
    markdown = MarkdownFormat().render(report, verdict(report))
    blocks = [token.content.strip() for token in PARSER.parse(markdown) if token.type == "html_block"]
    assert all(DETAILS.fullmatch(block) for block in blocks)
    tokens = inline_tokens(markdown)
    assert {token.type for token in tokens} <= {
        "text", "text_special", "softbreak", "code_inline", "html_inline",
        "strong_open", "strong_close", "em_open", "em_close",
    }  # fmt: skip
    assert {token.content for token in tokens if token.type == "html_inline"} <= {COMMENT, *SUB}


def cells(report):
    tokens = PARSER.parse(MarkdownFormat().render(report, verdict(report)))
    return [token.content for before, token in pairwise(tokens) if before.type == "td_open"]


def test_every_candidate_has_a_row_of_six_cells_and_where_there_are_several_translations_of_seven():
    for name, report in SAMPLES.items():
        assert len(cells(report)) == (7 if name == "several" else 6) * len(report.pairs)


def test_of_many_pairs_those_without_anything_to_say_are_counted_only():
    clean, wrong = SAMPLES["several"].pairs
    report = replace(SAMPLES["several"], pairs=(*[clean] * MAX_ROWS, wrong))
    assert len(cells(report)) == 7
    assert "20 of 21 pairs have nothing open" in MarkdownFormat().render(report, verdict(report))
    quiet = replace(report, pairs=(clean,) * 200)
    assert cells(quiet) == []
    assert len(MarkdownFormat().render(quiet, verdict(quiet))) < 500


def test_a_report_without_pairs_has_no_table():
    nothing = replace(SAMPLES["empty"], pairs=())
    assert cells(nothing) == []
    assert "no translation changed" in MarkdownFormat().render(nothing, verdict(nothing))


def test_nobody_is_notified_and_no_address_becomes_a_link():
    assert escape("@all #12 http://a.example www.b.example") == (
        f"@{COMMENT}all #{COMMENT}12 http\\://a.example www\\.b.example"
    )

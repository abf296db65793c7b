"""The Markdown report, read by a CommonMark parser: texts under review stay text."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from samples import SAMPLES, verdict

from aligncheck.formats.markdown import MarkdownFormat, escape

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


def test_every_candidate_has_a_row_of_six_cells():
    for report in SAMPLES.values():
        tokens = PARSER.parse(MarkdownFormat().render(report, verdict(report)))
        assert sum(token.type == "td_open" for token in tokens) == 6 * len(report.pairs)


def test_nobody_is_notified_and_no_address_becomes_a_link():
    assert escape("@all #12 http://a.example www.b.example") == (
        f"@{COMMENT}all #{COMMENT}12 http\\://a.example www\\.b.example"
    )

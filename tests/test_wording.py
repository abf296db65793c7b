"""Words and figures that all formats share."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import SAMPLES

from aligncheck.finding import Severity
from aligncheck.formats.wording import HIDDEN, by_severity, kind, one_line, remarks, shorten, visible
from aligncheck.gate import Policy, judge


@given(st.text())
def test_visible_leaves_nothing_hidden_and_nothing_else_changed(text):
    shown = visible(text)
    assert not HIDDEN.search(shown)
    assert not set(shown) & set("\t\n\r")
    if shown.isprintable() and "[U+" not in shown:
        assert shown == text


@given(st.text(), st.integers(4, 40))
def test_shortened_text_keeps_to_its_width_and_begins_like_the_text(text, width):
    short = shorten(text, width)
    assert len(short) <= width
    assert one_line(text).startswith(short.removesuffix("…"))


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("a long sentence that goes on", 16, "a long sentence…"),
        ("abcdefghij", 5, "abcd…"),
        ("e\u0301" * 5, 6, "e\u0301e\u0301…"),  # an accent stays with its letter
        ("a👩‍👩‍👧b and more", 5, "a…"),  # a family is not parted
        ("two\n\nlines", 20, "two lines"),
    ],
)
def test_text_is_cut_where_it_can_be(text, width, expected):
    assert shorten(text, width) == expected


def test_findings_are_grouped_by_severity_the_worst_first_in_the_order_of_the_text():
    findings = SAMPLES["many"].findings
    groups = list(by_severity(findings))
    assert [severity for severity, _ in groups] == [Severity.CRITICAL, Severity.MAJOR, Severity.MINOR]
    for severity, group in groups:
        assert group == [finding for finding in findings if finding.severity is severity]


def test_the_rule_is_named_where_it_says_more_than_the_category():
    findings = SAMPLES["many"].findings
    assert kind(findings[-1]) == "addition (repetition)"
    assert kind(findings[0]) == "number"


NEVER = Policy(fail_on=None)
NO_ORIGINAL = "no original: the only candidate, tanya.id.txt, holds 0% of the translation (unrelated)"


@pytest.mark.parametrize(
    ("sample", "policy", "expected"),
    [
        ("empty", Policy(), "nothing was found"),
        ("one", Policy(), "1 finding, none of which fails the gate"),
        ("suppressed", NEVER, "1 finding (1 more accepted), none of which fails the gate"),
        ("many", NEVER, "8 findings, none of which fails the gate"),
        ("unrelated", NEVER, "nothing was checked: no candidate is an original of the translation"),
        (
            "unrelated",
            Policy(),
            "no original: the only candidate, tanya.id.txt, holds 0% of the translation (unrelated)",
        ),
    ],
)
def test_remarks_say_what_the_verdict_is_worth(sample, policy, expected):
    report = SAMPLES[sample]
    assert remarks(report, judge(report, policy)) == (expected,)

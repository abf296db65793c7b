"""JUnit XML, GitHub annotations and GitLab code quality, read back as the services read them."""

import json
import re
from dataclasses import replace

import pytest
from junitparser import JUnitXml
from samples import SAMPLES, verdict

from aligncheck.formats.github import GithubFormat
from aligncheck.formats.gitlab import GitlabFormat
from aligncheck.formats.junit import JunitFormat
from aligncheck.formats.wording import furniture
from aligncheck.gate import Policy, judge

SAMPLE_NAMES = sorted(SAMPLES)
COMMAND = re.compile(r"::(error|warning|notice) ([^:]*)::([^\r\n]*)")


def junit(sample):
    report = SAMPLES[sample]
    return JUnitXml.fromstring(JunitFormat().render(report, verdict(report)).encode())


@pytest.mark.parametrize("sample", SAMPLE_NAMES)
def test_junit_fails_exactly_when_the_gate_fails(sample):
    suites = list(junit(sample))
    (gate,) = [suite for suite in suites if suite.name == "gate"]
    judged = verdict(SAMPLES[sample])
    assert [result.message for case in gate for result in case.result] == list(judged.reasons)
    failures = [result for suite in suites if suite is not gate for case in suite for result in case.result]
    failed = [result for result in failures if type(result).__name__ == "Failure"]
    assert len(failed) == len(judged.failing)


@pytest.mark.parametrize("sample", SAMPLE_NAMES)
def test_junit_has_a_case_for_each_bead_that_is_not_furniture(sample):
    for pair, suite in zip(SAMPLES[sample].pairs, junit(sample), strict=False):
        beads = [bead for bead in pair.alignment.beads if not furniture(pair.source, pair.target, bead)]
        cases = [case for case in suite if re.match(r"\d+ \d+-\d+: ", case.name)]
        assert len(cases) == (len(beads) if pair.checked else 0)


def test_junit_says_what_was_not_checked_and_which_rules_could_not_look():
    (case,) = next(iter(junit("unrelated")))
    assert (case.name, case.result[0].message) == ("document", "not checked: unrelated")
    *_, rule = next(iter(junit("skipped")))
    assert (rule.name, rule.is_skipped) == ("rule non-word", True)


def test_junit_says_which_inputs_could_not_be_read_as_errors():
    _, first, second, _ = junit("unchecked")
    assert [(suite.name, suite.errors) for suite in (first, second)] == [
        ("en/b.txt from id/b.txt", 1),
        ("en/|[U+202E].txt from id/<b>`.txt", 1),
    ]
    (case,) = first
    assert case.result[0].message == "not checked: en/b.txt: the file holds no text (0 bytes). Give another file."


def test_github_and_gitlab_name_the_inputs_that_could_not_be_read():
    report = SAMPLES["unchecked"]
    lines = GithubFormat().render(report, verdict(report)).splitlines()
    assert lines[0].startswith("::error file=en/b.txt,title=aligncheck%3A not checked::en/b.txt: the file holds no")
    first, second = json.loads(GitlabFormat().render(report, verdict(report)))
    assert (first["location"]["path"], first["severity"]) == ("en/b.txt", "blocker")
    assert second["description"].startswith("Not checked: id/<b>`.txt: no such file.")


def test_junit_keeps_accepted_findings_out_of_the_failures():
    (first, second) = next(iter(junit("suppressed")))
    assert first.is_passed
    assert "[accepted: a brand | `name` <b>]" in first.system_out
    assert second.result[0].type == "major mistranslation"


@pytest.mark.parametrize("text", ["\ufffe", "\x0b", "\ud800"])
def test_junit_survives_what_xml_cannot_hold(text):
    report = SAMPLES["one"]
    pair = report.pairs[0]
    finding = replace(pair.findings[0], message=f"a{text}b")
    hostile = replace(report, pairs=(replace(pair, findings=(finding,)),))
    written = JunitFormat().render(hostile, verdict(hostile))
    assert f"a[U+{ord(text):04X}]b" in written
    assert JUnitXml.fromstring(written.encode())


@pytest.mark.parametrize("sample", SAMPLE_NAMES)
def test_github_has_a_command_a_line_and_the_verdict_last(sample):
    report = SAMPLES[sample]
    lines = GithubFormat().render(report, verdict(report)).removesuffix("\n").split("\n")
    assert all(COMMAND.fullmatch(line) for line in lines)
    notes = len(report.notes) + sum(len(pair.skipped) for pair in report.pairs)
    assert len(lines) == len(report.open_findings) + len(report.unchecked) + notes + 1
    assert lines[-1].startswith("::notice" if verdict(report).passed else "::error")


def test_github_puts_the_worst_first():
    report = SAMPLES["many"]
    words = [COMMAND.match(line)[1] for line in GithubFormat().render(report, verdict(report)).splitlines()[:-1]]
    assert words == sorted(words)
    assert (words[0], words[-1]) == ("error", "warning")


def test_github_properties_are_the_place_in_the_translation():
    report = SAMPLES["many"]
    first = GithubFormat().render(report, verdict(report)).splitlines()[0]
    fields = dict(field.split("=", 1) for field in COMMAND.match(first)[2].split(","))
    assert fields == {
        "file": "berita/terjemahan.txt",
        "line": "1",
        "endLine": "1",
        "col": "48",
        "endColumn": "50",
        "title": "critical number%2C high confidence%2C 96%25",
    }


@pytest.mark.parametrize("sample", SAMPLE_NAMES)
def test_gitlab_violations_have_what_the_widget_needs(sample):
    report = SAMPLES[sample]
    violations = json.loads(GitlabFormat().render(report, verdict(report)))
    checked = any(pair.checked for pair in report.pairs)
    assert len(violations) == len(report.open_findings) + len(report.unchecked) + (not checked)
    assert len({violation["fingerprint"] for violation in violations}) == len(violations)
    for violation in violations:
        assert set(violation) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert violation["severity"] in {"info", "minor", "major", "critical", "blocker"}
        lines = violation["location"]["lines"]
        assert 1 <= lines["begin"] <= lines["end"]


def test_gitlab_tells_equal_findings_apart():
    report = SAMPLES["one"]
    pair = report.pairs[0]
    doubled = replace(report, pairs=(replace(pair, findings=pair.findings * 2),))
    first, second = json.loads(GitlabFormat().render(doubled, judge(doubled, Policy())))
    assert first["fingerprint"].removesuffix("1") == second["fingerprint"].removesuffix("2")

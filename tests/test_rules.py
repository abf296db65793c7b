"""Every rule is explained, in one place for the command, the README and the reports."""

import re
import tomllib

import pytest
from click.testing import CliRunner

from aligncheck.cli import main
from aligncheck.detectors import DETECTORS, ESTIMATED
from aligncheck.rules import rules, rules_by_id
from aligncheck.settings import suppressions

IDS = [rule.id for rule in rules()]


def test_rules_are_the_detectors_in_their_order():
    detectors = (*DETECTORS, *ESTIMATED)
    assert [(rule.id, rule.category, rule.description) for rule in rules()] == [
        (detector.rule, detector.category, detector.description) for detector in detectors
    ]


@pytest.mark.parametrize("rule", rules(), ids=IDS)
def test_every_rule_is_explained_in_whole_sentences(rule):
    assert list(rule.severities) == sorted(rule.severities)
    assert list(rule.confidences) == sorted(rule.confidences)
    for sentence in (rule.description, rule.why, rule.wrong):
        assert re.fullmatch(r"[A-Z].+[.]", sentence)
    assert rule.example.marked in rule.example.source + "\n" + rule.example.target


@pytest.mark.parametrize("rule", rules(), ids=IDS)
def test_the_advice_how_to_silence_is_a_configuration(rule):
    (suppression,) = suppressions(tomllib.loads(rule.silence)["suppress"])
    assert (suppression.rule, suppression.text) == (rule.id, rule.example.marked)


def test_the_command_lists_all_and_explains_one():
    listed = CliRunner().invoke(main, ["rules"]).output
    for rule in rules():
        assert f"{rule.id}  (" in listed
        assert rule.example.marked in listed
    told = CliRunner().invoke(main, ["rules", "non-word"]).output
    assert told == f"non-word\n\n{rules_by_id()['non-word'].as_text()}\n"
    for part in ("Why it matters: ", "When it is wrong: ", "To silence it"):
        assert part in told


def test_an_unknown_rule_is_wrong_usage():
    result = CliRunner().invoke(main, ["rules", "spelling"])
    assert result.exit_code == 2
    assert "known are omission, " in result.stderr

"""Every rule is explained, in one place for the command, the README and the reports."""

import re
import tomllib

import pytest
from click.testing import CliRunner

from aligncheck.cli import main
from aligncheck.detectors import DETECTORS, ESTIMATED
from aligncheck.estimator import review
from aligncheck.finding import Confidence
from aligncheck.langdata import load
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


@pytest.mark.parametrize("detector", [*DETECTORS, *ESTIMATED], ids=IDS)
def test_levels_of_confidence_follow_from_what_was_measured_and_are_told_only_where_they_cannot(detector):
    measured = getattr(detector, "probabilities", None)
    told = load("rules", detector.rule).get("confidences")
    assert (told is None) is (measured is not None)
    if measured is None:
        # The score of a bead has no steps, nor has what the estimator's suspicions are worth.
        least = Confidence.of(review.LEAST_PROBABILITY if detector in ESTIMATED else 0.0)
        assert list(rules_by_id()[detector.rule].confidences) == [level for level in Confidence if level >= least]


@pytest.mark.parametrize("rule", rules(), ids=IDS)
def test_the_advice_how_to_silence_is_a_configuration(rule):
    (suppression,) = suppressions(tomllib.loads(rule.silence)["suppress"])
    assert (suppression.rule, suppression.text) == (rule.id, rule.example.marked)
    assert re.search(suppression.text, rule.example.marked)


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
    assert "there is no rule 'numbr'; did you mean 'number'?" in CliRunner().invoke(main, ["rules", "numbr"]).stderr

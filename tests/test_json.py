"""The JSON report: the contract of aligncheck-report/1."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import SAMPLES, verdict

from aligncheck.alignment import Alignment, Bead
from aligncheck.estimator.decision import Thresholds
from aligncheck.estimator.estimate import Estimate
from aligncheck.estimator.score_lines import score_of
from aligncheck.estimator.tokens import tokenise
from aligncheck.formats.beads import as_json
from aligncheck.formats.json import JsonFormat
from aligncheck.formats.layout import layout

SAMPLE_NAMES = sorted(SAMPLES)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda children: st.lists(children, max_size=3) | st.dictionaries(st.text(max_size=3), children, max_size=3),
    max_leaves=8,
)


def parse(sample):
    report = SAMPLES[sample]
    return json.loads(JsonFormat().render(report, verdict(report)))


@given(st.dictionaries(st.text(max_size=3), json_values, max_size=3), st.integers(0, 6))
def test_layout_loses_nothing(value, depth):
    assert json.loads(layout(value, depth=depth)) == value


@pytest.mark.parametrize("sample", SAMPLE_NAMES)
def test_offsets_index_the_text(sample):
    for pair, parsed in zip(SAMPLES[sample].pairs, parse(sample)["pairs"], strict=True):
        for side, document in (("source", pair.source), ("target", pair.target)):
            text = document.document.text
            assert [text[start:end] for start, end in parsed["segments"][side]] == document.texts()
            for finding in parsed["findings"]:
                if finding[side] is not None:
                    assert text[finding[side]["start"] : finding[side]["end"]] == finding[side]["text"]


@pytest.mark.parametrize("sample", SAMPLE_NAMES)
def test_beads_cover_every_segment_once(sample):
    for parsed in parse(sample)["pairs"]:
        for side in ("source", "target"):
            covered = [index for bead in parsed["beads"] for index in bead[side]]
            assert sorted(covered) == list(range(len(parsed["segments"][side])))


def test_has_exactly_the_fields_of_the_contract():
    report = parse("many")
    pair = report["pairs"][0]
    finding = pair["findings"][0]
    assert list(report) == ["schema", "signature", "notes", "unchecked", "pairs", "verdict"]
    assert list(report["signature"]) == ["aligncheck", "model", "estimator", "config"]
    assert list(report["verdict"]) == ["passed", "reasons", "exit_code"]
    assert list(pair) == [
        "source",
        "target",
        "language",
        "role",
        "coverage",
        "source_coverage",
        "checked",
        "quality",
        "skipped",
        "segments",
        "furniture",
        "beads",
        "findings",
    ]
    assert list(pair["beads"][0]) == ["kind", "source", "target", "score", "furniture", "moved", "quality"]
    assert list(finding) == [
        "rule",
        "category",
        "severity",
        "confidence",
        "probability",
        "message",
        "fingerprint",
        "source",
        "target",
        "facts",
        "suppressed",
    ]
    assert list(finding["facts"]) == ["source", "target"]
    assert list(finding["source"]) == ["start", "end", "text", "line", "column"]
    assert parse("one")["pairs"][0]["findings"][0]["source"] is None
    assert parse("one")["pairs"][0]["findings"][0]["facts"] is None
    assert list(parse("unchecked")["unchecked"][0]) == ["source", "target", "reason"]


def test_every_field_is_documented():
    told = (Path(__file__).parent.parent / "docs" / "json.md").read_text(encoding="utf-8")

    def fields(value):
        if isinstance(value, dict):
            yield from value
        for item in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
            yield from fields(item)

    numbers_of_segments = {str(number) for number in range(10)}
    used = {field for sample in SAMPLE_NAMES for field in fields(parse(sample))} - numbers_of_segments
    assert {field for field in used if f"`{field}`" not in told} == set()
    assert used >= {"facts", "unchecked", "exit_code"}


def test_the_fields_of_the_other_commands_are_documented():
    told = (Path(__file__).parent.parent / "docs" / "json.md").read_text(encoding="utf-8")
    pair = SAMPLES["many"].pairs[0]
    beads = json.loads(as_json(pair.source, pair.target, pair.alignment))
    nothing = tokenise("")
    scored = score_of(Estimate(nothing, nothing, (), (), (0.1,), 1.0), Thresholds(0.5, 0.5, 0.5))
    for field in (*beads, *beads["source"], *beads["beads"][0], *scored):
        assert f"`{field}`" in told


@pytest.mark.parametrize(("sample", "code"), [("empty", 0), ("many", 1), ("unchecked", 3)])
def test_the_verdict_names_the_exit_code(sample, code):
    assert parse(sample)["verdict"]["exit_code"] == code


def test_facts_are_told_as_they_were_understood():
    facts = [finding["facts"] for finding in parse("many")["pairs"][0]["findings"]]
    assert facts[0] == {"source": "21 juta = 21000000", "target": "12 million = 12000000"}
    assert facts[4] == {"source": "tetapi = but", "target": None}
    assert facts[1] is None


def test_a_bead_is_furniture_only_if_all_its_segments_are():
    pair = parse("many")["pairs"][0]
    assert [bead["source"] + bead["target"] for bead in pair["beads"] if bead["furniture"]] == [[2], [6], [6]]
    assert pair["furniture"] == {
        "source": {"2": "read-also", "6": "credit"},
        "target": {"6": "machine-translation-disclaimer"},
    }


@pytest.mark.parametrize(("score", "written"), [(0.914999, "0.91"), (np.float32(0.7), "0.7"), (-0.001, "0.0")])
def test_scores_have_two_decimals(score, written):
    pair = SAMPLES["empty"].pairs[0]
    alignment = Alignment((Bead(range(2), range(2), score),), 0.0)
    assert f'"score": {written},' in as_json(pair.source, pair.target, alignment)


def test_a_number_that_json_has_not_is_an_error():
    with pytest.raises(ValueError, match="JSON compliant"):
        layout({"score": float("nan")}, depth=1)


def test_a_bead_and_a_finding_take_a_line_each():
    report = SAMPLES["many"]
    lines = JsonFormat().render(report, verdict(report)).splitlines()
    assert sum('"kind"' in line for line in lines) == sum(len(pair.alignment.beads) for pair in report.pairs)
    assert sum('"rule"' in line for line in lines) == len(report.findings)

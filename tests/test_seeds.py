"""What the tool must say of the five seed articles, with the real model."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from aligncheck.cli import main
from aligncheck.finding import Confidence, Severity
from aligncheck.rules import rules_by_id

ROOT = Path(__file__).parent.parent
ORIGINAL = "seeds/001_c0247c813cad9aa5.txt"
ROLES = {
    ORIGINAL: "original",
    "seeds/000_1e2fec979fa1de0c.txt": "partial",
    "seeds/003_e2ac198bb388318c.txt": "unrelated",
    "seeds/004_9dc2b848eb7ce610.txt": "unrelated",
}

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def page_path(tmp_path_factory):
    return tmp_path_factory.mktemp("seeds") / "seeds.html"


@pytest.fixture(scope="module")
def output(model_cache, page_path):
    arguments = ["check", "seeds", "--format", "html", "--output", str(page_path), "--format", "json"]
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        result = CliRunner().invoke(main, arguments, catch_exceptions=False)
    assert result.exit_code == 1, result.stderr
    return result.stdout


@pytest.fixture(scope="module")
def pair(output):
    return json.loads(output)["pairs"][0]


def texts(pair: dict, side: str) -> list[str]:
    text = (ROOT / pair[side]).read_text(encoding="utf-8")
    return [text[start:end] for start, end in pair["segments"][side]]


def test_the_committed_report_is_what_the_tool_says_today(output):
    committed = json.loads((ROOT / "reports/seeds.json").read_text(encoding="utf-8"))
    assert without_figures(json.loads(output)) == without_figures(committed)
    # Processors differ in the last bits of what a model says, and in whether they calculate in bfloat16.
    assert list(figures(json.loads(output))) == pytest.approx(list(figures(committed)), abs=0.05)


def test_the_committed_page_is_what_the_tool_writes_today(output, page_path):
    pages = [path.read_text(encoding="utf-8") for path in (page_path, ROOT / "reports/seeds.html")]
    written, committed = (without_drawings(page) for page in pages)
    assert written == committed


def without_drawings(page: str) -> str:
    """Return a page without figures: those in words, links of words, and the drawings made of them."""
    page = re.sub(r' data-links="[^"]*"|<path[^>]*>', "", page)
    return re.sub(r"\d+(?:\.\d+)?", "#", page)


def without_figures(value):
    if isinstance(value, dict):
        return {key: without_figures(item) for key, item in value.items()}
    if isinstance(value, list):
        return [without_figures(item) for item in value]
    return None if isinstance(value, float) else value


def figures(value):
    if isinstance(value, float):
        yield value
    for item in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from figures(item)


def test_each_candidate_has_its_role(output):
    assert {pair["source"]: pair["role"] for pair in json.loads(output)["pairs"]} == ROLES


def test_the_original_is_checked_against_the_translation(pair):
    assert (pair["source"], pair["target"]) == (ORIGINAL, "seeds/002_03dc5822192064b2.txt")


def test_every_sentence_of_the_body_is_aligned_and_the_rest_is_furniture(pair):
    source, target = texts(pair, "source"), texts(pair, "target")
    lone = [bead for bead in pair["beads"] if not bead["source"] or not bead["target"]]
    assert all(bead["furniture"] for bead in lone)
    lines = [source[index] for bead in lone for index in bead["source"]]
    assert sum(line.startswith("Baca juga: ") for line in lines) == 4
    assert [line.split(":")[0] for line in lines if "juga" not in line] == ["Jakarta (ANTARA) -", "Pewarta", "Editor"]
    notice = " ".join(target[index] for bead in lone for index in bead["target"])
    assert notice.startswith("The English, Chinese, Japanese, Arabic, and French versions")
    assert notice.endswith("(system supported by DigitalSiber.id)")


def test_nothing_is_said_to_be_left_out_or_added(pair):
    assert {"omission", "addition"}.isdisjoint(finding["category"] for finding in pair["findings"])


def test_the_coined_word_is_found(pair):
    assert "Certaining" in [finding["target"]["text"] for finding in pair["findings"] if finding["rule"] == "non-word"]


def test_a_word_rendered_two_ways_is_found(pair):
    found = [finding for finding in pair["findings"] if finding["rule"] == "inconsistency"]
    assert [(finding["source"]["text"], finding["severity"]) for finding in found] == [("kabupaten", "minor")]


def test_severity_and_confidence_are_those_that_the_rule_tells(pair):
    known = rules_by_id()
    for finding in pair["findings"]:
        assert Severity(finding["severity"]) in known[finding["rule"]].severities
        assert Confidence(finding["confidence"]) in known[finding["rule"]].confidences


def test_places_are_those_of_the_files(pair):
    for finding in pair["findings"]:
        for side in ("source", "target"):
            place = finding[side]
            if place is None:
                continue
            text = (ROOT / pair[side]).read_text(encoding="utf-8")
            assert text[place["start"] : place["end"]] == place["text"]
            line = text.splitlines()[place["line"] - 1]
            assert line[place["column"] - 1 :].startswith(place["text"].splitlines()[0] if place["text"] else "")

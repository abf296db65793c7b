"""Every rule against its examples: cases it must find, and near misses it must leave alone."""

import tomllib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from fake_estimator import FakeEstimator

from aligncheck.alignment import Alignment, Bead
from aligncheck.context import Context
from aligncheck.detectors import DETECTORS, ESTIMATED
from aligncheck.document import Document, Segment, SegmentedDocument
from aligncheck.estimator.review import review
from aligncheck.finding import Finding
from aligncheck.glossary import Glossary, Term
from aligncheck.rules import rules_by_id

FOLDER = Path(__file__).parent / "examples"
RULES = {detector.rule: detector for detector in (*DETECTORS, *ESTIMATED)}
EXPLAINED = rules_by_id()


@dataclass(frozen=True)
class Example:
    rule: str
    number: int
    source: str
    target: str
    source_lang: str
    target_lang: str
    expected: bool
    why: str
    words: list[str] = field(default_factory=list)
    beads: list[list[list[int]]] | None = None
    source_furniture: list[int] = field(default_factory=list)
    target_furniture: list[int] = field(default_factory=list)
    estimate: dict[str, object] | None = None
    glossary: list[tuple[str, list[str], list[str]]] | None = None

    def context(self) -> Context:
        source = segmented(self.source, self.source_lang, self.source_furniture)
        target = segmented(self.target, self.target_lang, self.target_furniture)
        beads = self.beads or [[[index], [index]] for index in range(len(target.segments))]
        alignment = Alignment(tuple(made(beads)), cost=0.0)
        terms = [Term(term, tuple(required), tuple(forbidden)) for term, required, forbidden in self.glossary or ()]
        glossary = None if self.glossary is None else Glossary("glossary.csv", tuple(terms))
        if self.estimate is None:
            return Context(source, target, alignment, glossary=glossary)
        return Context(source, target, alignment, review(source, target, alignment, FakeEstimator(**self.estimate)))


def segmented(text: str, language: str, furniture: list[int]) -> SegmentedDocument:
    segments = []
    start = 0
    for index, line in enumerate(text.split("\n")):
        segments.append(Segment(index, start, start + len(line), "example" if index in furniture else None))
        start += len(line) + 1
    return SegmentedDocument(Document(f"example.{language}", text, language), tuple(segments))


def made(beads: list[list[list[int]]]) -> Iterator[Bead]:
    source_at = target_at = 0
    for source, target in beads:
        assert source == list(range(source_at, source_at + len(source))), "beads cover the source in order"
        assert target == list(range(target_at, target_at + len(target))), "beads cover the target in order"
        yield Bead(range(source_at, source_at + len(source)), range(target_at, target_at + len(target)), score=0.95)
        source_at += len(source)
        target_at += len(target)


def load_examples() -> list[Example]:
    return [
        Example(rule=path.stem, number=number, **case)
        for path in sorted(FOLDER.glob("*.toml"))
        for number, case in enumerate(tomllib.loads(path.read_text(encoding="utf-8"))["case"], start=1)
    ]


def findings_of(example: Example) -> list[Finding]:
    context = example.context()
    detector = RULES[example.rule]
    return [] if detector.unavailable(context) else list(detector.detect(context))


def marked(finding: Finding) -> str:
    """The erring words: in the target, or in the source where the target has none."""
    assert finding.source is not None
    assert finding.target is not None
    return finding.target.text or finding.source.text


@pytest.mark.parametrize("example", load_examples(), ids=lambda example: f"{example.rule}-{example.number}")
def test_detector_examples(example: Example):
    found = [marked(finding) for finding in findings_of(example)]
    assert found == example.words, f"{example.rule} on {example.target!r}: {example.why}"


@pytest.mark.parametrize("example", load_examples(), ids=lambda example: f"{example.rule}-{example.number}")
def test_findings_keep_the_rule_s_facts(example: Example):
    detector = RULES[example.rule]
    for finding in findings_of(example):
        assert (finding.rule, finding.category) == (detector.rule, detector.category)
        assert 0 < finding.probability <= 1
        assert finding.severity in EXPLAINED[finding.rule].severities
        assert finding.confidence in EXPLAINED[finding.rule].confidences
        for place, text in ((finding.source, example.source), (finding.target, example.target)):
            assert place.text == text[place.start : place.end]


@pytest.mark.parametrize("rule", EXPLAINED.values(), ids=EXPLAINED)
def test_every_severity_that_is_told_of_a_rule_is_shown_by_an_example(rule):
    examples = [example for example in load_examples() if example.rule == rule.id]
    shown = {finding.severity for example in examples for finding in findings_of(example)}
    assert sorted(shown) == list(rule.severities)


def test_examples_name_words_exactly_when_something_is_expected():
    assert [example for example in load_examples() if example.expected != bool(example.words)] == []


def test_every_rule_has_examples_of_both_kinds_in_two_language_pairs():
    counts = Counter((example.rule, example.expected) for example in load_examples())
    assert set(counts) == {(rule, expected) for rule in RULES for expected in (True, False)}
    for rule in RULES:
        pairs = {(example.source_lang, example.target_lang) for example in load_examples() if example.rule == rule}
        assert len(pairs) >= 2, rule

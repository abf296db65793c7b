"""The example that explains each rule, with the real models: the rule says of it what the explanation says it does."""

import pytest

from aligncheck import pipeline
from aligncheck.context import Context
from aligncheck.detectors import DETECTORS, ESTIMATED
from aligncheck.document import Document
from aligncheck.estimator.loading import load_estimator
from aligncheck.estimator.review import review
from aligncheck.glossary import Glossary, Term
from aligncheck.rules import rules, rules_by_id

pytestmark = pytest.mark.model

# What the example of the rule terminology is measured by; no other example has the term.
GLOSSARY = Glossary("glossary.csv", (Term("pemerintah kabupaten", ("regency government",), ("district government",)),))
DETECTOR = {detector.rule: detector for detector in (*DETECTORS, *ESTIMATED)}


@pytest.fixture(scope="module")
def estimator(embedder):
    return load_estimator(embedder.embedded_encoder)


@pytest.fixture(scope="module")
def contexts(embedder, estimator):
    """What the detectors see of each rule's example."""
    found = {}
    for rule in rules():
        source = pipeline.segment(Document("example.id", rule.example.source, "id"), "rules")
        target = pipeline.segment(Document("example.en", rule.example.target, "en"), "rules")
        alignment = pipeline.align_documents(source, target, embedder)
        found[rule.id] = Context(source, target, alignment, review(source, target, alignment, estimator), GLOSSARY)
    return found


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.id)
def test_the_rule_marks_the_words_that_its_explanation_marks_and_no_others(rule, contexts):
    found = list(DETECTOR[rule.id].detect(contexts[rule.id]))
    assert [finding.target.text or finding.source.text for finding in found] == [rule.example.marked]


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.id)
def test_whatever_is_found_in_an_example_has_a_severity_and_a_confidence_that_its_rule_tells(rule, contexts):
    for detector in DETECTOR.values():
        for finding in detector.detect(contexts[rule.id]):
            told = rules_by_id()[finding.rule]
            assert finding.severity in told.severities
            assert finding.confidence in told.confidences

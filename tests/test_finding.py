from dataclasses import replace

import pytest

from aligncheck.document import Document
from aligncheck.finding import Category, FactPair, Finding, Severity

SOURCE = Document("id.txt", "Satu dua.\nTiga empat lima.\n", "id")
TARGET = Document("en.txt", "One two.\nThree four five.\n", "en")
FINDING = Finding("omission", Category.OMISSION, Severity.MAJOR, 0.9, "m", SOURCE.place(10, 26), TARGET.place(8, 8))


def moved(document: Document, start: int, end: int, before: str):
    return Document(document.path, before + document.text, document.language).place(
        start + len(before), end + len(before)
    )


def test_a_fingerprint_survives_edits_elsewhere():
    other = replace(FINDING, source=moved(SOURCE, 10, 26, "Kalimat baru.\n\n"), target=moved(TARGET, 8, 8, "New.\n"))
    assert other.fingerprint == FINDING.fingerprint


def test_a_fingerprint_survives_re_wrapping_and_re_encoding():
    wrapped = Document("id.txt", "Tiga\n  empat lima.", "id")
    assert replace(FINDING, source=wrapped.place(0, 18)).fingerprint == FINDING.fingerprint
    composed, decomposed = (Document("a", text, "fr").place(0, len(text)) for text in ("café", "cafe\u0301"))
    assert replace(FINDING, source=composed).fingerprint == replace(FINDING, source=decomposed).fingerprint


@pytest.mark.parametrize(
    "other",
    [
        replace(FINDING, rule="addition"),
        replace(FINDING, source=SOURCE.place(0, 9)),
        replace(FINDING, source=FINDING.target, target=FINDING.source),
    ],
)
def test_a_fingerprint_changes_with_the_rule_and_the_words(other):
    assert other.fingerprint != FINDING.fingerprint


def test_a_fingerprint_does_not_depend_on_how_the_facts_were_understood():
    assert replace(FINDING, facts=FactPair("10 = 10", None)).fingerprint == FINDING.fingerprint

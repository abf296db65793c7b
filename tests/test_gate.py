import pytest

from aligncheck.alignment import Alignment, Bead
from aligncheck.document import Document, Segment, SegmentedDocument
from aligncheck.finding import Category, Confidence, Finding, Severity
from aligncheck.gate import ExitStatus, Policy, judge
from aligncheck.report import Pair, Report, Role, Signature

TEXT = SegmentedDocument(Document("a.txt", "One.", "en"), (Segment(0, 0, 4),))


def finding(severity: Severity, probability: float) -> Finding:
    return Finding("rule", Category.OMISSION, severity, probability, "m", TEXT.place_of(range(1)), None)


def report(*findings: Finding, role: Role = Role.ORIGINAL) -> Report:
    alignment = Alignment((Bead(range(1), range(1), 1.0),), 0.0)
    pair = Pair(TEXT, TEXT, role, 0.42, 0.5, alignment, findings, checked=True)
    return Report(Signature("0", "m", None, "sha256:0"), (pair,))


@pytest.mark.parametrize(
    ("findings", "policy", "reasons"),
    [
        ([], Policy(), ()),
        ([finding(Severity.MINOR, 1.0)], Policy(), ()),
        ([finding(Severity.MAJOR, 0.5)], Policy(), ()),
        ([finding(Severity.MAJOR, 0.7)], Policy(), ("1 major finding with medium confidence or more",)),
        ([finding(Severity.MAJOR, 0.7)], Policy(min_confidence=Confidence.HIGH), ()),
        (
            [finding(Severity.MINOR, 0.1)],
            Policy(Severity.MINOR, Confidence.LOW),
            ("1 minor finding with low confidence or more",),
        ),
        ([finding(Severity.CRITICAL, 1.0)] * 2, Policy(fail_on=None), ()),
        (
            [finding(Severity.MAJOR, 1.0), finding(Severity.CRITICAL, 0.95)],
            Policy(Severity.MAJOR, Confidence.HIGH),
            ("1 critical finding with high confidence or more", "1 major finding with high confidence or more"),
        ),
    ],
)
def test_the_verdict_names_every_reason(findings, policy, reasons):
    verdict = judge(report(*findings), policy)
    assert verdict.reasons == reasons
    assert verdict.passed is (reasons == ())
    assert verdict.exit_status is (ExitStatus.PASSED if verdict.passed else ExitStatus.FAILED)


@pytest.mark.parametrize("role", [Role.PARTIAL, Role.UNRELATED])
def test_a_translation_without_an_original_fails(role):
    verdict = judge(report(role=role), Policy())
    assert verdict.reasons == (f"no original: the only candidate, a.txt, holds 42% of the translation ({role})",)
    assert judge(report(role=role), Policy(fail_on=None)).passed


def test_severity_and_confidence_are_ordered():
    assert Severity.MINOR < Severity.MAJOR < Severity.CRITICAL
    assert [Confidence.of(p) for p in (0.0, 0.6, 0.9, 1.0)] == [
        Confidence.LOW,
        Confidence.MEDIUM,
        Confidence.HIGH,
        Confidence.HIGH,
    ]

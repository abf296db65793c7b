from dataclasses import replace

import pytest

from aligncheck.alignment import Alignment, Bead
from aligncheck.document import Document, Segment, SegmentedDocument
from aligncheck.finding import Category, Confidence, Finding, Severity
from aligncheck.gate import ExitStatus, Limit, Policy, judge
from aligncheck.report import Pair, Report, Role, Signature, UncheckedInput

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


OMISSION = finding(Severity.MAJOR, 0.95)


@pytest.mark.parametrize(
    ("findings", "limits", "reasons"),
    [
        ([OMISSION], [Limit(Category.OMISSION, None, 1)], ()),
        (
            [OMISSION] * 2,
            [Limit(Category.OMISSION, None, 1)],
            ("a.txt: 2 omission findings with medium confidence or more, at most 1 allowed",),
        ),
        (
            [finding(Severity.MINOR, 0.7)],
            [Limit(Category.OMISSION, None, 0)],
            ("a.txt: 1 omission finding with medium confidence or more, at most 0 allowed",),
        ),
        ([finding(Severity.MINOR, 0.2)], [Limit(Category.OMISSION, None, 0)], ()),
        ([OMISSION] * 2, [Limit(Category.OMISSION, Severity.MAJOR, 2)], ()),
        (
            [OMISSION, finding(Severity.CRITICAL, 0.95)],
            [Limit(Category.OMISSION, Severity.MAJOR, 2)],
            ("1 critical finding with medium confidence or more",),
        ),
        (
            [OMISSION],
            [Limit(Category.NUMBER, None, 0)],
            ("1 major finding with medium confidence or more",),
        ),
    ],
)
def test_limits_replace_fail_on_for_what_they_count(findings, limits, reasons):
    verdict = judge(report(*findings), Policy(limits=tuple(limits)))
    assert verdict.reasons == reasons
    assert bool(verdict.failing) is bool(reasons)


def test_accepted_findings_do_not_count():
    accepted = replace(OMISSION, suppressed="a reason")
    limits = (Limit(Category.OMISSION, None, 0),)
    assert judge(report(accepted), Policy()).passed
    assert judge(report(accepted), Policy(limits=limits)).passed
    assert judge(report(accepted, OMISSION), Policy()).failing == (OMISSION,)


def scored(score: float | None, sentence: float | None = None) -> Report:
    base = report()
    (pair,) = base.pairs
    beads = {} if sentence is None else {pair.alignment.beads[0]: sentence}
    return replace(base, pairs=(replace(pair, score=score, bead_scores=beads),))


@pytest.mark.parametrize(
    ("judged", "policy", "reasons"),
    [
        (
            report(),
            Policy(min_coverage=0.9),
            ("a.txt: 42% of the translation stand in the original, at least 90% required",),
        ),
        (report(), Policy(min_coverage=0.42), ()),
        (
            scored(0.61),
            Policy(min_document_score=0.7),
            ("a.txt: document score 0.61, at least 0.70 required",),
        ),
        (scored(0.71), Policy(min_document_score=0.7), ()),
        (
            scored(0.6, 0.21),
            Policy(min_sentence_score=0.4),
            ("a.txt: 1 of 1 sentence scores below 0.40, the lowest 0.21 in line 1",),
        ),
        (scored(0.6, 0.5), Policy(min_sentence_score=0.4), ()),
        (
            scored(None),
            Policy(min_document_score=0.1, min_sentence_score=0.1),
            (
                "a.txt: no document score, for the estimator did not run",
                "a.txt: no sentence scores, for the estimator did not run",
            ),
        ),
        (scored(0.0, 0.0), Policy(fail_on=None, min_document_score=0.7, min_coverage=1.0), ()),
    ],
)
def test_coverage_and_scores_fail_with_their_numbers(judged, policy, reasons):
    assert judge(judged, policy).reasons == reasons


@pytest.mark.parametrize("policy", [Policy(), Policy(fail_on=None), Policy(min_confidence=Confidence.HIGH)])
def test_what_could_not_be_read_leaves_the_gate_undecided_under_every_policy(policy):
    unread = UncheckedInput("b.txt", "c.txt", "c.txt: no such file")
    verdict = judge(replace(report(), unchecked=(unread,)), policy)
    assert verdict.reasons == ("1 of 2 translations could not be checked",)
    assert (verdict.passed, verdict.complete, verdict.exit_status) == (False, False, ExitStatus.NOT_CHECKED)


def test_severity_and_confidence_are_ordered():
    assert Severity.MINOR < Severity.MAJOR < Severity.CRITICAL
    assert [Confidence.of(p) for p in (0.0, 0.6, 0.9, 1.0)] == [
        Confidence.LOW,
        Confidence.MEDIUM,
        Confidence.HIGH,
        Confidence.HIGH,
    ]

"""The quality gate: from a report and a policy to a verdict and an exit code. Pure; knows no format."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

from aligncheck.document import SegmentedDocument
from aligncheck.finding import Category, Confidence, Finding, Severity
from aligncheck.report import Pair, Report, Role


class ExitStatus(IntEnum):
    """What the process tells its caller; the README holds the same table."""

    PASSED = 0
    FAILED = 1
    USAGE = 2
    """Wrong usage of the command line (click's own code)."""

    NOT_CHECKED = 3
    """Bad input, configuration or model: of some text nothing can be said, or of none."""


@dataclass(frozen=True)
class Limit:
    """How many findings of a category a translation may have; such findings are no longer judged by `fail_on`."""

    category: Category

    severity: Severity | None
    """Only findings of this severity are counted, and the others judged as without the limit; None: all are counted."""

    most: int

    def covers(self, finding: Finding) -> bool:
        """Whether the limit counts a finding."""
        return finding.category is self.category and self.severity in (None, finding.severity)


@dataclass(frozen=True)
class Policy:
    """What a translation must not have."""

    fail_on: Severity | None = Severity.MAJOR
    """The least severity that fails the gate; None lets everything pass."""

    min_confidence: Confidence = Confidence.MEDIUM
    """The least confidence at which a finding counts; less sure ones are shown but do not fail the gate."""

    limits: tuple[Limit, ...] = ()

    min_coverage: float | None = None
    """Least share of a translation that its original holds, in [0, 1]."""

    min_sentence_score: float | None = None
    """Least quality of each bead, in [0, 1]."""

    min_document_score: float | None = None
    """Least quality of a translation as a whole, in [0, 1]."""


@dataclass(frozen=True)
class Verdict:
    """Whether the gate passed, and if not, every reason with its numbers."""

    passed: bool
    reasons: tuple[str, ...]

    failing: tuple[Finding, ...] = ()
    """The findings that the reasons count, in the order of the report."""

    complete: bool = True
    """Whether everything was looked at; if not, the gate did not pass, whatever the policy."""

    @property
    def exit_status(self) -> ExitStatus:
        """The exit code for this verdict."""
        if not self.complete:
            return ExitStatus.NOT_CHECKED
        return ExitStatus.PASSED if self.passed else ExitStatus.FAILED


def judge(report: Report, policy: Policy) -> Verdict:
    """Judge a report by a policy.

    A translation without an original fails whatever its findings, unless the policy lets everything pass: nothing
    could be compared. Findings that were accepted do not count. What could not be read fails under every policy.
    """
    unchecked = tuple(_reasons_of_unchecked(report))
    if policy.fail_on is None:
        return Verdict(passed=not unchecked, reasons=unchecked, complete=not unchecked)
    counted = [finding for finding in report.open_findings if finding.confidence >= policy.min_confidence]
    severe = [
        finding
        for finding in counted
        if finding.severity >= policy.fail_on and not any(limit.covers(finding) for limit in policy.limits)
    ]
    too_many = list(_too_many(report, policy))
    failing = {id(finding) for finding in severe} | {id(finding) for _, found in too_many for finding in found}
    reasons = (
        *unchecked,
        *_reasons_of_roles(report),
        *_reasons_of_findings(severe, policy.min_confidence),
        *(reason for reason, _ in too_many),
        *_reasons_of_coverage(report, policy.min_coverage),
        *_reasons_of_documents(report, policy.min_document_score),
        *_reasons_of_sentences(report, policy.min_sentence_score),
    )
    return Verdict(
        passed=not reasons,
        reasons=reasons,
        failing=tuple(finding for finding in counted if id(finding) in failing),
        complete=not unchecked,
    )


def _reasons_of_unchecked(report: Report) -> Iterator[str]:
    number = len(report.unchecked)
    if number:
        of = number + len({pair.target.document.path for pair in report.pairs})
        yield f"{number} of {of} translations could not be checked"


def _reasons_of_roles(report: Report) -> Iterator[str]:
    candidates: dict[str, list[Pair]] = {}
    for pair in report.pairs:
        candidates.setdefault(pair.target.document.path, []).append(pair)
    for path, pairs in candidates.items():
        if any(pair.role is Role.ORIGINAL for pair in pairs):
            continue
        best = max(pairs, key=lambda pair: pair.coverage)
        seen = "the only candidate" if len(pairs) == 1 else f"the best of {len(pairs)} candidates"
        whose = f" for {path}" if len(candidates) > 1 else ""
        yield (
            f"no original{whose}: {seen}, {best.source.document.path}, holds {best.coverage:.0%} of the translation"
            f" ({best.role})"
        )


def _reasons_of_findings(findings: Sequence[Finding], min_confidence: Confidence) -> Iterator[str]:
    for severity in reversed(Severity):
        number = sum(finding.severity is severity for finding in findings)
        if number:
            yield f"{number} {severity} {_noun(number)} with {min_confidence} confidence or more"


def _too_many(report: Report, policy: Policy) -> Iterator[tuple[str, list[Finding]]]:
    """Yield each limit that a translation exceeds, with the findings counted."""
    for pair in report.pairs:
        for limit in policy.limits:
            found = [
                finding
                for finding in pair.findings
                if finding.suppressed is None and finding.confidence >= policy.min_confidence and limit.covers(finding)
            ]
            if len(found) > limit.most:
                what = " ".join(filter(None, [limit.severity and str(limit.severity), str(limit.category)]))
                yield (
                    (
                        f"{pair.target.document.path}: {len(found)} {what} {_noun(len(found))} with"
                        f" {policy.min_confidence} confidence or more, at most {limit.most} allowed"
                    ),
                    found,
                )


def _reasons_of_coverage(report: Report, least: float | None) -> Iterator[str]:
    for pair in _checked(report, least):
        if pair.coverage < (least or 0.0):
            yield (
                f"{pair.target.document.path}: {pair.coverage:.0%} of the translation stand in the original,"
                f" at least {least:.0%} required"
            )


def _reasons_of_documents(report: Report, least: float | None) -> Iterator[str]:
    for pair in _checked(report, least):
        if pair.score is None:
            yield f"{pair.target.document.path}: no document score, for the estimator did not run"
        elif pair.score < (least or 0.0):
            yield f"{pair.target.document.path}: document score {pair.score:.2f}, at least {least:.2f} required"


def _reasons_of_sentences(report: Report, least: float | None) -> Iterator[str]:
    for pair in _checked(report, least):
        if pair.score is None:
            yield f"{pair.target.document.path}: no sentence scores, for the estimator did not run"
            continue
        low = [(score, bead) for bead, score in pair.bead_scores.items() if score < (least or 0.0)]
        if low:
            score, bead = min(low, key=lambda item: item[0])
            yield (
                f"{pair.target.document.path}: {len(low)} of {len(pair.bead_scores)} sentence scores below"
                f" {least:.2f}, the lowest {score:.2f} in line {_line(pair.target, bead.target)}"
            )


def _checked(report: Report, least: float | None) -> list[Pair]:
    return [] if least is None else [pair for pair in report.pairs if pair.checked]


def _line(document: SegmentedDocument, run: range) -> int:
    return document.place_of(run).line


def _noun(number: int) -> str:
    return "finding" if number == 1 else "findings"

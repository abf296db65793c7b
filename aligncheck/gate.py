"""The quality gate: from a report and a policy to a verdict and an exit code. Pure; knows no format."""

from dataclasses import dataclass
from enum import IntEnum

from aligncheck.finding import Confidence, Finding, Severity
from aligncheck.report import Report, Role


class ExitStatus(IntEnum):
    """What the process tells its caller; the README holds the same table."""

    PASSED = 0
    FAILED = 1
    USAGE = 2
    """Wrong usage of the command line (click's own code)."""

    NOT_CHECKED = 3
    """Bad input, configuration or model: nothing can be said about the texts."""


@dataclass(frozen=True)
class Policy:
    """What a translation must not have."""

    fail_on: Severity | None = Severity.MAJOR
    """The least severity that fails the gate; None never fails it for findings."""

    min_confidence: Confidence = Confidence.MEDIUM
    """The least confidence at which a finding counts; less sure ones are shown but do not fail the gate."""


@dataclass(frozen=True)
class Verdict:
    """Whether the gate passed, and if not, every reason with its numbers."""

    passed: bool
    reasons: tuple[str, ...]

    failing: tuple[Finding, ...] = ()
    """The findings that the reasons count, in the order of the report."""

    @property
    def exit_status(self) -> ExitStatus:
        """The exit code for this verdict."""
        return ExitStatus.PASSED if self.passed else ExitStatus.FAILED


def judge(report: Report, policy: Policy) -> Verdict:
    """Judge a report by a policy.

    A translation without an original fails whatever its findings, unless the policy never fails: nothing could be
    compared.
    """
    if policy.fail_on is None:
        return Verdict(passed=True, reasons=())
    reasons = [
        *_reasons_of_roles(report),
        *_reasons_of_findings(report, policy.fail_on, policy.min_confidence),
    ]
    failing = tuple(
        f for f in report.open_findings if f.confidence >= policy.min_confidence and f.severity >= policy.fail_on
    )
    return Verdict(passed=not reasons, reasons=tuple(reasons), failing=failing)


def _reasons_of_roles(report: Report) -> list[str]:
    if any(pair.role is Role.ORIGINAL for pair in report.pairs):
        return []
    best = max(report.pairs, key=lambda pair: pair.coverage)
    seen = "the only candidate" if len(report.pairs) == 1 else f"the best of {len(report.pairs)} candidates"
    return [
        f"no original: {seen}, {best.source.document.path}, holds {best.coverage:.0%} of the translation ({best.role})"
    ]


def _reasons_of_findings(report: Report, fail_on: Severity, min_confidence: Confidence) -> list[str]:
    counted = [f for f in report.open_findings if f.confidence >= min_confidence]
    reasons = []
    for severity in reversed(Severity):
        number = sum(finding.severity is severity for finding in counted)
        if number and severity >= fail_on:
            noun = "finding" if number == 1 else "findings"
            reasons.append(f"{number} {severity} {noun} with {min_confidence} confidence or more")
    return reasons

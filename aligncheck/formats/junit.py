"""JUnit XML: the report as test-report views read it, a suite per translation and a case per bead.

A case fails by what fails the gate, so that the view is red exactly when the gate is; its output has other findings.
"""

import re
from collections.abc import Iterator

from junitparser import Attr, Error, Failure, IntAttr, JUnitXml, Skipped, TestCase, TestSuite

from aligncheck.alignment import Bead
from aligncheck.document import Place
from aligncheck.finding import Finding
from aligncheck.formats.wording import furniture, kind, label, location, places, shorten, sure, visible
from aligncheck.gate import Verdict
from aligncheck.report import Pair, Report, UncheckedInput

_EXCERPT = 60

# Not characters of XML 1.0, whatever the escape; those below the space are hidden anyway.
_FORBIDDEN = re.compile("[\ufffe\uffff]")


class Case(TestCase):
    """A case that says where it stands, as pytest's reports do."""

    file = Attr("file")
    line = IntAttr("line")


class JunitFormat:
    """The report for a view of test results."""

    name = "junit"
    suffix = ".xml"

    def render(self, report: Report, verdict: Verdict) -> str:
        """Return the report as JUnit XML."""
        root = JUnitXml("aligncheck")
        failing = frozenset(map(id, verdict.failing))
        for pair in report.pairs:
            root.add_testsuite(_suite(pair, failing))
        for each in report.unchecked:
            root.add_testsuite(_unchecked(each))
        root.add_testsuite(_gate(report, verdict))
        root.update_statistics()  # type: ignore[no-untyped-call]
        written: bytes = root.tostring()  # type: ignore[no-untyped-call]
        return written.decode("utf-8").rstrip("\n") + "\n"


def _suite(pair: Pair, failing: frozenset[int]) -> TestSuite:
    suite = TestSuite(_clean(f"{pair.target.document.path} from {pair.source.document.path}"))
    for name, value in (("role", pair.role), ("coverage", f"{pair.coverage:.2f}"), ("quality", pair.score)):
        if value is not None:
            suite.add_property(name, f"{value:.2f}" if isinstance(value, float) else str(value))
    if not pair.checked:
        suite.add_testcase(_skipped("document", pair, f"not checked: {pair.role}"))
        return suite
    by_bead = _by_bead(pair)
    loose = by_bead.pop(None, [])
    for number, bead in enumerate(pair.alignment.beads, start=1):
        found = by_bead.get(bead, [])
        if found or not furniture(pair.source, pair.target, bead):
            suite.add_testcase(_case(_name(pair, number, bead), pair, found, failing, _line(pair, bead)))
    if loose:
        suite.add_testcase(_case("document", pair, loose, failing, 1))
    for skipped in pair.skipped:
        suite.add_testcase(_skipped(f"rule {skipped.rule}", pair, skipped.reason))
    return suite


def _unchecked(unread: UncheckedInput) -> TestSuite:
    suite = TestSuite(_clean(f"{unread.target} from {unread.source}"))
    case = Case("document", _clean(unread.target))
    case.file = _clean(unread.target)
    case.result = [Error(_clean(f"not checked: {unread.reason}"))]
    suite.add_testcase(case)
    return suite


def _gate(report: Report, verdict: Verdict) -> TestSuite:
    suite = TestSuite("gate")
    case = TestCase("verdict", "aligncheck")
    case.result = [Failure(_clean(reason)) for reason in verdict.reasons]
    if report.notes:
        case.system_out = _clean("\n".join(report.notes))
    suite.add_testcase(case)
    return suite


def _by_bead(pair: Pair) -> dict[Bead | None, list[Finding]]:
    """Sort findings into the beads they begin in: in the translation if they have words there, else in the original."""
    found: dict[Bead | None, list[Finding]] = {}
    for finding in pair.findings:
        found.setdefault(_bead_of(pair, finding), []).append(finding)
    return found


def _bead_of(pair: Pair, finding: Finding) -> Bead | None:
    for document, place, side in ((pair.target, finding.target, "target"), (pair.source, finding.source, "source")):
        if place is not None and place.text:
            for bead in pair.alignment.beads:
                if any(_overlap(place, document.place_of(range(i, i + 1))) for i in getattr(bead, side)):
                    return bead
    return None


def _overlap(one: Place, other: Place) -> bool:
    return max(one.start, other.start) < min(one.end, other.end)


def _case(name: str, pair: Pair, found: list[Finding], failing: frozenset[int], line: int) -> TestCase:
    case = Case(_clean(name), _clean(pair.target.document.path))
    case.file = _clean(pair.target.document.path)
    case.line = line
    case.result = [_failure(pair, finding) for finding in found if id(finding) in failing]
    others = [finding for finding in found if id(finding) not in failing]
    if others:
        case.system_out = _clean("\n".join(line for finding in others for line in _lines(pair, finding)))
    return case


def _failure(pair: Pair, finding: Finding) -> Failure:
    failure = Failure(_clean(finding.message), _clean(f"{finding.severity} {kind(finding)}"))
    failure.text = _clean("\n".join(_lines(pair, finding)))
    return failure


def _lines(pair: Pair, finding: Finding) -> Iterator[str]:
    accepted = "" if finding.suppressed is None else f" [accepted: {finding.suppressed}]"
    yield f"{finding.severity} {kind(finding)}, {sure(finding)}: {finding.message}{accepted}"
    for side, document, place in places(pair, finding):
        yield f"  {side} {location(document, place)}: {place.text}"


def _skipped(name: str, pair: Pair, reason: str) -> TestCase:
    case = TestCase(_clean(name), _clean(pair.target.document.path))
    case.result = [Skipped(_clean(reason))]
    return case


def _name(pair: Pair, number: int, bead: Bead) -> str:
    text = pair.target.place_of(bead.target).text or pair.source.place_of(bead.source).text
    return f"{number} {bead.kind}: {shorten(text, _EXCERPT)}"


def _line(pair: Pair, bead: Bead) -> int:
    return pair.target.place_of(bead.target).line


def _clean(text: str) -> str:
    """Return text that XML can hold and no terminal or reader trips over; line breaks are ours."""
    return "\n".join(_FORBIDDEN.sub(lambda match: label(match[0]), visible(line)) for line in text.split("\n"))

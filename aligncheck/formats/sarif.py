"""SARIF 2.1.0: the report as code hosts and editors read it (OASIS Standard, with Errata 01, 28 August 2023).

Severity is the level, confidence the rank. The place in the translation is the location, that in the original a related
one. Offsets and columns count Unicode code points.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.metadata import metadata
from urllib.parse import quote

from aligncheck.document import Place, SegmentedDocument
from aligncheck.finding import Finding, Severity
from aligncheck.formats.layout import Json, layout
from aligncheck.formats.wording import one_line
from aligncheck.gate import ExitStatus, Verdict
from aligncheck.report import Pair, Report
from aligncheck.rules import Rule, rules_by_id

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
FINGERPRINT = "aligncheck/v1"

LEVELS = {Severity.MINOR: "warning", Severity.MAJOR: "error", Severity.CRITICAL: "error"}

# "[text](1)" in a message is a link to a location (section 3.11.6), which nothing from a text under review may make.
_LINK = re.compile(r"\[(?=[^\[\]]*\]\()")


class SarifFormat:
    """The report for code scanning."""

    name = "sarif"
    suffix = ".sarif"

    def render(self, report: Report, verdict: Verdict) -> str:
        """Return the report as a SARIF log with one run."""
        ids = _rule_ids(report)
        run = {
            "tool": {"driver": _driver(report, ids)},
            "columnKind": "unicodeCodePoints",
            "newlineSequences": ["\r\n", "\n", "\r"],
            "invocations": [_invocation(report, verdict, ids)],
            "artifacts": list(_artifacts(report)),
            "results": [_result(pair, finding, ids) for pair in report.pairs for finding in pair.findings],
            "properties": _properties(report, verdict),
        }
        return layout({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, depth=5)


@cache
def homepage() -> str | None:
    """Return the address that the package's metadata name as its home, None if they name none."""
    urls = metadata("aligncheck").get_all("Project-URL") or ()
    return dict(url.split(", ", 1) for url in urls).get("Homepage")


def _rule_ids(report: Report) -> Mapping[str, int]:
    """Number the rules the report speaks of."""
    found = {finding.rule for finding in report.findings}
    skipped = {skipped.rule for pair in report.pairs for skipped in pair.skipped}
    return {rule: index for index, rule in enumerate(sorted(found | skipped))}


def _driver(report: Report, ids: Iterable[str]) -> Json:
    known = rules_by_id()
    return {
        "name": "aligncheck",
        "version": report.signature.version,
        **({"informationUri": home} if (home := homepage()) else {}),
        "rules": [_rule(known[rule]) if rule in known else {"id": rule} for rule in ids],
    }


def _rule(rule: Rule) -> Json:
    return {
        "id": rule.id,
        "shortDescription": {"text": rule.description},
        "fullDescription": {"text": f"{rule.description} {rule.why}"},
        "help": {"text": rule.as_text(), "markdown": rule.as_markdown()},
        "defaultConfiguration": {"level": LEVELS[max(rule.severities)]},
        "properties": {"tags": ["translation", str(rule.category)]},
    }


def _invocation(report: Report, verdict: Verdict, ids: Mapping[str, int]) -> Json:
    skipped = (
        {
            "level": "note",
            "message": _message(f"{skipped.rule} could not look: {skipped.reason}"),
            "associatedRule": {"id": skipped.rule, "index": ids[skipped.rule]},
        }
        for pair in report.pairs
        for skipped in pair.skipped
    )
    failed = ({"level": "error", "message": _message(f"the gate failed: {reason}")} for reason in verdict.reasons)
    unread = (
        {
            "level": "error",
            "message": _message(f"not checked: {each.reason}"),
            "locations": [{"physicalLocation": {"artifactLocation": {"uri": uri(each.target)}}}],
        }
        for each in report.unchecked
    )
    notes = ({"level": "warning", "message": _message(note)} for note in report.notes)
    return {
        "executionSuccessful": verdict.exit_status in (ExitStatus.PASSED, ExitStatus.FAILED),
        "exitCode": int(verdict.exit_status),
        "toolConfigurationNotifications": [*skipped, *notes],
        "toolExecutionNotifications": [*unread, *failed],
    }


def _artifacts(report: Report) -> Iterator[Json]:
    documents = {text.document.path: text.document for pair in report.pairs for text in (pair.target, pair.source)}
    for path, document in documents.items():
        yield {
            "location": {"uri": uri(path)},
            "roles": ["analysisTarget"],
            "encoding": document.encoding,
            "properties": {"language": document.language},
        }


def _properties(report: Report, verdict: Verdict) -> Json:
    signature = report.signature
    return {
        "model": signature.model,
        "estimator": signature.estimator,
        "config": signature.config,
        "gate": "passed" if verdict.passed else "failed",
        "pairs": [
            {
                "source": pair.source.document.path,
                "target": pair.target.document.path,
                "role": str(pair.role),
                "coverage": round(pair.coverage, 2),
                "quality": None if pair.score is None else round(float(pair.score), 2),
                "checked": pair.checked,
            }
            for pair in report.pairs
        ],
    }


def _result(pair: Pair, finding: Finding, ids: Mapping[str, int]) -> Json:
    related = [] if finding.source is None else [_related(pair.source, finding.source)]
    accepted = {"kind": "external", "status": "accepted", "justification": finding.suppressed}
    return {
        "ruleId": finding.rule,
        "ruleIndex": ids[finding.rule],
        "kind": "fail",
        "level": LEVELS[finding.severity],
        "rank": round(100 * float(finding.probability), 0),
        "message": _message(finding.message),
        "locations": [_location(pair.target, finding.target)],
        "relatedLocations": related,
        "partialFingerprints": {FINGERPRINT: finding.fingerprint},
        "suppressions": [] if finding.suppressed is None else [accepted],
        "properties": {
            "category": str(finding.category),
            "severity": str(finding.severity),
            "confidence": str(finding.confidence),
        },
    }


def _related(document: SegmentedDocument, place: Place) -> Json:
    what = "the original" if place.text else "the point of the original where it would stand"
    return {"id": 1, **_location(document, place), "message": {"text": what}}


def _location(document: SegmentedDocument, place: Place | None) -> Json:
    physical: Json = {"artifactLocation": {"uri": uri(document.document.path)}}
    if place is not None:
        end = document.document.place(place.end, place.end)
        physical["region"] = {
            "startLine": place.line,
            "startColumn": place.column,
            "endLine": end.line,
            "endColumn": end.column,
            "charOffset": place.start,
            "charLength": place.end - place.start,
            "snippet": {"text": place.text},
        }
    return {"physicalLocation": physical}


def _message(text: str) -> Json:
    return {"text": _LINK.sub(r"\\[", one_line(text))}


def uri(path: str) -> str:
    """Return a path as a reference relative to where the run was, or an absolute path as a file URI (RFC 3986).

    >>> uri("berita/hari ini.txt"), uri("/tmp/a.txt")
    ('berita/hari%20ini.txt', 'file:///tmp/a.txt')
    """
    quoted = quote(path.replace("\\", "/").encode("utf-8", "surrogateescape"))
    return f"file://{quoted}" if quoted.startswith("/") else quoted

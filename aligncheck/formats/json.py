"""JSON: the report as other programs read it; the contract ``aligncheck-report/1``.

Offsets count Unicode code points of the decoded file, half-open. Scores, probabilities and coverage have two decimals,
so that another processor's last bits make no other report. A finding's ``facts`` are null where its rule compares none,
and null on the side that does not say the fact. Beads and findings take a line each, so that two reports can be
compared with `diff`. Fields may be added within a version of the schema; none is renamed or changes its meaning.
"""

from aligncheck.alignment import Bead
from aligncheck.document import Place, SegmentedDocument
from aligncheck.finding import Finding
from aligncheck.formats.layout import Json, layout
from aligncheck.formats.wording import furniture
from aligncheck.gate import Verdict
from aligncheck.report import Pair, Report

SCHEMA = "aligncheck-report/1"


class JsonFormat:
    """The machine-readable report."""

    name = "json"
    suffix = ".json"

    def render(self, report: Report, verdict: Verdict) -> str:
        """Return the report as JSON that ends with a newline."""
        signature = report.signature
        value = {
            "schema": SCHEMA,
            "signature": {
                "aligncheck": signature.version,
                "model": signature.model,
                "estimator": signature.estimator,
                "config": signature.config,
            },
            "notes": list(report.notes),
            "unchecked": [
                {"source": each.source, "target": each.target, "reason": each.reason} for each in report.unchecked
            ],
            "pairs": [_pair(pair) for pair in report.pairs],
            "verdict": {
                "passed": verdict.passed,
                "reasons": list(verdict.reasons),
                "exit_code": int(verdict.exit_status),
            },
        }
        return layout(value, depth=4)


def spans(document: SegmentedDocument) -> list[list[int]]:
    """Return ``[start, end]`` of each segment."""
    return [[segment.start, segment.end] for segment in document.segments]


def bead_fields(source: SegmentedDocument, target: SegmentedDocument, bead: Bead) -> Json:
    """Return a bead as its JSON object."""
    return {
        "kind": bead.kind,
        "source": list(bead.source),
        "target": list(bead.target),
        "score": _two_decimals(bead.score),
        "furniture": bool(furniture(source, target, bead)),
        "moved": bead.moved,
    }


def _pair(pair: Pair) -> Json:
    return {
        "source": pair.source.document.path,
        "target": pair.target.document.path,
        "language": {"source": pair.source.document.language, "target": pair.target.document.language},
        "role": str(pair.role),
        "coverage": _two_decimals(pair.coverage),
        "source_coverage": _two_decimals(pair.source_coverage),
        "checked": pair.checked,
        "quality": _quality(pair.score),
        "skipped": [{"rule": skipped.rule, "reason": skipped.reason} for skipped in pair.skipped],
        "segments": {"source": spans(pair.source), "target": spans(pair.target)},
        "furniture": {"source": _furniture_rules(pair.source), "target": _furniture_rules(pair.target)},
        "beads": [_bead(pair, bead) for bead in pair.alignment.beads],
        "findings": [_finding(finding) for finding in pair.findings],
    }


def _bead(pair: Pair, bead: Bead) -> Json:
    return {**bead_fields(pair.source, pair.target, bead), "quality": _quality(pair.bead_scores.get(bead))}


def _quality(score: float | None) -> float | None:
    return None if score is None else _two_decimals(score)


def _furniture_rules(document: SegmentedDocument) -> dict[str, str]:
    return {str(segment.index): segment.furniture for segment in document.segments if segment.furniture is not None}


def _finding(finding: Finding) -> Json:
    return {
        "rule": finding.rule,
        "category": str(finding.category),
        "severity": str(finding.severity),
        "confidence": str(finding.confidence),
        "probability": _two_decimals(finding.probability),
        "message": finding.message,
        "fingerprint": finding.fingerprint,
        "source": _place(finding.source),
        "target": _place(finding.target),
        "facts": None if finding.facts is None else {"source": finding.facts.source, "target": finding.facts.target},
        "suppressed": finding.suppressed,
    }


def _place(place: Place | None) -> Json | None:
    if place is None:
        return None
    return {
        "start": place.start,
        "end": place.end,
        "text": place.text,
        "line": place.line,
        "column": place.column,
    }


def _two_decimals(number: float) -> float:
    # Model outputs may be numpy scalars, and rounding may leave a negative zero.
    return round(float(number), 2) + 0.0

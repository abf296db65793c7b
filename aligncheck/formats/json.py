"""JSON: the report as other programs read it; the contract ``aligncheck-report/1``.

Offsets count Unicode code points of the decoded file, half-open. Scores, probabilities and coverage have two decimals,
so that another processor's last bits make no other report. Beads and findings take a line each, so that two reports
can be compared with `diff`.
"""

import json
import re
from typing import Any

from aligncheck.alignment import Bead
from aligncheck.document import Place, SegmentedDocument
from aligncheck.finding import Finding
from aligncheck.formats.wording import HIDDEN, furniture
from aligncheck.gate import Verdict
from aligncheck.report import Pair, Report

SCHEMA = "aligncheck-report/1"

# JSON forbids raw C0 controls only; the others would reach a terminal that shows the file.
_ESCAPED = re.compile(f"{HIDDEN.pattern}|[\u2028\u2029]")

Json = dict[str, Any]


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
            "pairs": [_pair(pair) for pair in report.pairs],
            "verdict": {"passed": verdict.passed, "reasons": list(verdict.reasons)},
        }
        return layout(value, depth=4)


def layout(value: Json, *, depth: int) -> str:
    """Return JSON text in which containers nested less than `depth` deep are spread out, one item a line.

    Raises:
        ValueError: a number is not finite.
    """
    text = _layout(value, depth, indent="")
    return _ESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", text) + "\n"


def _layout(value: object, depth: int, indent: str) -> str:
    if depth == 0 or not value or not isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False, allow_nan=False)
    inner = indent + " "
    if isinstance(value, dict):
        items = [f"{json.dumps(key)}: {_layout(item, depth - 1, inner)}" for key, item in value.items()]
        opening, closing = "{}"
    else:
        items = [_layout(item, depth - 1, inner) for item in value]
        opening, closing = "[]"
    lines = ",\n".join(inner + item for item in items)
    return f"{opening}\n{lines}\n{indent}{closing}"


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
        "suppressed": None,
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

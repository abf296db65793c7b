"""GitLab code quality: the findings as its merge-request widget reads them.

The form is that of GitLab's "Code Quality" page: an array of violations, each with a fingerprint that no other has.
Accepted findings are left out.
"""

from collections import Counter

from aligncheck.finding import Finding
from aligncheck.formats.layout import Json, layout
from aligncheck.formats.wording import count, one_line, places, shorten, sure, visible
from aligncheck.gate import Verdict
from aligncheck.report import Pair, Report

_EXCERPT = 200


class GitlabFormat:
    """The report for a merge request."""

    name = "gitlab"
    suffix = ".gitlab.json"

    def render(self, report: Report, verdict: Verdict) -> str:
        """Return the findings, and a blocker for each translation that could not be checked, as a JSON array."""
        seen: Counter[str] = Counter()
        violations = []
        for pair in report.pairs:
            for finding in pair.findings:
                if finding.suppressed is None:
                    key = f"{visible(pair.target.document.path)}:{finding.fingerprint}"
                    seen[key] += 1
                    violations.append(_violation(pair, finding, f"{key}:{seen[key]}"))
        checked = {pair.target.document.path for pair in report.pairs if pair.checked}
        candidates = Counter(pair.target.document.path for pair in report.pairs)
        violations += [
            _unchecked(path, f"no original among {count(number, 'candidate')}.")
            for path, number in candidates.items()
            if path not in checked
        ]
        violations += [_unchecked(each.target, one_line(each.reason)) for each in report.unchecked]
        return layout(violations, depth=2)


def _violation(pair: Pair, finding: Finding, fingerprint: str) -> Json:
    place = finding.target
    end = pair.target.document.place(place.end, place.end) if place else None
    texts = [f"{side}: “{shorten(where.text, _EXCERPT)}”" for side, _, where in places(pair, finding) if where.text]
    return {
        "description": " ".join([f"{one_line(finding.message)} ({sure(finding)})", *texts]),
        "check_name": finding.rule,
        "fingerprint": fingerprint,
        "severity": str(finding.severity),
        "location": {
            "path": pair.target.document.path,
            "lines": {"begin": place.line if place else 1, "end": end.line if end else 1},
        },
    }


def _unchecked(path: str, reason: str) -> Json:
    return {
        "description": f"Not checked: {reason}",
        "check_name": "not-checked",
        "fingerprint": f"{visible(path)}:not-checked",
        "severity": "blocker",
        "location": {"path": path, "lines": {"begin": 1, "end": 1}},
    }

"""GitHub annotations: findings as workflow commands, which the runner shows beside the lines of a pull request.

The form is that of GitHub's "Workflow commands" reference. The runner shows ten errors and ten warnings a step, so the
worst come first; accepted findings are left out.
"""

from aligncheck.finding import Finding, Severity
from aligncheck.formats.wording import by_severity, kind, location, places, remarks, shorten, sure, visible
from aligncheck.gate import Verdict
from aligncheck.report import Pair, Report

COMMANDS = {Severity.MINOR: "warning", Severity.MAJOR: "error", Severity.CRITICAL: "error"}

_EXCERPT = 200


class GithubFormat:
    """The report for the log of a workflow."""

    name = "github"
    suffix = ".github.txt"

    def render(self, report: Report, verdict: Verdict) -> str:
        """Return one workflow command a line, the verdict last."""
        pair_of = {id(finding): pair for pair in report.pairs for finding in pair.findings}
        lines = [
            _finding(pair_of[id(finding)], finding)
            for _, findings in by_severity(report.open_findings)
            for finding in findings
        ]
        lines += [
            command("error", "aligncheck: not checked", visible(each.reason), {"file": each.target})
            for each in report.unchecked
        ]
        lines += [command("notice", "aligncheck", visible(note)) for note in report.notes]
        lines += [
            command("notice", f"aligncheck: {skipped.rule} could not look", visible(skipped.reason))
            for pair in report.pairs
            for skipped in pair.skipped
        ]
        word = "passed" if verdict.passed else "failed"
        lines.append(
            command(
                "notice" if verdict.passed else "error",
                f"aligncheck: the gate {word}",
                "; ".join(remarks(report, verdict)),
            )
        )
        return "\n".join(lines) + "\n"


def _finding(pair: Pair, finding: Finding) -> str:
    place = finding.target
    properties = {"file": pair.target.document.path}
    if place is not None:
        end = pair.target.document.place(place.end, place.end)
        properties |= {"line": str(place.line), "endLine": str(end.line)}
        if end.line == place.line:  # the runner takes columns within one line only
            properties |= {"col": str(place.column), "endColumn": str(end.column)}
    texts = [
        f"{side} {location(document, where)}: {shorten(where.text, _EXCERPT) or '(nothing here)'}"
        for side, document, where in places(pair, finding)
    ]
    message = "\n".join([visible(finding.message), *texts])
    title = f"{finding.severity} {kind(finding)}, {sure(finding)}"
    return command(COMMANDS[finding.severity], title, message, properties)


def command(name: str, title: str, message: str, properties: dict[str, str] | None = None) -> str:
    r"""Return a workflow command; whatever stands in its texts ends neither the command nor a property.

    >>> command("error", "a: b", "50% of\nit", {"file": "x,y.txt"})
    '::error file=x%2Cy.txt,title=a%3A b::50%25 of%0Ait'
    """
    listed = ",".join(f"{key}={_property(value)}" for key, value in {**(properties or {}), "title": title}.items())
    return f"::{name} {listed}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(visible(text)).replace(":", "%3A").replace(",", "%2C")

"""Table: the report as a terminal shows it, the verdict last, where the eye is when the command ends."""

from collections.abc import Iterator
from dataclasses import dataclass

import click
from tabulate import tabulate

from aligncheck.finding import Finding, Severity
from aligncheck.formats.wording import (
    by_severity,
    count,
    kind,
    location,
    number_of_findings,
    one_line,
    percent,
    places,
    quality,
    remarks,
    shorten,
    sure,
    targets,
    unchecked,
    visible,
)
from aligncheck.gate import Verdict
from aligncheck.report import Pair, Report

_EXCERPT = 100
_SEVERITY_COLORS = {Severity.CRITICAL: "bright_red", Severity.MAJOR: "red", Severity.MINOR: "yellow"}


@dataclass(frozen=True, kw_only=True)
class TableFormat:
    """The report for a terminal."""

    color: bool = False
    """Whether to write ANSI colours; the caller knows where the text goes."""

    name = "table"
    suffix = ".txt"

    def render(self, report: Report, verdict: Verdict) -> str:
        """Return the report as plain text that ends with a newline."""
        blocks = [
            self._summary(report),
            *self._findings(report),
            *_unchecked(report),
            *_skipped(report),
            *_notes(report),
            self._verdict(report, verdict),
        ]
        return "\n\n".join(blocks) + "\n"

    def _summary(self, report: Report) -> str:
        if not report.pairs:
            return "No translation was compared."
        several = len(targets(report)) > 1
        target = report.pairs[0].target.document
        lines = [] if several else [f"Translation: {visible(target.path)} ({target.language})", ""]
        rows = [
            [
                *([visible(pair.target.document.path)] if several else []),
                visible(pair.source.document.path),
                pair.source.document.language,
                str(pair.role),
                percent(pair.coverage),
                percent(pair.source_coverage),
                quality(pair.score),
                number_of_findings(pair),
            ]
            for pair in report.pairs
        ]
        headers = [
            *(["Translation"] if several else []),
            *("Candidate", "Language", "Role", "Translation covered", "Original covered", "Quality", "Findings"),
        ]
        table = tabulate(
            rows,
            headers,
            tablefmt="simple",
            disable_numparse=True,
            colalign=(*(["left"] if several else []), "left", "left", "left", "right", "right", "right", "right"),
        )
        return "\n".join([*lines, table])

    def _findings(self, report: Report) -> Iterator[str]:
        pair_of = {id(finding): pair for pair in report.pairs for finding in pair.findings}
        for severity, findings in by_severity(report.open_findings):
            title = f"{severity.value.upper()} ({len(findings)})"
            blocks = ["\n".join(self._finding(pair_of[id(finding)], finding)) for finding in findings]
            yield "\n\n".join([self._style(title, bold=True, fg=_SEVERITY_COLORS[severity]), *blocks])

    def _finding(self, pair: Pair, finding: Finding) -> Iterator[str]:
        found = list(places(pair, finding))
        where = next((location(document, place) for _, document, place in reversed(found) if place.text), None)
        if where is None:
            where = location(*found[-1][1:]) if found else "whole text"
        yield f"  {self._style(where, bold=True)}  {kind(finding)}, {sure(finding)}"
        yield f"    {one_line(finding.message)}"
        for side, document, place in found:
            text = f"“{shorten(place.text, _EXCERPT)}”" if place.text else "(nothing here)"
            line = f"    {side + ':':<12} {text}"
            at = location(document, place)
            yield line if at == where else f"{line} {self._style(at, dim=True)}"

    def _verdict(self, report: Report, verdict: Verdict) -> str:
        word = (
            self._style("PASSED", fg="green", bold=True)
            if verdict.passed
            else self._style("FAILED", fg="red", bold=True)
        )
        notes = remarks(report, verdict)
        if len(notes) == 1:
            return f"{word}: {notes[0]}"
        return "\n".join([f"{word}: {count(len(notes), 'reason')}", *(f"  {note}" for note in notes)])

    def _style(self, text: str, *, fg: str | None = None, bold: bool | None = None, dim: bool | None = None) -> str:
        return click.style(text, fg=fg, bold=bold, dim=dim) if self.color else text


def _unchecked(report: Report) -> Iterator[str]:
    lines = [f"  {line}" for line in unchecked(report)]
    if lines:
        yield "\n".join(["Not checked:", *lines])


def _skipped(report: Report) -> Iterator[str]:
    lines = [f"  {skipped.rule}: {one_line(skipped.reason)}" for pair in report.pairs for skipped in pair.skipped]
    if lines:
        yield "\n".join(["Rules that could not look:", *lines])


def _notes(report: Report) -> Iterator[str]:
    if report.notes:
        yield "\n".join(["Notes:", *(f"  {one_line(note)}" for note in report.notes)])

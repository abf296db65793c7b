"""The HTML report's page as data: everything its template shows."""

from collections import Counter
from dataclasses import dataclass

from aligncheck.document import SegmentedDocument
from aligncheck.finding import Category, Finding, Severity
from aligncheck.formats.maps import DotPlot, StripCell, dot_plot, strip, worst
from aligncheck.formats.markdown import escape
from aligncheck.formats.rows import Card, Layout, lay_out_rows
from aligncheck.formats.wording import (
    count,
    kind,
    location,
    one_line,
    remarks,
    shorten,
    sure,
    targets,
    unchecked,
    visible,
)
from aligncheck.gate import Verdict
from aligncheck.report import Pair, Report, Role, Signature
from aligncheck.rules import Rule, rules_by_id

# Languages written from right to left (ISO 639-1, and 639-3 where there is no shorter code).
_RIGHT_TO_LEFT = frozenset(["ar", "arc", "ckb", "dv", "fa", "he", "iw", "nqo", "ps", "sd", "ug", "ur", "yi"])
_EXCERPT = 300
_PLOTS = 12
_SMALL = 60  # cells of a map in a table


@dataclass(frozen=True)
class PairView:
    """Two texts side by side."""

    number: int
    """From 1, in the order of the report."""

    pair: Pair
    layout: Layout
    strip: tuple[StripCell, ...]
    plot: DotPlot


@dataclass(frozen=True)
class Page:
    """All that the template shows."""

    outcome: str
    """``passed``, ``failed``, or ``incomplete``: something could not be checked, so the rest cannot pass."""

    advice: str
    """What the outcome means for somebody who is to send the translation out, in a sentence."""

    remarks: tuple[str, ...]
    targets: tuple[SegmentedDocument, ...]
    signature: Signature

    pairs: tuple[Pair, ...]
    plotted: tuple[PairView, ...]
    """The pairs whose dot plots are drawn: those with text, of many those that hold most of the translation."""

    checked: tuple[PairView, ...]

    others: tuple[PairView, ...]
    """Pairs that were only compared. Unrelated ones are left out, unless there is nothing else to show."""

    counts: tuple[tuple[Category, dict[Severity, int]], ...]
    """The open findings of each category that has any, by severity, the worst first."""

    notes: tuple[str, ...]
    """What a reader should know beside the findings."""

    unchecked: tuple[str, ...]
    """What could not be checked, and why."""

    number_open: int
    """How many findings nobody accepted."""

    cards: tuple[Card, ...]
    """All findings, in order; card k has number k + 1."""

    failing: frozenset[int]
    """Numbers of the findings that fail the gate."""

    strips: tuple[tuple[StripCell, ...], ...]
    """The map of each pair, small enough for a row of a table."""

    rules: dict[str, Rule]
    """The rules explained, by their ids."""

    def worst(self, numbers: tuple[int, ...]) -> Finding:
        """Return the finding that gives overlapping ones their looks: the most severe, then the surest."""
        return worst([self.cards[number - 1].finding for number in numbers])

    @property
    def shown(self) -> tuple[PairView, ...]:
        """The pairs that are laid out, the checked one first."""
        return (*self.checked, *self.others)


def lay_out(report: Report, verdict: Verdict) -> Page:
    """Lay a report out for the template."""
    numbered = list(enumerate(_anchors(report.findings), start=1))
    views = []
    done = 0
    for number, pair in enumerate(report.pairs, start=1):
        mine = numbered[done : done + len(pair.findings)]
        layout = lay_out_rows(pair, mine)
        views.append(PairView(number, pair, layout, strip(layout.rows), dot_plot(pair, layout.rows)))
        done += len(mine)
    return Page(
        outcome=outcome(verdict),
        advice=_advice(report, verdict),
        remarks=remarks(report, verdict),
        targets=targets(report),
        signature=report.signature,
        pairs=report.pairs,
        plotted=_plotted(views),
        checked=tuple(view for view in views if view.pair.checked),
        others=_others(views),
        counts=_counts(report.open_findings),
        notes=tuple(visible(note) for note in report.notes),
        unchecked=tuple(unchecked(report)),
        number_open=len(report.open_findings),
        cards=tuple(card for view in views for card in view.layout.cards),
        failing=_failing(report, verdict),
        strips=tuple(strip(view.layout.rows, _SMALL) for view in views),
        rules=rules_by_id(),
    )


def outcome(verdict: Verdict) -> str:
    """Return a verdict in a word."""
    if not verdict.complete:
        return "incomplete"
    return "passed" if verdict.passed else "failed"


def _advice(report: Report, verdict: Verdict) -> str:
    if not verdict.complete:
        return "Some texts could not be read; nothing is known of them."
    if not report.pairs:
        return "There was nothing to look at."
    if not any(pair.checked for pair in report.pairs):
        return "It could not be compared with its original."
    number = len(verdict.failing)
    if number:
        return f"Look at the {'finding' if number == 1 else f'{number} findings'} marked ✕ before it goes out."
    if not verdict.passed:
        return "See to this before it goes out."
    number = len(report.open_findings)
    also = f"; {count(number, 'finding')} may be worth a look" if number else ""
    return f"Nothing keeps it from going out, by the rules set{also}."


def as_markdown(card: Card) -> str:
    """Return a finding as Markdown, to be pasted into a message or an issue."""
    finding = card.finding
    lines = [f"**{kind(finding)}**, {finding.severity}, {sure(finding)}: {escape(one_line(finding.message))}"]
    for spot in card.spots:
        text = f"“{escape(shorten(spot.place.text, _EXCERPT))}”" if spot.place.text else "*nothing here*"
        lines.append(f"- {spot.side} {escape(location(spot.document, spot.place))}: {text}")
    return "\n".join(lines)


def direction(language: str) -> str:
    """Return the value of HTML's `dir` attribute for a language."""
    return "rtl" if language.partition("-")[0] in _RIGHT_TO_LEFT else "ltr"


def _others(views: list[PairView]) -> tuple[PairView, ...]:
    related = tuple(view for view in views if not view.pair.checked and view.pair.role is not Role.UNRELATED)
    nothing_else = not related and not any(view.pair.checked for view in views)
    return tuple(views[:1]) if nothing_else else related


def _plotted(views: list[PairView]) -> tuple[PairView, ...]:
    drawn = [view for view in views if view.layout.rows]
    if len(drawn) <= _PLOTS:
        return tuple(drawn)
    return tuple(sorted(drawn, key=lambda view: -view.pair.coverage)[:_PLOTS])


def _counts(findings: tuple[Finding, ...]) -> tuple[tuple[Category, dict[Severity, int]], ...]:
    counts = Counter((finding.category, finding.severity) for finding in findings)
    rows = [
        (category, {severity: counts[category, severity] for severity in reversed(Severity)}) for category in Category
    ]
    return tuple((category, row) for category, row in rows if any(row.values()))


def _failing(report: Report, verdict: Verdict) -> frozenset[int]:
    failing = {id(finding) for finding in verdict.failing}
    return frozenset(number for number, finding in enumerate(report.findings, start=1) if id(finding) in failing)


def _anchors(findings: tuple[Finding, ...]) -> list[str]:
    """Return an id for each finding: its fingerprint, which outlives edits elsewhere, numbered where it recurs."""
    seen: Counter[str] = Counter()
    anchors = []
    for finding in findings:
        seen[finding.fingerprint] += 1
        repeat = seen[finding.fingerprint]
        anchors.append(f"finding-{finding.fingerprint}" + (f"-{repeat}" if repeat > 1 else ""))
    return anchors

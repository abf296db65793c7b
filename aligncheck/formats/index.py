"""The HTML index of many translations as data: a line for each, and the report that its own page shows."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import quote

from aligncheck.finding import Severity
from aligncheck.formats.maps import StripCell, strip
from aligncheck.formats.page import outcome
from aligncheck.formats.rows import lay_out_rows
from aligncheck.formats.wording import count, remarks, unchecked, visible
from aligncheck.gate import Verdict
from aligncheck.report import Pair, Report, Signature

_LONGEST_NAME = 100  # bytes: file systems allow 255, archives and some of their users less
_REMARKS = 5
_CELLS = 60  # of a map in a line of the table


@dataclass(frozen=True)
class Neighbours:
    """Where a page leads to; empty where there is nothing."""

    index: str
    before: str
    after: str


@dataclass(frozen=True)
class TranslationPage:
    """One translation with its candidate originals, judged by itself."""

    name: str
    """Of its file, the same for the same run."""

    report: Report
    verdict: Verdict


@dataclass(frozen=True)
class Entry:
    """A line of the index."""

    href: str
    pair: Pair
    """The translation with its best candidate."""

    others: int
    """How many candidates there were beside it."""

    outcome: str
    """``passed`` or ``failed``."""

    remarks: tuple[str, ...]
    counts: dict[Severity, int]
    """Its open findings."""

    strip: tuple[StripCell, ...]


@dataclass(frozen=True)
class Index:
    """All that the index shows."""

    outcome: str
    advice: str
    """What the outcome means for somebody who is to send the translations out, in a sentence."""

    remarks: tuple[str, ...]
    signature: Signature
    entries: tuple[Entry, ...]
    """Failed ones first, else in the order of the report."""

    unchecked: tuple[str, ...]
    notes: tuple[str, ...]
    number_open: int

    @property
    def number_failed(self) -> int:
        """How many translations fail."""
        return sum(entry.outcome == "failed" for entry in self.entries)


def pages_of(report: Report, judge: Callable[[Report], Verdict]) -> tuple[TranslationPage, ...]:
    """Part a report by translation, in its order; what it says of the run as a whole stays with the index."""
    by_target: dict[str, list[Pair]] = {}
    for pair in report.pairs:
        by_target.setdefault(pair.target.document.path, []).append(pair)
    reports = [Report(report.signature, tuple(pairs)) for pairs in by_target.values()]
    names = _names(list(by_target))
    return tuple(TranslationPage(name, each, judge(each)) for name, each in zip(names, reports, strict=True))


def lay_out_index(report: Report, verdict: Verdict, pages: Sequence[TranslationPage], folder: str) -> Index:
    """Lay the index out for the template; the pages are in `folder`, beside it."""
    entries = [_entry(page, folder) for page in pages]
    return Index(
        outcome=outcome(verdict),
        advice=_advice(entries),
        remarks=_first(remarks(report, verdict)),
        signature=report.signature,
        entries=tuple(sorted(entries, key=lambda entry: entry.outcome != "failed")),
        unchecked=tuple(unchecked(report)),
        notes=tuple(visible(note) for note in report.notes),
        number_open=len(report.open_findings),
    )


def _advice(entries: Sequence[Entry]) -> str:
    failed = sum(entry.outcome == "failed" for entry in entries)
    if not failed:
        return "Nothing keeps those that were checked from going out, by the rules set."
    return f"{failed} of {count(len(entries), 'translation')} must be seen to before going out."


def _first(told: tuple[str, ...]) -> tuple[str, ...]:
    """Return the remarks that a reader takes in at a glance; each translation's own stand in its line."""
    if len(told) <= _REMARKS:
        return told
    return (*told[: _REMARKS - 1], f"{len(told) - _REMARKS + 1} more reasons, each beside its translation below")


def _entry(page: TranslationPage, folder: str) -> Entry:
    pair = page.report.pairs[0]
    found = Counter(finding.severity for finding in page.report.open_findings)
    rows = lay_out_rows(pair, [(number, "") for number, _ in enumerate(pair.findings, start=1)]).rows
    return Entry(
        href=f"{quote(folder)}/{quote(page.name)}",
        pair=pair,
        others=len(page.report.pairs) - 1,
        outcome=outcome(page.verdict),
        remarks=remarks(page.report, page.verdict),
        counts={severity: found[severity] for severity in reversed(Severity)},
        strip=strip(rows, _CELLS),
    )


def _names(paths: Sequence[str]) -> Iterator[str]:
    """Yield a name of a file for each path: readable, safe on every file system, and no two that any takes for one."""
    seen: Counter[str] = Counter()
    for path in paths:
        words = re.sub(r"[^\w.]+", "-", path).strip("-.")
        stem = words.encode()[:_LONGEST_NAME].decode(errors="ignore") or "translation"
        seen[stem.casefold()] += 1
        repeat = seen[stem.casefold()]
        yield f"{stem}~{repeat}.html" if repeat > 1 else f"{stem}.html"

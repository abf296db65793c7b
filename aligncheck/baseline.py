"""The baseline: a file of findings that were accepted, so that the gate fails for new ones only.

A line of JSON an entry, sorted, without line numbers: the file can be read, compared and merged line by line (git's
``merge=union`` does it). An entry goes by the translation's path and the finding's fingerprint, so that it survives
edits elsewhere, moved lines and re-wrapping.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from aligncheck.errors import ConfigError
from aligncheck.finding import Finding
from aligncheck.formats.layout import layout
from aligncheck.formats.wording import shorten
from aligncheck.paths import plain
from aligncheck.report import Pair, Report
from aligncheck.writing import write_whole

SCHEMA = "aligncheck-baseline/1"
DEFAULT_FILE = "aligncheck-baseline.jsonl"

MAX_TEXT = 100
"""Characters of the marked words that an entry shows."""


@dataclass(frozen=True, order=True)
class Entry:
    """Accepted findings that are the same to a reader."""

    target: str
    """Path of the translation, as `aligncheck.paths.plain` writes it."""

    rule: str

    text: str
    """The marked words, shortened, for readers of the file."""

    fingerprint: str

    count: int = 1
    """How often the finding is accepted in this translation."""

    @property
    def key(self) -> tuple[str, str]:
        """What a finding is recognised by."""
        return self.target, self.fingerprint


def entries_of(report: Report) -> tuple[Entry, ...]:
    """Return the entries that accept every open finding of a report, sorted."""
    found = [_entry(pair, finding) for pair in report.pairs for finding in pair.findings if finding.suppressed is None]
    return tuple(sorted(replace(entry, count=number) for entry, number in Counter(found).items()))


def accept(report: Report, entries: Iterable[Entry], name: str) -> tuple[Report, tuple[Entry, ...]]:
    """Mark the findings that a baseline accepts.

    Args:
        report: The suppressions of the configuration applied already.
        entries: The baseline.
        name: Its file, for the reason given.

    Returns:
        The report, and the stale entries: those on translations of this report that accept more than there is.
    """
    left = {entry.key: entry.count for entry in entries}

    def judged(pair: Pair, finding: Finding) -> Finding:
        key = _entry(pair, finding).key
        if finding.suppressed is not None or not left.get(key):
            return finding
        left[key] -= 1
        return replace(finding, suppressed=f"in the baseline {name}")

    pairs = tuple(
        replace(pair, findings=tuple(judged(pair, finding) for finding in pair.findings)) for pair in report.pairs
    )
    seen = {plain(pair.target.document.path) for pair in report.pairs}
    stale = tuple(entry for entry in entries if left[entry.key] and entry.target in seen)
    return replace(report, pairs=pairs), stale


def renewed(entries: Iterable[Entry], report: Report) -> tuple[Entry, ...]:
    """Return the baseline with the entries on the report's translations replaced by what the report has now."""
    seen = {plain(pair.target.document.path) for pair in report.pairs}
    kept = [entry for entry in entries if entry.target not in seen]
    return tuple(sorted([*kept, *entries_of(report)]))


def read_baseline(path: str) -> tuple[Entry, ...]:
    """Read a baseline; of lines that a merge doubled, the one with the highest count holds.

    Raises:
        ConfigError: it cannot be read, or is no baseline.
    """
    try:
        lines = Path(path).read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as exc:
        reason = exc.strerror if isinstance(exc, OSError) else "not UTF-8"
        raise ConfigError(
            f"{path}: the baseline cannot be read ({reason})\n  Make one with: aligncheck baseline create"
        ) from exc
    best: dict[tuple[str, str], Entry] = {}
    for entry in _parsed(path, lines):
        best[entry.key] = max(entry, best.get(entry.key, entry), key=lambda each: each.count)
    return tuple(sorted(best.values()))


def write_baseline(path: str, entries: Iterable[Entry]) -> None:
    """Write a baseline, sorted, whole or not at all."""
    lines: list[Mapping[str, object]] = [{"schema": SCHEMA}, *(asdict(entry) for entry in sorted(entries))]
    write_whole(path, "".join(layout(line, depth=0) for line in lines))


def _parsed(path: str, lines: list[str]) -> Iterator[Entry]:
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            value = json.loads(line)
            if value == {"schema": SCHEMA}:
                continue
            entry = Entry(**value)
            if not isinstance(entry.count, int) or entry.count < 1:
                raise ValueError("a count below 1")  # noqa: TRY301 - one message for all that is wrong with a line
        except (ValueError, TypeError) as exc:
            raise ConfigError(
                f"{path}:{number}: not a line of a baseline ({exc})\n"
                "  Mend it, or write the file anew with: aligncheck baseline update"
            ) from exc
        yield entry


def _entry(pair: Pair, finding: Finding) -> Entry:
    words = [place.text for place in (finding.target, finding.source) if place is not None and place.text]
    return Entry(
        target=plain(pair.target.document.path),
        rule=finding.rule,
        text=shorten((words or [""])[0], MAX_TEXT),
        fingerprint=finding.fingerprint,
    )

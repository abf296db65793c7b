"""Suppressions: findings that the configuration accepts, each for a reason. The texts stay as they are."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from aligncheck.finding import Finding
from aligncheck.paths import fits
from aligncheck.report import Pair, Report


@dataclass(frozen=True)
class Suppression:
    """Which findings are accepted: those that all of `rule`, `text` and `file` fit; at least one is given."""

    reason: str
    rule: str | None = None

    text: str | None = None
    """Regular expression, looked for in the marked words of the translation and of the original."""

    file: str | None = None
    """Pattern of the translation's or the original's path, as for `aligncheck.paths.fits`."""

    def __str__(self) -> str:
        parts = (("rule", self.rule), ("text", self.text), ("file", self.file))
        return ", ".join(f"{name} = {value!r}" for name, value in parts if value is not None)

    def fits_pair(self, pair: Pair) -> bool:
        """Whether it says anything of a pair's files."""
        return self.file is None or any(fits(side.document.path, self.file) for side in (pair.source, pair.target))

    def fits_finding(self, finding: Finding) -> bool:
        """Whether rule and text fit a finding."""
        words = [place.text for place in (finding.source, finding.target) if place is not None]
        return self.rule in (None, finding.rule) and (
            self.text is None or any(re.search(self.text, text) for text in words)
        )


def suppress(report: Report, suppressions: Sequence[Suppression], *, complete: bool = True) -> Report:
    """Mark the findings that suppressions accept, each by the first one that fits.

    Args:
        report: A report without suppressed findings.
        suppressions: In the order of the configuration.
        complete: Whether the run looked at everything the suppressions may be for: only then is one unused.

    Returns:
        The report; its notes name each suppression that nothing needs.
    """
    used: set[int] = set()

    def judged(pair: Pair, finding: Finding) -> Finding:
        for number, each in enumerate(suppressions):
            if each.fits_pair(pair) and each.fits_finding(finding):
                used.add(number)
                return replace(finding, suppressed=each.reason)
        return finding

    pairs = tuple(
        replace(pair, findings=tuple(judged(pair, finding) for finding in pair.findings)) for pair in report.pairs
    )
    unused = [each for number, each in enumerate(suppressions) if number not in used] if complete else []
    notes = tuple(f"unused suppression: {each} fits no finding; take it out" for each in unused)
    return replace(report, pairs=pairs, notes=report.notes + notes)

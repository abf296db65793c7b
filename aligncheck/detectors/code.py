"""Code: a link, e-mail address, phone number, hashtag or designation that the translation changed, or lost.

Known false positives: links that lead to the translation's own site, and designations that are spelt out.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from aligncheck.alignment import Bead
from aligncheck.context import Context
from aligncheck.facts import beads
from aligncheck.facts.codes import Code as CodeFact
from aligncheck.facts.differences import Difference, Evidence
from aligncheck.facts.findings import findings
from aligncheck.finding import Category, Finding

PROBABILITIES = {
    Evidence.CODE: 0.83,
    Evidence.MISSING: 0.19,
    Evidence.ADDED: 0.07,
}
"""The precision of each class of evidence that `python benchmarks/facts.py DATA` measures and prints."""


@dataclass(frozen=True)
class Code:
    """Codes that differ."""

    rule: str = "code"
    category: Category = Category.MISTRANSLATION
    description: str = "A link, address, phone number, hashtag or code is not that of the original."

    def unavailable(self, context: Context) -> str | None:
        """Need both languages' ways of writing numbers, to tell them from codes."""
        return beads.unavailable(context)

    def detect(self, context: Context) -> Iterator[Finding]:
        """Yield a finding for each code that differs."""
        return findings(self, context, self.differences(context), PROBABILITIES)

    def differences(self, context: Context) -> Iterator[tuple[Bead, Difference[CodeFact]]]:
        """Yield all differences, however unlikely it is that they are errors."""
        for bead, found in beads.differences(context):
            for difference in found.codes:
                yield bead, difference

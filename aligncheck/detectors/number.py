"""Number: a number of the translation that is not the original's, in digits or in words.

Covers counts, shares and measured amounts; amounts of money are the rule money's, dates the rule date's. Known false
positives: texts that are edited rather than translated, and numbers that the original has wrong itself.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from aligncheck.alignment import Bead
from aligncheck.context import Context
from aligncheck.facts import beads
from aligncheck.facts.differences import Difference, Evidence
from aligncheck.facts.findings import findings
from aligncheck.facts.quantities import Quantity
from aligncheck.finding import Category, Finding

PROBABILITIES = {
    Evidence.SAME_UNIT: 0.86,
    Evidence.NO_UNIT: 0.93,
    Evidence.ONE_UNIT: 0.62,
    Evidence.SIGNS: 0.72,
    Evidence.REVERSED: 0.7,
    Evidence.VAGUE: 0.75,
    Evidence.WEAK: 0.8,
    # On translations proper 0.9, 0.9, 0.5, 0.76 and 0.8. But news that is edited as well rounds, reorders and drops
    # numbers on purpose (half and more of what these classes find in BPPT ECO), so they are shown as less sure.
    Evidence.ROUNDED: 0.55,
    Evidence.SWAPPED: 0.59,
    Evidence.REPEATED: 0.5,
    Evidence.NEARBY: 0.5,
    Evidence.MISSING: 0.55,
    Evidence.ADDED: 0.18,
}
"""The precision of each class of evidence that `python benchmarks/facts.py DATA` measures and prints."""


def is_money(difference: Difference[Quantity]) -> bool:
    """Whether one of the amounts is money."""
    facts = (difference.source, difference.target)
    return any(fact is not None and fact.unit is not None and fact.unit.is_money for fact in facts)


@dataclass(frozen=True)
class Number:
    """Numbers that differ."""

    rule: str = "number"
    category: Category = Category.NUMBER
    description: str = "A number of the translation is not that of the original."

    def unavailable(self, context: Context) -> str | None:
        """Need both languages' ways of writing numbers."""
        return beads.unavailable(context)

    def detect(self, context: Context) -> Iterator[Finding]:
        """Yield a finding for each number that differs."""
        return findings(self, context, self.differences(context), PROBABILITIES)

    def differences(self, context: Context) -> Iterator[tuple[Bead, Difference[Quantity]]]:
        """Yield all differences, however unlikely it is that they are errors."""
        for bead, found in beads.differences(context):
            for difference in found.quantities:
                if difference.evidence is not Evidence.UNIT and not is_money(difference):
                    yield bead, difference

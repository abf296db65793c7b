"""Measure: a unit of the translation that is not the original's, and not rightly converted either.

Known false positives: words of several units ("pound"), and units that one language names by another's word.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from aligncheck.alignment import Bead
from aligncheck.context import Context
from aligncheck.detectors.number import is_money
from aligncheck.facts import beads
from aligncheck.facts.differences import Difference, Evidence
from aligncheck.facts.findings import findings
from aligncheck.facts.quantities import Quantity
from aligncheck.finding import Category, Finding

PROBABILITIES = {Evidence.UNIT: 0.94}
"""The precision that `python benchmarks/facts.py DATA` measures and prints."""


@dataclass(frozen=True)
class Measure:
    """Units that differ."""

    rule: str = "measure"
    category: Category = Category.NUMBER
    description: str = "A unit of measure is not that of the original, and the number was not converted."

    def unavailable(self, context: Context) -> str | None:
        """Need both languages' names of units."""
        return beads.unavailable(context)

    def detect(self, context: Context) -> Iterator[Finding]:
        """Yield a finding for each number with another unit."""
        return findings(self, context, self.differences(context), PROBABILITIES)

    def differences(self, context: Context) -> Iterator[tuple[Bead, Difference[Quantity]]]:
        """Yield all differences, however unlikely it is that they are errors."""
        for bead, found in beads.differences(context):
            for difference in found.quantities:
                if difference.evidence is Evidence.UNIT and not is_money(difference):
                    yield bead, difference

"""Money: an amount or a currency of the translation that is not the original's.

Known false positives: as for number; texts that name the currency once and leave it out later.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from aligncheck.alignment import Bead
from aligncheck.context import Context
from aligncheck.detectors import number
from aligncheck.facts import beads
from aligncheck.facts.differences import Difference, Evidence
from aligncheck.facts.findings import findings
from aligncheck.facts.quantities import Quantity
from aligncheck.finding import Category, Finding

PROBABILITIES = {**number.PROBABILITIES, Evidence.UNIT: 0.83}
"""Amounts are read and compared as numbers are; a class of evidence is measured on both together."""


@dataclass(frozen=True)
class Money:
    """Amounts of money that differ."""

    rule: str = "money"
    category: Category = Category.NUMBER
    description: str = "An amount of money or its currency is not that of the original."

    def unavailable(self, context: Context) -> str | None:
        """Need both languages' ways of writing numbers and currencies."""
        return beads.unavailable(context)

    def detect(self, context: Context) -> Iterator[Finding]:
        """Yield a finding for each amount of money that differs."""
        return findings(self, context, self.differences(context), PROBABILITIES)

    def differences(self, context: Context) -> Iterator[tuple[Bead, Difference[Quantity]]]:
        """Yield all differences, however unlikely it is that they are errors."""
        for bead, found in beads.differences(context):
            for difference in found.quantities:
                if number.is_money(difference):
                    yield bead, difference

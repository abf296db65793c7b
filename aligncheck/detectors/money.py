"""Money: an amount or a currency of the translation that is not the original's.

Known false positives: as for number; texts that name the currency once and leave it out later.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from aligncheck.detectors import number
from aligncheck.detectors.differing import DifferingFacts
from aligncheck.facts.comparison import Differences
from aligncheck.facts.differences import Difference, Evidence
from aligncheck.facts.quantities import Quantity
from aligncheck.finding import Category

PROBABILITIES: dict[str, float] = {**number.PROBABILITIES, Evidence.UNIT: 0.82}
"""Amounts are read and compared as numbers are; a class of evidence is measured on both together."""


@dataclass(frozen=True)
class Money(DifferingFacts):
    """Amounts of money that differ."""

    rule: str = "money"
    category: Category = Category.NUMBER
    description: str = "An amount of money or its currency is not that of the original."

    probabilities: ClassVar[Mapping[str, float]] = PROBABILITIES

    def own(self, found: Differences) -> Iterator[Difference[Quantity]]:
        """Yield those of amounts of money."""
        yield from filter(number.is_money, found.quantities)

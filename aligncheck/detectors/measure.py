"""Measure: a unit of the translation that is not the original's, and not rightly converted either.

Known false positives: words of several units ("pound"), and units that one language names by another's word.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from aligncheck.detectors.differing import DifferingFacts
from aligncheck.detectors.number import is_money
from aligncheck.facts.comparison import Differences
from aligncheck.facts.differences import Difference, Evidence
from aligncheck.facts.quantities import Quantity
from aligncheck.finding import Category

PROBABILITIES: dict[str, float] = {Evidence.UNIT: 0.94}
"""The precision that `python benchmarks/facts.py DATA` measures and prints."""


@dataclass(frozen=True)
class Measure(DifferingFacts):
    """Units that differ."""

    rule: str = "measure"
    category: Category = Category.NUMBER
    description: str = "A unit of measure is not that of the original, and the number was not converted."

    probabilities: ClassVar[Mapping[str, float]] = PROBABILITIES

    def own(self, found: Differences) -> Iterator[Difference[Quantity]]:
        """Yield those of units."""
        for difference in found.quantities:
            if difference.evidence is Evidence.UNIT and not is_money(difference):
                yield difference

"""Number: a number of the translation that is not the original's, in digits or in words.

Covers counts, shares and measured amounts; amounts of money are the rule money's, dates the rule date's. Known false
positives: texts that are edited rather than translated, and numbers that the original has wrong itself.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from aligncheck.detectors.differing import FREELY, DifferingFacts
from aligncheck.facts.comparison import Differences
from aligncheck.facts.differences import Difference, Evidence
from aligncheck.facts.quantities import Quantity
from aligncheck.finding import Category

PROBABILITIES: dict[str, float] = {
    Evidence.SAME_UNIT: 0.88,
    Evidence.NO_UNIT: 0.92,
    Evidence.ONE_UNIT: 0.62,
    Evidence.SIGNS: 0.71,
    Evidence.REVERSED: 0.74,
    Evidence.VAGUE: 0.73,
    Evidence.WEAK: 0.85,
    Evidence.ROUNDED: 0.94,
    Evidence.SWAPPED: 0.89,
    Evidence.INVERTED: 0.71,
    Evidence.REPEATED: 0.7,
    Evidence.NEARBY: 0.6,
    Evidence.MISSING: 0.82,
    # Of 18 read in BPPT INT and SPO, dates among them, 14 are real differences, but most are editing on purpose.
    FREELY: 0.4,
    Evidence.ADDED: 0.11,
}
"""The precision of each class of evidence that `python benchmarks/facts.py DATA` measures and prints."""


def is_money(difference: Difference[Quantity]) -> bool:
    """Whether one of the amounts is money."""
    facts = (difference.source, difference.target)
    return any(fact is not None and fact.unit is not None and fact.unit.is_money for fact in facts)


@dataclass(frozen=True)
class Number(DifferingFacts):
    """Numbers that differ."""

    rule: str = "number"
    category: Category = Category.NUMBER
    description: str = "A number of the translation is not that of the original."

    probabilities: ClassVar[Mapping[str, float]] = PROBABILITIES

    def own(self, found: Differences) -> Iterator[Difference[Quantity]]:
        """Yield those of numbers and measured amounts, but for the unit."""
        for difference in found.quantities:
            if difference.evidence is not Evidence.UNIT and not is_money(difference):
                yield difference

"""Date: a date, weekday or time of day of the translation that is not the original's.

A date that is in full on one side only is a minor omission; a weekday that contradicts its own date is reported where
the original does not. Known false positives: news that is dated anew for its readers ("Thursday" for "kemarin").
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from aligncheck.detectors.differing import FREELY, DifferingFacts
from aligncheck.facts.comparison import Differences
from aligncheck.facts.differences import Difference, Evidence
from aligncheck.facts.moments import Moment
from aligncheck.finding import Category

PROBABILITIES: dict[str, float] = {
    Evidence.DATE: 0.96,
    Evidence.YEAR: 0.96,
    Evidence.MONTH: 0.92,
    Evidence.WEEKDAY: 0.85,
    Evidence.TIME: 0.66,
    Evidence.CONTRADICTION: 0.5,
    Evidence.WEAK: 0.69,
    Evidence.PARTIAL: 0.88,
    Evidence.REPEATED: 0.6,
    Evidence.RELATIVE: 0.9,
    Evidence.NEARBY: 0.56,
    # News that is edited dates itself anew: a tenth of BPPT ECO's pairs differ so, which would drown the rest.
    FREELY: 0.3,
    Evidence.MISSING: 0.89,
    Evidence.ADDED: 0.14,
}
"""The precision of each class of evidence that `python benchmarks/facts.py DATA` measures and prints."""


@dataclass(frozen=True)
class Date(DifferingFacts):
    """Dates and times that differ."""

    rule: str = "date"
    category: Category = Category.NUMBER
    description: str = "A date, weekday or time of the translation is not that of the original."

    probabilities: ClassVar[Mapping[str, float]] = PROBABILITIES

    def own(self, found: Differences) -> tuple[Difference[Moment], ...]:
        """Return those of dates and times."""
        return found.moments

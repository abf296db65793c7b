"""Code: a link, e-mail address, phone number, hashtag or designation that the translation changed, or lost.

Known false positives: links that lead to the translation's own site, and designations that are spelt out.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from aligncheck.detectors.differing import FREELY, DifferingFacts
from aligncheck.facts.codes import Code as CodeFact
from aligncheck.facts.comparison import Differences
from aligncheck.facts.differences import Difference, Evidence
from aligncheck.finding import Category

PROBABILITIES: dict[str, float] = {
    Evidence.CODE: 0.82,
    Evidence.MISSING: 0.2,
    Evidence.ADDED: 0.09,
    FREELY: 0.2,
}
"""The precision of each class of evidence that `python benchmarks/facts.py DATA` measures and prints."""


@dataclass(frozen=True)
class Code(DifferingFacts):
    """Codes that differ."""

    rule: str = "code"
    category: Category = Category.MISTRANSLATION
    description: str = "A link, address, phone number, hashtag or code is not that of the original."

    probabilities: ClassVar[Mapping[str, float]] = PROBABILITIES

    def own(self, found: Differences) -> tuple[Difference[CodeFact], ...]:
        """Return those of codes."""
        return found.codes

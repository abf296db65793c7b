"""What the rules have in common that read the estimator: each reports the suspected errors of one category.

How sure a finding is was measured (benchmarks/estimation.py). Known false positives: free translations that are right,
and names and terms the encoder does not know.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from aligncheck.alignment import Bead
from aligncheck.context import Context
from aligncheck.detectors.renderings import usual_renderings
from aligncheck.document import Place
from aligncheck.estimator.review import WordError
from aligncheck.finding import Category, Finding


@dataclass(frozen=True)
class Estimated(ABC):
    """A rule on the estimator's findings."""

    rule: str
    category: Category
    description: str

    def unavailable(self, context: Context) -> str | None:
        """Need the estimator."""
        return "the estimator did not run" if context.reviews is None else None

    def detect(self, context: Context) -> Iterator[Finding]:
        """Yield a finding for each suspected error of the category."""
        for bead in context.alignment.beads:
            reviewed = (context.reviews or {}).get(bead)
            for error in reviewed.errors if reviewed else ():
                if error.category is self.category:
                    yield Finding(
                        rule=self.rule,
                        category=self.category,
                        severity=error.severity,
                        probability=error.probability,
                        message=self.message(error, bead, context),
                        source=error.source,
                        target=error.target,
                    )

    @abstractmethod
    def message(self, error: WordError, bead: Bead, context: Context) -> str:
        """Say what was seen, as sentences for an editor."""


def usually(source: Place, bead: Bead, context: Context) -> str:
    """Return a sentence on what source words usually become, after a blank; nothing where that is not known."""
    known = usual_renderings(source, bead, context)
    parts = [f"'{word}' is usually '" + "' or '".join(renderings) + "'" for word, renderings in known.items()]
    return f" {'; '.join(parts)}." if parts else ""


def without_doubles(findings: Iterable[Finding], estimated: Iterable[str]) -> list[Finding]:
    """Leave out what an estimated rule says of words that another rule has a finding on: one error, one finding.

    Args:
        findings: Of all rules.
        estimated: Ids of the estimated rules.
    """
    found = list(findings)
    weak = frozenset(estimated)
    exact = [finding for finding in found if finding.rule not in weak]
    return [finding for finding in found if finding.rule not in weak or not any(_same(finding, e) for e in exact)]


def _same(one: Finding, other: Finding) -> bool:
    """Whether two findings share words: of the translation, or of the original where neither has any there."""
    if one.target is None or other.target is None:
        return False
    if one.target.text or other.target.text:
        return max(one.target.start, other.target.start) < min(one.target.end, other.target.end)
    if one.source is None or other.source is None:
        return False
    return max(one.source.start, other.source.start) < min(one.source.end, other.source.end)

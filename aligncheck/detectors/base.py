"""What every detector is."""

from collections.abc import Iterator
from typing import Protocol

from aligncheck.context import Context
from aligncheck.finding import Category, Finding


class Detector(Protocol):
    """A rule: its facts, and one pass over a pair of texts."""

    @property
    def rule(self) -> str:
        """Kebab-case id; the module is named after it."""

    @property
    def category(self) -> Category:
        """The kind of error it reports."""

    @property
    def description(self) -> str:
        """One sentence: what it finds."""

    def unavailable(self, context: Context) -> str | None:
        """Say why the rule cannot look at these texts (no data for their language), or None if it can."""

    def detect(self, context: Context) -> Iterator[Finding]:
        """Yield findings in the order of the texts."""

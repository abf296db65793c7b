"""What every report format is."""

from typing import Protocol

from aligncheck.gate import Verdict
from aligncheck.report import Report


class Format(Protocol):
    """One way of writing a report down. It returns text and never prints."""

    @property
    def name(self) -> str:
        """The word for ``--format``."""

    @property
    def suffix(self) -> str:
        """The usual file suffix, such as ``.json``."""

    def render(self, report: Report, verdict: Verdict) -> str:
        """Return the whole report as text that ends with a newline."""

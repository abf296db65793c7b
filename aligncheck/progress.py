"""What the user sees of a run while it goes on: standard error only, and bars only on a terminal."""

import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from aligncheck.embedding import OnProgress


@dataclass(frozen=True)
class Console:
    """Says things beside the report."""

    quiet: bool = False
    verbose: bool = False

    @property
    def _on_terminal(self) -> bool:
        return not self.quiet and sys.stderr.isatty()

    def note(self, message: str) -> None:
        """Say what the user should know even though the run goes on."""
        if not self.quiet:
            click.echo(f"aligncheck: {message}", err=True)

    def detail(self, message: str) -> None:
        """Say what only a curious user wants to know."""
        if self.verbose:
            click.echo(f"aligncheck: {message}", err=True)

    @contextmanager
    def waiting(self, label: str) -> Iterator[None]:
        """Show what the user waits for where its length is unknown, and take it away afterwards."""
        if not self._on_terminal:
            yield
            return
        click.echo(f"{label} ...", err=True, nl=False)
        try:
            yield
        finally:
            click.echo("\r\033[K", err=True, nl=False)

    @contextmanager
    def bar(self, label: str, length: int) -> Iterator["OnProgress"]:
        """Show a bar that the yielded function advances; nothing where standard error is not a terminal."""
        if not self._on_terminal:
            yield lambda _: None
            return
        with click.progressbar(length=length, label=label, file=sys.stderr) as bar:
            yield bar.update


class Notes(logging.Handler):
    """Says warnings of the library's log as notes."""

    def __init__(self, console: Console) -> None:
        super().__init__(logging.WARNING)
        self._console = console

    def emit(self, record: logging.LogRecord) -> None:
        """Say one warning."""
        self._console.note(record.getMessage())

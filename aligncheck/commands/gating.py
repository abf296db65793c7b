"""The options that say what fails the gate."""

from collections.abc import Callable
from typing import Any, TypeVar

import click

from aligncheck.config import CONFIDENCE_CHOICES, FAIL_ON_CHOICES
from aligncheck.gate import Limit
from aligncheck.settings import limit

_Command = TypeVar("_Command", bound=Callable[..., Any])


def _limits(_context: click.Context, _option: click.Parameter, values: tuple[str, ...]) -> tuple[Limit, ...]:
    try:
        return tuple(map(limit, values))
    except TypeError as exc:
        raise click.BadParameter(f"it must be {exc}.") from exc


def _least(name: str, what: str) -> Callable[[_Command], _Command]:
    return click.option(name, type=click.FloatRange(0, 1), metavar="NUMBER", help=f"Least {what}, from 0 to 1.")


_GATE = (
    click.option(
        "--fail-on",
        type=click.Choice(FAIL_ON_CHOICES),
        help="Least severity that fails the gate (default: major); new: any finding of at least --min-confidence that "
        "the baseline does not accept; never: no finding and no limit fails it.",
    ),
    click.option(
        "--min-confidence",
        type=click.Choice(CONFIDENCE_CHOICES),
        help="Least confidence at which a finding counts for the gate (default: medium).",
    ),
    click.option(
        "--max",
        "max",
        multiple=True,
        metavar="LIMIT",
        callback=_limits,
        help="Findings a translation may have, such as omission=0 or mistranslation:major=2; repeatable.",
    ),
    _least("--min-coverage", "share of the translation that stands in its original"),
    _least("--min-sentence-score", "score of each sentence"),
    _least("--min-document-score", "score of the translation"),
    click.option("--baseline", metavar="FILE", help="Accepted findings, as aligncheck baseline writes them."),
)


def gate_options(command: _Command) -> _Command:
    """Add the options of the gate."""
    for option in reversed(_GATE):
        command = option(command)
    return command

"""``aligncheck check``: the report on a translation."""

import os
import sys
from typing import TYPE_CHECKING, Any

import click

from aligncheck.commands.shared import (
    console_for,
    destinations,
    embedder_for,
    errors_explained,
    estimator_for,
    read_pair,
    shared_options,
    write,
)
from aligncheck.config import CONFIDENCE_CHOICES, FAIL_ON_CHOICES, Options, resolve
from aligncheck.gate import ExitStatus
from aligncheck.outputs import STANDARD_OUTPUT, Destination
from aligncheck.progress import Console

if TYPE_CHECKING:
    from aligncheck.formats import Format

_EXAMPLES = """\b
Examples:
  aligncheck check original.txt translation.txt
  aligncheck check articles/ --format html --output report.html
  aligncheck check a.txt b.txt c.txt --translation translated.txt
  aligncheck check original.txt translation.txt --format json --output report.json --format table
  aligncheck check de.txt fr.txt --source-lang de --target-lang fr --fail-on critical"""


@click.command(epilog=_EXAMPLES)
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--translation", metavar="FILE", help="The translation; the other files are its candidate originals.")
@click.option(
    "-f",
    "--format",
    "format",
    multiple=True,
    metavar="NAME",
    help="table (default), json, markdown, html, sarif, junit, github or gitlab; repeatable.",
)
@click.option(
    "-o", "--output", multiple=True, metavar="FILE", help="Where the format of the same position goes; repeatable."
)
@click.option(
    "--fail-on", type=click.Choice(FAIL_ON_CHOICES), help="Least severity that fails the gate (default: major)."
)
@click.option(
    "--min-confidence",
    type=click.Choice(CONFIDENCE_CHOICES),
    help="Least confidence at which a finding counts for the gate (default: medium).",
)
@click.option(
    "--estimator/--no-estimator",
    default=None,
    help="Whether the estimator looks for wrong words (default: it does); without it a run takes half the time.",
)
@shared_options
def check(paths: tuple[str, ...], translation: str | None, config_path: str | None, **given: Any) -> None:
    """Report what is left out, added or wrong in a translation.

    PATH... is an original and its translation; or a folder, or several files, of which the one in another language is
    the translation; or candidate originals, with --translation.

    Exit codes: 0 the gate passed, 1 it failed, 2 wrong usage, 3 the texts could not be checked.
    """
    console = console_for(given)
    with errors_explained():
        options = resolve(given, config_path)
        status = _check(paths, translation, options, console)
    sys.exit(status)


def _check(paths: tuple[str, ...], translation: str | None, options: Options, console: Console) -> ExitStatus:
    from aligncheck.formats import FORMATS

    wanted = destinations(options.format, options.output, {name: each.suffix for name, each in FORMATS.items()})

    from aligncheck import pipeline
    from aligncheck.gate import judge

    sources, target = read_pair(paths, translation, options, console)
    embedder = embedder_for(options.model, console)
    with console.bar("Comparing", sum(len(text.segments) for text in (*sources, target))) as on_progress:
        pairs = pipeline.compare(sources, target, embedder, on_progress)
    reviews = None
    if options.estimator and pipeline.is_checked(pairs[0]):
        estimator = estimator_for(embedder, console)
        with console.bar("Estimating", pipeline.count_reviewed(pairs[0])) as on_progress:
            reviews = pipeline.review_pair(pairs[0], estimator, on_progress)
    report = pipeline.inspect(pairs, reviews, model=embedder.name, config=options.digest)
    verdict = judge(report, options.policy)
    write([(each, _format_for(each).render(report, verdict)) for each in wanted], console)
    console.note("the gate passed" if verdict.passed else f"the gate failed: {'; '.join(verdict.reasons)}")
    return verdict.exit_status


def _format_for(destination: Destination) -> "Format":
    from aligncheck.formats import FORMATS, TableFormat

    on_terminal = destination.path == STANDARD_OUTPUT and sys.stdout.isatty() and "NO_COLOR" not in os.environ
    return (
        TableFormat(color=True)
        if on_terminal and destination.format == TableFormat.name
        else FORMATS[destination.format]
    )

"""``aligncheck align``: which sentences belong together."""

from typing import Any

import click

from aligncheck.commands.shared import (
    console_for,
    embedder_for,
    errors_explained,
    read_given,
    segmented,
    shared_options,
    write,
)
from aligncheck.config import Options, resolve
from aligncheck.outputs import STANDARD_OUTPUT, Destination
from aligncheck.progress import Console

_EXAMPLES = """\b
Examples:
  aligncheck align original.txt translation.txt
  aligncheck align de.txt fr.txt --presplit --source-lang de --target-lang fr
  aligncheck align original.txt translation.txt --format tsv --output beads.tsv"""


@click.command(epilog=_EXAMPLES)
@click.argument("source")
@click.argument("target")
@click.option(
    "-f", "--format", "format", metavar="NAME", default="ladder", help="ladder (default), tsv with the texts, or json."
)
@click.option("-o", "--output", metavar="FILE", default=STANDARD_OUTPUT, help="Else standard output.")
@shared_options
def align(source: str, target: str, format: str, output: str, config_path: str | None, **given: Any) -> None:  # noqa: A002 - named like the option
    """Print which sentences of SOURCE and TARGET belong together.

    The ladder format is what the field's scorers read: the segments of each bead, counted from 0.
    """
    console = console_for(given)
    with errors_explained():
        options = resolve(given, config_path)
        _align(source, target, options, console, Destination(format, output))


def _align(source: str, target: str, options: Options, console: Console, destination: Destination) -> None:
    from aligncheck.formats.beads import BEAD_FORMATS

    if destination.format not in BEAD_FORMATS:
        raise click.UsageError(f"unknown format {destination.format!r}; known are {', '.join(BEAD_FORMATS)}")

    from aligncheck import pipeline

    (source_text,), target_text = segmented(read_given((source, target), None, options, console), options, console)
    embedder = embedder_for(options.model, console)
    with console.bar("Aligning", len(source_text.segments) + len(target_text.segments)) as on_progress:
        alignment = pipeline.align_documents(source_text, target_text, embedder, on_progress)
    rendered = BEAD_FORMATS[destination.format](source_text, target_text, alignment)
    write([(destination, rendered)], console)

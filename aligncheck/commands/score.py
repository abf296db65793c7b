"""``aligncheck score``: tags and probabilities of words, as the field's scorers read them."""

from collections.abc import Iterator
from typing import Any

import click

from aligncheck.commands.shared import (
    console_for,
    errors_explained,
    estimator_for,
    language_options,
    quietness_options,
    write,
)
from aligncheck.outputs import STANDARD_OUTPUT, Destination
from aligncheck.progress import Console

_EXAMPLES = """\b
Examples:
  aligncheck score pairs.tsv
  aligncheck score source.txt translation.txt --output scores.jsonl
  aligncheck score test.src test.mt --pretokenized --source-lang ro --target-lang en"""


@click.command(epilog=_EXAMPLES)
@click.argument("source", metavar="FILE")
@click.argument("target", required=False, metavar="[TRANSLATIONS]")
@click.option("--pretokenized", is_flag=True, help="Tokens are what blanks divide; each gets a tag.")
@click.option("-o", "--output", metavar="FILE", default=STANDARD_OUTPUT, help="Else standard output.")
@language_options
@quietness_options
def score(source: str, target: str | None, pretokenized: bool, output: str, **given: Any) -> None:  # noqa: FBT001 - click's way
    """Score translations line by line, and tag their words.

    FILE has a source text, a tab and its translation on each line; or it has the source texts, and TRANSLATIONS has the
    translations, line by line. Each pair becomes a line of JSON: a score from 0 to 1, 1 being best; OK or BAD for each
    word of translation and source, and how likely it is BAD; and how likely words miss in each gap between words.
    """
    console = console_for(given)
    with errors_explained():
        _score(source, target, console, Destination("jsonl", output), pretokenized=pretokenized, **given)


def _score(
    source: str,
    target: str | None,
    console: Console,
    destination: Destination,
    *,
    pretokenized: bool,
    source_lang: str | None,
    target_lang: str | None,
    encoding: str | None,
) -> None:
    from aligncheck.estimator.score_lines import LinePair, read_files, read_table, score_lines
    from aligncheck.reading import read_text

    def lines(path: str) -> list[str]:
        return read_text(path, encoding).text.removesuffix("\n").split("\n")

    def pairs() -> Iterator[LinePair]:
        return (
            read_table(lines(source), source)
            if target is None
            else read_files(lines(source), lines(target), (source, target))
        )

    found = list(pairs())
    languages = (source_lang, target_lang) if source_lang and target_lang else None
    estimator = estimator_for(None, console)
    with console.bar("Scoring", len(found)) as on_progress:
        scored = [
            line + "\n"
            for line in score_lines(
                found, estimator, pretokenized=pretokenized, languages=languages, on_progress=on_progress
            )
        ]
    write([(destination, "".join(scored))], console)

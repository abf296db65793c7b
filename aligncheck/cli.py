"""The command line: options in, reports out, an exit code. It decides nothing itself."""

import logging
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

import click

from aligncheck import __version__
from aligncheck.config import CONFIDENCE_CHOICES, FAIL_ON_CHOICES, Options, language_code, resolve
from aligncheck.errors import AlignCheckError
from aligncheck.gate import ExitStatus
from aligncheck.outputs import STANDARD_OUTPUT, Destination, plan
from aligncheck.progress import Console, Notes

if TYPE_CHECKING:
    from aligncheck.document import SegmentedDocument
    from aligncheck.embedding import Embedder
    from aligncheck.formats import Format

_Command = TypeVar("_Command", bound=Callable[..., Any])

_EXAMPLES = {
    "check": """\b
Examples:
  aligncheck check original.txt translation.txt
  aligncheck check articles/ --format html --output report.html
  aligncheck check a.txt b.txt c.txt --translation translated.txt
  aligncheck check original.txt translation.txt --format json --output report.json --format table
  aligncheck check de.txt fr.txt --source-lang de --target-lang fr --fail-on critical""",
    "align": """\b
Examples:
  aligncheck align original.txt translation.txt
  aligncheck align de.txt fr.txt --presplit --source-lang de --target-lang fr
  aligncheck align original.txt translation.txt --format tsv --output beads.tsv""",
}


def _language_code(_context: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    try:
        return None if value is None else language_code(value)
    except TypeError as exc:
        raise click.BadParameter(f"{value!r} is not {exc}.") from exc


def _shared_options(command: _Command) -> _Command:
    """Add the options that say how texts are read and embedded."""
    for option in reversed(
        (
            click.option(
                "--source-lang",
                metavar="CODE",
                callback=_language_code,
                help="Language of the original (id, de, ...); else detected.",
            ),
            click.option(
                "--target-lang",
                metavar="CODE",
                callback=_language_code,
                help="Language of the translation; else detected.",
            ),
            click.option("--encoding", metavar="NAME", help="Encoding of the files; else detected."),
            click.option("--presplit", is_flag=True, default=None, help="Take every line as one segment."),
            click.option(
                "--model",
                metavar="NAME_OR_PATH",
                help="A sentence-transformers model, from a folder or the hub; by default the embedded one, offline.",
            ),
            click.option(
                "--config", "config_path", metavar="FILE", help="Configuration; else aligncheck.toml or pyproject.toml."
            ),
            click.option("-q", "--quiet", is_flag=True, help="Say nothing beside the report, except errors."),
            click.option("-v", "--verbose", is_flag=True, help="Say what was read and how."),
        )
    ):
        command = option(command)
    return command


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="aligncheck")
def main() -> None:
    """Check a translated document against its original: what was left out, added, or got wrong, and where."""
    # torch's threads wait for each other by spinning, which on a machine that has other work takes the very cores they
    # wait for: encoding was measured to take 2 to 6 times as long. Read when torch is first imported.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")


@main.command(epilog=_EXAMPLES["check"])
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("--translation", metavar="FILE", help="The translation; the other files are its candidate originals.")
@click.option(
    "-f",
    "--format",
    "format",
    multiple=True,
    metavar="NAME",
    help="table (default), json, markdown or html; repeatable.",
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
@_shared_options
def check(paths: tuple[str, ...], translation: str | None, config_path: str | None, **given: Any) -> None:
    """Report what is left out, added or wrong in a translation.

    PATH... is an original and its translation; or a folder, or several files, of which the one in another language is
    the translation; or candidate originals, with --translation.

    Exit codes: 0 the gate passed, 1 it failed, 2 wrong usage, 3 the texts could not be checked.
    """
    console = _console(given)
    with _errors_explained():
        options = resolve(given, config_path)
        status = _check(paths, translation, options, console)
    sys.exit(status)


@main.command(epilog=_EXAMPLES["align"])
@click.argument("source")
@click.argument("target")
@click.option(
    "-f", "--format", "format", metavar="NAME", default="ladder", help="ladder (default), tsv with the texts, or json."
)
@click.option("-o", "--output", metavar="FILE", default=STANDARD_OUTPUT, help="Else standard output.")
@_shared_options
def align(source: str, target: str, format: str, output: str, config_path: str | None, **given: Any) -> None:  # noqa: A002 - named like the option
    """Print which sentences of SOURCE and TARGET belong together.

    The ladder format is what the field's scorers read: the segments of each bead, counted from 0.
    """
    console = _console(given)
    with _errors_explained():
        options = resolve(given, config_path)
        _align(source, target, options, console, Destination(format, output))


def _check(paths: tuple[str, ...], translation: str | None, options: Options, console: Console) -> ExitStatus:
    from aligncheck.formats import FORMATS

    destinations = _plan(options.format, options.output, {name: each.suffix for name, each in FORMATS.items()})

    from aligncheck import pipeline
    from aligncheck.gate import judge

    sources, target = _read(paths, translation, options, console)
    embedder = _load_embedder(options.model, console)
    with console.bar("Comparing", sum(len(text.segments) for text in (*sources, target))) as on_progress:
        report = pipeline.check(sources, target, embedder, config=options.digest, on_progress=on_progress)
    verdict = judge(report, options.policy)
    _write([(each, _format_for(each).render(report, verdict)) for each in destinations], console)
    console.note("the gate passed" if verdict.passed else f"the gate failed: {'; '.join(verdict.reasons)}")
    return verdict.exit_status


def _align(source: str, target: str, options: Options, console: Console, destination: Destination) -> None:
    from aligncheck.formats.beads import BEAD_FORMATS

    if destination.format not in BEAD_FORMATS:
        raise click.UsageError(f"unknown format {destination.format!r}; known are {', '.join(BEAD_FORMATS)}")

    from aligncheck import pipeline

    (source_text,), target_text = _read((source, target), None, options, console)
    embedder = _load_embedder(options.model, console)
    with console.bar("Aligning", len(source_text.segments) + len(target_text.segments)) as on_progress:
        alignment = pipeline.align_documents(source_text, target_text, embedder, on_progress)
    rendered = BEAD_FORMATS[destination.format](source_text, target_text, alignment)
    _write([(destination, rendered)], console)


def _plan(formats: Sequence[str], outputs: Sequence[str], suffixes: dict[str, str]) -> tuple[Destination, ...]:
    try:
        return plan(formats, outputs, suffixes)
    except ValueError as exc:
        raise click.UsageError(str(exc)) from exc


def _read(
    paths: tuple[str, ...], translation: str | None, options: Options, console: Console
) -> tuple[list["SegmentedDocument"], "SegmentedDocument"]:
    from aligncheck.inputs import Naming, gather
    from aligncheck.pipeline import segment

    inputs = gather(paths, translation, Naming(options.source_lang, options.target_lang, options.encoding))
    for note in inputs.notes:
        console.note(note)
    texts = [segment(document, options.segmenter) for document in (*inputs.sources, inputs.target)]
    for text in texts:
        console.detail(f"{text.document.path}: {text.document.language}, {len(text.segments)} segments")
    return texts[:-1], texts[-1]


def _load_embedder(model: str, console: Console) -> "Embedder":
    with console.waiting("Loading the model"):
        from aligncheck.sentence_transformer import load_embedder

        return load_embedder(model, announce=console.note)


def _write(rendered: list[tuple[Destination, str]], console: Console) -> None:
    """Write the files first: what reaches standard output then never stands for a run that failed half-way."""
    from aligncheck.writing import write_whole

    for destination, text in sorted(rendered, key=lambda item: item[0].path == STANDARD_OUTPUT):
        if destination.path == STANDARD_OUTPUT:
            click.echo(text, nl=False)
        else:
            write_whole(destination.path, text)
            console.note(f"wrote {destination.path}")


def _format_for(destination: Destination) -> "Format":
    from aligncheck.formats import FORMATS, TableFormat

    on_terminal = destination.path == STANDARD_OUTPUT and sys.stdout.isatty() and "NO_COLOR" not in os.environ
    return (
        TableFormat(color=True)
        if on_terminal and destination.format == TableFormat.name
        else FORMATS[destination.format]
    )


def _console(given: dict[str, Any]) -> Console:
    console = Console(given.pop("quiet"), given.pop("verbose"))
    # Only our own log: what libraries have to say is not for the user.
    logging.getLogger("aligncheck").handlers = [Notes(console)]
    return console


@contextmanager
def _errors_explained() -> Iterator[None]:
    """Print an error of ours as one block and leave with exit code 3; a defect keeps its traceback."""
    try:
        yield
    except AlignCheckError as exc:
        click.echo(f"aligncheck: {exc}\n  {exc.consequence} (exit {ExitStatus.NOT_CHECKED:d}).", err=True)
        sys.exit(ExitStatus.NOT_CHECKED)

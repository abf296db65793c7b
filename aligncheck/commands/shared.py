"""What the commands have in common: options, reading, models, writing, and what becomes of errors."""

import logging
import os
import sys
import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar

import click

from aligncheck.config import Options
from aligncheck.errors import AlignCheckError
from aligncheck.gate import ExitStatus
from aligncheck.outputs import STANDARD_OUTPUT, Destination, plan
from aligncheck.progress import Console, Notes
from aligncheck.settings import language_code

if TYPE_CHECKING:
    from aligncheck.document import SegmentedDocument
    from aligncheck.estimator.estimator import Estimator
    from aligncheck.inputs import Texts
    from aligncheck.sentence_transformer import SentenceTransformerEmbedder

INTERRUPTED = 130
"""The exit code of a run that the user interrupted: 128 and the signal's number, as shells have it."""

UNREAD = 141
"""Likewise where what reads standard output went away."""

_Command = TypeVar("_Command", bound=Callable[..., Any])


def _language_code(_context: click.Context, _option: click.Parameter, value: str | None) -> str | None:
    try:
        return None if value is None else language_code(value)
    except TypeError as exc:
        raise click.BadParameter(f"{value!r} is not {exc}.") from exc


_LANGUAGE = (
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
)
_ENCODING_OF_TEXTS = (
    click.option("--presplit", is_flag=True, default=None, help="Take every line as one segment."),
    click.option(
        "--model",
        metavar="NAME_OR_PATH",
        help="A sentence-transformers model, from a folder or the hub; by default the embedded one, offline.",
    ),
    click.option(
        "--config", "config_path", metavar="FILE", help="Configuration; else aligncheck.toml or pyproject.toml."
    ),
)
_QUIETNESS = (
    click.option("-q", "--quiet", is_flag=True, help="Say nothing beside the report, except errors."),
    click.option("-v", "--verbose", is_flag=True, help="Say what was read and how."),
)


def language_options(command: _Command) -> _Command:
    """Add the options that say what languages and encoding the texts have."""
    return _added(command, _LANGUAGE)


def quietness_options(command: _Command) -> _Command:
    """Add the options that say how much is told."""
    return _added(command, _QUIETNESS)


def shared_options(command: _Command) -> _Command:
    """Add the options that say how documents are read and embedded."""
    return _added(command, (*_LANGUAGE, *_ENCODING_OF_TEXTS, *_QUIETNESS))


def _added(command: _Command, options: Sequence[Callable[[_Command], _Command]]) -> _Command:
    for option in reversed(options):
        command = option(command)
    return command


def destinations(formats: Sequence[str], outputs: Sequence[str], suffixes: dict[str, str]) -> tuple[Destination, ...]:
    """Say where each format goes."""
    try:
        return plan(formats, outputs, suffixes)
    except ValueError as exc:
        raise click.UsageError(str(exc)) from exc


def read_given(paths: tuple[str, ...], translation: str | None, options: Options, console: Console) -> "Texts":
    """Read the candidate originals and the translation."""
    from aligncheck.inputs import read_texts

    texts = read_texts(paths, translation, options.encoding)
    for note in texts.notes:
        console.note(note)
    return texts


def segmented(
    texts: "Texts", options: Options, console: Console
) -> tuple[list["SegmentedDocument"], "SegmentedDocument"]:
    """Tell originals from translation, and segment them."""
    from aligncheck.inputs import Naming, tell_apart
    from aligncheck.pipeline import segment

    inputs = tell_apart(texts, Naming(options.source_lang, options.target_lang))
    documents = [segment(document, options.segmenter) for document in (*inputs.sources, inputs.target)]
    tell_segments(documents, console)
    return documents[:-1], documents[-1]


def tell_segments(documents: Iterable["SegmentedDocument"], console: Console) -> None:
    """Say what the curious want to know of texts."""
    for text in documents:
        console.detail(f"{text.document.path}: {text.document.language}, {len(text.segments)} segments")


def embedder_for(model: str, console: Console) -> "SentenceTransformerEmbedder":
    """Load the model that embeds segments."""
    with console.waiting("Loading the model"):
        from aligncheck.sentence_transformer import load_embedder

        return load_embedder(model, announce=console.note)


def estimator_for(embedder: "SentenceTransformerEmbedder | None", console: Console) -> "Estimator":
    """Load the estimator, on the encoder that is already in memory if that is the embedded model's."""
    with console.waiting("Loading the estimator"):
        from aligncheck.estimator.loading import load_estimator

        return load_estimator(embedder.embedded_encoder if embedder else None, announce=console.note)


def write(rendered: list[tuple[Destination, str]], console: Console) -> None:
    """Write the files first: what reaches standard output then never stands for a run that failed half-way."""
    from aligncheck.writing import write_whole

    for destination, text in sorted(rendered, key=lambda item: item[0].path == STANDARD_OUTPUT):
        if destination.path == STANDARD_OUTPUT:
            click.echo(text, nl=False)
        else:
            write_whole(destination.path, text)
            console.note(f"wrote {destination.path}")


def console_for(given: dict[str, Any]) -> Console:
    """Take the options of quietness out of those given and return the console they ask for."""
    console = Console(given.pop("quiet"), given.pop("verbose"))
    # Only our own log: what libraries have to say is not for the user.
    logging.getLogger("aligncheck").handlers = [Notes(console)]
    return console


@contextmanager
def errors_explained() -> Iterator[None]:
    """Print an error of ours as one block and leave with exit code 3; a defect shows its traceback before it.

    Python's own exit code for a defect is 1, and so is click's for a run that was interrupted or that nobody listens
    to; but 1 says that the gate failed.
    """
    try:
        yield
    except AlignCheckError as exc:
        _leave(f"{exc}\n  {exc.consequence} (exit {ExitStatus.NOT_CHECKED:d}).")
    except KeyboardInterrupt:
        click.echo(f"\naligncheck: interrupted (exit {INTERRUPTED})", err=True)
        sys.exit(INTERRUPTED)
    except BrokenPipeError:
        # Python flushes standard output once more when it ends (library reference, "Note on SIGPIPE").
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(UNREAD)
    except (click.ClickException, click.Abort, click.exceptions.Exit):
        raise
    except Exception:  # noqa: BLE001 - whatever it is, it is printed whole
        traceback.print_exc()
        _leave(
            "a defect of the program, not of your texts\n"
            "  Report it, with the lines above and the version that aligncheck --version names.\n"
            f"  {AlignCheckError.consequence} (exit {ExitStatus.NOT_CHECKED:d})."
        )


def _leave(message: str) -> NoReturn:
    click.echo(f"aligncheck: {message}", err=True)
    sys.exit(ExitStatus.NOT_CHECKED)

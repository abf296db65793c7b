"""Errors that readers marked in GARENG's outputs from Indonesian into English.

``gareng_errors.tsv`` beside this module names every output that was read, with its errors in the manner of MQM (Lommel
et al. 2014); outputs without a row were not read. It quotes the output's own words, which GARENG's licence (Apache 2.0)
allows. The readers were AI agents of this project, not professional translators; each output was read once, against the
source, by written rules (a part of the held-out ones twice: benchmarks/agreement.py): another wording of the same
meaning is no error, tense and number that the source leaves open are none, and marks of punctuation were not judged.

Of the outputs that train, more than half have a word that neither the reference nor the other system has; the others
were drawn at random, as were all those that calibrate and measure.
"""

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from itertools import groupby
from pathlib import Path

from aligncheck.errors import InputError
from aligncheck.estimator.tokens import TokenisedText, tokenise
from aligncheck.finding import Category, Severity
from aligncheck.training.examples import Example, Tags
from aligncheck.training.gareng import read_gareng_lines
from aligncheck.training.splits import Split

FILE = "gareng_errors.tsv"

LANGUAGES = ("id", "en")


@dataclass(frozen=True)
class AnnotatedError:
    """One error; one of its sides may be empty."""

    category: Category
    severity: Severity
    source: range
    """Source tokens that were not, or wrongly, rendered."""

    target: range
    """Wrong target tokens; empty for an omission."""


@dataclass(frozen=True)
class AnnotatedOutput:
    """An output, its tags, and the errors that they come from."""

    example: Example
    errors: tuple[AnnotatedError, ...]


def read_annotated(data: Path, split: Split) -> list[AnnotatedOutput]:
    """Return the outputs of a split that were read.

    Raises:
        InputError: GARENG is missing or damaged, or has not the words that the annotations quote.
    """
    text = files("aligncheck").joinpath("training", FILE).read_text(encoding="utf-8")
    return annotated_outputs(text.splitlines(), read_gareng_lines(data, split))


def annotated_outputs(rows: Iterable[str], lines: Mapping[int, Mapping[str, str]]) -> list[AnnotatedOutput]:
    """Return the outputs of some lines, with what the rows of the annotations' file say of them.

    Raises:
        InputError: An output has not the words that are quoted.
    """
    marks = csv.DictReader(rows, delimiter="\t", quoting=csv.QUOTE_NONE)
    return [
        _annotated(lines[line], system, [mark for mark in found if mark["category"]])
        for (line, system), found in groupby(marks, key=lambda mark: (int(mark["line"]), mark["system"]))
        if line in lines
    ]


def _annotated(texts: Mapping[str, str], system: str, marks: list[dict[str, str]]) -> AnnotatedOutput:
    source, target = tokenise(texts["id"]), tokenise(texts[f"{system}/en"])
    errors = tuple(
        AnnotatedError(
            Category(mark["category"]),
            Severity(mark["severity"]),
            quoted_tokens(source, mark["source"], mark["source_nth"], FILE),
            quoted_tokens(target, mark["target"], mark["target_nth"], FILE),
        )
        for mark in marks
    )
    example = Example(
        source=source,
        target=target,
        languages=LANGUAGES,
        origin=f"gareng/{system}/id-en",
        target_bad=_tags(target, (error.target for error in errors)),
        source_bad=_tags(source, (error.source for error in errors)),
        # That words are missing is marked, but not where.
        gap_bad=None if any(not error.target for error in errors) else (False,) * (len(target.tokens) + 1),
    )
    return AnnotatedOutput(example, errors)


def _tags(text: TokenisedText, wrong: Iterable[range]) -> Tags:
    bad = {index for tokens in wrong for index in tokens}
    return tuple(index in bad for index in range(len(text.tokens)))


def quoted_tokens(text: TokenisedText, quote: str, nth: str, file: str) -> range:
    """Return the tokens that the nth occurrence of a quote touches; none for an empty quote.

    Raises:
        InputError: The text has it less often; the message names the file that quotes.
    """
    if not quote:
        return range(0)
    start = -1
    for _ in range(int(nth)):
        start = text.text.find(quote, start + 1)
        if start < 0:
            raise InputError(f"{file}: {quote!r} (occurrence {nth}) is not in {text.text!r}")
    touched = [i for i, (first, end) in enumerate(text.tokens) if first < start + len(quote) and start < end]
    return range(touched[0], touched[-1] + 1) if touched else range(0)

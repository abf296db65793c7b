"""Errors that writers put into right translations, as a weaker machine would have made them from the same source.

``written_errors.tsv`` and ``composed_errors.tsv`` beside this module name translations and edits of them: words that
give way to wrong ones, or to nothing. The translations are outputs of GARENG's systems in which readers had found
nothing wrong (`aligncheck.training.annotated`), references of GARENG, units of TICO-19, and pairs that were composed
for this project (`aligncheck.training.composed`). Rules replace a word by another one; a writer who knows both
languages mistakes a sense, loses a subject or renders an idiom word by word. The writers were AI agents of this project
with written rules, who saw sources and translations, nothing else.
"""

import csv
import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from importlib.resources import files
from itertools import groupby, pairwise
from pathlib import Path

from aligncheck.errors import InputError
from aligncheck.estimator.tokens import TokenisedText, tokenise
from aligncheck.finding import Category, Severity
from aligncheck.training.annotated import LANGUAGES, AnnotatedError, AnnotatedOutput, quoted_tokens
from aligncheck.training.composed import read_composed_texts
from aligncheck.training.examples import Example
from aligncheck.training.gareng import read_gareng_lines
from aligncheck.training.splits import Split, tico19_split
from aligncheck.training.tico19 import read_tico19_units

FILES = ("written_errors.tsv", "composed_errors.tsv")

BASES = {"gareng": "gareng/en", "gnmt": "gnmt/en", "reference": "en"}
"""Translations of GARENG's lines that errors are written into, and their columns in `read_gareng_lines`."""

TICO19, COMPOSED = "tico19", "composed"
"""Bases whose line is the index of a unit of TICO-19, and the number of a composed pair."""

_EDITS = "the written errors"

Texts = Mapping[tuple[str, int], tuple[str, str]]
"""Source and translation by base and line."""


@dataclass(frozen=True)
class Edit:
    """Words of a right translation, and the wrong ones that stand there instead."""

    category: Category
    severity: Severity

    source: range
    """Source tokens that are then wrongly, or not, rendered."""

    start: int
    """Of the right words, in characters of the translation."""

    end: int
    replacement: str


@dataclass(frozen=True)
class WrittenErrors:
    """A right translation and the edits that make it wrong, in their order; they do not overlap."""

    source: TokenisedText
    target: TokenisedText
    edits: tuple[Edit, ...]
    origin: str


def read_written(data: Path, split: Split) -> list[WrittenErrors]:
    """Return the translations of a split that errors were written into.

    Raises:
        InputError: A corpus is missing or damaged, or has not the words that the edits quote.
    """
    texts = right_translations(data, split)
    folder = files("aligncheck").joinpath("training")
    return [
        each
        for file in FILES
        for each in written_errors(folder.joinpath(file).read_text(encoding="utf-8").splitlines(), texts)
    ]


def right_translations(data: Path, split: Split) -> Texts:
    """Return what errors may be written into.

    Raises:
        InputError: A corpus is missing or damaged.
    """
    source, target = LANGUAGES
    texts = {
        (base, line): (row[source], row[column])
        for line, row in read_gareng_lines(data, split).items()
        for base, column in BASES.items()
    }
    for index, (_, unit) in enumerate(read_tico19_units(data)):
        if tico19_split(index) is split:
            texts[TICO19, index] = (unit.get(source, ""), unit.get(target, ""))
    texts |= {(COMPOSED, number): pair for number, pair in read_composed_texts(split).items()}
    return texts


def written_errors(rows: Iterable[str], texts: Texts) -> list[WrittenErrors]:
    """Return the translations with the edits that the rows of the edits' file name, of those whose texts are given.

    Raises:
        InputError: A translation has not the words that are quoted, or edits of it overlap.
    """
    marks = csv.DictReader(rows, delimiter="\t", quoting=csv.QUOTE_NONE)
    return [
        _written(texts[key], key[0], list(found))
        for key, found in groupby(marks, key=lambda mark: (mark["base"], int(mark["line"])))
        if key in texts
    ]


def with_errors(written: WrittenErrors, edits: Sequence[Edit]) -> AnnotatedOutput:
    """Return the translation with some of its edits made, those in the order of the text.

    Words that an edit brings are wrong; where it only takes words away, the gap they leave is.
    """
    text, changed, at = "", [], 0
    for edit in edits:
        text += written.target.text[at : edit.start]
        at = edit.end
        if not edit.replacement:
            text, at = _closed(text, written.target.text, at)
        changed.append((len(text), len(text) + len(edit.replacement)))
        text += edit.replacement
    target = tokenise(text + written.target.text[at:])
    errors, bad, gaps = [], set(), set()
    for edit, (start, end) in zip(edits, changed, strict=True):
        brought, left = _brought(tokenise(written.target.text[edit.start : edit.end]).words(), target, start, end)
        bad |= brought
        gaps |= left if not brought else set()
        tokens = range(min(brought), max(brought) + 1) if brought else range(min(left), min(left))
        errors.append(AnnotatedError(edit.category, edit.severity, edit.source, tokens))
    lost = {index for edit in edits for index in edit.source}
    example = Example(
        source=written.source,
        target=target,
        languages=LANGUAGES,
        origin=written.origin,
        target_bad=tuple(index in bad for index in range(len(target.tokens))),
        source_bad=tuple(index in lost for index in range(len(written.source.tokens))),
        gap_bad=tuple(index in gaps for index in range(len(target.tokens) + 1)),
        kind="written" if edits else None,
    )
    return AnnotatedOutput(example, tuple(errors))


def some_errors(written: WrittenErrors, count: int, rng: random.Random) -> AnnotatedOutput:
    """Return the translation with so many of its edits made, or all if it has fewer, drawn by lot."""
    chosen = sorted(rng.sample(range(len(written.edits)), min(count, len(written.edits))))
    return with_errors(written, [written.edits[index] for index in chosen])


def _written(texts: tuple[str, str], base: str, marks: Sequence[Mapping[str, str]]) -> WrittenErrors:
    source, target = map(tokenise, texts)
    edits = sorted((_edit(source, target, mark) for mark in marks), key=lambda edit: edit.start)
    if any(one.end > other.start for one, other in pairwise(edits)):
        raise InputError(f"{_EDITS}: edits of {target.text!r} overlap")
    return WrittenErrors(source, target, tuple(edits), f"{base}/{'-'.join(LANGUAGES)}")


def _edit(source: TokenisedText, target: TokenisedText, mark: Mapping[str, str]) -> Edit:
    tokens = quoted_tokens(target, mark["target"], mark["target_nth"], _EDITS)
    start, end = target.tokens[tokens.start][0], target.tokens[tokens.stop - 1][1]
    if target.text[start:end] != mark["target"]:
        raise InputError(f"{_EDITS}: {mark['target']!r} is no whole words of {target.text!r}")
    return Edit(
        Category(mark["category"]),
        Severity(mark["severity"]),
        quoted_tokens(source, mark["source"], mark["source_nth"], _EDITS),
        start,
        end,
        mark["replacement"],
    )


def _closed(before: str, text: str, at: int) -> tuple[str, int]:
    """Return the text before words that are taken away, and where it goes on: one space goes with them."""
    if not before and text.startswith(" ", at):
        return before, at + 1
    return before.removesuffix(" "), at


def _brought(right: Sequence[str], target: TokenisedText, start: int, end: int) -> tuple[set[int], set[int]]:
    """Return the tokens between two characters that the right words have not, and the gaps where some of these miss."""
    first = sum(1 for _, last in target.tokens if last <= start)
    wrong = [target.text[a:b] for a, b in target.tokens[first:] if b <= end]
    # A capital that moves to the next word is no error; one that alone is changed is.
    steps = _steps([word.casefold() for word in right], [word.casefold() for word in wrong]) or _steps(right, wrong)
    brought = {first + index for begin, stop in steps for index in range(begin, stop)}
    return brought, {first + begin for begin, stop in steps if begin == stop} if steps else {first}


def _steps(right: Sequence[str], wrong: Sequence[str]) -> list[tuple[int, int]]:
    """Return the stretches of the wrong words that are not in the right ones, empty where words only miss."""
    matcher = SequenceMatcher(None, right, wrong, autojunk=False)
    return [(begin, stop) for tag, _, _, begin, stop in matcher.get_opcodes() if tag != "equal"]

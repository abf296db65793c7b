"""GARENG: Indonesian-English reference pairs, and what two real systems made of them, in both directions.

Nobody tagged these outputs. A word that neither the reference nor the other system has stands in for a BAD one.
"""

import unicodedata
from collections.abc import Iterable
from pathlib import Path

from aligncheck.errors import InputError
from aligncheck.estimator.tokens import TokenisedText, tokenise
from aligncheck.training.archives import archived_lines
from aligncheck.training.examples import CleanPair, Example, Tags
from aligncheck.training.splits import Split, gareng_split

SYSTEMS = ("gareng", "gnmt")
DIRECTIONS = (("id", "en"), ("en", "id"))


def read_gareng_references(data: Path, split: Split) -> list[CleanPair]:
    """Return the reference pairs in both directions.

    Raises:
        InputError: The archive is missing, or its files differ in length.
    """
    return [
        CleanPair(tokenise(row[source]), tokenise(row[target]), (source, target), f"gareng/{source}-{target}")
        for row in _rows(data, split)
        for source, target in DIRECTIONS
        if row[source] and row[target]
    ]


def read_gareng_outputs(data: Path, split: Split, directions: Iterable[tuple[str, str]] = DIRECTIONS) -> list[Example]:
    """Return the systems' outputs with stand-in tags of the target words; nothing else is known of them.

    Raises:
        InputError: The archive is missing, or its files differ in length.
    """
    examples = []
    for row in _rows(data, split):
        for source, target in directions:
            for system, other in (SYSTEMS, SYSTEMS[::-1]):
                output = tokenise(row[f"{system}/{target}"])
                if not (output.tokens and row[source] and row[target]):
                    continue
                examples.append(
                    Example(
                        source=tokenise(row[source]),
                        target=output,
                        languages=(source, target),
                        origin=f"gareng/{system}/{source}-{target}",
                        target_bad=unsupported(output, (row[target], row[f"{other}/{target}"])),
                    )
                )
    return examples


def unsupported(output: TokenisedText, witnesses: Iterable[str]) -> Tags:
    """Tell which words of an output no witness has, whatever their case and accents; marks are never wrong."""
    known = {_folded(word) for witness in witnesses for word in tokenise(witness).words()}
    return tuple(any(map(str.isalnum, word)) and _folded(word) not in known for word in output.words())


def _folded(word: str) -> str:
    decomposed = unicodedata.normalize("NFKD", word.casefold().replace("’", "'"))
    return "".join(character for character in decomposed if not unicodedata.combining(character))


def _rows(data: Path, split: Split) -> list[dict[str, str]]:
    path = data / "gareng" / "gareng-en-id.tar.gz"
    names = [language for language, _ in DIRECTIONS]
    patterns = [f"*data/test.raw.{name}" for name in names]
    for system in SYSTEMS:
        for name in ("id", "en"):
            names.append(f"{system}/{name}")
            patterns.append(f"*outputs/{system}/test.raw.{name}")
    columns = archived_lines(path, *patterns)
    try:
        rows = [dict(zip(names, texts, strict=True)) for texts in zip(*columns, strict=True)]
    except ValueError as error:
        raise InputError(f"{path}: its files differ in length") from error
    return [row for index, row in enumerate(rows) if gareng_split(index) is split]

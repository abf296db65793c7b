"""GARENG: Indonesian-English reference pairs, and what two real systems made of them, in both directions."""

from pathlib import Path

from aligncheck.errors import InputError
from aligncheck.estimator.tokens import tokenise
from aligncheck.training.archives import archived_lines
from aligncheck.training.examples import CleanPair
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
        for row in read_gareng_lines(data, split).values()
        for source, target in DIRECTIONS
        if row[source] and row[target]
    ]


def read_gareng_lines(data: Path, split: Split) -> dict[int, dict[str, str]]:
    """Return the texts of each line by its number, from 0: ``id``, ``en``, and outputs as in ``gnmt/en``.

    Raises:
        InputError: The archive is missing, or its files differ in length.
    """
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
    return {index: row for index, row in enumerate(rows) if gareng_split(index) is split}

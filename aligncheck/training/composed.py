"""Indonesian sentences that were composed for this project, with translations: official and business prose.

GARENG is news and talks, TICO-19 is health; ministries, courts and companies write otherwise. ``composed_pairs.tsv``
beside this module was written by AI agents of this project, who were told a topic and to copy no text; it is under the
project's licence.
"""

import csv
from collections.abc import Iterable
from importlib.resources import files

from aligncheck.estimator.tokens import tokenise
from aligncheck.training.annotated import LANGUAGES
from aligncheck.training.examples import CleanPair
from aligncheck.training.splits import Split, composed_split

FILE = "composed_pairs.tsv"


def read_composed_texts(split: Split) -> dict[int, tuple[str, str]]:
    """Return source and translation of a split's pairs by their number."""
    text = files("aligncheck").joinpath("training", FILE).read_text(encoding="utf-8")
    return composed_texts(text.splitlines(), split)


def composed_texts(rows: Iterable[str], split: Split) -> dict[int, tuple[str, str]]:
    """Return the same of the rows of such a file."""
    pairs = csv.DictReader(rows, delimiter="\t", quoting=csv.QUOTE_NONE)
    texts = {int(pair["number"]): (pair["id"], pair["en"]) for pair in pairs}
    return {number: pair for number, pair in texts.items() if composed_split(number) is split}


def read_composed(split: Split) -> list[CleanPair]:
    """Return a split's pairs, from Indonesian into English."""
    return [
        CleanPair(tokenise(source), tokenise(target), LANGUAGES, "composed/id-en")
        for source, target in read_composed_texts(split).values()
    ]

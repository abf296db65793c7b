"""What the rule inconsistency finds in human translations.

    python benchmarks/inconsistency.py DATA

DATA holds the corpora that corpora.py describes. Texts are the documents of TICO-19, and runs of 40 lines of the news
(BPPT), whose articles are not marked. Nothing is planted: two renderings of one word, between the same neighbours, are
what the rule calls an inconsistency, and translators write them. What may be quoted is printed.
"""

import argparse
from pathlib import Path

import corpora
import results
from corpora import Pair
from line_pairs import TEXT_LINES, contexts

from aligncheck.detectors.inconsistency import Inconsistency, SecondRendering


def plain(pairs: list[Pair]) -> list[Pair]:
    """Return the pairs with single spaces."""
    return [(" ".join(source.split()), " ".join(target.split())) for source, target in pairs]


def found_in(pairs: list[Pair], lines: int) -> list[SecondRendering]:
    """Return all that the rule suspects in texts of so many lines."""
    return [
        suspect
        for context in contexts(plain(pairs), "id", "en", lines)
        for suspect in Inconsistency().suspects(context)
    ]


def main() -> None:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    data = parser.parse_args().data
    documents = corpora.tico19(data)
    tico = [suspect for pairs in documents.values() for suspect in found_in(pairs, max(1, len(pairs)))]
    rows = [_row("TICO-19", sum(map(len, documents.values())), len(tico))]
    for subject in ("ECO", "SCI", "INT", "SPO"):
        pairs = corpora.panl_bppt(data, subject)
        rows.append(_row(f"BPPT {subject}", len(pairs), len(found_in(pairs, TEXT_LINES))))
    shown = [
        {"class": one.kind, "source": one.source.text, "here": one.target.text, "first": one.first.text} for one in tico
    ]
    tables = {"Human translations: findings per 1,000 pairs": rows, "What was found in TICO-19": shown}
    notes = (__doc__ or "").split("\n\n", 2)[2].strip()
    results.publish("inconsistency", {"lines": TEXT_LINES}, tables, packages=["simplemma", "PySastrawi"], notes=notes)


def _row(corpus: str, pairs: int, findings: int) -> dict[str, object]:
    return {"corpus": corpus, "pairs": pairs, "findings": findings, "per 1,000": round(1000 * findings / pairs, 2)}


if __name__ == "__main__":
    main()

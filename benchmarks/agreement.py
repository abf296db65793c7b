"""How far two readings of the same outputs agree: what any checker that is measured on them can reach.

    python benchmarks/agreement.py DATA

DATA holds the corpora that corpora.py describes. A part of the held-out outputs of GARENG's two systems was read again
by another reader, by the same rules (judgements/second_reading.tsv; aligncheck.training.annotated says who reads).
Target words: the F1 of those that one calls wrong against those of the other, and Cohen's kappa. Outputs: the same of
having an error at all. Errors: how many of one reading share a word (of the source for omissions) with one of the
other. Both readers were AI agents of the same kind, who may well err alike.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import results
from results import rounded
from sklearn.metrics import cohen_kappa_score, f1_score

from aligncheck.training.annotated import AnnotatedError, AnnotatedOutput, annotated_outputs, read_annotated
from aligncheck.training.gareng import read_gareng_lines
from aligncheck.training.splits import Split

SECOND = Path(__file__).parent / "judgements" / "second_reading.tsv"


def main() -> None:
    """Measure and write the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    args = parser.parse_args()
    rows = SECOND.read_text(encoding="utf-8").splitlines()
    second = annotated_outputs(rows, read_gareng_lines(args.data, Split.HELD_OUT))
    again = {_key(each): each for each in second}
    pairs = [(first, again[_key(first)]) for first in read_annotated(args.data, Split.HELD_OUT) if _key(first) in again]
    results.publish(
        "agreement",
        {"outputs": len(pairs), "readers": 2},
        {"Agreement": _tag_rows(pairs), "Errors": _error_rows(pairs)},
        packages=["scikit-learn"],
    )


def _key(output: AnnotatedOutput) -> tuple[str, str, str]:
    return output.example.origin, output.example.source.text, output.example.target.text


def _tag_rows(pairs: Sequence[tuple[AnnotatedOutput, AnnotatedOutput]]) -> list[dict[str, object]]:
    words = [np.concatenate([each.example.target_bad for each in side]) for side in zip(*pairs, strict=True)]
    outputs = [[bool(each.errors) for each in side] for side in zip(*pairs, strict=True)]
    return [
        {
            "what": what,
            "of": len(first),
            "wrong, first reading": int(np.sum(first)),
            "second": int(np.sum(second)),
            "F1": rounded(f1_score(first, second)),
            "kappa": rounded(cohen_kappa_score(first, second)),
        }
        for what, (first, second) in (("target words", words), ("outputs", outputs))
    ]


def _error_rows(pairs: Sequence[tuple[AnnotatedOutput, AnnotatedOutput]]) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = []
    for name, sides in (
        ("first", [(one.errors, other.errors) for one, other in pairs]),
        ("second", [(other.errors, one.errors) for one, other in pairs]),
    ):
        shared = [any(_meet(error, each) for each in others) for errors, others in sides for error in errors]
        rows.append({"reading": name, "errors": len(shared), "part that the other has": rounded(np.mean(shared))})
    return rows


def _meet(one: AnnotatedError, other: AnnotatedError) -> bool:
    if one.target and other.target:
        return bool(set(one.target) & set(other.target))
    return bool(set(one.source) & set(other.source))


if __name__ == "__main__":
    main()

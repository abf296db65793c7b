"""Measure the choice of the original: ``python benchmarks/roles.py DATA``.

DATA is a folder of corpora as described in ``benchmarks/corpora.py``. From line-aligned news (PANL-BPPT) and health
texts (TICO-19) it cuts translations of 12 to 40 sentences and gives each four candidates:

original   the sentences themselves; up to a fifth of them are missing in the translation
partial    40 to 70 % of the sentences, the rest from elsewhere
near       other sentences of the same subject, 200 lines away: the same names and terms, another event
far        sentences of another subject

It prints the quantiles of the translation's coverage for each, how often the role is right with the thresholds of
``aligncheck.originals`` (near and far are "unrelated"), and how often the original has the highest coverage. The
thresholds were set on TICO-19 and the half of PANL-BPPT called "development"; the other half is the test.
"""

import argparse
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import corpora
import numpy as np
import results
from line_pairs import document

from aligncheck.embedding import Embedder
from aligncheck.originals import ORIGINAL_COVERAGE, PARTIAL_COVERAGE, Coverage
from aligncheck.pipeline import check
from aligncheck.report import Role
from aligncheck.sentence_transformer import load_embedder

ROLES = {"original": Role.ORIGINAL, "partial": Role.PARTIAL, "near": Role.UNRELATED, "far": Role.UNRELATED}
DEVELOPMENT = {"SCI": "development", "SPO": "development", "ECO": "test", "INT": "test"}
NEAR_LINES = 200


@dataclass(frozen=True)
class Case:
    """A translation and its candidates, as lists of sentences."""

    part: str
    target: list[str]
    candidates: dict[str, list[str]]


def main() -> None:
    """Measure and write the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--cases", type=int, default=30, help="translations cut from each corpus (default: 30)")
    parser.add_argument("--rng-seed", type=int, default=20261122)
    args = parser.parse_args()
    embedder = load_embedder()
    coverages: dict[str, dict[str, list[float]]] = {}
    chosen: dict[str, list[bool]] = {}
    for case in cases(args.data, args.cases, random.Random(args.rng_seed)):
        shares = measure(case, embedder)
        for kind, share in shares.items():
            coverages.setdefault(case.part, {}).setdefault(kind, []).append(share)
        chosen.setdefault(case.part, []).append(max(shares, key=lambda kind: shares[kind]) == "original")
    rows = [row(part, kind, shares) for part, kinds in coverages.items() for kind, shares in kinds.items()]
    best = [
        {"part": part, "cases": len(right), "original_has_highest_coverage": round(float(np.mean(right)), 3)}
        for part, right in chosen.items()
    ]
    settings = {
        "model": embedder.name,
        "data": "PANL-BPPT, TICO-19",
        "cases_per_corpus": args.cases,
        "rng_seed": args.rng_seed,
        "original_coverage": ORIGINAL_COVERAGE,
        "partial_coverage": PARTIAL_COVERAGE,
    }
    results.publish("roles", settings, {"Coverage by kind of candidate": rows, "Choice of the original": best})


def row(part: str, kind: str, shares: list[float]) -> dict[str, object]:
    """Return the figures of one kind of candidate."""
    low, median, high = np.quantile(shares, [0.05, 0.5, 0.95])
    right = np.mean([role_of(share) is ROLES[kind] for share in shares])
    return {
        "part": part,
        "candidate": kind,
        "cases": len(shares),
        "coverage_q05": round(float(low), 3),
        "coverage_median": round(float(median), 3),
        "coverage_q95": round(float(high), 3),
        "role_right": round(float(right), 3),
    }


def role_of(share: float) -> Role:
    """Return the role that a coverage of the translation gives."""
    return Coverage(source=0.0, target=share).role


def measure(case: Case, embedder: Embedder) -> dict[str, float]:
    """Return the coverage of the translation by each candidate."""
    sources = [document(kind, sentences, "id") for kind, sentences in case.candidates.items()]
    report = check(sources, document("target", case.target, "en"), embedder, config="benchmark")
    return {pair.source.document.path: pair.coverage for pair in report.pairs}


def cases(data: Path, number: int, rng: random.Random) -> Iterator[Case]:
    """Yield the cases of all corpora."""
    subjects = {subject: corpora.panl_bppt(data, subject) for subject in DEVELOPMENT}
    health = [pair for pairs in corpora.tico19(data).values() for pair in pairs]
    for subject, pairs in subjects.items():
        others = [pair for other, pairs in subjects.items() if other != subject for pair in pairs]
        for _ in range(number):
            yield make_case(f"PANL-BPPT {DEVELOPMENT[subject]}", pairs, others, rng)
    for _ in range(number):
        yield make_case("TICO-19 development", health, subjects["SPO"], rng)


def make_case(part: str, pairs: Sequence[corpora.Pair], others: Sequence[corpora.Pair], rng: random.Random) -> Case:
    """Cut one translation and its candidates."""
    length = rng.randint(12, 40)
    start = rng.randrange(len(pairs) - 2 * length - NEAR_LINES)
    own = pairs[start : start + length]
    near = pairs[start + length + NEAR_LINES : start + 2 * length + NEAR_LINES]
    far_start = rng.randrange(len(others) - length)
    far = others[far_start : far_start + length]
    missing = set(rng.sample(range(length), rng.randint(0, length // 5)))
    shared = sorted(rng.sample(range(length), round(length * rng.uniform(0.4, 0.7))))
    return Case(
        part,
        target=[target for index, (_, target) in enumerate(own) if index not in missing],
        candidates={
            "original": [source for source, _ in own],
            "partial": [own[index][0] for index in shared] + [source for source, _ in near[: length - len(shared)]],
            "near": [source for source, _ in near],
            "far": [source for source, _ in far],
        },
    )


if __name__ == "__main__":
    main()

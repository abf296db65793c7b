"""Measure the severity of findings: ``python benchmarks/severity.py DATA``.

DATA is a folder of corpora as described in ``benchmarks/corpora.py``. An error is called major where hiding its words
raises the sentence's score by at least `MAJOR_COST` (aligncheck/estimator/review.py). No corpus at hand has severities,
so planted errors stand in: those that change what the sentence says (`MEANING`) are taken for major, those that spoil
its form (`FORM`) for minor, in the words of the MQM typology (Lommel et al. 2014) accuracy and fluency. One error a
pair; the words hidden are those planted, whether or not the estimator would find them.

Calibration: Indonesian-English pairs of GARENG and TICO-19 that training did not see; the best cost is chosen here.
News: PANL-BPPT, which has no part in training or calibration. AUC: how often a random error of meaning costs more than
a random one of form. Balanced accuracy is the mean of the two recalls.
"""

import argparse
import random
from collections.abc import Callable, Sequence
from itertools import islice
from pathlib import Path

import corpora
import numpy as np
import results
from planted_news import LONGEST, RNG_SEED
from sklearn.metrics import roc_auc_score
from verified_pairs import verified

from aligncheck.estimator.decision import load_decision
from aligncheck.estimator.estimator import gather_evidence
from aligncheck.estimator.loading import default_weights, load_reader
from aligncheck.estimator.reader import NetworkReader
from aligncheck.estimator.review import MAJOR_COST, masked_pair
from aligncheck.estimator.tokens import tokenise
from aligncheck.training.calibration_examples import INDONESIAN
from aligncheck.training.corrupt import corrupt, read_clean_pairs
from aligncheck.training.corruptions import CORRUPTIONS
from aligncheck.training.corruptions.resources import build_resources
from aligncheck.training.examples import CleanPair, Example
from aligncheck.training.gareng import read_gareng_references
from aligncheck.training.splits import Split
from aligncheck.training.tico19 import read_tico19

MEANING = ("sense", "neighbour", "negation", "relation", "arguments", "number", "name", "literal")
FORM = ("form", "function", "voice", "scrambled", "compound")
OF_EACH = 60
"""Errors of each kind in each corpus."""

COSTS = np.arange(-0.02, 0.1001, 0.005)


def main() -> None:
    """Measure and write the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--folder", type=Path, default=Path("build/corruptions"), help="what the corruptions learn")
    args = parser.parse_args()
    resources = build_resources(read_clean_pairs(args.data), args.folder)
    with default_weights() as weights:
        reader = load_reader(weights)

    def plant(pairs: Sequence[CleanPair]) -> dict[str, list[Example]]:
        return {
            kind: _planted(pairs, lambda pair, rng, kind=kind: corrupt(pair, resources, rng, 1, (_of(kind),)))
            for kind in (*MEANING, *FORM)
        }

    costs = {
        name: {kind: _costs(reader, examples) for kind, examples in plant(pairs).items()}
        for name, pairs in (("calibration", _calibration(args.data)), ("news", _news(args.data)))
    }
    best = max(COSTS.tolist(), key=lambda cost: _balanced_accuracy(costs["calibration"], cost))
    results.publish(
        "severity",
        {
            "rng_seed": RNG_SEED,
            "major_cost": MAJOR_COST,
            "best_cost_on_calibration": round(best, 3),
            "of_each": OF_EACH,
        },
        {
            "Meaning against form": [_summary(name, found, best) for name, found in costs.items()],
            "By kind, news": [_kind_row(kind, found) for kind, found in costs["news"].items()],
        },
        packages=["torch"],
    )


def _of(kind: str) -> object:
    return next(corruption for corruption in CORRUPTIONS if corruption.name == kind)


def _calibration(data: Path) -> list[CleanPair]:
    pairs = read_gareng_references(data, Split.CALIBRATION) + read_tico19(data, Split.CALIBRATION)
    return [pair for pair in pairs if pair.languages == INDONESIAN]


def _news(data: Path) -> list[CleanPair]:
    lines = corpora.panl_bppt(data, "INT")
    kept = zip(lines, verified(lines, RNG_SEED), strict=True)
    pairs = [CleanPair(tokenise(a), tokenise(b), INDONESIAN, "bppt/INT") for (a, b), is_pair in kept if is_pair]
    return [pair for pair in pairs if max(len(side.tokens) for side in (pair.source, pair.target)) <= LONGEST]


def _planted(pairs: Sequence[CleanPair], plant: Callable[[CleanPair, random.Random], Example | None]) -> list[Example]:
    rng = random.Random(RNG_SEED)
    found = (plant(pair, rng) for pair in rng.sample(pairs, len(pairs)))
    return list(islice(filter(None, found), OF_EACH))


def _costs(reader: NetworkReader, examples: Sequence[Example]) -> list[float]:
    """Return how much better each sentence is without its error."""
    decision = load_decision()
    pairs = [(example.source, example.target) for example in examples]
    hidden = [
        masked_pair(pair, _stretch(example.source_bad), _stretch(example.target_bad))
        for pair, example in zip(pairs, examples, strict=True)
    ]
    scores = [decision.score_of(evidence) for evidence in gather_evidence(reader, [*pairs, *hidden])]
    return [after - before for before, after in zip(scores[: len(pairs)], scores[len(pairs) :], strict=True)]


def _stretch(bad: Sequence[bool] | None) -> range:
    wrong = [index for index, is_wrong in enumerate(bad or ()) if is_wrong]
    return range(wrong[0], wrong[-1] + 1) if wrong else range(0)


def _joined(costs: dict[str, list[float]], kinds: Sequence[str]) -> np.ndarray:
    return np.concatenate([costs[kind] for kind in kinds])


def _balanced_accuracy(costs: dict[str, list[float]], least: float) -> float:
    meaning, form = _joined(costs, MEANING), _joined(costs, FORM)
    return float(((meaning >= least).mean() + (form < least).mean()) / 2)


def _summary(name: str, costs: dict[str, list[float]], best: float) -> dict[str, object]:
    meaning, form = _joined(costs, MEANING), _joined(costs, FORM)
    bad = np.concatenate([np.ones(len(meaning)), np.zeros(len(form))])
    return {
        "data": name,
        "errors of meaning": len(meaning),
        "errors of form": len(form),
        "AUC": round(float(roc_auc_score(bad, np.concatenate([meaning, form]))), 3),
        **{
            f"{what}, cost {cost:.3f}": round(value, 3)
            for cost in (MAJOR_COST, best)
            for what, value in (
                ("meaning called major", float((meaning >= cost).mean())),
                ("form called minor", float((form < cost).mean())),
                ("balanced accuracy", _balanced_accuracy(costs, cost)),
            )
        },
    }


def _kind_row(kind: str, costs: list[float]) -> dict[str, object]:
    return {
        "kind": kind,
        "errors": len(costs),
        "median cost": round(float(np.median(costs)), 3),
        "called major": round(float((np.array(costs) >= MAJOR_COST).mean()), 3),
    }


if __name__ == "__main__":
    main()

"""What a language can expect that the estimator was not trained on.

    python benchmarks/leave_out.py DATA [--minutes 5] [--left-out ro-en --left-out ne-en]

DATA holds the corpora that corpora.py describes. Two networks are trained for so many minutes each, on all that trains
but errors planted by rule (`aligncheck.training.train --without-corruptions`): one on all pairs, one that never sees
some pairs of MLQE-PE. Both are then measured on the dev rows of these pairs: Matthews correlation of target tags at the
logit that is best on the calibration rows of the pairs that both have seen, Pearson's correlation of the sentence score
with human assessments, and beside them the cosine of the embedded model's sentence vectors. The runs are short, far
shorter than those of the weights that ship: what counts is the difference between the two. How many examples they see
depends on the machine.
"""

import argparse
import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import results
import torch
from scipy.stats import pearsonr
from short_runs import CALIBRATING, RNG_SEED, read, rows, train_briefly

from aligncheck.sentence_transformer import load_embedder
from aligncheck.training.base import load_base, new_network
from aligncheck.training.examples import Example
from aligncheck.training.figures import KINDS, assessment_correlations, best_threshold, matthews
from aligncheck.training.mlqe_pe import INTO_ENGLISH
from aligncheck.training.run import Settings
from aligncheck.training.splits import Split
from aligncheck.training.train import HEADS_SEED

TARGET = KINDS[0]


def main() -> None:
    """Train, measure, and write the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--minutes", type=float, default=5.0)
    parser.add_argument("--left-out", action="append", choices=INTO_ENGLISH)
    args = parser.parse_args()
    left_out = args.left_out or ["ro-en", "ne-en"]
    held_out = {pair: rows(args.data, pair, Split.HELD_OUT) for pair in left_out}
    seen = {
        pair: rows(args.data, pair, Split.CALIBRATION)[:CALIBRATING] for pair in INTO_ENGLISH if pair not in left_out
    }
    table = []
    for what, absent in (("all pairs", []), ("without these pairs", left_out)):
        base, pieces, _ = load_base()
        torch.manual_seed(HEADS_SEED)
        network = new_network(base, Settings.dropout)
        examples = train_briefly(network, pieces, args.data, args.minutes, absent)
        logit = best_threshold(TARGET, {pair: read(network, pieces, found) for pair, found in seen.items()})
        for pair, found in held_out.items():
            said = read(network, pieces, found)
            table.append(
                {
                    "pair": pair,
                    "trained on": what,
                    "examples": examples,
                    "MCC of target tags": round(matthews(TARGET, said, logit), 3),
                    "Pearson": round(assessment_correlations(said)[0], 3),
                    "cosine, Pearson": round(_cosine(found), 3),
                }
            )
    results.publish(
        "leave_out",
        {"minutes": args.minutes, "rng_seed": RNG_SEED, "cores": os.cpu_count()},
        {"MLQE-PE dev": sorted(table, key=lambda row: left_out.index(row["pair"]))},
        packages=["torch", "transformers"],
    )


def _cosine(examples: Sequence[Example]) -> float:
    embedder = load_embedder()
    sources, targets = (
        embedder.encode([getattr(example, side).text for example in examples]).vectors for side in ("source", "target")
    )
    centred = [vectors - vectors.mean(0) for vectors in (sources, targets)]
    cosines = np.sum(centred[0] * centred[1], axis=1) / np.prod([np.linalg.norm(v, axis=1) for v in centred], axis=0)
    return float(pearsonr([example.assessment for example in examples], cosines).statistic)


if __name__ == "__main__":
    main()

"""What a language can expect that the estimator was not trained on.

    python benchmarks/leave_out.py DATA [--minutes 5] [--left-out ro-en --left-out ne-en]

DATA holds the corpora that corpora.py describes. Two networks are trained for so many minutes each, on real output and
clean pairs (`aligncheck.training.train --without-corruptions`): one on all pairs, one that never sees some pairs of
MLQE-PE. Both are then measured on the dev rows of these pairs: Matthews correlation of target tags at the logit that is
best on the calibration rows of the pairs that both have seen, Pearson's correlation of the sentence score with human
assessments, and beside them the cosine of the embedded model's sentence vectors. The runs are short, far shorter than
that of the weights that ship: what counts is the difference between the two. How many examples they see depends on the
machine.
"""

import argparse
import os
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import results
import torch
from scipy.stats import pearsonr

from aligncheck.estimator.network import EstimatorNetwork, network_over
from aligncheck.estimator.pieces import Pieces
from aligncheck.sentence_transformer import load_embedder
from aligncheck.training import checkpoint
from aligncheck.training.annotated import read_annotated
from aligncheck.training.base import load_base, new_network
from aligncheck.training.examples import Example
from aligncheck.training.figures import KINDS, Predicted, assessment_correlations, best_threshold, matthews
from aligncheck.training.mixture import components
from aligncheck.training.mlqe_pe import INTO_ENGLISH, read_mlqe_pe
from aligncheck.training.prediction import predict
from aligncheck.training.run import Run, Settings
from aligncheck.training.splits import Split
from aligncheck.training.train import HEADS_SEED
from aligncheck.training.validation import Validation

RNG_SEED = 1
WORKERS = 2
CALIBRATING = 250
"""Calibration rows a pair."""

LOGGED = 100
"""Rows a pair of the figures in a run's own log."""

TARGET = KINDS[0]


def main() -> None:
    """Train, measure, and write the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--minutes", type=float, default=5.0)
    parser.add_argument("--left-out", action="append", choices=INTO_ENGLISH)
    args = parser.parse_args()
    left_out = args.left_out or ["ro-en", "ne-en"]
    held_out = {pair: _rows(args.data, pair, Split.HELD_OUT) for pair in left_out}
    seen = {
        pair: _rows(args.data, pair, Split.CALIBRATION)[:CALIBRATING] for pair in INTO_ENGLISH if pair not in left_out
    }
    real = [output.example for output in read_annotated(args.data, Split.CALIBRATION)]
    log = Validation({pair: found[:LOGGED] for pair, found in seen.items()}, real[:LOGGED], [])
    rows = []
    for what, absent in (("all pairs", []), ("without these pairs", left_out)):
        network, pieces, examples = _trained(args.data, absent, args.minutes, log)
        logit = best_threshold(TARGET, {pair: _read(network, pieces, found) for pair, found in seen.items()})
        for pair, found in held_out.items():
            read = _read(network, pieces, found)
            rows.append(
                {
                    "pair": pair,
                    "trained on": what,
                    "examples": examples,
                    "MCC of target tags": round(matthews(TARGET, read, logit), 3),
                    "Pearson": round(assessment_correlations(read)[0], 3),
                    "cosine, Pearson": round(_cosine(found), 3),
                }
            )
    results.publish(
        "leave_out",
        {"minutes": args.minutes, "rng_seed": RNG_SEED, "cores": os.cpu_count()},
        {"MLQE-PE dev": sorted(rows, key=lambda row: left_out.index(row["pair"]))},
        packages=["torch", "transformers"],
    )


def _rows(data: Path, pair: str, split: Split) -> list[Example]:
    return [row.tokenised for row in read_mlqe_pe(data, pair, split)]


def _trained(
    data: Path, absent: Sequence[str], minutes: float, log: Validation
) -> tuple[EstimatorNetwork, Pieces, int]:
    base, pieces, _ = load_base()
    torch.manual_seed(HEADS_SEED)
    settings = Settings(minutes=minutes, rng_seed=RNG_SEED, workers=WORKERS, validation_minutes=minutes)
    with tempfile.TemporaryDirectory() as folder:
        run = Run(new_network(base, settings.dropout), pieces, settings, Path(folder))
        run.train(components(data, None, absent), log)
        state = checkpoint.load(Path(folder) / checkpoint.NAME)
    network = network_over(base)
    checkpoint.restore(network, state["average"])
    return network, pieces, state["progress"]["examples"]


def _read(network: EstimatorNetwork, pieces: Pieces, examples: Sequence[Example]) -> Predicted:
    return list(zip(examples, predict(network, pieces, examples), strict=True))


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

"""Full deltas in 8 bits against low-rank adapters: which scores better within the 25 MB that the estimator has.

    pip install peft
    python benchmarks/adapters.py DATA [--minutes 5] [--rank 64]

DATA holds the corpora that corpora.py describes. Networks that begin with the same heads are trained for so many
minutes each on the same examples, all that trains but errors planted by rule: one wholly, but for its word embeddings,
the others through low-rank adapters (Hu et al. 2021, arXiv 2106.09685; peft) on every matrix of the encoder. The first
is then written and read as `aligncheck.estimator.weights` does it, in 8 bits, the others in 16 bits. Both are measured
on MLQE-PE's dev rows, at the logit that is best on calibration rows, and on the held-out part of the output that
readers marked. The runs are short, far shorter than those of the weights that ship.
"""

import argparse
import os
import tempfile
from pathlib import Path

import numpy as np
import results
import torch
from peft import LoraConfig, inject_adapter_in_model
from short_runs import CALIBRATING, RNG_SEED, read, rows, train_briefly

from aligncheck.estimator.network import EstimatorNetwork
from aligncheck.estimator.weights import load_network, save_network
from aligncheck.training.annotated import read_annotated
from aligncheck.training.base import load_base, new_network
from aligncheck.training.checkpoint import trained_parameters
from aligncheck.training.figures import (
    KINDS,
    assessment_correlations,
    bad_word_precision,
    best_threshold,
    matthews,
)
from aligncheck.training.mlqe_pe import INTO_ENGLISH
from aligncheck.training.run import Settings
from aligncheck.training.splits import Split
from aligncheck.training.train import HEADS_SEED

FULL_RATE = Settings.encoder_rate
ADAPTER_RATES = (5e-4, 2e-3)
"""Learning rates tried; adapters want higher ones than full matrices."""

TARGET = KINDS[0]


def main() -> None:
    """Train, measure, and write the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--minutes", type=float, default=5.0)
    parser.add_argument("--rank", type=int, default=64)
    args = parser.parse_args()
    calibration = {pair: rows(args.data, pair, Split.CALIBRATION)[:CALIBRATING] for pair in INTO_ENGLISH}
    held_out = {pair: rows(args.data, pair, Split.HELD_OUT) for pair in INTO_ENGLISH}
    outputs = [output.example for output in read_annotated(args.data, Split.HELD_OUT)]
    table = []
    for rank, rate in ((None, FULL_RATE), *((args.rank, rate) for rate in ADAPTER_RATES)):
        base, pieces, _ = load_base()
        torch.manual_seed(HEADS_SEED)
        network = new_network(base, Settings.dropout)
        if rank is not None:
            _adapt(network, rank)
        examples = train_briefly(network, pieces, args.data, args.minutes, encoder_rate=rate)
        network, size = _shipped(network) if rank is None else _halved(network)
        logit = best_threshold(TARGET, {pair: read(network, pieces, found) for pair, found in calibration.items()})
        said = {pair: read(network, pieces, found) for pair, found in held_out.items()}
        table.append(
            {
                "what is trained": "all matrices, 8 bits" if rank is None else f"adapters of rank {rank}, 16 bits",
                "learning rate": rate,
                "megabytes": round(size / 1e6, 1),
                "examples": examples,
                "MCC of target tags, mean": results.rounded(
                    np.mean([matthews(TARGET, each, logit) for each in said.values()])
                ),
                "Pearson, mean": results.rounded(np.mean([assessment_correlations(each)[0] for each in said.values()])),
                "AP, real output": results.rounded(bad_word_precision(read(network, pieces, outputs))),
            }
        )
    results.publish(
        "adapters",
        {"minutes": args.minutes, "rng_seed": RNG_SEED, "pairs": list(INTO_ENGLISH), "cores": os.cpu_count()},
        {"MLQE-PE dev and GARENG's held-out output": table},
        packages=["torch", "transformers", "peft"],
    )


def _adapt(network: EstimatorNetwork, rank: int) -> None:
    """Put adapters on every matrix of the encoder, which itself stays as it is."""
    network.encoder.requires_grad_(requires_grad=False)
    config = LoraConfig(r=rank, lora_alpha=rank, target_modules=["query", "key", "value", "dense"])
    network.encoder = inject_adapter_in_model(config, network.encoder)


def _shipped(network: EstimatorNetwork) -> tuple[EstimatorNetwork, int]:
    """Return a network as it is once written and read, and the size of its file in bytes."""
    base, _, found = load_base()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "weights.safetensors"
        save_network(network, base, path, found.name, {})
        return load_network(base, path), path.stat().st_size


def _halved(network: EstimatorNetwork) -> tuple[EstimatorNetwork, int]:
    """Round what was trained to 16 bits, and return the network and how many bytes that takes."""
    trained = trained_parameters(network).values()
    with torch.no_grad():
        for parameter in trained:
            parameter.copy_(parameter.half())
    return network, sum(2 * parameter.numel() for parameter in trained)


if __name__ == "__main__":
    main()

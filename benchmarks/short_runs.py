"""Training runs of a few minutes, for benchmarks that compare ways to train; their figures are no shipped weights'."""

import tempfile
from collections.abc import Sequence
from pathlib import Path

from aligncheck.estimator.network import EstimatorNetwork
from aligncheck.estimator.pieces import Pieces
from aligncheck.training import checkpoint
from aligncheck.training.annotated import read_annotated
from aligncheck.training.examples import Example
from aligncheck.training.figures import Predicted
from aligncheck.training.mixture import components
from aligncheck.training.mlqe_pe import INTO_ENGLISH, read_mlqe_pe
from aligncheck.training.prediction import predict
from aligncheck.training.run import Run, Settings
from aligncheck.training.splits import Split
from aligncheck.training.validation import Validation

RNG_SEED = 1
WORKERS = 2
CALIBRATING = 250
"""Calibration rows a pair."""

LOGGED = 100
"""Rows a pair of the figures in a run's own log."""


def train_briefly(
    network: EstimatorNetwork,
    pieces: Pieces,
    data: Path,
    minutes: float,
    left_out: Sequence[str] = (),
    encoder_rate: float = Settings.encoder_rate,
) -> int:
    """Train a network in place for so many minutes and return how many examples it saw; no errors are planted."""
    settings = Settings(
        minutes=minutes,
        rng_seed=RNG_SEED,
        workers=WORKERS,
        encoder_rate=encoder_rate,
        checkpoint_minutes=minutes,
        validation_minutes=minutes,
    )
    pairs = [pair for pair in INTO_ENGLISH if pair not in left_out]
    tagged = {pair: rows(data, pair, Split.CALIBRATION)[:LOGGED] for pair in pairs}
    real = [output.example for output in read_annotated(data, Split.CALIBRATION)]
    with tempfile.TemporaryDirectory() as folder:
        run = Run(network, pieces, settings, Path(folder))
        run.train(components(data, None, left_out), Validation(tagged, real[:LOGGED], []))
    checkpoint.restore(network, run.average)
    return run.progress.examples


def rows(data: Path, pair: str, split: Split) -> list[Example]:
    """Return a pair's rows of MLQE-PE, tokenised."""
    return [row.tokenised for row in read_mlqe_pe(data, pair, split)]


def read(network: EstimatorNetwork, pieces: Pieces, examples: Sequence[Example]) -> Predicted:
    """Return what a network says of examples."""
    return list(zip(examples, predict(network, pieces, examples), strict=True))

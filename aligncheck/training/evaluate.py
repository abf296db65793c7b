"""Figures of a network alone: `python -m aligncheck.training.evaluate DATA WEIGHTS`."""

from pathlib import Path

import click
import numpy as np
from tabulate import tabulate

from aligncheck.estimator.network import EstimatorNetwork, network_over
from aligncheck.estimator.pieces import Pieces
from aligncheck.estimator.weights import load_network, read_facts
from aligncheck.training import checkpoint
from aligncheck.training.annotated import read_annotated
from aligncheck.training.base import load_base
from aligncheck.training.examples import Example
from aligncheck.training.figures import (
    KINDS,
    Predicted,
    assessment_correlations,
    bad_word_precision,
    best_threshold,
    matthews,
)
from aligncheck.training.mlqe_pe import PAIRS, Row, read_mlqe_pe
from aligncheck.training.prediction import predict
from aligncheck.training.splits import Split


@click.command()
@click.argument("data", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("weights", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--split", type=click.Choice([Split.CALIBRATION, Split.HELD_OUT]), default=Split.HELD_OUT, show_default=True
)
@click.option("--size", type=int, help="Examples a pair; all if left out.")
@click.option("--tokenised", is_flag=True, help="Read MLQE-PE's tokenised text, not the raw one.")
@click.option("--float32", is_flag=True, help="Compute in 32 bits, not in bfloat16.")
def main(*, data: Path, weights: Path, split: Split, size: int | None, tokenised: bool, float32: bool) -> None:
    """Print the tables for MLQE-PE and for GARENG's real output.

    WEIGHTS is an exported file, or a run's checkpoint (*.pt): the difference is what 8 bits cost. Each kind of tag has
    one threshold for all pairs: the one with the best mean over the calibration split's pairs. The last columns are
    chosen on the very rows they are measured on, and show what the common threshold costs.
    """
    base, pieces, found = load_base()
    is_checkpoint = weights.suffix == Path(checkpoint.NAME).suffix
    network = network_over(base) if is_checkpoint else load_network(base, weights)
    if is_checkpoint:
        state = checkpoint.load(weights)
        checkpoint.restore(network, state["average"])
        training = state["settings"] | state["progress"]
    else:
        training = read_facts(weights).get("training")

    def text(row: Row) -> Example:
        return row.tokenised if tokenised else row.text

    def groups(part: Split) -> dict[str, Predicted]:
        rows = {pair: [text(row) for row in read_mlqe_pe(data, pair, part)][:size] for pair in PAIRS}
        return {pair: _read(network, pieces, examples, bfloat16=not float32) for pair, examples in rows.items()}

    calibrating = groups(Split.CALIBRATION)
    thresholds = [best_threshold(kind, calibrating) for kind in KINDS]
    judged = calibrating if split is Split.CALIBRATION else groups(split)
    table = [
        [
            pair,
            *(matthews(kind, group, threshold) for kind, threshold in zip(KINDS, thresholds, strict=True)),
            *assessment_correlations(group),
            *_best(group),
        ]
        for pair, group in judged.items()
    ]
    click.echo(f"weights {weights.name}: {training}")
    click.echo(f"base {found.name}; {'float32' if float32 else 'bfloat16'}; {'tokenised' if tokenised else 'raw'} text")
    click.echo(
        f"MLQE-PE {split}, {size or 'all'} rows a pair; Matthews correlation above the logits "
        + ", ".join(f"{threshold:.1f} ({kind.name})" for kind, threshold in zip(KINDS, thresholds, strict=True))
        + ", best on calibration"
    )
    headers = ["pair", *(f"MCC {kind.name}" for kind in KINDS), "Pearson", "Spearman", "best MCC target", "at logit"]
    click.echo(tabulate(table, headers, floatfmt=".3f"))
    outputs = [output.example for output in read_annotated(data, split)][:size]
    predicted = _read(network, pieces, outputs, bfloat16=not float32)
    rate = np.mean(np.concatenate([example.target_bad for example, _ in predicted]))
    click.echo(
        f"GARENG {split}, id-en, {len(outputs)} annotated outputs of two systems: average precision of wrong words "
        f"{bad_word_precision(predicted):.3f} ({rate:.1%} of the words are wrong)"
    )


def _best(predicted: Predicted) -> tuple[float, float]:
    """Return the best Matthews correlation of target tags, and its logit."""
    threshold = best_threshold(KINDS[0], {"": predicted})
    return matthews(KINDS[0], predicted, threshold), threshold


def _read(network: EstimatorNetwork, pieces: Pieces, examples: list[Example], *, bfloat16: bool) -> Predicted:
    return list(zip(examples, predict(network, pieces, examples, bfloat16=bfloat16), strict=True))


if __name__ == "__main__":
    main()

"""Train the estimator: `python -m aligncheck.training.train DATA --output FOLDER --minutes 100`."""

import logging
from pathlib import Path

import click
import torch

from aligncheck.training import checkpoint
from aligncheck.training.base import load_base, new_network
from aligncheck.training.corrupting import load_corrupt
from aligncheck.training.mixture import components
from aligncheck.training.mlqe_pe import PAIRS
from aligncheck.training.run import Run, Settings
from aligncheck.training.validation import read_validation

HEADS_SEED = 1
"""All runs begin with the same heads, whatever their seed: else the mean of their weights would mean nothing."""


@click.command()
@click.argument("data", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--output", required=True, type=click.Path(file_okay=False, path_type=Path), help="Folder of the run.")
@click.option("--minutes", default=100.0, show_default=True, help="Length of the run, that before --resume included.")
@click.option("--rng-seed", default=1, show_default=True)
@click.option("--batch-size", default=48, show_default=True)
@click.option("--workers", default=1, show_default=True, help="Threads that read parts of a batch side by side.")
@click.option("--encoder-rate", default=1.6e-4, show_default=True, help="Highest learning rate of the encoder.")
@click.option("--resume", is_flag=True, help="Go on from the folder's checkpoint, if it has one.")
@click.option("--without-corruptions", is_flag=True, help="Plant no errors by rule.")
@click.option("--leave-out", multiple=True, type=click.Choice(PAIRS), help="A pair of MLQE-PE that does not train.")
@click.option("--validation-size", default=200, show_default=True, help="Examples a pair, at every validation.")
def main(
    *,
    data: Path,
    output: Path,
    minutes: float,
    rng_seed: int,
    batch_size: int,
    workers: int,
    encoder_rate: float,
    resume: bool,
    without_corruptions: bool,
    leave_out: tuple[str, ...],
    validation_size: int,
) -> None:
    """Train the estimator on the corpora below DATA.

    The same seed gives the same examples in the same order, unless a run is resumed; how many it sees in its time
    depends on the machine.
    """
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    output.mkdir(parents=True, exist_ok=True)
    settings = Settings(
        minutes=minutes,
        rng_seed=rng_seed,
        batch_size=batch_size,
        workers=workers,
        encoder_rate=encoder_rate,
    )
    base, pieces, _ = load_base()
    torch.manual_seed(HEADS_SEED)
    network = new_network(base, settings.dropout).to("cuda" if torch.cuda.is_available() else "cpu")
    torch.manual_seed(rng_seed)
    corrupt = None if without_corruptions else load_corrupt(data, output / "corruptions")
    run = Run(network, pieces, settings, output)
    if resume and (output / checkpoint.NAME).exists():
        run.resume()
    run.train(components(data, corrupt, leave_out), read_validation(data, validation_size, corrupt))


if __name__ == "__main__":
    main()

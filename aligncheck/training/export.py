"""Export the weights of a run: `python -m aligncheck.training.export CHECKPOINT... --output FILE`."""

import json
from pathlib import Path

import click
import torch

import aligncheck
from aligncheck.estimator.network import network_over
from aligncheck.estimator.weights import save_network
from aligncheck.training import checkpoint
from aligncheck.training.base import load_base


@click.command()
@click.argument("checkpoints", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--output", required=True, type=click.Path(dir_okay=False, path_type=Path))
def main(*, checkpoints: tuple[Path, ...], output: Path) -> None:
    """Write the weights that the estimator loads, as differences from the embedded model.

    They are the running mean of the run's weights; of several checkpoints the mean of theirs (Wortsman et al. 2022,
    Model soups, arXiv 2203.05482).
    """
    states = [checkpoint.load(path) for path in checkpoints]
    base, _, found = load_base()
    network = network_over(base)
    averages = [state["average"] for state in states]
    checkpoint.restore(network, {name: torch.stack([each[name] for each in averages]).mean(0) for name in averages[0]})
    training = [{**state["settings"], **state["progress"]} for state in states]
    output.parent.mkdir(parents=True, exist_ok=True)
    save_network(
        network, base, output, found.name, {"aligncheck": aligncheck.__version__, "training": json.dumps(training)}
    )
    examples = max(each["examples"] for each in training)
    click.echo(f"{output}: {output.stat().st_size / 1e6:.1f} MB, {examples} examples")


if __name__ == "__main__":
    main()

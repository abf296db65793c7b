"""Export the running mean of a run's weights: `python -m aligncheck.training.export CHECKPOINT --output FILE`."""

import json
from pathlib import Path

import click

import aligncheck
from aligncheck.estimator.network import network_over
from aligncheck.estimator.weights import save_network
from aligncheck.training import checkpoint
from aligncheck.training.base import load_base


@click.command()
@click.argument("checkpoint_file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--output", required=True, type=click.Path(dir_okay=False, path_type=Path))
def main(*, checkpoint_file: Path, output: Path) -> None:
    """Write the weights that the estimator loads, as differences from the embedded model."""
    state = checkpoint.load(checkpoint_file)
    base, _, found = load_base()
    network = network_over(base)
    checkpoint.restore(network, state["average"])
    training = {**state["settings"], **state["progress"]}
    output.parent.mkdir(parents=True, exist_ok=True)
    save_network(
        network, base, output, found.name, {"aligncheck": aligncheck.__version__, "training": json.dumps(training)}
    )
    click.echo(f"{output}: {output.stat().st_size / 1e6:.1f} MB, {training['examples']} examples")


if __name__ == "__main__":
    main()

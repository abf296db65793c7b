"""Options that several commands of the training have."""

from pathlib import Path

import click

folder = click.option(
    "--folder",
    type=click.Path(file_okay=False, path_type=Path),
    default="build/corruptions",
    show_default=True,
    help="Where what the corruptions learn is kept.",
)

lm_readings = click.option(
    "--lm-readings",
    type=click.Path(dir_okay=False, path_type=Path),
    default="build/readings.sqlite",
    show_default=True,
    help="Where what it says is kept: a run that was interrupted goes on.",
)

rng_seed = click.option("--rng-seed", default=1, show_default=True)

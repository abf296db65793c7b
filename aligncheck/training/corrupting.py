"""What the mixture corrupts clean pairs with: one to three errors of any kind, fewer being likelier."""

import random
from pathlib import Path

from aligncheck.training.corrupt import corrupt, read_clean_pairs
from aligncheck.training.corruptions.resources import build_resources
from aligncheck.training.examples import CleanPair, Example
from aligncheck.training.mixture import Corrupt

NUMBERS = (1, 2, 3)
NUMBER_WEIGHTS = (5, 3, 2)


def load_corrupt(data: Path, folder: Path) -> Corrupt:
    """Learn what the corruptions need from the clean pairs, or read it from a folder of an earlier run.

    Raises:
        InputError: A corpus is missing or damaged.
    """
    resources = build_resources(read_clean_pairs(data), folder)

    def corrupted(pair: CleanPair, rng: random.Random) -> Example | None:
        return corrupt(pair, resources, rng, rng.choices(NUMBERS, NUMBER_WEIGHTS)[0])

    return corrupted

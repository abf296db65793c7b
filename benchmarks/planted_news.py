"""Indonesian-English news with planted errors, from a corpus that has no part in training or calibration.

About a third of the pairs of PANL-BPPT's four subjects gets an error or more, of all kinds that training knows, by
another seed. The translators of this corpus leave out and add a good deal, so only pairs are taken that
verified_pairs.py takes for translations of each other, of like length and with the same digits.
"""

import random
import re
from functools import cache
from pathlib import Path

import corpora
from verified_pairs import verified

from aligncheck.estimator.tokens import tokenise
from aligncheck.training.calibration_examples import INDONESIAN, made
from aligncheck.training.corrupt import corrupt
from aligncheck.training.corruptions.resources import Resources
from aligncheck.training.examples import CleanPair, Example

RNG_SEED = 20240607
PLANTED = 500
"""Pairs of each subject."""

SUBJECTS = ("ECO", "INT", "SCI", "SPO")
LONGEST = 60
"""Tokens of a side: longer lines of the corpus are several sentences."""

LEAST_RATIO, LARGEST_RATIO = 0.85, 1.3
"""Target tokens by source tokens: the middle half of the corpus."""


def planted_pairs(data: Path, resources: Resources) -> list[Example]:
    """Return pairs of news of which some got errors."""
    rng = random.Random(RNG_SEED)
    pairs = [pair for subject in SUBJECTS for pair in rng.sample(close_pairs(data, subject), PLANTED)]
    return made(pairs, lambda pair, rng, number: corrupt(pair, resources, rng, number), rng)


@cache
def close_pairs(data: Path, subject: str) -> list[CleanPair]:
    """Return the pairs of a subject that are translations of each other."""
    lines = corpora.panl_bppt(data, subject)
    found = [
        CleanPair(tokenise(source), tokenise(target), INDONESIAN, f"bppt/{subject}")
        for (source, target), is_pair in zip(lines, verified(lines, RNG_SEED), strict=True)
        if is_pair
    ]
    return [pair for pair in found if _is_close(pair)]


def _is_close(pair: CleanPair) -> bool:
    """Whether a translation looks like one sentence rendered whole: of like length, and with the same digits."""
    sizes = len(pair.source.tokens), len(pair.target.tokens)
    digits = [sorted(re.findall(r"\d", text.text)) for text in (pair.source, pair.target)]
    return max(sizes) <= LONGEST and LEAST_RATIO <= sizes[1] / sizes[0] <= LARGEST_RATIO and digits[0] == digits[1]

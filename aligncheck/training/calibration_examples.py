"""The examples that the decision is fitted on, from the calibration splits."""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from aligncheck.training.annotated import LANGUAGES, AnnotatedError, read_annotated
from aligncheck.training.examples import CleanPair, Example
from aligncheck.training.gareng import read_gareng_references
from aligncheck.training.mixture import as_clean
from aligncheck.training.mlqe_pe import INTO_ENGLISH, read_mlqe_pe
from aligncheck.training.splits import Split
from aligncheck.training.tico19 import read_tico19
from aligncheck.training.written import WrittenErrors, read_written, some_errors

INDONESIAN = LANGUAGES

ANNOTATED, WRITTEN, MADE = "real id-en", "written id-en", "made id-en"
"""Names of the groups that findings are like: output whose errors a reader marked (`read_annotated`), right
translations of which some got errors by a writer (`read_written`), and the same by rule."""

FAULTY = 0.35
"""Part of the clean pairs that gets errors."""

ERRORS = (1, 1, 2, 3)
"""How many those get, in turn by chance: about 4 % of all words are wrong, as in the output of a good system."""

Corrupt = Callable[[CleanPair, random.Random, int], Example | None]
"""Puts so many errors into a clean pair; None where the pair offers no place."""


PASSES = 3
"""How often each clean pair is taken, with other errors each time."""


@dataclass(frozen=True)
class Group:
    """Examples of one making."""

    name: str
    weight: float
    """Of all its tokens together in the fit."""

    examples: Sequence[Example]

    errors: Sequence[tuple[AnnotatedError, ...]] = ()
    """Of each example, where readers marked them."""


def calibration_groups(data: Path, corrupt: Corrupt, rng: random.Random) -> Iterator[Group]:
    """Yield real output with the errors that readers found, and right translations of which some got errors.

    Raises:
        InputError: A corpus is missing or damaged.
    """
    for languages in INTO_ENGLISH:
        rows = read_mlqe_pe(data, languages, Split.CALIBRATION)
        # Users have ordinary texts; the field's scorers have tokenised ones.
        examples = [row.text if index % 2 else row.tokenised for index, row in enumerate(rows)]
        yield Group(f"real {languages}", 0.2, examples)
    outputs = read_annotated(data, Split.CALIBRATION)
    yield Group(ANNOTATED, 1.0, [output.example for output in outputs], [output.errors for output in outputs])
    items = read_written(data, Split.CALIBRATION)
    yield Group(WRITTEN, 1.0, [example for _ in range(PASSES) for example in written(items, rng)])
    pairs = read_gareng_references(data, Split.CALIBRATION) + read_tico19(data, Split.CALIBRATION)
    chosen = [pair for pair in pairs if pair.languages == INDONESIAN]
    yield Group(MADE, 1.0, [example for _ in range(PASSES) for example in made(chosen, corrupt, rng)])


def written(items: Sequence[WrittenErrors], rng: random.Random) -> list[Example]:
    """Return right translations, a part of them with some of the errors that were written into them."""
    return [some_errors(item, rng.choice(ERRORS) if rng.random() < FAULTY else 0, rng).example for item in items]


def made(pairs: Sequence[CleanPair], corrupt: Corrupt, rng: random.Random) -> list[Example]:
    """Return the pairs, a part of them with errors."""
    examples = []
    for pair in pairs:
        faulty = corrupt(pair, rng, rng.choice(ERRORS)) if rng.random() < FAULTY else None
        examples.append(faulty or as_clean(pair))
    return examples

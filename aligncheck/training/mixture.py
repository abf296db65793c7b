"""What the network sees while it trains: real output, clean pairs and corrupted ones, drawn afresh in every pass.

No language may predict the error rate: every language has faulty and clean pairs, and a corrupted pair comes with its
clean twin.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from aligncheck.training.annotated import read_annotated
from aligncheck.training.composed import read_composed
from aligncheck.training.examples import CleanPair, Example
from aligncheck.training.gareng import read_gareng_references
from aligncheck.training.mlqe_pe import INTO_ENGLISH, PAIRS, Row, read_mlqe_pe
from aligncheck.training.splits import Split
from aligncheck.training.tico19 import read_tico19
from aligncheck.training.written import WrittenErrors, read_written, some_errors, with_errors

T = TypeVar("T")

Corrupt = Callable[[CleanPair, random.Random], Example | None]
"""Puts errors into a clean pair; None where the pair offers nothing to corrupt."""

RAW, DETOKENISED = 0.4, 0.3
"""How often a row of MLQE-PE is seen as its raw text, and detokenised by rule; else it is seen tokenised."""

TOKENISED_POST_EDITS = 0.3

CLEAN_ALONE = 0.25
"""How often a clean pair comes without a corrupted twin; always where nothing corrupts."""


@dataclass(frozen=True)
class Weighed:
    """An example and its weight in the loss."""

    example: Example
    weight: float


@dataclass(frozen=True)
class Component:
    """A part of the mixture."""

    name: str

    share: float
    """Of the examples, relative to the other components."""

    weight: float
    """Of each example in the loss."""

    draw: Callable[[random.Random], list[Example]]
    """Return the next examples, which belong together."""


def components(data: Path, corrupt: Corrupt | None, left_out: Sequence[str] = ()) -> list[Component]:
    """Read the corpora and name the parts of the mixture.

    Args:
        data: The folder holding ``mlqe-pe``, ``gareng`` and ``tico19``.
        corrupt: What puts errors into clean pairs; None to plant none.
        left_out: Pairs of MLQE-PE that are not read, to see what an unseen language can expect.

    Raises:
        InputError: A corpus is missing or damaged.
    """
    parts = []
    for languages in (pair for pair in PAIRS if pair not in left_out):
        rows = read_mlqe_pe(data, languages, Split.TRAIN)
        main = languages in INTO_ENGLISH
        parts.append(Component(f"real {languages}", 0.055 if main else 0.01, 1.0, _real(rows)))
        parts.append(Component(f"made {languages}", 0.03 if main else 0.01, 0.5, _post_edits(rows, corrupt)))
    annotated = [output.example for output in read_annotated(data, Split.TRAIN)]
    parts.append(Component("real id-en", 0.2, 1.0, _cycle(annotated)))
    parts.append(Component("written id-en", 0.18, 1.0, _written(read_written(data, Split.TRAIN))))
    pairs = [*read_gareng_references(data, Split.TRAIN), *read_tico19(data, Split.TRAIN), *read_composed(Split.TRAIN)]
    for direction, share in ((("id", "en"), 0.12), (("en", "id"), 0.03)):
        chosen = [pair for pair in pairs if pair.languages == direction]
        parts.append(Component(f"made {'-'.join(direction)}", share, 0.5, _made(chosen, corrupt)))
    return parts


def stream(parts: Sequence[Component], rng: random.Random) -> Iterator[Weighed]:
    """Yield examples for ever, each component by its share."""
    given = {part.name: rng.random() for part in parts}
    while True:
        part = min(parts, key=lambda part: given[part.name] / part.share)
        examples = part.draw(rng)
        given[part.name] += len(examples)
        for example in examples:
            yield Weighed(example, part.weight)


def as_clean(pair: CleanPair) -> Example:
    """Return a clean pair as an example in which nothing is wrong; how well people like it is not known."""
    return Example(
        source=pair.source,
        target=pair.target,
        languages=pair.languages,
        origin=pair.origin,
        target_bad=(False,) * len(pair.target.tokens),
        source_bad=(False,) * len(pair.source.tokens),
        gap_bad=(False,) * (len(pair.target.tokens) + 1),
        hter=0.0,
    )


class _Endless(Generic[T]):
    """Goes through items in another order in every pass."""

    def __init__(self, items: Sequence[T]) -> None:
        self._items = items
        self._order: list[int] = []

    def next(self, rng: random.Random) -> T:
        if not self._order:
            self._order = list(range(len(self._items)))
            rng.shuffle(self._order)
        return self._items[self._order.pop()]


def _cycle(examples: Sequence[Example]) -> Callable[[random.Random], list[Example]]:
    endless = _Endless(examples)
    return lambda rng: [endless.next(rng)]


def _real(rows: Sequence[Row]) -> Callable[[random.Random], list[Example]]:
    endless = _Endless(rows)

    def draw(rng: random.Random) -> list[Example]:
        row = endless.next(rng)
        chance = rng.random()
        if chance < RAW:
            return [row.text]
        return [row.detokenised if chance < RAW + DETOKENISED else row.tokenised]

    return draw


def _post_edits(rows: Sequence[Row], corrupt: Corrupt | None) -> Callable[[random.Random], list[Example]]:
    endless = _Endless([row.post_edits for row in rows if row.post_edits[0].target.tokens])

    def draw(rng: random.Random) -> list[Example]:
        ordinary, tokenised = endless.next(rng)
        return _twins(tokenised if rng.random() < TOKENISED_POST_EDITS else ordinary, corrupt, rng)

    return draw


def _made(pairs: Sequence[CleanPair], corrupt: Corrupt | None) -> Callable[[random.Random], list[Example]]:
    endless = _Endless(pairs)
    return lambda rng: _twins(endless.next(rng), corrupt, rng)


def _written(items: Sequence[WrittenErrors]) -> Callable[[random.Random], list[Example]]:
    """Draw a right output and the same with some of the errors that were written into it."""
    endless = _Endless(items)

    def draw(rng: random.Random) -> list[Example]:
        written = endless.next(rng)
        return [with_errors(written, ()).example, some_errors(written, rng.randint(1, len(written.edits)), rng).example]

    return draw


def _twins(pair: CleanPair, corrupt: Corrupt | None, rng: random.Random) -> list[Example]:
    clean = as_clean(pair)
    if corrupt is None or rng.random() < CLEAN_ALONE:
        return [clean]
    corrupted = corrupt(pair, rng)
    return [clean] if corrupted is None else [clean, corrupted]

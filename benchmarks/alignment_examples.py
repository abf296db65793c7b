"""Encoded document pairs with known beads, to estimate the aligner's weights on: all from data that may ship."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from alignment_scores import GoldBead
from corpora import Pair, gareng, mlqe_pe, tico19
from numpy.typing import NDArray
from pseudo_documents import PseudoDocument, Rates, make_document

from aligncheck.aligner import Side, side_of
from aligncheck.embedding import Embedder, Embeddings

LANGUAGES = ("ro-en", "et-en", "ru-en", "ne-en", "si-en", "en-de", "en-zh")
"""Pairs of MLQE-PE."""

DOCUMENTS = {**dict.fromkeys(LANGUAGES, 10), "gareng": 16, "tico19": 30}
"""Training documents of each corpus; a third as many for development, of other sentences."""

UNRELATED = 0.12
"""Share of documents paired with another document of the same corpus."""

Rng = np.random.Generator

_FIELDS = ("vectors", "tokens", "characters", "furniture", "continues", "wordless")


@dataclass(frozen=True)
class Example:
    """An encoded document pair and its beads; moved sentences are null beads, as the monotone search sees them."""

    corpus: str
    source: Side
    target: Side
    beads: Sequence[GoldBead]
    moved: Sequence[GoldBead] = ()


def pools(data: Path, *, training: bool) -> dict[str, list[list[Pair]]]:
    """Return the sentence pairs of each corpus by document; development has other sentences than training."""
    found = {name: [_part(mlqe_pe(data, name), 5000, training=training)] for name in LANGUAGES}
    found["gareng"] = [_part(gareng(data), 7000, training=training)]
    documents = sorted(tico19(data).items())
    found["tico19"] = [
        pairs for index, (_, pairs) in enumerate(documents) if (index % 4 != 0) == training and len(pairs) >= 20
    ]
    return found


def _part(pairs: list[Pair], at: int, *, training: bool) -> list[Pair]:
    return pairs[:at] if training else pairs[at:]


def make_documents(
    by_corpus: Mapping[str, list[list[Pair]]], counts: Mapping[str, int], rng: random.Random
) -> list[tuple[str, PseudoDocument]]:
    """Make documents of 4 to 90 sentence pairs, each distorted at rates of its own, some of them unrelated."""
    made = []
    for corpus, documents in by_corpus.items():
        for _ in range(counts[corpus]):
            pairs = _run(rng.choice(documents), int(rng.triangular(4, 90, 60)), rng)
            elsewhere = [pair for document in documents for pair in document if pair not in set(pairs)]
            if rng.random() < UNRELATED:
                made.append((corpus, _unrelated(pairs, _run(elsewhere, rng.randint(10, 60), rng))))
            else:
                made.append((corpus, make_document(pairs, elsewhere, _rates(rng), rng)))
    return made


def _run(pairs: list[Pair], length: int, rng: random.Random) -> list[Pair]:
    start = rng.randrange(max(1, len(pairs) - length + 1))
    return pairs[start : start + length]


def _rates(rng: random.Random) -> Rates:
    if rng.random() < 0.1:
        return Rates()
    # Squared, so that most documents have little of most operations, and few have much of one.
    highest = {"merge": 0.5, "split": 0.4, "recut": 0.35, "part": 0.5, "chain": 0.4}
    highest |= {"drop": 0.2, "insert": 0.2, "move": 0.06}
    rates = {name: rng.random() ** 2 * rate for name, rate in highest.items()}
    return Rates(**rates, snippet=0.3 * rng.random(), misplace=0.4 * rng.random(), run=0.85 * rng.random())


def _unrelated(pairs: list[Pair], others: list[Pair]) -> PseudoDocument:
    source, target = [source for source, _ in pairs], [target for _, target in others]
    beads: list[GoldBead] = [((i,), ()) for i in range(len(source))]
    return PseudoDocument(source, target, beads + [((), (j,)) for j in range(len(target))])


def encode(documents: Sequence[tuple[str, PseudoDocument]], embedder: Embedder) -> list[Example]:
    """Encode documents, each distinct segment once."""
    texts = list(dict.fromkeys(text for _, document in documents for text in document.source + document.target))
    index = {text: row for row, text in enumerate(texts)}
    embeddings = embedder.encode(texts)

    def side(segments: Sequence[str]) -> Side:
        rows = [index[segment] for segment in segments]
        return side_of(segments, Embeddings(embeddings.vectors[rows], embeddings.tokens[rows]))

    return [
        Example(corpus, side(document.source), side(document.target), document.monotone, document.moved)
        for corpus, document in documents
    ]


def varied(examples: Sequence[Example], rng: Rng) -> list[Example]:
    """Add to each example a freer translation of it, and to some shorter, partly rewritten or identical documents."""
    made = []
    for example in examples:
        for variant in (example, freer(example, examples, rng)):
            made.append(variant)
            if rng.random() < 0.04:
                made.append(_identical(variant))
            if rng.random() < 0.5:
                made.append(_cut(variant, rng))
            if rng.random() < 0.3:
                made.append(_rewritten(variant, examples, rng))
    return [example for example in made if len(example.source) and len(example.target)]


def freer(example: Example, examples: Sequence[Example], rng: Rng) -> Example:
    """Blur an example as a free translation would: part of each segment's content is another's, or its neighbour's.

    The corpora are translated closely; literature is not (Text+Berg: the median cosine of 1-1 beads is .63).
    """
    foreign, bleeding = rng.uniform(0.05, 0.5), rng.uniform(0, 0.12)
    others = [other for other in examples if other.corpus == example.corpus and other is not example] or [example]
    sides = []
    for name in ("source", "target"):
        side: Side = getattr(example, name)
        pool = np.concatenate([_centred(getattr(other, name)) for other in others])
        share = np.clip(foreign + 0.15 * rng.normal(size=len(side)), 0, 0.65)[:, None]
        own, foreign_rows = _centred(side), _unit(pool[rng.integers(len(pool), size=len(side))])
        neighbours = np.clip(np.arange(len(side)) + rng.choice([-1, 1], size=len(side)), 0, len(side) - 1)
        mixed = _unit(np.sqrt(1 - share**2) * _unit(own) + share * foreign_rows)
        mixed = _unit(mixed + bleeding * rng.random((len(side), 1)) * _unit(own)[neighbours])
        vectors = side.vectors.mean(axis=0) + mixed * np.linalg.norm(own, axis=1, keepdims=True)
        sides.append(replace(side, vectors=vectors.astype(np.float32)))
    return replace(example, source=sides[0], target=sides[1])


def _identical(example: Example) -> Example:
    beads = [((i,), (i,)) for i in range(len(example.source))]
    return replace(example, target=example.source, beads=beads, moved=())


def _cut(example: Example, rng: Rng) -> Example:
    """Keep one to eight consecutive beads."""
    length = int(rng.integers(1, 9))
    start = int(rng.integers(0, max(1, len(example.beads) - length)))
    return _of_beads(example, example.beads[start : start + length])


def _rewritten(example: Example, examples: Sequence[Example], rng: Rng) -> Example:
    """Put text of two other documents into one place, one on each side."""
    same = [other for other in examples if other.corpus == example.corpus and other is not example]
    if len(same) < 2:
        return example
    first, second = rng.choice(len(same), size=2, replace=False)
    sources, targets = _stretch(same[first].source, rng), _stretch(same[second].target, rng)
    at = int(rng.integers(0, len(example.beads) + 1))
    before, after = _of_beads(example, example.beads[:at]), _of_beads(example, example.beads[at:])
    i, j = len(before.source), len(before.target)
    beads = [
        *before.beads,
        *(((i + k,), ()) for k in range(len(sources))),
        *(((), (j + k,)) for k in range(len(targets))),
        *_shifted(after.beads, i + len(sources), j + len(targets)),
    ]
    return replace(
        example,
        source=_joined(before.source, sources, after.source),
        target=_joined(before.target, targets, after.target),
        beads=beads,
        moved=(),
    )


def _of_beads(example: Example, beads: Sequence[GoldBead]) -> Example:
    sources, targets = [i for bead in beads for i in bead[0]], [j for bead in beads for j in bead[1]]
    shifted = _shifted(beads, -min(sources, default=0), -min(targets, default=0))
    return replace(
        example, source=_rows(example.source, sources), target=_rows(example.target, targets), beads=shifted, moved=()
    )


def _shifted(beads: Sequence[GoldBead], rows: int, columns: int) -> list[GoldBead]:
    return [(tuple(i + rows for i in bead[0]), tuple(j + columns for j in bead[1])) for bead in beads]


def _stretch(side: Side, rng: Rng) -> Side:
    length = min(len(side), int(rng.integers(1, 15)))
    start = int(rng.integers(0, len(side) - length + 1))
    return _rows(side, list(range(start, start + length)))


def _rows(side: Side, rows: list[int]) -> Side:
    return Side(*(getattr(side, name)[rows] for name in _FIELDS))


def _joined(*sides: Side) -> Side:
    return Side(*(np.concatenate([getattr(side, name) for side in sides]) for name in _FIELDS))


def _centred(side: Side) -> NDArray[np.float32]:
    return np.asarray(side.vectors - side.vectors.mean(axis=0))


def _unit(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.asarray(rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-6))

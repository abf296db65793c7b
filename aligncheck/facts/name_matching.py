"""Which names of a source text are in its translation, which are misspelt there, and which are not there."""

import re
from collections.abc import Container, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from aligncheck.facts.exonyms import renderings
from aligncheck.facts.names import NameWord, Shape, key_of
from aligncheck.facts.spelling import MAX_EDITS, closeness_of
from aligncheck.lexicon import load_lexicon
from aligncheck.stems import stem
from aligncheck.vocabulary import vocabulary
from aligncheck.words import Word, words

MIN_PREFIX = 4
"""Letters that two words must share at their beginning to be forms of one name: Iran, Iranian."""

MIN_COGNATE_PREFIX = 5
MIN_LETTERS_TO_MISSPELL = 4
LISTED_ZIPF = 1.5
ENDING_LETTERS = 2
"""Listed words that differ in their last letters only are forms of one name: Argentina, Argentine."""

MIN_SUPPORT = 0.1
"""Weight from which the lexicon's rendering of a name may stand for it."""

MIN_SHARE_OF_COPY = 0.25
"""Part of the weight of the name itself from which another rendering may stand for it."""

MISSPELLING_ADVANTAGE = 0.5
"""A listed word is a misspelling of a name that the language has three times as often."""

SURE_ADVANTAGE = 2.0
"""Likewise where only the ending differs: Darwin, Darwen, but Argentina, Argentine."""


class Match(StrEnum):
    """What became of a name word."""

    FOUND = "found"
    MISSPELT = "misspelt"
    MISSING = "missing"


@dataclass(frozen=True)
class MatchedWord:
    """A name word, and the word of the other text that it was found as."""

    word: NameWord
    match: Match
    other: Word | None = None


class Side:
    """The words of one text or stretch, ready to be looked up."""

    def __init__(self, text: str, start: int, end: int, language: str) -> None:
        self.language = language
        found = tuple(part for word in words(text, start, end) for part in word.parts())
        self.keys = {key_of(word.text): word for word in (*found, *_joined(text, start, end))}
        self.squeezed = "".join(key_of(word.text) for word in found)
        self.stems = {stem(word.text, language) for word in found if len(word.text) >= MIN_PREFIX}

    def __contains__(self, key: str) -> bool:
        return key in self.keys

    def has_like(self, key: str) -> bool:
        """Whether a word is here, or one that may be a misspelling of it."""
        return key in self.keys or _nearest(key, self, frozenset()) is not None


def _joined(text: str, start: int, end: int) -> Iterator[Word]:
    """Yield what is joined to something else by a full stop or the like and so no word: U.S., protocol.Russia, G-20."""
    for found in _JOINED.finditer(text, start, end):
        letters = found[0].replace(".", "")
        if _DOTTED.fullmatch(found[0]):
            yield Word(letters, found.start(), found.end())
        for piece in _PIECE.finditer(text, found.start(), found.end()):
            yield Word(piece[0], piece.start(), piece.end())


_JOINED = re.compile(r"\w+(?:[./&+_\-]\w+)+\.?")
_DOTTED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]?")
_PIECE = re.compile(r"[^\W\d_]{2,}")


def match(word: NameWord, side: Side, language: str, taken: Container[str] = ()) -> MatchedWord:
    """Look for a name word of a text in `language` on the other side.

    Args:
        word: The word.
        side: The other side.
        language: The language of the word's text.
        taken: Keys of words on the other side that are other names, and so no misspellings of this one.
    """
    key = word.key
    if key in side:
        return MatchedWord(word, Match.FOUND, side.keys[key])
    if word.shape is Shape.ABBREVIATION:
        return _match_abbreviation(word, side, language)
    foreign = renderings(language, side.language).get(key, frozenset())
    for other, found in side.keys.items():
        if other in foreign or _share_beginning(key, other) or any(_share_beginning(one, other) for one in foreign):
            return MatchedWord(word, Match.FOUND, found)
    if len(key) > MIN_PREFIX and key in side.squeezed:
        return MatchedWord(word, Match.FOUND)
    if _has_rendering(word.text, side, language):
        return MatchedWord(word, Match.FOUND)
    near = next(filter(None, (_nearest(one, side, taken) for one in (key, *sorted(foreign)))), None)
    if near is None:
        cognate = next(
            (
                found
                for other, found in side.keys.items()
                if other not in taken and any(are_cognates(one, other) for one in (key, *foreign))
            ),
            None,
        )
        return MatchedWord(word, Match.FOUND if cognate else Match.MISSING, cognate)
    return MatchedWord(
        word, Match.MISSPELT if _is_misspelling(near.text, word.text, side.language) else Match.FOUND, near
    )


def _has_rendering(word: str, side: Side, language: str) -> bool:
    """Whether a rendering that the lexicon gives for a name is on the other side, with all of its words.

    Where the lexicon has the name itself, far rarer renderings are other names that stood beside it: Bayern, Munich.
    """
    lexicon = load_lexicon(language, side.language)
    renderings_of = lexicon.renderings(word) if lexicon is not None else ()
    copy = max((rendering.weight for rendering in renderings_of if rendering.word == word.lower()), default=0.0)
    least = max(MIN_SUPPORT, MIN_SHARE_OF_COPY * copy)
    return any(
        rendering.weight >= least and all(stem(part, side.language) in side.stems for part in rendering.word.split())
        for rendering in renderings_of
    )


def _is_misspelling(near: str, word: str, language: str) -> bool:
    """Whether a word is a misspelling of a name rather than its other form: no word itself, or a much rarer one."""
    if not near[0].isupper():
        return False
    known = vocabulary(language)
    if known is None:
        return True
    if not is_listed(near, language):
        return True
    is_ending = key_of(near).startswith(key_of(word)[:-ENDING_LETTERS])
    return known.zipf(word) - known.zipf(near) >= (SURE_ADVANTAGE if is_ending else MISSPELLING_ADVANTAGE)


def _match_abbreviation(word: NameWord, side: Side, language: str) -> MatchedWord:
    key = word.key
    singular = key.removesuffix("s")
    foreign = renderings(language, side.language).get(key, frozenset())
    for other, found in side.keys.items():
        if other in foreign or other.removesuffix("s") == singular:
            return MatchedWord(word, Match.FOUND, found)
    if key in side.squeezed and len(key) > MIN_PREFIX:
        return MatchedWord(word, Match.FOUND)
    return MatchedWord(word, Match.MISSING)


def are_cognates(one: str, other: str) -> bool:
    """Whether two words begin alike, and end otherwise as loans do in each language: Resusitasi, Resuscitation."""
    from rapidfuzz.distance import Prefix

    shared = Prefix.similarity(one, other)
    return shared >= MIN_COGNATE_PREFIX and shared * 2 >= max(len(one), len(other)) - 3


def _share_beginning(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return len(short) >= MIN_PREFIX and long.startswith(short)


def _nearest(key: str, side: Side, taken: Container[str]) -> Word | None:
    """Return the word of the other side that may be the same name in another spelling."""
    if len(key) < MIN_LETTERS_TO_MISSPELL:
        return None
    best: tuple[float, Word] | None = None
    for other, found in side.keys.items():
        if other in taken or abs(len(other) - len(key)) > MAX_EDITS or len(other) < MIN_LETTERS_TO_MISSPELL:
            continue
        closeness = closeness_of(key, other)
        if closeness > 0 and (best is None or closeness > best[0]):
            best = closeness, found
    return best[1] if best else None


@lru_cache(maxsize=1 << 16)
def is_listed(word: str, language: str) -> bool:
    """Whether the other language knows the word, as a word or as a name."""
    known = vocabulary(language)
    return known is not None and (known.zipf(word) >= LISTED_ZIPF or known.is_form(word))

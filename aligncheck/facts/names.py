"""Names of a text: capitalised words and abbreviations, and whether another language writes them the same.

No recogniser is trained: a name is what carries a capital without beginning a sentence, or carries one at its
beginning and is no word of the language. A capitalised word that is a common word (Komisi Pemilihan Umum) is
translated, any other (Yudhoyono) stays as it is.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum
from functools import cache, lru_cache

from aligncheck.facts.dictionary import ignored_words, is_common_word, is_shared_word
from aligncheck.facts.exonyms import calendar_words
from aligncheck.langdata import load
from aligncheck.lexicon import load_lexicon
from aligncheck.morphology import morphology
from aligncheck.vocabulary import vocabulary
from aligncheck.words import APOSTROPHES, Word, fold, has_capitalised_nouns, opens_sentence, words

MIN_LETTERS = 3
"""Shorter capitalised words are particles and initials."""

MIN_ABBREVIATION_LETTERS = 2

MIN_LETTERS_OF_WORD = 4
"""A word of so many letters that is all capitals is no abbreviation if it is a word of the language."""

MAX_CAPITALS = 0.6
"""Share of a segment's words with a capital from which capitals tell nothing: a heading."""

MIN_WORDS_OF_HEADING = 4

COMMON_ZIPF = 4.8
"""A word this frequent is none that a lexicon lacks: it lacks function words."""


class Shape(Enum):
    """How a name is written."""

    CAPITALISED = "capitalised"
    ABBREVIATION = "abbreviation"


@dataclass(frozen=True)
class NameWord:
    """One word of a name, ``[start, end)`` in the text it was found in."""

    text: str
    start: int
    end: int
    shape: Shape

    is_kept: bool
    """Whether another language may write it the same."""

    is_sure: bool
    """Whether another language must write it the same: no word that both languages happen to share."""

    opens: bool
    """Whether its capital may be due to a sentence beginning there."""

    @property
    def key(self) -> str:
        """The word as it is compared."""
        return key_of(self.text)


@dataclass(frozen=True)
class Name:
    """Words of a name that stand next to each other, initials and particles between them left out."""

    words: tuple[NameWord, ...]

    @property
    def start(self) -> int:
        """Where its first word starts."""
        return self.words[0].start

    @property
    def end(self) -> int:
        """Where its last word ends."""
        return self.words[-1].end


@lru_cache(maxsize=1 << 16)
def key_of(word: str) -> str:
    """Return a word without case, diacritics, apostrophes and possessive ending, as names are compared.

    >>> key_of("Asy’ari's") == key_of("ASY'ARI")
    True
    """
    return _POSSESSIVE.sub("", fold(word)).replace("'", "")


_POSSESSIVE = re.compile(f"[{APOSTROPHES}]s?$")


def names_in(text: str, start: int, end: int, language: str, other: str) -> tuple[Name, ...]:
    """Return the names of the segment ``text[start:end]``, in order, with offsets into the whole text.

    Args:
        text: The whole text.
        start: Where the segment starts.
        end: Where it ends.
        language: The language of the text.
        other: The language of the other side.
    """
    return tuple(
        Name(tuple(replace(word, start=word.start + start, end=word.end + start) for word in name))
        for name in _names(text[start:end], language, other)
    )


@lru_cache(maxsize=1 << 14)
def _names(segment: str, language: str, other: str) -> tuple[tuple[NameWord, ...], ...]:
    found = list(words(segment))
    capitals = sum(word.text[0].isupper() for word in found)
    is_heading = (
        len(found) >= MIN_WORDS_OF_HEADING
        and capitals > MAX_CAPITALS * len(found)
        and not has_capitalised_nouns(language)
    )
    joint = _joint(language)
    names: list[list[NameWord]] = []
    for word in found:
        for part in () if _is_one_word(word, language, other) else word.parts():
            name_word = _name_word(segment, part, language, other, is_heading=is_heading)
            if name_word is None:
                continue
            if names and joint.fullmatch(segment, names[-1][-1].end, name_word.start):
                names[-1].append(name_word)
            else:
                names.append([name_word])
    return tuple(tuple(_alone(name[0], language, other)) if len(name) == 1 else tuple(name) for name in names)


def _is_one_word(word: Word, language: str, other: str) -> bool:
    """Whether the parts of a hyphenated word are no words: a doubled one (Lumba-lumba), or cut at the end of a line."""
    parts = [fold(part.text) for part in word.parts()]
    if len(parts) == 1 or not word.text[0].isupper():
        return False
    is_doubled = len(set(parts)) == 1
    is_cut = word.text[1:].islower() and is_common_word("".join(parts), language, other)
    return is_doubled or is_cut


def _alone(word: NameWord, language: str, other: str) -> Iterator[NameWord]:
    """Yield a word with a capital inside a sentence and without any beside it, as a name if no lexicon has it.

    Word lists hold names as well as words (Mizan, Putut). Of a longer run (Gugus Tugas Koronavirus) that tells nothing:
    its words are often rare ones, translated all together.
    """
    lexicon = load_lexicon(language, other)
    known = vocabulary(language)
    is_unlisted = (
        not word.opens
        and not word.is_sure
        and word.shape is Shape.CAPITALISED
        and not has_capitalised_nouns(language)
        and lexicon is not None
        and not lexicon.renderings(word.text)
        and known is not None
        and known.zipf(word.text) < COMMON_ZIPF
    )
    yield replace(word, is_kept=True, is_sure=True) if is_unlisted else word


@cache
def _joint(language: str) -> re.Pattern[str]:
    """Return what may stand between two words of one name."""
    particles = "|".join(map(re.escape, load("names", language).get("particles", ())))
    particle = rf"|(?:{particles})[ \u00a0]" if particles else ""
    return re.compile(rf"[ \u00a0\-{APOSTROPHES}](?:[^\W\d_]\.? ?{particle}){{0,2}}")


def _name_word(segment: str, word: Word, language: str, other: str, *, is_heading: bool) -> NameWord | None:
    text = word.text
    if not text[0].isupper() or fold(text) in ignored_words(language) or key_of(text) in calendar_words(language):
        return None
    opens = opens_sentence(segment, word.start, 0)
    if is_abbreviation(text):
        is_loud = len(text) >= MIN_LETTERS_OF_WORD and is_common_word(text, language, other)
        if is_loud:
            return None
        return NameWord(text, word.start, word.end, Shape.ABBREVIATION, not is_heading, not is_heading, opens)
    if len(key_of(text)) < MIN_LETTERS:
        return None
    bare = morphology(language).without_clitics(fold(text))
    if len(bare) < MIN_LETTERS:
        return None
    is_sure = not is_common_word(bare, language, other) and not is_common_word(text, language, other)
    is_kept = is_sure or is_shared_word(bare, language, other)
    if (opens or is_heading) and not is_sure:
        return None
    return NameWord(text, word.start, word.end, Shape.CAPITALISED, is_kept, is_sure, opens)


def is_abbreviation(word: str) -> bool:
    """Whether a word is written as an abbreviation: two letters or more, all but at most one capitals.

    >>> [word for word in ("KPU", "PhD", "MPs", "Asy'ari", "A") if is_abbreviation(word)]
    ['KPU', 'PhD', 'MPs']
    """
    bare = _POSSESSIVE.sub("", word).removesuffix("s")
    capitals = sum(character.isupper() for character in bare)
    return capitals >= MIN_ABBREVIATION_LETTERS and capitals >= len(bare) - 1

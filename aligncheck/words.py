"""Words of a text, with their offsets.

A word is a run of letters and combining marks, with apostrophes and hyphens inside it. What only looks like words is
left out whole: addresses, file names, handles, hashtags, and anything with digits, dots, slashes or underscores inside.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby, pairwise
from math import ceil

from aligncheck.langdata import load

APOSTROPHES = "'’‘ʼ`´"
HYPHENS = "-‐‑"
_OPENING = "\"'“‘«„‚‹»›([{¿¡*_-–—•"
_SENTENCE_END = ".!?…:;。！？؟।\n\r"
_NEARBY = 200
"""Characters that are looked at around a word: a segment may be a book on one line."""

_INVISIBLE = "\u00ad\u200c\u200d"
_HYPHENS = re.compile(f"[{re.escape(HYPHENS)}]")


@dataclass(frozen=True)
class Word:
    """A word and its half-open stretch ``[start, end)`` of the text it was found in."""

    text: str
    start: int
    end: int

    def parts(self) -> tuple["Word", ...]:
        """Return the words between its hyphens; a word without a hyphen is its own only part."""
        cuts = [-1, *(match.start() for match in _HYPHENS.finditer(self.text)), len(self.text)]
        return tuple(
            Word(self.text[left + 1 : right], self.start + left + 1, self.start + right)
            for left, right in pairwise(cuts)
            if right > left + 1
        )


def words(text: str, start: int = 0, end: int | None = None) -> Iterator[Word]:
    """Yield the words of ``text[start:end]`` in order, with offsets into the whole text.

    >>> [word.text for word in words("Asy'ari's sub-district, see http://kpu.go.id or page 3a.")]
    ["Asy'ari's", 'sub-district', 'see', 'or', 'page']
    """
    for match in _token().finditer(text, start, len(text) if end is None else end):
        if match["word"]:
            yield Word(match["word"], match.start(), match.end())


@cache
def _token() -> re.Pattern[str]:
    letter = rf"(?:[^\W\d_]|[{_marks()}{_INVISIBLE}])"
    hyphens = re.escape(HYPHENS)
    word = rf"{letter}++(?:[{APOSTROPHES}{hyphens}]{letter}++)*+"
    # A word is not the beginning of something longer with digits, dots and the like; that is left out as a whole.
    joint = rf"[./_&@+\\{APOSTROPHES}{hyphens}]"
    alternatives = (
        r"(?:https?|ftp)://\S+|www\.\S+",
        r"(?<![\w.+-])[\w.+-]++@[\w-]+(?:\.[\w-]+)+",
        r"[@#]\w+",
        rf"(?P<word>{word})(?![\d_]|{joint}\w)",
        rf"(?:{letter}|[\d_])+(?:{joint}(?:{letter}|[\d_])+)*",
    )
    return re.compile("|".join(alternatives))


@cache
def _marks() -> str:
    """Return a character-class body of the combining marks of the basic plane; Python's word class leaves them out."""
    marks = [code for code in range(0x300, 0x10000) if unicodedata.category(chr(code))[0] == "M"]
    runs = [[code for _, code in run] for _, run in groupby(enumerate(marks), key=lambda item: item[1] - item[0])]
    return "".join(f"{chr(run[0])}-{chr(run[-1])}" for run in runs)


def is_spaced(language: str) -> bool:
    """Whether the language separates its words by spaces, as all do that have no other word in ``data/writing``."""
    return bool(load("writing", language).get("spaces", True))


def has_capitalised_nouns(language: str) -> bool:
    """Whether nouns begin with a capital, so that a capital does not tell a name."""
    return bool(load("writing", language).get("capitalised_nouns", False))


def count_words(text: str, language: str) -> int:
    """Return the number of words, estimated from the number of letters where a language is written without spaces."""
    if is_spaced(language):
        return sum(1 for _ in words(text))
    letters = sum(character.isalpha() for character in text)
    return ceil(letters / float(load("writing", language)["letters_per_word"]))


@lru_cache(maxsize=1 << 16)
def fold(text: str) -> str:
    """Return a word or text without case, diacritics and invisible characters, for comparisons across spellings.

    >>> fold("Città’s")
    "citta's"
    """
    # Decomposed on both sides of folding, since some signs decompose into capitals.
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    plain = "".join(c for c in decomposed if not unicodedata.combining(c) and c not in _INVISIBLE)
    return re.sub(f"[{APOSTROPHES}]", "'", plain)


def opens_sentence(text: str, start: int, segment_start: int) -> bool:
    """Whether a capital at `start` may be due to a sentence, quotation, heading or list item beginning there."""
    before = text[max(segment_start, start - _NEARBY) : start].rstrip(" \t\u00a0")
    if not before or before[-1] in _SENTENCE_END:
        return True
    return before[-1] in _OPENING and not before[-2:-1].isalnum()


def is_glossed(text: str, word: Word, start: int, end: int) -> bool:
    """Whether a word of the segment ``[start, end)`` is mentioned rather than used.

    That is: in quotation marks of its own (up to three words between them), in brackets, or explained in brackets
    right behind it.
    """
    before = text[max(start, word.start - _NEARBY) : word.start]
    after = text[word.end : min(end, word.end + _NEARBY)]
    if _GLOSS_FOLLOWS.match(after):
        return True
    opening = max(before.rfind(bracket) for bracket in "([")
    if opening > max(before.rfind(bracket) for bracket in ")]"):
        return True
    return bool(_QUOTE_OPENS.search(before)) and bool(_QUOTE_CLOSES.match(after))


_GLOSS_FOLLOWS = re.compile(r"\s*\(")
_QUOTE_OPENS = re.compile(r"(?:^|(?<=[\s(]))[\"'“‘«„‚‹»](?:[^\s\"“”«»]+\s+){0,2}$")
_QUOTE_CLOSES = re.compile(r"(?:\s+[^\s\"“”«»]+){0,2}[,.]?[\"'”’»“‘«›](?!\w)")

"""Abbreviations that a text explains: National Cyber and Crypto Agency (BSSN)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from aligncheck.facts.names import is_abbreviation
from aligncheck.words import Word, fold, opens_sentence, words

MAX_WORDS = 8
_BRACKETED = re.compile(r"\(\s*(?P<abbreviation>[^\W\d_][\w&.-]{1,11})\s*\)")
_SENTENCE_END = re.compile(r"[.!?;:()\"“”,]")


@dataclass(frozen=True)
class Expansion:
    """An abbreviation in brackets and the capitalised words before it, ``[start, end)`` of these words."""

    abbreviation: str
    words: frozenset[str]
    start: int
    end: int


def expansions(text: str, start: int, end: int, _language: str) -> tuple[Expansion, ...]:
    """Return the abbreviations that the segment ``text[start:end]`` explains, in order."""
    return tuple(_expansions(text, start, end))


def _expansions(text: str, start: int, end: int) -> Iterator[Expansion]:
    for match in _BRACKETED.finditer(text, start, end):
        if not is_abbreviation(match["abbreviation"]):
            continue
        before = list(words(text, start, match.start()))[-MAX_WORDS:]
        run = _capitalised_end(text, before, start, match.start())
        if len(run) > 1:
            content = frozenset(fold(word.text) for word in run if word.text[0].isupper())
            yield Expansion(match["abbreviation"], content, run[0].start, run[-1].end)


def _capitalised_end(text: str, before: list[Word], start: int, end: int) -> list[Word]:
    """Return the last words, from the first capital on that only small words up to three letters interrupt."""
    run: list[Word] = []
    for word in reversed(before):
        if _SENTENCE_END.search(text, word.end, end):
            break
        if not word.text[0].isupper() and len(word.text) > _SMALL_WORD:
            break
        run.insert(0, word)
        end = word.start
    opens = bool(run) and opens_sentence(text, run[0].start, start)
    if opens and len(run) > 1 and not run[1].text[0].isupper():
        run.pop(0)  # its capital may be the sentence's: According to the State Secretariat (...)
    while run and not run[0].text[0].isupper():
        run.pop(0)
    return run


_SMALL_WORD = 3

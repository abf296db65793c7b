"""Abbreviations that a text explains: National Cyber and Crypto Agency (BSSN)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from aligncheck.alignment import Bead
from aligncheck.document import Place
from aligncheck.facts.names import is_abbreviation
from aligncheck.facts.segments import in_segments
from aligncheck.lexicon import Lexicon, load_lexicon
from aligncheck.vocabulary import vocabulary
from aligncheck.words import Word, fold, opens_sentence, words

if TYPE_CHECKING:
    from aligncheck.context import Context

MAX_WORDS = 8
_COMMON_ZIPF = 6.0
"""More frequent words are mostly function words."""

_LEAST_KNOWN = 2
_SHARED_LETTERS = 4
"""Words that begin alike in both languages may be the same loan: Korupsi, Corruption."""

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


def wrong_expansions(context: "Context") -> dict[Bead, tuple[tuple[Place, Place], ...]]:
    """Return by bead the words that explain an abbreviation in the source and in the target, if none says the same.

    Two words of the source at least must be in the lexicon; without one nothing is found.
    """
    source, target = context.source.document, context.target.document
    lexicon = load_lexicon(source.language, target.language)
    found: dict[Bead, tuple[tuple[Place, Place], ...]] = {}
    if lexicon is None:
        return found
    for bead in context.alignment.beads:
        if bead.is_null or context.is_furniture(bead):
            continue
        theirs = {one.abbreviation: one for one in in_segments(context.target, bead.target, expansions)}
        pairs = [
            (source.place(one.start, one.end), target.place(other.start, other.end))
            for one in in_segments(context.source, bead.source, expansions)
            if (other := theirs.get(one.abbreviation)) is not None and _says_nothing(one, other, lexicon)
        ]
        if pairs:
            found[bead] = tuple(pairs)
    return found


def _says_nothing(one: Expansion, other: Expansion, lexicon: Lexicon) -> bool:
    known = [word for word in one.words if lexicon.renderings(word)]
    foreign = vocabulary(lexicon.languages[1])
    content = [word for word in other.words if foreign is None or foreign.zipf(word) < _COMMON_ZIPF]
    shared = {word[:_SHARED_LETTERS] for word in one.words} & {word[:_SHARED_LETTERS] for word in other.words}
    return (
        len(known) >= _LEAST_KNOWN
        and not shared
        and not any(lexicon.support(word, rendering) for word in one.words for rendering in content)
    )


def equivalents(context: "Context") -> dict[str, str]:
    """Return the abbreviations that the target writes otherwise by its own words: OAINS is NSAID, a bracketed pair.

    The target's must be the initials of the words before it, so that a wrong one is none.
    """
    found = {}
    for bead in context.alignment.beads:
        if bead.is_null:
            continue
        ours, theirs = (
            [match for index in indices for match in _BRACKETED.finditer(side.text_of(index))]
            for side, indices in ((context.source, bead.source), (context.target, bead.target))
        )
        if len(ours) == len(theirs) == 1:
            before = theirs[0].string[: theirs[0].start()]
            one, other = ours[0]["abbreviation"], theirs[0]["abbreviation"]
            if is_abbreviation(one) and is_abbreviation(other) and one != other and _is_of_initials(other, before):
                found[one] = other
    return found


def _is_of_initials(abbreviation: str, before: str) -> bool:
    """Whether an abbreviation is made of the initials of the words right before it, in order."""
    letters = abbreviation.removesuffix("s").upper()
    parts = [part for word in words(before) for part in word.parts()][-len(letters) :]
    return len(letters) > 1 and "".join(part.text[0].upper() for part in parts) == letters


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

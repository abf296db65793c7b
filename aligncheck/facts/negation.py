"""Negations of a text, and words that may stand for one; modal words by what they say.

The words are data, ``data/negation/<language>.toml``, explained in ``en.toml``. Scope is not looked at: which clause a
negation denies is told by the bead alone.
"""

import re
from dataclasses import dataclass
from enum import Enum
from functools import cache, lru_cache

from aligncheck.langdata import load
from aligncheck.vocabulary import vocabulary

MIN_BASE_ZIPF = 2.5
MIN_BASE_LETTERS = 3
"""What is left of a word without a negating prefix must be so long and so frequent."""


class Denial(Enum):
    """How a word bears on denial."""

    NEGATION = "negation"
    AFFIRMATION = "affirmation"
    """A negation that denies nothing: not only."""

    MILD = "mild"
    """A negation whose counterpart elsewhere now and then goes without one: not always, if not."""

    NOT_ONLY = "not-only"
    """An affirmation that says that there is more."""

    ONLY = "only"
    """Its contrary."""

    OPPOSITE = "opposite"
    HINT = "hint"


@dataclass(frozen=True)
class Cue:
    """A negation or a word that may stand for one, ``[start, end)`` in the text it was found in."""

    denial: Denial
    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Modal:
    """A modal word and what it says: obligation, prohibition, permission or advice."""

    says: str
    text: str
    start: int
    end: int


def cues(text: str, start: int, end: int, language: str) -> tuple[Cue, ...]:
    """Return the cues of the segment ``text[start:end]``, in order, with offsets into the whole text."""
    return tuple(
        Cue(denial, text[start + one : start + after], start + one, start + after)
        for denial, one, after in _cues(text[start:end], language)
    )


def modals(text: str, start: int, end: int, language: str) -> tuple[Modal, ...]:
    """Return the modal words of the segment ``text[start:end]``, in order; a prohibition hides what it is made of."""
    return tuple(
        Modal(says, text[start + one : start + after], start + one, start + after)
        for says, one, after in _modals(text[start:end], language)
    )


@lru_cache(maxsize=1 << 14)
def _cues(segment: str, language: str) -> tuple[tuple[Denial, int, int], ...]:
    found = [
        (Denial[name], match.start(), match.end())
        for match in _pattern(language).finditer(segment)
        if (name := match.lastgroup or "") in Denial.__members__
    ]
    listed = {start for _, start, _ in found}
    found += [
        (Denial.OPPOSITE, match.start(), match.end())
        for match in _prefixed(language).finditer(segment)
        if match.start() not in listed and _is_opposite(match["base"], language)
    ]
    return tuple(sorted(found, key=lambda cue: cue[1]))


def _is_opposite(base: str, language: str) -> bool:
    known = vocabulary(language)
    return known is not None and len(base) >= MIN_BASE_LETTERS and known.zipf(base) >= MIN_BASE_ZIPF


@cache
def _pattern(language: str) -> re.Pattern[str]:
    table = load("negation", language)
    # The first alternative that matches wins: phrases before the words in them.
    groups = (
        ("NOT_ONLY", table.get("not_only", ())),
        ("MILD", table.get("mild", ())),
        ("AFFIRMATION", table.get("affirmations", ())),
        ("NEGATION", table.get("negations", ())),
        ("OTHER", table.get("not_prefixed", ())),
        ("OPPOSITE", table.get("opposites", ())),
        ("ONLY", table.get("only", ())),
        ("HINT", table.get("hints", ())),
    )
    return _alternatives(groups)


@cache
def _prefixed(language: str) -> re.Pattern[str]:
    table = load("negation", language)
    prefixes = "|".join(map(re.escape, table.get("prefixes", ()))) or "(?!)"
    others = "|".join(table.get("not_prefixed", ())) or "(?!)"
    return re.compile(rf"(?<!\w)(?!(?:{others})(?!\w))(?:{prefixes})-?(?P<base>[^\W\d_]+)(?!\w)", re.IGNORECASE)


def denied_forms(word: str, language: str) -> tuple[str, ...]:
    """Return what is left of a word without each ending or beginning that may deny it, lower case: stainless, stain."""
    lower = word.lower()
    return tuple(found["base"] for pattern in _denying(language) if (found := pattern.fullmatch(lower)))


@cache
def _denying(language: str) -> tuple[re.Pattern[str], ...]:
    table = load("negation", language)
    base = rf"(?P<base>\w{{{MIN_BASE_LETTERS},}})"
    return (
        *(re.compile(rf"{re.escape(prefix)}-?{base}") for prefix in table.get("denying_prefixes", ())),
        *(re.compile(rf"{base}-?{re.escape(suffix)}") for suffix in table.get("denying_suffixes", ())),
    )


@lru_cache(maxsize=1 << 14)
def _modals(segment: str, language: str) -> tuple[tuple[str, int, int], ...]:
    return tuple(
        (match.lastgroup or "", match.start(), match.end()) for match in _modal_pattern(language).finditer(segment)
    )


@cache
def _modal_pattern(language: str) -> re.Pattern[str]:
    table = load("negation", language).get("modality", {})
    names = ("prohibition", "obligation", "advice", "permission")
    return _alternatives(tuple((name, table.get(name, ())) for name in names))


def _alternatives(groups: tuple[tuple[str, list[str]], ...]) -> re.Pattern[str]:
    parts = [f"(?P<{name}>{'|'.join(patterns)})" for name, patterns in groups if patterns]
    return re.compile(rf"(?<!\w)(?:{'|'.join(parts) or '(?!)'})(?!\w)", re.IGNORECASE)

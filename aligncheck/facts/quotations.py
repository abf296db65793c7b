"""Quotations of a text and who is said to have spoken.

Marks are those of all languages that CLDR lists for quotations; which opens and which closes is left open, since
languages swap them. The words of attribution are data, ``data/quotations/<language>.toml``.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from aligncheck.facts.names import Name, names_in
from aligncheck.langdata import load
from aligncheck.words import words

MIN_WORDS = 4
"""Fewer words in quotation marks are a title, a nickname or a doubt."""

MARKS = '"“”„‟«»″〝〞「」『』'
_DOUBLED = re.compile(r"''|``")
_QUOTED = re.compile(
    rf"[{MARKS}](?P<double>[^{MARKS}\n]+)[{MARKS}]"
    r"|(?<!\w)[‘‚‹'](?P<single>[^‘‚‹›\n]+?)[’‘›'](?!\w)"
)


_SINGLE_OPENS = re.compile(r"(?<![\w’'])[‘‚‹'](?=\w)")


@dataclass(frozen=True)
class Quotation:
    """Words in quotation marks, ``[start, end)`` with the marks."""

    start: int
    end: int
    words: int


@dataclass(frozen=True)
class Attribution:
    """A word of attribution, ``[start, end)``, and the name right beside it if there is one."""

    start: int
    end: int
    speaker: Name | None


def quotations(text: str, start: int, end: int, _language: str = "") -> tuple[Quotation, ...]:
    """Return what is quoted in the segment ``text[start:end]``, in order, titles and single words included."""
    return tuple(
        Quotation(match.start(), match.end(), sum(1 for _ in words(match["double"] or match["single"])))
        for match in _QUOTED.finditer(text, start, end)
    )


def marks(text: str, start: int, end: int) -> int:
    """Return the number of quotation marks; of single ones, which may be apostrophes, those that can only open."""
    doubles = sum(text.count(mark, start, end) for mark in MARKS) + len(_DOUBLED.findall(text, start, end))
    return doubles + len(_SINGLE_OPENS.findall(text, start, end))


def attributions(text: str, start: int, end: int, language: str, other: str) -> tuple[Attribution, ...]:
    """Return who speaks in the segment ``text[start:end]``, in order, with offsets into the whole text."""
    names = names_in(text, start, end, language, other)
    quoted = [(quotation.start, quotation.end) for quotation in quotations(text, start, end)]
    return tuple(
        Attribution(one + start, after + start, _speaker(text, one + start, after + start, names, language))
        for one, after in _words_of_attribution(text[start:end], language)
        if not any(opens < one + start < closes for opens, closes in quoted)
    )


@lru_cache(maxsize=1 << 14)
def _words_of_attribution(segment: str, language: str) -> tuple[tuple[int, int], ...]:
    return tuple(match.span() for match in _pattern(language).finditer(segment))


@cache
def _pattern(language: str) -> re.Pattern[str]:
    table = load("quotations", language)
    return _alternatives([*table.get("followed", ()), *table.get("verbs", ())])


@cache
def _followed(language: str) -> re.Pattern[str]:
    return _alternatives(load("quotations", language).get("followed", ()))


def _alternatives(patterns: list[str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(patterns) or '(?!)'})(?!\w)", re.IGNORECASE)


def _speaker(text: str, start: int, end: int, names: tuple[Name, ...], language: str) -> Name | None:
    """Return the name right before a word of attribution, or else the one right behind it, perhaps after a comma."""
    before = [name for name in names if name.end <= start and not text[name.end : start].strip()]
    behind = [name for name in names if name.start >= end and not text[end : name.start].strip(" ,\u00a0")]
    is_followed = _followed(language).fullmatch(text, start, end) is not None
    return next((name for name in ([] if is_followed else before) + behind if _is_sure(name)), None)


def _is_sure(name: Name) -> bool:
    return any(word.is_sure for word in name.words)

"""What a place, a people, a language or an organisation is called in another language.

From the Unicode CLDR by way of babel: names of territories, of their official languages (French for what is France's),
and the cities that time zones are named after. Babel leaves out short and variant names, peoples and most cities; the
data files ``data/names/<language>.toml`` have the most frequent of those by the same codes.
"""

from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from aligncheck.langdata import load
from aligncheck.words import fold, words

if TYPE_CHECKING:
    from babel import Locale

Renderings = dict[str, frozenset[str]]
"""Folded renderings in the other language, by folded word."""


@cache
def renderings(language: str, other: str) -> Renderings:
    """Return the words of the other language that may stand for a word of a place name, peoples and the like included.

    >>> "germany" in renderings("id", "en")["jerman"]
    True
    """
    ours, theirs = _names(language), _names(other)
    result: dict[str, set[str]] = defaultdict(set)
    for code in ours.keys() & theirs.keys():
        foreign = {word for name in theirs[code] for word in _words(name)}
        for name in ours[code]:
            for word in _words(name):
                # Of a name of several words (Trinidad and Tobago) each stands for itself where it can.
                result[word] |= {word} if word in foreign and " " in name else foreign
    return {word: frozenset(foreign) for word, foreign in result.items()}


def _words(name: str) -> Iterator[str]:
    yield from (fold(part.text) for word in words(name) for part in word.parts() if part.text[0].isupper())


@cache
def single_names(language: str) -> frozenset[str]:
    """Return the folded names of territories and cities that are a single word."""
    names = _names(language)
    return frozenset(
        fold(name) for code in names if code.isupper() or "/" in code for name in names[code] if " " not in name
    )


@cache
def calendar_words(language: str) -> frozenset[str]:
    """Return the folded names of months and weekdays: dates are another rule's."""
    locale = _locale(language)
    if locale is None:
        return frozenset()
    names = [
        name
        for kind in (locale.months, locale.days)
        for widths in kind.values()
        for width, table in widths.items()
        if width != "narrow"
        for name in table.values()
    ]
    return frozenset(fold(name.rstrip(".")) for name in names)


@cache
def _names(language: str) -> dict[str, set[str]]:
    names: dict[str, set[str]] = defaultdict(set)
    locale = _locale(language)
    if locale is not None:
        from babel.languages import get_official_languages

        for code, name in locale.territories.items():
            names[code].add(name)
            for tongue in get_official_languages(code):
                if tongue in locale.languages and tongue not in _WORLD_LANGUAGES:
                    names[code].add(locale.languages[tongue])
        for code, name in locale.languages.items():
            names[f"language {code}"].add(name)
        for code in _zones():
            names[code].add(locale.time_zones.get(code, {}).get("city") or code.rpartition("/")[2].replace("_", " "))
    for code, further in load("names", language).get("names", {}).items():
        names[code].update(further)
    return names


_WORLD_LANGUAGES = frozenset(("en", "es", "fr", "pt", "ar"))
"""Official in so many countries that the language does not name the country; data files name its people."""


@cache
def _zones() -> frozenset[str]:
    from babel.core import get_global

    return frozenset(code for code in get_global("zone_territories") if "/" in code and not code.startswith("Etc/"))


@cache
def _locale(language: str) -> "Locale | None":
    from babel import Locale, UnknownLocaleError

    try:
        return Locale(language)
    except (UnknownLocaleError, ValueError):
        return None

"""How a language writes numbers, dates, money and measures: ``data/facts/<language>.toml``, and Babel for the rest.

Babel (CLDR) has the decimal and grouping signs and the names of months and weekdays. It falls short on number words
(no speller, no reader), on scales ("triliun"), on how people name currencies ("dolar AS", where CLDR has only "Dolar
Amerika Serikat") and units in running text (inflected forms), and it has no conversion factors: those are data here.
Number words could be generated with num2words, but not read back: it knows one spelling of each and no vague ones.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from typing import Any

from aligncheck.langdata import languages, load

TOPIC = "facts"


@dataclass(frozen=True, eq=False)
class Conventions:
    """One language's conventions. Words are folded to lower case, except the names of months and weekdays."""

    language: str
    decimal: str
    """The decimal sign."""

    group: str
    """The sign between groups of three digits."""

    words: Mapping[str, int]
    """Cardinal words below a hundred or so, which are added up."""

    ordinals: Mapping[str, int]
    ordinal_prefixes: tuple[str, ...]
    """Prefixes that make an ordinal of a cardinal word ("ke" in "ketujuh")."""

    teens: frozenset[str]
    """Words that add ten to the unit before them ("belas")."""

    multipliers: Mapping[str, int]
    scales: Mapping[str, int]
    """Multipliers from a thousand on."""

    one_scales: Mapping[str, int]
    """Scales that hold their own one ("sejuta")."""

    scale_letters: Mapping[str, int]
    """Letters that are a scale behind an amount of money ("£16m")."""

    articles: frozenset[str]
    """Words for one before a scale ("a million")."""

    joiners: frozenset[str]
    vague: Mapping[str, int]
    """Words for an order of magnitude ("ratusan", "hundreds")."""

    vague_joiners: frozenset[str]
    denominators: Mapping[str, int]
    fractions: Mapping[str, Fraction]
    also: Mapping[str, int]
    """Words that say a number among other things ("both", "twice")."""

    shapes: frozenset[str]
    """Words behind which a numeral counts nothing ("segi enam", a hexagon)."""

    weak: frozenset[str]
    """Number words whose absence on the other side says nothing, as they are often no number ("one")."""

    compounds: re.Pattern[str] | None
    """The words of a compound numeral, and its ordinal ending, or None where numerals are written as separate words."""

    attached: re.Pattern[str]
    """What may stand before and after the digits of a number without making a code of it ("ke-", "th")."""

    suffix: re.Pattern[str]
    connectors: frozenset[str]
    """What stands between the two numbers of a range."""

    listing: frozenset[str]
    """Connectors that also join what is no range, in either order ("and")."""

    endings: tuple[str, ...]
    """What may be joined to a numeral or a unit without changing it ("persennya")."""

    roles: Mapping[str, str]
    """What words before a number make of it: the value that something had ("from"), or got ("to")."""

    phone_region: str
    """ISO 3166 code of the country whose phone numbers are written without a country code."""

    def without_ending(self, word: str) -> str:
        """Return a numeral in lower case without what may be joined to it."""
        for ending in self.endings:
            if word.endswith(ending) and len(word) > len(ending) + 1:
                return word.removesuffix(ending)
        return word


@cache
def conventions(language: str) -> Conventions | None:
    """Return the conventions of a language, or None if there are no data on it."""
    data = load(TOPIC, language)
    return _read(language, data) if data else None


@cache
def phone_regions() -> tuple[str, ...]:
    """Return the countries of all languages that there are data on."""
    found = [load(TOPIC, language).get("phones", {}).get("region") for language in languages(TOPIC)]
    return tuple(region for region in found if region is not None)


def _read(language: str, data: Mapping[str, Any]) -> Conventions:
    from babel import Locale

    symbols = Locale.parse(language).number_symbols["latn"]
    numbers = data["numbers"]
    return Conventions(
        language=language,
        decimal=symbols["decimal"],
        group=symbols["group"],
        words=numbers["words"],
        ordinals=numbers["ordinals"],
        ordinal_prefixes=tuple(numbers.get("ordinal_prefixes", ())),
        teens=frozenset(numbers.get("teens", ())),
        multipliers=numbers["multipliers"],
        scales={word: int(value) for word, value in numbers["scales"].items()},
        one_scales={word: int(value) for word, value in numbers.get("one_scales", {}).items()},
        scale_letters={letter: int(value) for letter, value in numbers.get("scale_letters", {}).items()},
        articles=frozenset(numbers.get("articles", ())),
        joiners=frozenset(numbers.get("joiners", ())),
        vague={word: int(value) for word, value in numbers["vague"].items()},
        vague_joiners=frozenset(numbers.get("vague_joiners", ())),
        denominators=numbers["denominators"],
        fractions={word: Fraction(value) for word, value in numbers["fractions"].items()},
        also=numbers["also"],
        shapes=frozenset(numbers.get("shapes", ())),
        weak=frozenset([*numbers["weak"], *numbers["also"]]),
        compounds=_compounds(numbers) if numbers.get("compounds") else None,
        attached=re.compile(f"(?:{alternatives(numbers['digit_prefixes'])})$"),
        suffix=re.compile(rf"(?:{alternatives(numbers['digit_suffixes'])})(?!\w)"),
        connectors=frozenset([*numbers["connectors"], *numbers.get("listing_connectors", ())]),
        listing=frozenset(numbers.get("listing_connectors", ())),
        endings=tuple(numbers.get("endings", ())),
        roles={word: role for role in ("from", "to") for word in numbers[f"{role}_words"]},
        phone_region=data["phones"]["region"],
    )


def alternatives(words: Iterable[str]) -> str:
    """Return a regular expression for any of these words, the longest first, that never matches if there are none."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) or r"(?!)"


def _compounds(numbers: Mapping[str, Any]) -> re.Pattern[str]:
    keys = ("words", "multipliers", "scales", "joiners", "teens")
    morphemes = [word for key in keys for word in numbers.get(key, ())]
    part = alternatives(word for word in morphemes if word.isalpha())
    return re.compile(rf"(?P<stem>(?:{part})+?)(?P<ordinal>{alternatives(numbers.get('ordinal_endings', ()))})?")


def compound_parts(word: str, rules: Conventions) -> list[str]:
    """Return the numerals that a word is made of, none if it is not made of numerals alone.

    >>> from aligncheck.facts.conventions import conventions
    >>> compound_parts("einundzwanzigtausend", conventions("de"))
    ['ein', 'und', 'zwanzig', 'tausend']
    """
    match = rules.compounds.fullmatch(word) if rules.compounds else None
    if match is None:
        return []
    known = alternatives([*rules.words, *rules.multipliers, *rules.scales, *rules.joiners, *rules.teens])
    return re.findall(known, match["stem"])

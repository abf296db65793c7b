"""What the segmenter knows of a language: the table ``data/segmentation/<language>.toml`` as a record."""

from dataclasses import dataclass
from functools import cache

from aligncheck.langdata import load


@dataclass(frozen=True)
class LanguageRules:
    """Abbreviations by what they say of a sentence's end, without their last period, and words that begin sentences.

    An abbreviation written in lower case also stands for its forms with a first capital and in capitals; one with a
    capital also for the form in capitals.
    """

    language: str

    never_final: frozenset[str] = frozenset()
    """The sentence always goes on: titles (Dr.), streets (Jl.), connectives (e.g., a.n.)."""

    before_number: frozenset[str] = frozenset()
    """The sentence goes on if a number follows (No. 5); else the form is a word like any other."""

    final_before_starter: frozenset[str] = frozenset()
    """The sentence ends only if a word of `starters` follows (U.S., Inc., S.H.). All initials are treated so."""

    final_before_capital: frozenset[str] = frozenset()
    """The sentence ends if a capital letter follows (etc., dll.)."""

    starters: frozenset[str] = frozenset()
    """Words that, capitalised, begin a sentence rather than a name."""

    continuations: tuple[str, ...] = ()
    """What goes on with a sentence right behind a closing quotation mark, in scripts without lower case."""


@cache
def language_rules(language: str) -> LanguageRules:
    """Return the rules of a language, empty ones if there is no data file."""
    table = load("segmentation", language)
    abbreviations = table.get("abbreviations", {})
    return LanguageRules(
        language=language,
        never_final=_with_capitals(abbreviations.get("never_final", [])),
        before_number=_with_capitals(abbreviations.get("before_number", [])),
        final_before_starter=_with_capitals(abbreviations.get("final_before_starter", [])),
        final_before_capital=_with_capitals(abbreviations.get("final_before_capital", [])),
        starters=frozenset(table.get("starters", [])),
        continuations=tuple(table.get("continuations", [])),
    )


def _with_capitals(forms: list[str]) -> frozenset[str]:
    return frozenset(variant for form in forms for variant in (form, form[:1].upper() + form[1:], form.upper()))

"""Common words: what a capital does not turn into a name."""

from functools import cache, lru_cache

from aligncheck.facts.exonyms import single_names
from aligncheck.langdata import load
from aligncheck.vocabulary import vocabulary
from aligncheck.words import fold, has_capitalised_nouns

MIN_SHARED_LETTERS = 4
SHARED_ZIPF = 3.5
SHARED_ADVANTAGE = 1.0
"""Difference on the Zipf scale up to which two languages have a word about as often."""

TRANSLATED_ADVANTAGE = 1.5
"""Where nouns have capitals, a listed word this much more frequent than in the other language is no name."""


@lru_cache(maxsize=1 << 16)
def is_common_word(word: str, language: str, other: str) -> bool:
    """Whether a capitalised word is a word of its language rather than a name.

    simplemma gives the lemma of a name with a capital (Washington) and that of a common word without (Sector). It falls
    short for names that are words too (Ford, Brown), which count as words, and wherever nouns have capitals: there
    a word counts as a name only if it is about as frequent in the other language.
    """
    known = vocabulary(language)
    if known is None:
        return False
    lower = word.lower()
    if fold(word) in single_names(language):
        return False
    if has_capitalised_nouns(language):
        foreign = vocabulary(other)
        advantage = known.zipf(word) - (foreign.zipf(word) if foreign else 0.0)
        if known.is_form(word) or known.is_form(lower):
            return advantage >= TRANSLATED_ADVANTAGE or not foreign
        return known.parts(word) is not None

    def is_listed(base: str) -> bool:
        return known.is_form(base) and not _has_capitalised_lemma(base, language)

    return is_listed(lower) or known.morphology.forms(lower, is_listed)


def is_shared_word(word: str, language: str, other: str) -> bool:
    """Whether two languages have a word about as often: it is written the same in both (Total, Internet)."""
    known, foreign = vocabulary(language), vocabulary(other)
    if known is None or foreign is None or len(word) < MIN_SHARED_LETTERS:
        return False
    zipf = foreign.zipf(word)
    return zipf >= SHARED_ZIPF and abs(known.zipf(word) - zipf) <= SHARED_ADVANTAGE


def _has_capitalised_lemma(lower: str, language: str) -> bool:
    from simplemma import is_known, lemmatize
    from simplemma.strategies.dictionaries.dictionary_factory import SUPPORTED_LANGUAGES

    if language not in SUPPORTED_LANGUAGES or not is_known(lower, language):
        return False
    return bool(lemmatize(lower, language)[0].isupper()) and bool(lemmatize(lower.capitalize(), language)[0].isupper())


@cache
def ignored_words(language: str) -> frozenset[str]:
    """Return capitalised words that are no names: forms of address, titles, what ``data/names`` lists."""
    return frozenset(fold(word) for word in load("names", language).get("no_names", ()))

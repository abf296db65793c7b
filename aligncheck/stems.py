"""Stems: the form under which words of one language are looked up, whatever affixes they carry."""

from collections.abc import Callable
from functools import cache, lru_cache

from aligncheck.langdata import load

_CACHED_WORDS = 1 << 18


@lru_cache(maxsize=_CACHED_WORDS)
def stem(word: str, language: str) -> str:
    """Return the lower-case stem or lemma of a word; the lower-case word itself in a language without a stemmer.

    >>> stem("Meneruskan", "id"), stem("participants", "en"), stem("Qapla'", "tlh")
    ('terus', 'participant', "qapla'")
    """
    lower = word.lower()
    return _engine(language)(lower) or lower


def gives_lemmas(language: str) -> bool:
    """Whether `stem` takes off inflection only, so that words of one stem have one sense."""
    return _engine_name(language) == "simplemma"


def _engine_name(language: str) -> str:
    return str(load("stemming", language).get("engine", "simplemma"))


@cache
def _engine(language: str) -> Callable[[str], str]:
    return _ENGINES[_engine_name(language)](language)


def _sastrawi(_language: str) -> Callable[[str], str]:
    from Sastrawi.Stemmer.StemmerFactory import StemmerFactory  # type: ignore[import-untyped]

    stemmer = StemmerFactory().create_stemmer()
    return lambda word: str(stemmer.stem(word))


def _simplemma(language: str) -> Callable[[str], str]:
    from simplemma import lemmatize
    from simplemma.strategies.dictionaries.dictionary_factory import SUPPORTED_LANGUAGES

    if language not in SUPPORTED_LANGUAGES:
        return lambda word: word
    return lambda word: str(lemmatize(word, language)).lower()


_ENGINES: dict[str, Callable[[str], Callable[[str], str]]] = {"sastrawi": _sastrawi, "simplemma": _simplemma}

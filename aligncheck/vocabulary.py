"""What is known of the words of a language: how frequent they are, and which are formed regularly.

Word lists: wordfreq (Speer 2022; frequencies from subtitles, news, books and the web) and simplemma (Barbaresi;
inflected forms with their lemmas), and what ``data/vocabulary/<language>.toml`` names. None is complete nor free of
misspellings, so they are read together.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from importlib.resources import files

from aligncheck.langdata import load
from aligncheck.morphology import Morphology, morphology
from aligncheck.words import APOSTROPHES, HYPHENS, is_spaced

_PER_THOUSAND_MILLION = 9
LISTED_ZIPF = 1.3
"""A word this frequent counts as listed; rarer entries of the long lists are too often misspellings and names."""

SOLID_ZIPF = 2.0
"""A word this frequent may carry affixes: rarer ones are too often foreign."""

FREQUENT_ZIPF = 3.5
"""A word this frequent is one that others are misspellings of."""

FAIRLY_FREQUENT_ZIPF = 3.0
LONG_LETTERS = 8
"""A word this long is not two edits away from another by chance."""

FUNCTION_WORD_ZIPF = 6.4
"""Words this frequent are articles, prepositions, conjunctions, pronouns and auxiliaries."""

CONTENT_WORD_ZIPF = 4.0

MISSPELLING_ADVANTAGE = 2.0
"""A listed word is itself a misspelling if its neighbour is a hundred times as frequent."""


@dataclass(frozen=True, eq=False)
class Vocabulary:
    """The words of one language. All methods take a word in any case."""

    language: str
    frequencies: Mapping[str, float] = field(repr=False)
    """Share of each word in running text, keys as `normalize` gives them."""

    normalize: Callable[[str], str] = field(repr=False)
    """Fold case and spelling as in the keys of `frequencies`."""

    is_form: Callable[[str], bool] = field(repr=False)
    """Whether a word, case kept, is an inflected form or lemma of the other lists."""

    is_large: bool = False
    """Whether the list holds the rare words too, so that a missing word means something."""

    morphology: Morphology = field(repr=False, default_factory=lambda: morphology(""))

    def zipf(self, word: str) -> float:
        """Return the frequency on the Zipf scale (log10 of occurrences per thousand million words), 0 if not listed."""
        frequency = self.frequencies.get(self.normalize(word), 0.0)
        return math.log10(frequency) + _PER_THOUSAND_MILLION if frequency > 0 else 0.0

    def lists(self, word: str) -> bool:
        """Whether one of the lists has the word; wordfreq's has common misspellings too."""
        return self.zipf(word) >= LISTED_ZIPF or self.is_form(word)

    def is_solid(self, word: str) -> bool:
        """Whether the word is known well enough to derive others from it."""
        return self.zipf(word) >= SOLID_ZIPF or self.is_form(word)

    def accepts(self, word: str) -> bool:
        """Whether the word is listed, a spelling variant, a regular formation, or joined of such by apostrophes."""
        if self.lists(word):
            return True
        plain = self._plain(word)
        bare = self.morphology.without_clitics(plain)
        if bare != plain and self.accepts(bare):
            return True
        if any(self.is_solid(spelling) for spelling in self.morphology.spellings(plain)):
            return True
        if self.morphology.forms(plain, self.is_solid):
            return True
        if "'" in plain:
            return all(len(piece) <= _ELIDED or self.lists(piece) for piece in plain.split("'"))
        compounds = self.morphology.compounds
        if compounds is None or not compounds.productive or self.parts(word) is None:
            return False
        # Long words can be cut into short ones by chance; what a frequent word looks like is the better guess.
        return self.nearest(word) is None and self.run_together(word) is None

    def _plain(self, word: str) -> str:
        return self.normalize(word).translate(_APOSTROPHES)

    def parts(self, word: str) -> tuple[str, str] | None:
        """Return the two parts of a compound, or None; the rarer one is as frequent as possible."""
        compounds = self.morphology.compounds
        if compounds is None:
            return None
        plain = self.normalize(word)
        found = [
            (left, right)
            for left, right in self.morphology.splits(plain)
            if self.zipf(left) >= compounds.min_zipf and self._is_head(right, compounds.min_zipf)
        ]
        return max(found, key=lambda pair: min(map(self.zipf, pair)), default=None)

    def _is_head(self, word: str, min_zipf: float) -> bool:
        return self.zipf(word) >= min_zipf or self.is_form(word) or self.is_form(word.capitalize())

    def base_of(self, word: str) -> str | None:
        """Return the most frequent known word that is left when an affix is taken off, or None."""
        plain = self.normalize(word)
        bases = (base for base in self.morphology.stripped(plain) if len(base) >= _MIN_BASE and self.is_solid(base))
        return max(bases, key=self.zipf, default=None)

    def nearest(self, word: str) -> str | None:
        """Return the most frequent word one edit (a swap of neighbours is one) away, if a frequent one, or None."""
        return self._nearest(word, self._frequent, edits=1)

    def correct(self, word: str) -> str | None:
        """Return the frequent word that a listed but rare word is a misspelling of, or None.

        Only wordfreq may list it, since it counts what people write: an inflected form of the other lists is right.
        """
        zipf = self.zipf(word)
        if self.morphology.without_clitics(self._plain(word)) != self._plain(word):
            return None
        if not self.is_large or len(word) < LONG_LETTERS - 1 or zipf >= FAIRLY_FREQUENT_ZIPF or self.is_form(word):
            return None
        nearest = self.nearest(word)
        if nearest is None or self.zipf(nearest) - zipf < MISSPELLING_ADVANTAGE:
            return None
        return None if self.morphology.forms(self.normalize(word), self.is_solid) else nearest

    def run_together(self, word: str) -> tuple[str, str] | None:
        """Return the two words of which one is a function word that were written without the space between, or None."""
        plain = self.normalize(word)
        for cut in range(2, len(plain) - 1):
            zipfs = self.zipf(plain[:cut]), self.zipf(plain[cut:])
            if max(zipfs) >= FUNCTION_WORD_ZIPF and min(zipfs) >= CONTENT_WORD_ZIPF:
                function, other = sorted((plain[:cut], plain[cut:]), key=self.zipf, reverse=True)
                if len(other) >= _MIN_BASE or len(function) >= _MIN_BASE:
                    return plain[:cut], plain[cut:]
        return None

    def near(self, word: str) -> str | None:
        """Return the most frequent word that the word may be a worse misspelling of, or None.

        That is a rarer word one edit away, or for a long word a fairly frequent one two edits away.
        """
        found = self._nearest(word, self._solid, edits=1)
        if found is None and len(word) >= LONG_LETTERS:
            found = self._nearest(word, self._fairly_frequent, edits=2)
        return found

    def _nearest(self, word: str, among: list[str], edits: int) -> str | None:
        from rapidfuzz import process
        from rapidfuzz.distance import OSA

        plain = self.normalize(word)
        near = process.extract(plain, among, scorer=OSA.distance, score_cutoff=edits, limit=None)
        return max((other for other, *_ in near if other != plain), key=self.zipf, default=None)

    @cached_property
    def _frequent(self) -> list[str]:
        return self._at_least(FREQUENT_ZIPF)

    @cached_property
    def _fairly_frequent(self) -> list[str]:
        return self._at_least(FAIRLY_FREQUENT_ZIPF)

    @cached_property
    def _solid(self) -> list[str]:
        return self._at_least(SOLID_ZIPF)

    def _at_least(self, zipf: float) -> list[str]:
        least = 10 ** (zipf - _PER_THOUSAND_MILLION)
        return [word for word, frequency in self.frequencies.items() if frequency >= least]

    @cached_property
    def alphabet(self) -> frozenset[str]:
        """The letters of the frequent words: a word with another letter is foreign."""
        return frozenset("".join(self._frequent) + APOSTROPHES + "".join(HYPHENS))


_MIN_BASE = 4
_ELIDED = 2
"""Letters of an article or pronoun before or after an apostrophe: l'arc, qu'un."""

_APOSTROPHES = {ord(apostrophe): "'" for apostrophe in APOSTROPHES}


@cache
def vocabulary(language: str) -> Vocabulary | None:
    """Return the words of a language, or None where there is no list, or words are not separated by spaces."""
    from wordfreq import available_languages

    if not is_spaced(language) or language not in available_languages():
        return None
    return _load(language)


def _load(language: str) -> Vocabulary:
    from langcodes import Language
    from simplemma import is_known
    from simplemma.strategies.dictionaries.dictionary_factory import SUPPORTED_LANGUAGES
    from wordfreq import available_languages, get_frequency_dict
    from wordfreq.preprocess import preprocess_text

    tag = Language.get(language)
    further = _further_words(language)

    @lru_cache(maxsize=1 << 16)
    def normalize(word: str) -> str:
        return str(preprocess_text(word, tag))

    @lru_cache(maxsize=1 << 16)
    def is_form(word: str) -> bool:
        return word.lower() in further or (language in SUPPORTED_LANGUAGES and bool(is_known(word, language)))

    return Vocabulary(
        language=language,
        frequencies=get_frequency_dict(language, "best"),
        normalize=normalize,
        is_form=is_form,
        is_large=language in available_languages("large"),
        morphology=morphology(language),
    )


def _further_words(language: str) -> frozenset[str]:
    lists = load("vocabulary", language).get("lists", ())
    texts = (files(row["package"]).joinpath(row["file"]).read_text(encoding="utf-8") for row in lists)
    return frozenset(word for text in texts for word in text.split())


@cache
def language_name(language: str) -> str:
    """Return the English name of a language, or its code where lingua does not know it."""
    from lingua import IsoCode639_1, Language

    code = getattr(IsoCode639_1, language.upper(), None)
    return language if code is None else Language.from_iso_code_639_1(code).name.title()

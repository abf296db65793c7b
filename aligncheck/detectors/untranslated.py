"""Untranslated: a segment of the translation, or words in it, left in the language of the source.

Segments are judged by language identification between the two languages (lingua); words by standing in the source too
and being common there but not in the target language (wordfreq). Known false positives: quotations, titles of works and
terms kept on purpose without quotation marks.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING, ClassVar

from aligncheck.alignment import Bead
from aligncheck.context import Context
from aligncheck.document import Place
from aligncheck.finding import Category, Finding, Severity
from aligncheck.vocabulary import language_name, vocabulary
from aligncheck.words import Word, fold, has_capitalised_nouns, is_glossed, opens_sentence, words

if TYPE_CHECKING:
    from lingua import Language

MIN_WORDS = 4
"""Lower-case words a segment needs before its language is judged."""

MIN_WORDS_OF_COPY = 3
"""The same for a segment that is equal to its source: a phrase or a heading."""

MIN_CONFIDENCE = 0.9
"""Lingua's confidence that the segment is in the source language rather than the target language."""

MIN_CONFIDENCE_OF_COPY = 0.5
"""The same for a segment that is equal to its source."""

MIN_SOURCE_ZIPF = 3.0
"""How frequent a word must be in the source language, on the Zipf scale, to be known as one of its words."""

MIN_ADVANTAGE = 1.5
"""How much more frequent it must be in the source language than in the target language."""

MIN_NEIGHBOUR_ADVANTAGE = 1.0
"""The same for a word beside one that was left in the source language."""

COMMON_ZIPF = 4.5
"""Frequency in the source language from which a single word is hardly a term."""

LEAST_PROBABILITY = 0.35
"""Less likely suspicions would drown the others."""


class Kind(StrEnum):
    """What is left in the source language."""

    SEGMENT = "segment"
    PHRASE = "phrase"
    """At least three words in a row."""

    PAIR = "pair"
    COMMON_WORD = "common-word"
    RARE_WORD = "rare-word"
    RARE_WORD_OF_SHORT_LIST = "rare-word-of-short-list"
    """A rarer word of the source, where the list of the target language lacks the rarer loan words."""

    LOAN = "loan"
    """A word that the target language has too, or that is the same in all languages."""


# The precision of each kind that `python benchmarks/untranslated.py DATA` measures and prints.
PROBABILITIES: dict[str, float] = {
    Kind.SEGMENT: 0.96,
    Kind.PHRASE: 0.94,
    Kind.PAIR: 0.93,
    Kind.COMMON_WORD: 0.96,
    Kind.RARE_WORD: 0.86,
    Kind.RARE_WORD_OF_SHORT_LIST: 0.14,
    Kind.LOAN: 0.26,
}

_PHRASE = 3
_UNIT_LETTERS = 4
"""A rarer word that is shorter is a unit or an abbreviation."""


@dataclass(frozen=True)
class Untranslated:
    """Text left in the source language."""

    rule: str = "untranslated"
    category: Category = Category.UNTRANSLATED
    description: str = "A sentence or a word of the translation is left in the language of the original."

    probabilities: ClassVar[Mapping[str, float]] = PROBABILITIES

    def unavailable(self, context: Context) -> str | None:
        """Need two different languages."""
        if context.source.document.language == context.target.document.language:
            return "both texts are in the same language"
        return None

    def detect(self, context: Context) -> Iterator[Finding]:
        """Yield a finding for each segment left in the source language, and for runs of words in the others."""
        language = language_name(context.source.document.language)
        for kind, bead, place in self.left(context):
            if PROBABILITIES[kind] >= LEAST_PROBABILITY:
                yield self._finding(context.source.place_of(bead.source), place, language, PROBABILITIES[kind])

    def left(self, context: Context) -> Iterator[tuple[Kind, Bead, Place]]:
        """Yield kind, bead and place in the target of all that may be left in the source language, however unlikely."""
        judge = _Judge(context)
        for bead in context.alignment.beads:
            if not bead.target or context.is_furniture(bead):
                continue
            source = context.source.place_of(bead.source)
            for index in bead.target:
                if judge.is_left(index, source.text):
                    yield Kind.SEGMENT, bead, context.target.place_of(range(index, index + 1))
                    continue
                for kind, run in judge.runs_left(index, bead):
                    yield kind, bead, context.target.document.place(run[0].start, run[-1].end)

    def _finding(self, source: Place, target: Place, language: str, probability: float) -> Finding:
        is_long = sum(1 for _ in words(target.text)) >= MIN_WORDS
        return Finding(
            rule=self.rule,
            category=self.category,
            severity=Severity.MAJOR if is_long else Severity.MINOR,
            probability=probability,
            message=f"This is left in {language}." if is_long else f"'{target.text}' is left in {language}.",
            source=source,
            target=target,
        )


class _Judge:
    """Tells source language from target language in one pair of texts."""

    def __init__(self, context: Context) -> None:
        self._source = context.source
        self._target = context.target
        self._source_known = vocabulary(context.source.document.language)
        self._target_known = vocabulary(context.target.document.language)
        # Where nouns have capitals, a capital in the source does not tell a name.
        self._nouns_are_capitalised = has_capitalised_nouns(context.source.document.language)

    def is_left(self, index: int, source: str) -> bool:
        """Whether a whole target segment is in the source language.

        Only words without a capital are looked at: names are the same in both languages. `source` is the text that the
        segment should translate.
        """
        segment = self._target.segments[index]
        text = self._target.document.text
        found = [word.text for word in words(text, segment.start, segment.end)]
        plain = [word for word in found if not word[0].isupper()]
        is_copy = _letters(text[segment.start : segment.end]) == _letters(source)
        if len(plain) < (MIN_WORDS_OF_COPY if is_copy else MIN_WORDS) or not self._mostly_source(plain):
            return False
        if 2 * len(plain) < len(found) and not self._nouns_are_capitalised:
            return False  # names and titles of works
        languages = self._source.document.language, self._target.document.language
        confidence = confidence_in(" ".join(plain), *languages)
        least = MIN_CONFIDENCE_OF_COPY if is_copy else MIN_CONFIDENCE
        return confidence is not None and confidence >= least

    def _mostly_source(self, plain: list[str]) -> bool:
        """Whether at least as many words are more frequent in the source language as in the target language."""
        if self._source_known is None or self._target_known is None:
            return True
        advantages = [self._source_known.zipf(word) - self._target_known.zipf(word) for word in plain]
        return sum(advantage > 0 for advantage in advantages) >= sum(advantage < 0 for advantage in advantages)

    def runs_left(self, index: int, bead: Bead) -> Iterator[tuple[Kind, list[Word]]]:
        """Yield kind and words of the runs of a target segment left in the source language."""
        if self._source_known is None or self._target_known is None:
            return
        segment = self._target.segments[index]
        text = self._target.document.text
        found = list(words(text, segment.start, segment.end))
        place = self._source.place_of(bead.source)
        in_source = {fold(word.text) for word in words(place.text)}
        names: set[str] = set() if self._nouns_are_capitalised else self._names(place)
        sure, possible, kept = [], [], []
        for word in found:
            plain = fold(word.text)
            has_capital = word.text[0].isupper()
            opens = has_capital and opens_sentence(text, word.start, segment.start)
            advantage = 0.0 if plain not in in_source or word.text.isupper() else self._advantage(word.text)
            is_possible = (
                advantage >= MIN_NEIGHBOUR_ADVANTAGE
                and (not has_capital or opens or self._nouns_are_capitalised)
                and not is_glossed(text, word, segment.start, segment.end)
            )
            possible.append(is_possible)
            sure.append(is_possible and advantage >= MIN_ADVANTAGE and plain not in names and has_capital == opens)
            kept.append(has_capital and not opens and plain in in_source)
        for run in _runs(possible):
            # A word beside a name that the source has too is part of the name: Universitas Gadjah Mada di Yogyakarta.
            beside = [at for at in (run.start - 1, run.stop) if 0 <= at < len(found)]
            if any(sure[at] for at in run) and not any(kept[at] for at in beside):
                left = found[run.start : run.stop]
                kind = self._kind([word.text for word in left])
                if kind is not None:
                    yield kind, left

    def _names(self, place: Place) -> set[str]:
        text = self._source.document.text
        return {
            fold(word.text)
            for word in words(text, place.start, place.end)
            if word.text[0].isupper() and not opens_sentence(text, word.start, place.start)
        }

    def _advantage(self, word: str) -> float:
        if self._source_known is None or self._target_known is None:
            return 0.0
        zipf = self._source_known.zipf(word)
        return zipf - self._target_known.zipf(word) if zipf >= MIN_SOURCE_ZIPF else 0.0

    def _kind(self, run: list[str]) -> Kind | None:
        if self._source_known is None or self._target_known is None or all(word[0].isupper() for word in run):
            return None
        if len(run) > 1:
            return Kind.PHRASE if len(run) >= _PHRASE else Kind.PAIR
        (word,) = run
        if self._target_known.is_form(word):
            return Kind.LOAN
        if self._source_known.zipf(word) >= COMMON_ZIPF:
            return Kind.COMMON_WORD
        if len(word) < _UNIT_LETTERS:
            return Kind.LOAN
        return Kind.RARE_WORD if self._target_known.is_large else Kind.RARE_WORD_OF_SHORT_LIST


def _letters(text: str) -> str:
    return "".join(character for character in fold(text) if character.isalnum())


def _runs(marks: list[bool]) -> Iterator[range]:
    """Yield the longest runs of true marks."""
    for mark, group in groupby(range(len(marks)), key=marks.__getitem__):
        if mark:
            positions = list(group)
            yield range(positions[0], positions[-1] + 1)


def confidence_in(text: str, language: str, other: str) -> float | None:
    """Return lingua's confidence in [0, 1] that a text is in one of two languages, or None if it lacks one of them."""
    detector = _detector(language, other)
    if detector is None:
        return None
    of_language, confidence = detector
    return confidence(text, of_language)


@cache
def _detector(language: str, other: str) -> tuple["Language", Callable[[str, "Language"], float]] | None:
    from lingua import IsoCode639_1, Language, LanguageDetectorBuilder

    codes = [getattr(IsoCode639_1, code.upper(), None) for code in (language, other)]
    if None in codes:
        return None
    pair = [Language.from_iso_code_639_1(code) for code in codes if code is not None]
    # All n-grams: 0.4 s to load for two languages, and two to ten times fewer false alarms than trigrams alone.
    detector = LanguageDetectorBuilder.from_languages(*pair).build()
    return pair[0], detector.compute_language_confidence

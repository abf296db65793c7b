"""Untranslated: a segment of the translation, or words in it, left in the language of the source.

Segments are judged by language identification between the two languages (lingua); words by standing in the source too
and being common there but not in the target language (wordfreq). Known false positives: quotations, titles of works and
terms kept on purpose without quotation marks.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING

from aligncheck.alignment import Bead
from aligncheck.detectors.base import Context
from aligncheck.document import Place
from aligncheck.finding import Category, Finding, Severity
from aligncheck.vocabulary import language_name, vocabulary
from aligncheck.words import Word, fold, is_glossed, opens_sentence, words

if TYPE_CHECKING:
    from lingua import Language

MIN_WORDS = 4
"""Lower-case words a segment needs before its language is judged."""

MIN_CONFIDENCE = 0.9
"""Lingua's confidence that the segment is in the source language rather than the target language."""

COMMON_ZIPF = 4.5
MIN_SOURCE_ZIPF = 3.0
MIN_ADVANTAGE = 2.0
"""How much more frequent a word must be in the source language than in the target language, on the Zipf scale."""

# How likely each kind is right (benchmarks/untranslated.py).
_OF_SEGMENT = 0.95
_OF_PHRASE = 0.95
_OF_PAIR = 0.9
_OF_COMMON_WORD = 0.7
_OF_RARE_WORD = 0.4
LEAST_PROBABILITY = 0.3
_PHRASE = 3
"""Words that make a run a phrase."""


@dataclass(frozen=True)
class Untranslated:
    """Text left in the source language."""

    rule: str = "untranslated"
    category: Category = Category.UNTRANSLATED
    description: str = "A sentence or a word of the translation is left in the language of the original."

    def unavailable(self, context: Context) -> str | None:
        """Need two different languages."""
        if context.source.document.language == context.target.document.language:
            return "both texts are in the same language"
        return None

    def detect(self, context: Context) -> Iterator[Finding]:
        """Yield a finding for each segment left in the source language, and for runs of words in the others."""
        judge = _Judge(context)
        for bead in context.alignment.beads:
            if not bead.target or context.is_furniture(bead):
                continue
            for index in bead.target:
                probability = judge.of_segment(index)
                if probability is not None:
                    yield self._finding(context, bead, context.target.place_of(range(index, index + 1)), probability)
                    continue
                for run, of_run in judge.of_words(index, bead):
                    place = context.target.document.place(run[0].start, run[-1].end)
                    yield self._finding(context, bead, place, of_run)

    def _finding(self, context: Context, bead: Bead, target: Place, probability: float) -> Finding:
        language = language_name(context.source.document.language)
        is_long = sum(1 for _ in words(target.text)) >= MIN_WORDS
        return Finding(
            rule=self.rule,
            category=self.category,
            severity=Severity.MAJOR if is_long else Severity.MINOR,
            probability=probability,
            message=f"This is left in {language}." if is_long else f"'{target.text}' is left in {language}.",
            source=context.source.place_of(bead.source),
            target=target,
        )


class _Judge:
    """Tells source language from target language in one pair of texts."""

    def __init__(self, context: Context) -> None:
        self._source = context.source
        self._target = context.target
        self._source_known = vocabulary(context.source.document.language)
        self._target_known = vocabulary(context.target.document.language)

    def of_segment(self, index: int) -> float | None:
        """Return how sure it is that a whole target segment is in the source language, or None if it is not.

        Only its lower-case words are looked at: names are the same in both languages.
        """
        segment = self._target.segments[index]
        lower = [
            word.text
            for word in words(self._target.document.text, segment.start, segment.end)
            if word.text[0].islower() or not word.text[0].isupper()
        ]
        if len(lower) < MIN_WORDS:
            return None
        languages = self._source.document.language, self._target.document.language
        confidence = confidence_in(" ".join(lower), *languages)
        return _OF_SEGMENT if confidence is not None and confidence >= MIN_CONFIDENCE else None

    def of_words(self, index: int, bead: Bead) -> Iterator[tuple[list[Word], float]]:
        """Yield runs of words of a target segment left in the source language, with their probability."""
        if self._source_known is None or self._target_known is None:
            return
        place = self._source.place_of(bead.source)
        source_words = {fold(word.text) for word in words(place.text)}
        names = self._names(bead)
        segment = self._target.segments[index]
        text = self._target.document.text
        found = list(words(text, segment.start, segment.end))
        left = [self._is_left(word, source_words - names, segment.start, segment.end) for word in found]
        for is_left, group in groupby(range(len(found)), key=left.__getitem__):
            if not is_left:
                continue
            positions = list(group)
            neighbours = found[max(0, positions[0] - 1) : positions[0]] + found[positions[-1] + 1 : positions[-1] + 2]
            run = [found[position] for position in positions]
            if not any(self._is_kept_name(word, source_words, segment.start) for word in neighbours):
                probability = self._probability(run)
                if probability >= LEAST_PROBABILITY:
                    yield run, probability

    def _is_kept_name(self, word: Word, source_words: set[str], start: int) -> bool:
        """Whether a neighbour makes the run part of a name or title that stands in the source as well."""
        opens = opens_sentence(self._target.document.text, word.start, start)
        return word.text[0].isupper() and not opens and fold(word.text) in source_words

    def _names(self, bead: Bead) -> set[str]:
        place = self._source.place_of(bead.source)
        text = self._source.document.text
        return {
            fold(word.text)
            for word in words(text, place.start, place.end)
            if word.text[0].isupper() and not opens_sentence(text, word.start, place.start)
        }

    def _is_left(self, word: Word, source_words: set[str], start: int, end: int) -> bool:
        text = self._target.document.text
        if fold(word.text) not in source_words or word.text.isupper():
            return False
        if not (word.text[0].islower() or opens_sentence(text, word.start, start)):
            return False
        return self._advantage(word) >= MIN_ADVANTAGE and not is_glossed(text, word, start, end)

    def _advantage(self, word: Word) -> float:
        if self._source_known is None or self._target_known is None:
            return 0.0
        zipf = self._source_known.zipf(word.text)
        return zipf - self._target_known.zipf(word.text) if zipf >= MIN_SOURCE_ZIPF else 0.0

    def _probability(self, run: list[Word]) -> float:
        if all(word.text[0].isupper() for word in run):
            return 0.0
        if len(run) >= _PHRASE:
            return _OF_PHRASE
        if len(run) > 1:
            return _OF_PAIR
        common = self._source_known is not None and self._source_known.zipf(run[0].text) >= COMMON_ZIPF
        return _OF_COMMON_WORD if common else _OF_RARE_WORD


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

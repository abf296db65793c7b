"""Non-word: a word of the translation that no speaker of its language uses, such as "Certaining".

A word is suspected when no word list has it, no rule of word formation leads to it, and it is neither a name, an
abbreviation, a code nor a word of the source. How sure the finding is depends on what else the word looks like; the
probabilities are measured by benchmarks/non_words.py. Known false positives: rare technical terms and dialect words;
misspelled names at the start of a sentence.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from aligncheck.detectors.base import Context
from aligncheck.document import SegmentedDocument
from aligncheck.finding import Category, Finding, Severity
from aligncheck.langdata import load
from aligncheck.vocabulary import FREQUENT_ZIPF, Vocabulary, language_name, vocabulary
from aligncheck.words import Word, fold, is_glossed, opens_sentence, words

MIN_LETTERS = 4
"""Shorter words are too often abbreviations, units and particles."""

FUNCTION_WORD_ZIPF = 6.0
COGNATE_RATIO = 80.0
"""Similarity (rapidfuzz ratio, 0-100) from which an unknown word may be the source's word in another spelling."""


class Evidence(StrEnum):
    """What an unknown word looks like."""

    MISSPELLING = "misspelling"
    """One letter away from a frequent word."""

    AFFIX = "affix"
    """A known word with an affix that does not go with it."""

    RUN_TOGETHER = "run-together"
    """Two words without the space between them, one of them a function word."""

    COMPOUND = "compound"
    """Two known words joined in a language that joins words only by convention."""

    COGNATE = "cognate"
    """Much like a word of the source."""

    UNKNOWN = "unknown"


PROBABILITY = {
    Evidence.MISSPELLING: 0.9,
    Evidence.AFFIX: 0.9,
    Evidence.RUN_TOGETHER: 0.9,
    Evidence.COMPOUND: 0.5,
    Evidence.COGNATE: 0.5,
    Evidence.UNKNOWN: 0.5,
}
LEAST_PROBABILITY = 0.3


@dataclass(frozen=True)
class NonWord:
    """Words that do not exist."""

    rule: str = "non-word"
    category: Category = Category.NON_WORD
    description: str = "A word of the translation does not exist in its language."

    def unavailable(self, context: Context) -> str | None:
        """Need a word list of the target language."""
        language = context.target.document.language
        if vocabulary(language) is None:
            return f"there is no word list of {language_name(language)}"
        return None

    def detect(self, context: Context) -> Iterator[Finding]:
        """Yield a finding for each occurrence of a word that does not exist."""
        language = context.target.document.language
        known = vocabulary(language)
        if known is None:
            return
        judge = _Judge(known, vocabulary(context.source.document.language), context)
        for bead in context.alignment.beads:
            if not bead.target or context.is_furniture(bead):
                continue
            source = context.source.place_of(bead.source)
            for index in bead.target:
                for word in judge.candidates(index):
                    evidence = judge.evidence(word, source.text)
                    probability = PROBABILITY[evidence]
                    if probability < LEAST_PROBABILITY:
                        continue
                    hint = judge.hint(word, evidence)
                    yield Finding(
                        rule=self.rule,
                        category=self.category,
                        severity=Severity.MAJOR,
                        probability=probability,
                        message=f"'{word.text}' is not a word of {language_name(language)}{hint}.",
                        source=source,
                        target=context.target.document.place(word.start, word.end),
                    )


class _Judge:
    """Finds the unknown words of one pair of texts and says what they look like."""

    def __init__(self, known: Vocabulary, source_known: Vocabulary | None, context: Context) -> None:
        self._known = known
        self._source_known = source_known
        self._target = context.target
        self._nouns_are_capitalised = bool(load("writing", known.language).get("capitalised_nouns", False))
        self._source_words = {fold(part.text) for word in words(context.source.document.text) for part in word.parts()}
        self._names = {fold(part.text) for word in _names(context.target) for part in word.parts()}

    def candidates(self, index: int) -> Iterator[Word]:
        """Yield the words of a target segment that nothing accounts for."""
        segment = self._target.segments[index]
        text = self._target.document.text
        for word in words(text, segment.start, segment.end):
            if self._known.lists(word.text) or is_glossed(text, word, segment.start, segment.end):
                continue
            for part in word.parts():
                if self._is_candidate(part) and self._may_be_word(part, segment.start):
                    yield part

    def _is_candidate(self, word: Word) -> bool:
        known = self._known
        plain = fold(word.text)
        return (
            len(plain) >= MIN_LETTERS
            and plain not in self._source_words
            and not (self._source_known and self._source_known.lists(word.text))
            and set(known.normalize(word.text)) <= known.alphabet
            and not known.accepts(word.text)
        )

    def _may_be_word(self, word: Word, segment_start: int) -> bool:
        """Whether the word is neither an abbreviation nor a name by its capitals."""
        if any(character.isupper() for character in word.text[1:]):
            return False
        if not word.text[0].isupper():
            return True
        return (
            not self._nouns_are_capitalised
            and fold(word.text) not in self._names
            and opens_sentence(self._target.document.text, word.start, segment_start)
            and not self._target.document.text[word.end : word.end + 2].lstrip()[:1].isupper()
        )

    def evidence(self, word: Word, source: str) -> Evidence:
        """Return what an unknown word looks like."""
        base = self._known.base_of(word.text)
        if base is not None and self._known.zipf(base) >= FREQUENT_ZIPF:
            return Evidence.AFFIX
        if self._known.nearest(word.text) is not None:
            return Evidence.MISSPELLING
        parts = self._known.parts(word.text)
        if parts is not None:
            return Evidence.COMPOUND
        if self._is_cognate(word, source):
            return Evidence.COGNATE
        return Evidence.UNKNOWN

    def _is_cognate(self, word: Word, source: str) -> bool:
        from rapidfuzz import fuzz

        plain = fold(word.text)
        return any(fuzz.ratio(plain, fold(other.text)) >= COGNATE_RATIO for other in words(source))

    def hint(self, word: Word, evidence: Evidence) -> str:
        """Return the word that was meant, where it is plain, as the end of a sentence."""
        nearest = self._known.nearest(word.text) if evidence is Evidence.MISSPELLING else None
        return f"; perhaps '{nearest}'" if nearest else ""


def _names(document: SegmentedDocument) -> Iterator[Word]:
    text = document.document.text
    for segment in document.segments:
        for word in words(text, segment.start, segment.end):
            if word.text[0].isupper() and not opens_sentence(text, word.start, segment.start):
                yield word

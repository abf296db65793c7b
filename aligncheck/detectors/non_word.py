"""Non-word: a word of the translation that no speaker of its language uses, such as "Certaining".

A word is suspected when no word list has it, no rule of word formation leads to it, and it is neither a name, an
abbreviation, a code nor a word of the source. How sure the finding is depends on what else the word looks like, as
benchmarks/non_words.py measures it. Known false positives: rare technical terms, dialect words, and words
transliterated from a source in another script.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from aligncheck.alignment import Bead
from aligncheck.context import Context
from aligncheck.document import SegmentedDocument
from aligncheck.finding import Category, Finding, Severity
from aligncheck.unknown_words import PROBABILITIES, PROBABILITIES_IF_CAPITALISED, Evidence, evidence_of, probability_of
from aligncheck.vocabulary import Vocabulary, language_name, vocabulary
from aligncheck.words import Word, fold, has_capitalised_nouns, is_glossed, opens_sentence, words

MIN_LETTERS = 4
"""Shorter words are too often abbreviations, units and particles."""

MIN_SAMPLE = 50
MIN_LISTED = 0.5
"""Share of the distinct words that must be listed, or the text is not in the language it is taken for."""

LEAST_PROBABILITY = 0.35
"""Less likely suspicions would drown the others."""


@dataclass(frozen=True)
class Suspect:
    """A word of the translation that nothing accounts for."""

    word: Word
    bead: Bead
    evidence: Evidence
    may_be_name: bool
    occurrences: int
    """How often the word stands in the text."""

    probability: float


@dataclass(frozen=True)
class NonWord:
    """Words that do not exist."""

    rule: str = "non-word"
    category: Category = Category.NON_WORD
    description: str = "A word of the translation does not exist in its language."

    probabilities: ClassVar[Mapping[str, float]] = {
        f"{lists}: {evidence}": probability
        for table in (PROBABILITIES_IF_CAPITALISED, PROBABILITIES)
        for lists, row in table.items()
        for evidence, probability in row.items()
    }

    def unavailable(self, context: Context) -> str | None:
        """Need a word list of the target language."""
        language = context.target.document.language
        known = vocabulary(language)
        if known is None:
            return f"there is no word list of {language_name(language)}"
        distinct = {word.text for word in words(context.target.document.text) if not word.text[0].isupper()}
        listed = sum(known.lists(word) for word in distinct)
        if len(distinct) >= MIN_SAMPLE and listed < MIN_LISTED * len(distinct):
            return f"most words of the translation are in no word list of {language_name(language)}"
        return None

    def detect(self, context: Context) -> Iterator[Finding]:
        """Yield a finding for each occurrence of a word that does not exist."""
        language = context.target.document.language
        known = vocabulary(language)
        if known is None:
            return
        for suspect in self.suspects(context):
            if suspect.probability >= LEAST_PROBABILITY:
                word = suspect.word
                yield Finding(
                    rule=self.rule,
                    category=self.category,
                    severity=Severity.MAJOR,
                    probability=suspect.probability,
                    message=f"'{word.text}' is not a word of {language_name(language)}{_hint(suspect, known)}.",
                    source=context.source.place_of(suspect.bead.source),
                    target=context.target.document.place(word.start, word.end),
                )

    def suspects(self, context: Context) -> Iterator[Suspect]:
        """Yield all words that nothing accounts for, however unlikely it is that they are wrong."""
        known = vocabulary(context.target.document.language)
        if known is None:
            return
        search = _Search(known, vocabulary(context.source.document.language), context)
        for bead in context.alignment.beads:
            if bead.target and not context.is_furniture(bead):
                yield from search.suspects(bead, context.source.place_of(bead.source).text)


def _hint(suspect: Suspect, known: Vocabulary) -> str:
    """Return the word that was meant, where that is plain, as the end of a sentence."""
    word = suspect.word.text
    if suspect.evidence is Evidence.RUN_TOGETHER:
        parts = known.run_together(word)
        return f"; perhaps '{' '.join(parts)}'" if parts else ""
    if suspect.evidence in (Evidence.MISSPELLING, Evidence.LISTED_MISSPELLING):
        return f"; perhaps '{known.nearest(word)}'"
    return ""


class _Search:
    """Looks for unknown words in one pair of texts."""

    def __init__(self, known: Vocabulary, source_known: Vocabulary | None, context: Context) -> None:
        self._known = known
        self._source_known = source_known
        self._target = context.target
        self._nouns_are_capitalised = has_capitalised_nouns(known.language)
        self._source_words = {fold(part.text) for word in words(context.source.document.text) for part in word.parts()}
        self._names = {fold(part.text) for word in _names(context.target) for part in word.parts()}
        self._occurrences = Counter(fold(word.text) for word in words(context.target.document.text))

    def suspects(self, bead: Bead, source: str) -> Iterator[Suspect]:
        """Yield the words of a bead's target that nothing accounts for; `source` is what they translate."""
        source_words = sorted({fold(word.text) for word in words(source)})
        for index in bead.target:
            for word in self._candidates(index):
                evidence = evidence_of(word.text, self._known, source_words)
                may_be_name = word.text[0].isupper()
                occurrences = self._occurrences[fold(word.text)]
                probability = probability_of(evidence, self._known, may_be_name=may_be_name, occurrences=occurrences)
                yield Suspect(word, bead, evidence, may_be_name, occurrences, probability)

    def _candidates(self, index: int) -> Iterator[Word]:
        segment = self._target.segments[index]
        text = self._target.document.text
        for word in words(text, segment.start, segment.end):
            for part in word.parts():
                # The cheap questions first: most words are listed.
                if (
                    len(part.text) >= MIN_LETTERS
                    and not self._is_listed_rightly(part.text)
                    and self._may_be_word(part, segment.start)
                    and self._is_unaccounted(part)
                    and (self._known.lists(part.text) or not self._known.accepts(part.text))
                    and not is_glossed(text, word, segment.start, segment.end)
                ):
                    yield part

    def _is_listed_rightly(self, word: str) -> bool:
        return self._known.lists(word) and (word[0].isupper() or self._known.correct(word) is None)

    def _is_unaccounted(self, word: Word) -> bool:
        return (
            fold(word.text) not in self._source_words
            and not (self._source_known and self._source_known.lists(word.text))
            and set(self._known.normalize(word.text)) <= self._known.alphabet
        )

    def _may_be_word(self, word: Word, segment_start: int) -> bool:
        """Whether the word is neither an abbreviation nor a name by its capitals."""
        if any(character.isupper() for character in word.text[1:]):
            return False
        if not word.text[0].isupper():
            return True
        text = self._target.document.text
        return (
            not self._nouns_are_capitalised
            and fold(word.text) not in self._names
            and opens_sentence(text, word.start, segment_start)
            and not text[word.end : word.end + 2].lstrip()[:1].isupper()
        )


def _names(document: SegmentedDocument) -> Iterator[Word]:
    text = document.document.text
    for segment in document.segments:
        for word in words(text, segment.start, segment.end):
            if word.text[0].isupper() and not opens_sentence(text, word.start, segment.start):
                yield word

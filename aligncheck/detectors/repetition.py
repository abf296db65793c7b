"""Repetition: a sentence, or a stretch of one, that the translation gives twice and the source once.

Machine translation repeats itself when it loses its place (oscillatory hallucinations, Raunak et al. 2021). Known false
positives: sources that repeat the sense in other words.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from aligncheck.alignment import Bead
from aligncheck.context import Context
from aligncheck.document import Place, SegmentedDocument
from aligncheck.finding import Category, Finding, Severity
from aligncheck.words import Word, fold, words

MIN_WORDS = 4
"""Shorter sentences are repeated on purpose too often."""

MAX_STRETCH = 40
"""The longest stretch, in words, that is looked for twice within a segment."""

MAX_DISTANCE = 3
"""How many segments back the first occurrence may be."""

MIN_RATIO = 82.0
"""Similarity (rapidfuzz ratio of the folded texts, 0-100) from which two segments are the same.

The lowest at which no human translation of benchmarks/repetition.py has more than 0.5 findings per 1,000 segments.
"""

MAX_SOURCE_RATIO = 65.0
"""Similarity from which the two sources count as repeated too.

The lowest that loses none of the repetitions planted by benchmarks/repetition.py.
"""

_LONG_WORDS = 8


class Kind(StrEnum):
    """What is said twice."""

    SEGMENT = "segment"
    STRETCH = "stretch"


# The precision of each kind that `python benchmarks/repetition.py DATA` measures and prints.
PROBABILITIES: dict[str, float] = {Kind.SEGMENT: 0.97, Kind.STRETCH: 0.97}


@dataclass(frozen=True)
class Repetition:
    """Text given twice."""

    rule: str = "repetition"
    category: Category = Category.ADDITION
    description: str = "The translation says twice what the original says once."

    probabilities: ClassVar[Mapping[str, float]] = PROBABILITIES

    min_ratio: float = MIN_RATIO
    max_source_ratio: float = MAX_SOURCE_RATIO

    def unavailable(self, context: Context) -> str | None:
        """Need nothing but an alignment."""
        return None

    def detect(self, context: Context) -> Iterator[Finding]:
        """Yield a finding for each second occurrence."""
        for kind, bead, place in self.repetitions(context):
            is_long = sum(1 for _ in words(place.text)) >= _LONG_WORDS
            yield Finding(
                rule=self.rule,
                category=self.category,
                severity=Severity.MAJOR if is_long else Severity.MINOR,
                probability=PROBABILITIES[kind],
                message="This is said twice; the original says it once.",
                source=context.source.place_of(bead.source),
                target=place,
            )

    def repetitions(self, context: Context) -> Iterator[tuple[Kind, Bead, Place]]:
        """Yield kind, bead and place in the target of each second occurrence."""
        bead_of = {index: bead for bead in context.alignment.beads for index in bead.target}
        folded = [[fold(word.text) for word in _words_of(context.target, index)] for index in bead_of]
        for index, bead in bead_of.items():
            if context.is_furniture(bead):
                continue
            first = self._first_occurrence(folded, index)
            if first is not None and not self._is_repeated_in_source(context, bead_of[first], bead):
                yield Kind.SEGMENT, bead, context.target.place_of(range(index, index + 1))
                continue
            stretch = _repeated_stretch(folded[index])
            if stretch and not _repeated_stretch(_source_words(context, bead), MIN_WORDS - 1):
                found = list(_words_of(context.target, index))[stretch.start : stretch.stop]
                yield Kind.STRETCH, bead, context.target.document.place(found[0].start, found[-1].end)

    def _first_occurrence(self, folded: list[list[str]], index: int) -> int | None:
        """Return the nearest earlier segment that says the same as this one."""
        from rapidfuzz import fuzz

        if len(folded[index]) < MIN_WORDS:
            return None
        text = " ".join(folded[index])
        for earlier in range(index - 1, max(-1, index - 1 - MAX_DISTANCE), -1):
            if fuzz.ratio(text, " ".join(folded[earlier]), score_cutoff=self.min_ratio):
                return earlier
        return None

    def _is_repeated_in_source(self, context: Context, first: Bead, second: Bead) -> bool:
        """Whether the source repeats itself where the target does."""
        from rapidfuzz import fuzz

        if first is second:
            texts = [" ".join(fold(word.text) for word in _words_of(context.source, index)) for index in first.source]
            pairs = [(one, other) for position, one in enumerate(texts) for other in texts[:position]]
        else:
            pairs = [(" ".join(_source_words(context, first)), " ".join(_source_words(context, second)))]
        return any(one and other and fuzz.ratio(one, other) >= self.max_source_ratio for one, other in pairs)


def _words_of(document: SegmentedDocument, index: int) -> Iterator[Word]:
    segment = document.segments[index]
    return words(document.document.text, segment.start, segment.end)


def _source_words(context: Context, bead: Bead) -> list[str]:
    return [fold(word.text) for index in bead.source for word in _words_of(context.source, index)]


def _repeated_stretch(folded: list[str], min_words: int = MIN_WORDS) -> range | None:
    """Return the positions of the first stretch of at least `min_words` words that at once follows itself."""
    for length in range(min_words, min(MAX_STRETCH, len(folded) // 2) + 1):
        same = 0
        for position in range(length, len(folded)):
            same = same + 1 if folded[position] == folded[position - length] else 0
            if same == length:
                return range(position - length + 1, position + 1)
    return None

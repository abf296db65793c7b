"""Terminology: a term that is not translated as the glossary says.

Terms and renderings are compared by stem, so that inflected forms count and case does not. Known false positives: a
term that is rightly replaced by a pronoun, and renderings whose stem another word shares.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from aligncheck.context import Context
from aligncheck.document import Place, SegmentedDocument
from aligncheck.finding import Category, Finding, Severity
from aligncheck.stems import stem
from aligncheck.words import Word, fold, words

PROBABILITIES = {"forbidden": 0.9, "missing": 0.8}
"""The glossary is the user's own; what stands in doubt is whether the term was meant, or a pronoun stands for it."""

Stems = tuple[str, ...]


@dataclass(frozen=True)
class Terminology:
    """Terms of a glossary."""

    rule: str = "terminology"
    category: Category = Category.TERMINOLOGY
    description: str = "A term is not translated as the glossary says."

    probabilities: ClassVar[Mapping[str, float]] = PROBABILITIES

    def unavailable(self, context: Context) -> str | None:
        """Need nothing: without a glossary no term is wanted in any rendering."""

    def detect(self, context: Context) -> Iterator[Finding]:
        """Yield a finding for each term with a forbidden rendering, or without a required one."""
        if context.glossary is None:
            return
        languages = context.source.document.language, context.target.document.language
        terms = [
            (_stems(term.source, languages[0]), _each(term.required, languages[1]), _each(term.forbidden, languages[1]))
            for term in context.glossary.terms
        ]
        for bead in context.alignment.beads:
            if bead.is_null or context.is_furniture(bead):
                continue
            source, target = _Words(context.source, bead.source), _Words(context.target, bead.target)
            for (term, required, forbidden), entry in zip(terms, context.glossary.terms, strict=True):
                found = source.places(term)
                if not found:
                    continue
                rendered = [place for rendering in required.values() for place in target.places(rendering)]
                wrong = [
                    (text, place)
                    for text, rendering in forbidden.items()
                    for place in target.places(rendering)
                    if not any(_overlap(place, other) for other in rendered)
                ]
                for text, place in wrong:
                    yield self._finding(
                        found[0], place, PROBABILITIES["forbidden"], _forbidden(entry.source, text, entry.required)
                    )
                if required and not wrong and not rendered:
                    end = context.target.place_of(bead.target).end
                    place = context.target.document.place(end, end)
                    yield self._finding(
                        found[0], place, PROBABILITIES["missing"], _missing(entry.source, entry.required)
                    )

    def _finding(self, source: Place, target: Place, probability: float, message: str) -> Finding:
        return Finding(self.rule, self.category, Severity.MINOR, probability, message, source, target)


class _Words:
    """The words of one side of a bead, by stem."""

    def __init__(self, side: SegmentedDocument, indices: range) -> None:
        self._document = side.document
        segments = (side.segments[index] for index in indices)
        self._words = [
            part
            for segment in segments
            for word in words(side.document.text, segment.start, segment.end)
            for part in word.parts()
        ]
        self._stems = [_forms(word, side.document.language) for word in self._words]

    def places(self, stems: Stems) -> list[Place]:
        """Return where words with these stems stand in a row."""
        return [
            self._document.place(self._words[at].start, self._words[at + len(stems) - 1].end)
            for at in range(len(self._words) - len(stems) + 1)
            if stems and all(one in forms for one, forms in zip(stems, self._stems[at:], strict=False))
        ]


def _forms(word: Word, language: str) -> frozenset[str]:
    return frozenset((fold(word.text), fold(stem(word.text, language))))


def _stems(term: str, language: str) -> Stems:
    return tuple(fold(stem(part.text, language)) for word in words(term) for part in word.parts())


def _each(terms: tuple[str, ...], language: str) -> dict[str, Stems]:
    return {term: _stems(term, language) for term in terms}


def _overlap(one: Place, other: Place) -> bool:
    return one.start < other.end and other.start < one.end


def _forbidden(term: str, rendering: str, required: tuple[str, ...]) -> str:
    instead = f"; use {_listed(required)}" if required else ""
    return f"The glossary forbids '{rendering}' for '{term}'{instead}."


def _missing(term: str, required: tuple[str, ...]) -> str:
    return f"The glossary wants {_listed(required)} for '{term}'."


def _listed(terms: tuple[str, ...]) -> str:
    return " or ".join(f"'{term}'" for term in terms)

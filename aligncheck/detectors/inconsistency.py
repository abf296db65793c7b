"""Inconsistency: the same word of the original, in the same words around it, or the same abbreviation, put in two ways.

Only nouns count, and only where the same neighbours stand beside them: good prose varies its words otherwise. Known
false positives: variation that is meant, and a word with two meanings.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from aligncheck.alignment import Bead
from aligncheck.context import Context
from aligncheck.detectors.suspecting import Suspect, Suspecting
from aligncheck.document import Place, SegmentedDocument
from aligncheck.facts.expansions import Expansion, expansions
from aligncheck.facts.renderings import differing
from aligncheck.facts.segments import in_segments
from aligncheck.finding import Category, Severity
from aligncheck.lexicon import load_lexicon
from aligncheck.vocabulary import language_name


class Kind(StrEnum):
    """What is inconsistent."""

    LISTED = "listed"
    """Both renderings are in the lexicon: they may be synonyms."""

    UNLISTED = "unlisted"
    """One of them follows from its neighbours alone."""

    ABBREVIATION = "abbreviation"


# The share judged right of the few that `python benchmarks/inconsistency.py DATA` finds and prints.
PROBABILITIES: dict[str, float] = {Kind.LISTED: 0.7, Kind.UNLISTED: 0.5, Kind.ABBREVIATION: 0.8}


@dataclass(frozen=True)
class SecondRendering(Suspect):
    """A rendering that differs from an earlier one."""

    first: Place


@dataclass(frozen=True)
class Inconsistency(Suspecting[SecondRendering]):
    """Terms put in two ways."""

    rule: str = "inconsistency"
    category: Category = Category.INCONSISTENCY
    description: str = "The same term of the original is translated in two ways."

    probabilities: ClassVar[Mapping[str, float]] = PROBABILITIES

    def unavailable(self, context: Context) -> str | None:
        """Need a lexicon of the two languages."""
        languages = context.source.document.language, context.target.document.language
        if load_lexicon(*languages) is None:
            return f"there is no lexicon of {language_name(languages[0])} and {language_name(languages[1])}"
        return None

    def severity(self, suspect: SecondRendering) -> Severity:
        """Puzzle the reader, no more."""
        return Severity.MINOR

    def message(self, suspect: SecondRendering) -> str:
        """Show both renderings."""
        return (
            f"'{suspect.source.text}' is '{suspect.target.text}' here, "
            f"but '{suspect.first.text}' in line {suspect.first.line}."
        )

    def suspects(self, context: Context) -> Iterator[SecondRendering]:
        """Yield all terms that may be put in two ways."""
        found = [*_terms(context), *_abbreviations(context)]
        yield from sorted(found, key=lambda suspect: suspect.target.start)


def _terms(context: Context) -> Iterator[SecondRendering]:
    source, target = context.source.document, context.target.document
    lexicon = load_lexicon(source.language, target.language)
    if lexicon is None:
        return
    for one, other in differing(context, lexicon):
        first, second = sorted((one, other), key=lambda occurrence: occurrence.target.start)
        yield SecondRendering(
            Kind.LISTED if first.is_listed and second.is_listed else Kind.UNLISTED,
            second.bead,
            source.place(second.source.start, second.source.end),
            target.place(second.target.start, second.target.end),
            target.place(first.target.start, first.target.end),
        )


def _abbreviations(context: Context) -> Iterator[SecondRendering]:
    """Yield the abbreviations that the translation explains in two ways, and the original in one."""
    ours = _by_abbreviation(context.source, [(bead, bead.source) for bead in context.alignment.beads])
    theirs = _by_abbreviation(context.target, [(bead, bead.target) for bead in context.alignment.beads])
    for abbreviation, found in theirs.items():
        explained = [expansion for _, expansion in ours.get(abbreviation, [])]
        if not explained or any(_differ(explained[0], other) for other in explained):
            continue
        first = found[0][1]
        second = next(((bead, other) for bead, other in found[1:] if _differ(first, other)), None)
        if second is not None:
            bead, other = second
            yield SecondRendering(
                Kind.ABBREVIATION,
                bead,
                context.source.document.place(explained[-1].start, explained[-1].end),
                context.target.document.place(other.start, other.end),
                context.target.document.place(first.start, first.end),
            )


def _by_abbreviation(
    side: SegmentedDocument, beads: Iterable[tuple[Bead, range]]
) -> dict[str, list[tuple[Bead, Expansion]]]:
    found: dict[str, list[tuple[Bead, Expansion]]] = {}
    for bead, indices in beads:
        plain = (index for index in indices if side.segments[index].furniture is None)
        for index in plain:
            for expansion in in_segments(side, range(index, index + 1), expansions):
                found.setdefault(expansion.abbreviation, []).append((bead, expansion))
    return found


def _differ(one: Expansion, other: Expansion) -> bool:
    return not (one.words <= other.words or other.words <= one.words)

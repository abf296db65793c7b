"""Inconsistency: the same word of the original, in the same words around it, or the same abbreviation, put in two ways.

Only nouns count, and only where the same neighbours stand beside them: good prose varies its words otherwise. Known
false positives: variation that is meant, and a word with two meanings.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from aligncheck.context import Context
from aligncheck.document import Place, SegmentedDocument
from aligncheck.facts.expansions import Expansion, expansions
from aligncheck.facts.renderings import differing
from aligncheck.facts.segments import in_segments
from aligncheck.finding import Category, Finding, Severity
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
PROBABILITIES = {Kind.LISTED: 0.7, Kind.UNLISTED: 0.5, Kind.ABBREVIATION: 0.8}

LEAST_PROBABILITY = 0.35
"""Less likely suspicions would drown the others."""


@dataclass(frozen=True)
class Suspect:
    """A second rendering, and the first."""

    kind: Kind
    source: Place
    target: Place
    first: Place


@dataclass(frozen=True)
class Inconsistency:
    """Terms put in two ways."""

    rule: str = "inconsistency"
    category: Category = Category.INCONSISTENCY
    description: str = "The same term of the original is translated in two ways."

    def unavailable(self, context: Context) -> str | None:
        """Need a lexicon of the two languages."""
        languages = context.source.document.language, context.target.document.language
        if load_lexicon(*languages) is None:
            return f"there is no lexicon of {language_name(languages[0])} and {language_name(languages[1])}"
        return None

    def detect(self, context: Context) -> Iterator[Finding]:
        """Yield a finding for each second rendering of a term."""
        for suspect in sorted(self.suspects(context), key=lambda suspect: suspect.target.start):
            if PROBABILITIES[suspect.kind] >= LEAST_PROBABILITY:
                yield Finding(
                    rule=self.rule,
                    category=self.category,
                    severity=Severity.MINOR,
                    probability=PROBABILITIES[suspect.kind],
                    message=(
                        f"'{suspect.source.text}' is '{suspect.target.text}' here, "
                        f"but '{suspect.first.text}' in line {suspect.first.line}."
                    ),
                    source=suspect.source,
                    target=suspect.target,
                )

    def suspects(self, context: Context) -> Iterator[Suspect]:
        """Yield all terms that may be put in two ways."""
        source, target = context.source.document, context.target.document
        lexicon = load_lexicon(source.language, target.language)
        if lexicon is None:
            return
        for one, other in differing(context, lexicon):
            first, second = sorted((one, other), key=lambda occurrence: occurrence.target.start)
            yield Suspect(
                Kind.LISTED if first.is_listed and second.is_listed else Kind.UNLISTED,
                source.place(second.source.start, second.source.end),
                target.place(second.target.start, second.target.end),
                target.place(first.target.start, first.target.end),
            )
        yield from _abbreviations(context)


def _abbreviations(context: Context) -> Iterator[Suspect]:
    """Yield the abbreviations that the translation explains in two ways, and the original in one."""
    ours = _by_abbreviation(context.source)
    for abbreviation, found in _by_abbreviation(context.target).items():
        explained = ours.get(abbreviation, [])
        if not explained or any(_differ(explained[0], other) for other in explained):
            continue
        for other in found[1:]:
            if _differ(found[0], other):
                yield Suspect(
                    Kind.ABBREVIATION,
                    context.source.document.place(explained[-1].start, explained[-1].end),
                    context.target.document.place(other.start, other.end),
                    context.target.document.place(found[0].start, found[0].end),
                )
                break


def _by_abbreviation(side: SegmentedDocument) -> dict[str, list[Expansion]]:
    found: dict[str, list[Expansion]] = {}
    plain = (segment.index for segment in side.segments if segment.furniture is None)
    for index in plain:
        for expansion in in_segments(side, range(index, index + 1), expansions):
            found.setdefault(expansion.abbreviation, []).append(expansion)
    return found


def _differ(one: Expansion, other: Expansion) -> bool:
    return not (one.words <= other.words or other.words <= one.words)

"""What became of each name of a text in its translation, over all beads of a pair of texts."""

from collections import Counter
from collections.abc import Container
from dataclasses import dataclass, replace
from functools import cached_property, partial
from itertools import chain

from aligncheck.alignment import Bead
from aligncheck.context import Context
from aligncheck.document import SegmentedDocument
from aligncheck.facts.expansions import equivalents, expansions
from aligncheck.facts.name_matching import Match, MatchedWord, Side, match
from aligncheck.facts.names import Name, NameWord, Shape, key_of, names_in
from aligncheck.facts.segments import in_segments
from aligncheck.vocabulary import vocabulary
from aligncheck.words import words

MIN_ZIPF = 2.0
"""A word that opens a sentence is a name only if the other language has it at least this frequent."""

NEIGHBOURS = 1
"""Beads before and after in which a name may stand as well: sentences are cut differently."""

MIN_REPEATS = 2
"""A name that stands in so many beads and is copied in none is one that is translated."""


@dataclass(frozen=True)
class ComparedName:
    """A name of one side and what each of its kept words was found as on the other."""

    name: Name
    words: tuple[MatchedWord, ...]

    is_partly_copied: bool
    """Whether the other side has another word of the name, one that might have been translated: Bambang."""

    @property
    def missing(self) -> tuple[NameWord, ...]:
        """The words that are not on the other side in any form."""
        return tuple(word.word for word in self.words if word.match is Match.MISSING)

    def is_missing(self, shared: Container[str]) -> bool:
        """Whether nothing of the name is on the other side but words that it shares with other names."""
        return not self.is_partly_copied and all(
            word.match is Match.MISSING or word.word.key in shared for word in self.words
        )


@dataclass(frozen=True)
class ComparedBead:
    """The names of one bead's two texts that have kept words."""

    bead: Bead
    source: tuple[ComparedName, ...]
    target: tuple[ComparedName, ...]


class NameComparison:
    """The names of two texts, extracted once a segment, and where the other text has them."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._beads = [bead for bead in context.alignment.beads if not context.is_furniture(bead)]

    @cached_property
    def beads(self) -> tuple[ComparedBead, ...]:
        """The beads that have both sides, compared."""
        return tuple(
            ComparedBead(
                bead,
                self._compared(at, self._source_names, self._source_sides, self._target_sides),
                self._compared(at, self._target_names, self._target_sides, self._source_sides),
            )
            for at, bead in enumerate(self._beads)
            if not bead.is_null
        )

    @cached_property
    def companions(self) -> dict[str, set[str]]:
        """Keys of the words that stand in one name with each word of the source's names."""
        found: dict[str, set[str]] = {}
        for name in chain.from_iterable(self._source_names):
            keys = {word.key for word in name.words}
            for key in keys:
                found.setdefault(key, set()).update(keys)
        return found

    def _compared(
        self, at: int, names: list[tuple[Name, ...]], own: list[Side], others: list[Side]
    ) -> tuple[ComparedName, ...]:
        never_copied, copied = self._never_copied[own[at].language], self._copied[own[at].language]
        compared = []
        for name in names[at]:
            proven = [
                replace(word, is_kept=True, is_sure=True) if word.key in copied and not word.opens else word
                for word in name.words
            ]
            words = tuple(
                self._match(word, own, others, at)
                for word in proven
                if word.is_kept and word.key not in never_copied and self._is_name(word, own[at], others[at])
            )
            if len(words) > 1 and "".join(word.word.key for word in words) in others[at].squeezed:
                words = tuple(MatchedWord(word.word, Match.FOUND) for word in words)  # You Tube, YouTube
            if words:
                kept = {word.word.start for word in words}
                others_copied = any(word.key in others[at] for word in name.words if word.start not in kept)
                compared.append(ComparedName(name, words, others_copied))
        return tuple(compared)

    def _match(self, word: NameWord, own: list[Side], others: list[Side], at: int) -> MatchedWord:
        if own is self._source_sides and self._is_rendered(word, others[at]):
            return MatchedWord(word, Match.FOUND)
        taken = own[at].keys
        found = match(word, others[at], own[at].language, taken)
        if found.match is Match.MISSING:
            for near in range(max(0, at - NEIGHBOURS), min(len(others), at + NEIGHBOURS + 1)):
                # A name that the neighbour has for itself is not this one.
                if (
                    word.key not in own[near]
                    and match(word, others[near], own[at].language, taken).match is Match.FOUND
                ):
                    return MatchedWord(word, Match.FOUND)
        return found

    def _is_rendered(self, word: NameWord, other: Side) -> bool:
        """Whether the target has what the glossary, or a pair in brackets of the texts themselves, gives for a word."""
        return any(all(key in other for key in keys) for keys in self._agreed.get(word.key, ()))

    @cached_property
    def _agreed(self) -> dict[str, list[list[str]]]:
        """For the key of a word of the source, the keys of each rendering that is agreed on."""
        found: dict[str, list[list[str]]] = {}
        glossary = self._context.glossary
        terms = [(term.source, term.required) for term in (glossary.terms if glossary is not None else ())]
        terms += [(one, (other,)) for one, other in equivalents(self._context).items()]
        for source, renderings in terms:
            keys = [[key_of(part.text) for word in words(text) for part in word.parts()] for text in renderings]
            for word in words(source):
                for part in word.parts():
                    found.setdefault(key_of(part.text), []).extend(key for key in keys if key)
        return found

    def _is_name(self, word: NameWord, own: Side, other: Side) -> bool:
        """Whether a word that opens a sentence is a name: it has a capital elsewhere too, or both languages know it."""
        if not word.opens or word.shape is Shape.ABBREVIATION or word.key in self._inside[own.language]:
            return True
        known = vocabulary(other.language)
        return known is not None and known.zipf(word.text) >= MIN_ZIPF

    @cached_property
    def _inside(self) -> dict[str, frozenset[str]]:
        """Keys of the names of each language that stand inside a sentence."""
        return {
            side.document.language: frozenset(
                word.key for name in chain.from_iterable(names) for word in name.words if not word.opens
            )
            for side, names in ((self._context.source, self._source_names), (self._context.target, self._target_names))
        }

    @cached_property
    def copies(self) -> Counter[str]:
        """In how many beads each key of the source's names is copied."""
        return _copies(self._source_names, self._target_sides)

    @cached_property
    def _never_copied(self) -> dict[str, frozenset[str]]:
        """Keys of each language's names that stand in several beads, in none of which the other side has them."""
        return {
            language: frozenset(key for key, count in seen.items() if count >= MIN_REPEATS and not copies[key])
            for language, (seen, copies) in self._repeats.items()
        }

    @cached_property
    def _copied(self) -> dict[str, frozenset[str]]:
        """Keys of each language's words with a capital that the other side copies, all but once: names, not words."""
        return {
            language: frozenset(
                key for key, count in seen.items() if count > MIN_REPEATS and copies[key] >= max(MIN_REPEATS, count - 1)
            )
            for language, (seen, copies) in self._repeats.items()
        }

    @cached_property
    def _repeats(self) -> dict[str, tuple[Counter[str], Counter[str]]]:
        """In how many beads each key of a language's names stands, and in how many the other side has it too."""
        found = {}
        for side, names, others in (
            (self._context.source, self._source_names, self._target_sides),
            (self._context.target, self._target_names, self._source_sides),
        ):
            seen = Counter(key for beadful in names for key in {word.key for name in beadful for word in name.words})
            found[side.document.language] = seen, _copies(names, others)
        return found

    @cached_property
    def _source_names(self) -> list[tuple[Name, ...]]:
        return [self._names(self._context.source, bead.source, self._context.target) for bead in self._beads]

    @cached_property
    def _target_names(self) -> list[tuple[Name, ...]]:
        return [self._names(self._context.target, bead.target, self._context.source) for bead in self._beads]

    @cached_property
    def _source_sides(self) -> list[Side]:
        return [_side(self._context.source, bead.source) for bead in self._beads]

    @cached_property
    def _target_sides(self) -> list[Side]:
        return [_side(self._context.target, bead.target) for bead in self._beads]

    @staticmethod
    def _names(text: SegmentedDocument, indices: range, other: SegmentedDocument) -> tuple[Name, ...]:
        """Return the names of consecutive segments; what an abbreviation in brackets stands for is translated."""
        explained = in_segments(text, indices, expansions)
        found = in_segments(text, indices, partial(names_in, other=other.document.language))
        plain = (
            tuple(word for word in name.words if not any(e.start <= word.start < e.end for e in explained))
            for name in found
        )
        return tuple(Name(words) for words in plain if words)


def _copies(names: list[tuple[Name, ...]], others: list[Side]) -> Counter[str]:
    return Counter(
        key
        for beadful, other in zip(names, others, strict=True)
        for key in {word.key for name in beadful for word in name.words}
        if other.has_like(key)
    )


def _side(text: SegmentedDocument, indices: range) -> Side:
    place = text.place_of(indices)
    return Side(text.document.text, place.start, place.end, text.document.language)

"""How a text renders a source word that it has in the same words again: district and city KPUs, regency and city KPU.

A repeated word is followed from bead to bead by its neighbours: where a word and its neighbours of one bead stand side
by side in another too, the neighbours' renderings (copies, or words that the lexicon gives) show where in the target
the word's own rendering must stand.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

from aligncheck.alignment import Bead
from aligncheck.context import Context
from aligncheck.document import SegmentedDocument
from aligncheck.facts.names import key_of
from aligncheck.facts.spelling import closeness_of
from aligncheck.lexicon import Lexicon
from aligncheck.stems import stem
from aligncheck.vocabulary import vocabulary
from aligncheck.words import Word, words

MIN_SUPPORT = 0.3
"""Weight from which the lexicon's rendering is taken for the one that stands in the text."""

COMMON_ZIPF = 6.1
"""More frequent words are mostly function words: they are no term and no neighbour."""

ANY_SUPPORT = 0.01
MIN_LETTERS = 4
MAX_DISTANCE = 2
"""Content words that a rendering may stand from that of a neighbour."""


@dataclass(frozen=True)
class ContentWord:
    """A word that is no function word, and its number among those of its segment."""

    word: Word
    stem: str
    segment: int
    number: int


@dataclass(frozen=True)
class Occurrence:
    """A source word in a bead, and the word that renders it."""

    bead: Bead
    source: Word
    target: Word
    is_listed: bool
    """Whether the lexicon gives the rendering; else it follows from the neighbours alone."""


@dataclass(frozen=True)
class _Text:
    """The content words of both sides of a bead."""

    bead: Bead
    source: tuple[ContentWord, ...]
    target: tuple[ContentWord, ...]


def differing(context: Context, lexicon: Lexicon) -> Iterator[tuple[Occurrence, Occurrence]]:
    """Yield pairs of occurrences of one source word, beside the same neighbours, with different renderings."""
    texts = [
        _Text(bead, _content(context.source, bead.source), _content(context.target, bead.target))
        for bead in context.alignment.beads
        if not bead.is_null and not context.is_furniture(bead)
    ]
    places: dict[tuple[str, str, str], list[tuple[_Text, ContentWord]]] = defaultdict(list)
    for text in texts:
        for before, word, after in zip(text.source, text.source[1:], text.source[2:], strict=False):
            if before.segment == after.segment and not word.word.text[0].isupper() and len(word.stem) >= MIN_LETTERS:
                places[before.stem, word.stem, after.stem].append((text, word))
    for (left, _, right), found in places.items():
        if len({text.bead for text, _ in found}) == 1:
            continue
        renderings = [
            occurrence
            for text, word in found
            if (occurrence := _rendering(text, word, {left, right}, lexicon)) is not None
        ]
        for one, other in combinations(renderings, 2):
            if one.bead != other.bead and _differ(one, other, texts, lexicon, context.target.document.language):
                yield one, other
                break


def _content(side: SegmentedDocument, indices: range) -> tuple[ContentWord, ...]:
    language = side.document.language
    known = vocabulary(language)
    found = []
    for index in indices:
        segment = side.segments[index]
        plain = (part for word in words(side.document.text, segment.start, segment.end) for part in word.parts())
        content = [word for word in plain if known is None or known.zipf(word.text) < COMMON_ZIPF]
        found += [ContentWord(word, stem(word.text, language), index, at) for at, word in enumerate(content)]
    return tuple(found)


def _rendering(text: _Text, word: ContentWord, neighbours: set[str], lexicon: Lexicon) -> Occurrence | None:
    """Return what renders a word of a bead, if that is plain: it stands close to the renderings of both neighbours."""
    anchors = [
        [
            target
            for target in text.target
            for source in text.source
            if source.stem == neighbour and _renders(source, target, lexicon)
        ]
        for neighbour in sorted(neighbours)
    ]
    near = [target for target in text.target if all(_is_near(target, group, MAX_DISTANCE) for group in anchors)]
    listed = [target for target in near if lexicon.support(word.word.text, target.word.text) >= MIN_SUPPORT]
    if listed:
        return Occurrence(text.bead, word.word, listed[0].word, is_listed=True) if len(listed) == 1 else None
    if any(lexicon.support(word.word.text, target.word.text) >= ANY_SUPPORT for target in text.target):
        return None
    unexplained = [
        target
        for target in near
        if any(_is_near(target, group, 1) for group in anchors)
        and len(target.stem) >= MIN_LETTERS
        and not target.word.text[0].isupper()
        and lexicon.kinds(target.word.text) == {"n"}
        and not any(_renders(source, target, lexicon) for source in text.source)
    ]
    if len(unexplained) != 1:
        return None
    return Occurrence(text.bead, word.word, unexplained[0].word, is_listed=False)


def _is_near(word: ContentWord, anchors: list[ContentWord], distance: int) -> bool:
    """Whether a target word stands up to so many content words from one of the others."""
    return any(
        anchor.segment == word.segment and 0 < abs(anchor.number - word.number) <= distance for anchor in anchors
    )


def _renders(source: ContentWord, target: ContentWord, lexicon: Lexicon) -> bool:
    ours, theirs = key_of(source.word.text), key_of(target.word.text)
    if ours == theirs.removesuffix("s") or (len(ours) >= MIN_LETTERS and closeness_of(ours, theirs) > 0):
        return True
    return lexicon.support(source.word.text, target.word.text) >= ANY_SUPPORT


def _differ(one: Occurrence, other: Occurrence, texts: list[_Text], lexicon: Lexicon, language: str) -> bool:
    """Whether two renderings are different nouns, neither of which stands in the other's bead."""
    stems = stem(one.target.text, language), stem(other.target.text, language)
    if closeness_of(*stems) > 0 or stems[0] == stems[1] or not any(occurrence.is_listed for occurrence in (one, other)):
        return False
    if not all("n" in lexicon.kinds(occurrence.target.text) for occurrence in (one, other)):
        return False
    of_bead = {text.bead: {word.stem for word in text.target} for text in texts if text.bead in (one.bead, other.bead)}
    return stems[0] not in of_bead[other.bead] and stems[1] not in of_bead[one.bead]

"""Names of translated words (Komisi Pemilihan Umum, General Election Commission) that nothing in the translation renders.

The lexicon says whether the words of such a name are rendered; where it does not for all of them, the embedded encoder
says whether any phrase of the translation means the same. Neither is enough alone: of 170 names in translations
proper, 4.7 % seem lost to both; of the same names taken out of the translation 74 % do, where the encoder alone would
find 45 % at as many false ones, and the lexicon alone 48 %.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from aligncheck.alignment import Bead
from aligncheck.context import Context
from aligncheck.document import Place, SegmentedDocument
from aligncheck.embedding import Floats2d
from aligncheck.facts.counterparts import MIN_LETTERS, is_said_by, surroundings, words_of
from aligncheck.facts.names import MAX_CAPITALS, key_of
from aligncheck.lexicon import load_lexicon
from aligncheck.words import Word, opens_sentence, words

LEAST_LIKE = 0.867
"""Cosine of two phrases, by the embedded encoder, from which one may render the other."""

LONGEST = 4
"""Words of a phrase that is compared."""

MIN_SHARE = 0.75
"""Share of the words around a name that must stand together in the translation."""

MOST_NAMES = 40
"""Names of one text that the encoder is asked about: an edited translation loses many."""

Encode = Callable[[Sequence[str]], Floats2d]


@dataclass(frozen=True)
class LostName:
    """A name that nothing renders."""

    source: Place

    likest: float
    """Cosine of the phrase of the translation that is most like it, in [-1, 1]."""


def lost_translated_names(
    context: Context, beads: Sequence[Bead], kept: Callable[[int], bool]
) -> Mapping[Bead, tuple[LostName, ...]]:
    """Return the translated names of each bead that neither lexicon nor encoder finds rendered.

    Args:
        context: The texts.
        beads: The beads with two sides.
        kept: Whether the word that starts at an offset of the source is one that stays as it is.
    """
    languages = context.source.document.language, context.target.document.language
    if context.encode_phrases is None or load_lexicon(*languages) is None:
        return {}
    doubtful = [(bead, name) for bead in beads for name in _doubtful(context, bead, kept, languages)][:MOST_NAMES]
    phrases = {bead: list(_phrases(context.target, bead.target)) for bead, _ in doubtful}
    texts = sorted({phrase for found in phrases.values() for phrase in found} | {name.text for _, name in doubtful})
    if not texts:
        return {}
    vectors = context.encode_phrases(texts)
    vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    rows = dict(zip(texts, vectors, strict=True))
    found: dict[Bead, tuple[LostName, ...]] = {}
    for bead, name in doubtful:
        likest = max((float(rows[name.text] @ rows[phrase]) for phrase in phrases[bead]), default=-1.0)
        if likest < LEAST_LIKE:
            found[bead] = (*found.get(bead, ()), LostName(name, likest))
    return found


def _doubtful(context: Context, bead: Bead, kept: Callable[[int], bool], languages: tuple[str, str]) -> Iterator[Place]:
    """Yield the names that may be translated, and not all of whose words the lexicon finds."""
    there = words_of(context.target, bead.target)
    keys = {key_of(word.text) for word in there}
    for name in _runs(context.source, bead.source):
        if any(kept(word.start) or key_of(word.text) in keys for word in name):
            continue
        said = [
            any(is_said_by(word.text, other.text, languages) for other in there)
            for word in name
            if len(word.text) >= MIN_LETTERS
        ]
        if all(said):
            continue
        place = name[0].start, name[-1].end
        around = surroundings(context.source, bead.source, place, context.target, bead.target)
        if around is not None and around.share >= MIN_SHARE:
            yield context.source.document.place(*place)


def _runs(side: SegmentedDocument, indices: range) -> Iterator[list[Word]]:
    """Yield the runs of two capitalised words or more inside sentences, but for headings."""
    text = side.document.text
    for index in indices:
        segment = side.segments[index]
        found = list(words(text, segment.start, segment.end))
        if sum(word.text[0].isupper() for word in found) > MAX_CAPITALS * len(found):
            continue
        run: list[Word] = []
        for word, following in pairwise([*found, Word("", segment.end + 1, segment.end + 1)]):
            is_part = word.text[0].isupper() and not word.text.isupper()
            if is_part and (run or not opens_sentence(text, word.start, segment.start)):
                run.append(word)
            if run and not (is_part and text[word.end : following.start] == " "):
                if len(run) > 1:
                    yield run
                run = []


def _phrases(side: SegmentedDocument, indices: range) -> Iterator[str]:
    """Yield the phrases of up to `LONGEST` words that begin with a capital."""
    text = side.document.text
    found = words_of(side, indices)
    for start, first in enumerate(found):
        if first.text[0].isupper():
            yield from (text[first.start : last.end] for last in found[start : start + LONGEST])

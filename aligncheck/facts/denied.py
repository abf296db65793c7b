"""What a negation denies, and whether the other text says it: "tidak berbahaya" is "safe", or "dangerous" by a slip."""

from collections.abc import Iterable
from enum import StrEnum

from aligncheck.alignment import Bead
from aligncheck.context import Context
from aligncheck.document import SegmentedDocument
from aligncheck.facts.negation import Cue
from aligncheck.lexicon import load_lexicon
from aligncheck.vocabulary import vocabulary
from aligncheck.words import Word, words

MAX_WORDS = 5
"""Words behind a negation among which that is looked for which it denies."""

DENIED_WORDS = 2
"""The first so many of them that are no function words, or the first alone if it says much."""

VAGUE_ZIPF = 5.3
"""A word this frequent may only help the one behind it: want to, can, be allowed."""

COMMON_ZIPF = 6.0
"""More frequent words are mostly function words."""

GUARDED_CHARACTERS = 30
"""How far a word that may stand for a negation reaches behind itself."""

MIN_SUPPORT = 0.15
MIN_LETTERS = 3


class Kept(StrEnum):
    """Whether the other text has a word for what a negation denies."""

    KEPT = "kept"
    GUARDED = "guarded"
    """It has, behind a word that may deny it in another way: against travelling, less severe."""

    REWORDED = "reworded"
    """The lexicon knows what is denied, but none of its renderings stands there."""

    UNKNOWN = "unknown"


def kept(context: Context, bead: Bead, cue: Cue, guards: Iterable[Cue], *, in_source: bool) -> Kept:
    """Say whether the other side of a bead has what a negation of one side denies.

    Args:
        context: The texts.
        bead: The bead.
        cue: The negation.
        guards: Words of the other side that may stand for a negation.
        in_source: Whether the negation is in the source.
    """
    own, other = (context.source, context.target) if in_source else (context.target, context.source)
    lexicon = load_lexicon(own.document.language, other.document.language)
    if lexicon is None:
        return Kept.UNKNOWN
    denied = [word for word in _denied(own, bead.source if in_source else bead.target, cue) if lexicon.renderings(word)]
    if not denied:
        return Kept.UNKNOWN
    there = _words(other, bead.target if in_source else bead.source)
    said = [other for other in there if any(lexicon.support(word, other.text) >= MIN_SUPPORT for word in denied)]
    if not said:
        return Kept.REWORDED
    reach = [range(guard.start, guard.end + GUARDED_CHARACTERS) for guard in guards]
    return Kept.GUARDED if all(any(one.start in near for near in reach) for one in said) else Kept.KEPT


def _denied(side: SegmentedDocument, indices: range, cue: Cue) -> list[str]:
    segment = next(side.segments[index] for index in indices if side.segments[index].end >= cue.end)
    known = vocabulary(side.document.language)
    behind = list(words(side.document.text, cue.end, segment.end))[:MAX_WORDS]
    content = []
    for word in behind:
        zipf = known.zipf(word.text) if known is not None else 0.0
        if len(word.text) >= MIN_LETTERS and zipf < COMMON_ZIPF:
            content.append(word.text)
            if zipf < VAGUE_ZIPF or len(content) == DENIED_WORDS:
                break
    return content


def _words(side: SegmentedDocument, indices: range) -> list[Word]:
    place = side.place_of(indices)
    return [part for word in words(side.document.text, place.start, place.end) for part in word.parts()]

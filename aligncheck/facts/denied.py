"""What a negation denies, and whether the other text says it: "tidak berbahaya" is "safe", or "dangerous" by a slip."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from math import inf

from aligncheck.alignment import Bead
from aligncheck.context import Context
from aligncheck.document import SegmentedDocument
from aligncheck.facts.counterparts import COMMON_ZIPF, MIN_LETTERS, is_said_by, surroundings, words_of
from aligncheck.facts.negation import Cue, Denial, denied_forms
from aligncheck.lexicon import Lexicon, load_lexicon
from aligncheck.vocabulary import vocabulary
from aligncheck.words import Word, words

MAX_WORDS = 5
"""Words behind a negation among which that is looked for which it denies."""

DENIED_WORDS = 2
"""The first so many of them that are no function words, or the first alone if it says much."""

VAGUE_ZIPF = 5.3
"""A word this frequent may only help the one behind it: want to, can, be allowed."""

GUARDED_CHARACTERS = 30
"""How far a word that may stand for a negation reaches behind itself."""

WEIGHTIEST = 12
"""So many renderings of a denied word are compared with the synonyms of the other text's words."""

OWN_SUPPORT = 0.3
"""Weight from which the lexicon has an opposite stand for another word than the denied one: gagal, failed."""


NEGATIONS = (Denial.NEGATION, Denial.AFFIRMATION, Denial.MILD, Denial.NOT_ONLY)
"""What is written with a negation."""


class Kept(StrEnum):
    """Whether the other text has a word for what a negation denies."""

    KEPT = "kept"
    UNKNOWN = "unknown"
    GUARDED = "guarded"
    """It has, behind a word that may deny it in another way: against travelling, less severe."""

    ALIKE = "alike"
    """It has a synonym of what the lexicon gives."""

    REWORDED = "reworded"
    """The lexicon knows what is denied, but none of its renderings stands there."""

    OPPOSITE = "opposite"
    """A rendering stands there with a beginning or ending that denies it: infertile."""


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
    languages = own.document.language, other.document.language
    lexicon = load_lexicon(*languages)
    if lexicon is None:
        return Kept.UNKNOWN
    denied = [word for word in _denied(own, bead.source if in_source else bead.target, cue) if lexicon.renderings(word)]
    if not denied:
        return Kept.UNKNOWN
    there = words_of(other, bead.target if in_source else bead.source)
    said = [one for one in there if any(is_said_by(word, one.text, languages) for word in denied)]
    if any(_is_denied_form(word, one, languages) for word in denied for one in there):
        return Kept.OPPOSITE
    if not said:
        return Kept.ALIKE if any(_are_alike(lexicon, word, one) for word in denied for one in there) else Kept.REWORDED
    reach = [range(guard.start, guard.end + GUARDED_CHARACTERS) for guard in guards]
    return Kept.GUARDED if all(any(one.start in near for near in reach) for one in said) else Kept.KEPT


def unanswered(
    context: Context, bead: Bead, found: Sequence[Cue], others: Sequence[Cue], *, in_source: bool
) -> tuple[Cue, ...]:
    """Return the negations of one side that nothing on the other side may stand for; none if they are not too many.

    A negation of the other side answers the one whose denied words it has behind it, or else one in whose surroundings
    it stands; an opposite the one whose denied words it is made of (unknown), or else any, but none if the lexicon
    gives it for another word (gagal, failed).

    Args:
        context: The texts.
        bead: The bead.
        found: What bears on denial on the side of the negations.
        others: Likewise on the other side.
        in_source: Whether the negations are in the source.
    """
    own, other = (context.source, context.target) if in_source else (context.target, context.source)
    indices, there = (bead.source, bead.target) if in_source else (bead.target, bead.source)
    languages = own.document.language, other.document.language
    words_there = words_of(other, there)
    denied = {cue: _denied(own, indices, cue) for cue in found if cue.denial is Denial.NEGATION}
    left = dict(denied)
    unclear = []
    for cue in others:
        if cue.denial is Denial.OPPOSITE:
            near = [word for word in words_there if cue.start <= word.start < cue.end]
        elif cue.denial in NEGATIONS:
            near = [word for word in words_there if cue.end <= word.start < cue.end + GUARDED_CHARACTERS]
        else:
            continue
        distances = {one: _distance(what, near, languages) for one, what in left.items()}
        answered = min(distances, key=distances.__getitem__, default=None)
        if answered is None or distances[answered] == inf:
            unclear.append((cue, near))
        else:
            del left[answered]
    remaining = 0
    for cue, near in unclear:
        if cue.denial is Denial.OPPOSITE:
            remaining += not _stands_for_another(own, indices, tuple(denied.items()), near, languages)
            continue
        around = {one: surroundings(own, indices, (one.start, one.end), other, there) for one in left}
        inside = [one for one, place in around.items() if place is not None and place.start <= cue.start < place.end]
        if inside:
            del left[inside[0]]
        else:
            remaining += 1
    return tuple(left) if len(left) > remaining else ()


def _stands_for_another(
    own: SegmentedDocument,
    indices: range,
    denied: Iterable[tuple[Cue, Iterable[str]]],
    opposite: Sequence[Word],
    languages: tuple[str, str],
) -> bool:
    """Whether the lexicon gives an opposite of one word for a word that no negation denies."""
    lexicon = load_lexicon(*languages)
    if lexicon is None or len(opposite) != 1:
        return False
    others = {text for _, what in denied for text in what}
    return any(
        lexicon.support(word.text, opposite[0].text) >= OWN_SUPPORT
        for word in words_of(own, indices)
        if word.text not in others
        and _says_much(word.text, languages[0])
        and not any(cue.start <= word.start < cue.end for cue, _ in denied)
    )


def _distance(denied: Sequence[str], near: Sequence[Word], languages: tuple[str, str]) -> float:
    """Return how many denied words come before the first that one of the words near says; infinity if none does."""
    return next(
        (
            number
            for number, word in enumerate(denied)
            if any(is_said_by(word, one.text, languages) or _is_denied_form(word, one, languages) for one in near)
        ),
        inf,
    )


def _is_denied_form(word: str, one: Word, languages: tuple[str, str]) -> bool:
    return any(is_said_by(word, base, languages) for base in denied_forms(one.text, languages[1]))


def _are_alike(lexicon: Lexicon, word: str, one: Word) -> bool:
    return len(one.text) > MIN_LETTERS and any(
        lexicon.are_close(rendering.word, one.text) for rendering in lexicon.renderings(word)[:WEIGHTIEST]
    )


def _says_much(word: str, language: str) -> bool:
    known = vocabulary(language)
    return len(word) > MIN_LETTERS and (known is None or known.zipf(word) < VAGUE_ZIPF)


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

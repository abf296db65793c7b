"""Additions: what the source does not have, beside or in place of what it has."""

import random

from aligncheck.training.corruptions.base import Context, Edit, is_word, shuffled
from aligncheck.training.corruptions.phrases import Stretch, phrases
from aligncheck.training.examples import CleanPair

LONGEST_REPETITION = 3
LONGEST_INSERTION = 8
CLAUSE_SHARE = 0.35
NEIGHBOURS = 6


def repeated(context: Context, rng: random.Random) -> Edit | None:
    """Say a word or phrase twice."""
    length = rng.randint(1, LONGEST_REPETITION)
    for at in shuffled(context.starts(length), rng):
        words = context.target[at : at + length]
        after = context.target[at + length : at + 2 * length]
        if context.is_free(at, at + length) and all(map(str.isalpha, words)) and words != after:
            if length == 1 and len(words[0]) == 1:
                continue
            return Edit(at + length, at + length, words, frozenset())
    return None


def inserted(context: Context, rng: random.Random) -> Edit | None:
    """Put in a phrase or clause of a sentence nearby, where a phrase ends."""
    sentence = _neighbour(context, rng)
    if sentence is None:
        return None
    words = sentence.target.words()
    known = {word.lower() for word in context.target if len(word) > 3}
    stretches = [
        stretch
        for stretch in phrases(words, context.words)
        if stretch.end - stretch.start <= LONGEST_INSERTION
        and not any(word.lower() in known for word in words[stretch.start : stretch.end])
    ]
    clauses = [stretch for stretch in stretches if stretch.is_clause]
    chosen = clauses if clauses and rng.random() < CLAUSE_SHARE else stretches
    if not chosen:
        return None
    return _put(context, rng, words, rng.choice(chosen))


def replaced_phrase(context: Context, rng: random.Random) -> Edit | None:
    """Put another phrase of a sentence nearby in place of one that begins with the same word."""
    sentence = _neighbour(context, rng)
    if sentence is None:
        return None
    words = sentence.target.words()
    others = [stretch for stretch in phrases(words, context.words) if not stretch.is_clause]
    own = [stretch for stretch in phrases(context.target, context.words) if not stretch.is_clause]
    rng.shuffle(own)
    for stretch in own:
        start, end = stretch.start + 1, stretch.end
        opener = context.target[stretch.start].lower()
        lost = context.own_sources(start, end)
        fitting = [words[other.start + 1 : other.end] for other in others if words[other.start].lower() == opener]
        said = {word.lower() for word in context.target}
        fitting = [new for new in fitting if not said.intersection(word.lower() for word in new if len(word) > 3)]
        if fitting and lost and context.is_free(start, end):
            return _replaced(context, start, end, rng.choice(fitting), lost)
    return None


def _replaced(context: Context, start: int, end: int, new: tuple[str, ...], lost: frozenset[int]) -> Edit | None:
    """Return the edit; articles and the like that both phrases begin with are not wrong."""
    old = context.target[start:end]
    same = 0
    while same < min(len(old), len(new)) and old[same] == new[same]:
        same += 1
    if same == len(new):
        return None
    return Edit(start, end, new, lost, tuple(place >= same for place in range(len(new))))


def _put(context: Context, rng: random.Random, words: tuple[str, ...], stretch: Stretch) -> Edit | None:
    new = words[stretch.start : stretch.end]
    ends = [own.end for own in phrases(context.target, context.words)] or list(range(2, len(context.target)))
    for at in shuffled(sorted(set(ends)), rng):
        if 1 < at <= len(context.target) and context.is_free(at - 1, at + 1) and is_word(context.target[at - 1]):
            if stretch.is_clause:
                comma = words[stretch.start - 1]
                goes_on = at < len(context.target) and is_word(context.target[at])
                new = (comma, *new, comma) if goes_on else (comma, *new)
            return Edit(at, at, new, frozenset())
    return None


def _neighbour(context: Context, rng: random.Random) -> CleanPair | None:
    near = context.resources.near(context.pair, NEIGHBOURS)
    return rng.choice(near) if near else None

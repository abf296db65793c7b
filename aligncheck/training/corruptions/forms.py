"""Forms: another word of the same family, and words that do not exist."""

import random

from aligncheck.training.coinages import coin
from aligncheck.training.corruptions.base import Context, Edit, shuffled

LEAST_LETTERS = 4
AFFIX_SHARE = 0.85
OTHER_SENSE_SHARE = 0.5


def form(context: Context, rng: random.Random) -> Edit | None:
    """Put another inflected or derived form of the word: participate for participants."""
    for at in shuffled(context.starts(), rng):
        word = context.target[at]
        others = context.words.related.get(word.lower(), ())
        if others and context.is_free(at, at + 1) and context.source_of[at]:
            edit = context.replacement(at, rng.choice(others))
            if edit:
                return edit
    return None


def coined(context: Context, rng: random.Random) -> Edit | None:
    """Put a word that nobody uses, built of a real one by a productive affix or by blending: certaining."""
    words = context.words
    if words.vocabulary is None or not words.affixes.suffixes:
        return None
    for at in shuffled(context.starts(), rng):
        word = context.target[at]
        if not (word.isalpha() and word.islower() and len(word) > LEAST_LETTERS and context.is_free(at, at + 1)):
            continue
        if not context.source_of[at]:
            continue
        bases = (*words.related.get(word, ()), *words.neighbours.get(word, ()))
        long = [base for base in bases if len(base) > LEAST_LETTERS and base.isalpha()]
        base = rng.choice(long) if long and rng.random() < OTHER_SENSE_SHARE else word
        kind = "affix" if rng.random() < AFFIX_SHARE else "blend"
        try:
            made = coin(kind, base, word, words.affixes, words.vocabulary.accepts, rng)
        except ValueError:
            continue
        return context.replacement(at, made)
    return None

"""Forms: another word of the same family, and words that do not exist."""

import random

from aligncheck.stems import stem
from aligncheck.training.coinages import coin
from aligncheck.training.corruptions.base import Context, Edit, shuffled

LEAST_LETTERS = 4
SHORTEST = 3
LEAST_ZIPF = 3.0
CONTENT_ZIPF = 6.0
AFFIX_SHARE = 0.85
OTHER_SENSE_SHARE = 0.5


def form(context: Context, rng: random.Random) -> Edit | None:
    """Put another inflected or derived form of the word: participate for participants."""
    for at in shuffled(context.starts(), rng):
        word = context.target[at].lower()
        if not context.is_free(at, at + 1) or not context.source_of[at] or context.words.zipf(word) >= CONTENT_ZIPF:
            continue
        others = [other for other in context.words.related.get(word, ()) if _is_wrong_form(context, at, word, other)]
        if others:
            edit = context.replacement(at, rng.choice(others))
            if edit:
                return edit
    return None


def _is_wrong_form(context: Context, at: int, word: str, other: str) -> bool:
    """Whether a word of the family cannot be right too.

    Where the language data name words that govern a form ("to", "has", "many"), an inflected form of the same lemma is
    wrong behind these only: elsewhere another number or tense may be what the source means.
    """
    table, language = context.words.table, context.words.language
    if len(other) < SHORTEST or ("governors" not in table):
        return len(other) >= SHORTEST
    if stem(word, language) != stem(other, language):
        return True
    free: list[str] = table.get("free_endings", [])
    if any(word.endswith(ending) != other.endswith(ending) for ending in free):
        return True
    before = context.target[at - 1].lower() if at else ""
    return before in table["governors"] or before.isdigit()


def coined(context: Context, rng: random.Random) -> Edit | None:
    """Put a word that nobody uses, built of a real one by a productive affix, or of two: certaining."""
    words = context.words
    if words.vocabulary is None or not words.affixes.suffixes:
        return None
    for at in shuffled(context.starts(), rng):
        word = context.target[at]
        if not (word.isalpha() and word.islower() and len(word) > LEAST_LETTERS and context.is_free(at, at + 1)):
            continue
        if not context.source_of[at] or words.zipf(word) < LEAST_ZIPF:
            continue
        bases = words.neighbours.get(word, ())
        long = [base for base in bases if len(base) > LEAST_LETTERS and base.isalpha()]
        base = rng.choice(long) if long and rng.random() < OTHER_SENSE_SHARE else word
        base = stem(base, words.language)
        kind = "affix" if rng.random() < AFFIX_SHARE else "run-together"
        try:
            made = coin(kind, base, rng.choice(long or (word,)), words.affixes, words.vocabulary.accepts, rng)
        except ValueError:
            continue
        return context.replacement(at, made)
    return None

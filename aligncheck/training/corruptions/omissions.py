"""Omissions: words, phrases, clauses and list items that the source has and the target loses."""

import random

from aligncheck.training.corruptions.base import Context, Edit, is_word, shuffled
from aligncheck.training.corruptions.phrases import COMMAS, phrases

CONTENT_ZIPF = 6.0
"""Only words rarer than this are dropped alone: the sense must miss them."""

CLAUSE_SHARE = 0.4
LONGEST_ITEM = 4
PLAIN_LENGTHS = (2, 3, 4)


def dropped_word(context: Context, rng: random.Random) -> Edit | None:
    """Leave out a word of content."""
    for at in shuffled(range(1, len(context.target)), rng):
        word = context.target[at]
        if is_word(word) and context.words.zipf(word) < CONTENT_ZIPF and context.is_free(at, at + 1):
            edit = _drop(context, at, at + 1)
            if edit and not _is_compound_part(context, at):
                return edit
    return None


def dropped_phrase(context: Context, rng: random.Random) -> Edit | None:
    """Leave out a phrase or clause; in a language without phrase data, a run of words that has its own source."""
    found = phrases(context.target, context.words)
    clauses = [stretch for stretch in found if stretch.is_clause]
    places = clauses if clauses and rng.random() < CLAUSE_SHARE else found
    spans = [(stretch.start - stretch.is_clause, stretch.end) for stretch in places]
    if not context.words.table.get("phrase_openers"):
        length = rng.choice(PLAIN_LENGTHS)
        spans += [(at, at + length) for at in context.starts(length)]
    for index in shuffled(range(len(spans)), rng):
        start, end = spans[index]
        if start > 0 and context.is_free(start, end) and all(map(is_word, context.target[start + 1 : end])):
            edit = _drop(context, start, end)
            if edit:
                return edit
    return None


def dropped_item(context: Context, rng: random.Random) -> Edit | None:
    """Leave out an item of a list: what stands between two commas, or a comma and the word for "and"."""
    joiners = context.words.table.get("joiners", ())
    target = context.target
    for at in shuffled(range(1, len(target) - 2), rng):
        if target[at] not in COMMAS:
            continue
        for end in range(at + 2, min(at + 2 + LONGEST_ITEM, len(target))):
            closes = target[end] in COMMAS or target[end].lower() in joiners
            if closes and context.is_free(at, end) and all(map(is_word, target[at + 1 : end])):
                edit = _drop(context, at, end)
                if edit:
                    return edit
    return None


def _is_compound_part(context: Context, at: int) -> bool:
    """Whether the source says the word together with another target word, so that its sense may not be lost."""
    return any(len(context.target_of[i]) > 1 for i in context.source_of[at])


def _drop(context: Context, start: int, end: int) -> Edit | None:
    """Return the edit if the stretch has source words of its own, and its words are not said elsewhere."""
    own = context.own_sources(start, end)
    carriers = [i for i in own if is_word(context.source[i]) or context.source[i][:1].isdigit()]
    elsewhere = {word.lower() for word in context.target[:start] + context.target[end:]}
    said = [word for word in context.target[start:end] if is_word(word) and word.lower() not in elsewhere]
    if not carriers or not said or len(carriers) * 2 < end - start - 1:
        return None
    return Edit(start, end, (), own)

"""Small words: prepositions, articles, pronouns, auxiliaries; connectives, quantifiers, modality; negation.

Which word is put for which is data, ``data/corruption/<language>.toml``.
"""

import random

from aligncheck.training.corruptions.base import Context, Edit, shuffled

CONTENT_ZIPF = 6.0


def function(context: Context, rng: random.Random) -> Edit | None:
    """Put a wrong preposition, article, pronoun or auxiliary."""
    return _swapped(context, rng, "function")


def voice(context: Context, rng: random.Random) -> Edit | None:
    """Leave out the auxiliary of a passive, so that who suffers seems to act."""
    table: dict[str, list[str]] = context.words.table.get("voice", {})
    endings = tuple(table.get("participle_endings", ()))
    for at in shuffled(context.starts(2), rng):
        auxiliary, verb = context.target[at].lower(), context.target[at + 1]
        if auxiliary in table.get("auxiliaries", ()) and verb.endswith(endings) and context.is_free(at, at + 2):
            common = context.words.kinds(verb) & {"v"} and context.source_of[at + 1]
            if at > 0 and common:
                return Edit(at, at + 1, (), frozenset(context.source_of[at + 1]))
    return None


def relation(context: Context, rng: random.Random) -> Edit | None:
    """Put another connective, quantifier, comparative, modal verb or adverb of time."""
    return _swapped(context, rng, "relation")


def negation(context: Context, rng: random.Random) -> Edit | None:
    """Add a negation, drop one, or turn a word into its opposite."""
    added: dict[str, list[str]] = context.words.table.get("negation", {}).get("add_after", {})
    dropped = context.words.table.get("negation", {}).get("drop", ())
    for at in shuffled(context.starts(), rng):
        word = context.target[at].lower()
        if not context.is_free(at, at + 1):
            continue
        if word in dropped and at > 0:
            return Edit(at, at + 1, (), frozenset(context.source_of[at]))
        following = context.target[at + 1].lower() if at + 1 < len(context.target) else ""
        if word in added and context.is_free(at, at + 2) and following.isalpha() and following not in dropped:
            return Edit(at + 1, at + 1, (rng.choice(added[word]),), frozenset())
    return _swapped(context, rng, "opposite")


def _is_usual(context: Context, before: str, word: str) -> bool:
    """Whether a small word is usual behind a word of content, so that it may be right there."""
    return (before, word) in context.words.usual_pairs and context.words.zipf(before) < CONTENT_ZIPF


def _swapped(context: Context, rng: random.Random, name: str) -> Edit | None:
    table: dict[str, list[str]] = context.words.table.get(name, {})
    for at in shuffled(context.starts(), rng):
        others = table.get(context.target[at].lower())
        if others and context.is_free(at, at + 1):
            beside = {word.lower() for word in context.target[max(at - 1, 0) : at + 2]}
            before = context.target[at - 1].lower() if at else ""
            others = [other for other in others if other not in beside and not _is_usual(context, before, other)]
            edit = context.replacement(at, rng.choice(others)) if others else None
            if edit:
                return edit
    return None

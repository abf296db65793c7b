"""The company a number keeps: the words beside it, compared across languages by a bilingual lexicon."""

from typing import TYPE_CHECKING

from aligncheck.facts.conventions import conventions
from aligncheck.facts.quantities import Quantity
from aligncheck.lexicon import load_lexicon
from aligncheck.words import fold, words

if TYPE_CHECKING:
    from aligncheck.facts.differences import Side

WORDS_BEFORE = 3
WORDS_BEHIND = 4
ROLE = 1.0
"""What it counts that two numbers stand behind words of the same role ("from"), or of opposite ones."""


def company(one: Quantity, source: "Side", other: Quantity, target: "Side") -> float:
    """Return how much the words beside two numbers say the same, from 0 up: a point for each word sure to.

    Words are compared by the lexicon of the two languages, or by their letters alone where there is none.
    """
    ours, theirs = _beside(one, source), _beside(other, target)
    roles = {role_of(one, source), role_of(other, target)} - {None}
    role = 0.0 if not roles else ROLE if len(roles) == 1 else -ROLE
    return role + sum(max((_likeness(word, near, source, target) for near in theirs), default=0.0) for word in ours)


def role_of(fact: Quantity, side: "Side") -> str | None:
    """Return what the word before a number makes of it, None if nothing: the value that something had, or got."""
    rules = conventions(side.language)
    before = [word.text for word in words(side.text, 0, fact.start - side.start)][-1:]
    return rules.roles.get(before[0].lower()) if rules is not None and before else None


def _likeness(word: str, other: str, source: "Side", target: "Side") -> float:
    if fold(word) == fold(other):
        return 1.0
    lexicon = load_lexicon(source.language, target.language)
    return lexicon.support(word, other) if lexicon is not None else 0.0


def _beside(fact: Quantity, side: "Side") -> list[str]:
    """Return the words around a fact, up to the next number on either side."""
    text = side.text
    start, end = fact.start - side.start, fact.number.end - side.start
    others = [other for other in side.facts.quantities if other is not fact]
    left = max((other.number.end - side.start for other in others if other.end <= fact.start), default=0)
    right = min((other.start - side.start for other in others if other.start >= fact.end), default=len(text))
    before = [word.text for word in words(text, left, start)][-WORDS_BEFORE:]
    behind = [word.text for word in words(text, end, right)][:WORDS_BEHIND]
    return before + behind

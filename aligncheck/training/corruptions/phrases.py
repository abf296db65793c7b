"""Phrases and clauses of a sentence, found by the words that open them and by commas."""

from collections.abc import Sequence
from dataclasses import dataclass

from aligncheck.training.corruptions.resources import TargetWords

COMMAS = frozenset(",،、，")
PHRASE_TOKENS = range(2, 7)
CLAUSE_TOKENS = range(3, 13)


@dataclass(frozen=True)
class Stretch:
    """The tokens ``[start, end)``, without the comma before them."""

    start: int
    end: int
    is_clause: bool


def phrases(tokens: Sequence[str], words: TargetWords) -> list[Stretch]:
    """Return the phrases (a preposition up to the next small word or mark) and the clauses (what commas enclose)."""
    openers = frozenset(words.table.get("phrase_openers", ()))
    closers = openers | frozenset(words.table.get("phrase_closers", ()))
    found = []
    for start in range(1, len(tokens)):
        if tokens[start].lower() in openers:
            end = _run(tokens, start + 1, closers)
            if end - start in PHRASE_TOKENS and tokens[end - 1].lower() not in closers:
                found.append(Stretch(start, end, is_clause=False))
        if tokens[start - 1] in COMMAS:
            end = _run(tokens, start, frozenset())
            closed = end == len(tokens) or tokens[end] in COMMAS or (end == len(tokens) - 1)
            if closed and end - start in CLAUSE_TOKENS:
                found.append(Stretch(start, end, is_clause=True))
    return found


def _run(tokens: Sequence[str], start: int, stops: frozenset[str]) -> int:
    """Return the end of the run of words that begins at `start`."""
    end = start
    while end < len(tokens) and tokens[end][:1].isalnum() and tokens[end].lower() not in stops:
        end += 1
    return end

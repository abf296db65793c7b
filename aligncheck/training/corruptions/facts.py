"""Facts: numbers and names."""

import random
import re
from itertools import pairwise

from aligncheck.training.corruptions.base import Context, Edit, is_word, shuffled

_DIGITS = "0123456789"


def number(context: Context, rng: random.Random) -> Edit | None:
    """Change a number: a digit, two digits swapped, a zero more or less, another number word."""
    words: list[list[str]] = context.words.table.get("numbers", [])
    for at in shuffled(context.starts(), rng):
        token = context.target[at]
        if not context.is_free(at, at + 1):
            continue
        if any(character.isdigit() for character in token):
            changed = _changed(token, rng)
            if changed:
                return Edit(at, at + 1, (changed,), frozenset(context.source_of[at]))
        for group in words:
            if token.lower() in group and context.source_of[at]:
                edit = context.replacement(at, rng.choice([word for word in group if word != token.lower()]))
                if edit:
                    return edit
    return None


def _changed(token: str, rng: random.Random) -> str | None:
    digits = [index for index, character in enumerate(token) if character in _DIGITS]
    if not digits:
        return None
    way = rng.random()
    plain = re.fullmatch(r"\d+", token)
    if way < 0.2 and plain and len(token) < 4:
        return token + "0"
    swaps = [(left, right) for left, right in pairwise(digits) if token[left] != token[right] != "0"]
    if way < 0.5 and swaps:
        left, right = rng.choice(swaps)
        changed = list(token)
        changed[left], changed[right] = token[right], token[left]
        return "".join(changed)
    at = rng.choice(digits)
    # A number does not begin with a zero unless it did.
    first = at == digits[0] and token[at] != "0"
    digit = rng.choice([digit for digit in _DIGITS if digit != token[at] and not (first and digit == "0")])
    return token[:at] + digit + token[at + 1 :]


def name(context: Context, rng: random.Random) -> Edit | None:
    """Put another name of the corpus, one that stood behind the same word there."""
    for at in shuffled(range(1, len(context.target)), rng):
        token = context.target[at]
        if is_word(token) and token in context.words.name_set and context.is_free(at, at + 1):
            names = context.words.names_after.get(context.target[at - 1].lower(), ())
            others = [other for other in rng.choices(names, k=12) if _is_alike(other, token)] if names else []
            if others and context.source_of[at]:
                return context.replacement(at, others[0])
    return None


def _is_alike(name: str, other: str) -> bool:
    """Whether two names are different, and both abbreviations or neither."""
    a, b = name.lower(), other.lower()
    return a[:4] != b[:4] and a not in b and b not in a and name.isupper() == other.isupper()

"""Word order: reversed compounds, swapped arguments, local disorder."""

import random

from aligncheck.training.corruptions.base import Context, Edit, is_word, like_case, shuffled

CONTENT_ZIPF = 6.0
LONGEST_MOVE = 3
NAME_DISTANCE = 3


def compound(context: Context, rng: random.Random) -> Edit | None:
    """Put two words of content in the order of the source, where the target has them the other way round."""
    for at in shuffled(context.starts(2), rng):
        left, right = context.source_of[at], context.source_of[at + 1]
        if not (left and right and min(left) > max(right) and context.is_free(at, at + 2)):
            continue
        if all(_is_content(context, word) and not _is_adverb(context, word) for word in context.target[at : at + 2]):
            return _permuted(context, at, (1, 0))
    return None


def arguments(context: Context, rng: random.Random) -> Edit | None:
    """Swap the nouns on the two sides of a preposition or verb, or two names."""
    ways = [_around_connector, _names]
    rng.shuffle(ways)
    return ways[0](context, rng) or ways[1](context, rng)


def scrambled(context: Context, rng: random.Random) -> Edit | None:
    """Move a word a little; it must jump over a small word, since neighbours of one kind may change places."""
    length = rng.randint(2, LONGEST_MOVE)
    for at in shuffled(context.starts(length), rng):
        tokens = context.target[at : at + length]
        if not context.is_free(at, at + length) or not all(map(is_word, tokens)):
            continue
        small = [context.words.is_fixed(word) for word in tokens]
        order = (*range(1, length), 0) if rng.random() < 0.5 else (length - 1, *range(length - 1))
        if small[0] and not small[-1] and len({token.lower() for token in tokens}) == length:
            return _permuted(context, at, order)
    return None


def _around_connector(context: Context, rng: random.Random) -> Edit | None:
    connectors = context.words.table.get("connectors", ())
    articles = context.words.table.get("articles", ())
    target = context.target
    for at in shuffled(range(1, len(target) - 1), rng):
        if target[at].lower() not in connectors:
            continue
        right = at + 2 if target[at + 1].lower() in articles else at + 1
        if right >= len(target) or not context.is_free(at - 1, right + 1):
            continue
        ends_phrase = right + 1 == len(target) or not _is_content(context, target[right + 1])
        pair = target[at - 1], target[right]
        if ends_phrase and all(_is_content(context, word) for word in pair) and context.words.are_alike(*pair):
            return _permuted(context, at - 1, (right - at + 1, *range(1, right - at + 1), 0))
    return None


def _names(context: Context, rng: random.Random) -> Edit | None:
    target, names = context.target, context.words.name_set
    joiners = context.words.table.get("joiners", ())
    places = [at for at in range(1, len(target)) if target[at] in names and context.source_of[at]]
    for index in shuffled(range(len(places)), rng):
        for other in shuffled(range(index + 1, len(places)), rng):
            left, right = places[index], places[other]
            between = target[left + 1 : right]
            far = len(between) >= NAME_DISTANCE and all(map(is_word, between))
            joined = any(word.lower() in joiners or word in names for word in between)
            alone = target[right + 1 : right + 2] == () or target[right + 1] not in names
            if far and alone and not joined and target[left] != target[right] and context.is_free(left, right + 1):
                size = right - left + 1
                return _permuted(context, left, (size - 1, *range(1, size - 1), 0))
    return None


def _permuted(context: Context, at: int, order: tuple[int, ...]) -> Edit:
    """Return the edit that puts the tokens from `at` in another order; those that moved are wrong."""
    tokens = context.target[at : at + len(order)]
    moved = tuple(place != index for place, index in enumerate(order))
    words = [tokens[index] for index in order]
    opens = at == 0
    if opens and tokens[0] not in context.words.name_set:
        words = [tokens[0].lower() if index == 0 else tokens[index] for index in order]
        words[0] = like_case(words[0], tokens[0], opens=True)
    source = frozenset(i for place, index in enumerate(order) if place != index for i in context.source_of[at + index])
    return Edit(at, at + len(order), tuple(words), source, moved)


def _is_content(context: Context, word: str) -> bool:
    return is_word(word) and word.islower() and context.words.zipf(word) < CONTENT_ZIPF


def _is_adverb(context: Context, word: str) -> bool:
    """Whether a word may be an adverb, which may change places with its verb."""
    return "r" in context.words.kinds(word)

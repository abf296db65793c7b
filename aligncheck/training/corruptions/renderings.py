"""Wrong renderings: another sense, a near neighbour, a word-for-word rendering, none at all."""

import random
from difflib import SequenceMatcher
from functools import lru_cache

from aligncheck.stems import stem
from aligncheck.training.corruptions.base import Context, Edit, is_word, like_case, shuffled
from aligncheck.training.corruptions.resources import TargetWords

LEAST_ZIPF = 2.8
"""Rarer renderings of a lexicon give themselves away."""

CONTENT_ZIPF = 6.0
LEAST_LETTERS = 3
VALID = 0.02
"""A word with at least this translation probability for the source word may be right."""

LIKELY_SYNONYMS = 4
TRIES = 3
LITERAL_LENGTHS = (2, 3, 4)


def sense(context: Context, rng: random.Random) -> Edit | None:
    """Put another rendering of the source word, from another synset: proceed for forward, both of meneruskan."""
    lexicon = context.resources.lexicons.get(context.pair.languages)
    for at in shuffled(_content(context), rng):
        sources = context.source_of[at]
        if len(sources) != 1 or not is_word(context.source[sources[0]]):
            continue
        word, source = context.target[at], context.source[sources[0]]
        if context.words.vocabulary is None:
            return None
        if lexicon is not None:
            weights = {rendering.word: rendering.weight for rendering in lexicon.renderings(source)}
        else:
            row = context.resources.links[context.pair.languages].forward.get(context.source_stem(sources[0]), {})
            weights = {other: probability for other, probability in row.items() if probability >= VALID}
        before = context.target[at - 1] if at else ""
        others = [other for other in weights if _is_other_sense(context.words, word.lower(), other, before.lower())]
        if not others:
            continue
        for other in rng.choices(others, [weights[other] for other in others], k=TRIES):
            form = inflected(context.words, other, word)
            edit = context.replacement(at, form) if form and not _is_said(context, other) else None
            if edit:
                return edit
    return None


def neighbour(context: Context, rng: random.Random) -> Edit | None:
    """Put a word of near meaning or use that does not render the source word."""
    words = context.words
    for at in shuffled(_content(context), rng):
        word, sources = context.target[at].lower(), context.source_of[at]
        before = context.target[at - 1].lower() if at else ""
        # Where no lexicon tells synonyms, the nearest words are too likely to be some.
        near = words.neighbours.get(word, ())[0 if words.synonyms else LIKELY_SYNONYMS :]
        others = [other for other in near if _is_unlike(words, word, other, before)]
        for other in rng.sample(others, min(len(others), TRIES)):
            if not sources or _renders(context, sources, other) or _is_said(context, other):
                continue
            edit = context.replacement(at, other)
            if edit:
                return edit
    return None


def untranslated(context: Context, rng: random.Random) -> Edit | None:
    """Leave a source word as it is."""
    for at in shuffled(_content(context), rng):
        sources = context.source_of[at]
        if len(sources) != 1:
            continue
        word = context.source[sources[0]]
        alike = word.lower()[:4] == context.target[at].lower()[:4]
        if is_word(word) and len(word) > LEAST_LETTERS and not alike and not _is_listed(context.words, word):
            # A capital at the head of the source sentence does not move with the word.
            opens = sources[0] == 0 and word[1:].islower() and at > 0
            return Edit(at, at + 1, (word.lower() if opens else word,), frozenset(sources))
    return None


def literal(context: Context, rng: random.Random) -> Edit | None:
    """Render a run of source words one by one, in their order, each by its most usual rendering in the lexicon."""
    if context.pair.languages not in context.resources.lexicons:
        return None
    length = rng.choice(LITERAL_LENGTHS)
    for at in shuffled(range(len(context.source) - length + 1), rng):
        places = [j for i in range(at, at + length) for j in context.target_of[i]]
        if not places or not all(map(is_word, context.source[at : at + length])):
            continue
        start, end = min(places), max(places) + 1
        inside = all(at <= i < at + length for i in context.sources(start, end))
        if not inside or end - start > length + 1 or not context.is_free(start, end):
            continue
        made = [_usual(context, i) for i in range(at, at + length)]
        edit = _word_for_word(context, start, end, tuple(word for word in made if word))
        if edit and None not in made:
            return edit
    return None


def inflected(words: TargetWords, lemma: str, model: str) -> str | None:
    """Return the form of a lemma that ends as the model does: proceeding for continuing; None if there is none."""
    lower = model.lower()
    root = stem(lower, words.language)
    if lower == root or " " in lemma:
        return lemma
    forms = [
        form
        for form in words.related.get(lemma, ())
        if stem(form, words.language) == lemma and form != lemma and form[-1] == lower[-1]
    ]
    return max(forms, key=lambda form: (_common_end(form, lower), -len(form)), default=None)


def _common_end(one: str, other: str) -> int:
    length = 0
    while length < min(len(one), len(other)) and one[-1 - length] == other[-1 - length]:
        length += 1
    return length


def _content(context: Context) -> list[int]:
    """Return the places of ordinary content words that are linked to a source word."""
    return [
        at
        for at, word in enumerate(context.target)
        if word.isalpha()
        and len(word) >= LEAST_LETTERS
        and context.source_of[at]
        and context.is_free(at, at + 1)
        and (word.islower() or at == 0)
        and context.words.zipf(word) < CONTENT_ZIPF
    ]


@lru_cache(maxsize=1 << 18)
def _is_other_sense(words: TargetWords, word: str, other: str, before: str) -> bool:
    if " " in other or not other.isalpha() or not LEAST_ZIPF <= words.zipf(other) < CONTENT_ZIPF:
        return False
    return not words.mean_the_same(word, other) and words.may_replace(word, other, before)


@lru_cache(maxsize=1 << 18)
def _is_unlike(words: TargetWords, word: str, other: str, before: str) -> bool:
    """Whether a neighbour in embedding space may stand in the same place and means something else."""
    if words.mean_the_same(word, other) or other in words.related.get(word, ()):
        return False
    if other.startswith(word[:5]) and len(word) > 5:
        return False
    bare = stem(word, words.language) == word, stem(other, words.language) == other
    if bare[0] != bare[1] or (not bare[0] and not _common_end(word, other)):
        return False
    return words.may_replace(word, other, before)


def _renders(context: Context, sources: tuple[int, ...], word: str) -> bool:
    """Whether a word may well stand for one of the source words."""
    lexicon = context.resources.lexicons.get(context.pair.languages)
    if lexicon is not None and lexicon.supports((context.source[i] for i in sources), word) > 0:
        return True
    forward = context.resources.links[context.pair.languages].forward
    root = stem(word, context.words.language)
    return any(forward.get(context.source_stem(i), {}).get(root, 0.0) >= VALID for i in sources)


def _is_said(context: Context, word: str) -> bool:
    """Whether the target has the word already, so that a second would look like a repetition."""
    root = stem(word, context.words.language)
    return any(stem(other, context.words.language) == root for other in context.target)


def _is_listed(words: TargetWords, word: str) -> bool:
    """Whether a source word is a common word of the target language too."""
    return words.vocabulary is not None and words.zipf(word) >= _COMMON_ZIPF


_COMMON_ZIPF = 4.0


def _usual(context: Context, index: int) -> str | None:
    """Return the most usual rendering of a source word, or None if nothing is known."""
    source = context.source[index]
    known = [
        (rendering.weight, context.words.zipf(rendering.word), rendering.word)
        for rendering in context.resources.lexicons[context.pair.languages].renderings(source)
        if rendering.word.isalpha() and context.words.zipf(rendering.word) >= LEAST_ZIPF
    ]
    return max(known)[-1] if known else None


def _word_for_word(context: Context, start: int, end: int, words: tuple[str, ...]) -> Edit | None:
    """Return the edit, words that the target has there already kept in their form; wrong is what is new or moved."""
    language = context.words.language
    old = context.target[start:end]
    forms = {stem(word, language): word for word in reversed(old)}
    if not words or len({stem(word, language) for word in words}) < len(words):
        return None
    new = tuple(forms.get(stem(word, language), word) for word in words)
    if start == 0:
        new = (like_case(new[0], old[0], opens=True), *new[1:])
    kept = {
        block.b + place
        for block in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
        for place in range(block.size)
    }
    wrong = tuple(place not in kept for place in range(len(new)))
    # Another order alone may be right ("said Arfan"), and so may a synonym.
    fresh = [word for word in new if word not in old and context.words.zipf(word) < CONTENT_ZIPF]
    if not any(wrong) or not fresh or any(context.words.mean_the_same(word, other) for word in fresh for other in old):
        return None
    return Edit(start, end, new, context.sources(start, end), wrong)

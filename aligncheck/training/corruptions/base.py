"""Edits: one planted error each, and the example that comes of them."""

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from aligncheck.estimator.tokens import TokenisedText
from aligncheck.stems import stem
from aligncheck.training.corruptions.resources import Resources, TargetWords
from aligncheck.training.examples import CleanPair, Example
from aligncheck.words import is_spaced


@dataclass(frozen=True)
class Edit:
    """The target tokens ``[start, end)`` are replaced by `words`; nothing is replaced if both are equal."""

    start: int
    end: int
    words: tuple[str, ...]

    source: frozenset[int]
    """Source tokens whose sense is lost or got wrong."""

    wrong: tuple[bool, ...] | None = None
    """Per new word: whether it is wrong; all are if None."""

    @property
    def is_one_word(self) -> bool:
        """Whether one word stands in place of one."""
        return self.end - self.start == len(self.words) == 1

    @property
    def is_drop(self) -> bool:
        """Whether words only go, so that the gap is wrong."""
        return not self.words


@dataclass(frozen=True)
class Context:
    """A clean pair as the corruptions see it."""

    pair: CleanPair
    resources: Resources = field(repr=False)
    taken: tuple[bool, ...]
    """Per target token: whether an error planted before, or its neighbour, stands there."""

    @cached_property
    def source(self) -> tuple[str, ...]:
        """The source tokens."""
        return self.pair.source.words()

    @cached_property
    def target(self) -> tuple[str, ...]:
        """The target tokens."""
        return self.pair.target.words()

    @cached_property
    def words(self) -> TargetWords:
        """What is known of the target language."""
        return self.resources.target_words(self.pair.languages[1])

    @cached_property
    def source_of(self) -> tuple[tuple[int, ...], ...]:
        """Per target token: the source tokens linked to it, in order."""
        found: list[list[int]] = [[] for _ in self.target]
        for i, j in sorted(self.resources.links_of(self.pair)):
            found[j].append(i)
        return tuple(map(tuple, found))

    @cached_property
    def target_of(self) -> tuple[tuple[int, ...], ...]:
        """Per source token: the target tokens linked to it, in order."""
        found: list[list[int]] = [[] for _ in self.source]
        for j, indices in enumerate(self.source_of):
            for i in indices:
                found[i].append(j)
        return tuple(map(tuple, found))

    def source_stem(self, index: int) -> str:
        """Return the stem of a source token."""
        return stem(self.source[index], self.pair.languages[0])

    def sources(self, start: int, end: int) -> frozenset[int]:
        """Return the source tokens linked to the target tokens ``[start, end)``."""
        return frozenset(i for j in range(start, end) for i in self.source_of[j])

    def own_sources(self, start: int, end: int) -> frozenset[int]:
        """Return the source tokens whose every link is within ``[start, end)``, and unlinked ones between them."""
        own = {i for i in self.sources(start, end) if all(start <= j < end for j in self.target_of[i])}
        if own:
            own.update(i for i in range(min(own), max(own)) if not self.target_of[i] and is_word(self.source[i]))
        return frozenset(own)

    def without(self, start: int, end: int) -> "Context":
        """Return the context once something was planted at ``[start, end)``."""
        return self._with_taken(tuple(was or start - 1 <= at <= end for at, was in enumerate(self.taken)))

    def only(self, places: Sequence[int]) -> "Context":
        """Return the context in which nothing but these tokens is free."""
        return self._with_taken(tuple(at not in places for at in range(len(self.taken))))

    def _with_taken(self, taken: tuple[bool, ...]) -> "Context":
        context = Context(self.pair, self.resources, taken)
        # What was worked out from the pair alone stays.
        for name in ("source", "target", "source_of", "target_of", "words"):
            if name in self.__dict__:
                context.__dict__[name] = self.__dict__[name]
        return context

    def is_free(self, start: int, end: int) -> bool:
        """Whether nothing was planted in or beside ``[start, end)``, and it lies in the text."""
        return start >= 0 and end <= len(self.target) and not any(self.taken[start:end])

    def starts(self, length: int = 1) -> range:
        """Return the places where a stretch of tokens may begin."""
        return range(max(len(self.target) - length + 1, 0))

    def replacement(self, at: int, word: str) -> Edit | None:
        """Return the edit that puts a word in place of a token, its case adapted; None where it would give itself away.

        It does where the word before wants another beginning ("a order").
        """
        new = like_case(word, self.target[at], opens=at == 0)
        if new == self.target[at] or (at > 0 and not self.words.may_follow(self.target[at - 1], new)):
            return None
        return Edit(at, at + 1, (new,), frozenset(self.source_of[at]))


Function = Callable[[Context, random.Random], Edit | None]
"""Draws an edit from a context; None where the kind finds no place in the sentence."""


@dataclass(frozen=True)
class Corruption:
    """A kind of error."""

    name: str
    weight: float
    """How often it is drawn, relative to the others."""

    function: Function


def is_word(token: str) -> bool:
    """Whether a token is made of letters, not a number or mark."""
    return token[:1].isalpha()


def like_case(word: str, model: str, *, opens: bool) -> str:
    """Return a lower-case word with the capitals of a model; `opens`: the model's capital may be the sentence's."""
    if len(model) > 1 and model.isupper():
        return word.upper()
    if model[:1].isupper() and (opens or word[:1].islower()):
        return word[:1].upper() + word[1:]
    return word


def shuffled(items: Iterable[int], rng: random.Random) -> list[int]:
    """Return the items in random order."""
    found = list(items)
    rng.shuffle(found)
    return found


def planted(pair: CleanPair, edits: Sequence[Edit], kind: str) -> Example:
    """Return the pair with its errors, labelled. The edits are in order and do not touch.

    `hter` is what a person would need to undo them: words changed, by words of the clean translation.
    """
    target = pair.target
    joint = " " if is_spaced(pair.languages[1]) or _has_spaces(target) else ""
    text, spans, bad, gaps = "", list[tuple[int, int]](), list[bool](), [False]
    done = copied = 0
    edited = 0

    def keep(end: int) -> None:
        """Copy the tokens before `end` and what is between them, as they are."""
        nonlocal text, done, copied
        for start_of, end_of in target.tokens[done:end]:
            text += target.text[copied:start_of]
            spans.append((len(text), len(text) + end_of - start_of))
            text += target.text[start_of:end_of]
            copied = end_of
            bad.append(False)
            gaps.append(False)
        done = max(done, end)

    for edit in edits:
        keep(edit.start)
        replaces = edit.end > edit.start
        if edit.words and replaces:
            text += target.text[copied : target.tokens[edit.start][0]]
        for number, word in enumerate(edit.words):
            if number or (not replaces and spans):
                text += joint
            spans.append((len(text), len(text) + len(word)))
            text += word
            bad.append(edit.wrong is None or edit.wrong[number])
            gaps.append(False)
        if replaces:
            copied, done = target.tokens[edit.end - 1][1], edit.end
        if edit.is_drop:
            gaps[-1] = True
        edited += max(edit.end - edit.start, len(edit.words))
    keep(len(target.tokens))
    text += target.text[copied:]
    lost = frozenset(i for edit in edits for i in edit.source)
    return Example(
        source=pair.source,
        target=TokenisedText(text, tuple(spans)),
        languages=pair.languages,
        origin=pair.origin,
        target_bad=tuple(bad),
        source_bad=tuple(i in lost for i in range(len(pair.source.tokens))),
        gap_bad=tuple(gaps),
        hter=min(1.0, edited / max(len(target.tokens), 1)),
        kind=kind,
    )


def _has_spaces(text: TokenisedText) -> bool:
    """Whether tokens are set apart by spaces although the language has none, as in tokenised corpora."""
    between = zip(text.tokens, text.tokens[1:], strict=False)
    return sum(end < start for (_, end), (start, _) in between) * 2 > len(text.tokens)

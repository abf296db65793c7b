"""Arithmetic on stretches of a text: trimming them and bounding their length."""

import unicodedata
from collections.abc import Iterator

Span = tuple[int, int]

MAX_SEGMENT_LENGTH = 2000
"""Code points. Longer "sentences" are tables, code or lists; encoders read about 512 tokens, which is 2,000 characters
or fewer in every language, so what follows would not be compared at all."""

_ZERO_WIDTH_JOINER = "\u200d"
_EMOJI_MODIFIERS = range(0x1F3FB, 0x1F400)
_CLUSTER_LOOKBACK = 64
"""How far a hard cut may move to the left to spare a grapheme cluster; longer stacks of marks are not writing."""


def trim(text: str, start: int, end: int) -> Span | None:
    """Return the stretch without whitespace at its ends, None if nothing remains."""
    piece = text[start:end]
    left = len(piece) - len(piece.lstrip())
    if left == len(piece):
        return None
    return start + left, start + len(piece.rstrip())


def bounded(text: str, start: int, end: int, limit: int = MAX_SEGMENT_LENGTH) -> Iterator[Span]:
    """Yield trimmed pieces of a stretch, each of at most `limit` code points.

    Cuts are made at the last whitespace that keeps to the limit; where there is none, between two grapheme clusters.
    """
    span = trim(text, start, end)
    while span is not None and span[1] - span[0] > limit:
        cut = _cut(text, span[0], limit)
        head = trim(text, span[0], cut)
        if head is not None:
            yield head
        span = trim(text, cut, span[1])
    if span is not None:
        yield span


def continues_cluster(text: str, position: int) -> bool:
    """Tell whether a cut before `position` would separate a character from its mark, joiner, or modifier.

    A cheap part of the grapheme cluster rules of Unicode Standard Annex 29 (no flags, no Hangul jamo).
    """
    character = text[position]
    return (
        unicodedata.category(character).startswith("M")
        or character == _ZERO_WIDTH_JOINER
        or text[position - 1] == _ZERO_WIDTH_JOINER
        or ord(character) in _EMOJI_MODIFIERS
    )


def _cut(text: str, start: int, limit: int) -> int:
    """Return where to cut a trimmed stretch that begins at `start` and is longer than `limit`."""
    words = text[start : start + limit + 1].rsplit(maxsplit=1)
    if text[start + limit].isspace():
        return start + limit
    if len(words) > 1:
        return start + limit + 1 - len(words[1])
    cut = start + limit
    for position in range(cut, max(start, cut - _CLUSTER_LOOKBACK), -1):
        if not continues_cluster(text, position):
            return position
    return cut

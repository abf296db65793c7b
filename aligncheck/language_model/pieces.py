"""Texts as the pieces of a tokenizer of any making, with their places."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, cast

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerBase

Span = tuple[int, int]
Floats1d = NDArray[np.float32]

_WORD = re.compile(r"\S+")
_MARKS = "▁Ġ"
"""How tokenizers write the space before a word (SentencePiece, byte-level BPE)."""


@dataclass(frozen=True)
class PiecedText:
    """A text as pieces, each with its half-open stretch of code points."""

    ids: tuple[int, ...]
    spans: tuple[Span, ...]


def pieced(tokenizer: "PreTrainedTokenizerBase", text: str) -> PiecedText:
    """Cut a text into pieces, without marks of its beginning and end."""
    if tokenizer.is_fast:
        encoded = tokenizer(text, add_special_tokens=False, return_offsets_mapping=True)
        return PiecedText(tuple(encoded["input_ids"]), tuple(map(tuple, encoded["offset_mapping"])))
    ids: list[int] = []
    spans: list[Span] = []
    # Tokenizers without offsets: word by word. A word whose pieces are not its letters is one place for all of them.
    for word in _WORD.finditer(text):
        # A translation model's tokenizer has a mode of its own for translations.
        found = cast("list[int]", tokenizer(text_target=word.group(), add_special_tokens=False)["input_ids"])
        ids.extend(found)
        spans.extend(_within(word, [piece.lstrip(_MARKS) for piece in tokenizer.convert_ids_to_tokens(found)]))
    return PiecedText(tuple(ids), tuple(spans))


def _within(word: re.Match[str], pieces: Sequence[str]) -> list[Span]:
    start, end = word.span()
    if "".join(pieces) != word.group():
        return [(start, end)] * len(pieces)
    ends = np.cumsum([start, *map(len, pieces)]).tolist()
    return list(pairwise(ends))


def owners(spans: Sequence[Span], tokens: Sequence[Span]) -> list[tuple[int, ...]]:
    """Return the pieces that each token has a part in; a piece across several tokens is of all of them."""
    found: list[list[int]] = [[] for _ in tokens]
    first = 0
    for piece, (start, end) in enumerate(spans):
        while first < len(tokens) and tokens[first][1] <= start:
            first += 1
        token = first
        while token < len(tokens) and tokens[token][0] < end:
            found[token].append(piece)
            token += 1
    return [tuple(pieces) for pieces in found]

"""Pieces: how pairs of tokenised texts become the encoder's input.

A pair is read as ``<s> source </s></s> target </s>``, token types 0 and 1. Each token is cut into pieces by itself, so
that no piece lies across two tokens. The network's outputs are per *slot*: the slots of a pair with m source and n
target tokens are ``<s>``, the m source tokens, ``</s>``, ``</s>``, the n target tokens, ``</s>``.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import torch
from torch import Tensor

from aligncheck.estimator.tokens import TokenisedText

if TYPE_CHECKING:
    from transformers import PreTrainedTokenizerFast

SPECIAL_PIECES = 4
"""Pieces of a pair that belong to no token."""

PIECES_PER_TOKEN = 48
"""What a token (an address, a base64 block) has beyond is not read."""

_WORD_START = "▁"

TokenPieces = list[list[int]]
"""Ids of each token's pieces, at least one a token."""

PiecePair = tuple[TokenPieces, TokenPieces]


@dataclass(frozen=True)
class Batch:
    """B pairs, padded to L pieces and S slots."""

    ids: Tensor
    """Shape (B, L), int64."""

    types: Tensor
    """Shape (B, L), int64: 0 on the source side, 1 on the target side and in the padding after it."""

    mask: Tensor
    """Shape (B, L), int64: 1 for pieces, 0 for padding."""

    slots: Tensor
    """Shape (B, L), int64: the slot of each piece; padding points to slot S, which is dropped."""

    sizes: tuple[tuple[int, int], ...]
    """Numbers of source and of target tokens of each pair."""

    slot_count: int
    """S, at least m + n + 4 for every pair."""

    def to(self, device: str) -> "Batch":
        """Move the tensors to a device."""
        moved = {name: value.to(device) for name, value in vars(self).items() if isinstance(value, Tensor)}
        return replace(self, **moved)  # type: ignore[arg-type]


def source_slot(index: int) -> int:
    """Return the slot of a source token."""
    return 1 + index


def target_slot(index: int, source_tokens: int) -> int:
    """Return the slot of a target token; that of index -1 is the mark before the target."""
    return source_tokens + 3 + index


class Pieces:
    """Cuts tokens into the pieces of a tokenizer."""

    def __init__(self, tokenizer: "PreTrainedTokenizerFast") -> None:
        backend = tokenizer.backend_tokenizer
        self._normalise = backend.normalizer.normalize_str if backend.normalizer else str
        self._model = backend.model
        self._known: dict[tuple[str, bool], list[int]] = {}
        self.begin, self.end, self.padding, self.unknown, self.mask = (
            _id(tokenizer, name) for name in ("bos_token", "eos_token", "pad_token", "unk_token", "mask_token")
        )

    def of_text(self, text: TokenisedText) -> TokenPieces:
        """Return the ids of each token's pieces; a token after white space, or the first, begins a word."""
        pieces = []
        previous = -1
        for start, end in text.tokens:
            spaced = start != previous
            key = text.text[start:end], spaced
            if key not in self._known:
                self._known[key] = self._of_token(*key)
            pieces.append(self._known[key])
            previous = end
        return pieces

    def of_pair(self, source: TokenisedText, target: TokenisedText) -> PiecePair:
        """Return the pieces of both sides."""
        return self.of_text(source), self.of_text(target)

    def _of_token(self, token: str, spaced: bool) -> list[int]:  # noqa: FBT001 - the key of the cache
        text = self._normalise(token).strip().replace(" ", _WORD_START)
        found = self._model.tokenize((_WORD_START if spaced else "") + text) if text else []
        return [piece.id for piece in found][:PIECES_PER_TOKEN] or [self.unknown]

    def batch(self, pairs: Sequence[PiecePair], width: int = 0) -> Batch:
        """Lay pairs out for the network, at least so wide; the caller sees to it that they fit its positions."""
        rows = [self._row(source, target) for source, target in pairs]
        width = max(width, *(len(ids) for ids, _, _ in rows))
        count = max(slots[-1] for _, _, slots in rows) + 1
        ids, types, mask, slots = [], [], [], []
        for row_ids, row_types, row_slots in rows:
            padding = width - len(row_ids)
            ids.append(row_ids + [self.padding] * padding)
            types.append(row_types + [1] * padding)
            mask.append([1] * len(row_ids) + [0] * padding)
            slots.append(row_slots + [count] * padding)
        return Batch(
            ids=torch.tensor(ids),
            types=torch.tensor(types),
            mask=torch.tensor(mask),
            slots=torch.tensor(slots),
            sizes=tuple((len(source), len(target)) for source, target in pairs),
            slot_count=count,
        )

    def _row(self, source: TokenPieces, target: TokenPieces) -> tuple[list[int], list[int], list[int]]:
        ids, slots = [self.begin], [0]
        for index, token in enumerate(source):
            ids += token
            slots += [source_slot(index)] * len(token)
        ids += [self.end, self.end]
        slots += [source_slot(len(source)), target_slot(-1, len(source))]
        types = [0] * (len(ids) - 1) + [1]
        for index, token in enumerate(target):
            ids += token
            slots += [target_slot(index, len(source))] * len(token)
        ids.append(self.end)
        slots.append(target_slot(len(target), len(source)))
        return ids, types + [1] * (len(ids) - len(types)), slots


def piece_count(pair: PiecePair) -> int:
    """Return the number of pieces of a pair with its special ones."""
    return SPECIAL_PIECES + sum(len(token) for side in pair for token in side)


def _id(tokenizer: "PreTrainedTokenizerFast", name: str) -> int:
    token = getattr(tokenizer, name)
    index = tokenizer.convert_tokens_to_ids(token) if token is not None else None
    if not isinstance(index, int):
        raise ValueError(f"the tokenizer has no {name}")  # noqa: TRY004 - a missing piece, not a wrong type
    return index

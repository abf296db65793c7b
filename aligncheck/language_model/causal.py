"""A causal language model that goes on with prompts."""

import copy
import inspect
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor

from aligncheck.language_model.figures import PieceFigures, figures, split

if TYPE_CHECKING:
    from transformers import PreTrainedModel

Ids = list[int]

KEPT_BEGINNINGS = 4
"""Beginnings of prompts whose state is kept: two languages, with and without the other text."""


@dataclass(frozen=True)
class Continuation:
    """Pieces to be judged after others."""

    context: Ids
    """What stands between the prompt's beginning and the pieces; at least one piece where there is no beginning."""

    pieces: Ids


class CausalModel:
    """Judges pieces by a causal model.

    Texts of a batch are padded in front, so that their ends stand together and only their logits are computed: for a
    large vocabulary these cost more than all layers.

    Args:
        model: A causal language model of transformers, on the CPU.
    """

    def __init__(self, model: "PreTrainedModel") -> None:
        self._model = model
        self._takes_positions = "position_ids" in inspect.signature(model.forward).parameters
        self._state = lru_cache(KEPT_BEGINNINGS)(self._read_beginning)

    def judge(self, beginning: tuple[int, ...], batch: Sequence[Continuation]) -> list[PieceFigures]:
        """Return the figures of the pieces of a batch.

        Args:
            beginning: What all begin with; read once.
            batch: What follows it.
        """
        kept = max((len(each.pieces) for each in batch), default=0)
        if not kept:
            return [figures(torch.zeros(0, 1), torch.zeros(0, dtype=torch.long)) for _ in batch]
        texts = [each.context + each.pieces for each in batch]
        longest = max(map(len, texts))
        ids = torch.zeros(len(batch), longest, dtype=torch.long)
        mask = torch.zeros(len(batch), len(beginning) + longest, dtype=torch.long)
        mask[:, : len(beginning)] = 1
        for row, text in enumerate(texts):
            ids[row, longest - len(text) :] = torch.tensor(text)
            mask[row, mask.shape[1] - len(text) :] = 1
        with torch.inference_mode():
            logits = self._logits(beginning, ids, mask, kept + 1)
            # The logits before a piece are about it; those after the last one are about nothing.
            there = [logits[row, kept - len(each.pieces) : kept] for row, each in enumerate(batch)]
            wanted = torch.tensor([piece for each in batch for piece in each.pieces])
            return split(figures(torch.cat(there), wanted), [len(each.pieces) for each in batch])

    def _logits(self, beginning: tuple[int, ...], ids: Tensor, mask: Tensor, kept: int) -> Tensor:
        arguments: dict[str, Any] = {"input_ids": ids, "attention_mask": mask, "logits_to_keep": kept}
        if self._takes_positions:
            arguments["position_ids"] = (mask.cumsum(-1) - 1).clamp(min=0)[:, -ids.shape[1] :]
        if beginning:
            state = copy.deepcopy(self._state(beginning))
            state.batch_repeat_interleave(len(ids))
            arguments["past_key_values"] = state
        else:
            arguments["use_cache"] = False
        logits: Tensor = self._model(**arguments).logits
        return logits

    def _read_beginning(self, beginning: tuple[int, ...]) -> Any:
        return self._model(input_ids=torch.tensor([beginning]), use_cache=True, logits_to_keep=1).past_key_values

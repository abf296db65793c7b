"""A causal language model that goes on with prompts."""

import copy
import inspect
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor, nn

from aligncheck.language_model.figures import PieceFigures, figures, figures_of_states, split

if TYPE_CHECKING:
    from transformers import PreTrainedModel

Ids = list[int]

KEPT_BEGINNINGS = 4
"""Beginnings of prompts whose state is kept: two languages, with and without the other text."""

STATES_IN_BATCH = 512
LOGITS_IN_BATCH = 2**26
"""Upper bounds of what a batch is judged by: 128 MB of logits in bfloat16, where all of them are needed at once."""

_PROBE = 8
_NEAR = 0.05
"""Difference of logits that is due to rounding to 16 bits, as a part of their standard deviation."""


@dataclass(frozen=True)
class Continuation:
    """Pieces to be judged after others."""

    context: Ids
    """What stands between the prompt's beginning and the pieces; at least one piece where there is no beginning."""

    pieces: Ids


class CausalModel:
    """Judges pieces by a causal model.

    Texts of a batch are padded in front, so that their ends stand together and only these are judged: for a large
    vocabulary the logits cost more than all layers.

    Args:
        model: A causal language model of transformers, on the CPU.
    """

    def __init__(self, model: "PreTrainedModel") -> None:
        self._model = model
        self._table = _output_embeddings(model)
        self._takes_positions = "position_ids" in inspect.signature(model.forward).parameters
        self._state = lru_cache(KEPT_BEGINNINGS)(self._read_beginning)

    @property
    def most_judged(self) -> int:
        """Pieces that may be judged in a batch, padding included."""
        return STATES_IN_BATCH if self._table is not None else LOGITS_IN_BATCH // int(self._model.config.vocab_size)

    def judge(self, beginning: tuple[int, ...], batch: Sequence[Continuation]) -> list[PieceFigures]:
        """Return the figures of the pieces of a batch.

        Args:
            beginning: What all begin with; read once.
            batch: What follows it.
        """
        kept = max((len(each.pieces) for each in batch), default=0)
        sizes = [len(each.pieces) for each in batch]
        if not kept:
            return [PieceFigures.of_nothing() for _ in batch]
        ids, arguments = self._arguments(beginning, [each.context + each.pieces for each in batch])
        # What stands before a piece is about it; what the last one leads to is about nothing.
        rows = torch.arange(len(batch)).repeat_interleave(torch.tensor(sizes))
        places = torch.cat([torch.arange(kept - size, kept) for size in sizes])
        wanted = torch.cat([ids[row, ids.shape[1] - size :] for row, size in enumerate(sizes)])
        with torch.inference_mode():
            if self._table is None:
                logits = self._model(**arguments, logits_to_keep=kept + 1).logits
                parts = [logits[row, kept - size : kept] for row, size in enumerate(sizes)]
                return [figures(*each) for each in zip(parts, torch.split(wanted, sizes), strict=True)]
            states = self._model.base_model(**arguments).last_hidden_state[:, -kept - 1 : -1]
            return split(figures_of_states(states[rows, places], self._table, wanted), sizes)

    def _arguments(self, beginning: tuple[int, ...], texts: Sequence[Ids]) -> tuple[Tensor, dict[str, Any]]:
        """Return the pieces of a batch, and all that the model is given."""
        longest = max(map(len, texts))
        ids = torch.zeros(len(texts), longest, dtype=torch.long)
        mask = torch.zeros(len(texts), len(beginning) + longest, dtype=torch.long)
        mask[:, : len(beginning)] = 1
        for row, text in enumerate(texts):
            ids[row, longest - len(text) :] = torch.tensor(text)
            mask[row, mask.shape[1] - len(text) :] = 1
        arguments: dict[str, Any] = {"input_ids": ids, "attention_mask": mask}
        if self._takes_positions:
            arguments["position_ids"] = (mask.cumsum(-1) - 1).clamp(min=0)[:, -longest:]
        if beginning:
            with torch.inference_mode():
                state = copy.deepcopy(self._state(beginning))
                state.batch_repeat_interleave(len(texts))
            arguments["past_key_values"] = state
        else:
            arguments["use_cache"] = False
        return ids, arguments

    def _read_beginning(self, beginning: tuple[int, ...]) -> Any:
        return self._model(input_ids=torch.tensor([beginning]), use_cache=True, logits_to_keep=1).past_key_values


def _output_embeddings(model: "PreTrainedModel") -> Tensor | None:
    """Return the table whose products with the last states are the model's logits.

    None where there is more to them, such as a bias, a scale or a cap: told by trying.
    """
    head = model.get_output_embeddings()  # type: ignore[no-untyped-call]
    if not isinstance(head, nn.Linear) or head.bias is not None:
        return None
    probe = torch.arange(_PROBE)[None] % int(model.config.vocab_size)
    with torch.inference_mode():
        logits = model(input_ids=probe, use_cache=False).logits.float()
        ours = nn.functional.linear(model.base_model(input_ids=probe, use_cache=False).last_hidden_state, head.weight)
        is_all = logits.shape == ours.shape and bool((logits - ours).abs().max() <= _NEAR * logits.std())
    return head.weight.detach() if is_all else None

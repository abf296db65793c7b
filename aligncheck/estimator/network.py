"""The network: an encoder that reads source and translation together, and small heads on its token vectors.

In the manner of CometKiwi (Rei et al. 2022, arXiv 2209.06243). A token's vector is the mean of its pieces' vectors.
The translating system's own log-probability of each target token is known in training only; a head learns to guess it.
"""

import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn

from aligncheck.estimator.pieces import Batch, source_slot, target_slot

if TYPE_CHECKING:
    from transformers import BertModel

FIGURES = 4
"""Means over tokens that the sentence head reads beside the vectors."""


@dataclass(frozen=True)
class NetworkOutput:
    """What the heads say, per slot of `Batch`; slots of the other side hold values without meaning."""

    target: Tensor
    """Shape (B, S): logit of a target token being BAD."""

    source: Tensor
    """Shape (B, S): logit of a source token being BAD."""

    gap: Tensor
    """Shape (B, S - 1): logit of words missing between a slot and the next; that before target token k is at
    `target_slot(k - 1, m)`."""

    log_probability: Tensor
    """Shape (B, S): log-probability of a target token under the translating system."""

    edit_rate: Tensor
    """Shape (B,): HTER."""

    assessment: Tensor
    """Shape (B,): z-normalised direct assessment."""

    vectors: Tensor
    """Shape (B, S, d): token vectors of the last layer, or of the one asked for."""


class EstimatorNetwork(nn.Module):
    """Encoder and heads."""

    def __init__(self, encoder: "BertModel", *, dropout: float = 0.0) -> None:
        super().__init__()
        self.encoder = encoder
        width = encoder.config.hidden_size
        self.heads = nn.ModuleDict(
            {
                "token": nn.Sequential(nn.Linear(width, width), nn.GELU()),
                "tags": nn.Linear(width, 3),
                "gap": nn.Sequential(nn.Linear(2 * width, width), nn.GELU(), nn.Linear(width, 1)),
                "sentence": nn.Sequential(nn.Linear(3 * width + FIGURES, width), nn.Tanh(), nn.Linear(width, 2)),
            }
        )
        self.dropout = nn.Dropout(dropout)

    def forward(self, batch: Batch, links_layer: int | None = None) -> NetworkOutput:
        """Read a batch.

        Args:
            batch: The pairs.
            links_layer: Whose token vectors to hand out: 0 for the embeddings, k for the k-th layer; None for the last.
        """
        encoded = self.encoder(
            input_ids=batch.ids,
            attention_mask=batch.mask,
            token_type_ids=batch.types,
            output_hidden_states=links_layer is not None,
        )
        vectors = slot_means(encoded.last_hidden_state.float(), batch)
        links = vectors if links_layer is None else slot_means(encoded.hidden_states[links_layer].float(), batch)
        dropped = self.dropout(vectors)
        tags = self.heads["tags"](self.heads["token"](dropped)).float()
        target, source, log_probability = tags.unbind(-1)
        gap = self.heads["gap"](torch.cat((dropped[:, :-1], dropped[:, 1:]), dim=-1)).squeeze(-1).float()

        on_source, on_target = _sides(batch)
        figures = (
            _mean(target.sigmoid(), on_target),
            _mean(log_probability, on_target),
            _mean(source.sigmoid(), on_source),
            _mean(gap.sigmoid(), on_target[:, :-1]),
        )
        # The tags have labels of their own; the sentence's should not bend them.
        summary = torch.cat(
            (
                dropped[:, 0],
                _mean(dropped, on_source),
                _mean(dropped, on_target),
                torch.stack(figures, dim=-1).detach(),
            ),
            dim=-1,
        )
        edit_rate, assessment = self.heads["sentence"](summary).float().unbind(-1)
        return NetworkOutput(target, source, gap, log_probability, edit_rate, assessment, links)


def network_over(base: "BertModel") -> EstimatorNetwork:
    """Return a network with a copy of an encoder that shares its word embeddings, so that memory holds them once."""
    words = base.embeddings.word_embeddings
    encoder = copy.deepcopy(base, {id(words): words})
    encoder.pooler = None
    return EstimatorNetwork(encoder)


def slot_means(pieces: Tensor, batch: Batch) -> Tensor:
    """Average vectors of pieces, shape (B, L, d), to those of slots, shape (B, S, d); 0 for slots without pieces."""
    rows, _, width = pieces.shape
    stride = batch.slot_count + 1
    index = (batch.slots + stride * torch.arange(rows, device=pieces.device).unsqueeze(1)).flatten()
    sums = pieces.new_zeros(rows * stride, width).index_add(0, index, pieces.flatten(0, 1))
    counts = torch.bincount(index, minlength=rows * stride).clamp(min=1)
    return (sums / counts.unsqueeze(1)).view(rows, stride, width)[:, :-1]


def _sides(batch: Batch) -> tuple[Tensor, Tensor]:
    """Return where slots are source tokens and where target tokens, shapes (B, S), bool."""
    slots = torch.arange(batch.slot_count, device=batch.ids.device).unsqueeze(0)
    sizes = torch.tensor(batch.sizes, device=batch.ids.device)
    first = source_slot(0)
    source_end = first + sizes[:, :1]
    target_start = target_slot(0, 0) + sizes[:, :1]
    return (slots >= first) & (slots < source_end), (slots >= target_start) & (slots < target_start + sizes[:, 1:])


def _mean(values: Tensor, where: Tensor) -> Tensor:
    """Average over slots, shape (B, S) or (B, S, d), those of the mask."""
    weights = where.to(values.dtype)
    total = weights.sum(dim=1).clamp(min=1)
    if values.dim() == where.dim():
        return (values * weights).sum(dim=1) / total
    return torch.einsum("bsd,bs->bd", values, weights) / total.unsqueeze(1)

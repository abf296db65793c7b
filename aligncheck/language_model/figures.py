"""What a language model says of the pieces of a text, as plain numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from torch import Tensor

Floats1d = NDArray[np.float32]


VOCABULARY_PART = 4096
"""Entries of the vocabulary that are looked at together."""


@dataclass(frozen=True)
class PieceFigures:
    """Of each of n pieces, given all that stands before it."""

    log_probabilities: Floats1d
    """Shape (n,): natural logarithm, at most 0."""

    gaps: Floats1d
    """Shape (n,): log-probability of the model's first choice less that of the piece, at least 0."""

    entropies: Floats1d
    """Shape (n,): of the model's choice at this place, in nats."""

    @classmethod
    def of_nothing(cls) -> "PieceFigures":
        """Return those of no pieces."""
        return cls(*(np.zeros(0, np.float32) for _ in range(3)))


def figures(logits: "Tensor", pieces: "Tensor") -> PieceFigures:
    """Compute the figures of pieces.

    Args:
        logits: Shape (n, vocabulary), of any floating type.
        pieces: Shape (n,): the indices of the pieces that are there.
    """
    import torch

    found: list[tuple[float, float, float]] = []
    # Row by row in memory that stays in the processor's cache: many rows at once take five times as long.
    values, powers = torch.empty(logits.shape[-1:]), torch.empty(logits.shape[-1:])
    for row, piece in zip(logits, pieces.tolist(), strict=True):
        values.copy_(row)
        highest, chosen = float(values.max()), float(values[piece])
        values.sub_(highest)
        torch.exp(values, out=powers)
        total = float(powers.sum())
        mean = float(powers.mul_(values).sum()) / total
        found.append((chosen - highest - log(total), highest - chosen, log(total) - mean))
    table = np.array(found, np.float32).reshape(-1, 3)
    return PieceFigures(table[:, 0], table[:, 1], table[:, 2])


def figures_of_states(states: "Tensor", table: "Tensor", pieces: "Tensor") -> PieceFigures:
    """Compute the figures of pieces from what the model's last layer says, without ever making all logits.

    A large vocabulary is taken in parts that stay in the processor's cache, their sums carried on as in online softmax
    (Milakov and Gimelshein, 2018): twice as fast as all logits of a text at once.

    Args:
        states: Shape (n, d): the last layer's states before the pieces.
        table: Shape (vocabulary, d): the output embeddings.
        pieces: Shape (n,): the indices of the pieces that are there.
    """
    import torch

    n = len(pieces)
    highest = torch.full((n,), -torch.inf)
    chosen, total, mean = (torch.zeros(n) for _ in range(3))
    # Memory that is asked for anew each time costs more than what is calculated in it.
    rooms = torch.empty(n * VOCABULARY_PART), torch.empty(n * VOCABULARY_PART)
    for start in range(0, len(table), VOCABULARY_PART):
        part = table[start : start + VOCABULARY_PART]
        values, powers = (room[: n * len(part)].view(n, len(part)) for room in rooms)
        values.copy_(torch.nn.functional.linear(states, part))
        inside = ((pieces >= start) & (pieces < start + values.shape[1])).nonzero()[:, 0]
        chosen[inside] = values[inside, pieces[inside] - start]
        before, highest = highest, torch.maximum(highest, values.amax(-1))
        # Sums so far were relative to the highest value so far.
        fallen = (before - highest).nan_to_num(neginf=0.0) if start else torch.zeros(n)
        shrunk = fallen.exp()
        values -= highest[:, None]
        torch.exp(values, out=powers)
        mean = shrunk * (mean + fallen * total)
        total = shrunk * total + powers.sum(-1)
        mean += powers.mul_(values).sum(-1)
    spread = total.log()
    return PieceFigures(
        (chosen - highest - spread).numpy(), (highest - chosen).numpy(), (spread - mean / total).numpy()
    )


def split(whole: PieceFigures, sizes: Sequence[int]) -> list[PieceFigures]:
    """Cut the figures of texts that were computed together."""
    ends = np.cumsum(sizes)[:-1]
    parts = (np.split(values, ends) for values in (whole.log_probabilities, whole.gaps, whole.entropies))
    return [PieceFigures(*each) for each in zip(*parts, strict=True)]

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


@dataclass(frozen=True)
class PieceFigures:
    """Of each of n pieces, given all that stands before it."""

    log_probabilities: Floats1d
    """Shape (n,): natural logarithm, at most 0."""

    gaps: Floats1d
    """Shape (n,): log-probability of the model's first choice less that of the piece, at least 0."""

    entropies: Floats1d
    """Shape (n,): of the model's choice at this place, in nats."""


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


def split(whole: PieceFigures, sizes: Sequence[int]) -> list[PieceFigures]:
    """Cut the figures of texts that were computed together."""
    ends = np.cumsum(sizes)[:-1]
    parts = (np.split(values, ends) for values in (whole.log_probabilities, whole.gaps, whole.entropies))
    return [PieceFigures(*each) for each in zip(*parts, strict=True)]

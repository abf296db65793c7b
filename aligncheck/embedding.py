"""Embeddings of segments: the record and what produces it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Floats2d = NDArray[np.float32]
Ints1d = NDArray[np.int32]

OnProgress = Callable[[int], None]
"""Called with the number of texts done since the last call."""


@dataclass(frozen=True)
class Embeddings:
    """One row per segment of a document."""

    vectors: Floats2d
    """Mean of the segment's token vectors, shape (n, dim), float32, neither normalised nor centred.

    A token-weighted sum of the rows of neighbours is, nearly, the row of their concatenation.
    """

    tokens: Ints1d
    """Number of tokens the model saw in each segment, its own special tokens and prefix left out; shape (n,), >= 1."""


class Embedder(Protocol):
    """Turns texts into embeddings; equal texts give equal rows, whatever stands beside them."""

    @property
    def name(self) -> str:
        """Name and revision of the model, for the report's signature."""

    def encode(self, texts: Sequence[str], on_progress: OnProgress | None = None) -> Embeddings:
        """Encode texts of any length, windowed where the model's limit demands it; no text gives shape (0, dim)."""

"""The search for beads: arrays in, beads out."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from aligncheck.alignment import Alignment
from aligncheck.embedding import Floats2d, Ints1d


@dataclass(frozen=True)
class Side:
    """What the aligner knows of one document: one row per segment, shape (n, ...)."""

    vectors: Floats2d
    """Mean token vectors as in `Embeddings`, (n, dim)."""

    tokens: Ints1d
    """Tokens behind each vector, (n,)."""

    characters: Ints1d
    """Length of each segment in characters, (n,)."""

    furniture: NDArray[np.bool_]
    """Segments that may well lack a counterpart and are never merged with others, (n,)."""


def align(source: Side, target: Side) -> Alignment:
    """Align two documents at minimum total cost."""
    raise NotImplementedError

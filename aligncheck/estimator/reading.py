"""What the network says of one pair, before anything is decided, and what gives it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from aligncheck.estimator.tokens import TokenisedText

Floats1d = NDArray[np.float32]
Floats2d = NDArray[np.float32]
Pair = tuple[TokenisedText, TokenisedText]


@dataclass(frozen=True)
class Reading:
    """The network's raw figures for a pair of m source and n target tokens."""

    target_logits: Floats1d
    """Shape (n,): above 0 where a token is more likely wrong than right."""

    source_logits: Floats1d
    """Shape (m,): above 0 where a token's sense is more likely missing than there."""

    gap_logits: Floats1d
    """Shape (n + 1,): above 0 where words more likely miss than not."""

    log_probabilities: Floats1d
    """Shape (n,): log-probability a translating system would give each target token."""

    edit_rate: float
    """Share of the words a person would change (HTER), about [0, 1]."""

    assessment: float
    """Z-normalised human assessment; 0 is average, more is better."""

    source_vectors: Floats2d
    """Shape (m, d): what each source token means, for links."""

    target_vectors: Floats2d
    """Shape (n, d)."""


class Reader(Protocol):
    """Reads pairs together; a network behind its pieces and tensors."""

    @property
    def name(self) -> str:
        """Name and revision of the weights, for the report's signature."""

    @property
    def room(self) -> int:
        """Pieces a pair may have, both sides together."""

    def width(self, pieces: int) -> int:
        """Return what a pair of so many pieces takes up in a batch; pairs of one width belong together."""

    def pieces(self, text: TokenisedText) -> Sequence[int]:
        """Return the number of pieces of each token, at least 1 each."""

    def read(self, pairs: Sequence[Pair]) -> list[Reading]:
        """Read one batch of pairs, each within the room."""

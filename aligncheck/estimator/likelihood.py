"""What a language model that was shown one side says of each token of the other: records, no model.

A second witness beside the network. It knows the words of many languages and what follows upon what, which a small
encoder does not: that a connective, a tense or a comparative does not fit the original shows in its probability.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats1d = NDArray[np.float32]


@dataclass(frozen=True)
class Likelihoods:
    """Figures of the n tokens of a text, given the other text and the tokens before."""

    log_probabilities: Floats1d
    """Shape (n,): natural logarithm, summed over a token's pieces, at most 0."""

    gaps: Floats1d
    """Shape (n,): how far a token's least expected piece is below the model's first choice, at least 0."""

    entropies: Floats1d
    """Shape (n,): how open the model's choice was before the token, in nats."""


@dataclass(frozen=True)
class SecondReading:
    """Figures of both sides of a pair; None for a side that the model does not judge."""

    target: Likelihoods | None
    source: Likelihoods | None

    source_gains: Floats1d | None
    """Shape (m,): log-probability of each source token less what it is without the translation; 0 where that is not
    known. Little where the translation says nothing of it. Of target tokens the same adds nothing to the other figures.
    """

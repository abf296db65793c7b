"""The weights of the features, and where they were measured."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats1d = NDArray[np.float64]


@dataclass(frozen=True)
class Weights:
    """One weight per feature, for each kind of bead."""

    one_to_one: Floats1d
    one_to_many: Floats1d
    many_to_many: Floats1d
    null: Floats1d

    def of(self, a: int, b: int) -> Floats1d:
        """Return the weights of beads of `a` source and `b` target segments."""
        if a == b == 1:
            return self.one_to_one
        return self.one_to_many if min(a, b) == 1 else self.many_to_many


#                          bias segments cosine high mass margin length weakest gain
WEIGHTS = Weights(
    one_to_one=np.array([-1.0, 0.0, 8.0, 2.0, 0.0, 2.0, -2.0, 0.0, 0.0]),
    one_to_many=np.array([-2.0, -0.5, 8.0, 2.0, 3.0, 2.0, -2.0, 2.0, 8.0]),
    many_to_many=np.array([-3.0, -0.5, 8.0, 2.0, 3.0, 2.0, -2.0, 2.0, 8.0]),
    null=np.array([-1.0, 0.2, -0.5, 2.0]),
)

"""The weights of the features: data, with a note where they were measured, in ``data/alignment/weights.toml``."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np
from numpy.typing import NDArray

from aligncheck.aligner.features import BEAD_FEATURES, NULL_FEATURES

Floats1d = NDArray[np.float64]


@dataclass(frozen=True)
class Weights:
    """One weight per feature, for each kind of bead."""

    one_to_one: Floats1d
    one_to_many: Floats1d
    many_to_many: Floats1d
    null: Floats1d

    def of(self, a: int, b: int) -> Floats1d:
        """Return the weights of beads of `a` source and `b` target segments, in the order of `BEAD_FEATURES`."""
        if a == b == 1:
            return self.one_to_one
        return self.one_to_many if min(a, b) == 1 else self.many_to_many


@cache
def load_weights() -> Weights:
    """Return the weights that come with the package."""
    tables = tomllib.loads(files("aligncheck").joinpath("data", "alignment", "weights.toml").read_text("utf-8"))
    return Weights(
        one_to_one=_ordered(tables["one-to-one"], BEAD_FEATURES),
        one_to_many=_ordered(tables["one-to-many"], BEAD_FEATURES),
        many_to_many=_ordered(tables["many-to-many"], BEAD_FEATURES),
        null=_ordered(tables["null"], NULL_FEATURES),
    )


def _ordered(table: Mapping[str, float], names: Sequence[str]) -> Floats1d:
    if set(table) != set(names):
        raise ValueError(f"weights.toml has {sorted(table)} where the features are {sorted(names)}")
    return np.array([table[name] for name in names])

"""Beads and alignments: the records that say which segments belong together."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Bead:
    """A minimal group of consecutive segments that translate each other (Brown et al. 1991).

    One side may be empty, a null bead: a segment without counterpart. An empty range still has its place, the index of
    the segment before which the counterpart would stand.
    """

    source: range
    target: range

    score: float
    """How likely the bead is right, in [0, 1]: for a null bead, that the segment has no counterpart."""

    moved: bool = False
    """Whether the target segments stand elsewhere, out of order; the bead stands where its source segments stand."""

    @property
    def kind(self) -> str:
        """Its shape, such as ``1-1``, ``1-0`` or ``2-1``."""
        return f"{len(self.source)}-{len(self.target)}"

    @property
    def is_null(self) -> bool:
        """Whether one side is empty."""
        return not self.source or not self.target


@dataclass(frozen=True)
class Similarity:
    """How much a source segment resembles a target segment, whether or not they belong together."""

    source: int
    target: int
    """Their numbers in their documents."""

    cosine: float
    """Of their vectors, each seen against the mean of its document, in [-1, 1]."""


@dataclass(frozen=True)
class Alignment:
    """Beads that cover every segment of both sides exactly once, in order on both sides but for the moved ones."""

    beads: tuple[Bead, ...]

    cost: float
    """What the search minimised, summed over the beads; lower is better, comparable for the same two texts only."""

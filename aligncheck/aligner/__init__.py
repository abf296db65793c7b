"""Sentence alignment: two sides in, beads out.

Beads are found by a lattice search over scores from embeddings and lengths. Segments are encoded once; the vector of
a merge is the token-weighted sum of its segments' vectors.
"""

from aligncheck.aligner.band import band_around
from aligncheck.aligner.contested import Encode, with_contested
from aligncheck.aligner.moved import join_moved
from aligncheck.aligner.scores import BeadScores
from aligncheck.aligner.search import search
from aligncheck.aligner.side import Side
from aligncheck.aligner.similar import similarities
from aligncheck.aligner.texts import side_of
from aligncheck.alignment import Alignment, Bead

__all__ = ["Encode", "Side", "align", "side_of", "similarities"]


def align(source: Side, target: Side, reencode: tuple[Encode, Encode] | None = None) -> Alignment:
    """Align two documents so that the beads are together the most probable ones.

    Beads hold up to 1-6, 6-1 or 3-3 segments; segments without counterpart become null beads, one each. A sentence
    that was moved becomes one bead, out of order and marked so. Furniture is never merged with anything, nor moved.
    Neither side is modified; equal input gives equal output. Either side may be empty.

    Args:
        source: The original document.
        target: The translation; its vectors come from the same model.
        reencode: Encode runs of source and of target segments as one text. Where the choice is close, the search is
            made again with their vectors; without it, or where nothing is close, sums of single segments decide.

    Returns:
        Beads that cover every segment of both sides once, in order but for the moved ones, each with the probability
        that it is right.

    Raises:
        ValueError: the vectors of the two sides differ in dimension.
    """
    if source.vectors.shape[1] != target.vectors.shape[1]:
        raise ValueError(f"source vectors have {source.vectors.shape[1]} dimensions, target {target.vectors.shape[1]}")
    scores = BeadScores(source, target)
    band = band_around(scores.pairing.nearest_target, scores.pairing.nearest_source)
    found = search(scores, band)
    if reencode is not None:
        sides = (
            with_contested(source, found.source_runs, reencode[0]),
            with_contested(target, found.target_runs, reencode[1]),
        )
        if sides[0].merged or sides[1].merged:
            scores = BeadScores(*sides)
            found = search(scores, band)
    beads = [
        Bead(range(step.row - step.rows, step.row), range(step.column - step.columns, step.column), probability)
        for step, probability in zip(found.steps, found.probabilities, strict=True)
    ]
    return Alignment(tuple(join_moved(beads, scores)), cost=-found.score)

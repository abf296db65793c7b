"""Segments that resemble each other, wherever they stand: the dots of a dot plot.

Church and Helfman (1993), "Dotplot: a program for exploring self-similarity in millions of lines of text and code".
"""

import numpy as np

from aligncheck.aligner.side import Side, directions
from aligncheck.alignment import Similarity

MOST = 5_000
"""Dots of a plot: a screen shows no more, and a page should not carry what nobody can see."""

LEAST = 0.2
"""The least cosine that is a dot: between the seeds' unrelated articles one pair of sentences in twenty reaches it."""

_ROWS = 512
"""Rows whose cosines with the whole other side are held at once."""


def similarities(source: Side, target: Side, most: int = MOST) -> tuple[Similarity, ...]:
    """Return the target segments nearest to each source segment.

    As many of each as `most` has room for, all of them in short documents and at least one; of a source with more than
    `most` segments, evenly spread ones are looked at. Memory grows with the target, not with the product of the sides.

    Args:
        source: The original document; either side may be empty.
        target: The translation.
        most: Upper bound of the result's length, at least 1.

    Returns:
        Pairs with a cosine of at least `LEAST`, in the order of the source, then of the target.
    """
    if not len(source) or not len(target):
        return ()
    rows = np.arange(0, len(source), -(-len(source) // most))
    each = min(len(target), most // len(rows))
    units = directions(source)[rows], directions(target)
    found: list[Similarity] = []
    for start in range(0, len(rows), _ROWS):
        cosines = units[0][start : start + _ROWS] @ units[1].T
        nearest = np.sort(np.argpartition(-cosines, each - 1, axis=1)[:, :each], axis=1)
        for row, columns, near in zip(rows[start : start + _ROWS], nearest, cosines, strict=True):
            found += [
                Similarity(int(row), int(column), float(near[column])) for column in columns if near[column] >= LEAST
            ]
    return tuple(found)

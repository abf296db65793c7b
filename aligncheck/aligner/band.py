"""The part of the lattice worth searching: around a chain of segments that are each other's nearest.

In a translation most segments are each other's nearest neighbour, in the same order on both sides; whatever path is
the best runs through, or close by, those of them that their surroundings confirm. Only where the chain has a gap, text
without counterpart or rewritten, is everything between its ends searched.
"""

from bisect import bisect_left
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from aligncheck.aligner.search import Band, full_band

FULL_SEARCH = 40_000
"""Documents with no more nodes than this are searched without a band."""

_MARGIN = 24
"""Segments to each side of the chain that are searched as well: four beads of the longest kind."""

_REACH = 4
"""How close two links must be to confirm each other, in segments."""

_LARGEST_GAP = 2_000_000
"""Nodes of a gap in the chain that are searched in full; a larger one is cut along its diagonal: cost stays linear."""


def band_around(nearest_target: NDArray[np.int64], nearest_source: NDArray[np.int64]) -> Band:
    """Return the band to search.

    Args:
        nearest_target: For each source segment the target segment with the highest cosine, (n,).
        nearest_source: For each target segment the source segment with the highest cosine, (m,).

    Returns:
        All nodes of a small lattice; of a large one those near the chain, about four times the margin a row.
    """
    n, m = len(nearest_target), len(nearest_source)
    if not n or not m or (n + 1) * (m + 1) <= FULL_SEARCH:
        return full_band(n, m)
    sources = np.flatnonzero(nearest_source[nearest_target] == np.arange(n))
    targets = nearest_target[sources]
    chain = _confirmed(_longest_chain(sources, targets))
    # The nodes just before and just after each link, and the two corners.
    nodes = np.concatenate([[[0, 0]], np.stack([chain, chain + 1], axis=1).reshape(-1, 2), [[n, m]]])
    return _widened(_cut_large_gaps(nodes), n, m)


def _longest_chain(sources: NDArray[np.int64], targets: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the longest chain of pairs that rises on both sides, (k, 2); `sources` must rise."""
    ends: list[int] = []
    last: list[int] = []
    previous = np.full(len(targets), -1)
    for index, target in enumerate(targets.tolist()):
        place = bisect_left(ends, target)
        previous[index] = last[place - 1] if place else -1
        if place == len(ends):
            ends.append(target)
            last.append(index)
        else:
            ends[place], last[place] = target, index
    chain = []
    index = last[-1] if last else -1
    while index >= 0:
        chain.append((sources[index], targets[index]))
        index = int(previous[index])
    return np.array(chain[::-1], dtype=np.int64).reshape(-1, 2)


def _confirmed(chain: NDArray[np.int64]) -> NDArray[np.int64]:
    """Keep the links that have another one close by on both sides; a lone one may be chance."""
    close = (np.diff(chain, axis=0) <= _REACH).all(axis=1)
    return chain[np.concatenate([[False], close]) | np.concatenate([close, [False]])] if len(chain) else chain


def _cut_large_gaps(nodes: NDArray[np.int64]) -> NDArray[np.int64]:
    pieces = [nodes[:1]]
    for start, stop in pairwise(nodes):
        parts = int(np.ceil(float(np.prod((stop - start).astype(np.float64))) / _LARGEST_GAP))
        pieces.append(np.linspace(start, stop, max(1, parts) + 1).round().astype(np.int64)[1:])
    return np.concatenate(pieces)


def _widened(nodes: NDArray[np.int64], n: int, m: int) -> Band:
    """Return the band that holds all nodes no further than the margin from the staircase through the given ones."""
    every = np.arange(n + 1)
    before = np.searchsorted(nodes[:, 0], every - _MARGIN, side="right") - 1
    after = np.searchsorted(nodes[:, 0], every + _MARGIN, side="left")
    low = np.where(before >= 0, nodes[np.maximum(before, 0), 1] - _MARGIN, 0)
    stop = np.where(after < len(nodes), nodes[np.minimum(after, len(nodes) - 1), 1] + _MARGIN, m) + 1
    return Band(np.clip(low, 0, m), np.clip(stop, 1, m + 1))

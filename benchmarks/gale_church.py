"""The floor: sentence alignment by length alone (Gale and Church 1993, Computational Linguistics 19(1))."""

import math
from collections.abc import Sequence

from alignment_scores import GoldBead

PRIORS = {(1, 1): 0.89, (1, 0): 0.00495, (0, 1): 0.00495, (2, 1): 0.0445, (1, 2): 0.0445, (2, 2): 0.011}
"""Table 5 of the paper; its figures for 1-0 or 0-1 and for 2-1 or 1-2 are split evenly."""

VARIANCE = 6.8
RATIO = 1.0


def align_by_length(source: Sequence[str], target: Sequence[str]) -> list[GoldBead]:
    """Align two texts, a segment a string, by the numbers of their characters."""
    totals = [0], [0]
    for total, side in zip(totals, (source, target), strict=True):
        for text in side:
            total.append(total[-1] + len(text))
    costs = {(0, 0): (0.0, (0, 0))}
    for i in range(len(source) + 1):
        for j in range(len(target) + 1):
            options = [
                (costs[i - a, j - b][0] - math.log(prior) + _cost(totals, i, j, a, b), (a, b))
                for (a, b), prior in PRIORS.items()
                if i >= a and j >= b
            ]
            if options:
                costs[i, j] = min(options)
    beads = []
    i, j = len(source), len(target)
    while i or j:
        a, b = costs[i, j][1]
        beads.append((tuple(range(i - a, i)), tuple(range(j - b, j))))
        i, j = i - a, j - b
    return beads[::-1]


def _cost(totals: tuple[list[int], list[int]], i: int, j: int, a: int, b: int) -> float:
    source, target = totals[0][i] - totals[0][i - a], totals[1][j] - totals[1][j - b]
    mean = (source + target / RATIO) / 2
    if not mean:
        return 0.0
    deviation = abs(target - source * RATIO) / math.sqrt(mean * VARIANCE)
    tail = math.erfc(deviation / math.sqrt(2))
    return -math.log(tail) if tail > 1e-300 else 700.0

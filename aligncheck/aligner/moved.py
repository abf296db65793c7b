"""Moved text: sentences whose translation stands elsewhere, found among the null beads of the monotone search."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from aligncheck.aligner.scores import BeadScores
from aligncheck.aligner.side import Side
from aligncheck.alignment import Bead

_ODDS, _COSINE, _CHOICES, _CONSTANT = 0.674, 0.136, -0.641, -3.449
"""Logistic regression of "these two translate each other" on the odds of a 1-1 bead against two null beads, their
cosine, and the logarithm of the number of pairs to choose from. Fitted on 1,050 pairs of pseudo-documents, 89 of them
moved, by benchmarks/calibrate_alignment.py."""


def join_moved(beads: list[Bead], scores: BeadScores) -> list[Bead]:
    """Replace null beads that translate each other by moved beads.

    A moved bead stands where its source segment stands. Of the null segments of both sides those that are each
    other's nearest are joined, if that is more probable than not; furniture never moves, nor does what holds no word.
    """
    sources = [bead.source.start for bead in beads if not bead.target and _can_move(scores.source, bead.source.start)]
    targets = [bead.target.start for bead in beads if not bead.source and _can_move(scores.target, bead.target.start)]
    probable = {}
    for source, target in mutually_nearest(sources, targets, scores):
        odds, cosine = evidence(source, target, scores)
        choices = np.log(len(sources) * len(targets))
        probability = float(1 / (1 + np.exp(-(_ODDS * odds + _COSINE * cosine + _CHOICES * choices + _CONSTANT))))
        if probability > 0.5:
            probable[source] = (target, probability)
    joined_targets = {target for target, _ in probable.values()}
    kept = []
    for bead in beads:
        if bead.target or bead.source.start not in probable:
            if bead.source or bead.target.start not in joined_targets:
                kept.append(bead)
            continue
        target, probability = probable[bead.source.start]
        kept.append(replace(bead, target=range(target, target + 1), score=probability, moved=True))
    return kept


def _can_move(side: Side, segment: int) -> bool:
    return not (side.furniture[segment] or side.wordless[segment])


def mutually_nearest(sources: list[int], targets: list[int], scores: BeadScores) -> list[tuple[int, int]]:
    """Return the pairs that are each other's nearest among these segments."""
    if not sources or not targets:
        return []
    directions = [
        rows.sums[chosen] / rows.norms[0, 1:][chosen, None]
        for rows, chosen in ((scores.pairing.source, sources), (scores.pairing.target, targets))
    ]
    to_target, to_source = _nearest(directions[0], directions[1]), _nearest(directions[1], directions[0])
    return [(sources[i], targets[j]) for i, j in enumerate(to_target) if to_source[j] == i]


def _nearest(rows: NDArray[np.float32], others: NDArray[np.float32]) -> list[int]:
    return [int((others @ row).argmax()) for row in rows]


def evidence(source: int, target: int, scores: BeadScores) -> tuple[float, float]:
    """Return the odds of the 1-1 bead of two segments against their null beads, as a logarithm, and their cosine."""
    rows, columns = range(source + 1, source + 2), range(target + 1, target + 2)
    together = float(scores.beads(rows, columns)[0, 0, 0])
    odds = together - float(scores.source_null[source]) - float(scores.target_null[target])
    return odds, float(scores.rectangle(rows, columns).cosine(1, 1)[0, 0])

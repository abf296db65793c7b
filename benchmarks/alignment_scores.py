"""Scores of alignments against gold beads, as the field computes them; null beads and moved sentences beside them."""

import ast
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

GoldBead = tuple[tuple[int, ...], tuple[int, ...]]


@dataclass(frozen=True)
class Counts:
    """How many of the reported items are right and how many of the wanted ones are found, summed over texts."""

    right: int = 0
    reported: int = 0
    found: int = 0
    wanted: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        return Counts(
            self.right + other.right,
            self.reported + other.reported,
            self.found + other.found,
            self.wanted + other.wanted,
        )

    @property
    def precision(self) -> float:
        """Right among reported, 1 if nothing is reported."""
        return self.right / self.reported if self.reported else 1.0

    @property
    def recall(self) -> float:
        """Found among wanted, 1 if nothing is wanted."""
        return self.found / self.wanted if self.wanted else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True)
class Score:
    """All counts of one system on one or more texts."""

    strict: Counts = Counts()
    """Exact beads. Precision counts all beads, recall only those with both sides, as vecalign's score.py does."""

    lax: Counts = Counts()
    """Beads that share a source and a target segment with a gold bead; null beads must be exact here too."""

    null: Counts = Counts()
    """Segments without counterpart."""

    moved: Counts = Counts()
    """Beads that are out of order."""

    def __add__(self, other: "Score") -> "Score":
        return Score(self.strict + other.strict, self.lax + other.lax, self.null + other.null, self.moved + other.moved)


def score(
    gold: Collection[GoldBead],
    beads: Collection[GoldBead],
    gold_moved: Collection[GoldBead] = (),
    moved: Collection[GoldBead] = (),
) -> Score:
    """Score the beads of one text."""
    wanted, reported = {bead for bead in gold if any(bead)}, {bead for bead in beads if any(bead)}
    whole_wanted, whole_reported = {bead for bead in wanted if all(bead)}, {bead for bead in reported if all(bead)}
    exact = len(wanted & reported)
    gold_links, links = set(_links(wanted)), set(_links(reported))
    overlapping = sum(not gold_links.isdisjoint(_links([bead])) for bead in whole_reported)
    overlapped = sum(not links.isdisjoint(_links([bead])) for bead in whole_wanted)
    null_right = len((wanted & reported) - whole_reported)
    return Score(
        strict=Counts(exact, len(reported), len(whole_wanted & whole_reported), len(whole_wanted)),
        lax=Counts(overlapping + null_right, len(reported), overlapped, len(whole_wanted)),
        null=_of_sets(set(_null_segments(wanted)), set(_null_segments(reported))),
        moved=_of_sets(set(gold_moved), set(moved)),
    )


def read_ladder(path: Path) -> list[GoldBead]:
    """Read beads from lines like ``[0]:[0, 1]``; what follows a second colon, a score, is ignored."""
    beads = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip():
            source, target = line.split(":")[:2]
            beads.append((tuple(ast.literal_eval(source)), tuple(ast.literal_eval(target))))
    return beads


def _links(beads: Collection[GoldBead]) -> Iterator[tuple[int, int]]:
    for sources, targets in beads:
        for source in sources:
            for target in targets:
                yield source, target


def _null_segments(beads: Collection[GoldBead]) -> Iterator[tuple[str, int]]:
    for sources, targets in beads:
        if not targets:
            yield from (("source", source) for source in sources)
        if not sources:
            yield from (("target", target) for target in targets)


def _of_sets(wanted: set, reported: set) -> Counts:
    right = len(wanted & reported)
    return Counts(right, len(reported), right, len(wanted))

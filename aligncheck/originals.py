"""Which candidate is the original of a translation: from the coverage of their alignment, both ways."""

from dataclasses import dataclass

from aligncheck.alignment import Alignment
from aligncheck.document import SegmentedDocument
from aligncheck.report import Role

ORIGINAL_COVERAGE = 0.75
"""Least share of the translation that its original holds."""

PARTIAL_COVERAGE = 0.2
"""Least share of the translation that a related candidate holds; below it shared names and terms explain the rest."""

CERTAIN_ENOUGH = 0.5
"""Least score of a bead that counts as covered: it is more likely right than wrong."""


@dataclass(frozen=True)
class Coverage:
    """Shares of text, furniture aside, that have a counterpart on the other side, each in [0, 1]."""

    source: float
    target: float

    @property
    def role(self) -> Role:
        """What a source with this coverage is to the translation.

        The translation's side decides: an original of which half was left out is still the original. The thresholds
        were set with ``benchmarks/roles.py``.
        """
        if self.target >= ORIGINAL_COVERAGE:
            return Role.ORIGINAL
        return Role.PARTIAL if self.target >= PARTIAL_COVERAGE else Role.UNRELATED


def coverage(source: SegmentedDocument, target: SegmentedDocument, alignment: Alignment) -> Coverage:
    """Return the share of each side's characters that stand in beads which are likely right.

    A side that is furniture throughout has coverage 0.
    """
    likely = [bead for bead in alignment.beads if not bead.is_null and bead.score >= CERTAIN_ENOUGH]
    return Coverage(
        source=_covered_share(source, [bead.source for bead in likely]),
        target=_covered_share(target, [bead.target for bead in likely]),
    )


def _covered_share(text: SegmentedDocument, covered: list[range]) -> float:
    lengths = [0 if segment.furniture else segment.end - segment.start for segment in text.segments]
    total = sum(lengths)
    if total == 0:
        return 0.0
    return sum(lengths[index] for indices in covered for index in indices) / total

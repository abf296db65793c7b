"""How closely a bead's texts follow each other, as far as their lengths tell."""

from statistics import median

from aligncheck.alignment import Bead
from aligncheck.context import Context

MIN_BEADS = 5
"""Fewer beads give no usual ratio of their own."""

USUAL_LENGTH = (0.7, 1.4)
"""A bead outside of these length ratios, 1 being the text's usual one, is translated freely or wrongly aligned."""

SHORT_CHARACTERS = 40
"""The lengths of shorter texts tell nothing."""


class Lengths:
    """The usual length of a translation in one pair of texts."""

    def __init__(self, context: Context) -> None:
        self._context = context
        ratios = [theirs / ours for ours, theirs in map(self._lengths, context.alignment.beads) if ours and theirs]
        self._usual = median(ratios) if len(ratios) >= MIN_BEADS else 1.0

    def _lengths(self, bead: Bead) -> tuple[int, int]:
        source, target = self._context.source.place_of(bead.source), self._context.target.place_of(bead.target)
        return source.end - source.start, target.end - target.start

    def is_usual(self, bead: Bead) -> bool:
        """Whether the bead's target is about as long as translations in this text are."""
        ours, theirs = self._lengths(bead)
        if max(ours, theirs) < SHORT_CHARACTERS:
            return True
        return bool(ours) and USUAL_LENGTH[0] <= theirs / ours / self._usual <= USUAL_LENGTH[1]

"""The differences between the facts of a source and its translation, bead by bead, shared by all detectors of facts."""

from functools import lru_cache
from typing import TYPE_CHECKING

from aligncheck.alignment import Bead
from aligncheck.document import SegmentedDocument
from aligncheck.facts.comparison import Differences, compare
from aligncheck.facts.conventions import conventions
from aligncheck.facts.differences import Evidence, Side
from aligncheck.facts.segment import facts_of
from aligncheck.vocabulary import language_name

if TYPE_CHECKING:  # the detectors import this module
    from aligncheck.context import Context


FREE_SHARE = 0.03
"""Share of a source's facts that a faithful translation may leave out in other beads.

Of the texts of 40 lines that benchmarks/facts.py compares, nearly all proper translations (TICO-19, GARENG, BPPT SCI)
leave out less, and five in six of those that were edited as news (BPPT ECO) more.
"""

MOST_FACTS = 200
"""A bead with more is a table: its numbers cannot be told apart by what stands beside them, nor in good time."""


def unavailable(context: "Context") -> str | None:
    """Say which language there are no conventions for, or None if both have them."""
    for side in (context.source, context.target):
        language = side.document.language
        if conventions(language) is None:
            return f"there are no data on numbers and dates in {language_name(language)}"
    return None


@lru_cache(maxsize=2)
def differences(context: "Context") -> tuple[tuple[Bead, Differences], ...]:
    """Return each bead with text on both sides that is not furniture, and what its sides say differently."""
    found = []
    for bead in context.alignment.beads:
        if bead.is_null or context.is_furniture(bead):
            continue
        source, target = _side(context.source, bead.source), _side(context.target, bead.target)
        if max(len(source.facts), len(target.facts)) <= MOST_FACTS:
            found.append((bead, compare(source, target)))
    return tuple(found)


def is_free(context: "Context", bead: Bead) -> bool:
    """Whether the rest of the translation leaves out so much that this bead may have been edited on purpose as well."""
    facts, losses = _counts(context)
    lost = sum(losses.values()) - losses.get(bead, 0)
    return lost > FREE_SHARE * facts


@lru_cache(maxsize=2)
def _counts(context: "Context") -> tuple[int, dict[Bead, int]]:
    """Return how many facts the source has, and how many of each bead the translation leaves out."""
    facts, losses = 0, {}
    for bead, found in differences(context):
        facts += len(facts_of(context.source, bead.source))
        evidences = [one.evidence for one in found.quantities]
        evidences += [one.evidence for one in found.moments] + [one.evidence for one in found.codes]
        lost = evidences.count(Evidence.MISSING)
        if lost:
            losses[bead] = lost
    return facts, losses


def _side(document: SegmentedDocument, indices: range) -> Side:
    number = len(document.segments)
    before = range(max(0, indices.start - 1), indices.start)
    after = range(indices.stop, min(number, indices.stop + 1))
    around = facts_of(document, before) + facts_of(document, after)
    place = document.place_of(indices)
    return Side(place.text, place.start, document.document.language, facts_of(document, indices), around)

"""Modality: an obligation that became a permission, or the other way round.

Compared are modal words of a bead by what they say. Reported is only what one side says and the other contradicts:
modal words come and go in translation. A prohibition that became a permission is a lost negation. Known false
positives: modal words that mean a guess ("must be lazy"), and a modal word of one clause against that of another.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from aligncheck.alignment import Bead
from aligncheck.context import Context
from aligncheck.document import Place
from aligncheck.facts.negation import Modal, modals
from aligncheck.facts.segments import in_segments
from aligncheck.finding import Category, FactPair, Finding, Severity
from aligncheck.langdata import languages
from aligncheck.vocabulary import language_name

OBLIGATION, PERMISSION, ADVICE = "obligation", "permission", "advice"


class Kind(StrEnum):
    """How the modality differs."""

    WEAKENED = "weakened"
    STRENGTHENED = "strengthened"
    WEAKENED_BESIDE_OTHERS = "weakened-beside-others"
    """One of several modal words."""

    STRENGTHENED_BESIDE_OTHERS = "strengthened-beside-others"


# The precision of each kind that `python benchmarks/statements.py DATA` measures and prints.
PROBABILITIES = {
    Kind.WEAKENED: 0.78,
    Kind.STRENGTHENED: 0.95,
    Kind.WEAKENED_BESIDE_OTHERS: 0.75,
    Kind.STRENGTHENED_BESIDE_OTHERS: 0.83,
}

LEAST_PROBABILITY = 0.35
"""Less likely suspicions would drown the others."""


@dataclass(frozen=True)
class Suspect:
    """Two modal words that contradict each other."""

    kind: Kind
    bead: Bead
    source: Place
    target: Place


@dataclass(frozen=True)
class Modality:
    """Obligations and permissions confused."""

    rule: str = "modality"
    category: Category = Category.MISTRANSLATION
    description: str = "What the original requires the translation permits, or the other way round."

    def unavailable(self, context: Context) -> str | None:
        """Need the modal words of both languages."""
        for side in (context.source, context.target):
            if side.document.language not in languages("negation"):
                return f"there are no data on modal words for {language_name(side.document.language)}"
        return None

    def detect(self, context: Context) -> Iterator[Finding]:
        """Yield a finding for each bead with contradicting modal words."""
        for suspect in self.suspects(context):
            if PROBABILITIES[suspect.kind] >= LEAST_PROBABILITY:
                is_weakened = suspect.kind in (Kind.WEAKENED, Kind.WEAKENED_BESIDE_OTHERS)
                source, target = ("requires", "permits") if is_weakened else ("permits", "requires")
                yield Finding(
                    rule=self.rule,
                    category=self.category,
                    severity=Severity.MAJOR,
                    probability=PROBABILITIES[suspect.kind],
                    message=(
                        f"The original {source} it ('{suspect.source.text}'), "
                        f"the translation {target} it ('{suspect.target.text}')."
                    ),
                    source=suspect.source,
                    target=suspect.target,
                    facts=FactPair(f"{suspect.source.text} = {source} it", f"{suspect.target.text} = {target} it"),
                )

    def suspects(self, context: Context) -> Iterator[Suspect]:
        """Yield all contradictions, however unlikely."""
        for bead in context.alignment.beads:
            if bead.is_null or context.is_furniture(bead):
                continue
            source = in_segments(context.source, bead.source, modals)
            target = in_segments(context.target, bead.target, modals)
            found = _contradiction(source, target)
            if found is not None:
                kind, ours, theirs = found
                yield Suspect(
                    kind,
                    bead,
                    context.source.document.place(ours.start, ours.end),
                    context.target.document.place(theirs.start, theirs.end),
                )


def _contradiction(source: tuple[Modal, ...], target: tuple[Modal, ...]) -> tuple[Kind, Modal, Modal] | None:
    ours, theirs = Counter(modal.says for modal in source), Counter(modal.says for modal in target)
    if ours[ADVICE] or theirs[ADVICE]:
        return None
    if ours[OBLIGATION] > theirs[OBLIGATION] and theirs[PERMISSION] > ours[PERMISSION]:
        is_plain = not ours[PERMISSION] and not theirs[OBLIGATION]
        kind = Kind.WEAKENED if is_plain else Kind.WEAKENED_BESIDE_OTHERS
        return kind, _one(source, OBLIGATION), _one(target, PERMISSION)
    if ours[PERMISSION] > theirs[PERMISSION] and theirs[OBLIGATION] > ours[OBLIGATION]:
        is_plain = not ours[OBLIGATION] and not theirs[PERMISSION]
        kind = Kind.STRENGTHENED if is_plain else Kind.STRENGTHENED_BESIDE_OTHERS
        return kind, _one(source, PERMISSION), _one(target, OBLIGATION)
    return None


def _one(found: tuple[Modal, ...], says: str) -> Modal:
    return next(modal for modal in found if modal.says == says)

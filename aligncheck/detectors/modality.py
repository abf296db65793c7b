"""Modality: an obligation that became a permission, or the other way round.

Compared are modal words of a bead by what they say. Reported is only what one side says and the other contradicts:
modal words come and go in translation. A prohibition that became a permission is a lost negation. Known false
positives: modal words that mean a guess ("must be lazy"), and a modal word of one clause against that of another.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from aligncheck.context import Context
from aligncheck.detectors.suspecting import Suspect, Suspecting, lacking
from aligncheck.facts.negation import Modal, modals
from aligncheck.facts.segments import in_segments
from aligncheck.finding import Category, FactPair, Severity

OBLIGATION, PERMISSION, ADVICE = "obligation", "permission", "advice"


class Kind(StrEnum):
    """How the modality differs."""

    WEAKENED = "weakened"
    STRENGTHENED = "strengthened"
    WEAKENED_BESIDE_OTHERS = "weakened-beside-others"
    """One of several modal words."""

    STRENGTHENED_BESIDE_OTHERS = "strengthened-beside-others"


# The precision of each kind that `python benchmarks/statements.py DATA` measures and prints.
PROBABILITIES: dict[str, float] = {
    Kind.WEAKENED: 0.84,
    Kind.STRENGTHENED: 0.94,
    Kind.WEAKENED_BESIDE_OTHERS: 0.73,
    Kind.STRENGTHENED_BESIDE_OTHERS: 0.84,
}


@dataclass(frozen=True)
class Modality(Suspecting[Suspect]):
    """Obligations and permissions confused."""

    rule: str = "modality"
    category: Category = Category.MISTRANSLATION
    description: str = "What the original requires the translation permits, or the other way round."

    probabilities: ClassVar[Mapping[str, float]] = PROBABILITIES

    def unavailable(self, context: Context) -> str | None:
        """Need the modal words of both languages."""
        return lacking(context, "negation", "modal words")

    def severity(self, suspect: Suspect) -> Severity:
        """Say something else than the original, but not the opposite."""
        return Severity.MAJOR

    def message(self, suspect: Suspect) -> str:
        """Say what each side makes of it."""
        source, target = _said(suspect)
        return (
            f"The original {source} it ('{suspect.source.text}'), "
            f"the translation {target} it ('{suspect.target.text}')."
        )

    def facts(self, suspect: Suspect) -> FactPair:
        """Return both modal words and what they say."""
        source, target = _said(suspect)
        return FactPair(f"{suspect.source.text} = {source} it", f"{suspect.target.text} = {target} it")

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


def _said(suspect: Suspect) -> tuple[str, str]:
    is_weakened = suspect.kind in (Kind.WEAKENED, Kind.WEAKENED_BESIDE_OTHERS)
    return ("requires", "permits") if is_weakened else ("permits", "requires")


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

"""What the rules on numbers, dates, money, measures and codes have in common.

Each reports some of the differences between the facts of a bead's sides, read and compared once for all of them.
"""

from abc import abstractmethod
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from aligncheck.context import Context
from aligncheck.detectors.suspecting import Suspect, Suspecting
from aligncheck.document import Place, SegmentedDocument
from aligncheck.facts import beads
from aligncheck.facts.codes import Code
from aligncheck.facts.comparison import Differences
from aligncheck.facts.differences import Difference, Evidence
from aligncheck.facts.moments import Moment
from aligncheck.facts.quantities import Quantity
from aligncheck.finding import FactPair, Severity

AnyFact = Quantity | Moment | Code
AnyDifference = Difference[Quantity] | Difference[Moment] | Difference[Code]

FREELY = "in a free translation"
"""The kind of a difference that an edited text has on purpose more often than by a slip."""

_EDITED = (
    Evidence.ROUNDED,
    Evidence.SWAPPED,
    Evidence.INVERTED,
    Evidence.REPEATED,
    Evidence.NEARBY,
    Evidence.RELATIVE,
    Evidence.PARTIAL,
    Evidence.MISSING,
    Evidence.ADDED,
)
"""What editing brings about: news is rounded, reordered, shortened, and dated anew for its readers."""

_SEVERITIES = {
    Evidence.ROUNDED: Severity.MINOR,
    Evidence.PARTIAL: Severity.MINOR,
    Evidence.SIGNS: Severity.MAJOR,
    Evidence.VAGUE: Severity.MAJOR,
    Evidence.WEAK: Severity.MAJOR,
    Evidence.RELATIVE: Severity.MAJOR,
    Evidence.CONTRADICTION: Severity.MAJOR,
    Evidence.MISSING: Severity.MAJOR,
    Evidence.ADDED: Severity.MAJOR,
}
"""Where the reader is not misled on a fact, which is critical."""

_HINTS = {
    Evidence.ROUNDED: "; it is rounded",
    Evidence.SIGNS: "; dots and commas are read the other way round in the two languages",
    Evidence.REVERSED: ", and the number behind it likewise: the two changed places",
    Evidence.SWAPPED: "; another number of the sentence stands in its place",
    Evidence.INVERTED: "; another number of the sentence stands before it in one text only",
    Evidence.REPEATED: ", which it says elsewhere too",
    Evidence.NEARBY: "; it may be meant for a sentence nearby",
}


@dataclass(frozen=True)
class DifferentFact(Suspect):
    """A fact that the sides of a bead do not share; its kind is what the difference rests on."""

    difference: AnyDifference


@dataclass(frozen=True)
class DifferingFacts(Suspecting[DifferentFact]):
    """A rule on facts of certain kinds."""

    @abstractmethod
    def own(self, found: Differences) -> Iterable[AnyDifference]:
        """Return those differences of a bead that are this rule's."""

    def unavailable(self, context: Context) -> str | None:
        """Need both languages' ways of writing numbers, dates, amounts and units."""
        return beads.unavailable(context)

    def suspects(self, context: Context) -> Iterator[DifferentFact]:
        """Yield all differences, however unlikely it is that they are errors."""
        for bead, found in beads.differences(context):
            for difference in self.own(found):
                source = _place(context.source, bead.source, difference.source)
                target = _place(context.target, bead.target, difference.target)
                is_edited = difference.evidence in _EDITED and beads.is_free(context, bead)
                kind = FREELY if is_edited and difference.evidence is not Evidence.ADDED else difference.evidence
                yield DifferentFact(kind, bead, source, target, difference)

    def severity(self, suspect: DifferentFact) -> Severity:
        """Tell what misleads on a fact from what is left out or imprecise; a date more or less seldom matters."""
        fact, evidence = suspect.difference.source, suspect.difference.evidence
        if evidence is Evidence.MISSING and isinstance(fact, Moment):
            return Severity.MINOR
        return _SEVERITIES.get(evidence, Severity.CRITICAL)

    def message(self, suspect: DifferentFact) -> str:
        """Show both facts as they were understood."""
        source = _quoted(suspect.source, suspect.difference.source)
        target = _quoted(suspect.target, suspect.difference.target)
        evidence = suspect.difference.evidence
        if not target:
            return f"{source} is not in the translation."
        if evidence is Evidence.CONTRADICTION:
            instead = f"; the original says {source}" if source else ""
            return f"{target}: there is no such day{instead}."
        if not source:
            return f"{target} is not in the original."
        if evidence is Evidence.PARTIAL:
            return f"The date is given in full on one side only: {source} in the original, {target} in the translation."
        return f"The original says {source}, the translation {target}{_HINTS.get(evidence, '')}."

    def facts(self, suspect: DifferentFact) -> FactPair:
        """Return both facts as in ``6.213 = 6213``."""
        return FactPair(
            _understood(suspect.source, suspect.difference.source),
            _understood(suspect.target, suspect.difference.target),
        )


def _place(side: SegmentedDocument, indices: range, fact: AnyFact | None) -> Place:
    """Return where a fact stands, or the end of the bead's side that lacks it."""
    if fact is not None:
        return side.document.place(fact.start, fact.end)
    end = side.place_of(indices).end
    return side.document.place(end, end)


def _quoted(place: Place, fact: AnyFact | None) -> str:
    """Return a fact as it is written and as it was understood, as in ``“6.213” = 6213``; nothing without a fact."""
    if fact is None:
        return ""
    text, meaning = _read(place, fact)
    return f"“{text}” = {meaning}" if meaning else f"“{text}”"


def _understood(place: Place, fact: AnyFact | None) -> str | None:
    if fact is None:
        return None
    text, meaning = _read(place, fact)
    return f"{text} = {meaning}" if meaning else text


def _read(place: Place, fact: AnyFact) -> tuple[str, str]:
    """Return a fact as it is written, and as it was understood; the latter is empty where it would say the same."""
    text = " ".join(place.text.split())
    meaning = "" if isinstance(fact, Code) else fact.understood
    return text, "" if meaning == text else meaning

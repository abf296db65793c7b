"""From differences between facts to findings: places, wording and severity, the same for all detectors of facts."""

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from aligncheck.alignment import Bead
from aligncheck.document import Document
from aligncheck.facts.codes import Code
from aligncheck.facts.differences import Difference, Evidence
from aligncheck.facts.moments import Moment
from aligncheck.facts.quantities import Quantity
from aligncheck.finding import FactPair, Finding, Severity

if TYPE_CHECKING:  # the detectors import this module
    from aligncheck.context import Context
    from aligncheck.detectors.base import Detector

LEAST_PROBABILITY = 0.35
"""Less likely suspicions would drown the others."""

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
    Evidence.REPEATED: ", which it says elsewhere too",
    Evidence.NEARBY: "; it may be meant for a sentence nearby",
}


def findings(
    detector: "Detector",
    context: "Context",
    differences: Iterator[tuple[Bead, Difference[Quantity] | Difference[Moment] | Difference[Code]]],
    probabilities: Mapping[Evidence, float],
) -> Iterator[Finding]:
    """Yield a finding for each difference that is likely enough."""
    for bead, difference in differences:
        if probabilities[difference.evidence] < LEAST_PROBABILITY:
            continue
        source, target = difference.source, difference.target
        ours, theirs = context.source.place_of(bead.source), context.target.place_of(bead.target)
        yield Finding(
            rule=detector.rule,
            category=detector.category,
            severity=_SEVERITIES.get(difference.evidence, Severity.CRITICAL),
            probability=probabilities[difference.evidence],
            message=_message(context, difference),
            source=context.source.document.place(source.start, source.end)
            if source
            else context.source.document.place(ours.end, ours.end),
            target=context.target.document.place(target.start, target.end)
            if target
            else context.target.document.place(theirs.end, theirs.end),
            facts=FactPair(
                _as_understood(context.source.document, source) if source else None,
                _as_understood(context.target.document, target) if target else None,
            ),
        )


def _message(context: "Context", difference: Difference[Quantity] | Difference[Moment] | Difference[Code]) -> str:
    source = _said(context.source.document, difference.source) if difference.source else ""
    target = _said(context.target.document, difference.target) if difference.target else ""
    if not target:
        return f"{source} is not in the translation."
    if not source and difference.evidence is Evidence.CONTRADICTION:
        return f"{target}: there is no such day."
    if not source:
        return f"{target} is not in the original."
    if difference.evidence is Evidence.CONTRADICTION:
        return f"{target}: there is no such day; the original says {source}."
    if difference.evidence is Evidence.PARTIAL:
        return f"The date is given in full on one side only: {source} in the original, {target} in the translation."
    return f"The original says {source}, the translation {target}{_HINTS.get(difference.evidence, '')}."


def _said(document: Document, fact: Quantity | Moment | Code) -> str:
    """Return a fact as a message shows it, as in ``“6.213” = 6213``."""
    text, meaning = _read(document, fact)
    return f"“{text}” = {meaning}" if meaning else f"“{text}”"


def _as_understood(document: Document, fact: Quantity | Moment | Code) -> str:
    """Return a fact without marks, as in ``6.213 = 6213``."""
    text, meaning = _read(document, fact)
    return f"{text} = {meaning}" if meaning else text


def _read(document: Document, fact: Quantity | Moment | Code) -> tuple[str, str]:
    """Return a fact as it is written, and as it was understood; the latter is empty where it would say the same."""
    text = " ".join(document.text[fact.start : fact.end].split())
    meaning = "" if isinstance(fact, Code) else fact.understood
    return text, "" if meaning == text else meaning

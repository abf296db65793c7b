"""Name: a person, place or organisation that the translation misspells, replaces by another, or leaves out.

Compared are the words of names that other languages write the same: common words in a name are translated, unless this
text copies them elsewhere or no lexicon has them; words that this text never copies are taken as translated too, and so
are those that the glossary or a pair in brackets renders. A missing name counts where the translation is otherwise
faithful and nothing stands for it, a replaced one elsewhere too, with less probability. How sure a finding is depends
on its kind, as benchmarks/statements.py measures it. Known false positives: places and peoples that no data file knows
by their other name, and names that the translator knew better than the author.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from aligncheck.context import Context
from aligncheck.detectors.suspecting import Suspect, Suspecting, lacking
from aligncheck.facts.expansions import wrong_expansions
from aligncheck.facts.name_comparison import NameComparison
from aligncheck.facts.name_loss import Loss, losses
from aligncheck.facts.name_matching import Match
from aligncheck.facts.names import Shape
from aligncheck.finding import Category, FactPair, Severity
from aligncheck.vocabulary import language_name, vocabulary


class Kind(StrEnum):
    """What happened to a name."""

    MISSPELT = "misspelt"
    REPLACED = "replaced"
    ABBREVIATION_REPLACED = "abbreviation-replaced"
    MISSING = "missing"
    MISSING_HERE = "missing-here"
    """Missing, but other beads of the translation have it, or this one is much shorter or longer than usual."""

    REPLACED_FREELY = "replaced-freely"
    """Replaced where the translation loses other names as well."""

    EXPANDED_WRONGLY = "expanded-wrongly"
    """An abbreviation explained by other words than in the source."""


# The precision of each kind that `python benchmarks/statements.py DATA` measures and prints.
PROBABILITIES: dict[str, float] = {
    Kind.MISSPELT: 0.96,
    Kind.REPLACED: 0.78,
    Kind.ABBREVIATION_REPLACED: 0.89,
    Kind.MISSING: 0.48,
    Kind.MISSING_HERE: 0.16,
    Kind.REPLACED_FREELY: 0.42,
    Kind.EXPANDED_WRONGLY: 0.55,
}

SEVERITIES = {
    Kind.MISSPELT: Severity.MINOR,
    Kind.REPLACED: Severity.CRITICAL,
    Kind.ABBREVIATION_REPLACED: Severity.MAJOR,
    Kind.MISSING: Severity.MAJOR,
    Kind.MISSING_HERE: Severity.MAJOR,
    Kind.REPLACED_FREELY: Severity.CRITICAL,
    Kind.EXPANDED_WRONGLY: Severity.CRITICAL,
}


@dataclass(frozen=True)
class Name(Suspecting[Suspect]):
    """Names that are wrong or missing."""

    rule: str = "name"
    category: Category = Category.NAMED_ENTITY
    description: str = "A name of the original is misspelt, replaced or missing in the translation."

    probabilities: ClassVar[Mapping[str, float]] = PROBABILITIES

    def unavailable(self, context: Context) -> str | None:
        """Need word lists of both languages, to tell names from words, and what their names are called."""
        for side in (context.source, context.target):
            if vocabulary(side.document.language) is None:
                return f"there is no word list of {language_name(side.document.language)}"
        return lacking(context, "names", "names")

    def severity(self, suspect: Suspect) -> Severity:
        """Tell a misspelling from another name."""
        return SEVERITIES[Kind(suspect.kind)]

    def message(self, suspect: Suspect) -> str:
        """Name the name, and what stands for it."""
        source, target = suspect.source.text, suspect.target.text
        if suspect.kind is Kind.MISSPELT:
            return f"'{target}' is spelt '{source}' in the original."
        if suspect.kind is Kind.EXPANDED_WRONGLY:
            return f"The abbreviation of '{source}' is explained as '{target}'; no word of it says the same."
        if target:
            return f"'{target}' stands where the original has '{source}'."
        return f"The name '{source}' is not in the translation."

    def facts(self, suspect: Suspect) -> FactPair:
        """Return both names."""
        return FactPair(suspect.source.text or None, suspect.target.text or None)

    def suspects(self, context: Context) -> Iterator[Suspect]:
        """Yield all names that may be wrong, however unlikely."""
        if self.unavailable(context):
            return
        comparison = NameComparison(context)
        lost = losses(context, comparison)
        wrong = wrong_expansions(context)
        for bead in comparison.beads:
            for source, target in wrong.get(bead.bead, ()):
                yield Suspect(Kind.EXPANDED_WRONGLY, bead.bead, source, target)
            for name in bead.source:
                for word in name.words:
                    if word.match is Match.MISSPELT and word.other is not None:
                        source = context.source.document.place(word.word.start, word.word.end)
                        target = context.target.document.place(word.other.start, word.other.end)
                        yield Suspect(Kind.MISSPELT, bead.bead, source, target)
            for loss in lost.get(bead.bead, ()):
                kind = _kind(loss)
                if kind is not None:
                    yield Suspect(kind, bead.bead, loss.source, loss.target)


def _kind(loss: Loss) -> Kind | None:
    if loss.target.text:
        if loss.shape is Shape.ABBREVIATION:
            is_plain = loss.is_faithful and loss.has_usual_length
            return Kind.ABBREVIATION_REPLACED if is_plain or loss.is_alike else None
        if loss.is_faithful:
            return Kind.REPLACED
        return Kind.REPLACED_FREELY if loss.has_usual_length and not loss.is_elsewhere else None
    if loss.shape is Shape.ABBREVIATION or not loss.is_faithful or loss.has_pronoun or not loss.is_sure:
        return None
    return Kind.MISSING_HERE if loss.is_elsewhere or not loss.has_usual_length else Kind.MISSING

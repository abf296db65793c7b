"""Name: a person, place or organisation that the translation misspells, replaces by another, or leaves out.

Compared are the words of names that other languages write the same: common words in a name are translated, unless this
text copies them elsewhere or no lexicon has them; words that this text never copies are taken as translated too, and so
are those that the glossary or a pair in brackets renders. What is no word of the translation's language and looks like
a capitalised word of the original is a misspelling, name or not. A missing name counts where the translation is
otherwise faithful and nothing stands for it, a replaced one elsewhere too, with less probability; both count more
where the words around the name stand together in the translation. How sure a finding is depends on its kind, as
benchmarks/statements.py measures it. Known false positives: places and peoples that no data file knows
by their other name, and names that the translator knew better than the author.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from aligncheck.alignment import Bead
from aligncheck.context import Context
from aligncheck.detectors.suspecting import Suspect, Suspecting, lacking
from aligncheck.facts.expansions import wrong_expansions
from aligncheck.facts.misspelt_names import keys_of, misspellings
from aligncheck.facts.name_comparison import NameComparison
from aligncheck.facts.name_loss import Loss, losses
from aligncheck.facts.name_matching import Match
from aligncheck.facts.names import NameWord, Shape
from aligncheck.finding import Category, FactPair, Severity
from aligncheck.vocabulary import language_name, vocabulary
from aligncheck.words import Word


class Kind(StrEnum):
    """What happened to a name."""

    MISSPELT = "misspelt"
    MISSPELT_WORD = "misspelt-word"
    """A capitalised word that is not told to be a name."""

    REPLACED_CLOSELY = "replaced-closely"
    """Replaced, and most of the words around the name stand around the new one."""

    REPLACED = "replaced"
    ABBREVIATION_REPLACED = "abbreviation-replaced"
    MISSING_CLOSELY = "missing-closely"
    """Missing, though all the words around it are in the translation, next to one another."""

    MISSING = "missing"
    MISSING_HERE = "missing-here"
    """Missing, but other beads of the translation have it, or this one is much shorter or longer than usual."""

    REPLACED_FREELY = "replaced-freely"
    """Replaced as closely as that, or nearly, where the translation loses other names as well."""

    REPLACED_LOOSELY = "replaced-loosely"
    """Replaced less closely in such a translation."""

    EXPANDED_WRONGLY = "expanded-wrongly"
    """An abbreviation explained by other words than in the source."""


# The precision of each kind that `python benchmarks/statements.py DATA` measures and prints.
PROBABILITIES: dict[str, float] = {
    Kind.MISSPELT: 0.95,
    Kind.MISSPELT_WORD: 0.6,
    Kind.REPLACED_CLOSELY: 0.89,
    Kind.REPLACED: 0.65,
    Kind.ABBREVIATION_REPLACED: 0.91,
    Kind.MISSING_CLOSELY: 0.56,
    Kind.MISSING: 0.42,
    Kind.MISSING_HERE: 0.12,
    Kind.REPLACED_FREELY: 0.65,
    Kind.REPLACED_LOOSELY: 0.14,
    Kind.EXPANDED_WRONGLY: 0.55,
}

SEVERITIES = {
    Kind.MISSPELT: Severity.MINOR,
    Kind.MISSPELT_WORD: Severity.MINOR,
    Kind.REPLACED_CLOSELY: Severity.CRITICAL,
    Kind.REPLACED: Severity.CRITICAL,
    Kind.ABBREVIATION_REPLACED: Severity.MAJOR,
    Kind.MISSING_CLOSELY: Severity.MAJOR,
    Kind.MISSING: Severity.MAJOR,
    Kind.MISSING_HERE: Severity.MAJOR,
    Kind.REPLACED_FREELY: Severity.CRITICAL,
    Kind.REPLACED_LOOSELY: Severity.CRITICAL,
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
        if suspect.kind is Kind.MISSPELT_WORD:
            return f"'{target}' is no known word, and looks like a misspelling; the original has '{source}'."
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
        known = keys_of(context.source)
        for bead in comparison.beads:
            for source, target in wrong.get(bead.bead, ()):
                yield Suspect(Kind.EXPANDED_WRONGLY, bead.bead, source, target)
            misspelt = set()
            for name in bead.source:
                for word in name.words:
                    if word.match is Match.MISSPELT and word.other is not None:
                        misspelt.add(word.other.start)
                        yield _misspelling(Kind.MISSPELT, context, bead.bead, word.word, word.other)
            for meant, written in misspellings(context, bead.bead, known):
                if written.start not in misspelt:
                    yield _misspelling(Kind.MISSPELT_WORD, context, bead.bead, meant, written)
            for loss in lost.get(bead.bead, ()):
                kind = _kind(loss)
                if kind is not None:
                    yield Suspect(kind, bead.bead, loss.source, loss.target)


def _misspelling(kind: Kind, context: Context, bead: Bead, meant: Word | NameWord, word: Word) -> Suspect:
    source = context.source.document.place(meant.start, meant.end)
    return Suspect(kind, bead, source, context.target.document.place(word.start, word.end))


CLOSELY, MOSTLY, PARTLY = 1.0, 0.75, 0.5
"""Shares of the words around a name that make a difference to how likely it is lost by a slip."""


def _kind(loss: Loss) -> Kind | None:
    if loss.target.text:
        return _kind_of_replaced(loss)
    if loss.shape is Shape.ABBREVIATION or not loss.is_faithful or loss.has_pronoun or not loss.is_sure:
        return None
    if loss.share >= CLOSELY:
        return Kind.MISSING_CLOSELY
    return Kind.MISSING_HERE if loss.is_elsewhere or not loss.has_usual_length else Kind.MISSING


def _kind_of_replaced(loss: Loss) -> Kind | None:
    if loss.shape is Shape.ABBREVIATION:
        is_plain = loss.is_faithful and loss.has_usual_length
        return Kind.ABBREVIATION_REPLACED if is_plain or loss.is_alike else None
    if loss.is_faithful:
        return Kind.REPLACED_CLOSELY if loss.is_inside and loss.share >= MOSTLY else Kind.REPLACED
    is_near = loss.share >= (MOSTLY if loss.is_elsewhere else PARTLY)
    return Kind.REPLACED_FREELY if loss.is_inside and is_near else Kind.REPLACED_LOOSELY

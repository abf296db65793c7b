"""What an unknown word looks like, and how likely it then is to be no word at all."""

from collections.abc import Collection
from enum import StrEnum

from aligncheck.vocabulary import FREQUENT_ZIPF, Vocabulary
from aligncheck.words import fold

LONG_LETTERS = 7
COGNATE_RATIO = 80.0
"""Similarity (rapidfuzz ratio, 0-100) from which a word may be one of the source in another spelling."""

TERM_OCCURRENCES = 3
"""An unknown word used this often in a text is more likely a term of its own."""


class Evidence(StrEnum):
    """What a word that no list has looks like; the first that fits counts."""

    AFFIX = "affix"
    """A frequent word with an affix that does not go with it: certain, certaining."""

    RUN_TOGETHER = "run-together"
    """Two words without the space between them, one of them a function word."""

    MISSPELLING = "misspelling"
    """One edit away from a frequent word, and long."""

    SHORT_MISSPELLING = "short-misspelling"
    """One edit away from a frequent word, which a short word may be by chance."""

    COMPOUND = "compound"
    """Two known words joined, in a language that joins words by convention only."""

    COGNATE = "cognate"
    """Much like a word of the source."""

    NEAR = "near"
    """One edit from a rarer word, or two from a frequent one."""

    UNKNOWN = "unknown"
    """Nothing is like it."""

    LISTED_MISSPELLING = "listed-misspelling"
    """Listed because people write it, but a hundred times rarer than the right word one edit away."""


class Lists(StrEnum):
    """What a word list is worth: how much it means that it lacks a word."""

    LARGE = "large"
    """Several hundred thousand words."""

    INCOMPLETE = "incomplete"
    """As many, in a language that joins any two words or whose word formation is not known."""

    SHORT = "short"
    """The frequent words only."""


# The precision of each class that `python benchmarks/non_words.py DATA` measures and prints: on English for the large
# list, German for the incomplete one, and Indonesian for the short one. A class that is not here does not occur.
PROBABILITIES = {
    Lists.LARGE: {
        Evidence.AFFIX: 0.96,
        Evidence.RUN_TOGETHER: 0.97,
        Evidence.MISSPELLING: 0.96,
        Evidence.SHORT_MISSPELLING: 0.97,
        Evidence.COMPOUND: 0.74,
        Evidence.COGNATE: 0.08,
        Evidence.NEAR: 0.87,
        Evidence.UNKNOWN: 0.8,
        Evidence.LISTED_MISSPELLING: 0.87,
    },
    Lists.INCOMPLETE: {
        Evidence.AFFIX: 0.56,
        Evidence.RUN_TOGETHER: 0.91,
        Evidence.MISSPELLING: 0.92,
        Evidence.SHORT_MISSPELLING: 0.94,
        Evidence.COGNATE: 0.05,
        Evidence.NEAR: 0.87,
        Evidence.UNKNOWN: 0.55,
        Evidence.LISTED_MISSPELLING: 0.5,
    },
    Lists.SHORT: {
        Evidence.AFFIX: 0.93,
        Evidence.RUN_TOGETHER: 0.96,
        Evidence.MISSPELLING: 0.86,
        Evidence.SHORT_MISSPELLING: 0.59,
        Evidence.COMPOUND: 0.58,
        Evidence.COGNATE: 0.0,
        Evidence.NEAR: 0.34,
        Evidence.UNKNOWN: 0.28,
    },
}
# The same for a word with a capital that may be a name's. The evidence that is not here has too few right to go by.
PROBABILITIES_IF_CAPITALISED = {
    Lists.LARGE: {Evidence.AFFIX: 0.75, Evidence.RUN_TOGETHER: 0.8, Evidence.MISSPELLING: 0.81},
    Lists.INCOMPLETE: {Evidence.AFFIX: 0.5, Evidence.RUN_TOGETHER: 0.5, Evidence.MISSPELLING: 0.5},
    Lists.SHORT: {Evidence.AFFIX: 0.65, Evidence.RUN_TOGETHER: 0.75, Evidence.MISSPELLING: 0.76},
}
# Not measured: no planted word stands so often in a text.
_IF_A_TERM = 0.5


def lists_of(known: Vocabulary) -> Lists:
    """Return what the lists of a vocabulary are worth."""
    if not known.is_large:
        return Lists.SHORT
    compounds = known.morphology.compounds
    return Lists.LARGE if compounds and not compounds.productive else Lists.INCOMPLETE


def evidence_of(word: str, known: Vocabulary, source_words: Collection[str]) -> Evidence:
    """Return what an unknown word looks like; `source_words` are those it translates, folded."""
    if known.lists(word):
        return Evidence.LISTED_MISSPELLING
    base = known.base_of(word)
    if base is not None and known.zipf(base) >= FREQUENT_ZIPF:
        return Evidence.AFFIX
    if known.run_together(word):
        return Evidence.RUN_TOGETHER
    is_cognate = _is_cognate(word, source_words)
    if known.nearest(word) and (known.is_large or not is_cognate):
        return Evidence.MISSPELLING if len(word) >= LONG_LETTERS else Evidence.SHORT_MISSPELLING
    if known.parts(word):
        return Evidence.COMPOUND
    if is_cognate:
        return Evidence.COGNATE
    return Evidence.NEAR if known.near(word) else Evidence.UNKNOWN


def probability_of(evidence: Evidence, known: Vocabulary, *, may_be_name: bool, occurrences: int) -> float:
    """Return how likely a word with this evidence is no word.

    Args:
        evidence: What it looks like.
        known: The words of its language.
        may_be_name: Whether it has a capital that the beginning of a sentence may or may not account for.
        occurrences: How often it stands in the text.
    """
    table = PROBABILITIES_IF_CAPITALISED if may_be_name else PROBABILITIES
    probability = table[lists_of(known)].get(evidence, 0.0)
    return probability * _IF_A_TERM if occurrences >= TERM_OCCURRENCES else probability


def _is_cognate(word: str, source_words: Collection[str]) -> bool:
    from rapidfuzz import fuzz, process

    return process.extractOne(fold(word), source_words, scorer=fuzz.ratio, score_cutoff=COGNATE_RATIO) is not None

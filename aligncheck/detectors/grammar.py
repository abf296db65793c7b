"""Grammar: function words, or forms of words, that do not fit the sentence."""

from dataclasses import dataclass

from aligncheck.alignment import Bead
from aligncheck.context import Context
from aligncheck.detectors.estimated import Estimated
from aligncheck.estimator.review import WordError
from aligncheck.finding import Category


@dataclass(frozen=True)
class Grammar(Estimated):
    """Words of a wrong form, or function words that are out of place."""

    rule: str = "grammar"
    category: Category = Category.GRAMMAR
    description: str = "A word of the translation has a wrong form, or a function word does not fit."

    def message(self, error: WordError, bead: Bead, context: Context) -> str:
        """Name it, and what it stands for."""
        seen = f"'{error.target.text}' does not seem to fit here"
        return f"{seen}; the original has '{error.source.text}'." if error.source.text else f"{seen}."

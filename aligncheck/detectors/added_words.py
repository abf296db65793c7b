"""Added words: words within a sentence of the translation that stand for nothing in its source."""

from dataclasses import dataclass

from aligncheck.alignment import Bead
from aligncheck.context import Context
from aligncheck.detectors.estimated import Estimated
from aligncheck.estimator.review import WordError
from aligncheck.finding import Category


@dataclass(frozen=True)
class AddedWords(Estimated):
    """Words that were added."""

    rule: str = "added-words"
    category: Category = Category.ADDITION
    description: str = "Words within a sentence of the translation have no counterpart in the original."

    def message(self, error: WordError, bead: Bead, context: Context) -> str:
        """Name them."""
        return f"Nothing in this sentence of the original accounts for '{error.target.text}'."

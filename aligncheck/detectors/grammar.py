"""Grammar: function words that do not fit the sentence.

Wrong forms of other words (a verb's number, a noun's case) are not told from words of a wrong sense: where the
estimator suspects one, it is reported as a mistranslation.
"""

from dataclasses import dataclass

from aligncheck.alignment import Bead
from aligncheck.context import Context
from aligncheck.detectors.estimated import Estimated
from aligncheck.estimator.review import WordError
from aligncheck.finding import Category


@dataclass(frozen=True)
class Grammar(Estimated):
    """Function words that are wrong or out of place."""

    rule: str = "grammar"
    category: Category = Category.GRAMMAR
    description: str = "A function word of the translation does not fit: an article, a preposition, a conjunction."

    def message(self, error: WordError, bead: Bead, context: Context) -> str:
        """Name it, and what it stands for."""
        seen = f"'{error.target.text}' does not seem to fit here"
        return f"{seen}; the original has '{error.source.text}'." if error.source.text else f"{seen}."

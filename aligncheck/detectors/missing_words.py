"""Missing words: words within a sentence of the source whose sense is not in its translation."""

from dataclasses import dataclass

from aligncheck.alignment import Bead
from aligncheck.context import Context
from aligncheck.detectors.estimated import Estimated, usually
from aligncheck.estimator.review import WordError
from aligncheck.finding import Category


@dataclass(frozen=True)
class MissingWords(Estimated):
    """Words that were left out."""

    rule: str = "missing-words"
    category: Category = Category.OMISSION
    description: str = "Words within a sentence of the original have no counterpart in the translation."

    def message(self, error: WordError, bead: Bead, context: Context) -> str:
        """Name them."""
        said = f"Nothing in the translation of this sentence renders '{error.source.text}'."
        return said + usually(error.source, bead, context)

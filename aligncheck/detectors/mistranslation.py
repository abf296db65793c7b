"""Mistranslation: words of the translation that do not say what the words of the source say that they stand for."""

from dataclasses import dataclass

from aligncheck.alignment import Bead
from aligncheck.context import Context
from aligncheck.detectors.estimated import Estimated, usually
from aligncheck.estimator.review import WordError
from aligncheck.finding import Category

UNRENDERED = 0.5
"""Probability from which the sense of the source words counts as being nowhere in the translation."""


@dataclass(frozen=True)
class Mistranslation(Estimated):
    """Words with a wrong sense."""

    rule: str = "mistranslation"
    category: Category = Category.MISTRANSLATION
    description: str = "Words of the translation have another sense than those of the original."

    def message(self, error: WordError, bead: Bead, context: Context) -> str:
        """Name both."""
        stands = f"'{error.target.text}' stands where the original has '{error.source.text}'"
        if error.source_missing >= UNRENDERED:
            said = f"{stands}; nothing in the sentence carries its sense."
        else:
            said = f"{stands}; it does not seem to say the same."
        return said + usually(error.source, bead, context)

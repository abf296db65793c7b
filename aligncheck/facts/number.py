"""The record of a number that a text gives."""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Number:
    """A number as a text gives it."""

    start: int
    end: int
    """Half-open stretch ``[start, end)`` of the text."""

    values: tuple[Fraction, ...]
    """What it may stand for, the likeliest first; the sign is left out."""

    is_vague: bool = False
    """Whether only the order of magnitude is said ("hundreds")."""

    is_weak: bool = False
    """Whether the words are often no number at all ("one", "both")."""

    is_aside: bool = False
    """Whether a word says the number among other things ("both", "twice"), or a name has it ("BBC Three")."""

    is_roman: bool = False

    is_year: bool = False
    """Whether it is four digits that may be a year."""

    is_plain: bool = False
    """Whether it is digits alone, without signs and scale."""

    in_words: bool = False
    is_ordinal: bool = False
    has_signs: bool = False
    """Whether it depends on what a dot or a comma means."""

    scale: Fraction = Fraction(1)
    """What the digits are multiplied by, for the first number of a range ("5-6 juta")."""

    @property
    def value(self) -> Fraction:
        """The likeliest value."""
        return self.values[0]

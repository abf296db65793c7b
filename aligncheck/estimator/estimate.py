"""What the estimator says of a source text and its translation."""

from dataclasses import dataclass

from aligncheck.estimator.tokens import TokenisedText


@dataclass(frozen=True)
class LeftOut:
    """A phrase of the source that a language model was asked about."""

    source: range
    """Its tokens."""

    probability: float
    """How likely the translation leaves it out, in [0, 1]."""


@dataclass(frozen=True)
class Estimate:
    """Probabilities of words being wrong, in [0, 1], and a sentence score."""

    source: TokenisedText
    target: TokenisedText

    target_bad: tuple[float, ...]
    """Per target token: the probability that it is wrong."""

    source_bad: tuple[float, ...]
    """Per source token: the probability that its sense is not, or wrongly, in the translation."""

    gap_bad: tuple[float, ...]
    """Per gap between target tokens, both ends included (n + 1 for n tokens): the probability that words miss."""

    score: float
    """Quality of the translation in [0, 1], 1 being best."""

    links: tuple[tuple[int, int], ...] = ()
    """Source and target tokens that render each other, in the order of the source; no token is in two pairs."""

    has_second_witness: bool = False
    """Whether a language model had a say: another decision then says what the probabilities are worth."""

    left_out: tuple[LeftOut, ...] = ()
    """Suspicious phrases that a language model was asked about; they may overlap."""

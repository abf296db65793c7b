"""Training examples: a source text and a translation, with what is known to be wrong in it."""

from dataclasses import dataclass

from aligncheck.estimator.tokens import TokenisedText

Tags = tuple[bool, ...]
"""One tag a token (a gap): whether it is BAD."""


@dataclass(frozen=True)
class CleanPair:
    """A source text and a translation by a person, or corrected by one."""

    source: TokenisedText
    target: TokenisedText

    languages: tuple[str, str]
    """ISO 639-1 codes of source and target."""

    origin: str
    """Corpus and pair, such as ``mlqe-pe/ro-en``."""


@dataclass(frozen=True)
class Example:
    """A pair with labels; None stands for a label that is not known and has no part in the loss."""

    source: TokenisedText
    target: TokenisedText
    languages: tuple[str, str]
    origin: str

    target_bad: Tags | None = None
    source_bad: Tags | None = None

    gap_bad: Tags | None = None
    """Gaps before, between and after target tokens: n + 1 for n tokens."""

    log_probabilities: tuple[float, ...] | None = None
    """Per target token: its log-probability under the translating system (MLQE-PE's word-probas)."""

    hter: float | None = None
    """Human-targeted translation edit rate, in [0, 1]."""

    assessment: float | None = None
    """Mean of the z-normalised human direct assessments."""

    kind: str | None = None
    """Name of the corruption that made the errors, or ``written``; None for real output and for clean pairs."""

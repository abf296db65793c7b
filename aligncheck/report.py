"""The result of a run: what was compared, what was found, and with which settings."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from aligncheck.alignment import Alignment, Bead, Similarity
from aligncheck.document import SegmentedDocument
from aligncheck.finding import Finding


class Role(StrEnum):
    """What a candidate is to the translation under review."""

    ORIGINAL = "original"
    PARTIAL = "partial"
    """Shares sentences with the translation, but not all of them are in it."""

    UNRELATED = "unrelated"


@dataclass(frozen=True)
class Signature:
    """The settings that produced a report; the same signature on the same texts gives the same report."""

    version: str
    model: str
    estimator: str | None
    config: str
    """SHA-256 of the settings that change findings, as ``sha256:...``."""


@dataclass(frozen=True)
class SkippedRule:
    """A rule that could not look at a pair, and why; so that silence is not mistaken for a clean text."""

    rule: str
    reason: str


@dataclass(frozen=True)
class WordLink:
    """A word of the source and the one of the target that renders it, as stretches ``[start, end)`` of the texts."""

    source: tuple[int, int]
    target: tuple[int, int]


@dataclass(frozen=True)
class UncheckedInput:
    """An original and a translation that could not be read, while others of the run were checked."""

    source: str
    target: str
    """Their paths as the configuration makes them."""

    reason: str
    """Which file, what was seen and what to do, in one line."""


@dataclass(frozen=True)
class Pair:
    """One candidate original compared with the translation."""

    source: SegmentedDocument
    target: SegmentedDocument
    role: Role

    coverage: float
    """Share of the translation's text, furniture aside, that has its original in the source, in [0, 1]."""

    source_coverage: float
    """Share of the source's text, furniture aside, that is translated, in [0, 1]."""

    alignment: Alignment

    findings: tuple[Finding, ...]
    """In the order of the texts. Empty, with `checked` False, where the pair was only compared."""

    checked: bool
    """Whether the detectors ran: they do on the best candidate, unless it is unrelated."""

    skipped: tuple[SkippedRule, ...] = ()

    score: float | None = None
    """Quality of the translation as a whole, in [0, 1], 1 being best; None where the estimator did not run."""

    bead_scores: Mapping[Bead, float] = field(default_factory=dict)
    """Quality of the beads that the estimator looked at, in [0, 1]."""

    word_links: Mapping[Bead, tuple[WordLink, ...]] = field(default_factory=dict)
    """Words, not punctuation, that render each other in the beads the estimator looked at, in the source's order."""

    similarities: tuple[Similarity, ...] = ()
    """The dots of a dot plot: of each source segment, or of evenly spread ones, the nearest target segments."""


@dataclass(frozen=True)
class Report:
    """All pairs of a run; the checked one first, then the others in the order given."""

    signature: Signature
    pairs: tuple[Pair, ...]

    notes: tuple[str, ...] = ()
    """What a reader should know beside the findings: suppressions that nothing needs, files without a partner."""

    unchecked: tuple[UncheckedInput, ...] = ()
    """What the run was to look at and could not; then no verdict on the whole can be given."""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings of all pairs, in order."""
        return tuple(finding for pair in self.pairs for finding in pair.findings)

    @property
    def open_findings(self) -> tuple[Finding, ...]:
        """The findings that nobody accepted."""
        return tuple(finding for finding in self.findings if finding.suppressed is None)

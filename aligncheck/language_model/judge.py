"""What a model of any kind offers: judging the pieces of texts, each after another text or alone."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from aligncheck.language_model.figures import PieceFigures
from aligncheck.language_model.pieces import Span

PIECES_IN_BATCH = 2048
"""Upper bound of pieces that a batch reads, padding included."""


@dataclass(frozen=True)
class Case:
    """A text to be judged."""

    text: str

    given: str | None
    """The text in the other language that the model is shown; None for none."""


@dataclass(frozen=True)
class Judged:
    """The pieces of a text, in order."""

    spans: tuple[Span, ...]
    """Their stretches of the text; a piece may begin with the space before its word."""

    figures: PieceFigures


class Judge(Protocol):
    """A language model."""

    @property
    def name(self) -> str:
        """Name and revision."""

    @property
    def room(self) -> int:
        """Pieces that a text and the one that is given may have together."""

    def sizes(self, text: str) -> Sequence[Span]:
        """Return the stretches of a text's pieces."""

    def can_judge(self, languages: tuple[str, str], *, alone: bool) -> bool:
        """Whether it judges texts of the second language, given texts of the first, or alone."""

    def judge(self, languages: tuple[str, str], cases: Sequence[Case]) -> list[Judged]:
        """Judge texts of the second language, given texts of the first; all given one, or none."""


def batches(sizes: Sequence[tuple[int, int]], most_judged: int) -> Iterator[list[int]]:
    """Yield the indices of each batch, those together whose judged texts are of like length.

    Args:
        sizes: Pieces that are read and pieces that are judged, of each text.
        most_judged: Upper bound of the pieces that a batch judges, padding included.
    """
    batch: list[int] = []
    read = judged = 0
    for index in sorted(range(len(sizes)), key=lambda index: (sizes[index][1], sizes[index][0], index)):
        both = max(read, sizes[index][0]), max(judged, sizes[index][1])
        rows = len(batch) + 1
        if batch and (rows * both[0] > PIECES_IN_BATCH or rows * both[1] > most_judged):
            yield batch
            batch, both = [], sizes[index]
        batch.append(index)
        read, judged = both
    if batch:
        yield batch

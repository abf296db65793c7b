"""A segment's text cut into pieces by the findings that lie on it."""

from collections.abc import Iterator
from dataclasses import dataclass

from aligncheck.formats.wording import HIDDEN


@dataclass(frozen=True)
class Mark:
    """A finding's stretch ``[start, end)`` of a document; an empty one is an insertion point."""

    start: int
    end: int

    finding: int
    """The finding's number."""


@dataclass(frozen=True)
class Piece:
    """A stretch of text on which the same findings lie throughout, or an insertion point between two."""

    text: str

    findings: tuple[int, ...]
    """Numbers of the findings on it, ascending."""

    ending: tuple[int, ...]
    """Those of them that lie on nothing after it in this segment."""

    @property
    def is_insertion_point(self) -> bool:
        """Whether something is missing here."""
        return not self.text

    @property
    def runs(self) -> tuple[tuple[str, bool], ...]:
        """The text as (text, hidden) runs; a hidden character, one that must not reach a page, is a run of its own."""
        return tuple(_runs(self.text))


def cut(text: str, start: int, marks: list[Mark]) -> tuple[Piece, ...]:
    """Cut a segment's text at the ends of the marks on it.

    Args:
        text: The segment's text.
        start: Its offset in the document, on the scale of the marks.
        marks: Findings on the segment; they may overlap each other and reach beyond it.

    Returns:
        Pieces whose texts joined are `text`. An insertion point comes before the text at its offset.
    """
    end = start + len(text)
    stretches = [mark for mark in marks if mark.start < mark.end]
    points: dict[int, list[int]] = {}
    for mark in marks:
        if mark.start == mark.end:
            points.setdefault(mark.start, []).append(mark.finding)
    edges = {start, end, *(edge for mark in stretches for edge in (mark.start, mark.end)), *points}
    inner = sorted(edge for edge in edges if start <= edge <= end)
    pieces = []
    for left, right in zip(inner, [*inner[1:], None], strict=True):
        if left in points:
            here = tuple(sorted(points[left]))
            pieces.append(Piece("", here, here))
        if right is not None:
            on = sorted((mark for mark in stretches if mark.start <= left < mark.end), key=lambda mark: mark.finding)
            pieces.append(
                Piece(
                    text[left - start : right - start],
                    tuple(mark.finding for mark in on),
                    tuple(mark.finding for mark in on if min(mark.end, end) == right),
                )
            )
    return tuple(pieces)


def _runs(text: str) -> Iterator[tuple[str, bool]]:
    position = 0
    for match in HIDDEN.finditer(text):
        if position < match.start():
            yield text[position : match.start()], False
        yield match[0], True
        position = match.end()
    if position < len(text):
        yield text[position:], False

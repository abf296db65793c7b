"""Documents, segments, and places in them: the records every stage passes on.

All offsets are half-open ``[start, end)`` and count Unicode code points of the decoded text, newlines as they are in
the file. They are carried from the segmenter to the report and never recovered by searching.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property

_LINE_BREAKS = "\n\r"


@dataclass(frozen=True)
class Place:
    """A stretch of a document as a reader finds it.

    `line` and `column` are 1-based; an empty stretch (``start == end``) is an insertion point.
    """

    start: int
    end: int
    text: str
    line: int
    column: int


@dataclass(frozen=True)
class Document:
    """A decoded text file."""

    path: str
    """The path as the user wrote it; reports show it."""

    text: str
    """The whole text, newlines as in the file, without a byte-order mark."""

    language: str
    """ISO 639-1 code, such as ``id``."""

    encoding: str = "utf-8"
    """The encoding the bytes were decoded with."""

    encoding_guessed: bool = False
    """Whether the encoding was guessed from the bytes: not named, not marked in the file, not UTF-8."""

    @cached_property
    def _line_starts(self) -> list[int]:
        return [0, *(end for _, end in line_spans(self.text) if self.text[end - 1] in _LINE_BREAKS)]

    def place(self, start: int, end: int) -> Place:
        """Return the stretch ``[start, end)`` with its line and column.

        Raises:
            ValueError: the stretch is reversed or outside the text.
        """
        if not 0 <= start <= end <= len(self.text):
            raise ValueError(f"[{start}, {end}) is not a stretch of {self.path}, which has {len(self.text)} characters")
        line = bisect_right(self._line_starts, start)
        return Place(start, end, self.text[start:end], line, start - self._line_starts[line - 1] + 1)


@dataclass(frozen=True)
class Segment:
    """A sentence-like unit of a document."""

    index: int
    """Its number in the document, from 0."""

    start: int
    end: int

    furniture: str | None = None
    """The id of the rule that recognised it as furniture (a credit, a link to another article), else None."""


@dataclass(frozen=True)
class SegmentedDocument:
    """A document with its segments, in order; whitespace between segments belongs to none."""

    document: Document
    segments: tuple[Segment, ...] = field(repr=False)

    def text_of(self, index: int) -> str:
        """Return the text of the segment with this index."""
        segment = self.segments[index]
        return self.document.text[segment.start : segment.end]

    def texts(self) -> list[str]:
        """Return the texts of all segments, in order."""
        return [self.text_of(segment.index) for segment in self.segments]

    def text_of_run(self, run: range) -> str:
        """Return the text from the first to the last of consecutive segments, at least one."""
        return self.document.text[self.segments[run[0]].start : self.segments[run[-1]].end]

    def place_of(self, indices: range) -> Place:
        """Return the stretch from the first to the last of consecutive segments.

        An empty range gives the insertion point: the end of the segment before ``indices.start``, or the start of the
        text.
        """
        if not indices:
            point = self.segments[indices.start - 1].end if indices.start > 0 else 0
            return self.document.place(point, point)
        return self.document.place(self.segments[indices[0]].start, self.segments[indices[-1]].end)


def number(segments: list[Segment]) -> tuple[Segment, ...]:
    """Return the segments with `index` set to their position."""
    return tuple(replace(segment, index=index) for index, segment in enumerate(segments))


def line_spans(text: str) -> Iterator[tuple[int, int]]:
    r"""Yield ``[start, end)`` of each line, its line break included; ``\n``, ``\r\n`` and ``\r`` end a line.

    >>> list(line_spans("a\r\nb"))
    [(0, 3), (3, 4)]
    """
    start = 0
    length = len(text)
    for position, character in enumerate(text):
        if character in _LINE_BREAKS:
            if character == "\r" and position + 1 < length and text[position + 1] == "\n":
                continue
            yield start, position + 1
            start = position + 1
    if start < length:
        yield start, length

"""What stands in the segments of one side of a bead."""

from collections.abc import Callable
from typing import TypeVar

from aligncheck.document import SegmentedDocument

T = TypeVar("T")


def in_segments(
    document: SegmentedDocument, indices: range, extract: Callable[[str, int, int, str], tuple[T, ...]]
) -> tuple[T, ...]:
    """Return what a function of text, start, end and language finds in consecutive segments, in order."""
    text, language = document.document.text, document.document.language
    segments = (document.segments[index] for index in indices)
    return tuple(found for segment in segments for found in extract(text, segment.start, segment.end, language))

"""What every segmenter is."""

from typing import Protocol

from aligncheck.document import Segment


class Segmenter(Protocol):
    """One way of cutting a text into segments."""

    @property
    def name(self) -> str:
        """The word for it in `SEGMENTERS` and in reports."""

    def segment(self, text: str, language: str) -> tuple[Segment, ...]:
        """Return the segments of a text, in order, with `index` set.

        Segments are half-open stretches of code points, never empty, without whitespace at either end; what lies
        between two of them is whitespace or nothing, so that segments and gaps joined give the text back.

        Args:
            text: Any text, newlines as in the file.
            language: ISO 639-1 code. A language nobody knows is no error.
        """

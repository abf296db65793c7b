"""Lines first, then sentencex, then what it lacks: the default segmenter."""

from collections.abc import Iterator
from itertools import pairwise

from aligncheck.document import Segment, line_spans
from aligncheck.segmenters.boundaries import boundaries
from aligncheck.segmenters.language import LanguageRules, language_rules
from aligncheck.segmenters.spans import Span, bounded, trim

WINDOW_LENGTH = 5_000
"""Code points of a line that are looked at together, several segments long; sentencex is quadratic in what it gets."""


class RulesSegmenter:
    """Sentences as a reader sees them: sentencex corrected by the rules of `boundaries` and the data of the language.

    A line break always ends a segment. A language without a data file gets sentencex and the rules that need no data.
    """

    name = "rules"

    def segment(self, text: str, language: str) -> tuple[Segment, ...]:
        """Return the sentences of a text; see `Segmenter.segment`.

        Time and memory are linear in the length of the text. No segment is longer than `MAX_SEGMENT_LENGTH`.
        """
        rules = language_rules(language)
        pieces = (
            piece
            for line_start, line_end in line_spans(text)
            for start, end in _sentences(text, line_start, line_end, rules)
            for piece in bounded(text, start, end)
        )
        return tuple(Segment(index, *piece) for index, piece in enumerate(pieces))


def _sentences(text: str, start: int, end: int, rules: LanguageRules) -> Iterator[Span]:
    """Yield the sentences of one line, untrimmed, window by window.

    The last sentence of a window may go on behind it, so the next window begins with it, or with the last piece of it
    if it is too long for one segment.
    """
    span = trim(text, start, end)
    while span is not None:
        start, end = span
        window_end = min(end, start + WINDOW_LENGTH)
        cuts = [start, *(start + cut for cut in boundaries(text[start:window_end].rstrip(), rules)), window_end]
        if window_end < end:
            *_, (last_start, _) = bounded(text, cuts[-2], window_end)
            if last_start > start:  # else one short piece and a desert of whitespace fill the window
                cuts[-1] = last_start
        yield from pairwise(cuts)
        span = trim(text, cuts[-1], end)

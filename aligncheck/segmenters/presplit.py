"""One segment for each line that is not blank: for texts that were segmented before."""

from aligncheck.document import Segment, line_spans
from aligncheck.segmenters.spans import trim


class PresplitSegmenter:
    """Takes every line as it is, however long; whoever made the lines decided."""

    name = "presplit"

    def segment(self, text: str, language: str) -> tuple[Segment, ...]:
        """Return one segment for each line that is not blank; see `Segmenter.segment`."""
        spans = (trim(text, start, end) for start, end in line_spans(text))
        return tuple(Segment(index, *span) for index, span in enumerate(filter(None, spans)))

"""Sentence pairs as texts under check: one segment a line, aligned one to one, without a model."""

from collections.abc import Iterator, Sequence

from corpora import Pair

from aligncheck.alignment import Alignment, Bead
from aligncheck.context import Context
from aligncheck.document import Document, Segment, SegmentedDocument

TEXT_LINES = 40
"""Lines of one text: about an article, since some rules look at the whole text."""


def contexts(pairs: Sequence[Pair], source_lang: str, target_lang: str, lines: int = TEXT_LINES) -> Iterator[Context]:
    """Yield texts of so many lines each, in order."""
    for start in range(0, len(pairs), lines):
        sources, targets = zip(*pairs[start : start + lines], strict=True)
        beads = tuple(
            Bead(range(index, index + 1), range(index, index + 1), score=1.0) for index in range(len(sources))
        )
        source = document("source", sources, source_lang)
        target = document("target", targets, target_lang)
        yield Context(source, target, Alignment(beads, cost=0.0))


def document(path: str, lines: Sequence[str], language: str) -> SegmentedDocument:
    """Return a document whose segments are these lines, white space inside them turned into single spaces."""
    plain = [" ".join(line.split()) for line in lines]
    segments = []
    start = 0
    for index, line in enumerate(plain):
        segments.append(Segment(index, start, start + len(line)))
        start += len(line) + 1
    return SegmentedDocument(Document(path, "\n".join(plain), language), tuple(segments))

"""Word links of a row, as the report's script reads them: numbers in an attribute, counted as the browser counts."""

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence

from aligncheck.document import SegmentedDocument
from aligncheck.formats.wording import HIDDEN, label
from aligncheck.report import WordLink

_LAST_OF_ONE_UNIT = 0xFFFF

Shown = Sequence[tuple[int, str]]
"""A cell's segments: the number of each in its document, and the white space before it."""


def encode(
    links: Sequence[WordLink], source: tuple[SegmentedDocument, Shown], target: tuple[SegmentedDocument, Shown]
) -> str:
    """Return four numbers a link, for the word in the source's cell and the one in the target's.

    Of each: how far it begins behind the end of the link before on its side, and its length; both in UTF-16 units of
    the cell's text as shown.
    """
    if not links:
        return ""
    sides = (_counter(*source), _counter(*target))
    ends = [0, 0]
    numbers: list[int] = []
    for link in links:
        for side, (start, end) in enumerate((link.source, link.target)):
            first, last = sides[side](start), sides[side](end)
            numbers += [first - ends[side], last - first]
            ends[side] = last
    return " ".join(map(str, numbers))


def _counter(document: SegmentedDocument, shown: Shown) -> Callable[[int], int]:
    """Return what turns an offset of the document into one of the cell that shows these segments."""
    starts, bases, counts = [], [], []
    length = 0
    for index, gap in shown:
        segment = document.segments[index]
        length += len(gap)
        starts.append(segment.start)
        bases.append(length)
        counts.append(list(_running(document.text_of(index))))
        length += counts[-1][-1]

    def count(offset: int) -> int:
        at = max(0, bisect_right(starts, offset) - 1)
        within = offset - starts[at]
        return bases[at] + counts[at][min(within, len(counts[at]) - 1)]

    return count


def _running(text: str) -> Iterator[int]:
    """Yield the shown length of each beginning of a text, from that of nothing to that of all."""
    if text.isascii() and "\r" not in text and not HIDDEN.search(text):
        yield from range(len(text) + 1)
        return
    length = 0
    yield length
    for position, character in enumerate(text):
        if HIDDEN.match(character):
            length += len(label(character))
        elif not text.startswith("\r\n", position):  # of which a parser makes one line break
            length += 2 if ord(character) > _LAST_OF_ONE_UNIT else 1
        yield length

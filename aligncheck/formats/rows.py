"""The body of the HTML report as data: a pair of texts in rows and cells, each finding in its place."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from aligncheck.alignment import Bead
from aligncheck.document import Place, SegmentedDocument
from aligncheck.finding import Finding
from aligncheck.formats.links import encode
from aligncheck.formats.pieces import Mark, Piece, cut
from aligncheck.formats.wording import furniture, places
from aligncheck.report import Pair


@dataclass(frozen=True)
class SegmentView:
    """A segment in a cell."""

    index: int
    furniture: str | None

    gap: str
    """White space that parts it from the segment before it in its cell."""

    pieces: tuple[Piece, ...]


@dataclass(frozen=True)
class Cell:
    """One side of a row; without segments it is a gap."""

    segments: tuple[SegmentView, ...]

    missing: tuple[int, ...]
    """For a gap: the numbers of the findings that miss something here."""

    @property
    def shown(self) -> tuple[tuple[int, str], ...]:
        """The number of each segment, and the white space before it."""
        return tuple((segment.index, segment.gap) for segment in self.segments)


@dataclass(frozen=True)
class Spot:
    """One place of a finding, as its card tells it."""

    side: str
    document: SegmentedDocument
    place: Place

    row: int | None
    """Number of the row that shows it, None where the text has no segments."""


@dataclass(frozen=True)
class Card:
    """A finding with its number and its anchor on the page."""

    number: int
    """From 1, in the order of the report."""

    anchor: str
    finding: Finding
    spots: tuple[Spot, ...]

    @property
    def facts(self) -> tuple[tuple[str, str | None], ...]:
        """Each side and the fact as understood there, None where it is not said; none if they only repeat the words."""
        facts = self.finding.facts
        if facts is None:
            return ()
        quoted = [" ".join(place.text.split()) if place else "" for place in (self.finding.source, self.finding.target)]
        if [facts.source or "", facts.target or ""] == quoted:
            return ()
        return (("original", facts.source), ("translation", facts.target))

    @property
    def words(self) -> str:
        """The marked words on one line: of the translation, or of the original where the translation has none."""
        marked = [spot.place.text for spot in reversed(self.spots) if spot.place.text]
        return " ".join(marked[0].split()) if marked else ""


@dataclass(frozen=True)
class Row:
    """A bead, and the cards of the findings that start in it."""

    number: int
    """From 1."""

    kind: str
    score: float

    quality: float | None
    """The estimator's score of the bead, None where it did not look."""

    furniture: tuple[str, ...]
    moved: bool

    follows: int | None
    """For a moved bead: number of the row after whose text the translation gives it, 0 for the beginning."""

    followed_by: tuple[int, ...]
    """Numbers of the rows of moved beads whose text the translation gives after this row's."""

    source: Cell
    target: Cell

    links: str
    """Its word links, see `formats.links`."""

    cards: tuple[Card, ...]


@dataclass(frozen=True)
class Layout:
    """A pair laid out."""

    rows: tuple[Row, ...]

    cards: tuple[Card, ...]
    """All cards, in the order of the findings."""

    loose: tuple[Card, ...]
    """Those that belong to no row."""


def lay_out_rows(pair: Pair, numbered: Sequence[tuple[int, str]]) -> Layout:
    """Lay a pair out.

    Args:
        pair: Two texts and their findings.
        numbered: Number and anchor for each finding of the pair.

    Returns:
        A row per bead. A finding's card stands under the row where its text begins: in the translation if it has any
        there, else in the original.
    """
    beads = pair.alignment.beads
    columns = {
        "original": _Column(pair.source, [bead.source for bead in beads]),
        "translation": _Column(pair.target, [bead.target for bead in beads]),
    }
    cards = []
    by_row: dict[int | None, list[Card]] = defaultdict(list)
    for (number, anchor), finding in zip(numbered, pair.findings, strict=True):
        found = [(side, document, place) for side, document, place in places(pair, finding)]
        home = _home([(columns[side], place) for side, _, place in reversed(found)])
        spots = tuple(
            Spot(side, document, place, _plus_one(columns[side].put(number, place, home)))
            for side, document, place in found
        )
        card = Card(number, anchor, finding, spots)
        cards.append(card)
        by_row[home].append(card)
    follows = _moves(beads)
    cells = [(columns["original"].cell(index), columns["translation"].cell(index)) for index in range(len(beads))]
    rows = tuple(
        Row(
            number=index + 1,
            kind=bead.kind,
            score=bead.score,
            quality=pair.bead_scores.get(bead),
            furniture=furniture(pair.source, pair.target, bead),
            moved=bead.moved,
            follows=follows.get(index + 1),
            followed_by=tuple(row for row, before in follows.items() if before == index + 1),
            source=source,
            target=target,
            links=encode(pair.word_links.get(bead, ()), (pair.source, source.shown), (pair.target, target.shown)),
            cards=tuple(by_row[index]),
        )
        for index, (bead, (source, target)) in enumerate(zip(beads, cells, strict=True))
    )
    return Layout(rows, tuple(cards), tuple(by_row[None]))


def _moves(beads: Sequence[Bead]) -> dict[int, int]:
    """Return for the row of each moved bead the row after whose text the translation gives it; rows count from 1."""
    in_order = [(bead.target.stop, row) for row, bead in enumerate(beads, start=1) if bead.target and not bead.moved]
    return {
        row: max((before for stop, before in in_order if stop <= bead.target.start), default=0)
        for row, bead in enumerate(beads, start=1)
        if bead.moved
    }


def _home(found: list[tuple["_Column", Place]]) -> int | None:
    """Return the row of the first place with text, or else of the first one that has a row."""
    by_text = sorted(found, key=lambda item: not item[1].text)
    return next((row for column, place in by_text if (row := column.row_at(place)) is not None), None)


def _plus_one(row: int | None) -> int | None:
    return None if row is None else row + 1


class _Column:
    """One text while findings are being put into it."""

    def __init__(self, document: SegmentedDocument, ranges: list[range]) -> None:
        self._document = document
        self._ranges = ranges
        self._starts = [segment.start for segment in document.segments]
        self._row_of = {index: row for row, indices in enumerate(ranges) for index in indices}
        self._marks: dict[int, list[Mark]] = defaultdict(list)
        self._missing: dict[int, list[int]] = defaultdict(list)

    def row_at(self, place: Place) -> int | None:
        """Return the row that shows the beginning of a place."""
        first = next(self._segments_on(place), self._segment_at(place.start))
        return None if first is None else self._row_of[first]

    def put(self, number: int, place: Place, home: int | None) -> int | None:
        """Put a finding in its place and return the row; an insertion point goes into the gap of its home row."""
        on = list(self._segments_on(place))
        for index in on:
            self._marks[index].append(Mark(place.start, place.end, number))
        if on:
            return self._row_of[on[0]]
        if home is not None and not self._ranges[home]:
            self._missing[home].append(number)
            return home
        nearest = self._segment_at(place.start)
        if nearest is None:
            return None
        point = min(place.start, self._document.segments[nearest].end)
        self._marks[nearest].append(Mark(point, point, number))
        return self._row_of[nearest]

    def cell(self, row: int) -> Cell:
        """Return the cell of a row, with all that was put into it."""
        return Cell(tuple(self._views(self._ranges[row])), tuple(self._missing[row]))

    def _segment_at(self, offset: int) -> int | None:
        """Return the segment that holds an offset, or the last one that ends before it, or else the first."""
        return max(0, bisect_right(self._starts, offset) - 1) if self._starts else None

    def _segments_on(self, place: Place) -> Iterator[int]:
        for segment in self._document.segments[self._segment_at(place.start) :]:
            if segment.start >= place.end:
                return
            if segment.end > place.start:
                yield segment.index

    def _views(self, indices: range) -> Iterator[SegmentView]:
        text = self._document.document.text
        for index in indices:
            segment = self._document.segments[index]
            gap = "" if index == indices[0] else _gap(text[self._document.segments[index - 1].end : segment.start])
            pieces = cut(text[segment.start : segment.end], segment.start, self._marks[index])
            yield SegmentView(index, segment.furniture, gap, pieces)


def _gap(white: str) -> str:
    """Return white space at its simplest: a blank line, a line break, a space, or nothing."""
    breaks = len(re.findall("\r\n|\r|\n", white))
    return "\n" * min(breaks, 2) if breaks else white[:1]

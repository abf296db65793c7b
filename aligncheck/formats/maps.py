"""Maps of a pair for the HTML report: the strip with a cell for each bead, and the dot plot of the alignment."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from aligncheck.alignment import Similarity
from aligncheck.finding import Finding
from aligncheck.formats.rows import Card, Row
from aligncheck.report import Pair

MOST_CELLS = 240
"""Cells a strip may have; below some 4 pixels each they can neither be told apart nor be hit."""

_FEWEST_FINE = 120
"""Segments of a side from which a segment of a plot is smaller than a dot that can be seen."""

_LEVELS = (0.2, 0.3, 0.4, 0.5, 0.6)
"""Least cosine of each level of darkness: unrelated sentences rarely reach the second, translations mostly the last."""


@dataclass(frozen=True)
class StripCell:
    """A bead of the strip, or a few neighbours in a long document."""

    first: int
    last: int
    """Numbers of the rows it stands for."""

    row: int
    """Number of the row it leads to: the one with the worst finding, or else the first."""

    findings: int
    """How many findings begin here."""

    worst: Finding | None

    look: str
    """``furniture``, ``null`` or ``plain``, as the row it leads to."""


@dataclass(frozen=True)
class DotPlot:
    """An alignment drawn to scale: the translation's segments to the right, the original's downwards."""

    width: int
    height: int
    """In segments, at least 1."""

    dots: tuple[tuple[int, str], ...]
    """SVG path data of the segments that resemble each other by level of their similarity, 1 to 5."""

    fine: bool
    """Whether the dots are points to be drawn in a size that can be seen, not squares to scale."""

    beads: str
    """Path data of the beads with text on both sides, as boxes; empty where they would be too small to be seen."""

    moved: str
    """Path data of the moved beads."""

    path: str
    """Path data of the alignment: from corner to corner through all beads that are in order."""

    points: tuple[tuple[float, float, Card], ...]
    """The middle of each row with a finding, and its first card."""

    summary: str
    """What the drawing shows, in words."""


def worst(findings: Sequence[Finding]) -> Finding:
    """Return the finding that gives several their looks: an open one, the most severe, then the surest."""
    return max(findings, key=lambda finding: (finding.suppressed is None, finding.severity, finding.probability))


def strip(rows: Sequence[Row], most: int = MOST_CELLS) -> tuple[StripCell, ...]:
    """Return one cell a row, or at most `most` cells for runs of rows of equal length."""
    length = max(1, -(-len(rows) // most))
    return tuple(_cell(rows[start : start + length]) for start in range(0, len(rows), length))


def dot_plot(pair: Pair, rows: Sequence[Row]) -> DotPlot:
    """Draw a pair's similarities and beads; `rows` are its rows, in the order of the beads."""
    beads = pair.alignment.beads
    wide, high = len(pair.target.segments), len(pair.source.segments)
    fine = max(wide, high) >= _FEWEST_FINE
    boxes: list[str] = []
    moved: list[str] = []
    points = []
    path = ["M0 0"]
    for bead, row in zip(beads, rows, strict=True):
        x, y, width, height = bead.target.start, bead.source.start, len(bead.target), len(bead.source)
        if not bead.is_null:
            (moved if bead.moved else boxes).append(f"M{x} {y}h{width}v{height}h-{width}z")
        if not bead.moved:
            path.append(f"L{x + width} {y + height}")
        if row.cards:
            points.append((x + width / 2, y + height / 2, row.cards[0]))
    return DotPlot(
        width=max(1, wide),
        height=max(1, high),
        dots=_dots(pair.similarities, fine=fine),
        fine=fine,
        beads="" if fine else "".join(boxes),
        moved="".join(moved),
        path="".join(path),
        points=tuple(points),
        summary=f"{len(boxes) + len(moved)} of {len(beads)} rows have text on both sides"
        + (f", {len(moved)} of them moved" if moved else ""),
    )


def _dots(similarities: Sequence[Similarity], *, fine: bool) -> tuple[tuple[int, str], ...]:
    levels: dict[int, list[str]] = {}
    for dot in similarities:
        level = bisect_right(_LEVELS, dot.cosine)
        drawn = f"M{dot.target}.5 {dot.source}.5h0" if fine else f"M{dot.target} {dot.source}h1v1h-1z"
        levels.setdefault(level, []).append(drawn)
    return tuple((level, "".join(levels[level])) for level in sorted(levels) if level)


def _cell(rows: Sequence[Row]) -> StripCell:
    cards = [(row, card.finding) for row in rows for card in row.cards]
    top = worst([finding for _, finding in cards]) if cards else None
    row = next((row for row, finding in cards if finding is top), rows[0])
    return StripCell(rows[0].number, rows[-1].number, row.number, len(cards), top, _look(row))


def _look(row: Row) -> str:
    if row.furniture:
        return "furniture"
    return "plain" if row.source.segments and row.target.segments else "null"

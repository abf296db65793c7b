"""What `aligncheck align` prints: the beads of two documents, without any judgement."""

import re
from collections.abc import Callable

from aligncheck.alignment import Alignment
from aligncheck.document import SegmentedDocument
from aligncheck.formats.json import bead_fields, spans
from aligncheck.formats.layout import Json, layout
from aligncheck.formats.wording import furniture, visible

SCHEMA = "aligncheck-beads/1"

_COLUMNS = ("source", "target", "score", "furniture", "moved", "source_text", "target_text")
# Tab, and whatever a reader of lines may take for a line break.
_BREAKS = re.compile("[\t\n\x0b\x0c\r\x1c-\x1e\x85\u2028\u2029]+")


def ladder(source: SegmentedDocument, target: SegmentedDocument, alignment: Alignment) -> str:
    """Return one bead a line, ``[0]:[0, 1]``, null beads as ``[2]:[]``: the format the field's scorers read.

    Thompson and Koehn (2019), Vecalign, and its ``score.py``.
    """
    del source, target  # the ids say it all
    return "".join(f"{list(bead.source)}:{list(bead.target)}\n" for bead in alignment.beads)


def tsv(source: SegmentedDocument, target: SegmentedDocument, alignment: Alignment) -> str:
    """Return a table with a header row; ids are separated by commas, furniture names the rules that recognised it."""
    rows = [
        (
            ",".join(map(str, bead.source)),
            ",".join(map(str, bead.target)),
            f"{bead.score:.2f}",
            ",".join(furniture(source, target, bead)),
            "moved" if bead.moved else "",
            _cell(source, bead.source),
            _cell(target, bead.target),
        )
        for bead in alignment.beads
    ]
    return "".join("\t".join(row) + "\n" for row in [_COLUMNS, *rows])


def as_json(source: SegmentedDocument, target: SegmentedDocument, alignment: Alignment) -> str:
    """Return both documents' segments and the beads, with the fields they have in the JSON report."""
    value = {
        "schema": SCHEMA,
        "source": _document(source),
        "target": _document(target),
        "beads": [bead_fields(source, target, bead) for bead in alignment.beads],
    }
    return layout(value, depth=2)


BEAD_FORMATS: dict[str, Callable[[SegmentedDocument, SegmentedDocument, Alignment], str]] = {
    "ladder": ladder,
    "tsv": tsv,
    "json": as_json,
}
"""The words for ``aligncheck align --format`` and what they print."""


def _document(document: SegmentedDocument) -> Json:
    return {"path": document.document.path, "language": document.document.language, "segments": spans(document)}


def _cell(document: SegmentedDocument, indices: range) -> str:
    text = " ".join(document.text_of(index) for index in indices)
    return visible(_BREAKS.sub(" ", text))

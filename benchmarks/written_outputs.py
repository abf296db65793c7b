"""Held-out translations that errors were written into."""

from pathlib import Path

from aligncheck.training.annotated import AnnotatedOutput
from aligncheck.training.gareng import SYSTEMS
from aligncheck.training.splits import Split
from aligncheck.training.written import COMPOSED, read_written, with_errors

BASES = {"outputs": SYSTEMS, "composed": (COMPOSED,)}
"""What was written into: GARENG's outputs, or pairs composed for this project."""


def written_outputs(data: Path, what: str = "outputs") -> list[AnnotatedOutput]:
    """Return the translations, every other one with all its written errors, the others as they are."""
    chosen = [each for each in read_written(data, Split.HELD_OUT) if each.origin.split("/")[0] in BASES[what]]
    return [with_errors(written, () if index % 2 else written.edits) for index, written in enumerate(chosen)]

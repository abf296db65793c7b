"""Held-out outputs that errors were written into."""

from pathlib import Path

from aligncheck.training.annotated import AnnotatedOutput
from aligncheck.training.splits import Split
from aligncheck.training.written import read_written, with_errors


def written_outputs(data: Path) -> list[AnnotatedOutput]:
    """Return the outputs, every other one with all the errors that were written into it, the others as they are."""
    return [
        with_errors(written, () if index % 2 else written.edits)
        for index, written in enumerate(read_written(data, Split.HELD_OUT))
    ]

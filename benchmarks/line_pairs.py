"""Sentence pairs as texts under check: one segment a line, aligned one to one, without a model."""

import tarfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from aligncheck.alignment import Alignment, Bead
from aligncheck.detectors.base import Context
from aligncheck.document import Document, Segment, SegmentedDocument

Pair = tuple[str, str]

TEXT_LINES = 40
"""Lines of one text: about an article, since some rules look at the whole text."""


def contexts(pairs: Sequence[Pair], source_lang: str, target_lang: str, lines: int = TEXT_LINES) -> Iterator[Context]:
    """Yield texts of so many lines each, in order."""
    for start in range(0, len(pairs), lines):
        sources, targets = zip(*pairs[start : start + lines], strict=True)
        beads = tuple(
            Bead(range(index, index + 1), range(index, index + 1), score=1.0) for index in range(len(sources))
        )
        yield Context(document(sources, source_lang), document(targets, target_lang), Alignment(beads, cost=0.0))


def document(lines: Sequence[str], language: str) -> SegmentedDocument:
    """Return a document of these lines, line breaks inside them turned into spaces."""
    plain = [" ".join(line.split()) for line in lines]
    segments = []
    start = 0
    for index, line in enumerate(plain):
        segments.append(Segment(index, start, start + len(line)))
        start += len(line) + 1
    return SegmentedDocument(Document(f"text.{language}", "\n".join(plain), language), tuple(segments))


def machine_translations(data: Path, name: str) -> list[Pair]:
    """Return source and raw machine translation of GARENG (``gareng``, ``gnmt``) or a pair of MLQE-PE (``ro-en``)."""
    if name in ("gareng", "gnmt"):
        return _of_archive(data / "gareng" / "gareng-en-id.tar.gz", "data/test.raw.id", f"outputs/{name}/test.raw.en")
    return _of_archive(
        data / "mlqe-pe" / f"pe-{name}-train.tar.gz", f"{name}-train/train.src", f"{name}-train/train.mt"
    )


def _of_archive(path: Path, source: str, target: str) -> list[Pair]:
    with tarfile.open(path) as archive:
        texts = []
        for name in (source, target):
            member = archive.extractfile(name)
            if member is None:
                raise FileNotFoundError(f"{path} holds no file {name}")
            texts.append(member.read().decode("utf-8").removesuffix("\n").split("\n"))
    return list(zip(*texts, strict=True))

"""From documents to a report: the only place that wires the stages together. Reads no file and prints nothing."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from aligncheck import __version__
from aligncheck.aligner import Encode, Side, align, side_of
from aligncheck.alignment import Alignment
from aligncheck.detectors import DETECTORS
from aligncheck.detectors.base import Context
from aligncheck.document import Document, SegmentedDocument
from aligncheck.embedding import Embedder, Floats2d, OnProgress
from aligncheck.errors import InputError
from aligncheck.finding import Finding
from aligncheck.furniture import mark_furniture
from aligncheck.originals import coverage
from aligncheck.report import Pair, Report, Role, Signature, SkippedRule
from aligncheck.segmenters import SEGMENTERS

MAX_SEGMENTS = 50_000
"""Segments a document may have: ten long novels, an hour of encoding on two cores."""


def segment(document: Document, segmenter: str) -> SegmentedDocument:
    """Split a document into segments and mark its furniture.

    Raises:
        InputError: it has more than `MAX_SEGMENTS` lines or segments.
    """
    lines = sum(1 for _ in document.text.splitlines())
    segments = () if lines > MAX_SEGMENTS else SEGMENTERS[segmenter].segment(document.text, document.language)
    number = max(lines, len(segments))
    if number > MAX_SEGMENTS:
        raise InputError(
            f"{document.path}: {number:,} lines or sentences, more than the limit of {MAX_SEGMENTS:,}\n"
            "  Split the text into chapters and check each with its original."
        )
    return mark_furniture(document, segments)


def align_documents(
    source: SegmentedDocument, target: SegmentedDocument, embedder: Embedder, on_progress: OnProgress | None = None
) -> Alignment:
    """Embed both documents, each segment once and contested merges again, and align them."""
    sides = _side(source, embedder, on_progress), _side(target, embedder, on_progress)
    return align(*sides, (_merger(source, embedder), _merger(target, embedder)))


def check(
    sources: Sequence[SegmentedDocument],
    target: SegmentedDocument,
    embedder: Embedder,
    *,
    config: str,
    on_progress: OnProgress | None = None,
) -> Report:
    """Compare a translation with its candidate originals and look for errors in it.

    Args:
        sources: The candidates, at least one. The one that holds most of the translation is checked, unless it is
            unrelated; the others are only compared.
        target: The translation.
        embedder: The model, the same for all texts.
        config: The settings' digest for the signature.
        on_progress: Told how many segments were embedded since the last call.

    Returns:
        A report with the checked pair first, the others in the order given.
    """
    target_side, merge_target = _side(target, embedder, on_progress), _merger(target, embedder)
    compared = []
    for source in sources:
        alignment = align(_side(source, embedder, on_progress), target_side, (_merger(source, embedder), merge_target))
        compared.append(_compare(source, target, alignment))
    best = max(compared, key=lambda pair: (pair.coverage, pair.source_coverage))
    others = [pair for pair in compared if pair is not best]
    checked = best if best.role is Role.UNRELATED else _detect(best)
    signature = Signature(version=__version__, model=embedder.name, estimator=None, config=config)
    return Report(signature, (checked, *others))


def _side(text: SegmentedDocument, embedder: Embedder, on_progress: OnProgress | None) -> Side:
    texts = text.texts()
    furniture = np.array([segment.furniture is not None for segment in text.segments], dtype=np.bool_)
    return side_of(texts, embedder.encode(texts, on_progress), furniture)


def _merger(text: SegmentedDocument, embedder: Embedder) -> Encode:
    def encode(runs: Sequence[range]) -> Floats2d:
        return embedder.encode([text.text_of_run(run) for run in runs]).vectors

    return encode


def _compare(source: SegmentedDocument, target: SegmentedDocument, alignment: Alignment) -> Pair:
    shares = coverage(source, target, alignment)
    return Pair(
        source=source,
        target=target,
        role=shares.role,
        coverage=shares.target,
        source_coverage=shares.source,
        alignment=alignment,
        findings=(),
        checked=False,
    )


def _detect(pair: Pair) -> Pair:
    context = Context(pair.source, pair.target, pair.alignment)
    findings: list[Finding] = []
    skipped = []
    for detector in DETECTORS:
        reason = detector.unavailable(context)
        if reason is None:
            findings.extend(detector.detect(context))
        else:
            skipped.append(SkippedRule(detector.rule, reason))
    return replace(pair, findings=tuple(sorted(findings, key=_reading_order)), checked=True, skipped=tuple(skipped))


def _reading_order(finding: Finding) -> tuple[int, int, str]:
    places = (finding.target, finding.source)
    starts = [place.start for place in places if place is not None]
    return (starts[0], starts[-1], finding.rule)

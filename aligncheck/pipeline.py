"""From documents to a report: the only place that wires the stages together. Reads no file and prints nothing."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from aligncheck import __version__
from aligncheck.aligner import Encode, Side, align, side_of, similarities
from aligncheck.aligner.similar import MOST
from aligncheck.alignment import Alignment, Bead, Similarity
from aligncheck.context import Context
from aligncheck.detectors import DETECTORS, ESTIMATED, without_doubles
from aligncheck.document import Document, SegmentedDocument
from aligncheck.embedding import Embedder, Floats2d, OnProgress
from aligncheck.errors import InputError
from aligncheck.estimator.estimate import Estimate
from aligncheck.estimator.review import Estimates, Review, document_score, is_reviewed, review
from aligncheck.finding import Finding
from aligncheck.furniture import mark_furniture
from aligncheck.glossary import Glossary
from aligncheck.originals import coverage
from aligncheck.report import Pair, Report, Role, Signature, SkippedRule, WordLink
from aligncheck.segmenters import SEGMENTERS


@dataclass(frozen=True)
class Reviews:
    """What an estimator says of a pair."""

    estimator: str
    """Its name, for the signature."""

    by_bead: Mapping[Bead, Review]


_FEWEST_DOTS = 500

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


def compare(
    sources: Sequence[SegmentedDocument],
    target: SegmentedDocument,
    embedder: Embedder,
    on_progress: OnProgress | None = None,
) -> tuple[Pair, ...]:
    """Align a translation with each of its candidate originals, at least one.

    Args:
        sources: The candidates.
        target: The translation.
        embedder: The model, the same for all texts.
        on_progress: Told how many segments were embedded since the last call.

    Returns:
        The pair with the candidate that holds most of the translation, then the others in the order given.
    """
    target_side, merge_target = _side(target, embedder, on_progress), _merger(target, embedder)
    compared = []
    # Of many candidates each gets its share of what a page may carry.
    most = max(_FEWEST_DOTS, MOST // max(1, len(sources)))
    for source in sources:
        source_side = _side(source, embedder, on_progress)
        alignment = align(source_side, target_side, (_merger(source, embedder), merge_target))
        compared.append(_compare(source, target, alignment, similarities(source_side, target_side, most)))
    best = max(compared, key=lambda pair: (pair.coverage, pair.source_coverage))
    return (best, *(pair for pair in compared if pair is not best))


def is_checked(pair: Pair) -> bool:
    """Whether the best pair is worth being checked: an unrelated text would give findings on every line."""
    return pair.role is not Role.UNRELATED


def count_reviewed(pair: Pair) -> int:
    """Return how many beads the estimator looks at."""
    return sum(is_reviewed(bead, pair.source, pair.target) for bead in pair.alignment.beads)


def review_pair(pair: Pair, estimator: Estimates, on_progress: OnProgress | None = None) -> Reviews:
    """Ask the estimator about a pair; `on_progress` is told how many beads were estimated since the last call."""
    return Reviews(estimator.name, review(pair.source, pair.target, pair.alignment, estimator, on_progress))


def inspect(
    pairs: Sequence[Pair], reviews: Reviews | None, *, model: str, config: str, glossary: Glossary | None = None
) -> Report:
    """Look for errors in the best pair.

    Args:
        pairs: As `compare` returns them.
        reviews: What the estimator says of the best pair; None if it did not run.
        model: Name of the embedder, for the signature.
        config: The settings' digest, for the signature.
        glossary: Terms and how they must be rendered.
    """
    best, *others = pairs
    checked = _detect(best, reviews, glossary) if is_checked(best) else best
    estimator = reviews.estimator if reviews else None
    signature = Signature(version=__version__, model=model, estimator=estimator, config=config)
    return Report(signature, (checked, *others))


def _side(text: SegmentedDocument, embedder: Embedder, on_progress: OnProgress | None) -> Side:
    texts = text.texts()
    furniture = np.array([segment.furniture is not None for segment in text.segments], dtype=np.bool_)
    return side_of(texts, embedder.encode(texts, on_progress), furniture)


def _merger(text: SegmentedDocument, embedder: Embedder) -> Encode:
    def encode(runs: Sequence[range]) -> Floats2d:
        return embedder.encode([text.text_of_run(run) for run in runs]).vectors

    return encode


def _compare(
    source: SegmentedDocument, target: SegmentedDocument, alignment: Alignment, similar: tuple[Similarity, ...]
) -> Pair:
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
        similarities=similar,
    )


def _detect(pair: Pair, reviews: Reviews | None, glossary: Glossary | None) -> Pair:
    by_bead = reviews.by_bead if reviews else None
    seen = by_bead or {}
    context = Context(pair.source, pair.target, pair.alignment, by_bead, glossary)
    findings: list[Finding] = []
    skipped = []
    for detector in (*DETECTORS, *ESTIMATED):
        reason = detector.unavailable(context)
        if reason is None:
            findings.extend(detector.detect(context))
        else:
            skipped.append(SkippedRule(detector.rule, reason))
    kept = without_doubles(findings, {detector.rule for detector in ESTIMATED})
    return replace(
        pair,
        findings=tuple(sorted(kept, key=_reading_order)),
        checked=True,
        skipped=tuple(skipped),
        score=document_score(seen),
        bead_scores={bead: each.estimate.score for bead, each in seen.items()},
        word_links={bead: _word_links(pair, bead, each.estimate) for bead, each in seen.items()},
    )


def _word_links(pair: Pair, bead: Bead, estimate: Estimate) -> tuple[WordLink, ...]:
    source, target = pair.source.place_of(bead.source).start, pair.target.place_of(bead.target).start
    words = [[any(map(str.isalnum, word)) for word in side.words()] for side in (estimate.source, estimate.target)]
    return tuple(
        WordLink(_moved(estimate.source.tokens[one], source), _moved(estimate.target.tokens[other], target))
        for one, other in estimate.links
        if words[0][one] and words[1][other]
    )


def _moved(stretch: tuple[int, int], by: int) -> tuple[int, int]:
    return stretch[0] + by, stretch[1] + by


def _reading_order(finding: Finding) -> tuple[int, int, str]:
    places = (finding.target, finding.source)
    starts = [place.start for place in places if place is not None]
    return (starts[0], starts[-1], finding.rule)

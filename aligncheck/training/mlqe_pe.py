"""MLQE-PE (Fomicheva et al. 2020, arXiv 2010.04480): real translations with tags, post-edits, assessments."""

import csv
import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path

from aligncheck.errors import InputError
from aligncheck.estimator.tokens import TokenisedText, pretokenised
from aligncheck.training.archives import archived_lines
from aligncheck.training.examples import CleanPair, Example, Tags
from aligncheck.training.spacing import detokenised, on_raw_text
from aligncheck.training.splits import Split, mlqe_pe_split

INTO_ENGLISH = ("ro-en", "et-en", "ru-en", "ne-en", "si-en")
PAIRS = (*INTO_ENGLISH, "en-de", "en-zh")

_PIECE_JOINER = re.compile(r"@@$")
_PIECE_SPACE = "▁"


@dataclass(frozen=True)
class Row:
    """A sentence in its ways of writing: the same tokens and labels, other spaces."""

    raw: Example | None
    """On the text that was translated and the system's output as it was; None where the tokens do not fit them."""

    detokenised: Example
    tokenised: Example

    post_edits: tuple[CleanPair, CleanPair]
    """Source and human post-edit, detokenised and tokenised."""

    @property
    def text(self) -> Example:
        """The example as ordinary text."""
        return self.raw or self.detokenised


def read_mlqe_pe(data: Path, languages: str, split: Split) -> list[Row]:
    """Read a pair, such as ``ro-en``, from the folder holding ``mlqe-pe/{pe,da}-ro-en-{train,dev}.tar.gz``.

    Raises:
        InputError: A file is missing, or its lines do not fit those of the others.
    """
    part = "dev" if split is Split.HELD_OUT else "train"
    post_edits = data / "mlqe-pe" / f"pe-{languages}-{part}.tar.gz"
    assessments = data / "mlqe-pe" / f"da-{languages}-{part}.tar.gz"
    names = ("src", "mt", "pe", "tags", "source_tags", "hter")
    columns = archived_lines(post_edits, *(f"*/{part}.{name}" for name in names))
    table, pieces, probabilities = archived_lines(assessments, "*.df.short.tsv", "*/mt.*", "*/word_probas.*")
    judged = list(csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE))
    try:
        lines = list(zip(*columns, judged, pieces, probabilities, strict=True))
    except ValueError as error:
        raise InputError(f"{post_edits} and {assessments}: their files differ in length") from error
    rows = []
    for index, (source, target, post_edit, tags, source_tags, hter, scores, target_pieces, logs) in enumerate(lines):
        if part == "train" and mlqe_pe_split(index) is not split:
            continue
        words, edited = target.split(), post_edit.split()
        bad = _tags(tags)
        example = Example(
            source=pretokenised(source.split()),
            target=pretokenised(words),
            languages=(languages[:2], languages[3:]),
            origin=f"mlqe-pe/{languages}",
            target_bad=bad[1::2],
            source_bad=_tags(source_tags),
            gap_bad=bad[::2],
            log_probabilities=_per_word(words, target_pieces.split(), [float(value) for value in logs.split()]),
            hter=min(1.0, float(hter)),
            assessment=float(scores["z_mean"]),
        )
        if not _labels_fit(example):
            raise InputError(f"{post_edits}: tokens and tags of row {index + 1} differ in number")
        raw = on_raw_text(scores["original"], source.split()), on_raw_text(scores["translation"], words)
        clean = CleanPair(example.source, pretokenised(edited), example.languages, example.origin)
        rows.append(
            Row(
                raw=_with_texts(example, *raw),
                detokenised=replace(example, source=detokenised(source.split()), target=detokenised(words)),
                tokenised=example,
                post_edits=(
                    replace(clean, source=raw[0] or detokenised(source.split()), target=detokenised(edited)),
                    clean,
                ),
            )
        )
    return rows


def _tags(line: str) -> Tags:
    return tuple(tag == "BAD" for tag in line.split())


def _labels_fit(example: Example) -> bool:
    tokens = len(example.target.tokens)
    return (len(example.target_bad or ()), len(example.gap_bad or ()), len(example.source_bad or ())) == (
        tokens,
        tokens + 1,
        len(example.source.tokens),
    )


def _with_texts(example: Example, source: TokenisedText | None, target: TokenisedText | None) -> Example | None:
    return replace(example, source=source, target=target) if source and target else None


def _per_word(words: Sequence[str], pieces: Sequence[str], logs: Sequence[float]) -> tuple[float, ...] | None:
    """Sum the log-probabilities of each word's pieces; None where the pieces say something else than the words.

    The last log-probability, of the end of the sentence, has no piece. A piece that lies across two words (the
    post-edits' tokens are not the system's) counts for the word it begins in.
    """
    texts = [html.unescape(_PIECE_JOINER.sub("", piece)).replace(_PIECE_SPACE, "") for piece in pieces]
    if "".join(texts) != "".join(words) or len(pieces) > len(logs):
        return None
    owner = [index for index, word in enumerate(words) for _ in word]
    starts = _starts(texts)
    sums = [0.0] * len(words)
    for start, log, text in zip(starts, logs, texts, strict=False):
        sums[owner[min(start, len(owner) - 1)]] += log if text or start < len(owner) else 0.0
    return tuple(sums)


def _starts(texts: Sequence[str]) -> list[int]:
    ends = [0]
    for text in texts:
        ends.append(ends[-1] + len(text))
    return [start for start, _ in pairwise(ends)]


def read_all(data: Path, split: Split, pairs: Sequence[str] = PAIRS) -> Iterator[Row]:
    """Read several pairs one after another."""
    for languages in pairs:
        yield from read_mlqe_pe(data, languages, split)

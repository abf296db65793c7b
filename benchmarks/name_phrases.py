"""Whether the encoder tells lost names from rendered ones: it was tried for the rule name, and is not used by it.

    python benchmarks/name_phrases.py DATA [--share SHARE]

DATA holds the corpora that corpora.py describes. Texts are runs of 40 lines of a corpus, aligned line by line.

A phrase of the translation is compared with a name of the original by the cosine of their vectors, as the embedded
model encodes each alone; phrases are up to four words and begin with a capital.

Names that stay as they are: those that the rule takes for left out, in a translation that loses few. Right are names
that were dropped or replaced as name_changes.py does it, false are those of the human translations. Each row takes a
name for rendered where a phrase is at least so like it. If the encoder helped, false ones would go before right ones.

Names of translated words (Komisi Pemilihan Umum): runs of capitalised words of the original that have no word in the
translation and stand in surroundings that do. Taken for lost are those not all of whose words the lexicon finds, and
to which no phrase is so like; one name of the translation that the original's only such run stands for is dropped in
each text. False findings are upper bounds on the news (BPPT).

It does not help on news: on BPPT INT right findings go as fast as false ones, and a fifth of the translated names is
found at 7 false findings per 1,000 pairs. On translations proper (GARENG, SCI) it takes away half of the false ones,
which are few there, and a quarter of the right ones. So the rule stays without it.
"""

import argparse
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import corpora
import name_changes
import numpy as np
import results
from corpora import Pair
from line_pairs import TEXT_LINES, contexts
from numpy.typing import NDArray

from aligncheck.alignment import Bead
from aligncheck.context import Context
from aligncheck.document import SegmentedDocument
from aligncheck.facts.counterparts import is_said_by, surroundings, words_of
from aligncheck.facts.name_comparison import NameComparison
from aligncheck.facts.name_loss import Loss, losses
from aligncheck.facts.names import MAX_CAPITALS, Shape, key_of
from aligncheck.sentence_transformer import load_embedder
from aligncheck.words import Word, opens_sentence, words

RNG_SEED = 20240101
LONGEST = 4
MIN_SHARE = 0.75
"""Share of the words around a translated name that must stand together in the translation."""

LIKENESSES = (0.82, 0.84, 0.86, 0.88, 0.9, 0.92, 1.01)
CORPORA = ("GARENG", "BPPT SCI", "BPPT INT")
TRANSLATED = re.compile(r"(?<=[a-z,;] )[A-Z][a-z]{2,}(?: [A-Z][a-z]{2,})+(?![\w'’-])")


@dataclass
class Phrases:
    """Vectors of phrases, each encoded once."""

    vectors: dict[str, NDArray[np.float32]] = field(default_factory=dict)

    def likest(self, name: str, others: Sequence[str]) -> float:
        """Return the cosine of the phrase most like a name, -1 if there is none."""
        missing = [text for text in {name, *others} if text not in self.vectors]
        if missing:
            rows = self._embedder.encode(missing).vectors
            self.vectors.update(zip(missing, rows / np.linalg.norm(rows, axis=1, keepdims=True), strict=True))
        return max((float(self.vectors[name] @ self.vectors[other]) for other in others), default=-1.0)

    def __post_init__(self) -> None:
        self._embedder = load_embedder()


def phrases_of(side: SegmentedDocument, indices: range) -> list[str]:
    """Return the phrases of a bead's side that begin with a capital."""
    found = words_of(side, indices)
    return [
        side.document.text[first.start : last.end]
        for start, first in enumerate(found)
        if first.text[0].isupper()
        for last in found[start : start + LONGEST]
    ]


def missing_names(context: Context) -> Iterator[tuple[Bead, str]]:
    """Yield the names that the rule takes for left out."""
    for bead, lost in losses(context, NameComparison(context)).items():
        yield from ((bead, loss.source.text) for loss in lost if _is_missing(loss))


def _is_missing(loss: Loss) -> bool:
    is_plain = loss.is_faithful and loss.is_sure and not loss.has_pronoun
    return is_plain and not loss.target.text and loss.shape is not Shape.ABBREVIATION


def doubtful_names(context: Context) -> Iterator[tuple[Bead, str]]:
    """Yield the translated names not all of whose words the lexicon finds, in translations that lose few names."""
    comparison = NameComparison(context)
    if not all(loss.is_faithful for lost in losses(context, comparison).values() for loss in lost):
        return
    compared = {word.word.start for bead in comparison.beads for name in bead.source for word in name.words}
    languages = context.source.document.language, context.target.document.language
    for bead in (one.bead for one in comparison.beads):
        there = words_of(context.target, bead.target)
        keys = {key_of(word.text) for word in there}
        for run in _runs(context.source, bead.source):
            is_copied = any(word.start in compared or key_of(word.text) in keys for word in run)
            said = [any(is_said_by(word.text, other.text, languages) for other in there) for word in run]
            if is_copied or all(said):
                continue
            place = run[0].start, run[-1].end
            around = surroundings(context.source, bead.source, place, context.target, bead.target)
            if around is not None and around.share >= MIN_SHARE:
                yield bead, context.source.document.text[slice(*place)]


def _runs(side: SegmentedDocument, indices: range) -> Iterator[list[Word]]:
    """Yield the runs of two capitalised words or more inside sentences, but for headings."""
    text = side.document.text
    for segment in (side.segments[index] for index in indices):
        found = list(words(text, segment.start, segment.end))
        if sum(word.text[0].isupper() for word in found) > MAX_CAPITALS * len(found):
            continue
        run: list[Word] = []
        for word, following in pairwise([*found, Word("", segment.end + 1, segment.end + 1)]):
            is_part = word.text[0].isupper() and not word.text.isupper()
            if is_part and (run or not opens_sentence(text, word.start, segment.start)):
                run.append(word)
            if run and not (is_part and text[word.end : following.start] == " "):
                if len(run) > 1:
                    yield run
                run = []


def translated(pairs: Sequence[Pair]) -> dict[int, Pair]:
    """Return pairs without the one name of the target that the source's only one stands for: one in each text."""
    rng = random.Random(RNG_SEED)
    result = {}
    for start in range(0, len(pairs), TEXT_LINES):
        lines = list(range(start, min(start + TEXT_LINES, len(pairs))))
        rng.shuffle(lines)
        for line in lines:
            source, target = pairs[line]
            ours, theirs = (
                [found for found in TRANSLATED.finditer(text) if not _lower(found[0]) & _lower(other)]
                for text, other in ((source, target), (target, source))
            )
            if len(ours) == 1 == len(theirs) and not name_changes.CALENDAR.search(theirs[0][0]):
                changed = name_changes.dropped(target, theirs[0], (), rng)
                if changed is not None:
                    result[line] = source, changed
                    break
    return result


def _lower(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower()))


def _text_with(pairs: Sequence[Pair], line: int, changed: Pair) -> tuple[Context, Bead]:
    first = line // TEXT_LINES * TEXT_LINES
    text = list(pairs[first : first + TEXT_LINES])
    text[line - first] = changed
    context = next(contexts(text, "id", "en"))
    return context, context.alignment.beads[line - first]


def measure(name: str, pairs: Sequence[Pair], phrases: Phrases) -> tuple[list[dict[str, object]], ...]:
    """Return the rows of a corpus for names that stay as they are, and for translated ones."""
    tables = []
    dropped = name_changes.changed(pairs, "name dropped", TEXT_LINES, RNG_SEED)
    for find, planted in (
        (missing_names, {line: pair for line, (pair, _) in dropped.items()}),
        (doubtful_names, translated(pairs)),
    ):
        clean = [
            phrases.likest(text, phrases_of(context.target, bead.target))
            for context in contexts(pairs, "id", "en")
            for bead, text in find(context)
        ]
        hits = []
        for line, pair in planted.items():
            context, bead = _text_with(pairs, line, pair)
            found = [text for one, text in find(context) if one == bead]
            hits.append(
                min((phrases.likest(text, phrases_of(context.target, bead.target)) for text in found), default=9)
            )
        tables.append(
            [
                {
                    "corpus": name,
                    "pairs": len(pairs),
                    "rendered from": likeness if likeness < 1 else "never",
                    "false per 1,000": round(1000 * sum(one < likeness for one in clean) / len(pairs), 2),
                    "planted": len(hits),
                    "recall": round(sum(one < likeness for one in hits) / len(hits), 3),
                }
                for likeness in LIKENESSES
            ]
        )
    return tuple(tables)


def main() -> None:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--share", type=float, default=0.5, help="of each corpus, from its beginning")
    arguments = parser.parse_args()
    phrases = Phrases()
    kept: list[dict[str, object]] = []
    put: list[dict[str, object]] = []
    for name in CORPORA:
        pairs = corpora.gareng(arguments.data) if name == "GARENG" else corpora.panl_bppt(arguments.data, name[-3:])
        own = pairs[: int(len(pairs) * arguments.share) // TEXT_LINES * TEXT_LINES]
        plain = [(" ".join(source.split()), " ".join(target.split())) for source, target in own]
        for table, rows in zip((kept, put), measure(name, plain, phrases), strict=True):
            table.extend(rows)
    results.publish(
        "name_phrases",
        {"rng_seed": RNG_SEED, "share": arguments.share, "least_share": MIN_SHARE},
        {"Names that stay as they are": kept, "Names of translated words": put},
        packages=["wordfreq", "simplemma"],
        notes=(__doc__ or "").split("\n\n", 2)[2].strip(),
    )


if __name__ == "__main__":
    main()

"""Recall, false alarms, thresholds and precision of the rule repetition.

    python benchmarks/repetition.py DATA

DATA holds the corpora that corpora.py describes. Texts are runs of 40 lines of a corpus, aligned line by line.

Planted: every tenth line of the human translations is changed in one of five ways in turn. Its target becomes that of
the line before, exactly (segment), or with one word of the copy dropped, swapped with the next, or replaced by a word
drawn from the corpus; or four to eight words of the target are said twice at once (stretch). Recall: the share of
planted lines with a finding. Lines of fewer than eight words are left alone, and so are lines at the beginning of a
text, which have none before.
False alarms: all findings on human translations, per 1,000 segments; none was judged, so this is an upper bound.

Thresholds: each is swept while the other keeps its value. The similarity of segments is the lowest at which no human
corpus has more than 0.5 findings per 1,000 segments; that of sources is the lowest that loses nothing of what was
planted, since a lower one leaves more alone.

Precision by class: as precision.py says.
"""

import argparse
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import corpora
import results
from corpora import Pair
from line_pairs import TEXT_LINES, contexts
from precision import CAP, SEGMENTS_PER_ERROR, Tally

from aligncheck.detectors import Repetition
from aligncheck.detectors.repetition import PROBABILITIES, Kind
from aligncheck.words import words

RNG_SEED = 20240101
EVERY = 10
LEAST_WORDS = 8
COPIES = ("segment", "segment, a word dropped", "segment, two words swapped", "segment, a word replaced")
KINDS = (*COPIES, "stretch")
MIN_RATIOS = tuple(range(80, 99, 2))
MAX_SOURCE_RATIOS = tuple(range(60, 96, 5))


@dataclass(frozen=True)
class Corpus:
    """Translations by a person or a machine."""

    name: str
    source_lang: str
    target_lang: str
    pairs: list[Pair]
    is_human: bool = True

    @property
    def head(self) -> dict[str, object]:
        """What a row of figures begins with."""
        pair = f"{self.source_lang}-{self.target_lang}"
        return {"corpus": self.name, "pair": pair, "segments": len(self.pairs)}


def translations(data: Path) -> Iterator[Corpus]:
    """Yield all corpora."""
    tico = [pair for pairs in corpora.tico19(data).values() for pair in pairs]
    yield Corpus("TICO-19", "id", "en", tico)
    yield Corpus("TICO-19", "en", "id", [(target, source) for source, target in tico])
    yield Corpus("GARENG", "id", "en", corpora.gareng(data))
    yield Corpus("MLQE-PE post-edits", "en", "de", corpora.mlqe_pe(data, "en-de"))
    yield Corpus("BPPT INT", "id", "en", corpora.panl_bppt(data, "INT"))
    yield Corpus("GARENG system", "id", "en", corpora.machine_translations(data, "gareng"), is_human=False)
    yield Corpus("MLQE-PE system", "ro", "en", corpora.machine_translations(data, "ro-en"), is_human=False)
    yield Corpus("MLQE-PE system", "en", "de", corpora.machine_translations(data, "en-de"), is_human=False)


def lines_found(corpus: Corpus, pairs: Sequence[Pair], detector: Repetition) -> dict[int, tuple[Kind, str]]:
    """Return kind and text of what was marked in these pairs of the corpus' languages, by line."""
    return {
        number * TEXT_LINES + bead.target.start: (kind, place.text)
        for number, context in enumerate(contexts(pairs, corpus.source_lang, corpus.target_lang))
        for kind, bead, place in detector.repetitions(context)
    }


def planted(pairs: Sequence[Pair]) -> tuple[list[Pair], dict[int, str]]:
    """Return the pairs with repetitions, and their kinds by line."""
    rng = random.Random(RNG_SEED)
    result = [(" ".join(source.split()), " ".join(target.split())) for source, target in pairs]
    any_word = [word for _, target in result for word in target.split()]
    kinds: dict[int, str] = {}
    for line in range(EVERY, len(result), EVERY):
        kind = KINDS[line // EVERY % len(KINDS)]
        source, target = result[line]
        before = result[line - 1][1]
        if kind == "stretch":
            copied = _with_stretch_twice(target, rng)
        else:
            copied = _copy(kind, before, any_word, rng) if line % TEXT_LINES and _is_long(before) else None
        if copied is not None:
            result[line] = (source, copied)
            kinds[line] = kind
    return result, kinds


def _is_long(text: str) -> bool:
    return sum(1 for _ in words(text)) >= LEAST_WORDS


def _copy(kind: str, text: str, any_word: Sequence[str], rng: random.Random) -> str:
    parts = text.split()
    at = rng.randrange(len(parts) - 1)
    if kind == "segment, a word dropped":
        del parts[at]
    elif kind == "segment, two words swapped":
        parts[at : at + 2] = reversed(parts[at : at + 2])
    elif kind == "segment, a word replaced":
        parts[at] = rng.choice(any_word)
    return " ".join(parts)


def _with_stretch_twice(text: str, rng: random.Random) -> str | None:
    found = list(words(text))
    if len(found) < LEAST_WORDS:
        return None
    length = rng.randint(4, LEAST_WORDS)
    at = rng.randrange(len(found) - length + 1)
    stretch = text[found[at].start : found[at + length - 1].end]
    return text[: found[at].start] + stretch + " " + text[found[at].start :]


def recall(kinds: dict[int, str], found: dict[int, tuple[Kind, str]]) -> dict[str, float]:
    """Return the share of planted lines with a finding, by kind."""
    total = Counter(kinds.values())
    hits = Counter(kind for line, kind in kinds.items() if line in found)
    return {f"recall, {kind}": round(hits[kind] / total[kind], 3) for kind in KINDS}


def sweep(human: Sequence[Corpus], name: str, values: Sequence[int]) -> Iterator[dict[str, object]]:
    """Yield a row for each value of a threshold of the detector."""
    changed = [planted(corpus.pairs) for corpus in human]
    for value in values:
        detector = Repetition(**{name: float(value)})
        alarms = [len(lines_found(corpus, corpus.pairs, detector)) for corpus in human]
        total, hits = Counter[str](), Counter[str]()
        for corpus, (pairs, kinds) in zip(human, changed, strict=True):
            found = lines_found(corpus, pairs, detector)
            total.update(kinds.values())
            hits.update(kind for line, kind in kinds.items() if line in found)
        rates = [1000 * number / len(corpus.pairs) for number, corpus in zip(alarms, human, strict=True)]
        yield {
            name: value,
            "findings per 1,000": round(1000 * sum(alarms) / sum(len(corpus.pairs) for corpus in human), 3),
            "most in a corpus": round(max(rates), 2),
            **{f"recall, {kind}": round(hits[kind] / total[kind], 3) for kind in KINDS},
            "recall, all": round(hits.total() / total.total(), 4),
        }


def main() -> None:
    """Measure and publish."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    rows, marked = [], []
    tally = Tally()
    read = list(translations(parser.parse_args().data))
    for corpus in read:
        found = lines_found(corpus, corpus.pairs, Repetition())
        row = corpus.head | {"findings per 1,000": round(1000 * len(found) / len(corpus.pairs), 2)}
        if corpus.is_human:
            changed, kinds = planted(corpus.pairs)
            found_planted = lines_found(corpus, changed, Repetition())
            row |= recall(kinds, found_planted)
            hits = [found_planted[line][0] for line in kinds if line in found_planted]
            false = [kind for kind, _ in found.values()]
            tally.add(hits, planted=len(kinds), false=false, segments=len(corpus.pairs))
        rows.append(row)
        if not corpus.name.startswith("BPPT"):
            marked += [{"corpus": corpus.name, "pair": row["pair"], "marked": text} for _, text in found.values()]
    human = [corpus for corpus in read if corpus.is_human]
    settings = {
        "rng_seed": RNG_SEED,
        "planted_every": EVERY,
        "segments_per_error": SEGMENTS_PER_ERROR,
        "greatest_precision": CAP,
    }
    tables = {
        "Findings and recall": rows,
        "Similarity from which two segments are the same": list(sweep(human, "min_ratio", MIN_RATIOS)),
        "Similarity from which the sources are repeated too": list(sweep(human, "max_source_ratio", MAX_SOURCE_RATIOS)),
        "Precision by class": tally.rows(PROBABILITIES),
        "What was found": marked,
    }
    notes = (__doc__ or "").split("\n\n", 2)[2].strip()
    results.publish("repetition", settings, tables, packages=["rapidfuzz"], notes=notes)


if __name__ == "__main__":
    main()

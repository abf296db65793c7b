"""False alarms and recall of the rule untranslated.

    python benchmarks/untranslated.py DATA

DATA holds the corpora that corpora.py describes. Texts are runs of 40 lines of a corpus, aligned line by line.

False alarms: findings on human translations, per 1,000 segments, each an upper bound, since translators do leave words
and sentences (what was marked is printed for the corpora that may be quoted).
Recall: in every tenth segment, in turn, the whole target is replaced by the source, or one, two or three of its words
in a row by as many words in a row of the source, lower-case and without punctuation between them. Found means marked
exactly, or for three words and a whole segment marked by at least half. One word of the source is often a word of the
target language too (a loan, a name in lower case), and then it cannot be found.

Precision by class: as precision.py says; judgements/untranslated.toml says which findings are not false.
"""

import argparse
import random
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import corpora
import results
from corpora import Pair
from line_pairs import TEXT_LINES, contexts
from precision import CAP, SEGMENTS_PER_ERROR, Tally

from aligncheck.detectors import Untranslated
from aligncheck.detectors.untranslated import LEAST_PROBABILITY, PROBABILITIES, Kind
from aligncheck.finding import Confidence
from aligncheck.words import Word, words

RNG_SEED = 20240101
EVERY = 10
PLANTED = ("segment", "1 word", "2 words", "3 words")
JUDGEMENTS = Path(__file__).parent / "judgements" / "untranslated.toml"

Marked = tuple[int, Kind, str]
"""Line, kind and text of what may be left in the source language."""


def human_translations(data: Path) -> Iterator[tuple[str, str, str, list[Pair]]]:
    """Yield name, source language, target language and pairs (source, target)."""
    tico = [pair for pairs in corpora.tico19(data).values() for pair in pairs]
    gareng = corpora.gareng(data)
    for name, pairs in (("TICO-19", tico), ("GARENG", gareng)):
        yield name, "id", "en", pairs
        yield name, "en", "id", [(target, source) for source, target in pairs]
    yield "MLQE-PE post-edits", "en", "de", corpora.mlqe_pe(data, "en-de")
    yield "MLQE-PE post-edits", "ro", "en", corpora.mlqe_pe(data, "ro-en")
    for subject in ("INT", "SPO"):
        yield f"BPPT {subject}", "id", "en", corpora.panl_bppt(data, subject)


def marked_in(pairs: Sequence[Pair], source_lang: str, target_lang: str) -> list[Marked]:
    """Return all that may be left in the source language, however unlikely."""
    return [
        (number * TEXT_LINES + bead.target.start, kind, place.text)
        for number, context in enumerate(contexts(pairs, source_lang, target_lang))
        for kind, bead, place in Untranslated().left(context)
    ]


def confidence_of(kind: Kind) -> Confidence | None:
    """Return the confidence of a finding of this kind, or None if there is none."""
    return Confidence.of(PROBABILITIES[kind]) if PROBABILITIES[kind] >= LEAST_PROBABILITY else None


def false_alarms(marked: Sequence[Marked], segments: int) -> dict[str, float]:
    """Return the findings per 1,000 segments from each confidence on."""
    found = [confidence for _, kind, _ in marked if (confidence := confidence_of(kind))]
    return {f"{level} or more": round(1000 * sum(c >= level for c in found) / segments, 2) for level in Confidence}


def planted(pairs: Sequence[Pair]) -> tuple[list[Pair], dict[int, tuple[str, str]]]:
    """Return the pairs with text left in the source language, and kind and text by line."""
    rng = random.Random(RNG_SEED)
    result = [(" ".join(source.split()), " ".join(target.split())) for source, target in pairs]
    left: dict[int, tuple[str, str]] = {}
    for line in range(0, len(result), EVERY):
        source, target = result[line]
        kind = PLANTED[line // EVERY % len(PLANTED)]
        if kind == "segment":
            result[line] = (source, source)
            left[line] = (kind, source)
            continue
        number = int(kind[0])
        ours, theirs = _stretches(source, number), _stretches(target, number)
        if ours and theirs:
            one, other = rng.choice(ours), rng.choice(theirs)
            text = source[one[0].start : one[-1].end]
            result[line] = (source, target[: other[0].start] + text + target[other[-1].end :])
            left[line] = (kind, text)
    return result, left


def _stretches(text: str, number: int) -> list[list[Word]]:
    found = list(words(text))
    stretches = [found[at : at + number] for at in range(1, len(found) - number + 1)]
    return [
        stretch
        for stretch in stretches
        if all(word.text.islower() and len(word.text) > 2 for word in stretch)
        and text[stretch[0].start : stretch[-1].end] == " ".join(word.text for word in stretch)
    ]


def hits_of(marked: Sequence[Marked], left: dict[int, tuple[str, str]]) -> dict[int, Kind]:
    """Return the lines whose planted text is marked, with the most probable kind of the marks that fit."""
    hits: dict[int, Kind] = {}
    for line, kind, text in marked:
        if line in left and _is_found(*left[line], text):
            hits[line] = max(kind, hits.get(line, kind), key=PROBABILITIES.__getitem__)
    return hits


def recall(left: dict[int, tuple[str, str]], hits: dict[int, Kind]) -> Iterator[dict[str, object]]:
    """Yield one row per kind of planted text."""
    total = Counter(kind for kind, _ in left.values())
    for kind in PLANTED:
        row: dict[str, object] = {"kind": kind, "planted": total[kind]}
        levels = [confidence_of(found) for line, found in hits.items() if left[line][0] == kind]
        for level in Confidence:
            found = sum(confidence is not None and confidence >= level for confidence in levels)
            row[f"recall, {level} or more"] = round(found / total[kind], 3)
        yield row


def _is_found(kind: str, planted_text: str, found: str) -> bool:
    if kind in ("segment", "3 words"):
        return planted_text in found or (found in planted_text and 2 * len(found) >= len(planted_text))
    return found == planted_text


def main() -> None:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    data = parser.parse_args().data
    real = set(tomllib.loads(JUDGEMENTS.read_text(encoding="utf-8"))["left"])
    alarms, recalls, shown = [], [], []
    tally = Tally()
    for name, source_lang, target_lang, pairs in human_translations(data):
        head = {"corpus": name, "pair": f"{source_lang}-{target_lang}", "segments": len(pairs)}
        clean = marked_in(pairs, source_lang, target_lang)
        alarms.append(head | false_alarms(clean, len(pairs)))
        changed, left = planted(pairs)
        hits = hits_of(marked_in(changed, source_lang, target_lang), left)
        recalls += [head | row for row in recall(left, hits)]
        false = [kind for _, kind, text in clean if text not in real]
        tally.add(hits.values(), planted=len(left), false=false, segments=len(pairs))
        if not name.startswith("BPPT"):
            shown += [
                {"corpus": name, "pair": head["pair"], "marked": text, "class": kind, "judged left": text in real}
                for _, kind, text in clean
                if confidence_of(kind)
            ]
    settings = {
        "rng_seed": RNG_SEED,
        "planted_every": EVERY,
        "segments_per_error": SEGMENTS_PER_ERROR,
        "greatest_precision": CAP,
    }
    tables = {
        "Human translations: findings per 1,000 segments": alarms,
        "Planted source text: recall": recalls,
        "Precision by class": tally.rows(PROBABILITIES),
        "What was found in human translations": shown,
    }
    notes = (__doc__ or "").split("\n\n", 2)[2].strip()
    results.publish("untranslated", settings, tables, packages=["lingua-language-detector", "wordfreq"], notes=notes)


if __name__ == "__main__":
    main()

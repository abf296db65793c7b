"""False alarms and recall of the rule untranslated.

    python benchmarks/untranslated.py DATA

DATA holds the corpora that corpora.py describes. Texts are runs of 40 lines of a corpus, aligned line by line.

False alarms: findings on human translations, per 1,000 segments, each an upper bound, since translators do leave words
and sentences (the findings themselves are printed for the corpora that may be quoted).
Recall: in every tenth segment, in turn, the whole target is replaced by the source, or one, two or three of its words
in a row by as many words in a row of the source, lower-case and without punctuation between them. Found means marked
exactly, or for three words and a whole segment marked by at least half. One word of the source is often a word of the
target language too (a loan, a name in lower case), and then it cannot be found.
"""

import argparse
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

import corpora
import results
from corpora import Pair
from line_pairs import contexts

from aligncheck.detectors import Untranslated
from aligncheck.finding import Confidence
from aligncheck.words import Word, words

RNG_SEED = 20240101
EVERY = 10
KINDS = ("segment", "1 word", "2 words", "3 words")


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


def false_alarms(pairs: Sequence[Pair], source_lang: str, target_lang: str) -> tuple[dict[str, float], list[str]]:
    """Return the findings per 1,000 segments from each confidence on, and what was marked."""
    found = [f for context in contexts(pairs, source_lang, target_lang) for f in Untranslated().detect(context)]
    row = {
        f"{level} or more": round(1000 * sum(f.confidence >= level for f in found) / len(pairs), 2)
        for level in Confidence
    }
    return row, [f"{finding.target.text} ({finding.confidence})" for finding in found if finding.target]


def planted(pairs: Sequence[Pair]) -> tuple[list[Pair], dict[int, tuple[str, str]]]:
    """Return the pairs with text left in the source language, and kind and text by line."""
    rng = random.Random(RNG_SEED)
    result = [(" ".join(source.split()), " ".join(target.split())) for source, target in pairs]
    left: dict[int, tuple[str, str]] = {}
    for line in range(0, len(result), EVERY):
        source, target = result[line]
        kind = KINDS[line // EVERY % len(KINDS)]
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


def recall(pairs: Sequence[Pair], source_lang: str, target_lang: str) -> Iterator[dict[str, object]]:
    """Yield one row per kind of planted text."""
    changed, left = planted(pairs)
    total, hits = Counter[str](), Counter[tuple[str, Confidence]]()
    first = 0
    for context in contexts(changed, source_lang, target_lang):
        marked: dict[int, list[tuple[str, Confidence]]] = {}
        for finding in Untranslated().detect(context):
            if finding.target:
                entry = (finding.target.text, finding.confidence)
                marked.setdefault(finding.target.line - 1 + first, []).append(entry)
        for line in range(first, first + len(context.target.segments)):
            if line in left:
                kind, text = left[line]
                total[kind] += 1
                levels = [confidence for found, confidence in marked.get(line, []) if _is_found(kind, text, found)]
                if levels:
                    hits[kind, max(levels)] += 1
        first += len(context.target.segments)
    for kind in KINDS:
        row: dict[str, object] = {"kind": kind, "planted": total[kind]}
        for level in Confidence:
            found = sum(hits[kind, confidence] for confidence in Confidence if confidence >= level)
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
    alarms, recalls, marked = [], [], []
    for name, source_lang, target_lang, pairs in human_translations(data):
        head = {"corpus": name, "pair": f"{source_lang}-{target_lang}", "segments": len(pairs)}
        row, texts = false_alarms(pairs, source_lang, target_lang)
        alarms.append(head | row)
        recalls += [head | row for row in recall(pairs, source_lang, target_lang)]
        if not name.startswith("BPPT"):
            marked += [{"corpus": name, "pair": head["pair"], "marked": text} for text in texts]
    settings = {"rng_seed": RNG_SEED, "planted_every": EVERY}
    tables = {
        "Human translations: findings per 1,000 segments": alarms,
        "Planted source text: recall": recalls,
        "What was found in human translations": marked,
    }
    notes = (__doc__ or "").split("\n\n", 2)[2].strip()
    results.publish("untranslated", settings, tables, packages=["lingua-language-detector", "wordfreq"], notes=notes)


if __name__ == "__main__":
    main()

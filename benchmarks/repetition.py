"""False alarms and recall of the rule repetition.

    python benchmarks/repetition.py DATA

DATA holds the corpora that corpora.py describes. Texts are runs of 40 lines of a corpus, aligned line by line.
False alarms: findings on human and on machine translations, per 1,000 segments. Recall: in every tenth line of the
human translations, in turn, the target of the line before stands in place of the line's own, or a stretch of four to
eight words of the target is said twice. Found means a finding in that line. Lines of fewer than eight words are left
alone.
"""

import argparse
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import corpora
import results
from corpora import Pair
from line_pairs import TEXT_LINES, contexts

from aligncheck.detectors import Repetition
from aligncheck.words import words

RNG_SEED = 20240101
EVERY = 10
LEAST_WORDS = 8


def translations(data: Path) -> Iterator[tuple[str, str, str, list[Pair], bool]]:
    """Yield name, source language, target language, pairs, and whether a person translated them."""
    tico = [pair for pairs in corpora.tico19(data).values() for pair in pairs]
    yield "TICO-19", "id", "en", tico, True
    yield "TICO-19", "en", "id", [(target, source) for source, target in tico], True
    yield "GARENG", "id", "en", corpora.gareng(data), True
    yield "MLQE-PE post-edits", "en", "de", corpora.mlqe_pe(data, "en-de"), True
    yield "BPPT INT", "id", "en", corpora.panl_bppt(data, "INT"), True
    yield "GARENG system", "id", "en", corpora.machine_translations(data, "gareng"), False
    yield "MLQE-PE system", "ro", "en", corpora.machine_translations(data, "ro-en"), False
    yield "MLQE-PE system", "en", "de", corpora.machine_translations(data, "en-de"), False


def lines_found(pairs: Sequence[Pair], source_lang: str, target_lang: str) -> dict[int, str]:
    """Return what was marked, by line."""
    found = {}
    for number, context in enumerate(contexts(pairs, source_lang, target_lang)):
        first = number * TEXT_LINES
        for finding in Repetition().detect(context):
            if finding.target:
                found[first + finding.target.line - 1] = finding.target.text
    return found


def planted(pairs: Sequence[Pair]) -> tuple[list[Pair], dict[str, list[int]]]:
    """Return the pairs with repetitions, and their lines by kind."""
    rng = random.Random(RNG_SEED)
    result = [(" ".join(source.split()), " ".join(target.split())) for source, target in pairs]
    lines: dict[str, list[int]] = {"segment": [], "stretch": []}
    for line in range(EVERY, len(result), EVERY):
        kind = tuple(lines)[line // EVERY % len(lines)]
        source, target = result[line]
        if kind == "segment" and line % TEXT_LINES and len(list(words(result[line - 1][1]))) >= LEAST_WORDS:
            result[line] = (source, result[line - 1][1])
            lines[kind].append(line)
        found = list(words(target))
        if kind == "stretch" and len(found) >= LEAST_WORDS:
            length = rng.randint(4, LEAST_WORDS)
            at = rng.randint(0, len(found) - length)
            stretch = target[found[at].start : found[at + length - 1].end]
            result[line] = (source, target[: found[at].start] + stretch + " " + target[found[at].start :])
            lines[kind].append(line)
    return result, lines


def main() -> None:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    rows, marked = [], []
    for name, source_lang, target_lang, pairs, is_human in translations(parser.parse_args().data):
        found = lines_found(pairs, source_lang, target_lang)
        row: dict[str, object] = {"corpus": name, "pair": f"{source_lang}-{target_lang}", "segments": len(pairs)}
        row["findings per 1,000"] = round(1000 * len(found) / len(pairs), 2)
        if is_human:
            changed, lines = planted(pairs)
            hits = lines_found(changed, source_lang, target_lang)
            for kind, numbers in lines.items():
                row[f"recall, {kind}"] = round(sum(line in hits for line in numbers) / len(numbers), 3)
        rows.append(row)
        if not name.startswith("BPPT"):
            marked += [{"corpus": name, "pair": row["pair"], "marked": text} for text in found.values()]
    settings = {"rng_seed": RNG_SEED, "planted_every": EVERY}
    tables = {"Findings and recall": rows, "What was found": marked}
    notes = (__doc__ or "").split("\n\n", 2)[2].strip()
    results.publish("repetition", settings, tables, packages=["rapidfuzz"], notes=notes)


if __name__ == "__main__":
    main()

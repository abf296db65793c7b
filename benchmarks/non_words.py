"""False alarms, recall on planted coinages, and precision on machine output of the rule non-word.

    python benchmarks/non_words.py DATA

DATA holds the corpora that corpora.py describes. Texts are runs of 40 lines of a corpus, aligned line by line.

False alarms: findings on human translations, per 1,000 segments. Human translators misspell too, so each finding is
looked up in judgements/non_words.toml, which says which of the words found are really wrong (words of BPPT as hashes,
since its texts may not be copied); the others are false, as is any finding that was not judged. The judge was one
language model that had built the rule and saw the confidence of each word: no independent or second reader.
Recall: into every tenth segment of the same texts one coinage is planted (coinages.py) in place of a lower-case word,
kinds in turn; found means marked exactly, at any, medium or high confidence. A few coinages, of the kind affix above
all, are regular words that happen to be in no list, and cannot be found.
Machine output: findings on raw translations of real systems, and a sample of them, judged in the same way; precision
is that of the sample.

Part "dev": what the rule found there, or the unknown words before there was a rule, was read while the word-formation
data and the probabilities were set. Part "test", MLQE-PE ru-en: first looked at when everything was set.
"""

import argparse
import hashlib
import random
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import corpora
import results
from coinages import KINDS, coin, learn
from corpora import Pair
from line_pairs import contexts

from aligncheck.detectors import NonWord
from aligncheck.finding import Confidence, Finding
from aligncheck.vocabulary import vocabulary
from aligncheck.words import Word, words

RNG_SEED = 20240101
EVERY = 10
SAMPLE = 60
JUDGEMENTS = Path(__file__).parent / "judgements" / "non_words.toml"


def human_translations(data: Path) -> Iterator[tuple[str, str, str, str, list[Pair]]]:
    """Yield name, part, source language, target language and pairs (source, target)."""
    tico = [pair for pairs in corpora.tico19(data).values() for pair in pairs]
    gareng = corpora.gareng(data)
    for name, pairs in (("TICO-19", tico), ("GARENG", gareng)):
        yield name, "dev", "id", "en", pairs
        yield name, "dev", "en", "id", [(target, source) for source, target in pairs]
    yield "MLQE-PE post-edits", "dev", "en", "de", corpora.mlqe_pe(data, "en-de")
    for subject in ("INT", "ECO", "SCI", "SPO"):
        yield f"BPPT {subject}", "dev", "id", "en", corpora.panl_bppt(data, subject)
    yield "MLQE-PE post-edits", "test", "ru", "en", corpora.mlqe_pe(data, "ru-en")


def findings(pairs: Sequence[Pair], source_lang: str, target_lang: str) -> Iterator[Finding]:
    """Yield the findings on all texts of a corpus."""
    for context in contexts(pairs, source_lang, target_lang):
        yield from NonWord().detect(context)


def is_judged_wrong(word: str, judged: set[str]) -> bool:
    """Whether the word was judged to be really wrong."""
    return word in judged or hashlib.sha256(word.encode()).hexdigest()[:12] in judged


def false_alarms(found: Sequence[Finding], segments: int, judged: set[str]) -> dict[str, float]:
    """Return the findings and the false ones per 1,000 segments from each level of confidence."""
    row: dict[str, float] = {}
    for level in reversed(Confidence):
        at_level = [finding for finding in found if finding.confidence >= level]
        false = [f for f in at_level if f.target is None or not is_judged_wrong(f.target.text, judged)]
        row[f"{level}: findings"] = round(1000 * len(at_level) / segments, 2)
        row[f"{level}: false"] = round(1000 * len(false) / segments, 2)
    return row


def planted(pairs: Sequence[Pair], target_lang: str) -> tuple[list[Pair], dict[int, tuple[str, str]]]:
    """Return the pairs with coinages in every tenth target, and kind and coinage by line."""
    rng = random.Random(RNG_SEED)
    corpus = learn(target for _, target in pairs)
    in_corpus = set(corpus.words)
    known = vocabulary(target_lang)
    result = list(pairs)
    coined: dict[int, tuple[str, str]] = {}
    for line in range(0, len(pairs), EVERY):
        source, target = pairs[line]
        target = " ".join(target.split())
        kind = KINDS[line // EVERY % len(KINDS)]
        place = _place(target, source, rng)
        if place is None:
            continue
        word, after = place
        try:
            made = coin(kind, word.text, after.text, corpus, lambda w: w in in_corpus or known.lists(w), rng)
        except ValueError:
            continue
        end = after.end if kind == "run-together" else word.end
        result[line] = (source, target[: word.start] + made + target[end:])
        coined[line] = (kind, made)
    return result, coined


def _place(target: str, source: str, rng: random.Random) -> tuple[Word, Word] | None:
    found = list(words(target))
    in_source = {word.text.lower() for word in words(source)}
    places = [
        (word, after)
        for word, after in pairwise(found)
        if word.text.islower() and word.text.isalpha() and len(word.text) >= 5 and word.text not in in_source
        and after.text.islower() and after.text.isalpha() and target[word.end : after.start] == " "
    ]  # fmt: skip
    return rng.choice(places) if places else None


def recall(pairs: Sequence[Pair], source_lang: str, target_lang: str) -> Iterator[dict[str, object]]:
    """Yield one row per kind of coinage."""
    changed, coined = planted(pairs, target_lang)
    total, hits = Counter[str](), Counter[tuple[str, Confidence]]()
    first = 0
    for context in contexts(changed, source_lang, target_lang):
        marked = {(f.target.line - 1 + first, f.target.text): f for f in NonWord().detect(context) if f.target}
        for line in range(first, first + len(context.target.segments)):
            if line not in coined:
                continue
            kind, made = coined[line]
            total[kind] += 1
            if (line, made) in marked:
                hits[kind, marked[line, made].confidence] += 1
        first += len(context.target.segments)
    for kind in (*KINDS, "all"):
        kinds = KINDS if kind == "all" else (kind,)
        number = sum(total[k] for k in kinds)
        row: dict[str, object] = {"kind": kind, "planted": number}
        for level in Confidence:
            found = sum(hits[k, confidence] for k in kinds for confidence in Confidence if confidence >= level)
            row[f"recall, {level} or more"] = round(found / number, 3)
        yield row


def main() -> None:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    data = parser.parse_args().data
    judgements = tomllib.loads(JUDGEMENTS.read_text(encoding="utf-8"))
    judged = set(judgements["wrong"]) | set(judgements["wrong_hashes"])
    alarms, recalls = [], []
    for name, part, source_lang, target_lang, pairs in human_translations(data):
        head = {"corpus": name, "part": part, "pair": f"{source_lang}-{target_lang}", "segments": len(pairs)}
        alarms.append(head | false_alarms(list(findings(pairs, source_lang, target_lang)), len(pairs), judged))
        recalls += [head | row for row in recall(pairs, source_lang, target_lang)]
    outputs, samples = [], []
    for name, source_lang in (("gareng", "id"), ("gnmt", "id"), ("ro-en", "ro"), ("et-en", "et")):
        pairs = corpora.machine_translations(data, name)
        found = list(findings(pairs, source_lang, "en"))
        found = [finding for finding in found if finding.confidence >= Confidence.MEDIUM]
        sample = random.Random(RNG_SEED).sample(found, min(SAMPLE, len(found)))
        texts = [finding.target.text for finding in sample if finding.target]
        right = sum(text not in judgements["right_in_machine_output"] for text in texts)
        outputs.append(
            {
                "system": name,
                "segments": len(pairs),
                "findings, medium or more, per 1,000": round(1000 * len(found) / len(pairs), 2),
                "sample": len(texts),
                "precision": round(right / len(texts), 3),
            }
        )
        samples.append({"system": name, "words": " ".join(texts)})
    settings = {"rng_seed": RNG_SEED, "planted_every": EVERY}
    tables = {
        "Human translations: findings per 1,000 segments from each confidence on, and those judged false": alarms,
        "Planted coinages: recall": recalls,
        "Machine translations into English, medium confidence or more": outputs,
        "Samples of machine translations": samples,
    }
    notes = (__doc__ or "").split("\n\n", 2)[2].strip()
    results.publish("non_words", settings, tables, packages=["wordfreq", "simplemma"], notes=notes)


if __name__ == "__main__":
    main()

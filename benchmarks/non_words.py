"""False alarms, recall on planted coinages, and precision on machine output of the rule non-word.

    python benchmarks/non_words.py DATA

DATA holds the corpora that corpora.py describes. Texts are runs of 40 lines of a corpus, aligned line by line.

False alarms: findings on human translations, per 1,000 segments. Human translators misspell too, so each finding is
looked up in judgements/non_words.toml, which says which of the words found are really wrong (words of BPPT as hashes,
since its texts may not be copied); the others are false, as is any finding that was not judged. The judge was one
language model that had built the rule and saw the confidence of each word: no independent or second reader.
Recall: into every tenth segment of the same texts one coinage is planted (coinages.py) in place of a lower-case word or
of the first word of the segment, kinds in turn; found means marked exactly, at any, medium or high confidence. A few
coinages, of the kind affix above all, are regular words that happen to be in no list, and cannot be found.
Machine output: findings on raw translations of real systems, and a sample of them, judged in the same way; precision
is that of the sample.

Precision by class: as precision.py says, on both parts. A class is what the word list is worth, what the word looks
like, and whether it has a capital. Suspicions too unlikely to be reported count too; of their real errors none was
judged, so their precision is a lower bound. Words that stand three times or more in a text, as no coinage does, are
left out; the table after it says what is known of them. No coinage is listed: right among the listed misspellings are
those of the human translators that were judged wrong, weighing less where these made more errors than the mixture has.

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
from corpora import Pair
from line_pairs import TEXT_LINES, contexts
from precision import CAP, SEGMENTS_PER_ERROR, Tally

from aligncheck.detectors import NonWord
from aligncheck.detectors.non_word import LEAST_PROBABILITY, Suspect
from aligncheck.finding import Confidence, Finding
from aligncheck.training.coinages import KINDS, coin, learn
from aligncheck.unknown_words import (
    PROBABILITIES,
    PROBABILITIES_IF_CAPITALISED,
    TERM_OCCURRENCES,
    Evidence,
    Lists,
    lists_of,
)
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


def suspects(pairs: Sequence[Pair], source_lang: str, target_lang: str) -> list[tuple[int, Suspect]]:
    """Return the suspects of all texts of a corpus, each with its line."""
    texts = contexts(pairs, source_lang, target_lang)
    return [
        (number * TEXT_LINES + suspect.bead.target.start, suspect)
        for number, context in enumerate(texts)
        for suspect in NonWord().suspects(context)
    ]


def class_of(lists: Lists, evidence: Evidence, *, has_capital: bool) -> str:
    """Return the name of a class of suspects."""
    return f"{lists}, {evidence}{', capital' if has_capital else ''}"


def in_code(part: Sequence[Lists]) -> dict[str, float]:
    """Return the probabilities that the rule gives to the classes of these lists."""
    return {
        class_of(lists, evidence, has_capital=has_capital): table[lists].get(evidence, 0.0)
        for lists in part
        for has_capital, table in ((False, PROBABILITIES), (True, PROBABILITIES_IF_CAPITALISED))
        for evidence in Evidence
        if not (has_capital and lists is Lists.INCOMPLETE)  # German nouns have capitals: none is a suspect
        and not (lists is Lists.SHORT and evidence is Evidence.LISTED_MISSPELLING)  # needs a large list
    }


def is_judged_wrong(word: str, judged: set[str]) -> bool:
    """Whether the word was judged to be really wrong."""
    return word in judged or hashlib.sha256(word.encode()).hexdigest()[:12] in judged


def false_alarms(found: Sequence[tuple[int, Suspect]], segments: int, judged: set[str]) -> dict[str, float]:
    """Return the findings and the false ones per 1,000 segments from each level of confidence."""
    row: dict[str, float] = {}
    reported = [suspect for _, suspect in found if suspect.probability >= LEAST_PROBABILITY]
    for level in reversed(Confidence):
        at_level = [suspect for suspect in reported if Confidence.of(suspect.probability) >= level]
        false = [suspect for suspect in at_level if not is_judged_wrong(suspect.word.text, judged)]
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
        place = _place(target, source, in_corpus, rng)
        if place is None:
            continue
        word, after = place
        try:
            made = coin(kind, word.text.lower(), after.text, corpus, lambda w: w in in_corpus or known.lists(w), rng)
        except ValueError:
            continue
        if word.text[0].isupper():
            made = made[0].upper() + made[1:]
        end = after.end if kind == "run-together" else word.end
        result[line] = (source, target[: word.start] + made + target[end:])
        coined[line] = (kind, made)
    return result, coined


def _place(target: str, source: str, in_corpus: set[str], rng: random.Random) -> tuple[Word, Word] | None:
    found = list(words(target))
    in_source = {word.text.lower() for word in words(source)}
    places = [
        (word, after)
        for word, after in pairwise(found)
        if (word.text.islower() or (word is found[0] and word.text.istitle() and word.text.lower() in in_corpus))
        and word.text.isalpha() and len(word.text) >= 5 and word.text.lower() not in in_source
        and after.text.islower() and after.text.isalpha() and target[word.end : after.start] == " "
    ]  # fmt: skip
    return rng.choice(places) if places else None


def recall(coined: dict[int, tuple[str, str]], found: dict[int, Suspect]) -> Iterator[dict[str, object]]:
    """Yield one row per kind of coinage; `found` has those that are suspects, by line."""
    total = Counter(kind for kind, _ in coined.values())
    hits = Counter(
        (coined[line][0], Confidence.of(suspect.probability))
        for line, suspect in found.items()
        if suspect.probability >= LEAST_PROBABILITY
    )
    for kind in (*KINDS, "all"):
        kinds = KINDS if kind == "all" else (kind,)
        number = sum(total[k] for k in kinds)
        row: dict[str, object] = {"kind": kind, "planted": number}
        for level in Confidence:
            reported = sum(hits[k, confidence] for k in kinds for confidence in Confidence if confidence >= level)
            row[f"recall, {level} or more"] = round(reported / number, 3)
        yield row


def main() -> None:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    data = parser.parse_args().data
    judgements = tomllib.loads(JUDGEMENTS.read_text(encoding="utf-8"))
    judged = set(judgements["wrong"]) | set(judgements["wrong_hashes"])
    alarms, recalls = [], []
    tallies = {"both": Tally(), "dev": Tally(), "test": Tally()}
    terms = Counter[tuple[Lists, bool]]()
    for name, part, source_lang, target_lang, pairs in human_translations(data):
        head = {"corpus": name, "part": part, "pair": f"{source_lang}-{target_lang}", "segments": len(pairs)}
        known = vocabulary(target_lang)
        assert known is not None
        lists = lists_of(known)
        clean = suspects(pairs, source_lang, target_lang)
        alarms.append(head | false_alarms(clean, len(pairs), judged))
        changed, coined = planted(pairs, target_lang)
        hits = {
            line: suspect
            for line, suspect in suspects(changed, source_lang, target_lang)
            if line in coined and suspect.word.text == coined[line][1]
        }
        recalls += [head | row for row in recall(coined, hits)]
        rare = [suspect for _, suspect in clean if suspect.occurrences < TERM_OCCURRENCES]
        classes = [
            (class_of(lists, suspect.evidence, has_capital=suspect.may_be_name), suspect.word.text) for suspect in rare
        ]
        for tally in (tallies["both"], tallies[part]):
            tally.add(
                hits=[
                    class_of(lists, suspect.evidence, has_capital=suspect.may_be_name)
                    for suspect in hits.values()
                    if suspect.occurrences < TERM_OCCURRENCES
                ],
                planted=len(coined),
                false=[name for name, word in classes if not is_judged_wrong(word, judged)],
                segments=len(pairs),
            )
            listed = class_of(lists, Evidence.LISTED_MISSPELLING, has_capital=False)
            real = [name for name, word in classes if is_judged_wrong(word, judged)]
            weight = min(1.0, len(pairs) / SEGMENTS_PER_ERROR / max(1, len(real)))
            tally.right[listed] += weight * real.count(listed)
        terms.update(
            (lists, is_judged_wrong(suspect.word.text, judged))
            for _, suspect in clean
            if suspect.occurrences >= TERM_OCCURRENCES
        )
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
    settings = {
        "rng_seed": RNG_SEED,
        "planted_every": EVERY,
        "segments_per_error": SEGMENTS_PER_ERROR,
        "greatest_precision": CAP,
    }
    tables = {
        "Human translations: findings per 1,000 segments from each confidence on, and those judged false": alarms,
        "Planted coinages: recall": recalls,
        "Precision by class": tallies["both"].rows(in_code(list(Lists))),
        "Precision by class, dev only": tallies["dev"].rows(in_code([Lists.LARGE])),
        "Precision by class, test only": tallies["test"].rows(in_code([Lists.LARGE])),
        "Suspects that stand three times or more in a text": [
            {"list": lists, "judged wrong": terms[lists, True], "not": terms[lists, False]} for lists in Lists
        ],
        "Machine translations into English, medium confidence or more": outputs,
        "Samples of machine translations": samples,
    }
    notes = (__doc__ or "").split("\n\n", 2)[2].strip()
    results.publish("non_words", settings, tables, packages=["wordfreq", "simplemma"], notes=notes)


if __name__ == "__main__":
    main()

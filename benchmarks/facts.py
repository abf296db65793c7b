"""False findings, recall and precision of the detectors of facts: numbers, dates, money, measures, codes.

    python benchmarks/facts.py DATA

DATA holds the corpora that corpora.py describes. Texts are runs of 40 lines of a corpus, aligned line by line.

False findings: all findings on human translations, per 1,000 pairs, each an upper bound: the news (BPPT) is edited
rather than translated in places, and its numbers do differ. All of them were read but those of ECO and half of SPO's:
what is left of them once those that are real slips or differences of the two texts are taken out is in a table of its
own, "after judgement" (judgements/facts.toml has the lines; a finding that nobody has read counts as false).
Recall: one fact of the translation changed at a time, as fact_corruptions.py does it, in every fourth line at most.
Found means a finding of a rule for such facts that touches the changed words, or for what was left out, a finding in
that line without words in the translation. Only lines that had no finding of these rules before are counted.
Baseline: the digits of both sides must match, as sets of numbers without their dots and commas; a finding is a line.

Developed on TICO-19, GARENG and BPPT's ECO and SCI parts; INT and SPO were kept for these figures. Reading their
findings showed some plain misreadings (times such as 0800 GMT, mixed fractions, a half for a second half), which were
mended afterwards; before, the same figures were (numbers, dates) 8.3 and 3.0 per 1,000 in INT, 29.4 and 4.5 in SPO.

Precision by class: as precision.py says, from the translations proper (TICO-19, GARENG and BPPT SCI).
"""

import argparse
import random
import re
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import corpora
import results
from corpora import Pair
from fact_corruptions import KINDS, Kind
from line_pairs import TEXT_LINES, contexts
from planted_facts import Planted
from precision import CAP, SEGMENTS_PER_ERROR, Tally
from tabulate import tabulate

from aligncheck.detectors import code, date, measure, money, number
from aligncheck.detectors.suspecting import LEAST_PROBABILITY
from aligncheck.facts.differences import Evidence
from aligncheck.finding import Confidence

RNG_SEED = 20240101
LINES_APART = 4
MISSES_SHOWN = 4
CALIBRATING = ("TICO-19", "GARENG", "BPPT SCI")
"""Translations proper: in BPPT ECO, every fifth pair differs in its digits, as the news was edited."""

DETECTORS = {
    detector.rule: (detector, probabilities)
    for detector, probabilities in (
        (number.Number(), number.PROBABILITIES),
        (date.Date(), date.PROBABILITIES),
        (money.Money(), money.PROBABILITIES),
        (measure.Measure(), measure.PROBABILITIES),
        (code.Code(), code.PROBABILITIES),
    )
}
JUDGEMENTS = Path(__file__).parent / "judgements" / "facts.toml"


@dataclass(frozen=True)
class Corpus:
    """Human translations from Indonesian into English."""

    name: str
    pairs: list[Pair]
    held_out: bool = False
    may_be_quoted: bool = True


@dataclass(frozen=True)
class Marked:
    """A difference that a detector sees: its line, and its place in the line's target, -1 if it has none there."""

    line: int
    rule: str
    evidence: str
    start: int
    end: int

    @property
    def name(self) -> str:
        """The class of the finding."""
        return f"{self.rule}: {self.evidence}"

    @property
    def tally(self) -> str:
        """The class its precision is measured with: numbers and money are read and compared in the same way."""
        return self.name.replace("money: ", "number: ") if self.evidence != Evidence.UNIT else self.name

    @property
    def probability(self) -> float:
        """The probability that the detector gives it."""
        return DETECTORS[self.rule][1][self.evidence]


def human_translations(data: Path) -> Iterator[Corpus]:
    """Yield all corpora."""
    yield Corpus("TICO-19", [pair for pairs in corpora.tico19(data).values() for pair in pairs])
    yield Corpus("GARENG", corpora.gareng(data), may_be_quoted=False)
    for subject in ("ECO", "SCI", "INT", "SPO"):
        pairs = corpora.panl_bppt(data, subject)
        yield Corpus(f"BPPT {subject}", pairs, held_out=subject in ("INT", "SPO"), may_be_quoted=False)


def plain(pairs: Sequence[Pair]) -> list[Pair]:
    """Return the pairs with single spaces."""
    return [(" ".join(source.split()), " ".join(target.split())) for source, target in pairs]


def marked_in(pairs: Sequence[Pair], shown: dict[Marked, str] | None = None) -> list[Marked]:
    """Return all differences, however unlikely; `shown` takes their messages."""
    found = []
    for text, context in enumerate(contexts(pairs, "id", "en")):
        for rule, (detector, _) in DETECTORS.items():
            for suspect in detector.suspects(context):
                at = suspect.bead.target.start
                line = context.target.segments[at].start
                place = suspect.target
                start, end = (place.start - line, place.end - line) if place.text else (-1, -1)
                mark = Marked(text * TEXT_LINES + at, rule, suspect.kind, start, end)
                found.append(mark)
                if shown is not None:
                    facts = detector.facts(suspect)
                    shown[mark] = f"{facts.source or '–'} → {facts.target or '–'}"
    return found


def planted(kind: Kind, pairs: Sequence[Pair]) -> tuple[list[Pair], dict[int, Planted]]:
    """Return the pairs with errors of one kind, and the errors by line."""
    rng = random.Random(f"{RNG_SEED} {kind.name}")
    result = list(pairs)
    errors: dict[int, Planted] = {}
    last = -LINES_APART
    for line, (source, target) in enumerate(pairs):
        if line - last < LINES_APART:
            continue
        error = kind.corruption(source, target, rng)
        if error is not None and error.text != target:
            result[line] = (source, error.text)
            errors[line] = error
            last = line
    return result, errors


def is_hit(kind: Kind, error: Planted, mark: Marked) -> bool:
    """Whether a finding is of the planted error."""
    if mark.rule not in kind.rules:
        return False
    if error.start == error.end:
        return mark.start < 0
    return mark.start < error.end and error.start < mark.end


def has_other_digits(source: str, target: str) -> bool:
    """Whether the naive baseline finds a pair wrong."""
    ours, theirs = (
        {re.sub(r"[.,]", "", run) for run in re.findall(r"\d+(?:[.,]\d+)*", text)} for text in (source, target)
    )
    return ours != theirs


def reported(marks: Sequence[Marked], least: Confidence) -> list[Marked]:
    """Return the differences that are findings of at least this confidence."""
    return [
        mark for mark in marks if mark.probability >= LEAST_PROBABILITY and Confidence.of(mark.probability) >= least
    ]


def false_findings(corpus: Corpus, clean: Sequence[Marked]) -> Iterator[dict[str, object]]:
    """Yield one row a rule, and one for the baseline."""
    size = len(corpus.pairs)
    head = {"corpus": corpus.name, "pairs": size}
    for rule in DETECTORS:
        own = [mark for mark in clean if mark.rule == rule]
        rates = {f"{level} or more": round(1000 * len(reported(own, level)) / size, 2) for level in Confidence}
        yield head | {"rule": rule} | rates
    everything = {f"{level} or more": round(1000 * len(reported(clean, level)) / size, 2) for level in Confidence}
    yield head | {"rule": "all rules"} | everything
    naive = round(1000 * sum(has_other_digits(*pair) for pair in corpus.pairs) / size, 2)
    yield head | {"rule": "digits must match"} | dict.fromkeys(everything, naive)


def by_class(corpus: Corpus, clean: Sequence[Marked]) -> Iterator[dict[str, object]]:
    """Yield one row a class: how many findings there are on clean text."""
    count = Counter(mark.name for mark in reported(clean, Confidence.LOW))
    for name, found in sorted(count.items()):
        yield {
            "class": name,
            "corpus": corpus.name,
            "findings": found,
            "per 1,000": round(1000 * found / len(corpus.pairs), 2),
        }


def judged(
    corpus: Corpus, clean: Sequence[Marked], real: set[tuple[int, str]], lines: int
) -> Iterator[dict[str, object]]:
    """Yield for each rule how many of its findings on the first lines are real, and rates with and without those."""
    for rule in [*DETECTORS, "all rules"]:
        row: dict[str, object] = {"corpus": corpus.name, "lines read": lines, "rule": rule}
        for level in (Confidence.LOW, Confidence.MEDIUM):
            own = [mark for mark in reported(clean, level) if rule in (mark.rule, "all rules") and mark.line < lines]
            right = sum((mark.line, mark.rule) in real for mark in own)
            row |= {
                f"{level} or more": len(own),
                f"real ({level})": right,
                f"raw per 1,000 ({level})": round(1000 * len(own) / lines, 2),
                f"after judgement ({level})": round(1000 * (len(own) - right) / lines, 2),
            }
        yield row


class Recall:
    """What was planted and found, by corpus and kind."""

    def __init__(self) -> None:
        self.rows: list[dict[str, object]] = []
        self.misses: list[dict[str, object]] = []
        self.hits: list[str] = []
        self.planted = 0
        self._sums: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)

    def measure(self, corpus: Corpus, pairs: Sequence[Pair], clean: Sequence[Marked], kind: Kind) -> None:
        """Plant errors of one kind into a corpus, and count those found."""
        changed, errors = planted(kind, pairs)
        faulty = {mark.line for mark in reported(clean, Confidence.LOW) if mark.rule in kind.rules}
        errors = {line: error for line, error in errors.items() if line not in faulty}
        if not errors:
            return
        marks = {line: list(self._hits(kind, line, error, changed)) for line, error in errors.items()}
        count: Counter[str] = Counter({"planted": len(errors)})
        for level in Confidence:
            count[f"{level} or more"] = sum(bool(reported(found, level)) for found in marks.values())
        count["digits must match"] = sum(has_other_digits(*changed[line]) for line in errors)
        self.hits += [max(found, key=lambda mark: mark.probability).tally for found in marks.values() if found]
        self.planted += len(errors)
        part = "INT and SPO" if corpus.held_out else "TICO-19" if corpus.name == "TICO-19" else "other"
        self._sums[part, kind.group] += count
        self.rows.append({"corpus": corpus.name, "group": kind.group, "changed": kind.name} | _rates(count))
        missed = [line for line in errors if not reported(marks[line], Confidence.LOW)]
        for line in missed[:MISSES_SHOWN]:
            error = errors[line]
            row = {
                "corpus": corpus.name,
                "changed": kind.name,
                "source": pairs[line][0],
                "translation": pairs[line][1],
                "planted": error.text[error.start : error.end],
            }
            if corpus.may_be_quoted:
                self.misses.append(row)
            else:
                print("missed:", *row.values(), sep=" | ")  # printed, but never written down

    def _hits(self, kind: Kind, line: int, error: Planted, pairs: Sequence[Pair]) -> Iterator[Marked]:
        """Yield the findings of an error, in a text of its line and the two beside it."""
        first = max(0, line - 1)
        for mark in marked_in(pairs[first : line + 2]):
            if mark.line == line - first and is_hit(kind, error, mark):
                yield mark

    def summary(self) -> list[dict[str, object]]:
        """Return one row for each part of the corpora and kind of fact."""
        return [{"corpora": part, "group": group} | _rates(count) for (part, group), count in self._sums.items()]


def _rates(count: Counter[str]) -> dict[str, object]:
    total = count["planted"]
    names = [*(f"{level} or more" for level in Confidence), "digits must match"]
    return {"planted": total} | {name: round(count[name] / total, 3) for name in names}


def main() -> None:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--corpora", nargs="*", help="measure these only, and publish nothing (for development)")
    arguments = parser.parse_args()
    data = arguments.data
    judgements = tomllib.loads(JUDGEMENTS.read_text(encoding="utf-8")) if JUDGEMENTS.exists() else {}
    alarms: list[dict[str, object]] = []
    shown: list[dict[str, object]] = []
    recall = Recall()
    tally = Tally()
    classes: list[dict[str, object]] = []
    judged_rows: list[dict[str, object]] = []
    for corpus in human_translations(data):
        if arguments.corpora and corpus.name not in arguments.corpora:
            continue
        pairs = plain(corpus.pairs)
        messages: dict[Marked, str] = {}
        clean = marked_in(pairs, messages)
        alarms += false_findings(corpus, clean)
        classes += by_class(corpus, clean)
        before, planted_before = len(recall.hits), recall.planted
        for kind in KINDS:
            recall.measure(corpus, pairs, clean, kind)
        real = {(line, rule) for rule, lines in judgements.get(corpus.name, {}).items() for line in lines}
        false = [mark.tally for mark in clean if (mark.line, mark.rule) not in real]
        if corpus.name in judgements:
            judged_rows += list(judged(corpus, clean, real, judgements["read_up_to"].get(corpus.name, len(pairs))))
        if corpus.name in CALIBRATING:
            hits, number_planted = recall.hits[before:], recall.planted - planted_before
            tally.add(hits, planted=number_planted, false=false, segments=len(pairs))
        if corpus.may_be_quoted:
            shown += [
                {"corpus": corpus.name, "rule": mark.name, "found": messages[mark]}
                for mark in reported(clean, Confidence.LOW)
            ]
    in_code = {
        f"{rule}: {name}": value
        for rule, (_, table) in DETECTORS.items()
        for name, value in table.items()
        if rule != "money" or name is Evidence.UNIT
    }
    settings = {
        "rng_seed": RNG_SEED,
        "lines_apart": LINES_APART,
        "segments_per_error": SEGMENTS_PER_ERROR,
        "greatest_precision": CAP,
    }
    tables = {
        "Human translations: findings per 1,000 pairs": alarms,
        "Human translations: findings by class": sorted(classes, key=lambda row: str(row["class"])),
        "Human translations: findings per 1,000 pairs after judgement": judged_rows,
        "Recall by kind of fact": recall.summary(),
        "Recall by kind of error": recall.rows,
        "Precision by class": tally.rows(in_code),
        "What was found in human translations": shown,
        "What was missed": recall.misses,
    }
    notes = (__doc__ or "").split("\n\n", 2)[2].strip()
    if arguments.corpora:
        for title, rows in tables.items():
            print(title, tabulate(rows, headers="keys"), sep="\n\n", end="\n\n")
        return
    results.publish("facts", settings, tables, packages=["babel", "num2words", "rapidfuzz"], notes=notes)


if __name__ == "__main__":
    main()

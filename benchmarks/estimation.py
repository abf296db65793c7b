"""Figures of the estimator on data it was not trained on.

    python benchmarks/estimation.py DATA [--weights FILE --decision FILE]

DATA holds the corpora that corpora.py describes.

MLQE-PE: the dev parts of the pairs into English, every row, tokenised as given: Matthews correlation of the tags of
target words, source words and gaps at the decision's thresholds, the same for all pairs; Pearson's and Spearman's
correlation of the sentence score with human assessments; word links against those that come with the corpus, which a
statistical aligner made. Beside it what costs nothing: the cosine of the embedded
model's sentence vectors, the likeness of the lengths, and calling everything OK. (The cross-encoder alone has the
threshold of its logit that is best on these very rows, which flatters it.)

Planted errors: Indonesian-English news of PANL-BPPT, a corpus that has no part in training or calibration. Every other
pair gets an error or two, of all kinds that training knows, by another seed. A span is right if it has a wrong word, or
is beside a wrong gap, or has source words of an omission; an error is found if a span has one of its words or its gap.
Characters: F1 of the characters of wrong words. False spans are counted on the pairs left clean, at each confidence or
more. The translators of this corpus leave out and add a good deal, so only pairs are taken that verified_pairs.py takes
for translations of each other, of like length and with the same digits; what they still changed counts as false: the
false spans are an upper bound. Of 26 false spans from 0.5 on that the estimator's maker read (the 12 most likely and 14
by lot), 13 were real: additions, omissions, misspellings. The same figures on calibration pairs, whose translations
are closer, stand beside them, though the decision was fitted on these.

GARENG, held-out part: real output of two systems. A word that neither the reference nor the other system has stands in
for a wrong one: a noisy stand-in, the same for all that are compared. Area under the precision-recall curve (average
precision) of the decision, of single witnesses, and of decisions fitted anew with one group of features more or fewer;
beside it the same on the planted errors.

Reliability: the probabilities of target words on MLQE-PE dev and on planted errors, in ten bins; the expected
calibration error weighs the bins by their words.

Speed: ordinary sentences (MLQE-PE dev, both systems of spaces), on all cores of the machine.
"""

import argparse
import json
import os
import random
import re
import resource
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import corpora
import numpy as np
import results
from scipy.stats import pearsonr, spearmanr
from sklearn.metrics import average_precision_score, matthews_corrcoef
from verified_pairs import verified

from aligncheck.estimator.decision import Decision, decision_of, load_decision
from aligncheck.estimator.estimate import Estimate
from aligncheck.estimator.estimator import Estimator, gather_evidence
from aligncheck.estimator.evidence import Evidence
from aligncheck.estimator.features import LEFT_OUT, TARGET_GROUPS, names, target_rows
from aligncheck.estimator.forest import forest_of
from aligncheck.estimator.knowledge import knowledge
from aligncheck.estimator.likelihood_features import GROUP
from aligncheck.estimator.loading import default_weights, load_reader
from aligncheck.estimator.reader import NetworkReader
from aligncheck.estimator.spans import ErrorSpan, error_spans
from aligncheck.estimator.tokens import tokenise
from aligncheck.finding import Category
from aligncheck.sentence_transformer import load_embedder
from aligncheck.training.archives import archived_lines
from aligncheck.training.calibration_examples import INDONESIAN, PASSES, calibration_groups, made
from aligncheck.training.corrupt import corrupt, read_clean_pairs
from aligncheck.training.corruptions.resources import Resources, build_resources
from aligncheck.training.examples import CleanPair, Example
from aligncheck.training.fit_decision import is_right, judge
from aligncheck.training.forests import fit_forest
from aligncheck.training.gareng import read_gareng_outputs
from aligncheck.training.mlqe_pe import INTO_ENGLISH, read_mlqe_pe
from aligncheck.training.splits import Split

RNG_SEED = 20240607
PLANTED = 500
"""Pairs of each subject of PANL-BPPT."""

SUBJECTS = ("ECO", "INT", "SCI", "SPO")
LONGEST = 60
"""Tokens of a side: longer lines of the corpus are several sentences."""

LEAST_RATIO, LARGEST_RATIO = 0.85, 1.3
"""Target tokens by source tokens: the middle half of the corpus."""

ABLATION_EVERY = 3
"""Decisions of the ablation are fitted on one calibration example in so many; "fitted anew" is what to compare with."""

BINS = 10
ALONE = {"cross-encoder alone": "logit", "link similarity alone": "similarity", "lexicon alone": "support"}
Rows = list[dict[str, object]]


@dataclass(frozen=True)
class Seen:
    """An example with what is said of it."""

    example: Example
    evidence: Evidence
    estimate: Estimate


def main() -> None:
    """Measure and write the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--weights", type=Path, help="another network than the package's")
    parser.add_argument("--decision", type=Path, help="another decision than the package's")
    parser.add_argument("--folder", type=Path, default=Path("build/corruptions"), help="what the corruptions learn")
    args = parser.parse_args()
    with default_weights() as weights:
        reader = load_reader(args.weights or weights)
    table = json.loads(args.decision.read_text()) if args.decision else None
    decision = decision_of(table, "given") if table else load_decision()

    tagged = {pair: _mlqe_pe(reader, decision, args.data, pair) for pair in INTO_ENGLISH}
    resources = build_resources(read_clean_pairs(args.data), args.folder)
    planted = seen(reader, decision, planted_pairs(args.data, resources))
    outputs = seen(reader, decision, read_gareng_outputs(args.data, Split.HELD_OUT, [INDONESIAN]))
    tables = {
        "MLQE-PE dev: Matthews correlation of tags": tag_rows(tagged, decision),
        "MLQE-PE dev: correlation of sentence scores with assessments": score_rows(tagged),
        "MLQE-PE dev: word links against those of a statistical aligner": link_rows(tagged, args.data),
        "Planted errors, Indonesian-English news": span_rows(planted, decision),
        "Planted errors, calibration pairs": span_rows(
            _calibration_pairs(reader, decision, args.data, resources), decision
        ),
        "Planted errors, by kind": kind_rows(planted, decision),
        "Average precision of wrong words": ablation(
            reader, {"GARENG held-out": outputs, "planted errors": planted}, args.data, resources
        ),
        "Reliability of target words": [*reliability("MLQE-PE dev", _all(tagged)), *reliability("planted", planted)],
        "Speed": [_speed(reader, decision, _all(tagged))],
    }
    results.publish(
        "estimation",
        {
            "estimator": Estimator(reader, decision).name,
            "rng_seed": RNG_SEED,
            "planted_pairs": PLANTED * len(SUBJECTS),
            "cores": os.cpu_count(),
            "thresholds": vars(decision.thresholds),
        },
        tables,
        packages=["torch", "transformers"],
    )


def seen(reader: NetworkReader, decision: Decision, examples: Sequence[Example]) -> list[Seen]:
    """Return what the network and a decision say of examples."""
    evidence = gather_evidence(reader, [(example.source, example.target) for example in examples])
    estimates = decision.decide(evidence, examples[0].languages)
    return [Seen(*each) for each in zip(examples, evidence, estimates, strict=True)]


def _mlqe_pe(reader: NetworkReader, decision: Decision, data: Path, languages: str) -> list[Seen]:
    rows = read_mlqe_pe(data, languages, Split.HELD_OUT)
    return seen(reader, decision, [row.tokenised for row in rows])


def _all(tagged: Mapping[str, Sequence[Seen]]) -> list[Seen]:
    return [each for seen in tagged.values() for each in seen]


def tag_rows(tagged: Mapping[str, Sequence[Seen]], decision: Decision) -> Rows:
    """Return Matthews correlations by pair."""
    logits = {side: _best_logit(tagged, side) for side in ("target", "source", "gap")}
    rows: Rows = []
    for pair, seen in tagged.items():
        row: dict[str, object] = {"pair": pair}
        for side in ("target", "source", "gap"):
            bad = np.concatenate([getattr(each.example, f"{side}_bad") for each in seen])
            said = np.concatenate([getattr(each.estimate, f"{side}_bad") for each in seen])
            alone = np.concatenate([getattr(each.evidence, f"{side}_logits") for each in seen])
            row[side] = _round(matthews_corrcoef(bad, said >= getattr(decision.thresholds, side)))
            row[f"{side}, cross-encoder alone"] = _round(matthews_corrcoef(bad, alone >= logits[side]))
            row[f"{side}, all OK"] = 0.0
        rows.append(row)
    return rows


def _best_logit(tagged: Mapping[str, Sequence[Seen]], side: str) -> float:
    def mean(threshold: float) -> float:
        return float(
            np.mean(
                [
                    matthews_corrcoef(
                        np.concatenate([getattr(each.example, f"{side}_bad") for each in seen]),
                        np.concatenate([getattr(each.evidence, f"{side}_logits") for each in seen]) >= threshold,
                    )
                    for seen in tagged.values()
                ]
            )
        )

    return max(np.arange(-4.0, 2.0, 0.2).tolist(), key=mean)


def link_rows(tagged: Mapping[str, Sequence[Seen]], data: Path) -> Rows:
    """Return precision, recall and F1 of the word links against those that come with MLQE-PE."""
    rows: Rows = []
    for pair, seen in tagged.items():
        (lines,) = archived_lines(data / "mlqe-pe" / f"pe-{pair}-dev.tar.gz", "*/dev.src-mt.alignments")
        hit = said = there = 0
        for each, line in zip(seen, lines, strict=True):
            gold = {tuple(map(int, link.split("-"))) for link in line.split()}
            hit += len(gold.intersection(each.evidence.links.pairs))
            said, there = said + len(each.evidence.links.pairs), there + len(gold)
        figures = {"precision": hit / said, "recall": hit / there, "F1": 2 * hit / (said + there)}
        rows.append({"pair": pair, **{name: _round(value) for name, value in figures.items()}})
    return rows


def score_rows(tagged: Mapping[str, Sequence[Seen]]) -> Rows:
    """Return correlations of sentence scores with assessments by pair."""
    embedder = load_embedder()
    rows: Rows = []
    for pair, seen in tagged.items():
        gold = [each.example.assessment for each in seen]
        sources = embedder.encode([each.example.source.text for each in seen]).vectors
        targets = embedder.encode([each.example.target.text for each in seen]).vectors
        cosine = [
            float(a @ b / np.linalg.norm(a) / np.linalg.norm(b))
            for a, b in zip(sources - sources.mean(0), targets - targets.mean(0), strict=True)
        ]
        lengths = [-abs(np.log(len(e.example.target.text) / len(e.example.source.text))) for e in seen]
        rows.append(
            {
                "pair": pair,
                "Pearson": _round(pearsonr(gold, [each.estimate.score for each in seen]).statistic),
                "Spearman": _round(spearmanr(gold, [each.estimate.score for each in seen]).statistic),
                "cosine, Pearson": _round(pearsonr(gold, cosine).statistic),
                "length ratio, Pearson": _round(pearsonr(gold, lengths).statistic),
            }
        )
    return rows


def planted_pairs(data: Path, resources: Resources) -> list[Example]:
    """Return pairs of news of which some got errors."""
    rng = random.Random(RNG_SEED)
    pairs = []
    for subject in SUBJECTS:
        lines = corpora.panl_bppt(data, subject)
        found = [
            CleanPair(tokenise(source), tokenise(target), INDONESIAN, f"bppt/{subject}")
            for (source, target), is_pair in zip(lines, verified(lines, RNG_SEED), strict=True)
            if is_pair
        ]
        pairs += rng.sample([pair for pair in found if _is_close(pair)], PLANTED)
    return made(pairs, lambda pair, rng, number: corrupt(pair, resources, rng, number), rng)


def _calibration_pairs(reader: NetworkReader, decision: Decision, data: Path, resources: Resources) -> list[Seen]:
    rng = random.Random(RNG_SEED)
    groups = calibration_groups(data, lambda pair, rng, number: corrupt(pair, resources, rng, number), rng)
    examples = next(group.examples for group in groups if group.name == "made id-en")
    return seen(reader, decision, examples[: len(examples) // PASSES])


def _is_close(pair: CleanPair) -> bool:
    """Whether a translation looks like one sentence rendered whole: of like length, and with the same digits."""
    sizes = len(pair.source.tokens), len(pair.target.tokens)
    digits = [sorted(re.findall(r"\d", text.text)) for text in (pair.source, pair.target)]
    return max(sizes) <= LONGEST and LEAST_RATIO <= sizes[1] / sizes[0] <= LARGEST_RATIO and digits[0] == digits[1]


def spans_of(each: Seen, decision: Decision) -> Iterator[tuple[ErrorSpan, float]]:
    """Yield the suspected errors with their probabilities."""
    known = knowledge(INDONESIAN)
    for span in error_spans(each.estimate, known.is_source_function_word, known.is_target_function_word):
        yield span, decision.worth(span, each.estimate)


BARS = {"from 0.5": 0.5, "medium or more": 0.595, "high": 0.895}
"""Probabilities from which findings count; reports round to two digits."""


def span_rows(planted: Sequence[Seen], decision: Decision) -> Rows:
    """Return precision, recall, F1 of characters and false alarms, by confidence."""
    rows: Rows = []
    clean = sum(each.example.kind is None for each in planted)
    for name, bar in BARS.items():
        right = false = false_on_clean = found = errors = 0
        hit = marked = wrong = 0
        for each in planted:
            spans = [span for span, probability in spans_of(each, decision) if probability >= bar]
            verdicts = [is_right(span.target, span.source, each.example) for span in spans]
            right += sum(verdicts)
            false += len(verdicts) - sum(verdicts)
            false_on_clean += len(verdicts) if each.example.kind is None else 0
            planted_errors = list(_errors(each.example))
            errors += len(planted_errors)
            found += sum(any(_finds(span, error) for span in spans) for error in planted_errors)
            said, bad = _characters(each.example, spans), _bad_characters(each.example)
            hit, marked, wrong = hit + len(said & bad), marked + len(said), wrong + len(bad)
        precision, recall = hit / max(1, marked), hit / max(1, wrong)
        rows.append(
            {
                "confidence": name,
                "spans": right + false,
                "precision": _round(right / max(1, right + false)),
                "recall": _round(found / errors),
                "character precision": _round(precision),
                "character recall": _round(recall),
                "character F1": _round(2 * precision * recall / max(1e-9, precision + recall)),
                "false spans per 100 clean sentences": round(100 * false_on_clean / clean, 2),
            }
        )
    return rows


Error = tuple[range, range]
"""Wrong target tokens, and if there are none, the wrong gap as an empty range."""


def _errors(example: Example) -> Iterator[Error]:
    """Yield the planted errors: runs of wrong words, and wrong gaps away from them."""
    bad, gaps = example.target_bad or (), example.gap_bad or ()
    start = None
    for index, wrong in enumerate((*bad, False)):
        if wrong and start is None:
            start = index
        if not wrong and start is not None:
            yield range(start, index), range(0)
            start = None
    for index, wrong in enumerate(gaps):
        if wrong:
            yield range(index, index), range(0)


def _finds(span: ErrorSpan, error: Error) -> bool:
    there = error[0]
    if there:
        return bool(span.target) and max(span.target.start, there.start) < min(span.target.stop, there.stop)
    reach = 2 if span.category is Category.OMISSION else 0
    return span.target.start - reach <= there.start <= span.target.stop + reach


def _characters(example: Example, spans: Sequence[ErrorSpan]) -> set[int]:
    tokens = example.target.tokens
    return {
        at
        for span in spans
        if span.target
        for at in range(tokens[span.target.start][0], tokens[span.target.stop - 1][1])
    }


def _bad_characters(example: Example) -> set[int]:
    return {
        at
        for (start, end), bad in zip(example.target.tokens, example.target_bad or (), strict=True)
        if bad
        for at in range(start, end)
    }


def kind_rows(planted: Sequence[Seen], decision: Decision) -> Rows:
    """Return recall by kind of error, on pairs with one error, and the F1 of characters."""
    rows: Rows = []
    kinds = sorted({each.example.kind for each in planted if each.example.kind and "+" not in each.example.kind})
    for kind in kinds:
        chosen = [each for each in planted if each.example.kind == kind]
        row: dict[str, object] = {"kind": kind, "errors": len(chosen)}
        for name, bar in BARS.items():
            hit = marked = wrong = found = 0
            for each in chosen:
                spans = [span for span, probability in spans_of(each, decision) if probability >= bar]
                found += any(_finds(span, error) for span in spans for error in _errors(each.example))
                said, bad = _characters(each.example, spans), _bad_characters(each.example)
                hit, marked, wrong = hit + len(said & bad), marked + len(said), wrong + len(bad)
            row[f"recall, {name}"] = _round(found / len(chosen))
            if bar == min(BARS.values()):
                row["character F1"] = _round(2 * hit / max(1, marked + wrong))
        rows.append(row)
    return rows


def ablation(reader: NetworkReader, seen: Mapping[str, Sequence[Seen]], data: Path, resources: Resources) -> Rows:
    """Return the average precision of the decision, of single witnesses, and of decisions with more or fewer witnesses.

    `seen` is what all are measured on, by name.
    """
    columns = names(TARGET_GROUPS)
    known = knowledge(INDONESIAN)
    rows = {name: np.concatenate([target_rows(each.evidence, known) for each in found]) for name, found in seen.items()}
    bad = {name: np.concatenate([each.example.target_bad for each in found]) for name, found in seen.items()}

    def row(what: str, values: Mapping[str, np.ndarray]) -> dict[str, object]:
        figures = {name: _round(average_precision_score(bad[name], values[name])) for name in seen}
        return {"what decides": what, **figures}

    said = {name: np.concatenate([each.estimate.target_bad for each in found]) for name, found in seen.items()}
    result: Rows = [row("the decision", said)]
    for what, column in ALONE.items():
        sign = 1 if column == "logit" else -1
        result.append(row(what, {name: sign * table[:, columns.index(column)] for name, table in rows.items()}))
    result.append(row("chance", {name: np.zeros(len(table)) for name, table in rows.items()}))
    features, tags, weights = _calibration(reader, data, resources)
    heard = [group for group in TARGET_GROUPS if group not in (*LEFT_OUT, GROUP)]
    variants = {
        "fitted anew": heard,
        **{f"without {group}": [other for other in heard if other != group] for group in heard},
        **{f"with {group} too": [*heard, group] for group in LEFT_OUT},
    }
    for what, groups in variants.items():
        kept = [columns.index(feature) for group in groups for feature in TARGET_GROUPS[group]]
        forest = forest_of(fit_forest(features[:, kept], tags, weights, list(map(str, kept))), list(map(str, kept)))
        result.append(row(what, {name: forest.logits(table[:, kept]) for name, table in rows.items()}))
    return result


def _calibration(reader: NetworkReader, data: Path, resources: Resources) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return features, tags and weights of a part of the words the decision is fitted on."""
    rng = random.Random(RNG_SEED)
    groups = calibration_groups(data, lambda pair, rng, number: corrupt(pair, resources, rng, number), rng)
    judged = judge(reader, [replace(group, examples=group.examples[::ABLATION_EVERY]) for group in groups])
    return (
        np.concatenate([each.rows["target"] for each in judged]),
        np.concatenate([each.example.target_bad for each in judged]),
        np.concatenate([np.full(len(each.example.target.tokens), each.weight) for each in judged]),
    )


def reliability(name: str, seen: Sequence[Seen]) -> Rows:
    """Return what probabilities of target words say beside what is so."""
    said = np.concatenate([each.estimate.target_bad for each in seen])
    bad = np.concatenate([each.example.target_bad for each in seen]).astype(float)
    bins = np.minimum((said * BINS).astype(int), BINS - 1)
    gaps = [abs(said[bins == b].mean() - bad[bins == b].mean()) * (bins == b).mean() for b in set(bins.tolist())]
    return [
        {
            "data": name,
            "probability": f"{b / BINS:.1f}-{(b + 1) / BINS:.1f}",
            "words": int((bins == b).sum()),
            "said": _round(said[bins == b].mean()),
            "so": _round(bad[bins == b].mean()),
            "expected calibration error": _round(sum(gaps)),
        }
        for b in sorted(set(bins.tolist()))
    ]


def _speed(reader: NetworkReader, decision: Decision, seen: Sequence[Seen]) -> dict[str, object]:
    pairs = [(each.example.source, each.example.target) for each in seen]
    estimator = Estimator(reader, decision)
    estimator.estimate(pairs[:64], languages=INDONESIAN)
    started = time.perf_counter()
    estimator.estimate(pairs, languages=INDONESIAN)
    seconds = time.perf_counter() - started
    return {
        "pairs": len(pairs),
        "target tokens a pair": round(sum(len(target.tokens) for _, target in pairs) / len(pairs), 1),
        "pairs per second": round(len(pairs) / seconds, 1),
        "peak megabytes of this run": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def _round(value: float) -> float:
    return round(float(value), 3)


if __name__ == "__main__":
    main()

"""Figures of the estimator on data it was not trained on.

    python benchmarks/estimation.py DATA [--weights FILE --decision FILE]

DATA holds the corpora that corpora.py describes.

MLQE-PE: the dev parts of the pairs into English, every row, tokenised as given: Matthews correlation of the tags of
target words, source words and gaps at the decision's thresholds, the same for all pairs; Pearson's and Spearman's
correlation of the sentence score with human assessments; word links against those that come with the corpus, which a
statistical aligner made. Beside it what costs nothing: the cosine of the embedded
model's sentence vectors, the likeness of the lengths, and calling everything OK. (The cross-encoder alone has the
threshold of its logit that is best on these very rows, which flatters it.)

Planted errors: the news of planted_news.py; figures of spans as in span_figures.py. What the translators of that corpus
changed themselves counts as false: the false spans are an upper bound. Of 26 false spans from 0.5 on that a maker of
the estimator read in an earlier version's figures (the 12 most likely and 14 by lot), 13 were real: additions,
omissions, misspellings. The same figures on calibration pairs, whose translations are closer, stand beside them, though
the decision was fitted on these.

Real output: the held-out lines of GARENG's two systems that readers annotated (aligncheck.training.annotated).

Written errors: right outputs on the same lines, half of them with errors that a writer put there (written_outputs.py,
aligncheck.training.written), half as they were. Composed prose: the same of pairs that were composed for this project.

Average precision of wrong words on all four, of the decision, of single witnesses, and of decisions fitted anew with
one group of features more or fewer.

Reliability: the probabilities of target words on MLQE-PE dev and on planted errors, in ten bins; the expected
calibration error weighs the bins by their words.

Speed: ordinary sentences (MLQE-PE dev, both systems of spaces), on all cores of the machine.
"""

import argparse
import json
import os
import random
import resource
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import results
from ablation import ablation
from planted_news import PLANTED, RNG_SEED, SUBJECTS, planted_pairs
from results import rounded
from scipy.stats import pearsonr, spearmanr
from sklearn.metrics import matthews_corrcoef
from span_figures import Rows, Seen, kind_rows, seen, seen_annotated, span_rows
from written_outputs import written_outputs

from aligncheck.estimator.decision import Decision, decision_of, load_decision
from aligncheck.estimator.estimator import Estimator
from aligncheck.estimator.loading import default_weights, load_reader
from aligncheck.estimator.reader import NetworkReader
from aligncheck.sentence_transformer import load_embedder
from aligncheck.training.annotated import read_annotated
from aligncheck.training.archives import archived_lines
from aligncheck.training.calibration_examples import INDONESIAN, MADE, PASSES, calibration_groups
from aligncheck.training.corrupt import corrupt, read_clean_pairs
from aligncheck.training.corruptions.resources import Resources, build_resources
from aligncheck.training.mlqe_pe import INTO_ENGLISH, read_mlqe_pe
from aligncheck.training.splits import Split

BINS = 10


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
    outputs = seen_annotated(reader, decision, read_annotated(args.data, Split.HELD_OUT))
    rewritten = seen_annotated(reader, decision, written_outputs(args.data))
    composed = seen_annotated(reader, decision, written_outputs(args.data, "composed"))
    tables = {
        "MLQE-PE dev: Matthews correlation of tags": tag_rows(tagged, decision),
        "MLQE-PE dev: correlation of sentence scores with assessments": score_rows(tagged),
        "MLQE-PE dev: word links against those of a statistical aligner": link_rows(tagged, args.data),
        "Planted errors, Indonesian-English news": span_rows(planted, decision),
        "Planted errors, calibration pairs": span_rows(
            _calibration_pairs(reader, decision, args.data, resources), decision
        ),
        "Planted errors, by kind": kind_rows(planted, decision),
        "Real output": span_rows(outputs, decision),
        "Written errors": span_rows(rewritten, decision),
        "Written errors, composed prose": span_rows(composed, decision),
        "Average precision of wrong words": ablation(
            reader,
            {
                "real output": outputs,
                "written errors": rewritten,
                "composed prose": composed,
                "planted errors": planted,
            },
            args.data,
            resources,
        ),
        "Reliability of target words": [
            *reliability("MLQE-PE dev", _all(tagged)),
            *reliability("planted", planted),
            *reliability("real output", outputs),
            *reliability("written", rewritten),
        ],
        "Speed": [_speed(reader, decision, _all(tagged))],
    }
    results.publish(
        "estimation",
        {
            "estimator": Estimator(reader, decision).name,
            "rng_seed": RNG_SEED,
            "planted_pairs": PLANTED * len(SUBJECTS),
            "annotated_outputs": len(outputs),
            "written_outputs": len(rewritten),
            "composed_pairs": len(composed),
            "cores": os.cpu_count(),
            "thresholds": vars(decision.thresholds),
        },
        tables,
        packages=["torch", "transformers"],
    )


def _mlqe_pe(reader: NetworkReader, decision: Decision, data: Path, languages: str) -> list[Seen]:
    rows = read_mlqe_pe(data, languages, Split.HELD_OUT)
    return seen(reader, decision, [row.tokenised for row in rows])


def _all(tagged: Mapping[str, Sequence[Seen]]) -> list[Seen]:
    return [each for seen in tagged.values() for each in seen]


def tag_rows(tagged: Mapping[str, Sequence[Seen]], decision: Decision) -> Rows:
    """Return Matthews correlations by pair."""
    logits = {side: _best_logit(tagged, side) for side in ("target", "source", "gap")}
    rows: Rows = []
    for pair, found in tagged.items():
        row: dict[str, object] = {"pair": pair}
        for side in ("target", "source", "gap"):
            bad = np.concatenate([getattr(each.example, f"{side}_bad") for each in found])
            said = np.concatenate([getattr(each.estimate, f"{side}_bad") for each in found])
            alone = np.concatenate([getattr(each.evidence, f"{side}_logits") for each in found])
            row[side] = rounded(matthews_corrcoef(bad, said >= getattr(decision.thresholds, side)))
            row[f"{side}, cross-encoder alone"] = rounded(matthews_corrcoef(bad, alone >= logits[side]))
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
    for pair, found in tagged.items():
        (lines,) = archived_lines(data / "mlqe-pe" / f"pe-{pair}-dev.tar.gz", "*/dev.src-mt.alignments")
        hit = said = there = 0
        for each, line in zip(found, lines, strict=True):
            gold = {tuple(map(int, link.split("-"))) for link in line.split()}
            hit += len(gold.intersection(each.evidence.links.pairs))
            said, there = said + len(each.evidence.links.pairs), there + len(gold)
        figures = {"precision": hit / said, "recall": hit / there, "F1": 2 * hit / (said + there)}
        rows.append({"pair": pair, **{name: rounded(value) for name, value in figures.items()}})
    return rows


def score_rows(tagged: Mapping[str, Sequence[Seen]]) -> Rows:
    """Return correlations of sentence scores with assessments by pair."""
    embedder = load_embedder()
    rows: Rows = []
    for pair, found in tagged.items():
        gold = [each.example.assessment for each in found]
        sources = embedder.encode([each.example.source.text for each in found]).vectors
        targets = embedder.encode([each.example.target.text for each in found]).vectors
        cosine = [
            float(a @ b / np.linalg.norm(a) / np.linalg.norm(b))
            for a, b in zip(sources - sources.mean(0), targets - targets.mean(0), strict=True)
        ]
        lengths = [-abs(np.log(len(e.example.target.text) / len(e.example.source.text))) for e in found]
        rows.append(
            {
                "pair": pair,
                "Pearson": rounded(pearsonr(gold, [each.estimate.score for each in found]).statistic),
                "Spearman": rounded(spearmanr(gold, [each.estimate.score for each in found]).statistic),
                "cosine, Pearson": rounded(pearsonr(gold, cosine).statistic),
                "length ratio, Pearson": rounded(pearsonr(gold, lengths).statistic),
            }
        )
    return rows


def _calibration_pairs(reader: NetworkReader, decision: Decision, data: Path, resources: Resources) -> list[Seen]:
    rng = random.Random(RNG_SEED)
    groups = calibration_groups(data, lambda pair, rng, number: corrupt(pair, resources, rng, number), rng)
    examples = next(group.examples for group in groups if group.name == MADE)
    return seen(reader, decision, examples[: len(examples) // PASSES])


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
            "said": rounded(said[bins == b].mean()),
            "so": rounded(bad[bins == b].mean()),
            "expected calibration error": rounded(sum(gaps)),
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


if __name__ == "__main__":
    main()

"""Figures of the second witness, a language model, beside those of the estimator alone.

    python benchmarks/language_model.py DATA [--lm NAME_OR_PATH] [--lm-readings FILE] [--decision FILE]

DATA holds the corpora that corpora.py describes; the extra lm, or another model, must be there.

Planted errors: a part of the Indonesian-English news of planted_news.py. Real output: the held-out lines of GARENG's
two systems that readers annotated (aligncheck.training.annotated).
Both decisions were fitted on other texts. Area under the ROC curve and average precision of target words, of single
figures of the language model and of both decisions; the same by kind of error on the pairs with one error; spans as in
span_figures.py. Source words and gaps likewise, of planted errors.

Speed: sentence pairs a second of the language model alone, sixteen at a time as `check` reads them, after loading, with
all cores, and the largest memory of a process that does nothing else.
"""

import argparse
import json
import os
import random
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import results
import span_figures
from planted_news import PLANTED, RNG_SEED, SUBJECTS, planted_pairs
from sklearn.metrics import average_precision_score, roc_auc_score
from span_figures import Rows, Seen, seen, seen_annotated, span_rows

from aligncheck.estimator.decision import SECOND_FILE, Decision, decision_of, load_decision
from aligncheck.estimator.estimator import Estimator
from aligncheck.estimator.likelihood import SecondReading
from aligncheck.estimator.loading import default_weights, load_reader
from aligncheck.language_model.loading import find_language_model
from aligncheck.training.annotated import read_annotated
from aligncheck.training.calibration_examples import INDONESIAN
from aligncheck.training.corrupt import read_clean_pairs
from aligncheck.training.corruptions.resources import build_resources
from aligncheck.training.examples import Example
from aligncheck.training.second_readings import ReadSeconds, seconds_from
from aligncheck.training.splits import Split

PLANTED_EVERY = 4
"""One planted pair in so many is read: the language model takes longer than all the rest."""

SPEED_PAIRS = 128


@dataclass(frozen=True)
class Both:
    """Examples as both decisions see them."""

    plain: Sequence[Seen]
    second: Sequence[Seen]
    readings: Sequence[SecondReading]


def main() -> None:
    """Measure and write the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--lm", default="auto")
    parser.add_argument("--lm-readings", type=Path, default=Path("build/readings.sqlite"))
    parser.add_argument("--decision", type=Path, help="another second decision than the package's")
    parser.add_argument("--folder", type=Path, default=Path("build/corruptions"), help="what the corruptions learn")
    args = parser.parse_args()
    with default_weights() as weights:
        network = load_reader(weights)
    second = (
        decision_of(json.loads(args.decision.read_text()), "given") if args.decision else load_decision(SECOND_FILE)
    )
    decisions = load_decision(), second
    read = seconds_from(args.lm, args.lm_readings)
    resources = build_resources(read_clean_pairs(args.data), args.folder)

    pairs = planted_pairs(args.data, resources)[::PLANTED_EVERY]
    planted = _both(seen(network, decisions[0], pairs), decisions[1], read)
    outputs = seen_annotated(network, decisions[0], read_annotated(args.data, Split.HELD_OUT))
    real = _both(outputs, decisions[1], read)
    tables = {
        "Wrong target words": word_rows({"planted errors": planted, "real output": real}),
        "Planted errors, source words and gaps": side_rows(planted),
        "Planted errors, wrong target words by kind": kind_rows(planted),
        "Planted errors, spans, estimator alone": span_rows(planted.plain, decisions[0]),
        "Planted errors, spans, with the language model": span_rows(planted.second, decisions[1]),
        "Real output, spans, estimator alone": span_rows(real.plain, decisions[0]),
        "Real output, spans, with the language model": span_rows(real.second, decisions[1]),
        "Planted errors, recall by kind, estimator alone": span_figures.kind_rows(planted.plain, decisions[0]),
        "Planted errors, recall by kind, with the language model": span_figures.kind_rows(planted.second, decisions[1]),
        "Speed": [_speed(args.lm, [each.example for each in planted.plain])],
    }
    found = find_language_model(args.lm)
    results.publish(
        "language_model",
        {
            "language model": found.name if found else None,
            "estimator": Estimator(network, decisions[0]).name,
            "second decision": decisions[1].name,
            "rng_seed": RNG_SEED,
            "planted_pairs": PLANTED * len(SUBJECTS) // PLANTED_EVERY,
            "cores": os.cpu_count(),
        },
        tables,
        packages=["torch", "transformers"],
    )


def _both(plain: Sequence[Seen], decision: Decision, read: ReadSeconds) -> Both:
    readings = read([(each.example.source, each.example.target) for each in plain], INDONESIAN)
    estimates = decision.decide([each.evidence for each in plain], INDONESIAN, readings)
    second = [replace(each, estimate=estimate) for each, estimate in zip(plain, estimates, strict=True)]
    return Both(plain, second, readings)


def _figures(both: Both) -> dict[str, np.ndarray]:
    """Return what says that a target word is wrong, by what says it."""
    targets = [reading.target for reading in both.readings if reading.target is not None]
    return {
        "estimator alone": np.concatenate([each.estimate.target_bad for each in both.plain]),
        "with the language model": np.concatenate([each.estimate.target_bad for each in both.second]),
        "log-probability": -np.concatenate([each.log_probabilities for each in targets]),
        "gap to the first choice": np.concatenate([each.gaps for each in targets]),
        "entropy": np.concatenate([each.entropies for each in targets]),
    }


def word_rows(measured: Mapping[str, Both]) -> Rows:
    """Return areas under the ROC curve and average precisions, by what is measured on."""
    rows: Rows = []
    for name, both in measured.items():
        bad = np.concatenate([each.example.target_bad for each in both.plain])
        for what, values in _figures(both).items():
            rows.append({"data": name, "what says it": what, **_quality(bad, values)})
    return rows


def side_rows(both: Both) -> Rows:
    """Return the same for source words and gaps."""
    rows: Rows = []
    for side in ("source", "gap"):
        bad = np.concatenate([getattr(each.example, f"{side}_bad") for each in both.plain])
        for what, found in (("estimator alone", both.plain), ("with the language model", both.second)):
            values = np.concatenate([getattr(each.estimate, f"{side}_bad") for each in found])
            rows.append({"side": side, "what says it": what, **_quality(bad, values)})
    return rows


def kind_rows(both: Both) -> Rows:
    """Return the quality on target words of the pairs with one error of a kind and, beside them, all clean pairs."""
    clean = {index for index, each in enumerate(both.plain) if each.example.kind is None}
    kinds = sorted({each.example.kind for each in both.plain if each.example.kind and "+" not in each.example.kind})
    rows: Rows = []
    for kind in kinds:
        chosen = [index for index, each in enumerate(both.plain) if each.example.kind == kind or index in clean]
        bad = np.concatenate([both.plain[index].example.target_bad for index in chosen])
        if not bad.any():
            continue
        row: dict[str, object] = {"kind": kind, "pairs": len(chosen) - len(clean)}
        for what, found in (("estimator", both.plain), ("with model", both.second)):
            values = np.concatenate([found[index].estimate.target_bad for index in chosen])
            row |= {f"{what}, {name}": value for name, value in _quality(bad, values).items() if name != "wrong"}
        rows.append(row)
    return rows


def _quality(bad: np.ndarray, values: np.ndarray) -> dict[str, object]:
    return {
        "AUC": round(float(roc_auc_score(bad, values)), 3),
        "average precision": round(float(average_precision_score(bad, values)), 3),
        "wrong": round(float(bad.mean()), 4),
    }


def _speed(wanted: str, examples: Sequence[Example]) -> dict[str, object]:
    """Measure in a process of its own, which holds nothing but the language model."""
    chosen = random.Random(RNG_SEED).sample(examples, SPEED_PAIRS)
    done = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("language_model_speed.py")), wanted],
        input=json.dumps([(each.source.text, each.target.text) for each in chosen]),
        text=True,
        stdout=subprocess.PIPE,
        check=True,
    )
    figures: dict[str, object] = json.loads(done.stdout)
    return figures


if __name__ == "__main__":
    main()

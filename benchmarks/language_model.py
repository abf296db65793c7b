"""Figures of the second witness, a language model, beside those of the estimator alone.

    python benchmarks/language_model.py DATA [--lm NAME_OR_PATH] [--lm-readings FILE] [--decision FILE] [--per-kind N]

DATA holds the corpora that corpora.py describes; the extra lm, or another model, must be there. What the model says is
kept in the file of --lm-readings: a run that was interrupted goes on.

Planted errors: a part of the Indonesian-English news of planted_news.py. Kinds of error: news with one error each, as
many of each kind (planted_kinds.py), beside the clean pairs of that part. Real output: the held-out lines of GARENG's
two systems that readers annotated (aligncheck.training.annotated). Written errors: written_outputs.py. The decisions
and the rule for phrases were fitted on other texts. Area under the ROC curve and average precision of target words, of
single figures of the language model and of both decisions; the same by kind of error; spans as in span_figures.py.
Source words and gaps likewise, of planted errors. Phrases left out: see left_out_figures.py.

Speed: the language model alone, sixteen pairs at a time as `check` reads them, after loading, with all cores, and the
largest memory of a process that does nothing else. Whole runs: the seeds, each run a process of its own, nothing known.
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
from left_out_figures import Way, asked, found_rows, phrase_rows, phrases_without
from planted_kinds import planted_by_kind
from planted_news import PLANTED, RNG_SEED, SUBJECTS, close_pairs, planted_pairs
from sklearn.metrics import average_precision_score, roc_auc_score
from span_figures import BARS, Rows, Seen, seen, seen_annotated, span_rows
from written_outputs import written_outputs

from aligncheck.estimator.decision import SECOND_FILE, Decision, decision_of, load_decision
from aligncheck.estimator.estimator import Estimator
from aligncheck.estimator.left_out import load_rule, phrases_to_ask
from aligncheck.estimator.likelihood import SecondReading
from aligncheck.estimator.loading import default_weights, load_reader
from aligncheck.estimator.phrases import suspected_phrases
from aligncheck.language_model.cached import CachedReader
from aligncheck.training.annotated import read_annotated
from aligncheck.training.calibration_examples import INDONESIAN
from aligncheck.training.corrupt import read_clean_pairs
from aligncheck.training.corruptions.resources import build_resources
from aligncheck.training.second_readings import read_seconds, reader_from
from aligncheck.training.splits import Split

PLANTED_EVERY = 4
"""One planted pair in so many is read: the language model takes longer than all the rest."""

SPEED_PAIRS = 128
HERE = Path(__file__).parent


@dataclass(frozen=True)
class Both:
    """Examples as both decisions see them."""

    plain: Sequence[Seen]
    second: Sequence[Seen]
    """As the second decision sees them, with what the language model says of phrases."""

    readings: Sequence[SecondReading]


def main() -> None:
    """Measure and write the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--lm", default="auto")
    parser.add_argument("--lm-readings", type=Path, default=Path("build/readings.sqlite"))
    parser.add_argument("--decision", type=Path, help="another second decision than the package's")
    parser.add_argument("--per-kind", type=int, default=30, help="planted errors of each kind (default: 30)")
    parser.add_argument("--folder", type=Path, default=Path("build/corruptions"), help="what the corruptions learn")
    args = parser.parse_args()
    with default_weights() as weights:
        network = load_reader(weights)
    second = (
        decision_of(json.loads(args.decision.read_text()), "given") if args.decision else load_decision(SECOND_FILE)
    )
    decisions = load_decision(), second
    reader = reader_from(args.lm, args.lm_readings)
    resources = build_resources(read_clean_pairs(args.data), args.folder)

    news = [pair for subject in SUBJECTS for pair in close_pairs(args.data, subject)]
    by_kind = planted_by_kind(news, resources, args.per_kind)
    pairs = planted_pairs(args.data, resources)[::PLANTED_EVERY]
    planted = _both(seen(network, decisions[0], pairs), second, reader)
    kinds = _both(seen(network, decisions[0], by_kind), second, reader)
    outputs = read_annotated(args.data, Split.HELD_OUT)
    real = _both(seen_annotated(network, decisions[0], outputs), second, reader)
    written = _both(seen_annotated(network, decisions[0], written_outputs(args.data)), second, reader)
    clean = _part(planted, [index for index, each in enumerate(planted.plain) if each.example.kind is None])
    alone = Way("estimator alone", decisions[0], kinds.plain, clean.plain, real.plain)
    with_model = Way("with the language model, asked about phrases", second, kinds.second, clean.second, real.second)
    tables = {
        "Wrong target words": word_rows({"planted errors": planted, "real output": real, "written errors": written}),
        "Planted errors, source words and gaps": side_rows(planted),
        "Kinds of error": kind_rows(kinds, clean, decisions),
        "Planted errors, spans, estimator alone": span_rows(planted.plain, decisions[0]),
        "Planted errors, spans, with the language model": span_rows(planted.second, second),
        "Real output, spans, estimator alone": span_rows(real.plain, decisions[0]),
        "Real output, spans, with the language model": span_rows(real.second, second),
        "Written errors, spans, estimator alone": span_rows(written.plain, decisions[0]),
        "Written errors, spans, with the language model": span_rows(written.second, second),
        "Phrases left out": phrase_rows(*(_all_asked(each, reader) for each in (kinds, clean, real)), second),
        "Omissions found": found_rows([alone, with_model.unasked("with the language model"), with_model]),
        "Speed": [_speed(args.lm, planted.second)],
        "Whole runs": [_whole_run("estimator alone", "off"), _whole_run("with the language model", args.lm)],
    }
    results.publish(
        "language_model",
        {
            "language model": reader.name,
            "estimator": Estimator(network, decisions[0]).name,
            "second decision": second.name,
            "rule for phrases": load_rule().name,
            "rng_seed": RNG_SEED,
            "planted_pairs": PLANTED * len(SUBJECTS) // PLANTED_EVERY,
            "per_kind": args.per_kind,
            "cores": os.cpu_count(),
        },
        tables,
        packages=["torch", "transformers"],
    )


def _both(plain: Sequence[Seen], decision: Decision, reader: CachedReader) -> Both:
    readings = read_seconds(reader, [(each.example.source, each.example.target) for each in plain], INDONESIAN)
    estimates = decision.decide([each.evidence for each in plain], INDONESIAN, readings)
    phrases = [phrases_to_ask(estimate, decision, load_rule(), INDONESIAN) for estimate in estimates]
    estimates = asked(estimates, readings, reader, phrases)
    second = [replace(each, estimate=estimate) for each, estimate in zip(plain, estimates, strict=True)]
    return Both(plain, second, readings)


def _all_asked(both: Both, reader: CachedReader) -> list[Seen]:
    """Return what is seen with all suspected phrases asked about."""
    estimates = [each.estimate for each in both.second]
    phrases = [suspected_phrases(estimate, INDONESIAN) for estimate in estimates]
    found = asked(estimates, both.readings, reader, phrases)
    return [replace(each, estimate=estimate) for each, estimate in zip(both.second, found, strict=True)]


def _part(both: Both, indices: Sequence[int]) -> Both:
    return Both(*([column[index] for index in indices] for column in (both.plain, both.second, both.readings)))


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


def kind_rows(kinds: Both, clean: Both, decisions: tuple[Decision, Decision]) -> Rows:
    """Return by kind of error the quality on target words, clean pairs beside, and the recall of spans."""
    lowest = min(BARS, key=BARS.__getitem__)
    recalls = [
        {row["kind"]: row[f"recall, {lowest}"] for row in span_figures.kind_rows(found, decision)}
        for found, decision in zip((kinds.plain, kinds.second), decisions, strict=True)
    ]
    rows: Rows = []
    for kind in dict.fromkeys(each.example.kind for each in kinds.plain):
        chosen = _part(kinds, [index for index, each in enumerate(kinds.plain) if each.example.kind == kind])
        bad = np.concatenate([each.example.target_bad for each in (*chosen.plain, *clean.plain)])
        row: dict[str, object] = {"kind": kind, "errors": len(chosen.plain)}
        sides = ((chosen.plain, clean.plain), (chosen.second, clean.second))
        for what, (found, beside), recall in zip(("estimator", "with model"), sides, recalls, strict=True):
            values = np.concatenate([each.estimate.target_bad for each in (*found, *beside)])
            row |= {f"{what}, {name}": value for name, value in _word_quality(bad, values).items()}
            row[f"{what}, recall"] = recall[kind]
        rows.append(row)
    return rows


def _word_quality(bad: np.ndarray, values: np.ndarray) -> dict[str, object]:
    """Return the quality, empty for omissions, which have no wrong words."""
    if not bad.any():
        return {"AUC": None, "average precision": None}
    return {name: value for name, value in _quality(bad, values).items() if name != "wrong"}


def _quality(bad: np.ndarray, values: np.ndarray) -> dict[str, object]:
    return {
        "AUC": round(float(roc_auc_score(bad, values)), 3),
        "average precision": round(float(average_precision_score(bad, values)), 3),
        "wrong": round(float(bad.mean()), 4),
    }


def _speed(wanted: str, found: Sequence[Seen]) -> dict[str, object]:
    """Measure in a process of its own, which holds nothing but the language model."""
    chosen = random.Random(RNG_SEED).sample(found, min(SPEED_PAIRS, len(found)))
    given = [(each.example.source.text, each.example.target.text, phrases_without(each.estimate)) for each in chosen]
    return _measured([str(HERE / "language_model_speed.py"), wanted], json.dumps(given))


def _whole_run(name: str, wanted: str) -> dict[str, object]:
    """Measure a run on the seeds."""
    return {"run": name, **_measured([str(HERE / "whole_run.py"), str(HERE.parent / "seeds"), "--lm", wanted])}


def _measured(command: Sequence[str], given: str = "") -> dict[str, object]:
    done = subprocess.run([sys.executable, *command], input=given, text=True, stdout=subprocess.PIPE, check=True)
    figures: dict[str, object] = json.loads(done.stdout)
    return figures


if __name__ == "__main__":
    main()

"""Fit what says of phrases that they are left out: `python -m aligncheck.training.fit_left_out DATA --output FILE`.

A logistic regression on phrases of the calibration splits that the shipped decision suspects: of clean pairs of which
some got errors, in which omissions are as frequent as in the fit of the decision but more in number; and of real output
in which readers marked the errors. A phrase is left out if half of its words or more are. It is fitted again after each
fit of the decision, whose probabilities it weighs.

Prints the area under the ROC curve and the average precision on phrases, cross-validated, and the same without what the
language model says of phrases: of each kind of omission against all phrases that are not left out, weighted as in the
fit; the last column is the cross-entropy of all, in nats. The last line tells what `BEST_DROP` must allow for.
"""

import json
import logging
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import click
import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, log_loss, roc_auc_score

from aligncheck.estimator.decision import SECOND_FILE, Decision, load_decision
from aligncheck.estimator.estimate import Estimate
from aligncheck.estimator.estimator import gather_evidence
from aligncheck.estimator.left_out import FEATURES, features_of
from aligncheck.estimator.likelihood import SecondReading
from aligncheck.estimator.phrases import suspected_phrases, without
from aligncheck.estimator.reading import Reader
from aligncheck.estimator.tokens import is_word
from aligncheck.finding import Category
from aligncheck.language_model.cached import CachedReader
from aligncheck.training import options
from aligncheck.training.annotated import AnnotatedOutput, read_annotated
from aligncheck.training.calibration_examples import INDONESIAN, made
from aligncheck.training.corrupt import corrupt, read_clean_pairs
from aligncheck.training.corruptions import CORRUPTIONS
from aligncheck.training.corruptions.resources import Resources, build_resources
from aligncheck.training.examples import CleanPair, Example
from aligncheck.training.fit_spans import regression_table
from aligncheck.training.gareng import read_gareng_references
from aligncheck.training.judged import FOLDS
from aligncheck.training.second_readings import read_seconds, read_totals, reader_from
from aligncheck.training.splits import Split
from aligncheck.training.tico19 import read_tico19
from aligncheck.writing import write_whole

PLANTED = 90
"""Omissions of each kind."""

LEFT_OUT = 0.5
"""Part of a phrase's words from which it is left out."""

OF_LANGUAGE_MODEL = ("drop", "drop-per-word")
REAL = "real output"

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Case:
    """A pair of which it is known what is left out."""

    example: Example

    lost: frozenset[int]
    """Source tokens that are left out."""

    kind: str
    """Of the omission, or what the pair is where there is none."""

    weight: float


@dataclass(frozen=True)
class Phrases:
    """Phrases of cases, a row each."""

    rows: NDArray[np.float64]
    """Their features, in the order of `FEATURES`."""

    is_left_out: NDArray[np.bool_]
    weights: NDArray[np.float64]
    folds: NDArray[np.int_]
    kinds: NDArray[np.str_]


def omissions() -> list[str]:
    """Return the kinds of errors that leave words out."""
    return [kind.name for kind in CORRUPTIONS if kind.name.startswith("dropped")]


def made_cases(pairs: Sequence[CleanPair], resources: Resources, rng: random.Random) -> list[Case]:
    """Return clean pairs, a part of them with errors.

    In place of those with an omission there are more, which together weigh as much.
    """
    natural = made(pairs, lambda pair, rng, number: corrupt(pair, resources, rng, number), rng)
    others = [each for each in natural if not _has_omission(each)]
    _log.info("%d made pairs, %d of them with an omission", len(natural), len(natural) - len(others))
    planted = [each for name in omissions() for each in plant(name, pairs, resources, rng, PLANTED)]
    weight = (len(natural) - len(others)) / len(planted)
    return [
        *(Case(each, frozenset(), "made", 1.0) for each in others),
        *(Case(each, _bad(each), str(each.kind), weight) for each in planted),
    ]


def plant(
    name: str, pairs: Sequence[CleanPair], resources: Resources, rng: random.Random, number: int
) -> list[Example]:
    """Return up to so many pairs with one error of a kind."""
    kinds = [kind for kind in CORRUPTIONS if kind.name == name]
    found: list[Example] = []
    for pair in rng.sample(pairs, len(pairs)):
        if len(found) == number:
            break
        if example := corrupt(pair, resources, rng, 1, kinds):
            found.append(example)
    return found


def real_case(output: AnnotatedOutput) -> Case:
    """Return an output with what a reader found left out."""
    lost = [error.source for error in output.errors if error.category is Category.OMISSION]
    return Case(output.example, frozenset(index for tokens in lost for index in tokens), REAL, 1.0)


def phrases_of(cases: Sequence[Case], reader: Reader, decision: Decision, second: CachedReader) -> Phrases:
    """Return the suspected phrases of cases with what both models say of them."""
    pairs = [(case.example.source, case.example.target) for case in cases]
    readings = read_seconds(second, pairs, INDONESIAN)
    estimates = decision.decide(gather_evidence(reader, pairs), INDONESIAN, readings)
    found = {index: suspected_phrases(estimate, INDONESIAN) for index, estimate in enumerate(estimates)}
    asked = {
        index: [(without(pairs[index][0], phrase), pairs[index][1]) for phrase in some] for index, some in found.items()
    }
    totals = read_totals(second, asked, INDONESIAN)
    rows, truth, members = [], [], []
    for index, some in found.items():
        whole = log_probability(readings[index])
        for phrase, total in zip(some, totals[index], strict=True):
            rows.append(features_of(estimates[index], phrase, whole - total))
            truth.append(_is_left_out(phrase, cases[index], estimates[index]))
            members.append(cases[index])
    _log.info("%d of %d pairs have %d phrases", sum(map(bool, found.values())), len(cases), len(rows))
    return Phrases(
        np.array(rows),
        np.array(truth),
        np.array([case.weight for case in members]),
        np.array([random.Random(case.example.source.text).randrange(FOLDS) for case in members]),  # noqa: S311 - a stable draw
        np.array([case.kind for case in members]),
    )


def log_probability(reading: SecondReading) -> float:
    """Return the log-probability of the translation.

    Raises:
        ValueError: The model does not judge translations.
    """
    if reading.target is None:
        raise ValueError("the language model does not judge translations")
    return float(reading.target.log_probabilities.sum())


def cross_probabilities(phrases: Phrases, names: Sequence[str]) -> NDArray[np.float64]:
    """Return the probabilities of each fold by regressions on these features, fitted on the others."""
    columns = [FEATURES.index(name) for name in names]
    found = np.zeros(len(phrases.rows))
    for fold in range(FOLDS):
        other, own = phrases.folds != fold, phrases.folds == fold
        model = fitted(phrases.rows[other][:, columns], phrases.is_left_out[other], phrases.weights[other])
        found[own] = model.predict_proba(phrases.rows[own][:, columns])[:, 1]
    return found


def fitted(rows: NDArray[np.float64], truth: NDArray[np.bool_], weights: NDArray[np.float64]) -> LogisticRegression:
    """Fit a regression; there are thousands of phrases to six weights, so that scikit-learn's C does."""
    return LogisticRegression(max_iter=1000).fit(rows, truth, sample_weight=weights)


def figures(phrases: Phrases) -> list[str]:
    """Return the figures, a line each."""
    without_it = [name for name in FEATURES if name not in OF_LANGUAGE_MODEL]
    lines = [f"{'phrases left out':16} {'what says it':24} number   AUC    AP  cross-entropy"]
    for what, names in (("estimator", without_it), ("language model", OF_LANGUAGE_MODEL), ("both", FEATURES)):
        said = cross_probabilities(phrases, names)
        for kind in (*omissions(), REAL, "all"):
            chosen = ~phrases.is_left_out | (phrases.kinds == kind) | (kind == "all")
            truth, values, weights = phrases.is_left_out[chosen], said[chosen], phrases.weights[chosen]
            area = roc_auc_score(truth, values, sample_weight=weights)
            precision = average_precision_score(truth, values, sample_weight=weights)
            entropy = f"{log_loss(truth, values, sample_weight=weights):14.4f}" if kind == "all" else ""
            lines.append(f"{kind:16} {what:24} {truth.sum():6} {area:.3f} {precision:.3f}{entropy}")
    drops = phrases.rows[phrases.is_left_out, FEATURES.index("drop")]
    best = ", ".join(f"{np.percentile(drops, share):.1f} ({share} %)" for share in (1, 5, 50, 95))
    return [*lines, f"what the translation loses with phrases left out, in nats: {best}"]


def _has_omission(example: Example) -> bool:
    return any(kind in omissions() for kind in (example.kind or "").split("+"))


def _bad(example: Example) -> frozenset[int]:
    return frozenset(index for index, bad in enumerate(example.source_bad or ()) if bad)


def _is_left_out(phrase: range, case: Case, estimate: Estimate) -> bool:
    source = estimate.source.words()
    words = [index for index in phrase if is_word(source[index])]
    return bool(words) and sum(index in case.lost for index in words) >= LEFT_OUT * len(words)


def rule_table(phrases: Phrases) -> Mapping[str, object]:
    """Return the rule as the table of left-out.json."""
    model = fitted(phrases.rows, phrases.is_left_out, phrases.weights)
    return regression_table(model, FEATURES)


@click.command()
@click.argument("data", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--output", required=True, type=click.Path(dir_okay=False), help="The rule's file.")
@options.folder
@click.option("--lm", metavar="NAME_OR_PATH", default="auto", show_default=True, help="The language model.")
@options.lm_readings
@options.rng_seed
def main(data: Path, output: str, folder: Path, lm: str, lm_readings: Path, rng_seed: int) -> None:
    """Fit the rule on the calibration splits of the corpora below DATA, for the package's weights and decision."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    from aligncheck.estimator.loading import default_weights, load_reader

    resources = build_resources(read_clean_pairs(data), folder, announce=_log.info)
    references = read_gareng_references(data, Split.CALIBRATION) + read_tico19(data, Split.CALIBRATION)
    pairs = [pair for pair in references if pair.languages == INDONESIAN]
    rng = random.Random(rng_seed)  # noqa: S311 - no secret
    cases = [*made_cases(pairs, resources, rng), *map(real_case, read_annotated(data, Split.CALIBRATION))]
    with default_weights() as weights:
        reader = load_reader(weights)
    phrases = phrases_of(cases, reader, load_decision(SECOND_FILE), reader_from(lm, lm_readings))
    click.echo("\n".join(figures(phrases)))
    write_whole(output, json.dumps(rule_table(phrases), indent=2) + "\n")


if __name__ == "__main__":
    main()

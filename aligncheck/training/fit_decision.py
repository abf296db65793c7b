"""Fit the decision: `python -m aligncheck.training.fit_decision DATA WEIGHTS --output decision.json`.

The network reads the calibration splits; boosted trees learn from its figures and the other witnesses which words are
wrong; thresholds and the worth of a finding are measured by cross-validation, so that neither comes of sentences its
model was fitted on. The sentence score is fitted on all of them.

With --lm, a language model reads them too, and what is fitted is the second decision, decision-lm.json. It weighs that
model's figures; nothing is trained to do what the model does.
"""

import json
import logging
import random
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click
import numpy as np
from sklearn.metrics import matthews_corrcoef

from aligncheck.estimator import severity, worth
from aligncheck.estimator.decision import Decision, decision_of
from aligncheck.estimator.estimate import Estimate
from aligncheck.estimator.features import GAP_GROUPS, SOURCE_GROUPS, TARGET_GROUPS, names, used
from aligncheck.training import options
from aligncheck.training.calibration_examples import calibration_groups
from aligncheck.training.fit_spans import fit_severity, fit_worth
from aligncheck.training.forests import Table, fit_forest
from aligncheck.training.judged import FOLDS, Judged, judge, with_seconds
from aligncheck.training.second_readings import ReadSeconds, seconds_from
from aligncheck.writing import write_whole

if TYPE_CHECKING:
    from numpy.typing import NDArray

THRESHOLDS = np.linspace(0.02, 0.9, 89)
SIDES = {"target": TARGET_GROUPS, "source": SOURCE_GROUPS, "gap": GAP_GROUPS}

_log = logging.getLogger(__name__)


def fit(judged: Sequence[Judged]) -> dict[str, Table]:
    """Fit a forest a side."""
    forests = {}
    for side, groups in SIDES.items():
        known = [each for each in judged if each.bad(side) is not None]
        heard = used(groups, with_language_model=all(each.second is not None for each in known))
        columns = [names(groups).index(name) for name in heard]
        rows = np.concatenate([each.rows[side][:, columns] for each in known])
        bad = np.concatenate([np.array(each.bad(side), dtype=bool) for each in known])
        weights = np.concatenate([np.full(len(each.bad(side) or ()), each.weight) for each in known])
        forests[side] = fit_forest(rows, bad, weights, heard)
    return forests


def score_weights(judged: Sequence[Judged]) -> dict[str, float]:
    """Fit the sentence score by least squares: assessments brought to [0, 1], 0.5 being an average translation."""
    known = [each for each in judged if each.example.assessment is not None]
    wanted = [0.5 + 0.25 * (each.example.assessment or 0.0) for each in known]
    rows = np.array([[1.0, each.evidence.assessment, each.evidence.edit_rate] for each in known])
    intercept, assessment, edit_rate = np.linalg.lstsq(rows, np.array(wanted), rcond=None)[0].tolist()
    return {"intercept": intercept, "assessment": assessment, "edit-rate": edit_rate}


def best_thresholds(estimates: Sequence[tuple[Judged, Estimate]]) -> dict[str, float]:
    """Return the probabilities that give the best mean Matthews correlation over the groups that people tagged."""
    thresholds = {}
    for side in SIDES:
        groups: dict[str, list[tuple[NDArray[np.bool_], NDArray[np.float64]]]] = {}
        for each, estimate in estimates:
            tags = each.bad(side)
            if tags is not None and each.example.assessment is not None:
                values = np.array(getattr(estimate, f"{side}_bad"))
                groups.setdefault(each.group, []).append((np.array(tags, dtype=bool), values))
        pooled = [tuple(map(np.concatenate, zip(*found, strict=True))) for found in groups.values()]
        means = [np.mean([matthews_corrcoef(bad, p >= t) for bad, p in pooled]) for t in THRESHOLDS]
        thresholds[side] = round(float(THRESHOLDS[int(np.argmax(means))]), 3)
        _log.info("%s: threshold %.2f, mean MCC %.3f", side, thresholds[side], max(means))
    return thresholds


def cross_estimates(judged: Sequence[Judged], score: Mapping[str, float]) -> list[tuple[Judged, Estimate]]:
    """Return the estimates of each fold by forests fitted on the others."""
    found: list[tuple[Judged, Estimate]] = []
    for fold in range(FOLDS):
        forests = fit([each for each in judged if each.fold != fold])
        decision = _decision(forests, score)
        held_out = [each for each in judged if each.fold == fold]
        found += zip(held_out, estimates_of(decision, held_out), strict=True)
    return found


def estimates_of(decision: Decision, judged: Sequence[Judged]) -> list[Estimate]:
    """Return the estimates of examples."""
    found: dict[int, Estimate] = {}
    for languages in {each.languages for each in judged}:
        chosen = [index for index, each in enumerate(judged) if each.languages == languages]
        seconds = [second for index in chosen if (second := judged[index].second) is not None]
        estimates = decision.decide([judged[index].evidence for index in chosen], languages, seconds or None)
        found.update(zip(chosen, estimates, strict=True))
    return [found[index] for index in range(len(judged))]


def _decision(forests: Mapping[str, Table], score: Mapping[str, float]) -> Decision:
    """Return a decision that knows words and sentences only."""
    unknown = {
        name: {"intercept": 0.0, "weights": dict.fromkeys(features, 0.0)}
        for name, features in (("worth", worth.FEATURES), ("severity", severity.FEATURES))
    }
    thresholds = dict.fromkeys(SIDES, 0.5)
    return decision_of({**forests, **unknown, "score": score, "thresholds": thresholds}, "cross-validated")


def fit_decision(judged: Sequence[Judged], read: ReadSeconds | None = None) -> Table:
    """Fit everything and return it as the table of decision.json, or of decision-lm.json where a language model reads.

    Sentences are scored alike by both.
    """
    score = score_weights(judged)
    if read is not None:
        judged = with_seconds(judged, read)
    crossed = cross_estimates(judged, score)
    forests = fit(judged)
    scored = _decision(forests, score).score_of
    return {
        **forests,
        "score": score,
        "thresholds": best_thresholds(crossed),
        "worth": fit_worth(crossed),
        "severity": fit_severity(crossed, [[scored(hidden) for hidden in each.hidden] for each, _ in crossed]),
    }


@click.command()
@click.argument("data", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("weights", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--output", required=True, type=click.Path(dir_okay=False), help="The decision's file.")
@options.folder
@click.option("--lm", metavar="NAME_OR_PATH", help="The language model that is heard too: auto for the extra's own.")
@options.lm_readings
@options.rng_seed
def main(
    data: Path, weights: Path, output: str, folder: Path, lm: str | None, lm_readings: Path, rng_seed: int
) -> None:
    """Fit the decision on the calibration splits of the corpora below DATA, for the network with these WEIGHTS."""
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    from aligncheck.estimator.loading import load_reader
    from aligncheck.training.corrupt import corrupt, read_clean_pairs
    from aligncheck.training.corruptions.resources import build_resources

    resources = build_resources(read_clean_pairs(data), folder, announce=_log.info)
    rng = random.Random(rng_seed)  # noqa: S311 - no secret
    groups = calibration_groups(data, lambda pair, rng, number: corrupt(pair, resources, rng, number), rng)
    judged = judge(load_reader(weights), list(groups))
    read = None if lm is None else seconds_from(lm, lm_readings)
    write_whole(output, json.dumps(fit_decision(judged, read), separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()

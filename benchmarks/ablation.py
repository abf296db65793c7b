"""What each witness brings: average precision of decisions with one group of features more or fewer."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from planted_news import RNG_SEED
from results import rounded
from sklearn.metrics import average_precision_score
from span_figures import Rows, Seen

from aligncheck.estimator.features import LEFT_OUT, TARGET_GROUPS, names, target_rows
from aligncheck.estimator.forest import forest_of
from aligncheck.estimator.knowledge import knowledge
from aligncheck.estimator.likelihood_features import GROUP
from aligncheck.estimator.reader import NetworkReader
from aligncheck.training.calibration_examples import INDONESIAN, calibration_groups
from aligncheck.training.corrupt import corrupt
from aligncheck.training.corruptions.resources import Resources
from aligncheck.training.forests import fit_forest
from aligncheck.training.judged import judge

ABLATION_EVERY = 3
"""Decisions are fitted on one calibration example in so many; "fitted anew" is what to compare with."""

ALONE = {"cross-encoder alone": "logit", "link similarity alone": "similarity", "lexicon alone": "support"}


def ablation(reader: NetworkReader, seen: Mapping[str, Sequence[Seen]], data: Path, resources: Resources) -> Rows:
    """Return the average precision of the decision, of single witnesses, and of decisions with more or fewer witnesses.

    `seen` is what all are measured on, by name.
    """
    columns = names(TARGET_GROUPS)
    known = knowledge(INDONESIAN)
    rows = {name: np.concatenate([target_rows(each.evidence, known) for each in found]) for name, found in seen.items()}
    bad = {name: np.concatenate([each.example.target_bad for each in found]) for name, found in seen.items()}

    def row(what: str, values: Mapping[str, np.ndarray]) -> dict[str, object]:
        figures = {name: rounded(average_precision_score(bad[name], values[name])) for name in seen}
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
    judged = judge(
        reader,
        [
            replace(group, examples=group.examples[::ABLATION_EVERY], errors=group.errors[::ABLATION_EVERY])
            for group in groups
        ],
    )
    return (
        np.concatenate([each.rows["target"] for each in judged]),
        np.concatenate([each.example.target_bad for each in judged]),
        np.concatenate([np.full(len(each.example.target.tokens), each.weight) for each in judged]),
    )

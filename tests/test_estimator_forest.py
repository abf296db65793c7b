import numpy as np
import pytest

from aligncheck.estimator.forest import forest_of
from aligncheck.training.forests import fit_forest, new_model


def rows_and_tags(number=3000):
    rng = np.random.default_rng(1)
    rows = rng.normal(size=(number, 3))
    return rows, rows[:, 0] * rows[:, 1] + 0.3 * rng.normal(size=number) > 0


def test_a_forest_gives_what_scikit_learn_gives():
    rows, bad = rows_and_tags()
    table = fit_forest(rows, bad, np.ones(len(rows)), ["a", "b", "c"])
    ours = forest_of(table, ["a", "b", "c"]).logits(rows)
    model = new_model().fit(rows, bad)
    assert np.allclose(ours, model.decision_function(rows), atol=1e-3)


def test_a_forest_finds_its_columns_by_name():
    rows, bad = rows_and_tags()
    table = fit_forest(rows, bad, np.ones(len(rows)), ["a", "b", "c"])
    there = forest_of(table, ["a", "b", "c"]).logits(rows)
    wider = np.column_stack([rows[:, 2], np.full(len(rows), np.nan), rows[:, 0], rows[:, 1]])
    assert np.array_equal(forest_of(table, ["c", "other", "a", "b"]).logits(wider), there)


def test_a_forest_of_unknown_features_is_refused():
    with pytest.raises(ValueError, match="fitted on \\['a'\\]; the features are \\['b'\\]"):
        forest_of({"features": ["a"], "intercept": 0, "trees": []}, ["b"])

"""The lattice search against brute force, and the band against the full lattice; synthetic scores, no model."""

import math
from dataclasses import dataclass, field

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligncheck.aligner import Side
from aligncheck.aligner.band import _longest_chain, band_around
from aligncheck.aligner.scores import BeadScores
from aligncheck.aligner.search import SHAPES, Band, full_band, search


@dataclass
class TableScores:
    """Scores from a table, with a hole here and there."""

    n: int
    m: int
    rng_seed: int
    table: np.ndarray = field(init=False)

    def __post_init__(self):
        rng = np.random.default_rng(self.rng_seed)
        self.table = rng.normal(size=(len(SHAPES), self.n + 1, self.m + 1)).astype(np.float32)
        self.table[rng.random(self.table.shape) < 0.3] = -np.inf
        for shape, (a, b) in enumerate(SHAPES):
            self.table[shape, :a] = -np.inf
            self.table[shape, :, :b] = -np.inf
        self.source_null = rng.normal(size=self.n) - 1
        self.target_null = rng.normal(size=self.m) - 1

    def beads(self, rows, columns):
        return self.table[:, rows.start : rows.stop, columns.start : columns.stop]


def paths(scores, row=0, column=0, *, after_addition=False):
    """Yield every path from a node to the end as a list of (row, column, rows, columns, score)."""
    if (row, column) == (scores.n, scores.m):
        yield []
        return
    options = [
        (a, b, float(scores.table[shape, row + a, column + b]))
        for shape, (a, b) in enumerate(SHAPES)
        if row + a <= scores.n and column + b <= scores.m and np.isfinite(scores.table[shape, row + a, column + b])
    ]
    if row < scores.n and not after_addition:
        options.append((1, 0, scores.source_null[row]))
    if column < scores.m:
        options.append((0, 1, scores.target_null[column]))
    for a, b, value in options:
        for rest in paths(scores, row + a, column + b, after_addition=(a, b) == (0, 1)):
            yield [(row + a, column + b, a, b, value), *rest]


small = st.builds(TableScores, st.integers(0, 4), st.integers(0, 4), st.integers(0, 2**32 - 1))


def value(path):
    return sum(step[4] for step in path)


@settings(deadline=None)
@given(small)
def test_the_score_is_the_highest_of_all_paths(scores):
    searched = search(scores, full_band(scores.n, scores.m))
    steps, score = searched.steps, searched.score
    every = list(paths(scores))
    assert score == pytest.approx(max(map(value, every)), abs=1e-5)
    found = [(step.row, step.column, step.rows, step.columns) for step in steps]
    best = next(path for path in every if [step[:4] for step in path] == found)
    assert value(best) == pytest.approx(score, abs=1e-5)


@settings(deadline=None)
@given(small)
def test_probabilities_are_shares_of_all_paths(scores):
    found = search(scores, full_band(scores.n, scores.m))
    steps, probabilities = found.steps, found.probabilities
    weighted = [(path, math.exp(value(path))) for path in paths(scores)]
    total = sum(weight for _, weight in weighted)
    for step, probability in zip(steps, probabilities, strict=True):
        if step.rows and step.columns:
            held = [
                w for path, w in weighted if (step.row, step.column, step.rows, step.columns) in {s[:4] for s in path}
            ]
        elif step.rows:
            held = [w for path, w in weighted if any(s[0] == step.row and s[2:4] == (1, 0) for s in path)]
        else:
            held = [w for path, w in weighted if any(s[1] == step.column and s[2:4] == (0, 1) for s in path)]
        assert probability == pytest.approx(sum(held) / total, abs=1e-5)


@settings(deadline=None)
@given(small)
def test_probabilities_of_runs_are_shares_of_all_paths(scores):
    found = search(scores, full_band(scores.n, scores.m))
    expected = {"source": np.zeros_like(found.source_runs), "target": np.zeros_like(found.target_runs)}
    weighted = [(path, math.exp(value(path))) for path in paths(scores)]
    total = sum(weight for _, weight in weighted)
    for path, weight in weighted:
        for row, column, a, b, _ in path:
            if a and b and a + b > 2:
                expected["source"][a - 1, row] += weight / total
                expected["target"][b - 1, column] += weight / total
    np.testing.assert_allclose(found.source_runs, expected["source"], atol=1e-5)
    np.testing.assert_allclose(found.target_runs, expected["target"], atol=1e-5)


def test_a_tie_prefers_one_to_one():
    scores = TableScores(2, 2, 0)
    scores.table[:] = 0.0
    for shape, (a, b) in enumerate(SHAPES):
        scores.table[shape, :a] = scores.table[shape, :, :b] = -np.inf
    scores.source_null[:] = scores.target_null[:] = 0.0
    steps = search(scores, full_band(2, 2)).steps
    assert [(step.rows, step.columns) for step in steps] == [(1, 1), (1, 1)]


def test_a_band_that_loses_the_way_is_an_error():
    with pytest.raises(ValueError, match="never decrease"):
        Band(np.array([0, 1, 0]), np.array([1, 2, 3]))
    scores = TableScores(2, 2, 0)
    scores.table[:] = -np.inf
    with pytest.raises(ValueError, match="no path"):
        search(scores, Band(np.array([0, 0, 2]), np.array([1, 1, 3])))


@given(st.permutations(range(12)))
def test_the_longest_chain_rises_and_none_is_longer(targets):
    chain = _longest_chain(np.arange(12), np.array(targets))
    assert (np.diff(chain, axis=0) > 0).all()
    assert all(targets[source] == target for source, target in chain)
    longest = [1] * 12
    for i in range(12):
        longest[i] = 1 + max((longest[k] for k in range(i) if targets[k] < targets[i]), default=0)
    assert len(chain) == max(longest)


def translated(count, rng_seed, dim=48):
    """Two sides of about `count` segments with merges, runs of null beads up to 60 long, and segments that moved."""
    rng = np.random.default_rng(rng_seed)
    source, target = [], []
    while len(source) < count:
        draw = rng.random()
        vectors = rng.normal(size=(2, dim))
        if draw < 0.1:
            source += list(vectors)
            target.append(vectors.sum(axis=0))
        elif draw < 0.12:
            (source if rng.random() < 0.5 else target).extend(rng.normal(size=(rng.integers(1, 60), dim)))
        else:
            source.append(vectors[0])
            target.append(vectors[0])
    for _ in range(count // 40):
        target.insert(rng.integers(len(target)), target.pop(rng.integers(len(target))))
    return [
        Side(
            (np.array(rows) + blur * rng.normal(size=(len(rows), dim))).astype(np.float32),
            np.full(len(rows), 20, np.int32),
            rng.integers(60, 160, len(rows)).astype(np.int32),
            *(rng.random((3, len(rows))) < 0.03),
        )
        for rows, blur in ((source, 0.0), (target, 0.7))
    ]


@pytest.mark.parametrize(("count", "rng_seed"), [(250, 1), (300, 2), (450, 3), (700, 4), (950, 5)])
def test_the_band_finds_the_beads_of_the_full_search(count, rng_seed):
    scores = BeadScores(*translated(count, rng_seed))
    n, m = len(scores.source), len(scores.target)
    band = band_around(scores.pairing.nearest_target, scores.pairing.nearest_source)
    assert (band.stop - band.low).sum() < 0.7 * (n + 1) * (m + 1)
    found, full = search(scores, band), search(scores, full_band(n, m))
    assert found.steps == full.steps
    assert found.score == pytest.approx(full.score)
    assert found.probabilities == pytest.approx(full.probabilities, abs=0.01)


def test_unrelated_documents_are_searched_without_a_chain():
    rng = np.random.default_rng(6)
    band = band_around(rng.integers(0, 500, 600), rng.integers(0, 600, 500))
    assert band.low[0] == 0
    assert band.stop[-1] == 501


def test_the_band_of_a_very_long_document_stays_narrow_though_its_chain_has_a_gap():
    nearest = np.arange(12_000)
    nearest[3_000:9_000] = 0
    band = band_around(nearest, nearest)
    assert (band.stop - band.low).mean() < 3_000

"""The second look: which runs are encoded again, and that their vectors take the place of the sums."""

from dataclasses import replace

import numpy as np
import pytest

from aligncheck.aligner import align
from aligncheck.aligner.contested import SHARE, contested
from aligncheck.aligner.features import Rectangle
from aligncheck.aligner.scores import BeadScores
from aligncheck.aligner.side import LONGEST, Side


def side(vectors):
    count = len(vectors)
    tokens = np.full(count, 20, np.int32)
    return Side(np.asarray(vectors, np.float32), tokens, tokens * 5, *np.zeros((3, count), np.bool_))


def fragments(rng):
    """A sentence whose second half says little on its own, beside its whole translation, among plain pairs."""
    target = rng.normal(size=(12, 64))
    halves = 0.9 * target[5] + 0.6 * rng.normal(size=64), 0.55 * target[5] + rng.normal(size=64)
    return side(np.concatenate([target[:5], halves, target[6:]])), side(target), target[5]


def kinds(alignment):
    return {(tuple(bead.source), tuple(bead.target)) for bead in alignment.beads}


def test_encoding_a_close_choice_again_decides_it():
    source, target, meaning = fragments(np.random.default_rng(5))
    asked = []

    def encode_source(runs):
        asked.extend(runs)
        sums = [source.vectors[run.start : run.stop].mean(axis=0) for run in runs]
        return np.array(
            [meaning if run == range(5, 7) else own for run, own in zip(runs, sums, strict=True)], np.float32
        )

    def encode_target(runs):
        return np.array([target.vectors[run.start : run.stop].mean(axis=0) for run in runs], np.float32)

    assert ((5, 6), (5,)) not in kinds(align(source, target))
    assert ((5, 6), (5,)) in kinds(align(source, target, (encode_source, encode_target)))
    assert range(5, 7) in asked


def test_what_is_certain_is_not_encoded_again():
    vectors = np.random.default_rng(1).normal(size=(30, 1024))

    def encode(runs):
        raise AssertionError(runs)

    alignment = align(side(vectors), side(vectors), (encode, encode))
    assert kinds(alignment) == {((i,), (i,)) for i in range(30)}


def test_contested_runs_are_the_least_certain_within_the_budget():
    document = side(np.zeros((8, 4)))
    runs = np.zeros((LONGEST, 9))
    runs[1, 4], runs[1, 6], runs[1, 8], runs[2, 8] = 0.5, 0.9, 1.0, 0.3
    assert contested(document, runs) == [range(2, 4)]
    longer = side(np.zeros((40, 4)))
    runs = np.pad(runs, ((0, 0), (0, 32)))
    chosen = contested(longer, runs)
    assert chosen == [range(2, 4), range(5, 8), range(4, 6)]
    assert sum(20 * len(run) for run in chosen) <= SHARE * longer.tokens.sum()


@pytest.mark.parametrize("merged", ["source", "target"])
def test_a_merged_run_that_equals_the_sum_changes_nothing(merged):
    rng = np.random.default_rng(2)
    plain = [side(rng.normal(size=(9, 16))), side(rng.normal(size=(7, 16)))]
    index = ["source", "target"].index(merged)
    run = range(2, 5)
    again = list(plain)
    again[index] = replace(plain[index], merged={run: plain[index].vectors[2:5].mean(axis=0)})
    tables = [BeadScores(*sides).beads(range(10), range(8)) for sides in (plain, again)]
    np.testing.assert_allclose(*tables, rtol=1e-3, atol=1e-3)


def test_a_merged_run_is_seen_from_every_part_of_the_lattice():
    rng = np.random.default_rng(4)
    source, target = side(rng.normal(size=(20, 16))), side(rng.normal(size=(15, 16)))
    vector = rng.normal(size=16).astype(np.float32)
    source = replace(source, merged={range(7, 9): vector})
    scores = BeadScores(source, target)
    whole = scores.rectangle(range(21), range(16))
    part = scores.rectangle(range(8, 12), range(3, 9))
    assert isinstance(part, Rectangle)
    for a, b in ((2, 1), (2, 2), (1, 1)):
        np.testing.assert_allclose(part.cosine(a, b), whole.cosine(a, b)[8:12, 3:9], atol=1e-6)
    centred = vector - 20 / 22 * source.vectors.mean(axis=0)
    other = target.vectors[4] - 15 / 17 * target.vectors.mean(axis=0)
    expected = centred @ other / np.linalg.norm(centred) / np.linalg.norm(other)
    assert whole.cosine(2, 1)[9, 5] == pytest.approx(float(expected), abs=1e-5)

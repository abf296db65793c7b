"""Laws of the aligner on synthetic arrays; no model."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aligncheck.aligner import Side, align


def side(vectors, tokens=None, furniture=(), continues=(), wordless=()):
    vectors = np.asarray(vectors, dtype=np.float32).reshape(len(vectors), -1)
    count = len(vectors)
    tokens = np.full(count, 20) if tokens is None else np.asarray(tokens)
    marks = [np.isin(np.arange(count), list(chosen)) for chosen in (furniture, continues, wordless)]
    return Side(vectors, tokens.astype(np.int32), (tokens * 5).astype(np.int32), *marks)


def random_vectors(count, rng_seed, dim=32):
    return np.random.default_rng(rng_seed).normal(size=(count, dim))


def empty(dim=32):
    return Side(np.zeros((0, dim), np.float32), *np.zeros((2, 0), np.int32), *np.zeros((3, 0), np.bool_))


def pairs(alignment):
    return [(list(bead.source), list(bead.target)) for bead in alignment.beads]


@st.composite
def sides(draw):
    """Two related sides: the target drops, repeats and blurs rows of the source."""
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    count = draw(st.integers(0, 9))
    source = rng.normal(size=(count, 16))
    kept = draw(st.lists(st.integers(0, max(count - 1, 0)), max_size=9)) if count else []
    target = source[sorted(kept)] + draw(st.sampled_from([0.0, 0.3, 2.0])) * rng.normal(size=(len(kept), 16))
    lengths = [rng.integers(1, 60, size=size) for size in (count, len(kept))]
    made = [
        Side(
            rows.astype(np.float32).reshape(len(tokens), 16),
            tokens.astype(np.int32),
            (tokens * 5).astype(np.int32),
            *(rng.random((3, len(tokens))) < 0.2),
        )
        for rows, tokens in zip((source, target), lengths, strict=True)
    ]
    return made[0], made[1]


@settings(deadline=None)
@given(sides())
def test_every_segment_is_in_exactly_one_bead_in_order(both):
    source, target = both
    beads = align(source, target).beads
    assert [i for bead in beads for i in bead.source] == list(range(len(source)))
    assert sorted(j for bead in beads for j in bead.target) == list(range(len(target)))
    in_order = [j for bead in beads if not bead.moved for j in bead.target]
    assert in_order == sorted(in_order)
    assert all(0.0 <= bead.score <= 1.0 for bead in beads)


@settings(deadline=None)
@given(sides())
def test_an_empty_range_stands_where_the_counterpart_would_be(both):
    beads = align(*both).beads
    moved_here = {j for bead in beads if bead.moved for j in bead.target}
    row = column = 0
    for bead in beads:
        while column in moved_here:
            column += 1
        assert bead.source.start == row
        if not bead.moved:
            assert not moved_here.isdisjoint(range(bead.target.start, column)) or bead.target.start == column
            column = max(column, bead.target.stop)
        assert bead.is_null <= (len(bead.source) + len(bead.target) == 1)
        row = bead.source.stop


@settings(deadline=None)
@given(sides())
def test_swapping_the_sides_swaps_the_beads(both):
    source, target = both
    forwards, backwards = align(source, target), align(target, source)
    assert sorted(map(list_pair, forwards.beads)) == sorted(list_pair(bead)[::-1] for bead in backwards.beads)
    assert forwards.cost == pytest.approx(backwards.cost, abs=1e-3)


def list_pair(bead):
    return (tuple(bead.source), tuple(bead.target))


@settings(deadline=None)
@given(sides())
def test_equal_input_gives_equal_output_and_is_not_modified(both):
    names = ("vectors", "tokens", "characters", "furniture", "continues", "wordless")
    copies = [Side(*(getattr(s, name).copy() for name in names)) for s in both]
    first = align(*both)
    assert align(*both) == first
    for original, copy in zip(both, copies, strict=True):
        for name in names:
            np.testing.assert_array_equal(getattr(original, name), getattr(copy, name))


@settings(deadline=None)
@given(sides())
def test_furniture_is_never_merged(both):
    source, target = both
    for bead in align(source, target).beads:
        if source.furniture[list(bead.source)].any() or target.furniture[list(bead.target)].any():
            assert bead.kind in ("1-1", "1-0", "0-1")


@pytest.mark.parametrize("count", [1, 2, 5, 40])
def test_identical_documents_align_one_to_one_with_probability_near_one(count):
    document = side(random_vectors(count, rng_seed=count))
    beads = align(document, document).beads
    assert [bead.kind for bead in beads] == ["1-1"] * count
    assert min(bead.score for bead in beads) > 0.9


@pytest.mark.parametrize(("source", "target"), [(0, 0), (0, 3), (3, 0)])
def test_empty_sides_give_null_beads_only(source, target):
    both = [side(random_vectors(count, 1)) if count else empty() for count in (source, target)]
    alignment = align(*both)
    assert [bead.kind for bead in alignment.beads] == ["1-0"] * source + ["0-1"] * target
    assert all(bead.score == pytest.approx(1.0) for bead in alignment.beads)


def test_an_omitted_segment_is_a_null_bead_and_not_merged_into_its_neighbour():
    vectors = random_vectors(12, rng_seed=3)
    alignment = align(side(vectors), side(np.delete(vectors, [4, 5], axis=0)))
    assert [bead.kind for bead in alignment.beads] == ["1-1"] * 4 + ["1-0"] * 2 + ["1-1"] * 6


def test_a_moved_segment_is_one_bead_where_its_source_stands():
    vectors = random_vectors(20, rng_seed=5)
    order = [*range(3), *range(4, 15), 3, *range(15, 20)]
    beads = align(side(vectors), side(vectors[order])).beads
    moved = [bead for bead in beads if bead.moved]
    assert [(list(bead.source), list(bead.target)) for bead in moved] == [([3], [14])]
    assert beads.index(moved[0]) == 3
    assert moved[0].score > 0.5
    assert {bead.kind for bead in beads} == {"1-1"}


def test_furniture_does_not_move():
    vectors = random_vectors(20, rng_seed=5)
    order = [*range(3), *range(4, 15), 3, *range(15, 20)]
    beads = align(side(vectors, furniture=[3]), side(vectors[order], furniture=[14])).beads
    assert not any(bead.moved for bead in beads)


def test_a_split_segment_is_one_bead():
    vectors = random_vectors(12, rng_seed=4)
    whole = np.insert(np.delete(vectors, [6, 7], axis=0), 6, (vectors[6] + vectors[7]) / 2, axis=0)
    tokens = np.full(11, 20)
    tokens[6] = 40
    assert ([6], [6, 7]) in pairs(align(side(whole, tokens), side(vectors)))


def test_sides_of_different_models_are_refused():
    with pytest.raises(ValueError, match="source vectors have 32 dimensions, target 16"):
        align(side(random_vectors(2, 1)), side(random_vectors(2, 1, dim=16)))


def test_a_side_with_a_missing_row_is_refused():
    with pytest.raises(ValueError, match="one row per segment"):
        Side(np.zeros((2, 3), np.float32), np.ones(1, np.int32), np.ones(2, np.int32), *np.zeros((3, 2), np.bool_))


def test_vectors_that_are_no_numbers_are_refused():
    with pytest.raises(ValueError, match="NaN"):
        side(np.full((2, 3), np.nan))

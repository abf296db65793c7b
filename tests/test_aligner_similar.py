"""The dots of a dot plot; no model."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from test_aligner import empty, side

from aligncheck.aligner import similarities
from aligncheck.aligner.side import directions
from aligncheck.aligner.similar import LEAST


def related(rng_seed, n, m):
    rng = np.random.default_rng(rng_seed)
    source = rng.normal(size=(n, 8))
    return side(source), side(source[rng.integers(0, n, size=m)] + 0.5 * rng.normal(size=(m, 8)))


@given(st.integers(0, 2**32 - 1), st.integers(1, 12), st.integers(1, 12))
def test_of_short_documents_every_cosine_that_is_high_enough_is_a_dot(rng_seed, n, m):
    source, target = related(rng_seed, n, m)
    cosines = directions(source) @ directions(target).T
    expected = [(i, j) for i in range(n) for j in range(m) if cosines[i, j] >= LEAST]
    found = similarities(source, target)
    assert [(dot.source, dot.target) for dot in found] == expected
    assert np.allclose([dot.cosine for dot in found], [cosines[pair] for pair in expected], atol=1e-6)


@given(st.integers(0, 2**32 - 1), st.integers(1, 40), st.integers(1, 40), st.integers(1, 60))
def test_no_more_dots_than_asked_for_and_they_are_the_nearest(rng_seed, n, m, most):
    source, target = related(rng_seed, n, m)
    cosines = directions(source) @ directions(target).T
    found = similarities(source, target, most)
    assert len(found) <= most
    for i in {dot.source for dot in found}:
        mine = [dot.cosine for dot in found if dot.source == i]
        assert np.allclose(sorted(mine), np.sort(cosines[i])[-len(mine) :], atol=1e-6)


def test_a_long_source_is_looked_at_in_even_steps():
    source, target = side(np.eye(1200, 1200)), side(np.eye(1200, 1200))
    found = similarities(source, target, most=600)
    assert [(dot.source, dot.target) for dot in found] == [(i, i) for i in range(0, 1200, 2)]


def test_an_empty_side_resembles_nothing():
    some = side(np.eye(3, 32))
    assert similarities(empty(), some) == similarities(some, empty()) == ()

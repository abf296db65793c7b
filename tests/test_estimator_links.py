import numpy as np
from fake_estimator import vector
from hypothesis import given
from hypothesis import strategies as st

from aligncheck.estimator.links import link

WORDS = ["one", "two", "three", "four", "five", "six", "seven"]
texts = st.lists(st.sampled_from(WORDS), unique=True, min_size=2)


def vectors(words):
    return np.array([vector(word) for word in words], np.float32).reshape(len(words), 16)


@given(texts)
def test_equal_words_link_in_any_order(words):
    links = link(vectors(words), vectors(words[::-1]))
    assert links.pairs == tuple((i, len(words) - 1 - i) for i in range(len(words)))
    assert np.allclose(links.source_best, 1)


@given(texts, texts)
def test_no_token_is_in_two_links(source, target):
    pairs = link(vectors(source), vectors(target)).pairs
    assert len({i for i, _ in pairs}) == len({j for _, j in pairs}) == len(pairs)


@given(texts, texts)
def test_swapping_the_sides_swaps_the_links(source, target):
    there, back = link(vectors(source), vectors(target)), link(vectors(target), vectors(source))
    assert set(there.pairs) == {(i, j) for j, i in back.pairs}
    assert np.allclose(there.target_best, back.source_best, atol=1e-6)


@given(texts)
def test_what_all_tokens_share_links_nothing_to_it(words):
    shift = 100 * vector("shared")
    assert link(vectors(words) + shift, vectors(words)).pairs == tuple((i, i) for i in range(len(words)))


def test_a_side_without_tokens_has_no_links():
    links = link(vectors([]), vectors(["one", "two"]))
    assert (links.pairs, links.target_nearest.tolist(), links.target_best.tolist()) == ((), [-1, -1], [0, 0])

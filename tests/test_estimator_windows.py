from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligncheck.estimator.windows import windows

ROOM = 60
sides = st.lists(st.integers(1, 25), max_size=80)


@given(sides, sides)
def test_every_token_is_in_exactly_one_core(source, target):
    cut = windows(source, target, ROOM)
    assert [i for window in cut for i in window.source_core] == list(range(len(source)))
    assert [j for window in cut for j in window.target_core] == list(range(len(target)))


@given(sides, sides)
def test_every_window_fits_and_holds_its_core(source, target):
    for window in windows(source, target, ROOM):
        assert sum(source[i] for i in window.source) + sum(target[j] for j in window.target) <= ROOM
        assert set(window.source_core) <= set(window.source)
        assert set(window.target_core) <= set(window.target)


@given(sides, sides)
def test_what_fits_is_read_at_once(source, target):
    fits = sum(source) + sum(target) <= ROOM
    assert (len(windows(source, target, ROOM)) == 1) or not fits
    if fits:
        (window,) = windows(source, target, ROOM)
        assert (window.source, window.target) == (range(len(source)), range(len(target)))


@given(sides, sides)
def test_swapping_the_sides_swaps_the_windows(source, target):
    there, back = windows(source, target, ROOM), windows(target, source, ROOM)
    assert [(w.source, w.target, w.source_core) for w in there] == [(w.target, w.source, w.target_core) for w in back]


def test_neighbouring_windows_overlap():
    cut = windows([2] * 100, [2] * 100, ROOM)
    assert all(one.target.stop > other.target.start for one, other in pairwise(cut))


def test_both_sides_are_cut_in_proportion():
    for window in windows([2] * 200, [1] * 200, ROOM):
        assert abs(window.source_core.start - window.target_core.start) <= 1


def test_a_book_on_one_line_is_cut():
    cut = windows([3] * 60_000, [3] * 60_000, 508)
    assert len(cut) < 2 * 360_000 / 508


def test_tokens_that_fit_no_window_are_refused():
    with pytest.raises(ValueError, match="61 pieces for a window of 60"):
        windows([1, 30], [31], ROOM)

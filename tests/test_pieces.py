"""Cutting a segment's text by the findings on it."""

from hypothesis import given
from hypothesis import strategies as st

from aligncheck.formats.pieces import Mark, Piece, cut

OFFSET = 10
stretches = st.tuples(st.integers(0, 30), st.integers(0, 30)).map(sorted)
marks = st.lists(stretches, max_size=6).map(
    lambda spans: [Mark(start, end, number) for number, (start, end) in enumerate(spans, start=1)]
)


@given(st.text(min_size=1, max_size=12), marks)
def test_pieces_join_to_the_text_and_carry_the_findings_on_each_character(text, marks):
    pieces = cut(text, OFFSET, marks)
    assert "".join(piece.text for piece in pieces) == text
    carried = [piece.findings for piece in pieces for _ in piece.text]
    assert carried == [
        tuple(mark.finding for mark in marks if mark.start <= offset < mark.end)
        for offset in range(OFFSET, OFFSET + len(text))
    ]


@given(st.text(min_size=1, max_size=12), marks)
def test_every_finding_on_the_segment_ends_once(text, marks):
    end = OFFSET + len(text)
    on = [m.finding for m in marks if max(m.start, OFFSET) < min(m.end, end)]
    points = [m.finding for m in marks if m.start == m.end and OFFSET <= m.start <= end]
    assert sorted(number for piece in cut(text, OFFSET, marks) for number in piece.ending) == sorted(on + points)


def test_overlapping_findings_share_a_piece():
    pieces = cut("abcdef", OFFSET, [Mark(10, 14, 1), Mark(12, 16, 2)])
    assert pieces == (Piece("ab", (1,), ()), Piece("cd", (1, 2), (1,)), Piece("ef", (2,), (2,)))


def test_insertion_points_stand_before_within_and_after_the_text():
    pieces = cut("ab", OFFSET, [Mark(10, 10, 1), Mark(11, 11, 2), Mark(12, 12, 3)])
    assert [piece.text for piece in pieces] == ["", "a", "", "b", ""]
    assert [piece.is_insertion_point for piece in pieces] == [True, False, True, False, True]


def test_hidden_characters_are_runs_of_their_own():
    assert Piece("a\u202eb", (), ()).runs == (("a", False), ("\u202e", True), ("b", False))

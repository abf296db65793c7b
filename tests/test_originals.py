import pytest

from aligncheck.alignment import Alignment, Bead
from aligncheck.document import Document, Segment, SegmentedDocument
from aligncheck.originals import coverage
from aligncheck.report import Role


def text(*lengths: int, furniture: tuple[int, ...] = ()) -> SegmentedDocument:
    segments, position = [], 0
    for index, length in enumerate(lengths):
        segments.append(Segment(index, position, position + length, "rule" if index in furniture else None))
        position += length + 1
    return SegmentedDocument(Document("a.txt", "x" * position, "en"), tuple(segments))


def alignment(*beads: tuple[int, int, int, int, float]) -> Alignment:
    return Alignment(tuple(Bead(range(a, b), range(c, d), score) for a, b, c, d, score in beads), 0.0)


def test_shares_count_characters_of_likely_beads_without_furniture():
    shares = coverage(
        text(30, 10, 60, furniture=(1,)),
        text(50, 50),
        alignment((0, 1, 0, 1, 0.9), (1, 2, 1, 1, 0.9), (2, 3, 1, 2, 0.4)),
    )
    assert (shares.source, shares.target) == (30 / 90, 50 / 100)


def test_a_text_that_is_all_furniture_covers_nothing():
    shares = coverage(text(10, furniture=(0,)), text(10), alignment((0, 1, 0, 1, 1.0)))
    assert (shares.source, shares.target) == (0.0, 1.0)


@pytest.mark.parametrize(
    ("covered", "role"),
    [(100, Role.ORIGINAL), (75, Role.ORIGINAL), (74, Role.PARTIAL), (20, Role.PARTIAL), (19, Role.UNRELATED)],
)
def test_the_share_of_the_translation_gives_the_role(covered, role):
    shares = coverage(text(9), text(covered, 100 - covered), alignment((0, 1, 0, 1, 1.0), (1, 1, 1, 2, 1.0)))
    assert shares.role is role


def test_an_original_of_which_most_is_left_out_is_still_the_original():
    shares = coverage(text(10, 90), text(10), alignment((0, 1, 0, 1, 1.0), (1, 2, 1, 1, 1.0)))
    assert (shares.role, shares.source) == (Role.ORIGINAL, 0.1)

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligncheck.document import Document, Segment, SegmentedDocument, line_spans

texts = st.text(alphabet=st.sampled_from("ab é👍́\n\r"), max_size=40)


@given(texts)
def test_lines_cover_the_text(text):
    assert "".join(text[start:end] for start, end in line_spans(text)) == text


@given(texts, st.data())
def test_a_place_is_where_an_editor_would_find_it(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    # A carriage return before a line feed is part of one line break; an editor shows no position between them.
    if text[start - 1 : start + 1] == "\r\n":
        return
    place = Document("x.txt", text, "id").place(start, end)
    before = text[:start].replace("\r\n", "\n").replace("\r", "\n")
    assert place.line == before.count("\n") + 1
    assert place.column == len(before) - (before.rfind("\n") + 1) + 1
    assert place.text == text[start:end]


@pytest.mark.parametrize("stretch", [(-1, 0), (2, 1), (0, 4)])
def test_a_stretch_outside_the_text_names_both_lengths(stretch):
    with pytest.raises(ValueError, match=r"not a stretch of a\.txt, which has 3 characters"):
        Document("a.txt", "abc", "id").place(*stretch)


def test_an_empty_range_is_the_insertion_point_after_the_segment_before():
    text = SegmentedDocument(Document("a.txt", "One. Two.", "en"), (Segment(0, 0, 4), Segment(1, 5, 9)))
    assert [text.place_of(range(i, i)).start for i in range(3)] == [0, 4, 9]
    assert text.place_of(range(2)).text == "One. Two."

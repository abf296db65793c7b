"""How close two spellings are."""

import pytest

from aligncheck.facts.spelling import closeness_of, skeleton, transliterated


@pytest.mark.parametrize(("one", "other"), [("soekarno", "sukarno"), ("mohammed", "muhammad"), ("yusuf", "jusuf")])
def test_transliterations_are_close(one: str, other: str):
    assert skeleton(one) == skeleton(other)
    assert closeness_of(one, other) == closeness_of(other, one) > 0


def test_a_doubled_letter_is_no_transliteration():
    assert transliterated("makroskopi") == transliterated("macroscopy")
    assert transliterated("bank") != transliterated("baank")


def test_short_names_are_not_close_by_two_edits():
    assert closeness_of("hasan", "hatta") == 0

"""Composed pairs: the file that ships, and its splits."""

from collections import Counter

from aligncheck.training.composed import composed_texts, read_composed, read_composed_texts
from aligncheck.training.splits import Split

ROWS = ["number\tid\ten", "1008\tSatu.\tOne.", "1009\tDua.\tTwo.", '1010\tTiga "kali".\tThree "times".']


def test_the_number_says_what_a_pair_is_for():
    assert composed_texts(ROWS, Split.HELD_OUT) == {1008: ("Satu.", "One.")}
    assert composed_texts(ROWS, Split.CALIBRATION) == {1009: ("Dua.", "Two.")}
    assert composed_texts(ROWS, Split.TRAIN) == {1010: ('Tiga "kali".', 'Three "times".')}


def test_the_pairs_that_ship_are_whole_and_no_text_is_in_two_splits():
    texts = {split: read_composed_texts(split) for split in Split}
    assert all(source.strip() and target.strip() for pairs in texts.values() for source, target in pairs.values())
    sources = Counter(source for pairs in texts.values() for source, _ in pairs.values())
    assert set(sources.values()) == {1}
    assert all(len(pairs) > 50 for pairs in texts.values())


def test_pairs_are_from_indonesian_into_english():
    assert {pair.languages for pair in read_composed(Split.CALIBRATION)} == {("id", "en")}

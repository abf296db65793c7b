"""Where the other text says what stands around a word."""

import pytest
from test_facts_beads import context

from aligncheck.facts.counterparts import is_said_by, surroundings


@pytest.mark.parametrize(
    ("word", "other", "expected"),
    [
        ("berbahaya", "Dangerous", True),
        ("Jokowi", "jokowi", True),
        ("diintervensi", "intervention", True),
        ("berbahaya", "mushroom", False),
        ("inter", "interval", False),
    ],
)
def test_words_that_stand_for_each_other(word: str, other: str, expected: bool):
    assert is_said_by(word, other, ("id", "en")) is expected


@pytest.mark.parametrize(
    ("target", "share"),
    [
        ("The minister did not open the new school.", 1.0),
        ("The minister was late.", 1 / 3),
        ("Rain fell.", 0.0),
        (
            "They open it. " + "People say that on the very same day in the far north there " * 2 + "was a new school.",
            2 / 3,
        ),
    ],
)
def test_the_share_of_the_words_around_a_place(target: str, share: float):
    source = "Menteri tidak membuka sekolah baru."
    pair = context((source, target))
    start = source.index("tidak")
    bead = pair.alignment.beads[0]
    found = surroundings(pair.source, bead.source, (start, start + len("tidak")), pair.target, bead.target)
    assert found is not None
    assert found.share == share


def test_surroundings_are_a_stretch_of_the_other_text():
    source = "Menteri tidak membuka sekolah baru."
    target = "Rain fell on Monday and all day long. The minister did not open the new school. He left."
    pair = context((source, target))
    bead = pair.alignment.beads[0]
    found = surroundings(pair.source, bead.source, (8, 13), pair.target, bead.target)
    assert found is not None
    assert (
        target[found.start : found.end]
        == "on Monday and all day long. The minister did not open the new school. He left"
    )


def test_nothing_is_known_without_a_lexicon():
    pair = context(("Der Minister kam nicht.", "The minister came."), source_lang="de")
    bead = pair.alignment.beads[0]
    assert surroundings(pair.source, bead.source, (18, 23), pair.target, bead.target) is None

"""What a negation denies, and whether the other side says it."""

import pytest
from test_facts_beads import context

from aligncheck.facts.denied import Kept, kept, unanswered
from aligncheck.facts.negation import Denial, cues


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("The mushroom is dangerous.", Kept.KEPT),
        ("The mushroom is safe.", Kept.REWORDED),
        ("The mushroom is hardly dangerous.", Kept.GUARDED),
        ("The mushroom is undangerous.", Kept.OPPOSITE),
        ("The mushroom is pernicious.", Kept.ALIKE),
    ],
)
def test_what_became_of_the_denied_word(target: str, expected: Kept):
    source = "Jamur itu tidak berbahaya."
    pair = context((source, target))
    (cue,) = [cue for cue in cues(source, 0, len(source), "id") if cue.denial is Denial.NEGATION]
    guards = cues(target, 0, len(target), "en")
    assert kept(pair, pair.alignment.beads[0], cue, guards, in_source=True) is expected


def test_a_word_that_the_lexicon_lacks_tells_nothing():
    source = "Jamur itu tidak Xyzzy."
    pair = context((source, "The mushroom is Xyzzy."))
    (cue,) = [cue for cue in cues(source, 0, len(source), "id") if cue.denial is Denial.NEGATION]
    assert kept(pair, pair.alignment.beads[0], cue, (), in_source=True) is Kept.UNKNOWN


@pytest.mark.parametrize(
    ("source", "target", "expected"),
    [
        ("Ia tidak datang.", "He came.", ["tidak"]),
        ("Ia tidak datang.", "He did not come.", []),
        ("Jamur itu tidak dikenal dan tidak dimakan.", "The mushroom is unknown and is eaten.", ["tidak dimakan"]),
        ("Jamur itu tidak dikenal dan tidak dimakan.", "The mushroom is known and is not eaten.", ["tidak dikenal"]),
        ("Proyek itu gagal dan ia tidak datang.", "The project failed and he came.", ["tidak datang"]),
        ("Ia tidak berhasil.", "He failed.", []),
    ],
)
def test_which_negations_nothing_stands_for(source: str, target: str, expected: list[str]):
    pair = context((source, target))
    found, others = cues(source, 0, len(source), "id"), cues(target, 0, len(target), "en")
    left = unanswered(pair, pair.alignment.beads[0], found, others, in_source=True)
    assert [source[cue.start : cue.start + len(one)] for cue, one in zip(left, expected, strict=True)] == expected

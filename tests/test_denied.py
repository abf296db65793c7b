"""What a negation denies, and whether the other side says it."""

import pytest
from test_facts_beads import context

from aligncheck.facts.denied import Kept, kept
from aligncheck.facts.negation import Denial, cues


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("The mushroom is dangerous.", Kept.KEPT),
        ("The mushroom is safe.", Kept.REWORDED),
        ("The mushroom is hardly dangerous.", Kept.GUARDED),
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

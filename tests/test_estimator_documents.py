"""What the rest of a document says of a sentence."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligncheck.estimator.documents import USUAL_WORDS, in_document
from aligncheck.estimator.estimate import USUALLY_WRONG, Estimate
from aligncheck.estimator.tokens import tokenise

PROBABILITIES = st.lists(st.floats(0, 1), max_size=12)


def estimate(target_bad):
    words = len(target_bad)
    return Estimate(tokenise("a"), tokenise("b " * words), tuple(target_bad), (0.1,), (0.1,) * (words + 1), 0.5)


def test_a_sentence_alone_is_in_a_usual_document():
    (alone,) = in_document([estimate([0.9, 0.9])])
    assert alone.elsewhere == pytest.approx(USUALLY_WRONG)


def test_the_sentence_itself_has_no_say():
    first, second = in_document([estimate([0.9] * 20), estimate([0.1] * 20)])
    assert first.elsewhere == pytest.approx((20 * 0.1 + USUAL_WORDS * USUALLY_WRONG) / (20 + USUAL_WORDS))
    assert second.elsewhere == pytest.approx((20 * 0.9 + USUAL_WORDS * USUALLY_WRONG) / (20 + USUAL_WORDS))


@given(st.lists(PROBABILITIES, max_size=6))
def test_nothing_else_changes_and_it_stays_a_share(document):
    estimates = [estimate(each) for each in document]
    placed = in_document(estimates)
    assert [replace(each, elsewhere=USUALLY_WRONG) for each in placed] == estimates
    assert all(0 < each.elsewhere < 1 for each in placed)


@given(PROBABILITIES, st.lists(PROBABILITIES, min_size=1, max_size=4), st.randoms())
def test_the_order_of_the_others_does_not_matter(own, others, rng):
    shuffled = list(others)
    rng.shuffle(shuffled)
    first, *_ = in_document([estimate(own), *map(estimate, others)])
    again, *_ = in_document([estimate(own), *map(estimate, shuffled)])
    assert first.elsewhere == pytest.approx(again.elsewhere)

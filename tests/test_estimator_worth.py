"""What a suspected span is worth."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligncheck.estimator.estimate import Estimate
from aligncheck.estimator.spans import ErrorSpan
from aligncheck.estimator.tokens import tokenise
from aligncheck.estimator.worth import CATEGORIES, FEATURES, Worth, features_of
from aligncheck.finding import Category

probabilities = st.floats(0, 1)


def estimate(source_bad=(0.1, 0.2), gap_bad=(0.1, 0.1, 0.1)):
    return Estimate(tokenise("satu dua"), tokenise("one two"), (0.3, 0.4), tuple(source_bad), tuple(gap_bad), 0.5)


def span(probability=0.4, category=Category.MISTRANSLATION, target=range(1, 2), source=range(1, 2)):
    return ErrorSpan(category, target, source, probability)


@given(probabilities, st.tuples(probabilities, probabilities), st.sampled_from(CATEGORIES))
def test_a_worth_is_a_probability(probability, source_bad, category):
    worth = Worth(-1.0, dict.fromkeys(FEATURES, 2.0))
    assert 0 <= worth(span(probability, category), estimate(source_bad)) <= 1


@given(probabilities, probabilities)
def test_a_likelier_span_is_worth_more(one, other):
    worth = Worth(0.5, dict.fromkeys(FEATURES, 1.0))
    low, high = sorted((one, other))
    assert worth(span(low), estimate()) <= worth(span(high), estimate())


def test_the_category_has_a_weight_of_its_own():
    worth = Worth(0.0, {name: -3.0 * (name == "addition") for name in FEATURES})
    assert worth(span(), estimate()) == 0.5
    assert worth(span(category=Category.ADDITION), estimate()) < 0.1


def test_source_words_and_the_gaps_beside_the_span_are_heard():
    plain = features_of(span(), estimate())
    assert features_of(span(), estimate(source_bad=(0.1, 0.9)))[1] > plain[1]
    assert features_of(span(), estimate(gap_bad=(0.9, 0.1, 0.1))) == plain
    assert features_of(span(), estimate(gap_bad=(0.1, 0.1, 0.9)))[2] > plain[2]


def test_a_span_without_source_words_has_none_that_are_wrong():
    bare = replace(span(), source=range(0))
    assert features_of(bare, estimate())[1] == pytest.approx(features_of(bare, estimate(source_bad=(0.0, 0.0)))[1])

"""How bad a suspected error is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligncheck.estimator.estimate import Estimate
from aligncheck.estimator.knowledge import knowledge
from aligncheck.estimator.severity import FEATURES, UNKNOWN, Severities, severity_features
from aligncheck.estimator.tokens import tokenise
from aligncheck.finding import Severity

SOURCE = tokenise("Mereka meneruskan laporan itu.")
TARGET = tokenise("They the forwarded kitchen report.")
INDONESIAN = knowledge(("id", "en"))


def features(target, source=range(0), cost=0.0, known=INDONESIAN, missing=0.5):
    estimate = Estimate(
        source=SOURCE,
        target=TARGET,
        target_bad=(0.1,) * 6,
        source_bad=(missing,) * 5,
        gap_bad=(0.1,) * 7,
        score=0.5,
        links=(),
    )
    return dict(zip(FEATURES, severity_features(source, target, estimate, cost, known), strict=True))


def test_function_words_are_told_from_content_words():
    assert features(range(1, 2))["function-words"] == 1.0
    assert features(range(1, 3))["function-words"] == 0.0
    assert features(range(2, 2))["function-words"] == 0.0


def test_a_word_that_no_source_word_means_is_unsupported():
    assert features(range(3, 4))["unsupported"] == 1.0
    assert features(range(4, 5))["unsupported"] < 0.7
    assert features(range(2, 5))["unsupported"] == 1.0, "the worst word counts"
    assert features(range(1, 2))["unsupported"] == 0.0


def test_nothing_is_said_of_support_where_there_is_no_lexicon():
    assert features(range(3, 4), known=knowledge(("id", "xx")))["unsupported"] == UNKNOWN


def test_lost_source_words_count_by_the_worst():
    assert features(range(3, 4), range(1, 3), missing=0.9)["source-missing"] > 2
    assert features(range(3, 4), range(1, 3), missing=0.1)["source-missing"] < -2
    assert features(range(3, 4))["source-missing"] == pytest.approx(-6.907, abs=0.001)


@given(st.floats(-1, 1))
def test_costs_are_kept_in_bounds_and_in_order(cost):
    found = features(range(3, 4), cost=cost)["cost"]
    assert -1 <= found <= 1
    assert found <= features(range(3, 4), cost=cost + 0.01)["cost"]


def test_what_is_likelier_major_than_not_is_major():
    severities = Severities(-1.0, dict.fromkeys(FEATURES, 0.0) | {"function-words": -2.0, "unsupported": 1.5})
    assert severities((0.0, 0.0, 1.0, 0.0)) is Severity.MAJOR
    assert severities((0.0, 0.0, 1.0, 1.0)) is Severity.MINOR

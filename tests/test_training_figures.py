"""Figures against hand-made cases and the usual implementations."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import matthews_corrcoef

from aligncheck.estimator.tokens import pretokenised
from aligncheck.training.examples import Example
from aligncheck.training.figures import (
    KINDS,
    assessment_correlations,
    bad_word_precision,
    best_threshold,
    matthews,
)
from aligncheck.training.prediction import Prediction

TARGET = KINDS[0]


def predicted(bad, logits, assessment=0.0, said=0.0):
    tokens = pretokenised(["w"] * len(bad))
    example = Example(tokens, tokens, ("ro", "en"), "made", target_bad=tuple(bad), assessment=assessment)
    nothing = np.zeros(0, np.float32)
    return example, Prediction(np.asarray(logits, np.float32), nothing, nothing, 0.0, said)


@given(st.lists(st.tuples(st.booleans(), st.booleans()), min_size=1, max_size=30))
def test_the_correlation_is_that_of_matthews(pairs):
    bad = [one for one, _ in pairs]
    said = [other for _, other in pairs]
    found = matthews(TARGET, [predicted(bad, [1.0 if other else -1.0 for other in said])], 0.0)
    assert found == pytest.approx(matthews_corrcoef(bad, said), abs=1e-9)


def test_tags_are_pooled_over_sentences_not_averaged():
    group = [predicted([True, False], [2.0, -2.0]), predicted([False, False], [1.0, -2.0])]
    assert matthews(TARGET, group, 0.0) == pytest.approx(matthews_corrcoef([1, 0, 0, 0], [1, 0, 1, 0]))


def test_one_threshold_serves_all_groups():
    groups = {
        "one": [predicted([True, False, False], [-1.0, -3.0, -3.5])],
        "two": [predicted([True, False], [1.0, -1.5])],
    }
    threshold = best_threshold(TARGET, groups)
    assert -1.5 <= threshold < -1.0
    assert all(matthews(TARGET, group, threshold) == pytest.approx(1.0) for group in groups.values())


def test_assessments_are_correlated_by_value_and_by_rank():
    group = [predicted([], [], gold, said) for gold, said in ((0.0, 1.0), (1.0, 2.0), (2.0, 10.0))]
    pearson, spearman = assessment_correlations(group)
    assert spearman == pytest.approx(1.0)
    assert pearson == pytest.approx(np.corrcoef([0, 1, 2], [1, 2, 10])[0, 1])


def test_average_precision_rewards_wrong_words_that_lead():
    assert bad_word_precision([predicted([True, False, False, True], [3.0, -1.0, -2.0, 1.0])]) == 1.0
    assert bad_word_precision([predicted([True, False], [-1.0, 1.0])]) == 0.5

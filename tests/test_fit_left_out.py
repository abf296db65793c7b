import random
from dataclasses import replace

import numpy as np
import pytest
from fake_estimator import DECISION, FakeReader
from test_language_model_witness import LANGUAGES, NUMBERS, SAID, UNSAID, FakeJudge

from aligncheck.estimator.left_out import FEATURES
from aligncheck.estimator.tokens import tokenise
from aligncheck.finding import Category, Severity
from aligncheck.language_model.cached import CachedReader
from aligncheck.training.annotated import AnnotatedError, AnnotatedOutput
from aligncheck.training.examples import Example
from aligncheck.training.fit_left_out import (
    REAL,
    Case,
    cross_probabilities,
    figures,
    omissions,
    phrases_of,
    real_case,
    rule_table,
)


def example(target, source=NUMBERS):
    return Example(tokenise(source), tokenise(target), LANGUAGES, "test")


@pytest.fixture(scope="module")
def phrases():
    """Phrases of sources that differ in what they begin with, so that folds do."""
    rng = random.Random(1)
    cases = []
    for number in range(80):
        begin = "".join(rng.choices("abcdef", k=6))
        for kind in (*omissions(), REAL):
            target, lost = (f"for-{begin} {UNSAID}", {1}) if number % 2 else (f"for-{begin} {SAID}", set())
            cases.append(Case(example(target, f"{begin} {NUMBERS}"), frozenset(lost), kind, 0.5))
    judge = FakeJudge()
    return phrases_of(cases, FakeReader(), DECISION, CachedReader(judge.name, lambda: judge))


def test_phrases_are_left_out_where_half_of_their_words_are(phrases):
    assert len(phrases.rows) == 80 * 4
    assert phrases.is_left_out.sum() == 40 * 4
    drops = phrases.rows[:, FEATURES.index("drop")]
    assert (drops[phrases.is_left_out] == 0).all()
    assert (drops[~phrases.is_left_out] == 9).all()
    assert set(phrases.weights) == {0.5}


def test_the_language_model_tells_what_the_estimator_does_not(phrases):
    said = cross_probabilities(phrases, ("drop", "drop-per-word"))
    assert said[phrases.is_left_out].min() > 0.9
    assert said[~phrases.is_left_out].max() < 0.1
    rule = rule_table(phrases)
    assert rule["weights"].keys() == set(FEATURES)
    assert rule["weights"]["drop"] < 0
    *table, drops = figures(phrases)[1:]
    lines = [line.split() for line in table]
    assert len(lines) == 3 * (len(omissions()) + 2)
    assert drops.endswith("0.0 (1 %), 0.0 (5 %), 0.0 (50 %), 0.0 (95 %)")
    assert [line[-2:] for line in lines if line[0] == omissions()[0] and "both" in line] == [["1.000", "1.000"]]


def test_folds_keep_texts_together(phrases):
    same = replace(phrases, rows=np.zeros_like(phrases.rows))
    assert len(set(phrases.folds)) > 1
    assert len(set(np.round(cross_probabilities(same, FEATURES), 6))) <= len(set(phrases.folds))


def test_of_real_output_only_omissions_are_left_out():
    errors = (
        AnnotatedError(Category.OMISSION, Severity.MAJOR, range(1), range(0)),
        AnnotatedError(Category.MISTRANSLATION, Severity.MINOR, range(2, 3), range(1)),
    )
    case = real_case(AnnotatedOutput(example(UNSAID), errors))
    assert (case.lost, case.kind, case.weight) == (frozenset({0}), REAL, 1.0)

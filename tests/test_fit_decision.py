import random
from itertools import cycle

import numpy as np
import pytest
from fake_estimator import FakeReader

from aligncheck.estimator.decision import decision_of
from aligncheck.estimator.estimate import Estimate
from aligncheck.estimator.knowledge import knowledge
from aligncheck.estimator.likelihood import Likelihoods, SecondReading
from aligncheck.estimator.severity import Severities, severity_features
from aligncheck.estimator.spans import error_spans
from aligncheck.estimator.tokens import tokenise
from aligncheck.finding import Category, Severity
from aligncheck.training.annotated import AnnotatedError
from aligncheck.training.calibration_examples import ANNOTATED, ERRORS, FAULTY, MADE, Group, made
from aligncheck.training.examples import CleanPair, Example
from aligncheck.training.fit_decision import fit_decision
from aligncheck.training.fit_spans import fit_severity, is_right
from aligncheck.training.judged import SECOND_EVERY, Judged, judge
from aligncheck.training.mixture import as_clean


def example(target_bad, gap_bad=None, source_bad=()):
    n = len(target_bad)
    return Example(
        source=tokenise("a " * len(source_bad)),
        target=tokenise("b " * n),
        languages=("id", "en"),
        origin="test",
        target_bad=tuple(target_bad),
        gap_bad=tuple(gap_bad or [False] * (n + 1)),
        source_bad=tuple(source_bad),
    )


@pytest.mark.parametrize(
    ("target", "source", "right"),
    [
        (range(1, 2), range(0), True),
        (range(3), range(0), True),
        (range(2, 3), range(0), False),
        (range(2, 2), range(1), False),
        (range(2, 2), range(1, 2), True),
    ],
)
def test_a_span_is_right_that_has_a_wrong_word_or_a_lost_one(target, source, right):
    assert is_right(target, source, example([False, True, False], source_bad=[False, True])) is right


def test_a_span_beside_a_wrong_gap_is_right():
    faulty = example([False, False, False], [False, False, True, False])
    assert [is_right(range(i, i + 1), range(0), faulty) for i in range(3)] == [False, True, True]


def test_a_part_of_the_clean_pairs_gets_errors():
    pairs = [CleanPair(tokenise(f"satu {n}"), tokenise(f"one {n}"), ("id", "en"), "test") for n in range(2000)]
    asked = []

    def corrupt(pair, rng, number):
        asked.append(number)
        return example([True])

    examples = made(pairs, corrupt, random.Random(1))
    assert len(examples) == len(pairs)
    assert abs(len(asked) / len(pairs) - FAULTY) < 0.05
    assert set(asked) == set(ERRORS)
    clean = [each for each in examples if each.source.text]
    assert clean == [as_clean(pair) for pair, each in zip(pairs, examples, strict=True) if each.source.text]


def never(word):
    return False


def marked(examples):
    """Return the errors of examples: their wrong words, every second one major."""
    severities = cycle((Severity.MAJOR, Severity.MINOR))
    return [
        tuple(
            AnnotatedError(Category.MISTRANSLATION, next(severities), range(0), range(index, index + 1))
            for index, bad in enumerate(example.target_bad)
            if bad
        )
        for example in examples
    ]


def test_what_the_network_says_is_learned_to_be_trusted():
    rng = random.Random(1)
    texts = [
        (" ".join(rng.choices(["satu", "dua"], k=8)), " ".join(rng.choices(["one", "two", "WRONG"], k=8)))
        for _ in range(300)
    ]

    def tagged(source, target, assessment):
        ours, theirs = tokenise(source), tokenise(target)
        bad = tuple(word == "WRONG" for word in theirs.words())
        return Example(
            source=ours,
            target=theirs,
            languages=("xx", "yy"),
            origin="test",
            target_bad=bad,
            source_bad=tuple(rng.random() < 0.1 for _ in ours.tokens),
            gap_bad=(*bad, False),
            assessment=assessment,
        )

    real = [tagged(source, target, 1.0 - target.count("WRONG")) for source, target in texts]
    groups = [Group("real xx-yy", 1.0, real), Group(MADE, 1.0, real), Group(ANNOTATED, 1.0, real, marked(real))]
    decision = decision_of(fit_decision(judge(FakeReader(), groups)), "test")
    (estimate,) = decision.decide([judge(FakeReader(), groups)[0].evidence])
    bad = np.array(real[0].target_bad)
    said = np.array(estimate.target_bad)
    assert said[bad].min() > 0.9
    assert said[~bad].max() < 0.1
    (right,) = {decision.worth(span, estimate) for span in error_spans(estimate, never, never)[:1]}
    assert right > 0.9


def test_errors_without_a_counterpart_in_the_source_are_learned_to_be_major():
    estimates, scores = [], []
    for index in range(60):
        source, target = tokenise("satu dua tiga"), tokenise("one two three")
        is_major = index % 3 == 0
        estimate = Estimate(
            source=source,
            target=target,
            target_bad=(0.9, 0.1, 0.1),
            source_bad=(0.8 if is_major else 0.1, 0.1, 0.1),
            gap_bad=(0.1,) * 4,
            score=0.5,
            links=(),
        )
        error = AnnotatedError(
            Category.MISTRANSLATION, Severity.CRITICAL if is_major else Severity.MINOR, range(1), range(1)
        )
        example = as_clean(CleanPair(source, target, ("id", "en"), "test"))
        evidence = judge(FakeReader(), [Group("real", 1.0, [example])])[0].evidence
        estimates.append((Judged(example, evidence, ANNOTATED, 1.0, 0, None, None, (error,), (evidence,)), estimate))
        scores.append([0.5])
    table = fit_severity(estimates, scores)
    severities = Severities(table["intercept"], table["weights"])
    known = knowledge(("id", "en"))

    def found(index):
        return severities(severity_features(range(1), range(1), estimates[index][1], 0.0, known))

    assert [found(index) for index in (0, 1, 2)] == [Severity.MAJOR, Severity.MINOR, Severity.MINOR]
    assert table["weights"]["source-missing"] > 0


def test_what_a_language_model_says_is_heard_where_there_is_one():
    rng = random.Random(1)

    def tagged(index):
        source, target = (
            tokenise(" ".join(rng.choices(["satu", "dua"], k=8))),
            tokenise(" ".join(rng.choices(["one", "two", "odd"], k=8))),
        )
        bad = tuple(word == "odd" for word in target.words())
        return Example(
            source=source,
            target=target,
            languages=("id", "en"),
            origin="test",
            target_bad=bad,
            source_bad=tuple(rng.random() < 0.1 for _ in source.tokens),
            gap_bad=(*bad, False),
            assessment=float(index % 2),
        )

    def read(pairs, languages):
        assert languages == ("id", "en")
        asked.append(len(pairs))
        return [SecondReading(figures(target), figures(source), np.zeros(8, np.float32)) for source, target in pairs]

    def figures(text):
        values = np.array([-9.0 if word == "odd" else -1.0 for word in text.words()], np.float32)
        return Likelihoods(values, -values, np.ones(len(values), np.float32))

    asked = []
    examples = [tagged(index) for index in range(400)]
    few = examples[:40]
    groups = [
        Group("real", 1.0, examples),
        Group(ANNOTATED, 1.0, few, marked(few)),
        Group(MADE, 1.0, examples),
    ]
    judged = judge(FakeReader(), groups)
    first, second = (fit_decision(judged, each) for each in (None, read))
    assert asked == [len(examples[::SECOND_EVERY]) + len(few) + len(examples)]
    assert first["score"] == second["score"]
    for side in ("target", "source", "gap"):
        assert not any(name.startswith("lm-") for name in first[side]["features"])
        assert any(name.startswith("lm-") for name in second[side]["features"])
    example = examples[0]
    (estimate,) = decision_of(second, "test").decide(
        [judged[0].evidence], ("id", "en"), read([(example.source, example.target)], ("id", "en"))
    )
    bad, said = np.array(example.target_bad), np.array(estimate.target_bad)
    assert said[bad].min() > 0.9 > 0.1 > said[~bad].max()

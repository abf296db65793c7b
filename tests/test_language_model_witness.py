from dataclasses import dataclass, field, replace

import numpy as np
import pytest
from fake_estimator import DECISION, FakeReader
from hypothesis import given
from hypothesis import strategies as st

from aligncheck.errors import ModelError
from aligncheck.estimator.estimator import Estimator
from aligncheck.estimator.features import SOURCE_GROUPS, TARGET_GROUPS, gap_rows, names, source_rows, target_rows, used
from aligncheck.estimator.knowledge import Knowledge
from aligncheck.estimator.left_out import FEATURES, Rule
from aligncheck.estimator.likelihood import Likelihoods, SecondReading
from aligncheck.estimator.likelihood_features import GROUP
from aligncheck.estimator.tokens import tokenise
from aligncheck.language_model import portions
from aligncheck.language_model.cached import CachedReader
from aligncheck.language_model.figures import PieceFigures
from aligncheck.language_model.judge import Judged
from aligncheck.language_model.portions import AT_A_TIME, is_out_of_memory
from aligncheck.language_model.witness import PASSES, WitnessedEstimator

SECOND = replace(DECISION, name="second")
LANGUAGES = ("id", "en")
RULE = Rule(4.0, dict.fromkeys(FEATURES, 0.0) | {"drop": -1.0}, "rule")
"""A phrase is left out where the translation loses less than 4 nats with it."""


@dataclass
class FakeJudge:
    """A piece a token; the longer a token, the less likely it is, and without the other text by one more."""

    name: str = "fake model"
    room: int = 1000
    directions: tuple = (LANGUAGES, LANGUAGES[::-1])
    seconds: float = 0.0
    memory: float = float("inf")
    """Pairs it can read together."""

    breaks_on: str = "\0"
    """What a text must not hold."""

    says: float = 0.0
    """Added to all figures."""

    asked: list = field(default_factory=list)
    clock: list = field(default_factory=lambda: [0.0])

    def sizes(self, text):
        return tokenise(text).tokens

    def can_judge(self, languages, *, alone):
        return languages in self.directions

    def judge(self, languages, cases):
        if len(cases) > self.memory:
            raise RuntimeError("DefaultCPUAllocator: can't allocate memory: you tried to allocate 9 bytes.")
        if any(self.breaks_on in case.text for case in cases):
            raise IndexError("index out of range in self")
        if languages == LANGUAGES and cases[0].given is not None:
            self.asked.append([case.text for case in cases])
            self.clock[0] += self.seconds * len(cases)
        return [self._judged(case) for case in cases]

    def _judged(self, case):
        tokens = tokenise(case.text)
        values = np.array([self._log_probability(word, case.given) for word in tokens.words()], np.float32)
        return Judged(tokens.tokens, PieceFigures(values, -values / 2, np.ones(len(values), np.float32)))

    def _log_probability(self, word, given):
        unknown = given is None or (word.startswith("for-") and word.removeprefix("for-") not in given)
        return self.says - len(word) - (1 if given is None else 9 * unknown)


class Memory(dict):
    """A cache."""

    def get(self, keys):
        return {key: self[key] for key in keys if key in self}

    def put(self, values):
        self.update(values)


def pair(target, source="satu dua"):
    return tokenise(source), tokenise(target)


def estimator(judge, budget=None, memory=None):
    plain = Estimator(FakeReader(), DECISION)
    reader = CachedReader(judge.name, lambda: judge, memory)
    return WitnessedEstimator(plain, lambda: plain, reader, (DECISION, SECOND), RULE, budget)


def test_readings_are_kept_and_read_back_as_they_were():
    memory = Memory()
    pairs = [pair("one three"), pair(""), pair("two", source="")]
    first = CachedReader("fake model", FakeJudge, memory).read(pairs, LANGUAGES)

    def never():
        raise AssertionError

    again = CachedReader("fake model", never, memory).known([*pairs, pair("new")], LANGUAGES)
    assert again.keys() == {0, 1, 2}
    for index, reading in enumerate(first):
        for side in ("target", "source"):
            for name, values in vars(getattr(reading, side)).items():
                assert np.array_equal(values, getattr(getattr(again[index], side), name))
        assert np.array_equal(reading.source_gains, again[index].source_gains)
    assert list(again[0].target.log_probabilities) == [-3, -5]
    assert list(again[0].source_gains) == [1, 1]
    for name, languages in (("other model", LANGUAGES), ("fake model", ("ms", "en"))):
        assert CachedReader(name, never, memory).known(pairs, languages) == {}


def test_a_model_of_one_direction_says_nothing_of_sources():
    memory = Memory()
    judge = FakeJudge(directions=(LANGUAGES,))
    (reading,) = CachedReader("fake model", lambda: judge, memory).read([pair("one")], LANGUAGES)
    assert reading.source is None
    (known,) = CachedReader("fake model", lambda: judge, memory).known([pair("one")], LANGUAGES).values()
    assert (known.source, known.source_gains) == (None, None)
    assert list(known.target.gaps) == [1.5]
    witnessed = estimator(judge)
    (estimate,) = witnessed.estimate([pair("one")], languages=LANGUAGES)
    decision = witnessed.decision_of(estimate)
    assert (decision.target, decision.source) == (SECOND.target, DECISION.source)


def test_every_pair_is_read_and_decided_by_the_second_decision():
    judge, heard = FakeJudge(), []
    witnessed = estimator(judge)
    pairs = [pair(f"word {n} WRONG") for n in range(3)]
    plain = Estimator(FakeReader(), DECISION).estimate(pairs)
    estimates = witnessed.estimate(pairs, heard.append, LANGUAGES)
    assert [replace(each, has_second_witness=False) for each in estimates] == list(plain)
    assert all(each.has_second_witness for each in estimates)
    assert all(witnessed.decision_of(each) is SECOND for each in estimates)
    assert witnessed.decision_of(plain[0]) is DECISION
    assert witnessed.notes == ()
    assert sum(heard) == PASSES * len(pairs)
    assert witnessed.name == "fake, fake; fake model, second, rule"
    assert witnessed.scores(pairs) == tuple(each.score for each in plain)


def test_texts_of_unknown_languages_are_not_read():
    judge = FakeJudge()
    (estimate,) = estimator(judge).estimate([pair("one")])
    assert not estimate.has_second_witness
    assert judge.asked == []


def test_a_budget_is_spent_on_the_most_suspicious_pairs(monkeypatch):
    judge = FakeJudge(seconds=1.0)
    monkeypatch.setattr(portions.time, "monotonic", lambda: judge.clock[0])
    pairs = [pair(f"word {n}") for n in range(AT_A_TIME)] + [pair("a WRONG one")] + [pair("word")] * AT_A_TIME
    witnessed = estimator(judge, budget=20.0)
    estimates = witnessed.estimate(pairs, languages=LANGUAGES)
    # The first pair says how many the budget is for.
    assert judge.asked[0] == ["a WRONG one"]
    assert [len(read) for read in judge.asked] == [1, AT_A_TIME, 3]
    assert sum(each.has_second_witness for each in estimates) == 20
    (note,) = witnessed.notes
    assert note.startswith(f"the language model did not look at {len(pairs) - 20} of {len(pairs)} sentence pairs")
    assert "its budget of 20 s was spent" in note
    # A second text finds nothing left of it.
    assert not any(each.has_second_witness for each in witnessed.estimate(pairs[:1], languages=LANGUAGES))
    assert len(judge.asked) == 3


def test_no_budget_at_all_does_not_even_load_the_model():
    def never():
        raise AssertionError

    plain = Estimator(FakeReader(), DECISION)
    reader = CachedReader("fake model", never)
    (estimate,) = WitnessedEstimator(plain, never, reader, (DECISION, SECOND), RULE, 0.0).estimate(
        [pair("a")], None, LANGUAGES
    )
    assert not estimate.has_second_witness


@pytest.mark.parametrize(("memory", "read"), [(1, 5), (0, 0)])
def test_without_memory_pairs_are_read_one_by_one_as_far_as_it_goes(memory, read):
    witnessed = estimator(FakeJudge(memory=memory))
    estimates = witnessed.estimate([pair(f"word {n}") for n in range(5)], languages=LANGUAGES)
    assert sum(each.has_second_witness for each in estimates) == read
    assert ["memory ran out" in note for note in witnessed.notes] == [True] * (read == 0)


@pytest.mark.parametrize("error", [MemoryError(), OSError(12, "Cannot allocate memory")])
def test_without_the_memory_to_load_the_model_the_first_estimates_stay(error):
    def load():
        raise error

    plain = Estimator(FakeReader(), DECISION)
    witnessed = WitnessedEstimator(
        plain, lambda: plain, CachedReader("fake model", load), (DECISION, SECOND), RULE, None
    )
    pairs = [pair("one"), pair("two")]
    assert witnessed.estimate(pairs, languages=LANGUAGES) == plain.estimate(pairs)
    (note,) = witnessed.notes
    assert "did not look at 2 of 2 sentence pairs, the least suspicious ones, since memory ran out" in note


def test_a_model_that_breaks_halfway_costs_only_the_pairs_it_breaks_on():
    judge = FakeJudge(breaks_on="odd")
    witnessed = estimator(judge)
    pairs = [pair(f"word {n}" + " odd" * (n in (3, AT_A_TIME + 2))) for n in range(2 * AT_A_TIME)]
    estimates = witnessed.estimate(pairs, languages=LANGUAGES)
    assert [k for k, each in enumerate(estimates) if not each.has_second_witness] == [3, AT_A_TIME + 2]
    failed, unread = witnessed.notes
    assert failed == "the language model failed on 2 sentence pairs: index out of range in self"
    assert unread == (
        f"the language model did not look at 2 of {2 * AT_A_TIME} sentence pairs; "
        "their findings are the estimator's alone"
    )


@pytest.mark.parametrize(
    ("broken", "reason"),
    [({"breaks_on": "word"}, "index out of range"), ({"says": float("nan")}, "it gives figures that are no numbers")],
)
def test_a_model_that_never_works_is_an_error(broken, reason):
    memory = Memory()
    witnessed = estimator(FakeJudge(**broken), memory=memory)
    with pytest.raises(ModelError, match=f"language model 'fake model' cannot be used: {reason}"):
        witnessed.estimate([pair(f"word {n}") for n in range(AT_A_TIME + 1)], languages=LANGUAGES)
    assert memory == {}


def test_what_lacks_memory_is_told_from_what_is_broken():
    assert is_out_of_memory(MemoryError())
    assert is_out_of_memory(RuntimeError("DefaultCPUAllocator: can't allocate memory"))
    assert not is_out_of_memory(RuntimeError("mat1 and mat2 shapes cannot be multiplied"))


SAID, UNSAID = "for-SATU for-dua for-tiga for-empat", "for-dua for-tiga for-empat"
NUMBERS = "SATU dua tiga empat"


def test_a_phrase_is_left_out_if_the_translation_is_as_likely_without_it():
    judge = FakeJudge()
    said, unsaid = estimator(judge).estimate([pair(SAID, NUMBERS), pair(UNSAID, NUMBERS)], languages=LANGUAGES)
    assert [phrase.source for phrase in said.left_out] == [phrase.source for phrase in unsaid.left_out] == [range(1)]
    assert said.left_out[0].probability < 0.01
    assert unsaid.left_out[0].probability > 0.98


def test_only_suspicious_pairs_are_asked_about_phrases():
    judge, heard = FakeJudge(), []
    pairs = [pair("for-satu for-dua", "satu dua"), pair(UNSAID, NUMBERS)]
    plain, _ = estimator(judge).estimate(pairs, heard.append, LANGUAGES)
    assert plain.left_out == ()
    assert len(judge.asked) == 2
    assert judge.asked[1] == [UNSAID]
    assert sum(heard) == PASSES * len(pairs)


def test_what_was_said_of_phrases_is_kept():
    memory = Memory()
    pairs = [pair(SAID, NUMBERS), pair(UNSAID, NUMBERS)]
    first = estimator(FakeJudge(), memory=memory).estimate(pairs, languages=LANGUAGES)
    again = FakeJudge()
    assert estimator(again, memory=memory).estimate(pairs, languages=LANGUAGES) == first
    assert again.asked == []


def test_a_model_of_one_direction_is_asked_about_phrases_too():
    (estimate,) = estimator(FakeJudge(directions=(LANGUAGES,))).estimate([pair(UNSAID, NUMBERS)], languages=LANGUAGES)
    assert estimate.left_out[0].probability > 0.98


def test_a_spent_budget_leaves_phrases_out_and_says_so(monkeypatch):
    judge = FakeJudge(seconds=1.0)
    monkeypatch.setattr(portions.time, "monotonic", lambda: judge.clock[0])
    witnessed = estimator(judge, budget=1.0)
    (estimate,) = witnessed.estimate([pair(UNSAID, NUMBERS)], languages=LANGUAGES)
    assert (estimate.has_second_witness, estimate.left_out) == (True, ())
    (note,) = witnessed.notes
    assert note == (
        "the language model did not look for phrases left out in 1 suspicious sentence pairs, "
        "since its budget of 1 s was spent"
    )


likelihoods = st.lists(st.floats(-20, 0, width=32), min_size=1, max_size=6).map(
    lambda values: Likelihoods(*(np.array(values, np.float32) * k for k in (1, -1, -0.5)))
)


@given(source=likelihoods, target=likelihoods)
def test_features_are_numbers_and_without_a_witness_nothing(source, target):
    texts = tokenise("a " * len(source.gaps)), tokenise("b " * len(target.gaps))
    (evidence,) = Estimator(FakeReader(), DECISION).gather([texts])
    second = SecondReading(target, source, source.log_probabilities + 5)
    sides = ((target_rows, TARGET_GROUPS), (source_rows, SOURCE_GROUPS))
    for rows, groups in sides:
        columns = [names(groups).index(name) for name in groups[GROUP]]
        with_it, without = (rows(evidence, Knowledge(), each) for each in (second, None))
        assert np.isfinite(with_it).all()
        assert (without[:, columns] == 0).all()
        rest = [k for k in range(len(names(groups))) if k not in columns]
        assert np.array_equal(with_it[:, rest], without[:, rest])
        assert set(used(groups, with_language_model=True)) - set(used(groups)) == set(groups[GROUP])
    assert np.isfinite(gap_rows(evidence, second)).all()
    gain = names(SOURCE_GROUPS).index("lm-gain")
    assert np.allclose(source_rows(evidence, Knowledge(), second)[:, gain], source.log_probabilities + 5)

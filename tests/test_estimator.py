import numpy as np
import pytest
from fake_estimator import DECISION, FakeReader
from hypothesis import given
from hypothesis import strategies as st

from aligncheck.estimator.estimator import BATCH_PIECES, Estimator, gather_evidence
from aligncheck.estimator.tokens import pretokenised, tokenise

sentences = st.lists(st.sampled_from(["satu", "dua", "SALAH", "tiga", "empat", "lima"]), max_size=30).map(pretokenised)
pairs_of_sentences = st.tuples(sentences, sentences)


def pair(source, target):
    return tokenise(source), tokenise(target)


def test_words_are_tagged_where_they_stand():
    (estimate,) = Estimator(FakeReader(), DECISION).estimate([pair("satu dua tiga", "satu SALAH tiga")])
    assert [round(p, 2) for p in estimate.target_bad] == [0.03, 0.97, 0.03]
    assert [round(p, 2) for p in estimate.gap_bad] == [0.03, 0.97, 0.03, 0.03]
    assert {(0, 0), (2, 2)} <= set(estimate.links)
    assert estimate.score == pytest.approx(0.5 + 0.25 * 0.5)


@given(st.lists(pairs_of_sentences, max_size=12))
def test_a_pair_is_judged_alike_in_any_company(pairs):
    estimator = Estimator(FakeReader(), DECISION)
    assert list(estimator.estimate(pairs)) == [estimator.estimate([each])[0] for each in pairs]


@given(st.lists(pairs_of_sentences, max_size=8))
def test_every_token_and_gap_has_a_probability(pairs):
    for (source, target), estimate in zip(pairs, Estimator(FakeReader(), DECISION).estimate(pairs), strict=True):
        assert (estimate.source, estimate.target) == (source, target)
        sizes = [len(estimate.source_bad), len(estimate.target_bad), len(estimate.gap_bad)]
        assert sizes == [len(source.tokens), len(target.tokens), len(target.tokens) + 1]
        assert all(0 <= p <= 1 for p in (*estimate.source_bad, *estimate.target_bad, *estimate.gap_bad, estimate.score))


@given(pairs_of_sentences)
def test_windows_lose_no_wrong_word(texts):
    (whole,) = gather_evidence(FakeReader(room=10_000), [texts])
    (cut,) = gather_evidence(FakeReader(room=24), [texts])
    assert np.array_equal(cut.target_logits, whole.target_logits)
    assert np.array_equal(cut.source_logits, whole.source_logits)
    assert np.array_equal(cut.gap_logits, whole.gap_logits)
    assert np.array_equal(cut.log_probabilities, whole.log_probabilities)


@given(pairs_of_sentences)
def test_links_of_windows_are_places_in_the_whole(texts):
    source, target = (text.words() for text in texts)
    (cut,) = gather_evidence(FakeReader(room=24), [texts])
    for i, j in cut.links.pairs:
        assert 0 <= i < len(source)
        assert 0 <= j < len(target)
    assert len({j for _, j in cut.links.pairs}) == len(cut.links.pairs)


def test_batches_are_bounded_and_the_longest_come_first():
    reader = FakeReader()
    texts = [pair("kata " * n, "word " * n) for n in range(1, 50)]
    gather_evidence(reader, texts)
    assert max(map(max, reader.batches)) == reader.batches[0][0]
    assert all(len(batch) * max(map(reader.width, batch)) <= BATCH_PIECES for batch in reader.batches)
    assert all(len(set(map(reader.width, batch))) == 1 for batch in reader.batches)
    assert sum(map(len, reader.batches)) == len(texts)


def test_progress_counts_each_pair_once():
    told = []
    Estimator(FakeReader(room=40), DECISION).estimate([pair("kata " * n, "word " * n) for n in range(12)], told.append)
    assert sum(told) == 12


def test_no_pairs_give_no_estimates():
    assert Estimator(FakeReader(), DECISION).estimate([]) == ()


def test_the_name_tells_weights_and_decision():
    assert Estimator(FakeReader(), DECISION).name == "fake, fake"

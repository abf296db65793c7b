"""The estimator with its real weights."""

import numpy as np
import pytest

from aligncheck.estimator.estimator import gather_evidence
from aligncheck.estimator.loading import default_weights, load_estimator, load_reader
from aligncheck.estimator.tokens import pretokenised, tokenise

pytestmark = pytest.mark.model

RIGHT = tokenise("The officers counted the ballots in the school until midnight.")
WRONG = tokenise("The officers counted the elephants in the school until midnight.")
SOURCE = tokenise("Petugas menghitung surat suara di sekolah itu sampai tengah malam.")
LANGUAGES = ("id", "en")


@pytest.fixture(scope="module")
def reader(embedder):
    with default_weights() as weights:
        return load_reader(weights, embedder.embedded_encoder)


@pytest.fixture(scope="module")
def estimator(embedder):
    return load_estimator(embedder.embedded_encoder)


def test_word_embeddings_are_in_memory_once(embedder, reader):
    shared = embedder.embedded_encoder.embeddings.word_embeddings.weight
    tables = [p for p in reader._network.parameters() if p.shape == shared.shape]
    assert [table.data_ptr() for table in tables] == [shared.data_ptr()]


def test_loading_leaves_the_embedder_as_it_was(embedder, reader):
    before = embedder.encode(["Surat suara dihitung."]).vectors
    gather_evidence(reader, [(SOURCE, RIGHT)])
    assert np.array_equal(embedder.encode(["Surat suara dihitung."]).vectors, before)


SLIPS = [
    (SOURCE.text, RIGHT.text, "ballots", "elephants"),
    ("Bank itu menaikkan suku bunga.", "The bank raised interest rates.", "interest rates", "flowers"),
    ("Hujan deras merusak jembatan.", "Heavy rain damaged the bridge.", "bridge", "glove"),
    ("Polisi menangkap tiga orang tersangka.", "Police arrested three suspects.", "arrested", "cooked"),
]


def test_wrong_words_are_suspected_and_cost(estimator):
    pairs = [
        (tokenise(source), tokenise(target))
        for source, text, word, slip in SLIPS
        for target in (text, text.replace(word, slip))
    ]
    estimates = iter(estimator.estimate(pairs, languages=LANGUAGES))
    suspected = {}
    for _, text, word, slip in SLIPS:
        right, wrong = next(estimates), next(estimates)
        assert wrong.score < right.score, text
        suspected[slip] = wrong.target_bad[wrong.target.words().index(slip)]
        suspected[word] = max(right.target_bad[right.target.words().index(each)] for each in word.split())
        assert suspected[slip] == max(wrong.target_bad), text
    wrong_words, right_words = ([suspected[slip[at]] for slip in SLIPS] for at in (3, 2))
    assert np.mean(wrong_words) > 2 * np.mean(right_words)


def test_words_link_to_their_renderings(estimator):
    (estimate,) = estimator.estimate([(SOURCE, RIGHT)])
    linked = {(SOURCE.words()[i], RIGHT.words()[j]) for i, j in estimate.links}
    assert {("sekolah", "school"), ("menghitung", "counted")} <= linked


def test_results_hardly_depend_on_what_stands_beside_a_pair(reader):
    alone = gather_evidence(reader, [(SOURCE, WRONG)])[0]
    longer = tokenise(f"{WRONG.text} {RIGHT.text}")
    beside = gather_evidence(reader, [(SOURCE, WRONG), (SOURCE, RIGHT), (SOURCE, longer)])[0]
    assert np.abs(alone.target_logits - beside.target_logits).max() < 0.15


def test_single_and_half_precision_agree(embedder):
    with default_weights() as weights:
        network = load_reader(weights, embedder.embedded_encoder)
        full = load_reader(weights, embedder.embedded_encoder, half=False)
    one, other = (gather_evidence(each, [(SOURCE, WRONG)])[0] for each in (network, full))
    assert np.abs(one.target_logits - other.target_logits).max() < 0.3


def test_texts_over_the_limit_lose_no_word(estimator, reader):
    source, target = tokenise(f"{SOURCE.text} " * 60), tokenise(f"{RIGHT.text} " * 59 + WRONG.text)
    assert sum(reader.pieces(source)) + sum(reader.pieces(target)) > 2 * reader.room
    (estimate,) = estimator.estimate([(source, target)], languages=LANGUAGES)
    assert len(estimate.target_bad) == len(target.tokens)
    assert len(estimate.source_bad) == len(source.tokens)
    at = len(target.tokens) - len(WRONG.tokens) + WRONG.words().index("elephants")
    assert target.words()[at] == "elephants"
    assert estimate.target_bad[at] > max(estimate.target_bad[-len(WRONG.tokens) : at])


@pytest.mark.parametrize("text", ["", "?", "a" * 5000, "日本語の文です。", "עברית", "\u0301", "😀 😀", "\ud800 x"])
def test_any_text_can_be_read(estimator, text):
    for pair in ((text, "One two."), ("Satu dua.", text), (text, text)):
        (estimate,) = estimator.estimate([tuple(map(tokenise, pair))])
        assert 0 <= estimate.score <= 1


def test_given_tokens_are_judged_one_by_one(estimator):
    (estimate,) = estimator.estimate([(pretokenised(["a", "b."]), pretokenised(["x-y", "z", "."]))])
    assert (len(estimate.source_bad), len(estimate.target_bad), len(estimate.gap_bad)) == (2, 3, 4)

"""Pieces, slots and heads, on a random encoder."""

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from tiny_encoder import LAYERS, WIDTH, tiny_encoder, tiny_tokenizer

from aligncheck.estimator.network import EstimatorNetwork, network_over, slot_means
from aligncheck.estimator.pieces import PIECES_PER_TOKEN, Pieces, piece_count, source_slot, target_slot
from aligncheck.estimator.tokens import pretokenised, tokenise

PIECES = Pieces(tiny_tokenizer())
CAT = PIECES.of_pair(tokenise("kucing duduk."), tokenise("the cat sits."))
SHORT = PIECES.of_pair(tokenise("duduk"), tokenise("sits"))


def spelt(pieces):
    return [[tiny_tokenizer().convert_ids_to_tokens(piece) for piece in token] for token in pieces]


def network(seed=1):
    torch.manual_seed(seed)
    return EstimatorNetwork(tiny_encoder()).eval()


def test_a_token_after_a_space_begins_a_word_and_one_without_does_not():
    assert spelt(PIECES.of_text(tokenise("the cat sits."))) == [["▁the"], ["▁cat"], ["▁si", "ts"], ["."]]
    assert spelt(PIECES.of_text(pretokenised(["sits", "."]))) == [["▁si", "ts"], ["▁", "."]]


@given(st.text(max_size=60))
def test_every_token_has_pieces_and_never_too_many(text):
    tokens = tokenise(text)
    pieces = PIECES.of_text(tokens)
    assert len(pieces) == len(tokens.tokens)
    assert all(1 <= len(token) <= PIECES_PER_TOKEN for token in pieces)


def test_a_token_the_tokenizer_cannot_read_is_one_unknown_piece():
    assert spelt(PIECES.of_text(pretokenised(["\u200b"])))[0]
    assert len(PIECES.of_text(pretokenised(["q" * 600]))[0]) == PIECES_PER_TOKEN


def test_a_batch_is_laid_out_as_two_sentences_with_types_slots_and_padding():
    batch = PIECES.batch([CAT, SHORT])
    assert spelt(batch.ids.tolist())[0] == [
        *("<s>", "▁kucing", "▁duduk", ".", "</s>"),
        *("</s>", "▁the", "▁cat", "▁si", "ts", ".", "</s>"),
    ]
    assert batch.types[0].tolist() == [0] * 5 + [1] * 7
    assert batch.slots[0].tolist() == [0, 1, 2, 3, 4, 5, 6, 7, 8, 8, 9, 10]
    assert batch.sizes == ((3, 4), (1, 1))
    assert batch.slot_count == 11
    assert batch.mask[1].tolist() == [1] * 7 + [0] * 5
    assert set(batch.slots[1, 7:].tolist()) == {11}
    assert piece_count(CAT) == 12


def test_an_empty_side_has_slots_too():
    batch = PIECES.batch([([], CAT[1])])
    assert batch.slots[0, :4].tolist() == [0, 1, 2, 3]
    assert (target_slot(-1, 0), target_slot(0, 0)) == (2, 3)


def test_a_slot_is_the_mean_of_its_pieces():
    batch = PIECES.batch([CAT, SHORT])
    vectors = torch.randn(2, batch.ids.shape[1], 5)
    means = slot_means(vectors, batch)
    assert means.shape == (2, batch.slot_count, 5)
    torch.testing.assert_close(means[0, 8], vectors[0, 8:10].mean(dim=0))
    torch.testing.assert_close(means[1, target_slot(0, 1)], vectors[1, 4:6].mean(dim=0))
    assert not means[1, 7:].any()


def test_what_stands_beside_a_pair_in_its_batch_does_not_change_it():
    alone, beside = PIECES.batch([SHORT]), PIECES.batch([CAT, SHORT])
    with torch.inference_mode():
        one, two = network()(alone), network()(beside)
    used = alone.slot_count
    torch.testing.assert_close(one.target[0], two.target[1, :used])
    torch.testing.assert_close(one.gap[0], two.gap[1, : used - 1])
    torch.testing.assert_close(one.edit_rate[0], two.edit_rate[1])
    torch.testing.assert_close(one.assessment[0], two.assessment[1])


def test_gaps_depend_on_both_neighbours():
    net = network()
    batch = PIECES.batch([CAT])
    assert net(batch).gap.shape == (1, batch.slot_count - 1)
    weight = net.heads["gap"][0].weight
    assert weight[:, :WIDTH].abs().sum() > 0
    assert weight[:, WIDTH:].abs().sum() > 0
    assert weight.shape == (WIDTH, 2 * WIDTH)


@pytest.mark.parametrize("layer", range(LAYERS + 1))
def test_vectors_of_any_layer_are_handed_out(layer):
    batch = PIECES.batch([CAT])
    with torch.inference_mode():
        vectors, last = network()(batch, links_layer=layer).vectors, network()(batch).vectors
    assert vectors.shape == last.shape == (1, batch.slot_count, WIDTH)
    assert torch.equal(vectors, last) == (layer == LAYERS)


def test_the_network_shares_the_word_embeddings_and_nothing_else():
    base = tiny_encoder()
    net = network_over(base)
    assert net.encoder.embeddings.word_embeddings is base.embeddings.word_embeddings
    before = base.encoder.layer[0].output.dense.weight.clone()
    with torch.no_grad():
        net.encoder.encoder.layer[0].output.dense.weight.add_(1.0)
    torch.testing.assert_close(base.encoder.layer[0].output.dense.weight, before)


def test_the_sentence_does_not_bend_the_tags():
    net = network()
    net(PIECES.batch([CAT])).assessment.sum().backward()
    assert net.heads["tags"].weight.grad is None
    assert net.encoder.encoder.layer[0].output.dense.weight.grad.abs().sum() > 0


def test_source_slots_follow_the_first_mark():
    assert [source_slot(index) for index in range(2)] == [1, 2]

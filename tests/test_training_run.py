"""The training loop on a random encoder: it learns, stops by the clock, goes on from its checkpoint."""

import logging
import random

import pytest
import torch
from tiny_encoder import tiny_encoder, tiny_tokenizer

from aligncheck.errors import InputError
from aligncheck.estimator.network import EstimatorNetwork
from aligncheck.estimator.pieces import Pieces, target_slot
from aligncheck.estimator.tokens import pretokenised
from aligncheck.training import checkpoint, run
from aligncheck.training.batches import labels, training_batches
from aligncheck.training.examples import Example
from aligncheck.training.losses import losses, total
from aligncheck.training.mixture import Component, Weighed
from aligncheck.training.prediction import predict
from aligncheck.training.run import Run, Settings
from aligncheck.training.validation import Validation

PIECES = Pieces(tiny_tokenizer())
SOURCE = pretokenised(["kucing", "duduk"])


def example(words, bad, **labels_of_it):
    return Example(SOURCE, pretokenised(words), ("id", "en"), "made", target_bad=bad, **labels_of_it)


GOOD = example(["the", "cat", "sits"], (False,) * 3, source_bad=(False,) * 2, gap_bad=(False,) * 4, hter=0.0)
WRONG = example(["the", "dog", "sits"], (False, True, False), log_probabilities=(-0.5, -20.0, -1.0), assessment=-1.0)


@pytest.fixture
def clock(monkeypatch):
    """Let every look at the clock take a second."""
    now = iter(range(10_000))
    monkeypatch.setattr(run.time, "monotonic", lambda: float(next(now)))


def parts():
    return [Component("both", 1.0, 1.0, lambda _: [GOOD, WRONG])]


def new_run(folder, minutes, **settings):
    torch.manual_seed(1)
    network = EstimatorNetwork(tiny_encoder())
    return Run(network, PIECES, Settings(minutes=minutes, batch_size=8, masked=0.0, **settings), folder)


@pytest.fixture(autouse=True)
def no_validation(monkeypatch):
    monkeypatch.setattr(run, "validate", lambda network, pieces, validation: ["nothing"])


NOTHING = Validation({}, [], [])


def test_labels_stand_at_their_slots_and_what_is_unknown_has_no_weight():
    laid = labels([Weighed(GOOD, 0.5), Weighed(WRONG, 1.0)], 9)
    first = target_slot(0, 2)
    assert laid.target[0, 1].nonzero().flatten().tolist() == [first + 1]
    assert laid.target[1, 0].tolist() == [0.0] * first + [0.5] * 3 + [0.0]
    assert laid.gap[1, 0].tolist() == [0.0] * (first - 1) + [0.5] * 4 + [0.0]
    assert not laid.source[1, 1].any()
    assert laid.log_probability[0, 1, first + 1] == -8.0
    assert laid.sentence[:, 0].tolist() == [0.0, 0.5, 0.0, 0.0]
    assert laid.sentence[:, 1].tolist() == [0.0, 0.0, -1.0, 1.0]


def test_unknown_labels_have_no_part_in_the_loss():
    network = EstimatorNetwork(tiny_encoder())
    batch = PIECES.batch([PIECES.of_pair(WRONG.source, WRONG.target)])
    found = losses(network(batch), labels([Weighed(WRONG, 1.0)], batch.slot_count))
    assert found["source"] == found["gap"] == found["edit"] == 0
    assert found["target"] > 0
    total(found).backward()
    assert network.heads["gap"][0].weight.grad.abs().sum() == 0


def test_workers_get_parts_of_a_batch_without_those_too_long():
    long = example(["q" * 40] * 10, (False,) * 10)
    stream = iter([Weighed(each, 1.0) for each in [GOOD, WRONG, long] * 400])
    shares = next(training_batches(stream, PIECES, 6, 2, 0.0, random.Random(1)))
    assert [len(part.batch.sizes) for part in shares] == [3, 3]
    assert all(size == (2, 3) for part in shares for size in part.batch.sizes)


@pytest.mark.parametrize("workers", [1, 2])
def test_training_tells_the_wrong_word_from_the_right_ones(tmp_path, clock, workers):
    training = new_run(tmp_path, 1.5, workers=workers, encoder_rate=1e-3, heads_rate=1e-2)
    training.train(parts(), NOTHING)
    good, wrong = predict(training.network, PIECES, [GOOD, WRONG], bfloat16=False)
    assert wrong.target[1] > 0 > good.target.max()
    assert wrong.target[[0, 2]].max() < 0


def test_the_lowest_layers_rest_after_their_share_of_the_time(tmp_path, clock):
    training = new_run(tmp_path, 1.0, frozen_layers=1, frozen_after=0.0)
    layers = training.network.encoder.encoder.layer
    before = [layer.output.dense.weight.clone() for layer in layers]
    training.train(parts(), NOTHING)
    assert torch.equal(before[0], layers[0].output.dense.weight)
    assert not torch.equal(before[1], layers[1].output.dense.weight)


def test_a_run_goes_on_where_it_stopped(tmp_path, clock, caplog):
    first = new_run(tmp_path, 0.5)
    first.train(parts(), NOTHING)
    second = new_run(tmp_path, 1.0)
    second.resume()
    assert second.progress == first.progress
    for name, tensor in first.average.items():
        assert torch.equal(tensor, second.average[name])
    with caplog.at_level(logging.INFO):
        second.train(parts(), NOTHING)
    assert second.progress.steps > first.progress.steps
    assert second.progress.examples > first.progress.examples
    assert caplog.messages[-1] == "validation: nothing"
    assert [path.name for path in tmp_path.iterdir()] == [checkpoint.NAME]


def test_the_checkpoint_of_another_network_is_refused(tmp_path, clock):
    training = new_run(tmp_path, 0.2)
    training.train(parts(), NOTHING)
    state = checkpoint.load(tmp_path / checkpoint.NAME)
    del state["network"]["heads.tags.bias"]
    torch.save(state, tmp_path / checkpoint.NAME)
    with pytest.raises(InputError, match="of another network"):
        new_run(tmp_path, 1.0).resume()
    (tmp_path / checkpoint.NAME).write_bytes(b"no")
    with pytest.raises(InputError, match="no checkpoint can be read"):
        new_run(tmp_path, 1.0).resume()

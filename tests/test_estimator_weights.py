"""Weights: written over one encoder, read back over it, refused over another."""

import pytest
import torch
from safetensors import safe_open
from safetensors.torch import load_file, save_file
from tiny_encoder import tiny_encoder, tiny_tokenizer

from aligncheck.errors import ModelError
from aligncheck.estimator.network import network_over
from aligncheck.estimator.pieces import Pieces
from aligncheck.estimator.tokens import tokenise
from aligncheck.estimator.weights import load_network, read_facts, save_network

WORDS = "encoder.embeddings.word_embeddings.weight"
MATRIX = "encoder.encoder.layer.0.attention.self.query.weight"


@pytest.fixture
def base():
    return tiny_encoder()


@pytest.fixture
def trained(base):
    torch.manual_seed(2)
    network = network_over(base).eval()
    with torch.no_grad():
        for name, parameter in network.named_parameters():
            if name != WORDS:
                parameter.add_(0.02 * torch.randn_like(parameter))
    return network


@pytest.fixture
def path(tmp_path, base, trained):
    file = tmp_path / "tiny.safetensors"
    save_network(trained, base, file, "tiny (test)", {"training": "none"})
    return file


def rewritten(path, change):
    tensors = load_file(path)
    with safe_open(path, framework="pt") as file:
        facts = dict(file.metadata())
    change(tensors, facts)
    save_file(tensors, path, facts)


def test_what_is_read_is_what_was_written_but_for_half_a_step(base, trained, path):
    found = load_network(base, path)
    steps = load_file(path)
    for (name, before), after in zip(trained.state_dict().items(), found.state_dict().values(), strict=True):
        if name == WORDS:
            assert torch.equal(before, after)
        elif f"{name}.scales" in steps:
            assert ((before - after).abs() <= 0.501 * steps[f"{name}.scales"].unsqueeze(1) + 1e-6).all()
        else:
            torch.testing.assert_close(before, after, rtol=2e-3, atol=1e-4)


def test_the_outputs_are_nearly_the_same(base, trained, path):
    pieces = Pieces(tiny_tokenizer())
    batch = pieces.batch([pieces.of_pair(tokenise("kucing duduk."), tokenise("the cat sits."))])
    with torch.inference_mode():
        before, after = trained(batch), load_network(base, path)(batch)
    torch.testing.assert_close(before.target, after.target, rtol=0.05, atol=0.01)
    torch.testing.assert_close(before.assessment, after.assessment, rtol=0.05, atol=0.01)


def test_matrices_take_a_byte_a_value_and_the_word_embeddings_none(path):
    tensors = load_file(path)
    assert tensors[f"{MATRIX}.steps"].dtype == torch.int8
    assert MATRIX not in tensors
    assert not any("word_embeddings" in name for name in tensors)


def test_a_matrix_that_was_not_trained_comes_back_exactly(tmp_path, base):
    file = tmp_path / "same.safetensors"
    save_network(network_over(base), base, file, "tiny", {})
    name = MATRIX.removeprefix("encoder.")
    assert torch.equal(load_network(base, file).state_dict()[MATRIX], base.state_dict()[name])


def test_the_encoder_stays_as_it_is_and_lends_its_word_embeddings(base, path):
    before = {name: tensor.clone() for name, tensor in base.state_dict().items()}
    network = load_network(base, path)
    assert network.encoder.embeddings.word_embeddings.weight is base.embeddings.word_embeddings.weight
    assert all(torch.equal(before[name], tensor) for name, tensor in base.state_dict().items())
    assert not network.training


def test_the_file_says_what_it_is(path):
    facts = read_facts(path)
    assert facts["format"] == "aligncheck-estimator/1"
    assert facts["base"] == "tiny (test)"
    assert facts["training"] == "none"


def test_changed_word_embeddings_cannot_be_written(tmp_path, base):
    other = network_over(tiny_encoder(seed=5))
    with pytest.raises(ValueError, match="word embeddings are not those of the base"):
        save_network(other, base, tmp_path / "x.safetensors", "tiny", {})
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_left_where_writing_fails(tmp_path, base, trained, monkeypatch):
    def fail(tensors, path, facts):
        raise OSError("disk full")

    monkeypatch.setattr("aligncheck.estimator.weights.save_file", fail)
    with pytest.raises(OSError, match="disk full"):
        save_network(trained, base, tmp_path / "x.safetensors", "tiny", {})
    assert list(tmp_path.iterdir()) == []


def test_another_encoder_is_refused(path):
    with pytest.raises(ModelError, match=r"trained over another encoder, 'tiny \(test\)'"):
        load_network(tiny_encoder(seed=5), path)


def test_another_format_is_refused(base, path):
    rewritten(path, lambda _, facts: facts.update(format="aligncheck-estimator/9"))
    with pytest.raises(ModelError, match=r"in format 'aligncheck-estimator/9', 'aligncheck-estimator/1' is read"):
        load_network(base, path)


@pytest.mark.parametrize("name", [f"{MATRIX}.steps", "heads.tags.bias"])
def test_a_missing_or_misshapen_tensor_is_named(base, path, name):
    def cut(tensors, _):
        tensors[name] = tensors[name][:-1].contiguous()

    rewritten(path, cut)
    with pytest.raises(ModelError, match="damaged"):
        load_network(base, path)
    rewritten(path, lambda tensors, _: tensors.pop(name))
    with pytest.raises(ModelError, match=r"damaged|incomplete"):
        load_network(base, path)


def test_a_cut_file_and_a_missing_one_are_refused(base, path):
    path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(ModelError, match=r"tiny\.safetensors: the estimator's weights cannot be read"):
        load_network(base, path)
    path.unlink()
    with pytest.raises(ModelError, match="cannot be read"):
        load_network(base, path)

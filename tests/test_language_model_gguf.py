import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from tiny_language_model import BYTES, PIECES, SPECIAL, install_tiny_packages, write_tiny_gguf
from transformers import AutoModelForCausalLM, AutoTokenizer
from transformers.modeling_gguf_pytorch_utils import load_gguf_checkpoint

from aligncheck.errors import ModelError
from aligncheck.language_model.gemma_folder import build_tokenizer, is_whole, write_gemma_folder
from aligncheck.language_model.gguf_file import DamagedFileError, read_gguf
from aligncheck.language_model.packaged_model import find_packaged_model, folder_of, is_installed


@pytest.fixture(scope="module")
def path(tmp_path_factory):
    return write_tiny_gguf(tmp_path_factory.mktemp("gguf") / "tiny.gguf")


@pytest.fixture(scope="module")
def data(path):
    return np.fromfile(path, np.uint8)


@pytest.fixture
def site(tmp_path, monkeypatch, data):
    """The extra's packages with a tiny model, and an empty cache."""
    monkeypatch.setenv("ALIGNCHECK_CACHE", str(tmp_path / "cache"))
    monkeypatch.syspath_prepend(tmp_path / "site")
    install_tiny_packages(tmp_path / "site", data.tobytes())
    return tmp_path / "site"


def test_the_folder_is_the_model_that_transformers_reads_from_the_file(path, data, tmp_path):
    write_gemma_folder(read_gguf(data), tmp_path)
    assert is_whole(tmp_path)
    ours = AutoModelForCausalLM.from_pretrained(tmp_path, dtype=torch.float32).eval()
    theirs = load_gguf_checkpoint(path, return_tensors=True, model_to_load=ours)
    state = ours.state_dict()
    assert theirs["tensors"].keys() == state.keys() - {"lm_head.weight"}
    for name, tensor in theirs["tensors"].items():
        # Ours has its weights in 16 bits.
        assert torch.equal(torch.as_tensor(tensor).bfloat16().float(), state[name]), name
    for name in (
        "hidden_size",
        "num_attention_heads",
        "num_key_value_heads",
        "head_dim",
        "sliding_window",
        "rms_norm_eps",
    ):
        assert getattr(ours.config, name) == theirs["config"][name], name
    assert ours.config.rope_parameters["full_attention"]["rope_theta"] == theirs["config"]["rope_theta"]
    assert ours.config.layer_types == [*["sliding_attention"] * 5, "full_attention", "sliding_attention"]


def test_the_tokenizer_is_the_one_that_transformers_makes_of_the_file(path, data, tmp_path):
    write_gemma_folder(read_gguf(data), tmp_path)
    ours = AutoTokenizer.from_pretrained(tmp_path)
    theirs = AutoTokenizer.from_pretrained(path.parent, gguf_file=path.name)
    for text in ("the cat", "that  Cathe.", "thé 猫"):
        assert ours(text, add_special_tokens=False)["input_ids"] == theirs(text, add_special_tokens=False)["input_ids"]
    assert ours.convert_ids_to_tokens(ours("the cat")["input_ids"]) == ["<bos>", "the", "▁cat"]
    assert ours.decode(ours("a thé", add_special_tokens=False)["input_ids"]) == "a thé"


def test_pieces_join_in_the_order_of_their_scores(data):
    tokenizer = build_tokenizer(read_gguf(data).metadata)
    # "▁t" and "th" overlap: "th" has the better score.
    assert tokenizer.encode(" tha", add_special_tokens=False).tokens == ["▁", "th", "a"]
    assert tokenizer.get_vocab_size() == len(PIECES) == len(SPECIAL) + len(BYTES) + 66


@given(part=st.floats(0, 0.999))
def test_a_file_that_is_cut_short_is_damaged(data, part):
    with pytest.raises(DamagedFileError):
        read_gguf(data[: int(len(data) * part)])


@given(noise=st.binary(max_size=200))
def test_what_is_no_gguf_file_is_damaged(noise):
    with pytest.raises(DamagedFileError):
        read_gguf(np.frombuffer(noise, np.uint8))


def test_another_architecture_is_refused(tmp_path):
    path = write_tiny_gguf(tmp_path / "other.gguf", architecture="llama")
    folder = tmp_path / "folder"
    folder.mkdir()
    with pytest.raises(DamagedFileError, match="its architecture is llama, gemma3 is expected"):
        write_gemma_folder(read_gguf(np.fromfile(path, np.uint8)), folder)


def test_the_packages_are_unpacked_once_and_their_terms_are_shown(site):
    said = []
    model = find_packaged_model()
    folder = folder_of(model, said.append)
    assert is_whole(folder)
    assert folder == folder_of(model, said.append)
    (note,) = said
    assert "Gemma is provided under and subject to the Gemma Terms of Use: https://ai.google.dev/gemma/terms" in note
    assert str(model.terms) in note
    assert model.terms.read_text() == "<p>Terms</p>"
    assert model.name == f"gemma-3-270m ({model.digest[:12]})"


def test_a_damaged_part_is_refused(site):
    part = next(site.glob("*part3/data/*"))
    part.write_bytes(part.read_bytes()[:-1])
    with pytest.raises(ModelError, match=r"its SHA-256 is .* is expected\n  Install it again: pip install") as caught:
        folder_of(find_packaged_model())
    assert caught.value.consequence == "Nothing was checked"


def test_a_missing_part_says_how_to_get_it(site):
    model = find_packaged_model()
    next(site.glob("*part2/data/*")).unlink()
    with pytest.raises(ModelError, match=r"no file .*part01 in the Python package .*part2\.\n  Install it with: pip"):
        folder_of(model)


def test_without_a_package_the_extra_is_not_installed(site, monkeypatch):
    assert is_installed()
    monkeypatch.setattr("aligncheck.language_model.packaged_model.PARTS", {"no_such_package": "part"})
    assert not is_installed()

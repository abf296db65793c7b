import json

import pytest
from safetensors.numpy import load_file
from tiny_e5 import HIDDEN, tiny_model_file

from aligncheck.e5_file import read_e5_file
from aligncheck.model_folder import MANIFEST, build_tokenizer, is_whole, write_model_folder


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    path = tmp_path_factory.mktemp("file") / "tiny.bin"
    path.write_bytes(tiny_model_file())
    return read_e5_file(path)


@pytest.fixture
def folder(model, tmp_path):
    write_model_folder(model, tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("ab", ["▁ab"]),
        ("", []),
        ("ab  ab", ["▁ab", "▁ab"]),
        ("\tab\n\nab ", ["▁ab", "▁ab", "▁"]),
        ("a\x01\0b", ["▁ab"]),
        ("ab\u200bab", ["▁ab", "▁ab"]),
        ("▁ab", ["▁ab"]),
        ("～", ["▁", "～"]),  # NFKC alone would make it an ASCII tilde
        ("ａｂ", ["▁ab"]),
        ("e\u0301", ["▁", "é"]),
        ("b😀", ["▁", "b", "😀"]),
    ],
)
def test_texts_are_normalised_and_split_as_sentencepiece_does(model, text, pieces):
    assert build_tokenizer(model).encode(text, add_special_tokens=False).tokens == pieces


def test_one_text_and_two_are_framed_as_xlm_roberta_frames_them(model):
    tokenizer = build_tokenizer(model)
    assert tokenizer.encode("ab").tokens == ["<s>", "▁ab", "</s>"]
    pair = tokenizer.encode("ab", "a")
    assert pair.tokens == ["<s>", "▁ab", "</s>", "</s>", "▁", "a", "</s>"]
    assert set(pair.type_ids) == {0}


def test_tensors_are_those_of_the_file_under_the_names_of_a_bert_model(model, folder):
    tensors = load_file(folder / "model.safetensors")
    assert (tensors["embeddings.word_embeddings.weight"] == model.tensor("emb.word", (13, HIDDEN))).all()
    assert (tensors["encoder.layer.0.intermediate.dense.weight"] == model.tensor("l0.fi.w", (64, HIDDEN))).all()
    assert (tensors["encoder.layer.0.output.LayerNorm.bias"] == model.tensor("l0.oln.b", (HIDDEN,))).all()
    assert sum(name.startswith("encoder.layer.0.") for name in tensors) == 16


def test_a_written_folder_is_whole(folder):
    assert is_whole(folder)


def test_an_absent_or_empty_folder_is_not_whole(tmp_path):
    assert not is_whole(tmp_path / "absent")
    assert not is_whole(tmp_path)


@pytest.mark.parametrize("name", ["model.safetensors", "tokenizer.json", "1_Pooling/config.json", MANIFEST])
def test_a_missing_or_truncated_file_is_noticed(folder, name):
    whole = (folder / name).read_bytes()
    (folder / name).write_bytes(whole[:-1])
    assert not is_whole(folder)
    (folder / name).unlink()
    assert not is_whole(folder)


@pytest.mark.parametrize("manifest", [{"layout": 0, "files": {}}, {"files": {}}, {"layout": 1, "files": []}, [], None])
def test_a_manifest_of_another_kind_is_not_trusted(folder, manifest):
    (folder / MANIFEST).write_text(json.dumps(manifest))
    assert not is_whole(folder)

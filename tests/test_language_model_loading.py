import subprocess
import sys

import numpy as np
import pytest
import sentencepiece
import torch
from tiny_encoder import tiny_encoder, tiny_tokenizer
from tiny_language_model import LETTERS, letter_tokenizer, tiny_causal_model
from transformers import M2M100Config, M2M100ForConditionalGeneration, MarianConfig, MarianMTModel, MarianTokenizer

from aligncheck.errors import ModelError
from aligncheck.estimator.tokens import tokenise
from aligncheck.language_model import loading
from aligncheck.language_model.causal_judge import CausalJudge
from aligncheck.language_model.loading import AUTO, OFF, OFF_VARIABLE, find_language_model
from aligncheck.language_model.reader import read_pairs
from aligncheck.language_model.translation_judge import TranslationJudge

PAIR = tokenise("the cat"), tokenise("cats, the")
SMALL = {
    "d_model": 32,
    "encoder_layers": 1,
    "decoder_layers": 1,
    "encoder_attention_heads": 2,
    "decoder_attention_heads": 2,
    "encoder_ffn_dim": 32,
    "decoder_ffn_dim": 32,
    "max_position_embeddings": 128,
    "init_std": 0.5,
}


def loaded(folder):
    return find_language_model(str(folder)).load()


@pytest.fixture
def causal(tmp_path):
    tiny_causal_model().save_pretrained(tmp_path / "causal")
    letter_tokenizer().save_pretrained(tmp_path / "causal")
    return tmp_path / "causal"


def test_a_causal_model_is_loaded_from_a_folder_and_named_by_its_files(causal):
    found = find_language_model(str(causal))
    assert found.name.startswith(f"{causal} (")
    judge = found.load()
    assert isinstance(judge, CausalJudge)
    assert judge.name == found.name
    (reading,) = read_pairs(judge, [PAIR], ("id", "en"))
    assert (reading.target.log_probabilities < 0).all()
    (causal / "generation_config.json").write_text("{}  ")
    assert find_language_model(str(causal)).name != found.name


def test_an_encoder_is_no_language_model(tmp_path):
    tiny_encoder().save_pretrained(tmp_path / "encoder")
    tiny_tokenizer().save_pretrained(tmp_path / "encoder")
    with pytest.raises(ModelError, match=r"encoder: not a language model but BertModel\n  Name a causal"):
        loaded(tmp_path / "encoder")


def test_a_broken_folder_says_what_is_wrong(causal, tmp_path):
    (causal / "model.safetensors").write_bytes(b"noise")
    with pytest.raises(ModelError, match=r"language model '.*causal.*' cannot be loaded: .+\n  Name the folder"):
        loaded(causal)
    (tmp_path / "empty").mkdir()
    with pytest.raises(ModelError, match="cannot be loaded"):
        loaded(tmp_path / "empty")


def test_a_model_that_is_nowhere_is_an_error(monkeypatch):
    with pytest.raises(ModelError, match=r"'no such': no such folder, and not a name on the Hugging Face hub"):
        find_language_model("no such")
    monkeypatch.setattr("huggingface_hub.model_info", lambda *_, **__: (_ for _ in ()).throw(OSError("no network")))
    with pytest.raises(
        ModelError, match=r"'no-such/model' cannot be had: no network\n  Check the name and the network"
    ):
        find_language_model("no-such/model")


def test_off_is_no_model_nor_is_auto_without_the_extra_or_switched_off(monkeypatch):
    assert find_language_model(OFF) is None
    assert find_language_model(AUTO) is None
    monkeypatch.delenv(OFF_VARIABLE)
    assert find_language_model(AUTO) is not None
    monkeypatch.setattr(loading, "is_installed", lambda: False)
    assert find_language_model(AUTO) is None


def test_finding_a_model_imports_nothing_heavy():
    script = (
        "import sys; from aligncheck.language_model.loading import find_language_model as f; f('off'); f('auto'); "
        "print([name for name in ('torch', 'transformers', 'gguf', 'huggingface_hub', 'numpy') if name in sys.modules])"
    )
    assert subprocess.run([sys.executable, "-c", script], text=True, capture_output=True, check=True).stdout == "[]\n"


def test_a_model_of_many_languages_is_asked_in_those_of_the_texts(tmp_path):
    tokenizer = letter_tokenizer(languages=["ind_Latn", "eng_Latn"], additional_special_tokens=["ind_Latn", "eng_Latn"])
    tokenizer.src_lang = None
    torch.manual_seed(1)
    config = M2M100Config(vocab_size=len(tokenizer), decoder_start_token_id=1, pad_token_id=0, eos_token_id=1, **SMALL)
    model = M2M100ForConditionalGeneration(config).eval()
    judge = TranslationJudge(model, tokenizer, "tiny")
    assert judge.can_judge(("id", "en"), alone=False)
    assert judge.can_judge(("en", "id"), alone=False)
    assert not judge.can_judge(("id", "de"), alone=False)
    assert not judge.can_judge(("id", "en"), alone=True)
    (reading,) = read_pairs(judge, [PAIR], ("id", "en"))
    assert tokenizer.src_lang == "eng_Latn"  # the last it was asked about
    pieces = tokenizer("cats, the")["input_ids"]
    with torch.inference_mode():
        logits = model(
            input_ids=torch.tensor([tokenizer("the cat")["input_ids"]]),
            decoder_input_ids=torch.tensor([[1, tokenizer.convert_tokens_to_ids("eng_Latn"), *pieces]]),
        ).logits[0, 1:-1]
    there = torch.log_softmax(logits, -1)[range(len(pieces)), pieces]
    assert tokenizer.convert_ids_to_tokens(pieces) == ["cat", "s", ",", "▁", "the"]
    assert np.allclose(reading.target.log_probabilities, [there[0] + there[1], there[2], there[4]], atol=1e-4)
    assert reading.source is not None
    assert not reading.source_gains.any()


def test_a_model_of_one_pair_judges_its_own_direction_only(tmp_path):
    sentences = ["the cat sat", "a cat", "the hat", "that is the cat", "cats"] * 20
    sentencepiece.SentencePieceTrainer.Train(
        sentence_iterator=iter(sentences),
        model_prefix=str(tmp_path / "spm"),
        vocab_size=30,
        hard_vocab_limit=False,
        minloglevel=2,
    )
    model = sentencepiece.SentencePieceProcessor(model_file=str(tmp_path / "spm.model"))
    pieces = ["</s>", "<unk>", *map(model.IdToPiece, range(3, model.GetPieceSize())), *LETTERS[1:27], ",", "<pad>"]
    (tmp_path / "vocab.json").write_text(
        str({piece: n for n, piece in enumerate(dict.fromkeys(pieces))}).replace("'", '"'), encoding="utf-8"
    )
    tokenizer = MarianTokenizer(
        str(tmp_path / "spm.model"),
        str(tmp_path / "spm.model"),
        str(tmp_path / "vocab.json"),
        source_lang="id",
        target_lang="en",
    )
    size = len(dict.fromkeys(pieces))
    config = MarianConfig(
        vocab_size=size,
        pad_token_id=size - 1,
        decoder_start_token_id=size - 1,
        eos_token_id=0,
        forced_eos_token_id=None,
        **SMALL,
    )
    torch.manual_seed(1)
    MarianMTModel(config).save_pretrained(tmp_path / "marian")
    tokenizer.save_pretrained(tmp_path / "marian")
    judge = loaded(tmp_path / "marian")
    assert isinstance(judge, TranslationJudge)
    (reading,) = read_pairs(judge, [PAIR], ("id", "en"))
    assert reading.source is None
    assert (reading.target.log_probabilities < 0).all()
    (other,) = read_pairs(judge, [PAIR], ("en", "id"))
    assert other.target is None


def test_a_translation_model_that_does_not_say_its_languages_is_refused():
    config = M2M100Config(vocab_size=80, **SMALL)
    with pytest.raises(ModelError, match="'tiny' does not say which languages it translates"):
        TranslationJudge(M2M100ForConditionalGeneration(config), letter_tokenizer(), "tiny")

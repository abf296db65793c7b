"""Language models of a few kilobytes: a Gemma as a GGUF file in packages, and folders that transformers loads."""

import hashlib
from pathlib import Path

import gguf
import numpy as np
import torch
from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers
from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

from aligncheck.language_model.packaged_model import PACKAGE, PARTS, SUMS, TERMS

HIDDEN, INNER, LAYERS, HEADS, HEAD = 64, 96, 7, 2, 32
SPECIAL = ("<pad>", "<eos>", "<bos>", "<unk>")
BYTES = tuple(f"<0x{byte:02X}>" for byte in range(256))
LETTERS = (*"▁abcdefghijklmnopqrstuvwxyz.,:\n", *"ABCDEFGHIJKLMNOPQRSTUVWXYZ")
JOINED = ("th", "▁t", "the", "▁the", "ca", "at", "cat", "▁cat", "▁c")
PIECES = (*SPECIAL, *BYTES, *LETTERS, *JOINED)
SCORES = (
    *[0.0] * (len(SPECIAL) + len(BYTES)),
    *[-1000.0 - n for n in range(len(LETTERS))],
    *(-float(n) for n in range(len(JOINED))),
)
NORMAL, UNKNOWN, CONTROL, BYTE = 1, 2, 3, 6
TYPES = (*[CONTROL] * 3, UNKNOWN, *[BYTE] * 256, *[NORMAL] * (len(LETTERS) + len(JOINED)))


def write_tiny_gguf(path: Path, *, architecture: str = "gemma3") -> Path:
    """Write a Gemma with random weights, its matrices in 8 bits, as llama.cpp's converter does."""
    rng = np.random.default_rng(1)
    writer = gguf.GGUFWriter(path, architecture)
    writer.add_context_length(256)
    writer.add_embedding_length(HIDDEN)
    writer.add_block_count(LAYERS)
    writer.add_feed_forward_length(INNER)
    writer.add_head_count(HEADS)
    writer.add_head_count_kv(1)
    writer.add_key_length(HEAD)
    writer.add_value_length(HEAD)
    writer.add_layer_norm_rms_eps(1e-6)
    writer.add_rope_freq_base(1e6)
    writer.add_sliding_window(8)
    writer.add_tokenizer_model("llama")
    writer.add_token_list(list(PIECES))
    writer.add_token_scores(list(SCORES))
    writer.add_token_types(list(TYPES))
    for role, index in (("pad", 0), ("eos", 1), ("bos", 2), ("unk", 3)):
        getattr(writer, f"add_{role}_token_id")(index)

    def matrix(name, rows, columns):
        values = rng.normal(0, 0.3, (rows, columns)).astype(np.float32)
        quantised = gguf.quants.quantize(values, gguf.GGMLQuantizationType.Q8_0)
        writer.add_tensor(name, quantised, raw_dtype=gguf.GGMLQuantizationType.Q8_0)

    def norm(name, size):
        writer.add_tensor(name, rng.normal(1, 0.1, size).astype(np.float32))

    matrix("token_embd.weight", len(PIECES), HIDDEN)
    norm("output_norm.weight", HIDDEN)
    for layer in range(LAYERS):
        block = f"blk.{layer}"
        matrix(f"{block}.attn_q.weight", HEADS * HEAD, HIDDEN)
        matrix(f"{block}.attn_k.weight", HEAD, HIDDEN)
        matrix(f"{block}.attn_v.weight", HEAD, HIDDEN)
        matrix(f"{block}.attn_output.weight", HIDDEN, HEADS * HEAD)
        matrix(f"{block}.ffn_gate.weight", INNER, HIDDEN)
        matrix(f"{block}.ffn_up.weight", INNER, HIDDEN)
        matrix(f"{block}.ffn_down.weight", HIDDEN, INNER)
        for part in ("attn_norm", "post_attention_norm", "ffn_norm", "post_ffw_norm"):
            norm(f"{block}.{part}.weight", HIDDEN)
        for part in ("attn_q_norm", "attn_k_norm"):
            norm(f"{block}.{part}.weight", HEAD)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    return path


def install_tiny_packages(site: Path, data: bytes) -> None:
    """Lay out the extra's packages, the file in four parts, in a folder that shadows the real ones."""
    size = -(-len(data) // len(PARTS))
    for index, (package, name) in enumerate(PARTS.items()):
        path = site / package / name
        path.parent.mkdir(parents=True)
        (site / package / "__init__.py").touch()
        path.write_bytes(data[index * size : (index + 1) * size])
    (site / PACKAGE / "data").mkdir(parents=True)
    (site / PACKAGE / "__init__.py").write_text("raise AssertionError('must not be imported')\n")
    (site / PACKAGE / SUMS).write_text(f"{hashlib.sha256(data).hexdigest()}  tiny.gguf\n")
    (site / PACKAGE / TERMS).write_text("<p>Terms</p>")


def letter_tokenizer(**kwargs) -> PreTrainedTokenizerFast:
    """Return a tokenizer whose pieces are letters, and a few joined ones."""
    merges = [("t", "h"), ("th", "e"), ("c", "a"), ("ca", "t")]
    vocabulary = [*SPECIAL, *LETTERS, "th", "the", "ca", "cat", *kwargs.pop("languages", ())]
    backend = Tokenizer(models.BPE({piece: n for n, piece in enumerate(vocabulary)}, merges, unk_token="<unk>"))
    backend.normalizer = normalizers.Replace(" ", "▁")
    backend.pre_tokenizer = pre_tokenizers.Split(" ", "merged_with_previous")
    backend.decoder = decoders.Replace("▁", " ")
    return PreTrainedTokenizerFast(
        tokenizer_object=backend, bos_token="<bos>", eos_token="<eos>", pad_token="<pad>", unk_token="<unk>", **kwargs
    )


def tiny_causal_model(seed: int = 1, pieces: int | None = None) -> LlamaForCausalLM:
    torch.manual_seed(seed)
    config = LlamaConfig(
        vocab_size=pieces or len(letter_tokenizer()),
        hidden_size=32,
        intermediate_size=48,
        num_hidden_layers=2,
        num_attention_heads=2,
        max_position_embeddings=2048,
        initializer_range=0.5,
        bos_token_id=2,
        eos_token_id=1,
        pad_token_id=0,
    )
    return LlamaForCausalLM(config).eval()

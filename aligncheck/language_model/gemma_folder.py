"""Write Gemma 3 from a GGUF file as a folder that transformers loads.

What differs between the two: names; norms are stored with 1 added; the file has scores of pieces where transformers
wants merges (as SentencePiece's own BPE: the neighbours whose joint piece has the best score are joined first).
"""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from aligncheck.language_model.gguf_file import DamagedFileError, GGUFFile

if TYPE_CHECKING:
    import torch
    from tokenizers import Tokenizer

LAYOUT = 1
"""Raised by one whenever this module writes something else for the same model file: cached folders are renewed then."""

MANIFEST = "manifest.json"
ARCHITECTURE = "gemma3"

_LAYER_PARTS = {
    "attn_q": "self_attn.q_proj",
    "attn_k": "self_attn.k_proj",
    "attn_v": "self_attn.v_proj",
    "attn_output": "self_attn.o_proj",
    "attn_q_norm": "self_attn.q_norm",
    "attn_k_norm": "self_attn.k_norm",
    "attn_norm": "input_layernorm",
    "post_attention_norm": "post_attention_layernorm",
    "ffn_norm": "pre_feedforward_layernorm",
    "post_ffw_norm": "post_feedforward_layernorm",
    "ffn_gate": "mlp.gate_proj",
    "ffn_up": "mlp.up_proj",
    "ffn_down": "mlp.down_proj",
}
_OTHERS = {"token_embd": "model.embed_tokens", "output_norm": "model.norm"}

FULL_ATTENTION_EVERY = 6
"""Gemma 3 has one layer of full attention after five of sliding windows (technical report, arXiv 2503.19786)."""

LOCAL_ROPE_THETA = 10_000.0
"""Base of the rotary positions of sliding windows, likewise."""

_NORMAL, _UNKNOWN, _CONTROL = 1, 2, 3
"""Types of pieces (llama_token_type)."""

_SPACE = "▁"


def write_gemma_folder(model: GGUFFile, folder: Path) -> None:
    """Write the model into an existing empty folder, the manifest last.

    Raises:
        DamagedFileError: It is another model, or something is missing in it.
        OSError: The folder cannot be written, or the disk is full.
    """
    from safetensors.torch import save_file

    try:
        _write_json(folder / "config.json", _config(model.metadata))
        tokenizer = build_tokenizer(model.metadata)
        _write_json(folder / "tokenizer_config.json", _tokenizer_config(model.metadata))
    except KeyError as error:
        raise DamagedFileError(f"it has no {error}") from error
    (folder / "tokenizer.json").write_text(tokenizer.to_str(), encoding="utf-8")
    save_file(_tensors(model), folder / "model.safetensors", {"format": "pt"})
    sizes = {path.name: path.stat().st_size for path in sorted(folder.iterdir())}
    _write_json(folder / MANIFEST, {"layout": LAYOUT, "files": sizes})


def is_whole(folder: Path) -> bool:
    """Whether the folder holds a model of the present layout with every file in its full size."""
    try:
        manifest = json.loads((folder / MANIFEST).read_bytes())
        return manifest["layout"] == LAYOUT and all(
            (folder / name).stat().st_size == size for name, size in manifest["files"].items()
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return False


def _config(metadata: Mapping[str, Any]) -> dict[str, Any]:
    if (architecture := metadata["general.architecture"]) != ARCHITECTURE:
        raise DamagedFileError(f"its architecture is {architecture}, {ARCHITECTURE} is expected")

    def of(name: str) -> Any:
        return metadata[f"{ARCHITECTURE}.{name}"]

    layers = of("block_count")
    return {
        "architectures": ["Gemma3ForCausalLM"],
        "model_type": "gemma3_text",
        "dtype": "bfloat16",
        "vocab_size": len(metadata["tokenizer.ggml.tokens"]),
        "hidden_size": of("embedding_length"),
        "intermediate_size": of("feed_forward_length"),
        "num_hidden_layers": layers,
        "num_attention_heads": of("attention.head_count"),
        "num_key_value_heads": of("attention.head_count_kv"),
        "head_dim": of("attention.key_length"),
        "query_pre_attn_scalar": of("attention.key_length"),
        "max_position_embeddings": of("context_length"),
        "rms_norm_eps": of("attention.layer_norm_rms_epsilon"),
        "sliding_window": of("attention.sliding_window"),
        "layer_types": [
            "sliding_attention" if number % FULL_ATTENTION_EVERY else "full_attention"
            for number in range(1, layers + 1)
        ],
        "rope_parameters": {
            "full_attention": {"rope_type": "default", "rope_theta": of("rope.freq_base")},
            "sliding_attention": {"rope_type": "default", "rope_theta": LOCAL_ROPE_THETA},
        },
        "bos_token_id": metadata["tokenizer.ggml.bos_token_id"],
        "eos_token_id": metadata["tokenizer.ggml.eos_token_id"],
        "pad_token_id": metadata["tokenizer.ggml.padding_token_id"],
        "tie_word_embeddings": True,
    }


def _tokenizer_config(metadata: Mapping[str, Any]) -> dict[str, Any]:
    pieces = metadata["tokenizer.ggml.tokens"]
    roles = {"bos": "bos", "eos": "eos", "pad": "padding", "unk": "unknown"}
    return {
        "tokenizer_class": "PreTrainedTokenizerFast",
        "clean_up_tokenization_spaces": False,
        **{f"{ours}_token": pieces[metadata[f"tokenizer.ggml.{theirs}_token_id"]] for ours, theirs in roles.items()},
    }


def build_tokenizer(metadata: Mapping[str, Any]) -> "Tokenizer":
    """Build the BPE tokenizer; a text is taken as it is, its spaces as pieces, and gets the mark of its beginning."""
    from tokenizers import AddedToken, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

    pieces = metadata["tokenizer.ggml.tokens"]
    types = metadata["tokenizer.ggml.token_type"]
    scores = metadata["tokenizer.ggml.scores"]
    normal = {piece: score for piece, kind, score in zip(pieces, types, scores, strict=True) if kind == _NORMAL}
    unknown, bos = (metadata[f"tokenizer.ggml.{role}_token_id"] for role in ("unknown", "bos"))
    tokenizer = Tokenizer(
        models.BPE(
            vocab={piece: index for index, piece in enumerate(pieces)},
            merges=list(_merges(normal)),
            unk_token=pieces[unknown],
            byte_fallback=True,
            fuse_unk=True,
        )
    )
    tokenizer.normalizer = normalizers.Replace(" ", _SPACE)
    tokenizer.pre_tokenizer = pre_tokenizers.Split(" ", "merged_with_previous")
    tokenizer.decoder = decoders.Sequence([decoders.Replace(_SPACE, " "), decoders.ByteFallback(), decoders.Fuse()])
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{pieces[bos]} $A", pair=f"{pieces[bos]} $A $B", special_tokens=[(pieces[bos], bos)]
    )
    special = [piece for piece, kind in zip(pieces, types, strict=True) if kind in (_CONTROL, _UNKNOWN)]
    tokenizer.add_special_tokens([AddedToken(piece, special=True, normalized=False) for piece in special])
    return tokenizer


def _merges(scores: Mapping[str, float]) -> Iterator[tuple[str, str]]:
    """Yield the pairs of pieces that join, first those whose joint piece has the best score."""
    for whole in sorted(scores, key=lambda piece: -scores[piece]):
        for cut in range(1, len(whole)):
            if whole[:cut] in scores and whole[cut:] in scores:
                yield whole[:cut], whole[cut:]


def _tensors(model: GGUFFile) -> dict[str, "torch.Tensor"]:
    import torch

    found = {}
    for name, tensor in model.tensors.items():
        shift = 1.0 if "norm" in name else 0.0
        parts = [torch.from_numpy(part - np.float32(shift)).bfloat16() for part in tensor.parts()]
        found[_name(name)] = torch.cat(parts)
    return found


def _name(name: str) -> str:
    stem = name.removesuffix(".weight")
    if stem in _OTHERS:
        return f"{_OTHERS[stem]}.weight"
    block, number, part = (*stem.split("."), "", "")[:3]
    if block != "blk" or part not in _LAYER_PARTS:
        raise DamagedFileError(f"its tensor {name} is none of {ARCHITECTURE}")
    return f"model.layers.{number}.{_LAYER_PARTS[part]}.weight"


def _write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, indent=2), encoding="utf-8")

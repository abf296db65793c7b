"""Write the embedded model as a folder that sentence-transformers loads: encoder, tokenizer, mean pooling."""

import json
import math
import struct
import unicodedata
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from aligncheck.e5_file import Dimensions, E5File

if TYPE_CHECKING:
    from tokenizers import Tokenizer

LAYOUT = 1
"""Raised by one whenever this module writes something else for the same model file: cached folders are renewed then."""

MANIFEST = "manifest.json"

_LAYER_PARTS = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
_EMBEDDINGS = {"emb.word": "word_embeddings", "emb.pos": "position_embeddings", "emb.type": "token_type_embeddings"}

# A noncharacter, which no text may carry (Unicode 16.0, section 23.7), stands in for what NFKC must not touch.
_FIRST_NONCHARACTER = 0xFDD0


def write_model_folder(model: E5File, folder: Path) -> None:
    """Write the model into an existing empty folder, the manifest last.

    Raises:
        OSError: The folder cannot be written, or the disk is full.
        ModelError: A tensor is missing or cut short.
    """
    sizes = model.dimensions
    _write_json(folder / "config.json", _bert_config(sizes, model.special.pad))
    _write_json(
        folder / "modules.json",
        [
            {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"},
            {"idx": 1, "name": "1", "path": "1_Pooling", "type": "sentence_transformers.models.Pooling"},
        ],
    )
    _write_json(folder / "sentence_bert_config.json", {"max_seq_length": sizes.max_position_embeddings})
    (folder / "1_Pooling").mkdir()
    _write_json(
        folder / "1_Pooling" / "config.json",
        {"word_embedding_dimension": sizes.hidden_size, "pooling_mode_mean_tokens": True},
    )
    pieces = [piece for piece, _ in model.pieces]
    special = {f"{role}_token": pieces[index] for role, index in vars(model.special).items()}
    _write_json(
        folder / "tokenizer_config.json",
        {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": sizes.max_position_embeddings,
            "clean_up_tokenization_spaces": False,
            "cls_token": special["bos_token"],
            "sep_token": special["eos_token"],
            "mask_token": "<mask>",
            **special,
        },
    )
    (folder / "tokenizer.json").write_text(build_tokenizer(model).to_str(), encoding="utf-8")
    _write_safetensors(folder / "model.safetensors", _tensors(model))
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    sizes_by_name = {path.relative_to(folder).as_posix(): path.stat().st_size for path in files}
    _write_json(folder / MANIFEST, {"layout": LAYOUT, "files": sizes_by_name})


def is_whole(folder: Path) -> bool:
    """Whether the folder holds a model of the present layout with every file in its full size."""
    try:
        manifest = json.loads((folder / MANIFEST).read_bytes())
        return manifest["layout"] == LAYOUT and all(
            (folder / name).stat().st_size == size for name, size in manifest["files"].items()
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return False


def build_tokenizer(model: E5File) -> "Tokenizer":
    """Build the Unigram tokenizer.

    Its normaliser is that of SentencePiece's nmt_nfkc rules: NFKC, but control characters vanish, every kind of space
    (and a few invisible marks) becomes a space, and a fullwidth tilde stays what it is. What differs from NFKC is read
    from the file's own map. Characters that Unicode added since the map was made follow NFKC.
    """
    from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

    changed: dict[str, list[str]] = defaultdict(list)
    changed[""].append("\0")  # the carrying package ends a text there
    for character, form in model.normal_forms.items():
        if unicodedata.normalize("NFKC", character) != form:
            changed[form].append(character)
    known = {character for piece, _ in model.pieces for character in piece}
    kept = sorted(c for c in known - model.normal_forms.keys() if unicodedata.normalize("NFKC", c) != c)
    stand_ins = [(character, chr(_FIRST_NONCHARACTER + i)) for i, character in enumerate(kept)]

    pieces = [piece for piece, _ in model.pieces]
    bos, eos = model.special.bos, model.special.eos
    tokenizer = Tokenizer(models.Unigram(list(model.pieces), unk_id=model.special.unk, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence(
        [
            *(normalizers.Replace(Regex(_one_of(characters)), form) for form, characters in changed.items()),
            *(normalizers.Replace(character, stand_in) for character, stand_in in stand_ins),
            normalizers.NFKC(),
            *(normalizers.Replace(stand_in, character) for character, stand_in in stand_ins),
            normalizers.Replace(Regex(" {2,}"), " "),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer.decoder = decoders.Metaspace()
    tokenizer.post_processor = processors.TemplateProcessing(
        single=[pieces[bos], "$A", pieces[eos]],
        pair=[pieces[bos], "$A", pieces[eos], pieces[eos], "$B", pieces[eos]],
        special_tokens=[(pieces[bos], bos), (pieces[eos], eos)],
    )
    tokenizer.add_special_tokens([AddedToken(pieces[index], special=True) for index in vars(model.special).values()])
    tokenizer.add_special_tokens([AddedToken("<mask>", special=True, lstrip=True)])
    return tokenizer


def _one_of(characters: list[str]) -> str:
    return "[" + "".join(f"\\x{{{ord(character):x}}}" for character in characters) + "]"


def _bert_config(sizes: Dimensions, pad: int) -> dict[str, object]:
    return {
        "architectures": ["BertModel"],
        "model_type": "bert",
        "hidden_act": "gelu",
        "hidden_dropout_prob": 0.1,
        "attention_probs_dropout_prob": 0.1,
        "initializer_range": 0.02,
        "pad_token_id": pad,
        "dtype": "float32",
        **vars(sizes),
    }


_Tensors = dict[str, tuple[tuple[int, ...], Callable[[], NDArray[np.float32]]]]


def _tensors(model: E5File) -> _Tensors:
    """Map each parameter of a BertModel to its shape and what computes it."""
    sizes = model.dimensions
    hidden = sizes.hidden_size
    matrices = {
        "fi": (sizes.intermediate_size, hidden),
        "fo": (hidden, sizes.intermediate_size),
        "emb.word": (sizes.vocab_size, hidden),
        "emb.pos": (sizes.max_position_embeddings, hidden),
        "emb.type": (sizes.type_vocab_size, hidden),
    }
    vectors = {"fi": sizes.intermediate_size}
    tensors: _Tensors = {}

    def add(target: str, source: str, shape: tuple[int, ...]) -> None:
        tensors[target] = (shape, lambda: model.tensor(source, shape))

    for source, target in _EMBEDDINGS.items():
        add(f"embeddings.{target}.weight", source, matrices[source])
    for short, long in (("w", "weight"), ("b", "bias")):
        add(f"embeddings.LayerNorm.{long}", f"emb.ln.{short}", (hidden,))
    for layer in range(sizes.num_hidden_layers):
        for source, target in _LAYER_PARTS.items():
            weight = (hidden,) if source.endswith("ln") else matrices.get(source, (hidden, hidden))
            add(f"encoder.layer.{layer}.{target}.weight", f"l{layer}.{source}.w", weight)
            add(f"encoder.layer.{layer}.{target}.bias", f"l{layer}.{source}.b", (vectors.get(source, hidden),))
    # transformers gives each BertModel a pooler over the first token. Nothing here uses it, but without weights it
    # would be drawn at random, with a warning.
    tensors["pooler.dense.weight"] = ((hidden, hidden), lambda: np.zeros((hidden, hidden), np.float32))
    tensors["pooler.dense.bias"] = ((hidden,), lambda: np.zeros(hidden, np.float32))
    return tensors


def _write_safetensors(path: Path, tensors: _Tensors) -> None:
    """Write float32 tensors one by one, so that only one is in memory (format: huggingface/safetensors, README)."""
    header: dict[str, object] = {"__metadata__": {"format": "pt"}}
    end = 0
    for name, (shape, _) in tensors.items():
        start, end = end, end + 4 * math.prod(shape)
        header[name] = {"dtype": "F32", "shape": shape, "data_offsets": [start, end]}
    encoded = json.dumps(header).encode()
    encoded += b" " * (-len(encoded) % 8)
    with path.open("wb") as file:
        file.write(struct.pack("<Q", len(encoded)) + encoded)
        for _, compute in tensors.values():
            file.write(compute().astype("<f4", copy=False).data)


def _write_json(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, indent=2), encoding="utf-8")

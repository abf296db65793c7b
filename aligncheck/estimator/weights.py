"""The estimator's weights: what differs from the embedded encoder, in 8 bits, and the heads.

A matrix of the encoder is stored as the rows' scales (float32) and whole numbers in [-127, 127] whose product is added
to the encoder's own matrix; vectors, position and type embeddings, and heads are stored as they are, in float16. The
word embeddings are those of the encoder, never trained.
"""

import json
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file
from torch import Tensor

from aligncheck.errors import ModelError
from aligncheck.estimator.network import EstimatorNetwork, network_over

if TYPE_CHECKING:
    from transformers import BertModel

FORMAT = "aligncheck-estimator/1"

_ENCODER = "encoder."
_WORDS = "encoder.embeddings.word_embeddings.weight"
_SCALES, _STEPS = ".scales", ".steps"
_LARGEST_STEP = 127


def save_network(
    network: EstimatorNetwork, base: "BertModel", path: Path, base_name: str, facts: Mapping[str, str]
) -> None:
    """Write a network's weights atomically.

    Args:
        network: The trained network, with the word embeddings of `base`.
        base: The encoder as it was before training.
        path: The safetensors file to write.
        base_name: Name and revision of the encoder, as the embedded model gives it.
        facts: What else the file shall say of itself, such as the settings of the training.

    Raises:
        ValueError: The network is not one over `base`.
        OSError: The file cannot be written.
    """
    own = {f"{_ENCODER}{name}": tensor for name, tensor in base.state_dict().items()}
    tensors: dict[str, Tensor] = {}
    for name, trained in network.state_dict().items():
        if name == _WORDS:
            if not torch.equal(trained, own[name]):
                raise ValueError("the word embeddings are not those of the base encoder")
        elif name in own and _is_matrix(name, trained):
            tensors |= _quantised(name, trained.float() - own[name].float())
        else:
            tensors[name] = trained.to(torch.float16).contiguous()
    facts = {**facts, "format": FORMAT, "base": base_name, "base_fingerprint": _fingerprint(base)}
    handle, part = tempfile.mkstemp(prefix=f"{path.name}.", dir=path.parent)
    os.close(handle)
    try:
        save_file(tensors, part, facts)
        Path(part).chmod(0o644)
        Path(part).replace(path)
    except BaseException:
        Path(part).unlink(missing_ok=True)
        raise


def load_network(base: "BertModel", path: Path) -> EstimatorNetwork:
    """Return the network over an encoder, which stays as it is and shares its word embeddings with the network.

    Raises:
        ModelError: The file is missing or damaged, or made for another encoder.
    """
    tensors, facts = _read(path)
    if facts.get("format") != FORMAT:
        raise ModelError(f"{path}: the estimator's weights are in format {facts.get('format')!r}, {FORMAT!r} is read")
    if facts.get("base_fingerprint") != _fingerprint(base):
        raise ModelError(f"{path}: the estimator's weights were trained over another encoder, {facts.get('base')!r}")
    network = network_over(base)
    state = network.state_dict()
    known = {name.removesuffix(_SCALES).removesuffix(_STEPS) for name in tensors}
    if known != state.keys() - {_WORDS}:
        raise ModelError(f"{path}: the estimator's weights are incomplete: {_some(known ^ (state.keys() - {_WORDS}))}")
    with torch.no_grad():
        for name in known:
            try:
                _put(state[name], name, tensors)
            except (KeyError, RuntimeError) as error:
                raise ModelError(f"{path}: the estimator's weights {name} are damaged: {error}") from error
    return network.eval()


def read_facts(path: Path) -> dict[str, str]:
    """Return what a weights file says of itself.

    Raises:
        ModelError: The file is missing or damaged.
    """
    return _read(path)[1]


def _is_matrix(name: str, tensor: Tensor) -> bool:
    return tensor.dim() == 2 and "_embeddings." not in name


def _quantised(name: str, difference: Tensor) -> dict[str, Tensor]:
    scales = difference.abs().amax(dim=1).clamp(min=torch.finfo(torch.float32).tiny) / _LARGEST_STEP
    steps = (difference / scales.unsqueeze(1)).round().clamp(-_LARGEST_STEP, _LARGEST_STEP)
    return {name + _SCALES: scales, name + _STEPS: steps.to(torch.int8)}


def _put(parameter: Tensor, name: str, tensors: Mapping[str, Tensor]) -> None:
    if name in tensors:
        value = tensors[name]
        if value.shape != parameter.shape:
            raise RuntimeError(f"shape {tuple(value.shape)} in place of {tuple(parameter.shape)}")
        parameter.copy_(value)
        return
    steps, scales = tensors[name + _STEPS], tensors[name + _SCALES]
    if steps.shape != parameter.shape or scales.shape != parameter.shape[:1]:
        raise RuntimeError(f"shapes {tuple(steps.shape)}, {tuple(scales.shape)} for {tuple(parameter.shape)}")
    parameter.add_(steps.to(parameter.dtype) * scales.to(parameter.dtype).unsqueeze(1))


def _read(path: Path) -> tuple[dict[str, Tensor], dict[str, str]]:
    try:
        with safe_open(path, framework="pt") as file:
            return {name: file.get_tensor(name) for name in file.keys()}, file.metadata() or {}  # noqa: SIM118
    except (OSError, SafetensorError) as error:
        raise ModelError(f"{path}: the estimator's weights cannot be read: {error}") from error


def _fingerprint(base: "BertModel") -> str:
    """Return sums that tell encoders apart, whatever the order in which a processor adds.

    A hash of the bytes would depend on the last bit of dequantised weights.
    """
    config = base.config
    sizes = (config.hidden_size, config.num_hidden_layers, config.num_attention_heads, config.vocab_size)
    sample = base.state_dict()["encoder.layer.0.attention.self.query.weight"].double()
    return json.dumps([*sizes, round(float(sample.abs().mean()), 6), round(float(sample.std()), 6)])


def _some(names: set[str]) -> str:
    return ", ".join(sorted(names)[:3])

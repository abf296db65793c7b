"""Checkpoints: all that a training run needs to go on, written atomically."""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor, nn

from aligncheck.errors import InputError

if TYPE_CHECKING:
    from aligncheck.training.run import Settings

NAME = "checkpoint.pt"

_WORDS = "word_embeddings"


@dataclass(frozen=True)
class Progress:
    """How far a run is."""

    seconds: float = 0.0
    steps: int = 0
    examples: int = 0


def trained_parameters(network: nn.Module) -> dict[str, nn.Parameter]:
    """Return what is trained, by name: all that asks for gradients but the word embeddings."""
    return {
        name: parameter
        for name, parameter in network.named_parameters()
        if parameter.requires_grad and _WORDS not in name
    }


def save(
    folder: Path,
    network: nn.Module,
    average: dict[str, Tensor],
    optimiser: torch.optim.Optimizer,
    progress: Progress,
    settings: "Settings",
) -> None:
    """Write the checkpoint beside the old one and rename it into place.

    Raises:
        OSError: The folder cannot be written.
    """
    state = {
        "network": {name: parameter.detach() for name, parameter in trained_parameters(network).items()},
        "average": average,
        "optimiser": optimiser.state_dict(),
        "progress": asdict(progress),
        "settings": asdict(settings),
    }
    part = folder / f"{NAME}.part"
    torch.save(state, part)
    part.replace(folder / NAME)


def load(path: Path) -> dict[str, Any]:
    """Read a checkpoint.

    Raises:
        InputError: There is none, or it is damaged.
    """
    try:
        state: dict[str, Any] = torch.load(path, weights_only=True, map_location="cpu")
    except Exception as error:  # torch raises whatever unpickling meets
        raise InputError(f"{path}: no checkpoint can be read: {error}") from error
    return state


def restore(network: nn.Module, tensors: dict[str, Tensor]) -> None:
    """Put saved parameters into a network.

    Raises:
        InputError: They are those of another network.
    """
    parameters = trained_parameters(network)
    if {name: tuple(tensor.shape) for name, tensor in tensors.items()} != {
        name: tuple(parameter.shape) for name, parameter in parameters.items()
    }:
        raise InputError("the checkpoint is of another network")
    with torch.no_grad():
        for name, tensor in tensors.items():
            parameters[name].copy_(tensor)

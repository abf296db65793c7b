"""What a network says of examples, in plain numbers."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from aligncheck.estimator.network import EstimatorNetwork
from aligncheck.estimator.pieces import PIECES_PER_TOKEN, PiecePair, Pieces, piece_count, source_slot, target_slot
from aligncheck.training.examples import Example

Floats1d = NDArray[np.float32]


@dataclass(frozen=True)
class Prediction:
    """Logits a token and a gap, and the figures of the sentence."""

    target: Floats1d
    source: Floats1d
    gap: Floats1d
    edit_rate: float
    assessment: float


def predict(
    network: EstimatorNetwork, pieces: Pieces, examples: Sequence[Example], *, size: int = 32, bfloat16: bool = True
) -> list[Prediction]:
    """Read examples in batches of like length; the order is kept.

    Pairs too long for the network are read with their longest tokens cut short.
    """
    device = next(network.parameters()).device.type
    room = network.encoder.config.max_position_embeddings
    pairs = [_fitted(pieces.of_pair(example.source, example.target), room) for example in examples]
    order = sorted(range(len(pairs)), key=lambda index: piece_count(pairs[index]))
    found: dict[int, Prediction] = {}
    network.eval()
    for start in range(0, len(order), size):
        chosen = order[start : start + size]
        batch = pieces.batch([pairs[index] for index in chosen]).to(device)
        with torch.inference_mode(), torch.autocast(device, dtype=torch.bfloat16, enabled=bfloat16):
            output = network(batch)
        for row, index in enumerate(chosen):
            source, target = batch.sizes[row]
            first, before = target_slot(0, source), target_slot(-1, source)
            found[index] = Prediction(
                target=output.target[row, first : first + target].float().cpu().numpy(),
                source=output.source[row, source_slot(0) : source_slot(source)].float().cpu().numpy(),
                gap=output.gap[row, before : before + target + 1].float().cpu().numpy(),
                edit_rate=float(output.edit_rate[row]),
                assessment=float(output.assessment[row]),
            )
    return [found[index] for index in range(len(pairs))]


def _fitted(pair: PiecePair, room: int) -> PiecePair:
    longest = PIECES_PER_TOKEN
    while piece_count(pair) > room and longest > 1:
        longest = max(1, longest // 2)
        pair = ([token[:longest] for token in pair[0]], [token[:longest] for token in pair[1]])
    if piece_count(pair) > room:
        raise ValueError(f"a pair of {len(pair[0])} and {len(pair[1])} tokens does not fit {room} pieces")
    return pair

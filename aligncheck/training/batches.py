"""Batches of examples of like length, with their labels laid out per slot."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

import torch
from torch import Tensor

from aligncheck.estimator.pieces import Batch, PiecePair, Pieces, piece_count, source_slot, target_slot
from aligncheck.training.mixture import Weighed

LONGEST = 320
"""Pieces of the longest pair that trains; longer ones are rare and dear."""

POOL = 1_024
"""Examples sorted by length at a time."""

LOWEST_LOG_PROBABILITY = -8.0


@dataclass(frozen=True)
class Labels:
    """Labels and weights per slot; weight 0 where there is no label."""

    target: Tensor
    """Shape (2, B, S): label and weight of BAD; likewise the next ones."""

    source: Tensor

    gap: Tensor
    """Of the gap between a slot and the next; the last slot has none."""

    log_probability: Tensor

    sentence: Tensor
    """Shape (4, B): edit rate and its weight, assessment and its weight."""


@dataclass(frozen=True)
class LabelledBatch:
    """Input and what should come out."""

    batch: Batch
    labels: Labels

    def to(self, device: str) -> "LabelledBatch":
        """Move the tensors to a device."""
        labels = {name: value.to(device) for name, value in vars(self.labels).items()}
        return LabelledBatch(self.batch.to(device), Labels(**labels))


def training_batches(
    examples: Iterator[Weighed], pieces: Pieces, size: int, workers: int, masked: float, rng: random.Random
) -> Iterator[list[LabelledBatch]]:
    """Yield batches of up to `size` examples for ever, in equal parts for workers; a share of the pieces is hidden."""
    while True:
        pool = []
        for weighed in islice(examples, POOL):
            pair = pieces.of_pair(weighed.example.source, weighed.example.target)
            if piece_count(pair) <= LONGEST:
                pool.append((_masked(pair, pieces.mask, masked, rng), weighed))
        pool.sort(key=lambda item: piece_count(item[0]) + rng.random() * 4)
        starts = list(range(0, len(pool), size))
        rng.shuffle(starts)
        for start in starts:
            chosen = pool[start : start + size]
            parts = [chosen[worker::workers] for worker in range(workers)]
            yield [_labelled(part, pieces) for part in parts if part]


def _labelled(chosen: Sequence[tuple[PiecePair, Weighed]], pieces: Pieces) -> LabelledBatch:
    batch = pieces.batch([pair for pair, _ in chosen])
    return LabelledBatch(batch, labels([weighed for _, weighed in chosen], batch.slot_count))


def labels(examples: Sequence[Weighed], slot_count: int) -> Labels:
    """Lay out the labels of a batch's examples."""
    shape = 2, len(examples), slot_count
    target, source, gap, logs = (torch.zeros(shape) for _ in range(4))
    sentence = torch.zeros(4, len(examples))
    for row, weighed in enumerate(examples):
        example, weight = weighed.example, weighed.weight
        first = target_slot(0, len(example.source.tokens))
        places = (
            (target, first, example.target_bad, weight),
            (source, source_slot(0), example.source_bad, weight),
            (gap, first - 1, example.gap_bad, weight),
            (logs, first, _clipped(example.log_probabilities), 1.0),
        )
        for tensor, start, values, value_weight in places:
            if values is not None:
                tensor[0, row, start : start + len(values)] = torch.tensor(values, dtype=torch.float32)
                tensor[1, row, start : start + len(values)] = value_weight
        for place, value in ((0, example.hter), (2, example.assessment)):
            if value is not None:
                sentence[place, row] = value
                sentence[place + 1, row] = weight
    return Labels(target, source, gap, logs, sentence)


def _clipped(logs: tuple[float, ...] | None) -> tuple[float, ...] | None:
    return None if logs is None else tuple(max(LOWEST_LOG_PROBABILITY, value) for value in logs)


def _masked(pair: PiecePair, mask: int, share: float, rng: random.Random) -> PiecePair:
    source, target = (
        [[mask if rng.random() < share else piece for piece in token] for token in side] if share else side
        for side in pair
    )
    return source, target

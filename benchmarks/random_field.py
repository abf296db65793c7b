"""Estimation of the aligner's weights as those of a conditional random field, in torch.

The likelihood is that of the gold path among all paths of the lattice that aligncheck.aligner.search defines; the
recurrence here is the same, for many documents at once and with gradients.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from alignment_examples import Example
from torch import Tensor, nn

from aligncheck.aligner.features import BEAD_FEATURES, NULL_FEATURES, null_features
from aligncheck.aligner.scores import BeadScores
from aligncheck.aligner.search import SHAPES

KINDS = ("one-to-one", "one-to-many", "many-to-many")
KIND_OF_SHAPE = [0 if a == b == 1 else 1 if min(a, b) == 1 else 2 for a, b in SHAPES]

_FORBIDDEN = -1e9
_ABSENT = {0: ("segments", "mass", "weakest", "gain", "split"), 1: ("split",), 2: ()}
"""Features that are always 0, by kind."""

_ALIKE = ("within", "both-within")
"""Features with one weight for all kinds: they tell of the place where a bead begins, whatever it holds."""


@dataclass(frozen=True)
class Batch:
    """Documents of similar size, padded to the largest; D documents, S shapes, nodes n + 1 by m + 1, K features."""

    features: Tensor
    """(D, S, n + 1, m + 1, K)"""

    allowed: Tensor
    """(D, S, n + 1, m + 1)"""

    source_null: Tensor
    """(D, n, null features)"""

    target_null: Tensor
    """(D, m, null features)"""

    ends: tuple[Tensor, Tensor, Tensor]
    """Document, row and column of each document's last node."""

    gold: tuple[Tensor, Tensor, Tensor, Tensor]
    """Document, shape, row and column of the gold beads with both sides."""

    gold_omitted: tuple[Tensor, Tensor]
    """Document and segment of those without target."""

    gold_added: tuple[Tensor, Tensor]
    """Document and segment of those without source."""

    beads: int
    """Gold beads of all kinds."""


class Field(nn.Module):
    """The weights of the features, for each kind of bead and for null beads."""

    def __init__(self) -> None:
        """Start near where the answer is, so that the search for it is short."""
        super().__init__()
        size = len(BEAD_FEATURES)
        self.present = torch.ones(len(KINDS), size)
        for kind, absent in _ABSENT.items():
            self.present[kind, [BEAD_FEATURES.index(name) for name in absent]] = 0.0
        start = {"cosine": 10.0, "level": 15.0, "bias": -5.0}
        self.weights = nn.Parameter(torch.tensor([[start.get(name, 0.0) for name in BEAD_FEATURES]] * len(KINDS)))
        self.null = nn.Parameter(torch.tensor([4.0 if name == "bias" else 0.0 for name in NULL_FEATURES]))

    def forward(self, batch: Batch) -> tuple[Tensor, Tensor, Tensor]:
        """Return the scores of all beads and null beads."""
        weights = self.by_kind()[KIND_OF_SHAPE]
        beads = torch.einsum("dsrck,sk->dsrc", batch.features, weights).masked_fill(~batch.allowed, _FORBIDDEN)
        return beads, batch.source_null @ self.null, batch.target_null @ self.null

    def by_kind(self) -> Tensor:
        """Return the weights of the features, (kinds, features)."""
        alike = torch.tensor([name in _ALIKE for name in BEAD_FEATURES])
        return torch.where(alike, self.weights.mean(dim=0), self.weights * self.present)

    def penalty(self) -> Tensor:
        """Return the sum of squares of the weights."""
        return (self.by_kind() ** 2).sum() + (self.null**2).sum()


def batches_of(examples: Iterable[Example], size: int = 24) -> list[Batch]:
    """Batch examples of similar size."""
    by_size = sorted(examples, key=lambda example: max(len(example.source), len(example.target)))
    return [_batch(by_size[start : start + size]) for start in range(0, len(by_size), size)]


def _batch(examples: Sequence[Example]) -> Batch:
    n, m = max(len(example.source) for example in examples), max(len(example.target) for example in examples)
    features = torch.zeros(len(examples), len(SHAPES), n + 1, m + 1, len(BEAD_FEATURES))
    allowed = torch.zeros(features.shape[:-1], dtype=torch.bool)
    nulls = [torch.zeros(len(examples), size, len(NULL_FEATURES)) for size in (n, m)]
    ends, gold, omitted, added = [], [], [], []
    for index, example in enumerate(examples):
        scores = BeadScores(example.source, example.target)
        rows, columns = len(example.source) + 1, len(example.target) + 1
        rectangle = scores.rectangle(range(rows), range(columns))
        for shape, (a, b) in enumerate(SHAPES):
            features[index, shape, :rows, :columns] = torch.from_numpy(np.stack(rectangle.features(a, b), axis=-1))
            allowed[index, shape, :rows, :columns] = torch.from_numpy(rectangle.allowed(a, b).copy())
        nulls[0][index, : rows - 1] = torch.from_numpy(null_features(example.source, scores.pairing.source))
        nulls[1][index, : columns - 1] = torch.from_numpy(null_features(example.target, scores.pairing.target))
        ends.append((index, rows - 1, columns - 1))
        for sources, targets in example.beads:
            if sources and targets:
                gold.append((index, SHAPES.index((len(sources), len(targets))), sources[-1] + 1, targets[-1] + 1))
            elif sources:
                omitted.append((index, sources[0]))
            else:
                added.append((index, targets[0]))
    return Batch(
        features,
        allowed,
        nulls[0],
        nulls[1],
        _columns(ends, 3),
        _columns(gold, 4),
        _columns(omitted, 2),
        _columns(added, 2),
        beads=len(gold) + len(omitted) + len(added),
    )


def _columns(rows: Sequence[tuple[int, ...]], width: int) -> tuple[Tensor, ...]:
    return tuple(torch.tensor(rows, dtype=torch.long).reshape(-1, width).T)


def surprise(field: Field, batch: Batch) -> Tensor:
    """Return minus the log-likelihood of the gold paths, summed."""
    beads, source_null, target_null = field(batch)
    gold = beads[batch.gold].sum() + source_null[batch.gold_omitted].sum() + target_null[batch.gold_added].sum()
    return _log_partition(beads, source_null, target_null, batch.ends) - gold


def _log_partition(beads: Tensor, source_null: Tensor, target_null: Tensor, ends: tuple[Tensor, ...]) -> Tensor:
    documents, _, rows, columns = beads.shape
    drift = torch.cat([torch.zeros(documents, 1), target_null.cumsum(1)], 1)
    # Unbound once: a slice of the whole in every step would cost a gradient of the whole in every step.
    bead_rows = [row.unbind(0) for row in beads.permute(2, 1, 0, 3).contiguous().unbind(0)]
    omitted = source_null.unbind(1)
    start = torch.full((documents, columns), _FORBIDDEN)
    start[:, 0] = 0.0
    unadded = start
    totals: list[Tensor] = []
    for row in range(rows):
        candidates = [unadded + omitted[row - 1][:, None]] if row else [start]
        for shape, (a, b) in enumerate(SHAPES):
            if row >= a and columns > b:
                before = torch.cat([torch.full((documents, b), _FORBIDDEN), totals[row - a][:, : columns - b]], 1)
                candidates.append(before + bead_rows[row][shape])
        unadded = torch.logsumexp(torch.stack(candidates), 0)
        totals.append(torch.logcumsumexp(unadded - drift, 1) + drift)
    return torch.stack(totals, 1)[ends].sum()


def estimate(field: Field, batches: Sequence[Batch], *, iterations: int, penalty: float) -> float:
    """Fit the weights by L-BFGS and return the loss: nats per gold bead, the penalty included."""
    count = sum(batch.beads for batch in batches)
    optimizer = torch.optim.LBFGS(
        field.parameters(), max_iter=iterations, history_size=20, line_search_fn="strong_wolfe"
    )
    losses: list[float] = []

    def closure() -> float:
        optimizer.zero_grad()
        loss = 0.0
        for batch in batches:
            part = surprise(field, batch) / count * 100
            part.backward()
            loss += part.item()
        # In hundredths of a nat, as the optimiser's thresholds suit values of that size.
        squares = penalty * field.penalty() / count
        squares.backward()
        losses.append(loss + squares.item())
        if len(losses) % 10 == 0:
            print(f"evaluation {len(losses)}: {losses[-1] / 100:.4f} nats a bead", flush=True)
        return losses[-1]

    optimizer.step(closure)
    return losses[-1] / 100

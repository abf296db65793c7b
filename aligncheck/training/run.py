"""A training run on a clock: so many minutes, whatever the machine; the learning rate ends at nothing in any case."""

import logging
import random
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor

from aligncheck.estimator.network import EstimatorNetwork
from aligncheck.estimator.pieces import Pieces
from aligncheck.training import checkpoint
from aligncheck.training.batches import LabelledBatch, training_batches
from aligncheck.training.checkpoint import Progress, trained_parameters
from aligncheck.training.half_precision import HalfPrecision
from aligncheck.training.losses import losses, total
from aligncheck.training.mixture import Component, stream
from aligncheck.training.validation import Validation, validate

WEIGHT_DECAY = 0.01
LARGEST_GRADIENT = 1.0
AVERAGE = 0.998
"""Decay a step of the running mean of the weights, which is what is validated and exported."""

LOG_STEPS = 50

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Settings:
    """What a run depends on besides the data."""

    minutes: float
    rng_seed: int = 1
    batch_size: int = 48

    workers: int = 1
    """Threads that read parts of a batch side by side. On a CPU with one thread each they wait for each other once a
    step, not once an operation: on a busy machine that is twice as fast."""

    encoder_rate: float = 1.6e-4
    heads_rate: float = 1e-3
    warm_up: float = 0.03
    """Share of the time in which the learning rate rises."""

    dropout: float = 0.1
    """On token vectors before the heads only: inside the encoder it costs half the speed on a CPU."""

    frozen_layers: int = 4
    """Lowest layers of the encoder that are left alone once they have had their share of the time: it makes the rest
    of the run a third faster."""

    frozen_after: float = 0.28
    """Share of the time after which they are."""

    masked: float = 0.05
    """Share of the pieces that are hidden."""

    checkpoint_minutes: float = 4.0
    validation_minutes: float = 25.0


class Run:
    """Network, optimiser and running mean of the weights."""

    def __init__(self, network: EstimatorNetwork, pieces: Pieces, settings: Settings, folder: Path) -> None:
        self.network = network
        self.pieces = pieces
        self.settings = settings
        self.folder = folder
        self.progress = Progress()
        self._threads = ThreadPoolExecutor(settings.workers)
        self._half = HalfPrecision(network, 0)
        parameters = trained_parameters(network)
        encoder = [parameter for name, parameter in parameters.items() if name.startswith("encoder.")]
        heads = [parameter for name, parameter in parameters.items() if not name.startswith("encoder.")]
        self.optimiser = torch.optim.AdamW(
            [
                {"params": encoder, "lr": settings.encoder_rate, "peak": settings.encoder_rate},
                {"params": heads, "lr": settings.heads_rate, "peak": settings.heads_rate},
            ],
            weight_decay=WEIGHT_DECAY,
            fused=True,
        )
        self.average = {name: parameter.detach().clone() for name, parameter in parameters.items()}

    def resume(self) -> None:
        """Go on from the folder's checkpoint.

        Raises:
            InputError: There is none, or it is of another network.
        """
        state = checkpoint.load(self.folder / checkpoint.NAME)
        checkpoint.restore(self.network, state["network"])
        device = next(self.network.parameters()).device
        self.average = {name: tensor.to(device) for name, tensor in state["average"].items()}
        self.optimiser.load_state_dict(state["optimiser"])
        for group, peak in zip(
            self.optimiser.param_groups, (self.settings.encoder_rate, self.settings.heads_rate), strict=True
        ):
            group["peak"] = peak
        self.progress = Progress(**state["progress"])
        self._half.refresh()

    def train(self, parts: list[Component], validation: Validation) -> None:
        """Train until the time is over; the last checkpoint is written at the end."""
        rng = random.Random(self.settings.rng_seed * 1_000_003 + self.progress.steps)  # noqa: S311 - no secret
        batches = training_batches(
            stream(parts, rng),
            self.pieces,
            self.settings.batch_size,
            self.settings.workers,
            self.settings.masked,
            rng,
        )
        device = next(self.network.parameters()).device.type
        sums: dict[str, float] = {}
        start = time.monotonic() - self.progress.seconds
        saved = validated = self.progress.seconds
        while self._elapsed() < 1:
            resting = self.settings.frozen_layers if self._elapsed() >= self.settings.frozen_after else 0
            if self._half.frozen_layers != resting:
                self._half = HalfPrecision(self.network, resting)
            labelled = next(batches)
            for name, value in self._step([part.to(device) for part in labelled], device).items():
                sums[name] = sums.get(name, 0.0) + value / LOG_STEPS
            self.progress = Progress(
                time.monotonic() - start,
                self.progress.steps + 1,
                self.progress.examples + sum(len(part.batch.sizes) for part in labelled),
            )
            if self.progress.steps % LOG_STEPS == 0:
                self._report(sums)
                sums = {}
            if self.progress.seconds - saved >= 60 * self.settings.checkpoint_minutes:
                self._save()
                saved = self.progress.seconds
            if self.progress.seconds - validated >= 60 * self.settings.validation_minutes:
                self._validate(validation)
                validated = self.progress.seconds
        self._save()
        self._validate(validation)

    def _elapsed(self) -> float:
        return self.progress.seconds / (60 * self.settings.minutes)

    def _gradients(self, labelled: LabelledBatch, device: str) -> tuple[dict[str, float], list[Tensor]]:
        with torch.autocast(device, dtype=torch.bfloat16, cache_enabled=False):
            output = self._half.network(labelled.batch)
        parts = losses(output, labelled.labels)
        gradients = torch.autograd.grad(total(parts), self._half.trained)
        return {name: float(part.detach()) for name, part in parts.items()}, [
            gradient.float() for gradient in gradients
        ]

    def _step(self, labelled: list[LabelledBatch], device: str) -> dict[str, float]:
        self._half.network.train()
        found = list(self._threads.map(lambda part: self._gradients(part, device), labelled))
        means = found[0][1]
        for _, gradients in found[1:]:
            torch._foreach_add_(means, gradients)
        torch._foreach_div_(means, len(found))
        for parameter, gradient in zip(self._half.masters, means, strict=True):
            parameter.grad = gradient
        torch.nn.utils.clip_grad_norm_(self._half.masters, LARGEST_GRADIENT)
        rate = _rate(self._elapsed(), self.settings.warm_up)
        for group in self.optimiser.param_groups:
            group["lr"] = group["peak"] * rate
        self.optimiser.step()
        self.optimiser.zero_grad()
        self._half.refresh()
        self._average()
        return {name: sum(parts[name] for parts, _ in found) / len(found) for name in found[0][0]}

    def _average(self) -> None:
        steps = self.progress.steps
        weight = 1 - min(AVERAGE, (1 + steps) / (10 + steps))
        tensors = [parameter.detach() for parameter in trained_parameters(self.network).values()]
        torch._foreach_lerp_(list(self.average.values()), tensors, weight)

    def _save(self) -> None:
        checkpoint.save(self.folder, self.network, self.average, self.optimiser, self.progress, self.settings)

    def _report(self, sums: dict[str, float]) -> None:
        progress = self.progress
        figures = " ".join(f"{name} {value:.4f}" for name, value in sums.items())
        _log.info(
            "%.1f min, step %d, %d examples: %s", progress.seconds / 60, progress.steps, progress.examples, figures
        )

    def _validate(self, validation: Validation) -> None:
        own = {name: parameter.detach().clone() for name, parameter in trained_parameters(self.network).items()}
        checkpoint.restore(self.network, self.average)
        for line in validate(self.network, self.pieces, validation):
            _log.info("validation: %s", line)
        checkpoint.restore(self.network, own)


def _rate(elapsed: float, warm_up: float) -> float:
    """Return the share of the peak learning rate: up, then down in a straight line to nothing."""
    if elapsed < warm_up:
        return elapsed / warm_up
    return max(0.0, (1 - elapsed) / (1 - warm_up))

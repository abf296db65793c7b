"""The loss: weighted cross-entropy of the tags, squared error of the figures, one sum."""

from torch import Tensor
from torch.nn import functional

from aligncheck.estimator.network import NetworkOutput
from aligncheck.training.batches import Labels

SHARES = {"target": 1.0, "source": 0.6, "gap": 0.6, "log": 0.15, "edit": 1.0, "assessment": 0.8}
"""Weights of the losses in the sum: what is reported first weighs most."""


def losses(output: NetworkOutput, labels: Labels) -> dict[str, Tensor]:
    """Return the mean loss of each label, over the labels that are known."""
    edit, edit_weight, assessment, assessment_weight = labels.sentence
    return {
        "target": _tags(output.target, labels.target),
        "source": _tags(output.source, labels.source),
        "gap": _tags(output.gap, labels.gap[..., :-1]),
        "log": _mean(
            functional.smooth_l1_loss(output.log_probability, labels.log_probability[0], reduction="none"),
            labels.log_probability[1],
        ),
        "edit": _mean((output.edit_rate - edit) ** 2, edit_weight),
        "assessment": _mean((output.assessment - assessment) ** 2, assessment_weight),
    }


def total(parts: dict[str, Tensor]) -> Tensor:
    """Return the weighted sum."""
    return sum((SHARES[name] * part for name, part in parts.items()), start=next(iter(parts.values())).new_zeros(()))


def _tags(logits: Tensor, labels: Tensor) -> Tensor:
    return _mean(functional.binary_cross_entropy_with_logits(logits, labels[0], reduction="none"), labels[1])


def _mean(values: Tensor, weights: Tensor) -> Tensor:
    """Average over what has a weight; lighter examples count less, also where a batch has no others."""
    return (values * weights).sum() / weights.count_nonzero().clamp(min=1)

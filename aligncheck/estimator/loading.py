"""Loading the estimator that comes with the package."""

import hashlib
from contextlib import AbstractContextManager, ExitStack
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING

from aligncheck.embedded_model import Announce, find_embedded_model
from aligncheck.errors import ModelError
from aligncheck.estimator.estimator import Estimator
from aligncheck.transformers_output import quiet

if TYPE_CHECKING:
    from transformers import BertModel

    from aligncheck.estimator.reader import NetworkReader

WEIGHTS = "weights.safetensors"


def load_estimator(encoder: "BertModel | None" = None, announce: Announce | None = None) -> Estimator:
    """Load the estimator.

    Args:
        encoder: The embedded model's encoder where it is already in memory, so that its word embeddings are there
            once; it is left as it is.
        announce: Called with a sentence for the user before something slow begins.

    Raises:
        ModelError: The weights, or the embedded model they belong to, are missing or damaged.
    """
    from aligncheck.estimator.decision import load_decision

    with ExitStack() as stack:
        try:
            weights = stack.enter_context(default_weights())
            decision = load_decision()
        except (OSError, ValueError, KeyError) as error:
            raise ModelError(
                f"the estimator's files cannot be read: {error}\n"
                "  Install the package again: pip install --force-reinstall --no-deps aligncheck"
            ) from error
        return Estimator(load_reader(weights, encoder, announce), decision)


def default_weights() -> AbstractContextManager[Path]:
    """Return the path of the weights that come with the package, there while the context is open."""
    return as_file(files("aligncheck").joinpath("data", "estimator", WEIGHTS))


def load_reader(
    weights: Path, encoder: "BertModel | None" = None, announce: Announce | None = None, *, half: bool | None = None
) -> "NetworkReader":
    """Load a network from a weights file.

    For `encoder` and `announce` see `load_estimator`, for `half` see `NetworkReader`.
    """
    from transformers import BertModel, PreTrainedTokenizerFast

    from aligncheck.estimator.pieces import Pieces
    from aligncheck.estimator.reader import NetworkReader
    from aligncheck.estimator.weights import load_network

    embedded = find_embedded_model(announce)
    with quiet():
        base = encoder or BertModel.from_pretrained(embedded.folder, add_pooling_layer=False)
    pieces = Pieces(PreTrainedTokenizerFast.from_pretrained(embedded.folder))
    digest = hashlib.sha256(weights.read_bytes()).hexdigest()
    return NetworkReader(load_network(base, weights), pieces, f"aligncheck-estimator {digest[:8]}", half=half)

"""The encoder that training starts from, and its tokenizer."""

from typing import TYPE_CHECKING

from aligncheck.embedded_model import EmbeddedModel, find_embedded_model
from aligncheck.estimator.network import EstimatorNetwork
from aligncheck.estimator.pieces import Pieces

if TYPE_CHECKING:
    from transformers import BertModel


def load_base() -> tuple["BertModel", Pieces, EmbeddedModel]:
    """Load the embedded model.

    Raises:
        ModelError: It is missing or damaged.
    """
    from transformers import BertModel, PreTrainedTokenizerFast

    found = find_embedded_model()
    # On a CPU, with bfloat16 and without dropout, the plain attention trains fastest.
    base = BertModel.from_pretrained(
        found.folder,
        add_pooling_layer=False,
        attn_implementation="eager",
        hidden_dropout_prob=0.0,
        attention_probs_dropout_prob=0.0,
    )
    return base, Pieces(PreTrainedTokenizerFast.from_pretrained(found.folder)), found


def new_network(base: "BertModel", dropout: float) -> EstimatorNetwork:
    """Return a network with fresh heads that trains the encoder itself."""
    return EstimatorNetwork(base, dropout=dropout)

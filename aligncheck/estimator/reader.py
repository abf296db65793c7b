"""A `Reader` on the network: pieces in, tensors through, figures out."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import torch
from torch import Tensor, nn

from aligncheck.estimator.network import EstimatorNetwork, NetworkOutput
from aligncheck.estimator.pieces import SPECIAL_PIECES, Batch, Pieces, piece_count, source_slot, target_slot
from aligncheck.estimator.reading import Floats1d, Pair, Reading
from aligncheck.estimator.tokens import TokenisedText

if TYPE_CHECKING:
    from transformers import BertModel

WIDTH_STEP = 16
"""Pieces to whose multiples batches are padded: few shapes keep the memory of the matrix library small."""

LINKS_LAYER = 7
"""The layer whose vectors make the word links."""


class NetworkReader:
    """Reads batches of pairs.

    Where the processor has bfloat16, it is used: three times as fast as single precision on two cores with AMX (106 and
    32 pairs of 80 pieces a second; linear layers in 8 bits, quantised as they run, 46). On 300 pairs its logits (whose
    standard deviation is 2.1) differ from those of single precision by .01 on average and .12 at most, and by .007 and
    .08 between a pair read alone and in a batch; in single precision a batch changes nothing above 1e-5.

    Args:
        network: The network; it is set to the fastest precision of this processor.
        pieces: Its tokenizer.
        name: Name and revision of the weights.
        half: Whether to calculate in bfloat16; None: where the processor does so natively.
    """

    def __init__(self, network: EstimatorNetwork, pieces: Pieces, name: str, *, half: bool | None = None) -> None:
        self._network = network.eval()
        self._pieces = pieces
        self._name = name
        self._room = int(network.encoder.config.max_position_embeddings) - SPECIAL_PIECES
        if has_native_bfloat16() if half is None else half:
            _halve(network.encoder)

    @property
    def name(self) -> str:
        """Name and revision of the weights."""
        return self._name

    @property
    def room(self) -> int:
        """Pieces a pair may have, both sides together."""
        return self._room

    def width(self, pieces: int) -> int:
        """Return what a pair of so many pieces takes up in a batch."""
        return min(-(-(pieces + SPECIAL_PIECES) // WIDTH_STEP) * WIDTH_STEP, self._room + SPECIAL_PIECES)

    def pieces(self, text: TokenisedText) -> Sequence[int]:
        """Return the number of pieces of each token."""
        return [len(token) for token in self._pieces.of_text(_encodable(text))]

    def read(self, pairs: Sequence[Pair]) -> list[Reading]:
        """Read one batch of pairs."""
        laid_out = [self._pieces.of_pair(_encodable(source), _encodable(target)) for source, target in pairs]
        width = max(self.width(piece_count(pair) - SPECIAL_PIECES) for pair in laid_out)
        batch = self._pieces.batch(laid_out, width)
        with torch.inference_mode():
            output = self._network(batch, LINKS_LAYER)
        return [_reading(output, batch, row) for row in range(len(pairs))]


def _encodable(text: TokenisedText) -> TokenisedText:
    """Return the text with question marks for lone surrogates, which no tokenizer takes."""
    return TokenisedText(text.text.encode("utf-8", "replace").decode(), text.tokens)


def has_native_bfloat16() -> bool:
    """Whether the processor multiplies matrices in bfloat16 faster than in single precision."""
    # torch has no public function that says so.
    asked = ("_is_amx_tile_supported", "_is_avx512_bf16_supported")
    return any(getattr(torch.cpu, name, lambda: False)() for name in asked)


class _HalvedEmbedding(nn.Module):
    """Looks words up in a table that others share, and hands them on in bfloat16."""

    def __init__(self, table: nn.Embedding) -> None:
        super().__init__()
        self.table = table

    def forward(self, ids: Tensor) -> Tensor:
        looked_up: Tensor = self.table(ids)
        return looked_up.bfloat16()


def _halve(encoder: "BertModel") -> None:
    """Set an encoder to bfloat16, all but its word embeddings, which the embedder goes on using."""
    words = encoder.embeddings.word_embeddings
    encoder.embeddings.add_module("word_embeddings", nn.Identity())
    encoder.bfloat16()
    encoder.embeddings.add_module("word_embeddings", _HalvedEmbedding(words))


def _reading(output: NetworkOutput, batch: Batch, row: int) -> Reading:
    m, n = batch.sizes[row]
    source = slice(source_slot(0), source_slot(m))
    target = slice(target_slot(0, m), target_slot(n, m))
    gaps = slice(target_slot(-1, m), target_slot(n, m))

    def figures(values: Tensor, where: slice) -> Floats1d:
        found: Floats1d = values[row, where].numpy()
        return found

    return Reading(
        target_logits=figures(output.target, target),
        source_logits=figures(output.source, source),
        gap_logits=figures(output.gap, gaps),
        log_probabilities=figures(output.log_probability, target),
        edit_rate=float(output.edit_rate[row]),
        assessment=float(output.assessment[row]),
        source_vectors=figures(output.vectors, source),
        target_vectors=figures(output.vectors, target),
    )

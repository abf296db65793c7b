"""An `Embedder` on sentence-transformers: the embedded model, or any other by name or path."""

import contextlib
import gc
import math
import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from aligncheck.embedded_model import Announce, find_embedded_model
from aligncheck.embedding import Embeddings, Floats2d, OnProgress
from aligncheck.errors import ModelError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer
    from tokenizers import Encoding, Tokenizer
    from transformers import BertModel

EMBEDDED = "embedded"
"""Name under which the embedded model is asked for."""

PREFIXES = {"e5": "query: "}
"""Part of a model's name -> what its makers want before each text of a symmetric task. Other models want nothing.

e5: Wang et al. (2024), Multilingual E5 Text Embeddings, arXiv 2402.05672, and the FAQ of the model cards.
"""

BATCH_TOKENS = 1024
"""Upper bound of tokens in a batch, padding included: more is not faster on a CPU, and memory grows with it."""

SHORTEST_IN_BATCH = 0.7
"""Length of a batch's shortest text as a part of its longest's: bounds the padding, which costs as much as text.

Measured by benchmarks/encoding.py on documents of 20 sentences: 67 texts a second, 64 without this bound.
"""

TOKENIZE_TEXTS = 512
"""Texts tokenised at a time, to bound memory."""

HUB_SECONDS = 10.0
"""How long the hub may take to say whether it has a model."""

_HUB_NAME = re.compile(r"[A-Za-z0-9][\w.-]*(/[\w.-]+)?", re.ASCII)

CUT_MARGIN = 8
"""Tokens of a window left free, since a piece cut out of a word may be split otherwise than within it."""


def load_embedder(model: str | None = None, announce: Announce | None = None) -> "SentenceTransformerEmbedder":
    """Load a model.

    Args:
        model: None or "embedded" for the embedded model, the path of a folder, or a name on the Hugging Face hub. The
            network is used for the last only, and code that comes with a model is never run.
        announce: Called with a sentence for the user before something slow begins.

    Raises:
        ModelError: There is no such model, or it cannot be loaded.
    """
    if model is None or model == EMBEDDED:
        embedded = find_embedded_model(announce)
        advice = f"Delete the folder {embedded.folder}: the next run makes it anew."
        loaded = _load(str(embedded.folder), embedded.name, advice, local=True)
        return SentenceTransformerEmbedder(loaded, embedded.name, PREFIXES["e5"], is_embedded=True)
    folder = Path(model).expanduser()
    prefix = next((prefix for part, prefix in PREFIXES.items() if part in folder.name.lower()), "")
    if model and folder.is_dir():
        loaded = _load(str(folder), model, "Name the folder of a sentence-transformers model.", local=True)
    elif _HUB_NAME.fullmatch(model):
        if announce:
            announce(f"Loading the model {model} from the Hugging Face hub ...")
        advice = "Check the name and the network, or leave out --model to use the embedded model, which needs neither."
        loaded = _load(model, model, advice, local=False)
    else:
        raise ModelError(
            f"model {model!r}: no such folder, and not a name on the Hugging Face hub, such as "
            "sentence-transformers/LaBSE.\n  Check the path, or leave out --model to use the embedded model."
        )
    return SentenceTransformerEmbedder(loaded, model, prefix)


def _load(path: str, name: str, advice: str, *, local: bool) -> "SentenceTransformer":
    try:
        with _no_garbage_collection():
            from sentence_transformers import SentenceTransformer

            if not local:
                _ask_hub(path)
            with _no_progress_bars():
                return SentenceTransformer(path, device="cpu", local_files_only=local)
    except Exception as error:  # there is no bound to what loaders raise on files of any making
        reason = str(error).strip().partition("\n")[0] or type(error).__name__
        raise ModelError(f"model {name!r} cannot be loaded: {reason}\n  {advice}") from error


def _ask_hub(name: str) -> None:
    """Fail at once where the hub cannot be reached or lacks the model: the loader would try for over a minute."""
    from huggingface_hub import model_info, snapshot_download
    from huggingface_hub.errors import LocalEntryNotFoundError

    if "/" not in name:  # sentence-transformers knows which maker a bare name belongs to
        return
    try:
        snapshot_download(name, local_files_only=True)
    except LocalEntryNotFoundError:
        model_info(name, timeout=HUB_SECONDS)


@contextlib.contextmanager
def _no_garbage_collection() -> Iterator[None]:
    """Importing and loading make millions of objects that all stay; looking for garbage among them takes over 1 s."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        if enabled:
            gc.enable()


@contextlib.contextmanager
def _no_progress_bars() -> Iterator[None]:
    """Silence the bar that transformers draws while it loads weights from the disk."""
    from transformers.utils import logging

    shown = logging.is_progress_bar_enabled()
    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        yield
    finally:
        if shown:
            logging.enable_progress_bar()  # type: ignore[no-untyped-call]


class SentenceTransformerEmbedder:
    """Encodes texts with a loaded sentence-transformers model; an `Embedder`.

    Args:
        model: The model, on the CPU.
        name: Its name and revision.
        prefix: Put before each text, or each window of one.
        is_embedded: Whether it is the embedded model, which the estimator builds on.

    Raises:
        ModelError: The model's tokenizer does not tell where in a text a token stands.
    """

    def __init__(self, model: "SentenceTransformer", name: str, prefix: str = "", *, is_embedded: bool = False) -> None:
        self._model = model
        self._is_embedded = is_embedded
        self._name = name
        self._prefix = prefix
        self._tokenizer = _fast_tokenizer(model, name)
        self._overhead = self._tokenizer.num_special_tokens_to_add(is_pair=False) + len(self._tokenize([prefix])[0])
        self._dimension = self._run([""]).shape[1]

    @property
    def name(self) -> str:
        """Name and revision of the model."""
        return self._name

    @property
    def embedded_encoder(self) -> "BertModel | None":
        """The encoder of the embedded model; None if this is another model. Do not change it."""
        first: Any = self._model[0]
        return first.auto_model if self._is_embedded else None

    def encode(self, texts: Sequence[str], on_progress: OnProgress | None = None) -> Embeddings:
        """Encode texts of any length.

        A text over the model's limit is cut into windows, and its row is the mean of their rows weighted by their
        tokens. Windows of similar length share a batch, whose padding moves a row by less than 1e-5; equal windows are
        encoded once.
        """
        if not texts:
            return Embeddings(np.zeros((0, self._dimension), np.float32), np.zeros(0, np.int32))
        # A lone surrogate is not Unicode text and no tokenizer takes it.
        windows = list(self._windows([text.encode("utf-8", "replace").decode() for text in texts]))
        owners = np.array([owner for owner, _, _ in windows], np.intp)
        weights = np.array([tokens for _, _, tokens in windows], np.int32)
        pieces = {text: index for index, text in enumerate(dict.fromkeys(text for _, text, _ in windows))}
        indices = np.array([pieces[text] for _, text, _ in windows], np.intp)
        lengths = np.empty(len(pieces), np.int32)
        lengths[indices] = weights

        distinct = list(pieces)
        vectors = np.empty((len(pieces), self._dimension), np.float32)
        batches = list(_batches(lengths + self._overhead))
        finished = _finished(batches, indices, owners)
        for batch, number in zip(batches, finished, strict=True):
            vectors[batch] = self._run([distinct[index] for index in batch])
            if on_progress:
                on_progress(number)

        firsts = np.flatnonzero(np.diff(owners, prepend=-1))
        tokens = np.add.reduceat(weights, firsts, dtype=np.int32)
        sums = np.add.reduceat(vectors[indices] * weights[:, None], firsts, dtype=np.float32)
        sums /= tokens[:, None]
        return Embeddings(sums, tokens)

    def _run(self, texts: list[str]) -> Floats2d:
        vectors = self._model.encode(
            texts, prompt=self._prefix, batch_size=len(texts), show_progress_bar=False, convert_to_numpy=True
        )
        return np.asarray(vectors, np.float32)

    def _tokenize(self, texts: list[str]) -> "list[Encoding]":
        # Encoding sets these on the shared tokenizer each time it runs.
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        return self._tokenizer.encode_batch(texts, add_special_tokens=False)

    def _windows(self, texts: list[str]) -> Iterator[tuple[int, str, int]]:
        """Yield a text's index, a piece of it that fits into the model, and its tokens; pieces join to the text."""
        limit = self._model.max_seq_length
        room = max(1, limit - self._overhead) if limit else None
        for start in range(0, len(texts), TOKENIZE_TEXTS):
            slice_ = texts[start : start + TOKENIZE_TEXTS]
            for index, (text, encoding) in enumerate(zip(slice_, self._tokenize(slice_), strict=True), start):
                size = len(encoding)
                if room is None or size <= room:
                    yield index, text, max(1, size)
                else:
                    for piece, tokens in _cut(text, encoding, math.ceil(size / max(1, room - CUT_MARGIN))):
                        yield index, piece, tokens


def _cut(text: str, encoding: "Encoding", parts: int) -> Iterator[tuple[str, int]]:
    """Cut a text before tokens into parts of nearly equal numbers of tokens."""
    size = len(encoding)
    offsets = encoding.offsets  # a property that makes the whole list at each access
    cuts = [size * part // parts for part in range(parts + 1)]
    starts = [0, *(offsets[token][0] for token in cuts[1:-1]), len(text)]
    for (start, end), (first, after) in zip(pairwise(starts), pairwise(cuts), strict=True):
        yield text[start:end], after - first


def _finished(batches: list[NDArray[np.intp]], indices: NDArray[np.intp], owners: NDArray[np.intp]) -> list[int]:
    """Count, for each batch, the texts whose last piece it holds."""
    batch_of = np.empty(indices.max() + 1, np.intp)
    for number, batch in enumerate(batches):
        batch_of[batch] = number
    last = np.zeros(owners.max() + 1, np.intp)
    np.maximum.at(last, owners, batch_of[indices])
    counts: list[int] = np.bincount(last, minlength=len(batches)).tolist()
    return counts


def _batches(lengths: NDArray[np.int32]) -> Iterator[NDArray[np.intp]]:
    """Yield the indices of each batch, the longest texts first, so that memory peaks at once or never."""
    order = np.argsort(-lengths, kind="stable")
    start = 0
    while start < len(order):
        longest = int(lengths[order[start]])
        batch = order[start : start + max(1, BATCH_TOKENS // longest)]
        batch = batch[lengths[batch] >= SHORTEST_IN_BATCH * longest]
        yield batch
        start += len(batch)


def _fast_tokenizer(model: "SentenceTransformer", name: str) -> "Tokenizer":
    from tokenizers import Tokenizer

    tokenizer: Any = getattr(model.tokenizer, "backend_tokenizer", model.tokenizer)
    if not isinstance(tokenizer, Tokenizer):
        raise ModelError(
            f"model {name!r}: its tokenizer, {type(tokenizer).__name__}, does not tell where a token stands.\n"
            "  Choose a model with a tokenizer.json, or leave out --model to use the embedded one."
        )
    return tokenizer

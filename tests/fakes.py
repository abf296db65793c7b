"""An embedder without a model: texts that share long words are near each other, whatever their languages."""

import hashlib
import re
from collections.abc import Sequence

import numpy as np

from aligncheck.embedding import Embeddings, OnProgress

DIMENSIONS = 384


class FakeEmbedder:
    """Each word of four letters or more has its own direction.

    A dictionary maps the words of one language onto those of the other.
    """

    name = "fake"
    embedded_encoder = None

    def __init__(self, dictionary: dict[str, str] | None = None) -> None:
        self._dictionary = dictionary or {}

    def encode(self, texts: Sequence[str], on_progress: OnProgress | None = None) -> Embeddings:
        rows = [self._words(text) for text in texts]
        vectors = np.array([np.mean([_direction(word) for word in words], axis=0) for words in rows], dtype=np.float32)
        if on_progress is not None:
            on_progress(len(texts))
        return Embeddings(vectors.reshape(len(texts), DIMENSIONS), np.array([len(words) for words in rows], np.int32))

    def _words(self, text: str) -> list[str]:
        words = re.findall(r"\w{4,}", text.casefold()) or ["∅"]
        return [self._dictionary.get(word, word) for word in words]


def _direction(word: str) -> np.ndarray:
    seed = int.from_bytes(hashlib.sha256(word.encode()).digest()[:8], "big")
    return np.random.default_rng(seed).standard_normal(DIMENSIONS)

"""From a document's texts to the side that the aligner sees: the only place of the aligner that looks at text."""

import re
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from aligncheck.aligner.side import Side
from aligncheck.embedding import Embeddings

_GOES_ON = ",;:，；：、،؛–—-([{«„‚"
"""A text that ends so is not over."""

_WORD = re.compile(r"\d|[^\W\d_]{2}|[\u0e00-\u109f\u1780-\u17ff\u3040-\u9fff\uac00-\ud7af]")
"""A digit, two letters, or one of a script in which one letter may be a word."""

_CLOSES = ")]}»”’"
_OPENS = "\"'“‘«„‚‹»([{¿¡"


def side_of(texts: Sequence[str], embeddings: Embeddings, furniture: NDArray[np.bool_] | None = None) -> Side:
    """Return what the aligner knows of a document; without `furniture` none of its segments is any."""
    return Side(
        vectors=embeddings.vectors,
        tokens=embeddings.tokens,
        characters=np.array([len(text) for text in texts], dtype=np.int32),
        furniture=np.zeros(len(texts), dtype=np.bool_) if furniture is None else furniture,
        continues=continuations(texts),
        wordless=np.array([not _WORD.search(text) for text in texts], dtype=np.bool_),
    )


def continuations(texts: Sequence[str]) -> NDArray[np.bool_]:
    """Say of each text whether it goes on with the sentence of the one before it, (n,).

    It does if the one before ends with a comma, colon, dash or the like, or if it begins with a small letter or a
    closing bracket itself. Of scripts without small letters only the first and the last are known.

    >>> continuations(["He said in Lima (", "Peru) that", "it was over;", "They left.", "Then it rained."]).tolist()
    [False, True, True, True, False]
    """
    found = np.zeros(len(texts), dtype=np.bool_)
    for index in range(1, len(texts)):
        before, text = texts[index - 1].rstrip(), texts[index].lstrip()
        begins = text.lstrip(_OPENS + " ")[:1]
        found[index] = before[-1:] in tuple(_GOES_ON) or text[:1] in tuple(_CLOSES) or begins.islower()
    return found

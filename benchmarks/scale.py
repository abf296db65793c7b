"""Time and memory of the alignment of long documents: ``python benchmarks/scale.py [DATA]``.

Embeddings are made up, so that only the search is measured: random directions, the target's rows being the source's
with noise, 2 % of the segments missing on each side. DATA is not read; it is accepted as all benchmarks take it. Memory
is the peak of the process less what it held with the embeddings made, before the search.
"""

import argparse
import resource
import time

import numpy as np
import results

from aligncheck.aligner import Side, align

RNG_SEED = 20261122
SEGMENTS = (1_000, 5_000, 20_000)
DIMENSIONS = 384
MISSING = 0.02
NOISE = 0.7
"""Standard deviation of the noise against that of the signal: cosines of counterparts are near 0.8."""


def main() -> None:
    """Measure and write the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", nargs="?")
    parser.parse_args()
    rows = [measure(segments) for segments in SEGMENTS]
    settings = {"rng_seed": RNG_SEED, "dimensions": DIMENSIONS, "missing": MISSING, "noise": NOISE}
    results.publish("scale", settings, {"Search": rows}, packages=["numpy"])


def measure(segments: int) -> dict[str, object]:
    """Align two documents of so many segments."""
    rng = np.random.default_rng(RNG_SEED)
    signal = rng.standard_normal((segments, DIMENSIONS)).astype(np.float32)
    noise = rng.standard_normal((segments, DIMENSIONS)).astype(np.float32)
    lengths = rng.integers(40, 200, segments)
    in_source, in_target = (rng.random(segments) >= MISSING for _ in range(2))
    source = _side(signal[in_source], lengths[in_source])
    target = _side((signal + np.float32(NOISE) * noise)[in_target], lengths[in_target])
    del signal, noise
    before = _peak()
    started = time.perf_counter()
    beads = align(source, target).beads
    seconds = time.perf_counter() - started
    numbers = np.flatnonzero(in_source), np.flatnonzero(in_target)
    right = sum(
        len(bead.source) == len(bead.target) == 1 and numbers[0][bead.source[0]] == numbers[1][bead.target[0]]
        for bead in beads
    )
    return {
        "source_segments": len(source),
        "target_segments": len(target),
        "seconds": round(seconds, 1),
        "megabytes_beyond_embeddings": round(_peak() - before),
        "one_to_one_found": round(right / int((in_source & in_target).sum()), 4),
    }


def _side(vectors: np.ndarray, lengths: np.ndarray) -> Side:
    return Side(
        vectors=vectors,
        tokens=(lengths // 4).astype(np.int32),
        characters=lengths.astype(np.int32),
        **dict.fromkeys(("furniture", "continues", "wordless"), np.zeros(len(vectors), dtype=np.bool_)),
    )


def _peak() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()

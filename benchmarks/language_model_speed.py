"""Speed and memory of a language model, in a process that holds nothing else: part of language_model.py.

    python benchmarks/language_model_speed.py NAME_OR_PATH < PAIRS

PAIRS is a JSON list of Indonesian-English pairs, each with its source, its target, and a list of what is left of the
source without each of the phrases that are asked about; prints one JSON object.
"""

import json
import sys
import time

from memory import peak_megabytes

from aligncheck.estimator.tokens import tokenise
from aligncheck.language_model.loading import find_language_model
from aligncheck.language_model.portions import AT_A_TIME
from aligncheck.language_model.reader import read_pairs, read_targets

LANGUAGES = ("id", "en")


def main() -> None:
    """Measure."""
    given = json.load(sys.stdin)
    pairs = [(tokenise(source), tokenise(target)) for source, target, _ in given]
    phrases = [
        [(tokenise(rest), target) for rest in rests] for (_, _, rests), (_, target) in zip(given, pairs, strict=True)
    ]
    found = find_language_model(sys.argv[1])
    assert found is not None, "the extra lm is not installed"
    started = time.perf_counter()
    judge = found.load()
    loading = time.perf_counter() - started
    read_pairs(judge, pairs[:AT_A_TIME], LANGUAGES)
    wall, cpu = time.perf_counter(), time.process_time()
    for start in range(0, len(pairs), AT_A_TIME):
        read_pairs(judge, pairs[start : start + AT_A_TIME], LANGUAGES)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    asking = time.perf_counter()
    suspicious = [some for some in phrases if some]
    for start in range(0, len(suspicious), AT_A_TIME):
        read_targets(judge, [pair for some in suspicious[start : start + AT_A_TIME] for pair in some], LANGUAGES)
    asking = time.perf_counter() - asking
    figures = {
        "seconds to load": round(loading, 1),
        "pairs": len(pairs),
        "target tokens a pair": round(sum(len(target.tokens) for _, target in pairs) / len(pairs), 1),
        "seconds a pair, reading": round(wall / len(pairs), 3),
        "phrases a pair": round(sum(map(len, phrases)) / len(pairs), 2),
        "seconds a pair, phrases": round(asking / len(pairs), 3),
        "pairs per second": round(len(pairs) / (wall + asking), 1),
        "pairs per second of a processor, reading": round(len(pairs) / cpu, 1),
        "peak megabytes": peak_megabytes(),
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()

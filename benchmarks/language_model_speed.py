"""Speed and memory of a language model, in a process that holds nothing else: part of language_model.py.

    python benchmarks/language_model_speed.py NAME_OR_PATH < PAIRS

PAIRS is a JSON list of Indonesian-English pairs of texts; prints one JSON object.
"""

import json
import re
import sys
import time
from pathlib import Path

from aligncheck.estimator.tokens import tokenise
from aligncheck.language_model.loading import find_language_model
from aligncheck.language_model.reader import read_pairs

LANGUAGES = ("id", "en")
AT_A_TIME = 16
"""As `check` reads them."""


def main() -> None:
    """Measure."""
    pairs = [(tokenise(source), tokenise(target)) for source, target in json.load(sys.stdin)]
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
    figures = {
        "seconds to load": round(loading, 1),
        "pairs": len(pairs),
        "target tokens a pair": round(sum(len(target.tokens) for _, target in pairs) / len(pairs), 1),
        "pairs per second": round(len(pairs) / wall, 1),
        "pairs per second of a processor": round(len(pairs) / cpu, 1),
        "peak megabytes": _peak_megabytes(),
    }
    print(json.dumps(figures))


def _peak_megabytes() -> int:
    """Return the largest memory of this process, the mapped file of the model included.

    Not by getrusage, which counts what the process was before it began this program.
    """
    (kilobytes,) = re.findall(r"^VmHWM:\s+(\d+) kB$", Path("/proc/self/status").read_text(), re.MULTILINE)
    return round(int(kilobytes) / 1024)


if __name__ == "__main__":
    main()

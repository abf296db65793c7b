"""Measure how long the command takes to say something: ``python benchmarks/startup.py``.

Each run is a process of its own, with a cache folder of its own, so that the user's cache does not count:

help                   ``aligncheck --help``
seeds, cold answers    ``aligncheck check seeds``, the model unpacked, nothing known of the texts
seeds, warm answers    the same again: no model is loaded, no rule looks
the same, as a page    the same with ``--format html``
a sentence edited      the same with another word in the translation: the models see what that changes

Seconds are the median and the least wall-clock time of several runs, and the processor's seconds of the quickest; on a
machine that others use only the latter can be compared.
"""

import argparse
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import results

from aligncheck.cache import FILE, OFF_VARIABLE
from aligncheck.embedded_model import find_embedded_model
from aligncheck.unpacking import CACHE_VARIABLE, cache_folder

ROOT = Path(__file__).parent.parent
TRANSLATION = "002_03dc5822192064b2.txt"


@dataclass(frozen=True)
class Run:
    """What a process needed, in seconds."""

    wall: float
    processor: float


def main() -> None:
    """Measure and write the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", nargs="?", help="not used; taken so that all benchmarks are called alike")
    parser.add_argument("--runs", type=int, default=5)
    arguments = parser.parse_args()
    find_embedded_model()
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "models").symlink_to(cache_folder() / "models")
        environment = {name: value for name, value in os.environ.items() if name != OFF_VARIABLE}
        environment |= {CACHE_VARIABLE: folder, "OMP_NUM_THREADS": "1"}

        def command(*words: str) -> Callable[[], Run]:
            return lambda: _measured([sys.executable, "-m", "aligncheck", *words], environment)

        seeds = shutil.copytree(ROOT / "seeds", Path(folder, "seeds"))
        report = command("check", str(seeds), "--quiet", "--lm=off", "--output", str(Path(folder, "report.json")))
        page = command("check", str(seeds), "--quiet", "--lm=off", "--output", str(Path(folder, "report.html")))

        def cold() -> Run:
            for path in Path(folder).glob(f"{FILE}*"):
                path.unlink()
            return report()

        def edited() -> Run:
            path = seeds / TRANSLATION
            path.write_text(path.read_text(encoding="utf-8").replace("also", "too", 1), encoding="utf-8")
            return report()

        figures = [
            _row("help", [command("--help")() for _ in range(arguments.runs)]),
            _row("seeds, cold answers", [cold()]),
            _row("seeds, warm answers", [report() for _ in range(arguments.runs)]),
            _row("the same, as a page", [page() for _ in range(arguments.runs)]),
            _row("a sentence edited", [edited()]),
        ]
    settings = {"runs": arguments.runs, "OMP_NUM_THREADS": 1, "load": [round(each, 1) for each in os.getloadavg()]}
    results.publish("startup", settings, {"Seconds": figures}, packages=("torch", "numpy"))


def _measured(command: list[str], environment: dict[str, str]) -> Run:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, check=False)
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert done.returncode in (0, 1), f"exit code {done.returncode}"
    return Run(wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def _row(name: str, runs: list[Run]) -> dict[str, object]:
    return {
        "run": name,
        "median": round(statistics.median(run.wall for run in runs), 2),
        "least": round(min(run.wall for run in runs), 2),
        "processor": round(min(run.processor for run in runs), 2),
    }


if __name__ == "__main__":
    main()

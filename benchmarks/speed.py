"""Measure time and memory of whole runs: ``python benchmarks/speed.py DATA``.

DATA is a folder of corpora as described in ``benchmarks/corpora.py``. Each run is a process of its own:

seeds, first run    an empty cache: the embedded model is unpacked
seeds, changed      the model is unpacked, but nothing is known of the texts (--no-cache)
seeds, unchanged    what the models say is in the cache
5,000 sentences     Indonesian and English news (PANL-BPPT), one sentence a line, as a pair of files

Seconds are wall-clock time; memory is the peak resident set of the process.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import corpora
import results

ROOT = Path(__file__).parent.parent
SENTENCES = 5000


@dataclass(frozen=True)
class Run:
    """What a process needed."""

    seconds: float
    megabytes: float


def main() -> None:
    """Measure and write the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--runs", type=int, default=5, help="runs of the seeds with a warm cache (default: 5)")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        cold = run(["seeds"], {"ALIGNCHECK_CACHE": folder})
        warm = [run(["seeds"], {"ALIGNCHECK_CACHE": folder}) for _ in range(args.runs)]
        anew = [run(["seeds", "--no-cache"], {"ALIGNCHECK_CACHE": folder}) for _ in range(args.runs)]
        large = run(_large_pair(args.data, Path(folder)), {"ALIGNCHECK_CACHE": folder})
    rows = [
        {"run": name, "seconds": round(r.seconds, 1), "peak_megabytes": round(r.megabytes)}
        for name, r in (
            ("seeds, first run", cold),
            ("seeds, changed", _typical(anew)),
            ("seeds, unchanged", _typical(warm)),
            (f"{SENTENCES:,} sentences", large),
        )
    ]
    results.publish("speed", {"cores": os.cpu_count(), "runs": args.runs}, {"Whole runs": rows}, packages=["torch"])


def _typical(runs: list[Run]) -> Run:
    return Run(statistics.median(r.seconds for r in runs), max(r.megabytes for r in runs))


def run(paths: list[str], environment: dict[str, str]) -> Run:
    """Run ``aligncheck check`` on paths and measure it."""
    command = [sys.executable, "-m", "aligncheck", "check", *paths, "--format", "json", "--fail-on", "never"]
    started = time.monotonic()
    process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, **environment}, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.monotonic() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise SystemExit(f"{' '.join(command)}: exit code {process.returncode}")
    return Run(seconds, usage.ru_maxrss / 1024)


def _large_pair(data: Path, folder: Path) -> list[str]:
    pairs = corpora.panl_bppt(data, "ECO")[:SENTENCES]
    paths = []
    for side, language in enumerate(("id", "en")):
        path = folder / f"large.{language}.txt"
        path.write_text("\n".join(pair[side] for pair in pairs) + "\n", encoding="utf-8")
        paths.append(str(path))
    return [*paths, "--presplit", "--source-lang", "id", "--target-lang", "en"]


if __name__ == "__main__":
    main()

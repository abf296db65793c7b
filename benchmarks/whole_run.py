"""Time and memory of a whole run of the checks, in a process of its own: part of language_model.py.

    python benchmarks/whole_run.py [OPTION...] PATH...

Prints one JSON object in place of the report.
"""

import contextlib
import io
import json
import sys
import time

from memory import peak_megabytes

from aligncheck.cli import main as aligncheck


def main() -> None:
    """Measure."""
    started = time.perf_counter()
    report = io.StringIO()
    with contextlib.redirect_stdout(report), contextlib.suppress(SystemExit):
        aligncheck(["check", *sys.argv[1:], "--no-cache", "--quiet", "--format", "json", "--fail-on", "never"])
    beads = [bead for pair in json.loads(report.getvalue())["pairs"] for bead in pair["beads"]]
    figures = {
        "sentence pairs": sum(bead["quality"] is not None for bead in beads),
        "seconds": round(time.perf_counter() - started, 1),
        "peak megabytes": peak_megabytes(),
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()

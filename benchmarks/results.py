"""Where benchmarks put their figures: on standard output, and into ``reports/benchmarks/NAME.json`` and ``NAME.md``."""

import json
import platform
from collections.abc import Mapping, Sequence
from importlib.metadata import version
from pathlib import Path

from tabulate import tabulate

from aligncheck.writing import write_whole

FOLDER = Path(__file__).parent.parent / "reports" / "benchmarks"

Rows = Sequence[Mapping[str, object]]


def rounded(value: float) -> float:
    """Return a figure with the three digits that tables have."""
    return round(float(value), 3)


def publish(
    name: str,
    settings: Mapping[str, object],
    tables: Mapping[str, Rows],
    packages: Sequence[str] = (),
    notes: str = "",
) -> None:
    """Print the figures of a benchmark and write them down, with the settings that produced them.

    Args:
        name: The benchmark, named after its module.
        settings: What the figures depend on: model, data, rng_seed, thresholds.
        tables: Rows of figures by title, already rounded.
        packages: Distributions whose version the figures depend on, aligncheck apart.
        notes: What a reader must know to read the figures rightly, as Markdown.
    """
    versions = {package: version(package) for package in ("aligncheck", *packages)}
    environment = {"versions": versions, "python": platform.python_version()}
    content = {"benchmark": name, "settings": {**environment, **settings}, "figures": tables}
    text = _markdown(name, content["settings"], tables, notes)
    print(text)
    FOLDER.mkdir(parents=True, exist_ok=True)
    write_whole(str(FOLDER / f"{name}.json"), json.dumps(content, indent=1, ensure_ascii=False) + "\n")
    write_whole(str(FOLDER / f"{name}.md"), text)


def _markdown(name: str, settings: Mapping[str, object], tables: Mapping[str, Rows], notes: str) -> str:
    blocks = [f"# {name}", f"`python benchmarks/{name}.py DATA`", notes]
    for title, rows in tables.items():
        blocks += [f"## {title}", tabulate(rows, headers="keys", tablefmt="github")]
    blocks += ["## Settings", "\n".join(f"- {key}: {json.dumps(value)}" for key, value in settings.items())]
    return "\n\n".join(block for block in blocks if block) + "\n"

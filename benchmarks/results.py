"""Where benchmarks put their figures: ``reports/benchmarks/NAME.json``, with the settings that produced them."""

import json
import platform
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path

from aligncheck.writing import write_whole

FOLDER = Path(__file__).parent.parent / "reports" / "benchmarks"


def write(name: str, settings: Mapping[str, object], figures: object) -> None:
    """Write the figures of a benchmark and say where."""
    environment = {"aligncheck": version("aligncheck"), "python": platform.python_version()}
    FOLDER.mkdir(parents=True, exist_ok=True)
    path = FOLDER / f"{name}.json"
    content = {"benchmark": name, "settings": {**environment, **settings}, "figures": figures}
    write_whole(str(path), json.dumps(content, indent=2, ensure_ascii=False) + "\n")
    print(f"written to reports/benchmarks/{path.name}")

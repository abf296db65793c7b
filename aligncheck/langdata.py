"""Language data: one TOML file per topic and language under ``aligncheck/data``.

Nothing but these files is specific to a language. A language without a file gets an empty table, and whoever needs the
data says what it does without it.
"""

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def load(topic: str, language: str) -> dict[str, Any]:
    """Return the table of ``data/<topic>/<language>.toml``, empty if there is none. Do not modify it."""
    resource = files("aligncheck").joinpath("data", topic, f"{language}.toml")
    if not resource.is_file():
        return {}
    return tomllib.loads(resource.read_text(encoding="utf-8"))


@cache
def languages(topic: str) -> tuple[str, ...]:
    """Return the languages that have data on a topic, sorted."""
    folder = files("aligncheck").joinpath("data", topic)
    return tuple(sorted(entry.name.removesuffix(".toml") for entry in folder.iterdir() if entry.name.endswith(".toml")))

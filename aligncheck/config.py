"""Options, and where they come from: the command line, then aligncheck.toml or pyproject.toml, then the defaults."""

import hashlib
import re
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from aligncheck.errors import ConfigError
from aligncheck.finding import Confidence, Severity
from aligncheck.gate import Policy

NEVER = "never"
"""The value of `fail_on` that lets every finding pass."""

_CONFIG_NAMES = ("aligncheck.toml", "pyproject.toml")
"""Looked for in this order in the working folder, then in each folder above it."""


@dataclass(frozen=True)
class Options:
    """Everything a user can set; the names are those of the configuration keys and, with dashes, of the options."""

    source_lang: str | None = None
    """ISO 639-1 code; None: detected."""

    target_lang: str | None = None
    encoding: str | None = None
    """Codec of the input files; None: detected."""

    presplit: bool = False
    """Whether every line is one segment."""

    model: str = "embedded"
    """``embedded``, a folder, or the name of a sentence-transformers model on the hub."""

    estimator: bool = True
    """Whether the estimator looks for wrong words."""

    fail_on: str = str(Severity.MAJOR)
    """A severity, or ``never``."""

    min_confidence: str = str(Confidence.MEDIUM)
    """The least confidence at which a finding counts for the gate."""

    format: tuple[str, ...] = ()
    output: tuple[str, ...] = ()

    @property
    def segmenter(self) -> str:
        """The key in the table of segmenters."""
        return "presplit" if self.presplit else "rules"

    @property
    def policy(self) -> Policy:
        """What fails the gate."""
        fail_on = None if self.fail_on == NEVER else Severity(self.fail_on)
        return Policy(fail_on, Confidence(self.min_confidence))

    @property
    def digest(self) -> str:
        """SHA-256 of the settings that change findings; the gate's and the output's do not."""
        relevant = (self.source_lang, self.target_lang, self.encoding, self.presplit, self.estimator)
        return "sha256:" + hashlib.sha256(repr(relevant).encode()).hexdigest()


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise TypeError("a text in quotes")
    return value


def language_code(value: object) -> str:
    """Return the value if it is an ISO 639 code; else raise TypeError with the words for what it must be."""
    if not isinstance(value, str) or not re.fullmatch("[a-z]{2,3}", value):
        raise TypeError('a language code such as "id" or "en"')
    return value


def _switch(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError("true or false")
    return value


def _texts(value: object) -> tuple[str, ...]:
    values = [value] if isinstance(value, str) else value
    if not isinstance(values, list) or not all(isinstance(item, str) for item in values):
        raise TypeError("a text or a list of texts")
    return tuple(values)


def _one_of(*choices: str) -> Callable[[object], str]:
    def parse(value: object) -> str:
        if value not in choices:
            raise TypeError(f"one of {', '.join(choices)}")
        return str(value)

    return parse


FAIL_ON_CHOICES = (*map(str, Severity), NEVER)
CONFIDENCE_CHOICES = tuple(map(str, Confidence))

KEYS: dict[str, Callable[[object], Any]] = {
    "source_lang": language_code,
    "target_lang": language_code,
    "encoding": _text,
    "presplit": _switch,
    "model": _text,
    "estimator": _switch,
    "fail_on": _one_of(*FAIL_ON_CHOICES),
    "min_confidence": _one_of(*CONFIDENCE_CHOICES),
    "format": _texts,
    "output": _texts,
}
"""What each configuration key takes: a parser that raises TypeError with the words for what it wanted."""


def resolve(command_line: Mapping[str, Any], config_path: str | None) -> Options:
    """Merge what was given on the command line over the configuration file over the defaults.

    Args:
        command_line: Options by name; None or an empty tuple means not given.
        config_path: The configuration file; None looks for one in the working folder and above.

    Raises:
        ConfigError: the file cannot be read, or has an unknown key or a wrong value.
    """
    path = Path(config_path) if config_path else _find(Path.cwd())
    settings = _parse(path) if path else {}
    names = {field.name for field in fields(Options)}
    given = {name: value for name, value in command_line.items() if name in names and value not in (None, ())}
    return Options(**{**settings, **given})


def _find(folder: Path) -> Path | None:
    for parent in (folder, *folder.parents):
        for name in _CONFIG_NAMES:
            path = parent / name
            if path.is_file() and _table(path) is not None:
                return path
    return None


def _table(path: Path) -> dict[str, Any] | None:
    """Return the table of options in a file, None for a pyproject.toml without one."""
    try:
        with path.open("rb") as stream:
            content = tomllib.load(stream)
    except OSError as exc:
        raise ConfigError(f"{path}: cannot be read ({exc.strerror})\n  Check the name and the permissions.") from exc
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as exc:
        raise ConfigError(f"{path}: not valid TOML: {exc}\n  Mend the line it names.") from exc
    if path.name != "pyproject.toml":
        return content
    table = content.get("tool", {}).get("aligncheck")
    return table if isinstance(table, dict) else None


def _parse(path: Path) -> dict[str, Any]:
    settings = {}
    for key, value in (_table(path) or {}).items():
        name = key.replace("-", "_")
        if name not in KEYS:
            near = get_close_matches(name, KEYS, n=1)
            hint = f"Did you mean {near[0]!r}?" if near else f"Known keys: {', '.join(KEYS)}."
            raise ConfigError(f"{path}: unknown key {key!r}\n  {hint}")
        try:
            settings[name] = KEYS[name](value)
        except TypeError as exc:
            raise ConfigError(f"{path}: {key} = {value!r} is not allowed\n  It must be {exc}.") from exc
    return settings

"""Options, and where they come from: the command line, then aligncheck.toml or pyproject.toml, then the defaults."""

import hashlib
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from aligncheck.errors import ConfigError
from aligncheck.finding import Confidence, Severity
from aligncheck.gate import Limit, Policy
from aligncheck.pairing import PairPattern
from aligncheck.settings import (
    ItemError,
    fraction,
    language_code,
    limits,
    one_of,
    pairs,
    seconds,
    suppressions,
    switch,
    text,
    texts,
)
from aligncheck.suppressions import Suppression

NEVER = "never"
"""The value of `fail_on` that lets everything pass."""

NEW = "new"
"""The value of `fail_on` for which every finding fails that the baseline does not accept."""

GATE = "gate"
"""The table of the configuration that holds the gate's keys; they may stand beside it as well."""

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

    lm: str = "auto"
    """The language model that reads the original as well: ``auto`` (the extra's own, where it is installed), ``off``, a
    folder, or a name on the hub."""

    lm_budget: float | None = None
    """Seconds that it may read; None: as long as it takes."""

    glossary: str | None = None
    """The file of terms and how they must be rendered."""

    fail_on: str = str(Severity.MAJOR)
    """A severity, ``new``, or ``never``."""

    min_confidence: str = str(Confidence.MEDIUM)
    """The least confidence at which a finding counts for the gate."""

    max: tuple[Limit, ...] = ()
    """How many findings of a category a translation may have."""

    min_coverage: float | None = None
    """Least share of a translation that its original holds, in [0, 1]."""

    min_sentence_score: float | None = None
    min_document_score: float | None = None

    baseline: str | None = None
    """The file of accepted findings."""

    suppress: tuple[Suppression, ...] = ()
    pairs: tuple[PairPattern, ...] = ()
    """Which files are originals and translations of each other, for runs without paths."""

    cache: bool = True
    """Whether what the embedded model and the estimator say is kept for the next run."""

    format: tuple[str, ...] = ()
    output: tuple[str, ...] = ()

    @property
    def segmenter(self) -> str:
        """The key in the table of segmenters."""
        return "presplit" if self.presplit else "rules"

    @property
    def policy(self) -> Policy:
        """What fails the gate."""
        return Policy(
            fail_on=FAIL_ON[self.fail_on],
            min_confidence=Confidence(self.min_confidence),
            limits=self.max,
            min_coverage=self.min_coverage,
            min_sentence_score=self.min_sentence_score,
            min_document_score=self.min_document_score,
        )

    @property
    def for_findings(self) -> tuple[tuple[str, object], ...]:
        """All that may change findings: everything but what judges them, and what says where they go."""
        apart = {*GATE_KEYS, "suppress", "pairs", "cache", "format", "output"}
        return tuple((field.name, getattr(self, field.name)) for field in fields(self) if field.name not in apart)

    @property
    def digest(self) -> str:
        """SHA-256 of the settings that change findings; the gate's and the output's do not."""
        relevant = (self.source_lang, self.target_lang, self.encoding, self.presplit, self.estimator)
        return digest_of(*relevant)


def digest_of(*values: object) -> str:
    """Return the SHA-256 of what values look like, as ``sha256:...``."""
    return "sha256:" + hashlib.sha256(repr(values).encode()).hexdigest()


FAIL_ON: dict[str, Severity | None] = {**{str(each): each for each in Severity}, NEW: Severity.MINOR, NEVER: None}
FAIL_ON_CHOICES = tuple(FAIL_ON)
CONFIDENCE_CHOICES = tuple(map(str, Confidence))

GATE_KEYS: dict[str, Callable[[object], Any]] = {
    "fail_on": one_of(*FAIL_ON_CHOICES),
    "min_confidence": one_of(*CONFIDENCE_CHOICES),
    "max": limits,
    "min_coverage": fraction,
    "min_sentence_score": fraction,
    "min_document_score": fraction,
    "baseline": text,
}
KEYS: dict[str, Callable[[object], Any]] = {
    "source_lang": language_code,
    "target_lang": language_code,
    "encoding": text,
    "presplit": switch,
    "model": text,
    "estimator": switch,
    "lm": text,
    "lm_budget": seconds,
    "glossary": text,
    "cache": switch,
    **GATE_KEYS,
    "suppress": suppressions,
    "pairs": pairs,
    "format": texts,
    "output": texts,
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
    table = dict(_table(path) or {})
    gate = table.pop(GATE, {})
    if not isinstance(gate, dict):
        raise ConfigError(f"{path}: {GATE} = {gate!r} is not allowed\n  It must be a table: [{GATE}].")
    return {**_settings(path, table, KEYS, ""), **_settings(path, gate, GATE_KEYS, f"{GATE}.")}


def _settings(
    path: Path, table: Mapping[str, object], keys: Mapping[str, Callable[[object], Any]], prefix: str
) -> dict[str, Any]:
    settings = {}
    for key, value in table.items():
        name = key.replace("-", "_")
        if name not in keys:
            near = get_close_matches(name, keys, n=1)
            hint = f"Did you mean {near[0]!r}?" if near else f"Known keys: {', '.join(keys)}."
            raise ConfigError(f"{path}: unknown key {prefix + key!r}\n  {hint}")
        try:
            settings[name] = keys[name](value)
        except ItemError as exc:
            raise ConfigError(
                f"{path}: {prefix}{key}, table {exc.number}: {exc.item!r} is not allowed\n  It must be {exc}."
            ) from exc
        except TypeError as exc:
            raise ConfigError(f"{path}: {prefix}{key} = {value!r} is not allowed\n  It must be {exc}.") from exc
    return settings

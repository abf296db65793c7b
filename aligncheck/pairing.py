"""Which files belong together, by the patterns of the configuration."""

import glob
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from aligncheck.paths import plain

_FIELDS = re.compile(r"\{(stem|name|dir)\}")


@dataclass(frozen=True)
class FilePair:
    """An original and its translation."""

    source: str
    target: str


@dataclass(frozen=True)
class PairPattern:
    """Originals by a glob pattern, and how the path of a translation follows from that of its original."""

    source: str
    """Such as ``id/*.txt``; ``**`` stands for any folders."""

    target: str
    """Such as ``en/{stem}.txt``: `{stem}` is the name without its suffix, `{name}` with it, `{dir}` the folders that
    ``**`` and what stands after the pattern's fixed beginning stand for.
    """

    @property
    def is_sound(self) -> bool:
        """Whether each original has a translation of its own and no field is unknown."""
        return bool(_FIELDS.search(self.target)) and "{" not in _FIELDS.sub("", self.target)

    def target_of(self, source: str) -> str:
        """Return the path of the translation of an original.

        >>> PairPattern("id/**/*.txt", "en/{dir}/{stem}.en.txt").target_of("id/2024/a.txt")
        'en/2024/a.en.txt'
        """
        path = PurePosixPath(source)
        fields = {"stem": path.stem, "name": path.name, "dir": self._folders(path)}
        return plain(_FIELDS.sub(lambda match: fields[match[1]], self.target))

    def _folders(self, source: PurePosixPath) -> str:
        parts = PurePosixPath(self.source).parts
        fixed = next((number for number, part in enumerate(parts) if glob.has_magic(part)), len(parts) - 1)
        return "/".join(source.parent.parts[fixed:]) or "."


@dataclass(frozen=True)
class Pairing:
    """What the patterns make of the files there are."""

    pairs: tuple[FilePair, ...]
    """Sorted by the translation."""

    missing: tuple[str, ...]
    """A sentence for each file without its partner."""


def pair_files(patterns: Sequence[PairPattern]) -> Pairing:
    """Match the files below the working folder."""
    found: dict[str, FilePair] = {}
    missing = []
    for pattern in patterns:
        sources = sorted(map(plain, _files(pattern.source)))
        targets = set(_targets(pattern))
        if not sources:
            missing.append(f"no file fits the pattern {pattern.source}")
        for source in sources:
            target = pattern.target_of(source)
            if target in targets:
                found[target] = FilePair(source, target)
                targets.discard(target)
            else:
                missing.append(f"{source} has no translation {target}")
        missing += [f"{target} has no original that fits {pattern.source}" for target in sorted(targets)]
    return Pairing(tuple(found[target] for target in sorted(found)), tuple(missing))


def _targets(pattern: PairPattern) -> Iterator[str]:
    """Yield the files that may be translations by a pattern."""
    wild = _FIELDS.sub(lambda match: "**" if match[1] == "dir" else "*", pattern.target)
    yield from map(plain, _files(wild))


def _files(pattern: str) -> list[str]:
    # Path.glob takes no absolute pattern, and yields folders and hidden files too.
    return [path for path in glob.glob(pattern, recursive=True) if Path(path).is_file()]  # noqa: PTH207

"""Members of the archives that corpora come in, found by pattern, read as lines."""

import tarfile
from fnmatch import fnmatch
from pathlib import Path

from aligncheck.errors import InputError


def archived_lines(path: Path, *patterns: str) -> tuple[list[str], ...]:
    """Return the lines of the first member of a tar archive that matches each pattern.

    Raises:
        InputError: The archive cannot be read, or nothing in it matches a pattern.
    """
    try:
        with tarfile.open(path) as archive:
            members = [member for member in archive if member.isfile()]
            return tuple(_lines(archive, members, pattern, path) for pattern in patterns)
    except (OSError, tarfile.TarError) as error:
        raise InputError(f"{path}: the archive cannot be read: {error}") from error


def lines(text: str) -> list[str]:
    r"""Return the lines of a text, split at ``\n`` only, without surrounding space."""
    return [line.strip() for line in text.removesuffix("\n").split("\n")]


def _lines(archive: tarfile.TarFile, members: list[tarfile.TarInfo], pattern: str, path: Path) -> list[str]:
    member = next((member for member in members if fnmatch(member.name, pattern)), None)
    file = archive.extractfile(member) if member else None
    if file is None:
        raise InputError(f"{path}: no file in the archive is named like {pattern}")
    return lines(file.read().decode("utf-8", errors="replace"))

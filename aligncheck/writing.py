"""Writing files whole or not at all."""

import os
import tempfile
from pathlib import Path

from aligncheck.errors import OutputError


def write_whole(path: str, text: str) -> None:
    """Write `text` as UTF-8 to `path`: into a temporary file beside it first, then renamed into place.

    A reader sees the old file or the new one, never a part; a failure or a killed process leaves the old one.

    Raises:
        OutputError: the file cannot be written.
    """
    destination = Path(path)
    if destination.is_dir():
        raise OutputError(f"{path}: is a folder, where a report should be written\n  Name a file in it.")
    temporary: str | None = None
    try:
        handle, temporary = tempfile.mkstemp(dir=destination.parent, prefix=f".{destination.name}.", suffix=".part")
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        Path(temporary).chmod(_permissions(destination))
        Path(temporary).replace(destination)
    except OSError as exc:
        if temporary is not None:
            Path(temporary).unlink(missing_ok=True)
        raise OutputError(
            f"{path}: the report cannot be written ({exc.strerror})\n"
            "  Check that the folder exists and may be written to."
        ) from exc


def _permissions(destination: Path) -> int:
    """Return the mode of the file that is replaced, or what the user's umask gives a new one."""
    if destination.exists():
        return destination.stat().st_mode & 0o777
    umask = os.umask(0)
    os.umask(umask)
    return 0o666 & ~umask

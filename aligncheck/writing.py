"""Writing files whole or not at all."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from aligncheck.errors import OutputError


def write_whole(path: str, text: str) -> None:
    """Write `text` as UTF-8 to `path`: into a temporary file beside it first, then renamed into place.

    A reader sees the old file or the new one, never a part; a failure or a killed process leaves the old one.

    Raises:
        OutputError: the file cannot be written.
    """
    destination = _file(path)
    with _explained(path), _staged(destination, text) as temporary:
        temporary.replace(destination)


def write_whole_with_folder(
    path: str, text: str, folder: str, files: Mapping[str, str], is_ours: Callable[[Path], bool]
) -> None:
    """Write `text` to `path` and `files` into a folder beside it, all of them or, on a failure, none.

    A folder of this name is replaced, with whatever it holds, if all of that is ours.

    Args:
        path: The file.
        text: Its content, written as UTF-8.
        folder: Name of the folder, which will hold nothing but the files.
        files: Their contents by their names.
        is_ours: Whether what an existing folder holds may be removed; asked for each of its entries.

    Raises:
        OutputError: something cannot be written, or the folder holds what is not ours.
    """
    destination = _file(path)
    place = destination.parent / folder
    with _explained(path):
        _refuse_foreign(place, is_ours)
        with _staged(destination, text) as index, _staged_folder(place, files) as pages, _put_aside(place):
            pages.replace(place)
            index.replace(destination)


def _file(path: str) -> Path:
    if Path(path).is_dir():
        raise OutputError(f"{path}: is a folder, where a report should be written\n  Name a file in it.")
    return Path(path)


@contextmanager
def _explained(path: str) -> Iterator[None]:
    try:
        yield
    except OSError as exc:
        raise OutputError(
            f"{path}: the report cannot be written ({exc.strerror})\n"
            "  Check that the folder exists and may be written to."
        ) from exc


@contextmanager
def _staged(destination: Path, text: str) -> Iterator[Path]:
    """Write a temporary file beside its destination; what was not renamed is removed."""
    handle, name = tempfile.mkstemp(dir=destination.parent, prefix=f".{destination.name}.", suffix=".part")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.chmod(_permissions(destination))
        yield temporary
    finally:
        temporary.unlink(missing_ok=True)


@contextmanager
def _staged_folder(destination: Path, files: Mapping[str, str]) -> Iterator[Path]:
    """Write a temporary folder beside its destination; what was not renamed is removed."""
    temporary = Path(tempfile.mkdtemp(dir=destination.parent, prefix=f".{destination.name}.", suffix=".part"))
    try:
        for name, text in files.items():
            (temporary / name).write_text(text, encoding="utf-8", newline="")
        temporary.chmod(0o777 & ~_umask())
        yield temporary
    finally:
        shutil.rmtree(temporary, ignore_errors=True)


@contextmanager
def _put_aside(place: Path) -> Iterator[None]:
    """Move a folder out of the way for what takes its place; it comes back if that fails, and is removed if not."""
    if not place.exists():
        yield
        return
    aside = Path(tempfile.mkdtemp(dir=place.parent, prefix=f".{place.name}.", suffix=".old"))
    place.replace(aside)
    try:
        yield
    except BaseException:
        shutil.rmtree(place, ignore_errors=True)
        aside.replace(place)
        raise
    shutil.rmtree(aside, ignore_errors=True)


def _refuse_foreign(place: Path, is_ours: Callable[[Path], bool]) -> None:
    foreign = place.is_symlink() or (place.exists() and not place.is_dir())
    if foreign or (place.exists() and not all(is_ours(entry) for entry in place.iterdir())):
        raise OutputError(
            f"{place}: holds what is no page of a report, and would be replaced by the pages of this one\n"
            "  Remove or rename it, or name another file for the report."
        )


def _permissions(destination: Path) -> int:
    """Return the mode of the file that is replaced, or what the user's umask gives a new one."""
    return destination.stat().st_mode & 0o777 if destination.exists() else 0o666 & ~_umask()


def _umask() -> int:
    umask = os.umask(0)
    os.umask(umask)
    return umask

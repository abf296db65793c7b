"""Answers kept for the next run: the cache, with keys that change whenever the program would answer otherwise."""

import hashlib
import importlib.util
import os
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from aligncheck.cache import Cache
from aligncheck.embedded_model import PACKAGE
from aligncheck.errors import CacheError


class Answers:
    """A cache of what this very program says; one that cannot be used costs time only.

    Args:
        cache: Where answers are kept.
        announce: Told once, if the cache cannot be used.
    """

    def __init__(self, cache: Cache, announce: Callable[[str], None]) -> None:
        self._cache = cache
        self._announce = announce
        self._is_usable = True

    def get(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """Return the answers that are known."""
        return self._tried(lambda: self._cache.get(keys)) or {}

    def put(self, answers: Mapping[bytes, bytes]) -> None:
        """Keep answers."""
        self._tried(lambda: self._cache.put(answers))

    def key(self, kind: str, question: str) -> bytes:
        """Return the key of the answer to a question, for this version of the program."""
        return _digest(self._stamp, kind, question)

    @cached_property
    def _stamp(self) -> str:
        """Stand for the content of all files that answers depend on, and for the versions of all installed packages.

        Reading the files takes longer than a run that knows every answer, so that their digest is itself kept, by their
        sizes and times.
        """
        try:
            files = list(_files())
            looks = [(name, status.st_size, status.st_mtime_ns) for name, path in files for status in [path.stat()]]
            key = _digest("looks", sys.version, repr(_installed()), repr(looks))
            known = self.get([key]).get(key)
            if known is None:
                contents = [(name, _content(path)) for name, path in files]
                known = _digest("contents", sys.version, repr(_installed()), repr(contents))
                self.put({key: known})
        except OSError as exc:
            self._give_up(f"{exc.filename}: {exc.strerror}")
            return ""
        return known.hex()

    def _give_up(self, reason: str) -> None:
        self._is_usable = False
        self._announce(f"running without the cache: {reason}")

    def _tried(self, use: Callable[[], dict[bytes, bytes] | None]) -> dict[bytes, bytes] | None:
        if not self._is_usable:
            return None
        try:
            return use()
        except CacheError as exc:
            self._give_up(str(exc))
            return None


def _files() -> Iterator[tuple[str, Path]]:
    """Yield the files of the program, its data, and the package that carries the model, each by its relative name."""
    spec = importlib.util.find_spec(PACKAGE)
    for folder in (Path(__file__).parent, *map(Path, (spec.submodule_search_locations or ()) if spec else ())):
        for parent, folders, names in os.walk(folder):
            folders[:] = sorted(name for name in folders if name != "__pycache__")
            for name in sorted(names):
                path = Path(parent, name)
                yield path.relative_to(folder.parent).as_posix(), path


def _installed() -> list[str]:
    """Return names and versions of the installed packages, as their metadata folders have them."""
    return sorted({path.name for folder in sys.path for path in Path(folder).glob("*.dist-info")})


def _content(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _digest(*parts: str) -> bytes:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).digest()

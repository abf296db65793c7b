"""The cache: what models said of texts, in one SQLite file of the user's cache folder.

Several processes may use it at once (write-ahead log). It is bounded: when it grows over its limit, what was not used
for longest goes. It can be deleted at any time; nothing but time is lost.
"""

import os
import sqlite3
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from aligncheck.errors import CacheError

FILE = "answers.sqlite"
OFF_VARIABLE = "ALIGNCHECK_NO_CACHE"
"""Environment variable that switches the cache off, whatever its value."""

MAX_BYTES = 256 * 2**20
"""Size at which the least recently used entries go: about 80,000 sentences with their estimates."""

KEPT = 0.75
"""Share of the limit that stays then."""

WAIT_SECONDS = 20.0
"""How long to wait for another process that writes."""

DAY = 86_400
_MOST_PARAMETERS = 500

_SCHEMA = """
CREATE TABLE IF NOT EXISTS answers (key BLOB PRIMARY KEY, value BLOB NOT NULL, used INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS by_use ON answers (used);
"""


@dataclass(frozen=True)
class CacheInfo:
    """What is in the cache."""

    path: Path
    entries: int
    size: int
    """Bytes on the disk, the log included."""


@dataclass(frozen=True)
class Cache:
    """Values by key."""

    path: Path
    max_bytes: int = MAX_BYTES

    def get(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """Return the values that are there.

        Raises:
            CacheError: the file cannot be used.
        """
        found: dict[bytes, bytes] = {}
        today = int(time.time()) // DAY
        with self._open() as connection:
            for part in _parts(keys):
                marks = ",".join("?" * len(part))
                rows = connection.execute(f"SELECT key, value, used FROM answers WHERE key IN ({marks})", part)  # noqa: S608 - question marks only
                stale = []
                for key, value, used in rows:
                    found[key] = value
                    if used != today:
                        stale.append((today, key))
                connection.executemany("UPDATE answers SET used = ? WHERE key = ?", stale)
        return found

    def put(self, values: Mapping[bytes, bytes]) -> None:
        """Keep values; the least recently used ones go if there is no room.

        Raises:
            CacheError: the file cannot be used.
        """
        today = int(time.time()) // DAY
        with self._open() as connection:
            rows = ((key, value, today) for key, value in values.items())
            connection.executemany("INSERT OR REPLACE INTO answers VALUES (?, ?, ?)", rows)
            self._trim(connection)

    def info(self) -> CacheInfo:
        """Say what is there."""
        if not self.path.exists():
            return CacheInfo(self.path, 0, 0)
        with self._open() as connection:
            (entries,) = connection.execute("SELECT count(*) FROM answers").fetchone()
        return CacheInfo(self.path, entries, sum(map(_bytes_of, self._files())))

    def clear(self) -> None:
        """Delete the file."""
        for path in self._files():
            path.unlink(missing_ok=True)

    def _files(self) -> list[Path]:
        """Return the file and those that SQLite may put beside it."""
        return [self.path.with_name(self.path.name + suffix) for suffix in ("", "-wal", "-shm")]

    def _trim(self, connection: sqlite3.Connection) -> None:
        (total,) = connection.execute("SELECT coalesce(sum(length(key) + length(value)), 0) FROM answers").fetchone()
        if total <= self.max_bytes:
            return
        going = total - int(KEPT * self.max_bytes)
        keys = []
        for key, size in connection.execute("SELECT key, length(key) + length(value) FROM answers ORDER BY used, key"):
            if going <= 0:
                break
            keys.append((key,))
            going -= size
        connection.executemany("DELETE FROM answers WHERE key = ?", keys)

    @contextmanager
    def _open(self) -> Iterator[sqlite3.Connection]:
        """Open the file for one transaction, which is kept whole or not at all."""
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with closing(sqlite3.connect(self.path, timeout=WAIT_SECONDS)) as connection:
                connection.execute("PRAGMA journal_mode = WAL")
                connection.execute("PRAGMA synchronous = NORMAL")
                connection.executescript(_SCHEMA)
                with connection:
                    yield connection
        except (sqlite3.Error, OSError) as exc:
            raise CacheError(
                f"{self.path}: the cache cannot be used ({exc})\n"
                "  Clear it with: aligncheck cache clear, or run with --no-cache."
            ) from exc


def default_cache() -> Cache:
    """Return the cache in the folder that also holds the unpacked model."""
    from aligncheck.unpacking import cache_folder

    return Cache(cache_folder() / FILE)


def is_switched_off() -> bool:
    """Whether the environment says that no cache is wanted."""
    return OFF_VARIABLE in os.environ


def _parts(keys: Iterable[bytes]) -> Iterator[list[bytes]]:
    """Yield keys in portions that a statement takes."""
    remaining = list(dict.fromkeys(keys))
    for start in range(0, len(remaining), _MOST_PARAMETERS):
        yield remaining[start : start + _MOST_PARAMETERS]


def _bytes_of(path: Path) -> int:
    """Return the size of a file; 0 once another process that was the last to use it has taken it away."""
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0

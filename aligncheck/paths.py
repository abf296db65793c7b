"""Names of files as configuration and baseline write them: relative to the working folder, with slashes."""

import os
from fnmatch import fnmatchcase
from pathlib import Path


def plain(path: str) -> str:
    """Return a path relative to the working folder where it lies in it, with slashes and without dots.

    >>> plain("./a/../b.txt")
    'b.txt'
    """
    relative = os.path.relpath(path)
    return Path(os.path.normpath(path) if relative.startswith("..") else relative).as_posix()


def fits(path: str, pattern: str) -> bool:
    """Whether a file fits a pattern; ``*`` stands for any characters, slashes included.

    >>> fits("./en/2024/a.txt", "en/*.txt")
    True
    """
    return fnmatchcase(plain(path), pattern)

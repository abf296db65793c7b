"""Where reports go: which format into which file, and what is left for standard output."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath

STANDARD_OUTPUT = "-"


@dataclass(frozen=True)
class Destination:
    """One report to write."""

    format: str
    path: str
    """A file, or ``-`` for standard output."""


def plan(formats: Sequence[str], outputs: Sequence[str], suffixes: Mapping[str, str]) -> tuple[Destination, ...]:
    """Match formats with files: the first format goes into the first file, and so on.

    Without any format each file's suffix names its own. A format without a file goes to standard output, which takes
    one report; so does the first format in `suffixes` where neither formats nor files are given.

    Args:
        formats: Names of formats, keys of `suffixes`.
        outputs: Files, or ``-``.
        suffixes: The usual suffix of every known format, the default format first.

    Raises:
        ValueError: a format or suffix is unknown, files outnumber formats, or standard output would get two reports.

    >>> plan(["json", "table"], ["report.json"], {"table": ".txt", "json": ".json"})
    (Destination(format='json', path='report.json'), Destination(format='table', path='-'))
    """
    unknown = [name for name in formats if name not in suffixes]
    if unknown:
        raise ValueError(f"unknown format {unknown[0]!r}; known are {', '.join(suffixes)}")
    names = list(formats) or [_by_suffix(path, suffixes) for path in outputs] or [next(iter(suffixes))]
    if len(outputs) > len(names):
        raise ValueError(
            f"more files ({len(outputs)}) than formats ({len(names)}); give each file a --format, or none of them"
        )
    paths = [*outputs, *[STANDARD_OUTPUT] * (len(names) - len(outputs))]
    if paths.count(STANDARD_OUTPUT) > 1:
        raise ValueError("two reports for standard output; name files with --output")
    return tuple(Destination(name, path) for name, path in zip(names, paths, strict=True))


def _by_suffix(path: str, suffixes: Mapping[str, str]) -> str:
    if path == STANDARD_OUTPUT:
        return next(iter(suffixes))
    fitting = [name for name, suffix in suffixes.items() if PurePath(path).name.lower().endswith(suffix)]
    if fitting:
        return max(fitting, key=lambda name: len(suffixes[name]))
    raise ValueError(f"cannot tell the format of {path!r} from its suffix; name it with --format")

"""From bytes on disk to decoded text: encodings, and everything that can be wrong with a file."""

import codecs
from dataclasses import dataclass
from pathlib import Path

from aligncheck.errors import InputError

MAX_BYTES = 32 * 1024 * 1024
"""Largest file read: ten times the longest novels. Beyond it something else than a text was given."""

_BYTE_ORDER_MARKS = (  # UTF-32 before UTF-16: the little-endian mark of the one begins with that of the other
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

_SIGNATURES = (
    (b"%PDF-", "a PDF document"),
    (b"PK\x03\x04", "a Word, OpenDocument or zip file"),
    (b"\xd0\xcf\x11\xe0", "an old Word document"),
    (b"\x1f\x8b", "a gzip file"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"{\\rtf", "a rich text file"),
)


@dataclass(frozen=True)
class DecodedText:
    """The text of a file and how its bytes were understood."""

    path: str
    text: str
    """The text without byte-order mark, newlines as in the file."""

    encoding: str
    guessed: bool
    """Whether the encoding is a guess from the bytes, neither named by the user nor marked in the file nor UTF-8."""


def read_text(path: str, encoding: str | None = None) -> DecodedText:
    """Read and decode a text file.

    Args:
        path: The file.
        encoding: A codec of Python's; None tries a byte-order mark, UTF-8, then guesses a legacy encoding.

    Raises:
        InputError: the file cannot be read, is empty, too large, not text, or not in this encoding.
    """
    data = _read_bytes(Path(path))
    decoded = _decode_as(path, data, encoding) if encoding else _decode(path, data)
    if not decoded.text.strip():
        raise InputError(
            f"{path}: the file holds no text ({len(data)} bytes)\n  Give a file with at least one sentence."
        )
    nul = decoded.text.find("\0")
    if nul >= 0:
        raise InputError(
            f"{path}: not a text file (a NUL character at offset {nul})\n"
            "  Export the document as plain text, or name its encoding with --encoding (such as utf-16-le)."
        )
    return decoded


def _read_bytes(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise InputError(f"{path}: is a folder, where a text file was expected\n  Name a file in it.")
        if path.exists() and not path.is_file():
            raise InputError(f"{path}: not a regular file\n  Save the text as a file and name that.")
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except FileNotFoundError as exc:
        if path.is_symlink():
            message = f"{path}: a broken link (it points to {path.readlink()})\n  Mend or remove the link."
        else:
            message = f"{path}: no such file\n  Check the spelling and the folder."
        raise InputError(message) from exc
    except OSError as exc:
        raise InputError(f"{path}: cannot be read ({exc.strerror})\n  Check the permissions.") from exc
    if len(data) > MAX_BYTES:
        raise InputError(
            f"{path}: larger than {MAX_BYTES // 1024**2} MiB\n"
            "  Split the text into chapters and check each with its original."
        )
    return data


def _decode_as(path: str, data: bytes, encoding: str) -> DecodedText:
    try:
        text = data.decode(encoding)
    except LookupError as exc:
        raise InputError(
            f"{path}: unknown encoding {encoding!r}\n  Use a name such as utf-8, cp1252 or latin-1."
        ) from exc
    except UnicodeDecodeError as exc:
        raise InputError(
            f"{_first_bad_byte(path, encoding, exc)}\n"
            "  Name the right encoding with --encoding, or leave the option out to have it detected."
        ) from exc
    return DecodedText(path, text.removeprefix("\ufeff"), encoding, guessed=False)


def _decode(path: str, data: bytes) -> DecodedText:
    for mark, encoding in _BYTE_ORDER_MARKS:
        if data.startswith(mark):
            return _decode_as(path, data, encoding)
    for signature, what in _SIGNATURES:
        if data.startswith(signature):
            raise InputError(f"{path}: not a text file, it looks like {what}\n  Export the document as plain text.")
    try:
        return DecodedText(path, data.decode("utf-8"), "utf-8", guessed=False)
    except UnicodeDecodeError as exc:
        return _decode_by_guess(path, data, exc)


def _decode_by_guess(path: str, data: bytes, failure: UnicodeDecodeError) -> DecodedText:
    from charset_normalizer import from_bytes

    best = from_bytes(data).best()
    if best is None or best.encoding == "ascii":
        raise InputError(
            f"{_first_bad_byte(path, 'UTF-8', failure)}, and no other encoding fits\n"
            "  Save the file as UTF-8, or name its encoding with --encoding."
        ) from failure
    return DecodedText(path, str(best), best.encoding, guessed=True)


def _first_bad_byte(path: str, encoding: str, failure: UnicodeDecodeError) -> str:
    data, offset = failure.object, failure.start
    line = data.count(b"\n", 0, offset) + 1
    return f"{path}:{line}: not valid {encoding} (byte 0x{data[offset]:02x} at offset {offset})"

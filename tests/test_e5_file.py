import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tiny_e5 import HIDDEN, NORMAL_FORMS, PIECES, tiny_model_file

from aligncheck.e5_file import Dimensions, SpecialIds, read_e5_file
from aligncheck.errors import ModelError

WHOLE = tiny_model_file()


@pytest.fixture
def model_path(tmp_path):
    path = tmp_path / "e5-small-q4.bin"
    path.write_bytes(WHOLE)
    return path


def test_header_and_vocabulary_are_read(model_path):
    model = read_e5_file(model_path)
    assert model.dimensions == Dimensions(HIDDEN, 1, 4, 64, len(PIECES), 16, 2, pytest.approx(1e-12))
    assert model.special == SpecialIds(bos=0, eos=2, pad=1, unk=3)
    assert model.pieces == PIECES
    assert model.normal_forms == NORMAL_FORMS


def test_blocks_are_scaled_nibbles_low_halves_first(model_path):
    position = WHOLE.index(read_block := WHOLE[-18:])  # the last block of the last matrix
    assert position == len(WHOLE) - 18
    scale = np.frombuffer(read_block, "<f2", 1)[0].astype(np.float32)
    nibbles = [byte & 15 for byte in read_block[2:]] + [byte >> 4 for byte in read_block[2:]]
    values = read_e5_file(model_path).tensor("l0.fo.w", (HIDDEN, 64))
    assert values.dtype == np.float32
    np.testing.assert_array_equal(values[-1, -32:], (np.array(nibbles, np.float32) - 8) * scale)


@given(st.integers(0, len(WHOLE) - 1))
def test_every_truncation_is_noticed(tmp_path_factory, size):
    path = tmp_path_factory.mktemp("cut") / "cut.bin"
    path.write_bytes(WHOLE[:size])
    with pytest.raises(ModelError, match=f"it ends at byte {size}, inside its "):
        read_e5_file(path)


@pytest.mark.parametrize(
    ("changes", "seen"),
    [
        ({"magic": b"GGUF"}, "starts with b'GGUF' instead of b'E5S1'"),
        ({"version": 2}, "version 2, and only version 1 is known"),
        ({"block": 64}, "blocks hold 64 values instead of 32"),
        ({"special": (0, 2, 1, 99)}, r"ids \[0, 2, 1, 99\] in a vocabulary of 13"),
    ],
)
def test_another_format_is_refused_with_advice(tmp_path, changes, seen):
    path = tmp_path / "other.bin"
    path.write_bytes(tiny_model_file(**changes))
    with pytest.raises(ModelError, match=seen) as caught:
        read_e5_file(path)
    assert str(caught.value).startswith(f"{path}: ")
    assert "pip install --force-reinstall" in str(caught.value)


def test_a_tensor_of_another_size_or_name_is_refused(model_path):
    model = read_e5_file(model_path)
    with pytest.raises(ModelError, match=r"'emb.ln.w' has 32 values instead of 48"):
        model.tensor("emb.ln.w", (48,))
    with pytest.raises(ModelError, match=r"no tensor 'l7\.q\.w'"):
        model.tensor("l7.q.w", (HIDDEN, HIDDEN))


def test_an_unreadable_file_is_named(tmp_path):
    with pytest.raises(ModelError, match=r"absent\.bin: the embedded model cannot be read: No such file"):
        read_e5_file(tmp_path / "absent.bin")

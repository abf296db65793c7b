import codecs
from pathlib import Path

import pytest

from aligncheck import reading
from aligncheck.errors import InputError
from aligncheck.reading import read_text

INDONESIAN = "Ketua KPU meminta jajarannya bersikap transparan – “jujur dan adil”.\r\nIa pergi ke Jakarta.\r\n"


def write(folder: Path, data: bytes) -> str:
    path = folder / "text.txt"
    path.write_bytes(data)
    return str(path)


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (b"", "utf-8"),
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
    ],
)
def test_unicode_is_read_with_its_newlines_and_without_its_mark(tmp_path, mark, encoding):
    decoded = read_text(write(tmp_path, mark + INDONESIAN.encode(encoding)))
    assert decoded.text == INDONESIAN
    assert (decoded.encoding, decoded.guessed) == (encoding, False)


def test_a_legacy_encoding_is_guessed_and_said_to_be_a_guess(tmp_path):
    decoded = read_text(write(tmp_path, (INDONESIAN * 5).encode("cp1252")))
    assert decoded.text == INDONESIAN * 5
    assert decoded.guessed


def test_a_named_encoding_is_not_a_guess(tmp_path):
    decoded = read_text(write(tmp_path, "Grüße aus Köln".encode("cp1252")), "cp1252")
    assert (decoded.text, decoded.guessed) == ("Grüße aus Köln", False)


@pytest.mark.parametrize(
    ("data", "encoding", "message"),
    [
        (b"", None, "the file holds no text (0 bytes)"),
        (b" \n\t\n", None, "the file holds no text (4 bytes)"),
        (codecs.BOM_UTF8, None, "the file holds no text"),
        (b"abc\0def", None, "not a text file (a NUL character at offset 3)"),
        (bytes(range(256)) * 4, None, "text.txt:"),
        (b"%PDF-1.7 ...", None, "it looks like a PDF document"),
        (b"PK\x03\x04....", None, "it looks like a Word, OpenDocument or zip file"),
        (b"one\ntwo \x96 three", "utf-8", "text.txt:2: not valid utf-8 (byte 0x96 at offset 8)"),
        (b"abc", "no-such-codec", "unknown encoding 'no-such-codec'"),
        (b"abc", "base64", "unknown encoding 'base64'"),
    ],
)
def test_what_is_no_text_is_refused_with_what_was_seen(tmp_path, data, encoding, message):
    with pytest.raises(InputError) as caught:
        read_text(write(tmp_path, data), encoding)
    assert message in str(caught.value)
    assert "\n  " in str(caught.value), "the message must say what to do"


def test_paths_that_are_no_readable_file(tmp_path):
    link = tmp_path / "link.txt"
    link.symlink_to(tmp_path / "gone.txt")
    for path, message in (
        (tmp_path / "missing.txt", "no such file"),
        (tmp_path, "is a folder"),
        (link, "a broken link"),
        (Path("/dev/null"), "not a regular file"),
    ):
        with pytest.raises(InputError, match=message):
            read_text(str(path))


def test_an_unreadable_file_is_refused(tmp_path, monkeypatch):
    path = write(tmp_path, b"text")

    def refuse(*args, **kwargs):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(InputError, match=r"text\.txt: cannot be read \(Permission denied\)"):
        read_text(path)


def test_a_file_beyond_the_limit_is_refused_before_it_fills_the_memory(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "MAX_BYTES", 1024 * 1024)
    with pytest.raises(InputError, match="larger than 1 MiB"):
        read_text(write(tmp_path, b"a" * (1024 * 1024 + 1)))

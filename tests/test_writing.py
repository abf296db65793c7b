import os

import pytest

from aligncheck.errors import OutputError
from aligncheck.writing import write_whole


def test_a_report_is_written_as_it_is(tmp_path):
    path = tmp_path / "report.json"
    write_whole(str(path), "a\nb\r\nsatu – dua\n")
    assert path.read_bytes() == "a\nb\r\nsatu – dua\n".encode()
    assert os.listdir(tmp_path) == ["report.json"]


def test_a_new_file_has_the_users_permissions(tmp_path):
    path = tmp_path / "report.json"
    old = os.umask(0o027)
    try:
        write_whole(str(path), "x")
    finally:
        os.umask(old)
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_failure_leaves_the_old_file_and_nothing_beside_it(tmp_path, monkeypatch):
    path = tmp_path / "report.json"
    path.write_text("old")

    def full(handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutputError, match=r"report\.json: the report cannot be written \(No space left on device\)"):
        write_whole(str(path), "new")
    assert path.read_text() == "old"
    assert os.listdir(tmp_path) == ["report.json"]


def test_a_folder_or_a_missing_folder_is_refused(tmp_path):
    with pytest.raises(OutputError, match="is a folder"):
        write_whole(str(tmp_path), "x")
    with pytest.raises(OutputError, match="Check that the folder exists"):
        write_whole(str(tmp_path / "missing" / "report.json"), "x")

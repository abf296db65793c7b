import os
from pathlib import Path

import pytest

from aligncheck.errors import OutputError
from aligncheck.writing import write_whole, write_whole_with_folder


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


PAGES = {"a.html": "<!-- ours --> a", "b.html": "<!-- ours --> b"}


def is_ours(path):
    return path.is_file() and path.read_text().startswith("<!-- ours -->")


def write_pages(folder, text="index", pages=PAGES):
    write_whole_with_folder(str(folder / "report.html"), text, "report-pages", pages, is_ours)


def test_a_file_and_a_folder_are_written_together_and_renewed_together(tmp_path):
    write_pages(tmp_path)
    write_pages(tmp_path, "new index", {"c.html": "<!-- ours --> c"})
    assert (tmp_path / "report.html").read_text() == "new index"
    assert os.listdir(tmp_path / "report-pages") == ["c.html"]
    assert sorted(os.listdir(tmp_path)) == ["report-pages", "report.html"]


def test_a_new_folder_has_the_users_permissions(tmp_path):
    old = os.umask(0o027)
    try:
        write_pages(tmp_path)
    finally:
        os.umask(old)
    assert (tmp_path / "report-pages").stat().st_mode & 0o777 == 0o750
    assert (tmp_path / "report-pages" / "a.html").stat().st_mode & 0o777 == 0o640


@pytest.mark.parametrize(
    "make",
    [lambda place: place.mkdir() or (place / "thesis.txt").write_text("mine"), lambda place: place.write_text("mine")],
)
def test_what_is_not_ours_is_left_alone(tmp_path, make):
    make(tmp_path / "report-pages")
    with pytest.raises(OutputError, match=r"report-pages: holds what is no page of a report"):
        write_pages(tmp_path)
    assert os.listdir(tmp_path) == ["report-pages"]


def test_a_link_to_a_folder_is_left_alone(tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "report-pages").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OutputError, match="holds what is no page"):
        write_pages(tmp_path)


@pytest.mark.parametrize("failing", ["report.html", "report-pages"])
def test_a_failure_half_way_leaves_the_old_file_and_the_old_folder(tmp_path, monkeypatch, failing):
    write_pages(tmp_path)
    replace = Path.replace

    def failed(self, target):
        if Path(target).name == failing and self.suffix == ".part":
            raise OSError(28, "No space left on device")
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", failed)
    with pytest.raises(OutputError, match="No space left on device"):
        write_pages(tmp_path, "new index", {"c.html": "c"})
    assert (tmp_path / "report.html").read_text() == "index"
    assert sorted(os.listdir(tmp_path / "report-pages")) == ["a.html", "b.html"]
    assert sorted(os.listdir(tmp_path)) == ["report-pages", "report.html"]

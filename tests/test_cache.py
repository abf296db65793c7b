"""The cache: what it keeps, that it is bounded and shared, and that a warm run loads no model."""

import json
import os
import sqlite3
import subprocess
import sys
import time

import numpy as np
import pytest
from fake_estimator import DECISION, FakeEstimator
from fakes import FakeEmbedder
from hypothesis import given
from hypothesis import strategies as st
from test_cli import fake_model, folder, run

from aligncheck import cache as cache_module
from aligncheck import sentence_transformer
from aligncheck.cache import DAY, FILE, OFF_VARIABLE, Cache
from aligncheck.cached_models import CachedEmbedder, CachedEstimator, stamp
from aligncheck.errors import CacheError
from aligncheck.estimator import decision, loading
from aligncheck.estimator.tokens import tokenise

__all__ = ["fake_model", "folder"]  # fixtures


@pytest.fixture
def kept(tmp_path):
    return Cache(tmp_path / "sub" / FILE)


def test_values_read_back_and_unknown_keys_have_none(kept):
    kept.put({b"a": b"1", b"b": b"2"})
    kept.put({b"b": b"3"})
    assert kept.get([b"a", b"b", b"c"]) == {b"a": b"1", b"b": b"3"}
    assert kept.get([]) == {}
    assert kept.info().entries == 2


def test_more_keys_than_a_statement_takes(kept):
    values = {number.to_bytes(4, "big"): b"x" for number in range(2_000)}
    kept.put(values)
    assert kept.get([*values, *values]) == values


def test_the_least_recently_used_go_when_it_is_full(tmp_path, monkeypatch):
    small = Cache(tmp_path / FILE, max_bytes=1_000)
    now = time.time()
    for day, name in enumerate((b"old", b"mid", b"new")):
        monkeypatch.setattr(cache_module.time, "time", lambda day=day: now + day * DAY)
        small.put({name: b"x" * 300})
    monkeypatch.setattr(cache_module.time, "time", lambda: now + 4 * DAY)
    small.get([b"old"])
    small.put({b"last": b"x" * 300})
    assert set(small.get([b"old", b"mid", b"new", b"last"])) == {b"old", b"last"}


def test_clearing_leaves_nothing(kept):
    kept.put({b"a": b"1"})
    kept.clear()
    assert list(kept.path.parent.iterdir()) == []
    assert (kept.info().entries, kept.info().size) == (0, 0)


def test_a_damaged_file_is_an_error_that_says_what_to_do(kept):
    kept.path.parent.mkdir()
    kept.path.write_bytes(b"no database" * 100)
    with pytest.raises(CacheError, match="aligncheck cache clear"):
        kept.get([b"a"])
    kept.clear()
    assert kept.get([b"a"]) == {}


WRITER = """
import sys
from pathlib import Path
from aligncheck.cache import Cache
cache = Cache(Path(sys.argv[1]))
for number in range(40):
    key = f"{sys.argv[2]} {number}".encode()
    cache.put({key: key, b"shared": b"x" * 1000})
    assert cache.get([key, b"shared"]) == {key: key, b"shared": b"x" * 1000}
"""


def test_several_processes_write_at_once(kept):
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, str(kept.path), str(name)]) for name in range(3)]
    assert [writer.wait() for writer in writers] == [0, 0, 0]
    assert kept.info().entries == 121


def test_a_killed_writer_leaves_a_whole_file(kept):
    kept.put({b"before": b"1"})
    endless = WRITER.replace("range(40)", "range(10**9)")
    writer = subprocess.Popen([sys.executable, "-c", endless, str(kept.path), "killed"])
    while kept.info().entries < 5:
        assert writer.poll() is None
    writer.kill()
    writer.wait()
    assert kept.get([b"before"]) == {b"before": b"1"}
    with sqlite3.connect(kept.path) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


class CountingEmbedder(FakeEmbedder):
    """Remembers what it was asked."""

    def __init__(self):
        super().__init__()
        self.asked = []

    def encode(self, texts, on_progress=None):
        self.asked.extend(texts)
        return super().encode(texts, on_progress)


@given(st.lists(st.lists(st.text(max_size=4), max_size=6), max_size=4))
def test_rows_are_those_of_the_model_and_each_text_is_encoded_once(tmp_path_factory, batches):
    model = CountingEmbedder()
    cached = CachedEmbedder(Cache(tmp_path_factory.mktemp("cache") / FILE), lambda: model)
    for texts in batches:
        done = []
        got = cached.encode(texts, done.append)
        expected = FakeEmbedder().encode(texts)
        assert got.vectors.shape == expected.vectors.shape
        assert np.array_equal(got.vectors, expected.vectors)
        assert np.array_equal(got.tokens, expected.tokens)
        assert (got.vectors.dtype, got.tokens.dtype) == (np.float32, np.int32)
        assert sum(done) >= len(set(texts))
    assert len(model.asked) == len(set(model.asked)) == len({text for texts in batches for text in texts})


def test_a_second_embedder_and_estimator_need_no_model(kept):
    def never():
        raise AssertionError("the model was loaded")

    first = CachedEmbedder(kept, FakeEmbedder)
    assert not first.is_loaded
    rows = first.encode(["satu", "dua"])
    assert (first.name, first.is_loaded) == ("fake", True)
    second = CachedEmbedder(kept, never)
    assert np.array_equal(second.encode(["dua", "satu"]).vectors, rows.vectors[::-1])
    assert second.name == "fake"

    pairs = [(tokenise("tanggul baru ."), tokenise("new levee ."))]
    model = FakeEstimator({"levee": 0.97}, links=[("tanggul", "levee")])
    one = CachedEstimator(kept, lambda: model, lambda: DECISION)
    other = CachedEstimator(kept, never, lambda: DECISION)
    expected = model.estimate(pairs)
    assert one.estimate(pairs, languages=("id", "en")) == expected
    assert other.estimate(pairs, languages=("id", "en")) == (one.estimate(pairs, languages=("id", "en")))
    assert other.estimate(pairs, languages=("id", "en")) == expected
    assert (one.name, other.name, other.decision) == ("fake estimator", "fake estimator", DECISION)
    with pytest.raises(AssertionError):
        other.estimate(pairs, languages=("ms", "en"))


def test_the_stamp_is_that_of_the_files():
    assert stamp() == stamp.__wrapped__()


@pytest.fixture
def user_cache(tmp_path, monkeypatch):
    monkeypatch.delenv(OFF_VARIABLE)
    monkeypatch.setenv("ALIGNCHECK_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(decision, "load_decision", lambda: DECISION)
    return tmp_path / "cache" / FILE


def test_a_second_run_on_unchanged_texts_loads_no_model_and_says_the_same(folder, user_cache, monkeypatch):
    first = run("check", "id.txt", "en.txt", "--format", "json")
    assert user_cache.exists()

    def never(*arguments, **options):
        raise AssertionError("a model was loaded")

    monkeypatch.setattr(sentence_transformer, "load_embedder", never)
    monkeypatch.setattr(loading, "load_estimator", never)
    second = run("check", "id.txt", "en.txt", "--format", "json")
    assert second.stdout == first.stdout
    assert json.loads(second.stdout)["signature"]["estimator"] == "fake estimator"
    with pytest.raises(AssertionError, match="a model was loaded"):
        run("check", "id.txt", "en.txt", "--no-cache")
    (folder / "en.txt").write_text((folder / "en.txt").read_text() + "One more sentence stands here.\n")
    with pytest.raises(AssertionError, match="a model was loaded"):
        run("check", "id.txt", "en.txt")


def test_no_cache_leaves_no_file_and_other_models_are_not_kept(folder, user_cache):
    run("check", "id.txt", "en.txt", "--no-cache")
    run("check", "id.txt", "en.txt", "--model", "some/model")
    (folder / "aligncheck.toml").write_text("cache = false\n")
    run("check", "id.txt", "en.txt")
    assert not user_cache.exists()


def test_a_cache_that_cannot_be_used_costs_time_only(folder, user_cache):
    user_cache.parent.mkdir()
    user_cache.write_bytes(b"no database" * 100)
    result = run("check", "id.txt", "en.txt")
    assert result.exit_code == 0
    assert "running without the cache" in result.stderr


def test_the_command_tells_and_clears(folder, user_cache):
    assert "0 entries, 0.0 of 256 MB" in run("cache", "info").stdout
    run("check", "id.txt", "en.txt")
    told = run("cache", "info").stdout
    assert told.startswith(f"{user_cache}: ")
    assert " 0 entries" not in told
    assert run("cache", "clear").stdout == f"cleared {user_cache}\n"
    assert os.listdir(user_cache.parent) == []

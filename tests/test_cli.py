"""The command line with a fake embedder: what is printed where, exit codes, and every kind of bad input."""

import json
import os
import unicodedata
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from fake_estimator import FakeEstimator
from fakes import FakeEmbedder

from aligncheck import __version__, sentence_transformer
from aligncheck.cli import main
from aligncheck.errors import ModelError
from aligncheck.estimator import loading

SOURCE = """Hujan deras turun di Bandung sejak kemarin sore.
Sungai Citarum meluap dan banjir menggenangi ratusan rumah warga.
Wali kota meminta warga mengungsi ke gedung sekolah terdekat.
Petugas membagikan selimut, makanan, dan air bersih kepada pengungsi.
Sekolah diliburkan selama tiga hari karena jalan masih tergenang.
Kereta api dari arah timur terlambat lebih dari dua jam.
Para ahli menyalahkan penebangan hutan di hulu sungai itu.
Gubernur berjanji akan membangun tanggul baru tahun depan.
"""
TARGET = """Heavy rain has been falling in Bandung since yesterday afternoon.
The Citarum river overflowed and floods inundated hundreds of residents' houses.
The mayor asked residents to take refuge in the nearest school building.
Officers distributed blankets, food, and clean water to the refugees.
Schools are closed for three days because roads remain flooded.
Trains coming from the east were more than two hours late.
Experts blame the clearing of forests upstream of that river.
The governor promised to build a new levee next year.
"""


def _dictionary(source: str, target: str) -> dict[str, str]:
    """Map every word of a target line onto the first word of its source line: lines then lie side by side."""
    pairs = zip(source.lower().splitlines(), target.lower().splitlines(), strict=True)
    lines = [(one.replace(",", "").replace(".", ""), other.replace(",", "").replace(".", "")) for one, other in pairs]
    return {word: one.split()[0] for one, other in lines for word in [*one.split(), *other.replace("'", " ").split()]}


@pytest.fixture(autouse=True)
def fake_model(monkeypatch):
    embedder = FakeEmbedder(_dictionary(SOURCE, TARGET))
    monkeypatch.setattr(sentence_transformer, "load_embedder", lambda *args, **kwargs: embedder)
    monkeypatch.setattr(loading, "load_estimator", lambda *args, **kwargs: FakeEstimator())


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "id.txt").write_text(SOURCE, encoding="utf-8")
    (tmp_path / "en.txt").write_text(TARGET, encoding="utf-8")
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


def report_of(*arguments: str) -> dict:
    result = run("check", *arguments, "--format", "json")
    assert result.exit_code in (0, 1), result.output
    return json.loads(result.stdout)


def assert_not_checked(result: Result, *parts: str, consequence: str = "Nothing was checked") -> None:
    """Check that an error is one block on standard error that says where, what, and what to do."""
    assert result.exit_code == 3, result.output
    assert result.stdout == ""
    lines = result.stderr.splitlines()
    assert lines[0].startswith("aligncheck: ")
    assert len(lines) >= 3, "what to do is missing"
    assert lines[-1] == f"  {consequence} (exit 3)."
    for part in parts:
        assert part in result.stderr


def test_a_good_translation_passes(folder):
    result = run("check", "id.txt", "en.txt")
    assert result.exit_code == 0
    assert "original" in result.stdout
    assert result.stderr == "aligncheck: the gate passed\n"


def test_an_omission_fails_the_gate_and_is_shown_in_both_texts(folder):
    lines = TARGET.splitlines(keepends=True)
    (folder / "en.txt").write_text("".join(lines[:2] + lines[3:]))
    report = report_of("id.txt", "en.txt")
    (finding,) = report["pairs"][0]["findings"]
    assert (finding["rule"], finding["severity"], finding["source"]["line"]) == ("omission", "major", 3)
    assert finding["target"]["start"] == finding["target"]["end"] == len("".join(lines[:2])) - 1
    assert report["verdict"]["passed"] is False


def test_fail_on_and_min_confidence_move_the_gate_but_not_the_findings(folder):
    (folder / "en.txt").write_text("".join(TARGET.splitlines(keepends=True)[:6]))
    assert run("check", "id.txt", "en.txt").exit_code == 1
    assert run("check", "id.txt", "en.txt", "--fail-on", "critical").exit_code == 0
    result = run("check", "id.txt", "en.txt", "--fail-on", "never", "--format", "json")
    assert result.exit_code == 0
    assert len(json.loads(result.stdout)["pairs"][0]["findings"]) == 2


def test_several_reports_at_once(folder):
    result = run("check", ".", "-f", "json", "-o", "r.json", "-f", "html", "-o", "r.html", "-f", "markdown")
    assert result.exit_code == 0
    assert json.loads((folder / "r.json").read_text())["schema"] == "aligncheck-report/1"
    assert (folder / "r.html").read_text().startswith("<!doctype html>")
    assert result.stdout.startswith("#")
    assert result.stderr == "aligncheck: wrote r.json\naligncheck: wrote r.html\naligncheck: the gate passed\n"


def test_quiet_leaves_the_report_and_verbose_adds_what_was_read(folder):
    assert run("check", "id.txt", "en.txt", "--quiet").stderr == ""
    assert run("check", "id.txt", "en.txt", "--quiet").stdout != ""
    assert "aligncheck: id.txt: id, 8 segments\n" in run("check", "id.txt", "en.txt", "--verbose").stderr


@pytest.fixture
def strict_estimator(monkeypatch):
    estimator = FakeEstimator({"levee": 0.97}, links=[("tanggul", "levee")])
    monkeypatch.setattr(loading, "load_estimator", lambda *args, **kwargs: estimator)


def test_the_estimator_finds_wrong_words_unless_it_is_left_out(folder, strict_estimator):
    result = run("check", "id.txt", "en.txt", "--format", "json")
    pair = json.loads(result.stdout)["pairs"][0]
    assert [(finding["rule"], finding["target"]["text"]) for finding in pair["findings"]] == [
        ("mistranslation", "levee")
    ]
    assert 0.8 < pair["quality"] < 0.9
    assert [bead["quality"] for bead in pair["beads"]] == [0.9] * 7 + [0.8]
    report = json.loads(run("check", "id.txt", "en.txt", "--format", "json", "--no-estimator").stdout)
    assert (report["signature"]["estimator"], report["pairs"][0]["findings"]) == (None, [])
    assert report["pairs"][0]["quality"] is None


def test_a_glossary_is_held_to(folder):
    (folder / "terms.csv").write_text("source,target,forbidden\ntanggul,dike,levee\nhujan,rain,\n", encoding="utf-8")
    report = json.loads(run("check", "id.txt", "en.txt", "--glossary", "terms.csv", "-f", "json").stdout)
    assert [(finding["rule"], finding["target"]["text"]) for finding in report["pairs"][0]["findings"]] == [
        ("terminology", "levee")
    ]
    plain = json.loads(run("check", "id.txt", "en.txt", "-f", "json").stdout)
    assert plain["pairs"][0]["findings"] == []
    assert plain["signature"]["config"] != report["signature"]["config"]
    (folder / "terms.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    assert_not_checked(
        run("check", "id.txt", "en.txt", "--glossary", "terms.csv"), "terms.csv:1: no column named source"
    )


def test_score_tags_each_line(folder, strict_estimator):
    (folder / "pairs.tsv").write_text("tanggul baru .\tnew levee .\n\t\n", encoding="utf-8")
    lines = [json.loads(line) for line in run("score", "pairs.tsv", "--pretokenized").stdout.splitlines()]
    assert [line["target_tags"] for line in lines] == [["OK", "BAD", "OK"], []]
    assert [len(line["gap_bad"]) for line in lines] == [4, 1]
    assert [len(line["source_bad"]) for line in lines] == [3, 0]
    (folder / "a").write_text("tanggul\nbaru\n", encoding="utf-8")
    (folder / "b").write_text("levee\nnew\n", encoding="utf-8")
    assert run("score", "a", "b", "--output", "scores.jsonl").stdout == ""
    tags = [json.loads(line)["target_tags"] for line in (folder / "scores.jsonl").read_text("utf-8").splitlines()]
    assert tags == [["BAD"], ["OK"]]


def test_score_refuses_lines_without_a_translation(folder):
    (folder / "pairs.tsv").write_text("satu\tone\ndua\n", encoding="utf-8")
    assert_not_checked(run("score", "pairs.tsv"), "pairs.tsv:2: 0 tabs")
    (folder / "a").write_text("satu\ndua\n", encoding="utf-8")
    (folder / "b").write_text("one\n", encoding="utf-8")
    assert_not_checked(run("score", "a", "b", "--output", "scores.jsonl"), "b: ends after line 1")
    assert not (folder / "scores.jsonl").exists()


def test_align_prints_the_ladder(folder):
    assert run("align", "id.txt", "en.txt").stdout == "".join(f"[{i}]:[{i}]\n" for i in range(8))
    assert run("align", "id.txt", "en.txt", "--format", "tsv").stdout.count("\n") == 9
    beads = json.loads(run("align", "id.txt", "en.txt", "--format", "json", "--presplit").stdout)["beads"]
    assert [bead["source"] for bead in beads] == [[i] for i in range(8)]


def test_a_configuration_file_sets_the_same_options(folder):
    (folder / "aligncheck.toml").write_text('format = "json"\noutput = "report.json"\n')
    assert run("check", "id.txt", "en.txt").stdout == ""
    assert (folder / "report.json").exists()
    (folder / "aligncheck.toml").write_text('outptu = "report.json"\n')
    assert_not_checked(run("check", "id.txt", "en.txt"), "aligncheck.toml: unknown key 'outptu'", "'output'")


def test_version_and_help_have_examples():
    assert run("--version").stdout == f"aligncheck, version {__version__}\n"
    for command in ("check", "align"):
        assert f"aligncheck {command} original.txt translation.txt" in run(command, "--help").stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ["check"],
        ["check", "id.txt", "en.txt", "--fail-on", "sometimes"],
        ["check", "id.txt", "en.txt", "--format", "yaml"],
        ["check", "id.txt", "en.txt", "--source-lang", "Indonesian"],
        ["align", "id.txt", "en.txt", "--target-lang", "EN"],
        ["check", "id.txt", "en.txt", "--format", "json", "--format", "html"],
        ["check", "id.txt", "en.txt", "--output", "report.pdf"],
        ["align", "id.txt", "en.txt", "--format", "yaml"],
        ["align", "id.txt"],
    ],
)
def test_wrong_usage_is_clicks_own_error(folder, arguments):
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "Usage:" in result.stderr


def test_a_model_that_cannot_be_loaded(folder, monkeypatch):
    def missing(*args, **kwargs):
        raise ModelError("model 'x': no such folder\n  Name a folder.")

    monkeypatch.setattr(sentence_transformer, "load_embedder", missing)
    assert_not_checked(run("check", "id.txt", "en.txt"), "model 'x'")


@pytest.mark.parametrize("side", ["id.txt", "en.txt"])
@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "the file holds no text (0 bytes)"),
        (b"\n \n", "the file holds no text"),
        (b"\x7fELF\x02\x01\x01" + bytes(64), "not a text file"),
        (bytes(range(128, 256)) * 20, ": not "),
        (b"A sentence with a NUL\0in it.", "a NUL character at offset 21"),
        (b"%PDF-1.4", "a PDF document"),
    ],
)
def test_files_that_are_no_text(folder, side, content, message):
    (folder / side).write_bytes(content)
    assert_not_checked(run("check", "id.txt", "en.txt"), side, message)


def test_a_wrong_encoding_names_line_byte_and_offset(folder):
    (folder / "en.txt").write_bytes("First line.\nA caf\xe9 there.\n".encode("cp1252"))
    message = "en.txt:2: not valid utf-8 (byte 0xe9 at offset 17)"
    assert_not_checked(run("check", "id.txt", "en.txt", "--encoding", "utf-8"), message)


def test_a_legacy_encoding_is_read_and_said_to_be_a_guess(folder):
    (folder / "id.txt").write_bytes((SOURCE + "Ia berkata, “Sungai meluap” – lalu pergi.\n").encode("cp1252"))
    result = run("check", "id.txt", "en.txt", "--fail-on", "never")
    assert result.exit_code == 0
    assert "id.txt: read as cp" in result.stderr


def test_byte_order_mark_and_windows_newlines_do_not_move_places(folder):
    (folder / "id.txt").write_bytes(b"\xef\xbb\xbf" + SOURCE.replace("\n", "\r\n").encode())
    (folder / "en.txt").write_bytes(TARGET.replace("\n", "\r\n").encode())
    pair = report_of("id.txt", "en.txt")["pairs"][0]
    text = SOURCE.replace("\n", "\r\n")
    assert [text[start:end] for start, end in pair["segments"]["source"]] == SOURCE.splitlines()
    assert [bead["source"] for bead in pair["beads"]] == [[i] for i in range(8)]


def test_identical_files(folder):
    (folder / "copy.txt").write_text(SOURCE)
    assert_not_checked(run("check", "id.txt", "copy.txt"), "id.txt and copy.txt: the same text")
    assert_not_checked(run("check", "id.txt", "id.txt"), "id.txt: named twice")


def test_a_folder_a_broken_link_and_a_missing_file_in_a_texts_place(folder):
    (folder / "sub").mkdir()
    (folder / "link.txt").symlink_to("gone.txt")
    assert_not_checked(run("check", "sub", "en.txt"), "sub: no text files in this folder")
    assert_not_checked(run("check", "id.txt", "--translation", "sub"), "sub: is a folder")
    assert_not_checked(run("align", "sub", "en.txt"), "sub: no text files in this folder")
    assert_not_checked(run("check", "id.txt", "link.txt"), "link.txt: a broken link")
    assert_not_checked(run("check", "id.txt", "none.txt"), "none.txt: no such file")


def test_an_unreadable_file(folder, monkeypatch):
    original = Path.open

    def refuse(path, *args, **kwargs):
        if path.name == "en.txt":
            raise PermissionError(13, "Permission denied")
        return original(path, *args, **kwargs)

    monkeypatch.setattr(Path, "open", refuse)
    assert_not_checked(run("check", "id.txt", "en.txt"), "en.txt: cannot be read (Permission denied)")


def test_one_gigantic_line_is_checked_in_pieces(folder):
    (folder / "id.txt").write_text(SOURCE.replace("\n", " ") * 300)
    (folder / "en.txt").write_text("word " * 60_000)
    report = report_of("id.txt", "en.txt", "--source-lang", "id", "--target-lang", "en")
    spans = report["pairs"][0]["segments"]["target"]
    assert len(spans) > 1
    assert max(end - start for start, end in spans) < 5_000


def test_a_million_short_lines_are_refused_with_the_limit(folder):
    (folder / "en.txt").write_text("a b\n" * 1_000_000)
    result = run("check", "id.txt", "en.txt", "--target-lang", "en", "--source-lang", "id")
    assert_not_checked(result, "en.txt: 1,000,000 lines or sentences, more than the limit of")


SCRIPTS = {
    "right-to-left": ("ar", "هطلت أمطار غزيرة على المدينة. فاض النهر وغمرت المياه البيوت.\n"),
    "combining marks": (
        "vi",
        unicodedata.normalize("NFD", "Trời mưa rất to ở thành phố. Sông tràn bờ, nhà ngập.\n"),
    ),
    "emoji": ("en", "Rain 🌧️ fell all day 👨‍👩‍👧‍👦 here. The river 🌊 rose 🇮🇩 fast.\n"),
    "no spaces": ("ja", "大雨が降った。川が氾濫し、家が浸水した。\n"),
    "mixed languages": ("en", "The rain fell. Der Fluss trat über die Ufer. Warga mengungsi. 雨。\n"),
    "bidi controls": ("en", "The \u202eriver\u202c rose. The \u2066rain\u2069 fell \u200f here.\n"),
}


@pytest.mark.parametrize("name", SCRIPTS)
def test_offsets_hold_in_every_script(folder, name):
    language, text = SCRIPTS[name]
    (folder / "en.txt").write_text(text * 3, encoding="utf-8")
    pair = report_of("id.txt", "en.txt", "--source-lang", "id", "--target-lang", language)["pairs"][0]
    spans = pair["segments"]["target"]
    pieces = [(text * 3)[start:end] for start, end in spans]
    assert "".join("".join(pieces).split()) == "".join((text * 3).split())
    assert sorted(i for bead in pair["beads"] for i in bead["target"]) == list(range(len(spans)))
    for finding in pair["findings"]:
        place = finding["target"]
        assert (text * 3)[place["start"] : place["end"]] == place["text"]


def test_a_report_that_cannot_be_written_leaves_nothing(folder):
    result = run("check", "id.txt", "en.txt", "--output", "missing/report.json")
    consequence = "The texts were checked, but not every report was written"
    assert_not_checked(result, "missing/report.json: the report cannot be written", consequence=consequence)
    assert sorted(os.listdir(folder)) == ["en.txt", "id.txt"]


def test_markup_in_a_text_is_escaped_in_the_page(folder):
    (folder / "en.txt").write_text(TARGET + "<script>alert(1)</script><img src=x onerror=alert(1)>\n")
    page = run("check", "id.txt", "en.txt", "--format", "html").stdout
    assert "<script>alert" not in page
    assert "<img" not in page
    assert "&lt;script&gt;alert(1)" in page

"""The exit codes as a pipeline meets them: each from a process of its own, the broken cases included."""

import os
import pty
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from aligncheck.commands.shared import INTERRUPTED, UNREAD
from aligncheck.gate import ExitStatus

TESTS = Path(__file__).parent
README = (TESTS.parent / "README.md").read_text(encoding="utf-8")

# The fake embedder knows no dictionary: words that both texts have make the beads.
ORIGINAL = "Sungai Citarum Bandung meluap.\nWarga Cianjur Sukabumi mengungsi.\nGubernur Ridwan Kamil datang.\n"
TRANSLATION = "Sungai Citarum Bandung overflowed.\nWarga Cianjur Sukabumi fled.\nGubernur Ridwan Kamil came.\n"
LANGUAGES = ("--source-lang", "id", "--target-lang", "en")


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "id.txt").write_text(ORIGINAL)
    (tmp_path / "en.txt").write_text(TRANSLATION)
    (tmp_path / "other.txt").write_text("Nothing here stands there.\nNor does this sentence.\nNor this one.\n")
    (tmp_path / "binary.txt").write_bytes(bytes(range(256)))
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "bad.toml").write_text('fail_on = "sometimes"\n')
    (tmp_path / "broken.toml").write_text("fail_on = \n")
    (tmp_path / "no-model").mkdir()
    return tmp_path


def start(folder, *arguments, **environment):
    return subprocess.Popen(
        [sys.executable, TESTS / "fake_run.py", *arguments],
        cwd=folder,
        env={**os.environ, "ALIGNCHECK_CACHE": str(folder / "cache"), **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def check(folder, *arguments, **environment):
    process = start(folder, "check", *arguments, *LANGUAGES, **environment)
    output, errors = process.communicate()
    return process.returncode, output, errors


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["id.txt", "en.txt"], ExitStatus.PASSED),
        (["id.txt", "other.txt"], ExitStatus.FAILED),
        (["id.txt", "other.txt", "--fail-on", "never"], ExitStatus.PASSED),
        (["id.txt", "en.txt", "--min-document-score", "1"], ExitStatus.FAILED),
    ],
)
def test_the_gate_s_verdict_is_the_exit_code(folder, arguments, status):
    code, output, errors = check(folder, *arguments)
    assert code == status
    assert output.rstrip().splitlines()[-1].startswith("PASSED" if code == 0 else "FAILED")
    assert f"the gate {'passed' if code == 0 else 'failed'}" in errors


@pytest.mark.parametrize("arguments", [["--fail-on", "sometimes"], ["--no-such-option"], [], ["id.txt", "-f", "yaml"]])
def test_wrong_usage_is_2(folder, arguments):
    code, output, errors = check(folder, *arguments)
    assert (code, output) == (ExitStatus.USAGE, "")
    assert "Usage: aligncheck check" in errors


@pytest.mark.parametrize(
    ("arguments", "environment", "said"),
    [
        (["id.txt", "gone.txt"], {}, "gone.txt: no such file"),
        (["id.txt", "empty.txt"], {}, "empty.txt: the file holds no text"),
        (["binary.txt", "en.txt"], {}, "binary.txt:2: not valid UTF-8"),
        (["id.txt", "en.txt", "--config", "bad.toml"], {}, "bad.toml: fail_on = 'sometimes' is not allowed"),
        (["id.txt", "en.txt", "--config", "broken.toml"], {}, "broken.toml: not valid TOML"),
        (["id.txt", "en.txt", "--config", "gone.toml"], {}, "gone.toml: cannot be read"),
        (["id.txt", "en.txt", "--baseline", "gone.jsonl"], {}, "gone.jsonl: the baseline cannot be read"),
        (["id.txt", "en.txt", "--glossary", "gone.csv"], {}, "gone.csv: no such file"),
        (["id.txt", "en.txt", "--changed-since", "HEAD"], {}, "--changed-since HEAD: git cannot tell"),
        (["id.txt", "en.txt", "--model", "./no-model"], {"WITHOUT_MODEL": "1"}, "./no-model"),
        (["id.txt", "en.txt"], {"WITHOUT_MODEL": "1"}, "the embedded model is missing"),
    ],
)
def test_what_cannot_be_checked_is_3_and_writes_nothing(folder, arguments, environment, said):
    before = sorted(os.listdir(folder))
    code, output, errors = check(folder, *arguments, "--output", "report.json", **environment)
    assert (code, output) == (ExitStatus.NOT_CHECKED, "")
    assert errors.startswith("aligncheck: ")
    assert said in errors
    assert errors.endswith("  Nothing was checked (exit 3).\n")
    assert "Traceback" not in errors
    assert sorted(os.listdir(folder)) == before


def test_a_report_that_cannot_be_written_is_3(folder):
    code, output, errors = check(folder, "id.txt", "en.txt", "--output", "missing/report.json")
    assert (code, output) == (ExitStatus.NOT_CHECKED, "")
    assert errors.endswith("  The texts were checked, but not every report was written (exit 3).\n")


def test_a_defect_is_3_with_its_traceback(folder):
    defect = "from aligncheck import inputs; inputs.read_texts = None; import fake_run; fake_run.run()"
    done = subprocess.run(
        [sys.executable, "-c", defect, "check", "id.txt", "en.txt", *LANGUAGES],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(TESTS)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (ExitStatus.NOT_CHECKED, "")
    assert "Traceback" in done.stderr
    assert "aligncheck: a defect of the program" in done.stderr


def test_a_report_that_nobody_reads_says_nothing_of_the_gate(folder):
    process = start(folder, "check", "id.txt", "en.txt", *LANGUAGES)
    process.stdout.close()
    assert process.stderr.read() == ""
    assert process.wait() == UNREAD


@pytest.mark.parametrize(("no_color", "has_colours"), [(None, True), ("", True), ("1", False)])
def test_a_terminal_gets_colours_unless_the_user_wants_none(folder, no_color, has_colours):
    ours, theirs = pty.openpty()
    environment = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    command = [sys.executable, TESTS / "fake_run.py", "check", "id.txt", "en.txt", *LANGUAGES]
    if no_color is not None:
        environment["NO_COLOR"] = no_color
    done = subprocess.run(command, cwd=folder, env=environment, stdout=theirs, stderr=subprocess.PIPE, check=True)
    os.close(theirs)
    shown = os.read(ours, 100_000).decode()
    os.close(ours)
    assert "PASSED" in shown
    assert done.stderr == b"", "the table says it already"
    assert ("\x1b[" in shown) is has_colours


def wait_until_it_hangs(process):
    for line in process.stderr:
        if line == "hanging\n":
            return
    raise AssertionError(f"ended with {process.wait()}")


@pytest.mark.parametrize("where", ["model", "disk"])
@pytest.mark.parametrize(
    ("killed_by", "status"),
    [
        (signal.SIGKILL, -signal.SIGKILL),
        (signal.SIGTERM, -signal.SIGTERM),
        (signal.SIGINT, INTERRUPTED),
    ],
)
def test_a_killed_run_leaves_the_old_report_and_no_half_one(folder, killed_by, status, where):
    (folder / "report.json").write_text("old")
    before = set(os.listdir(folder))
    reports = ("-f", "json", "-o", "report.json", "-f", "html", "-o", "report.html", "-f", "table")
    process = start(folder, "check", "id.txt", "en.txt", *LANGUAGES, *reports, HANG=where)
    wait_until_it_hangs(process)
    process.send_signal(killed_by)
    assert process.communicate()[0] == ""
    assert process.returncode == status
    assert (folder / "report.json").read_text() == "old"
    left = set(os.listdir(folder)) - before
    # Nobody can tidy up after SIGKILL; what is left then carries neither the name nor the suffix of a report.
    assert all(re.fullmatch(r"\..+\.part", name) for name in left)
    assert not left or (where == "disk" and killed_by != signal.SIGINT)

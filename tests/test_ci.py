"""The action, the hook and the snippets of docs/ci.md, as far as they run without the services."""

import os
import re
import shlex
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml

from aligncheck.cli import main
from aligncheck.config import resolve

ROOT = Path(__file__).parent.parent
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
PAGE = (ROOT / "docs/ci.md").read_text(encoding="utf-8")
STUB = """#!/usr/bin/env bash
printf '%s\\n' "$@" > arguments
echo '{}' > "${SARIF_WRITTEN:-/dev/null}"
exit "${STATUS:-0}"
"""


def blocks(language):
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)


def parses(line):
    """Parse a command of ours without running it."""
    command, *arguments = shlex.split(line)[1:]
    # With the group's settings: a command remembers its help option from the first context on.
    main.commands[command].make_context(command, arguments, **main.context_settings)
    return True


@pytest.fixture
def shell(tmp_path):
    """Run a script with a stand-in for aligncheck first on the path."""
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/aligncheck").write_text(STUB)
    (tmp_path / "bin/aligncheck").chmod(0o755)

    def run(script, **variables):
        path = f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}"
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", script],
            cwd=tmp_path,
            env={"PATH": path, "GITHUB_OUTPUT": str(tmp_path / "output"), **variables},
            capture_output=True,
            text=True,
            check=False,
        )

    return run


def check_step():
    (step,) = [step for step in ACTION["runs"]["steps"] if step.get("id") == "check"]
    return step


@pytest.mark.parametrize("status", [0, 1, 3])
def test_the_action_hands_everything_over_and_keeps_the_exit_code(tmp_path, shell, status):
    done = shell(
        check_step()["run"],
        PATHS="my texts/a.txt\n$(touch run)\n",
        CHANGED_SINCE="origin/main",
        OPTIONS="--fail-on=critical\n",
        SARIF="out.sarif",
        SARIF_WRITTEN="out.sarif",
        STATUS=str(status),
    )
    assert (done.returncode, done.stderr) == (status, "")
    given = (tmp_path / "arguments").read_text().splitlines()
    assert given == [
        *("check", "--format", "sarif", "--output", "out.sarif", "--format", "github"),
        *("--changed-since=origin/main", "--fail-on=critical", "--", "my texts/a.txt", "$(touch run)"),
    ]
    assert parses(shlex.join(["aligncheck", *given]))
    assert not (tmp_path / "run").exists()
    assert (tmp_path / "output").read_text() == f"status={status}\nsarif=out.sarif\n"


def test_the_action_without_inputs_names_no_file_that_is_not_there(tmp_path, shell):
    done = shell(check_step()["run"], PATHS="", CHANGED_SINCE="", OPTIONS="", SARIF="out.sarif", STATUS="2")
    assert done.returncode == 2
    assert (tmp_path / "arguments").read_text().splitlines()[-1] == "--"
    assert (tmp_path / "output").read_text() == "status=2\n"


def test_no_input_of_the_action_is_put_into_a_script():
    scripts = [step["run"] for step in ACTION["runs"]["steps"] if "run" in step]
    assert len(scripts) == 2
    assert not any("${{" in script for script in scripts)
    used = set(re.findall(r"inputs\.([\w-]+)", str(ACTION["runs"])))
    assert used == set(ACTION["inputs"])


def test_the_page_documents_every_input_with_its_default():
    rows = dict(re.findall(r"^\| `([\w-]+)` \| (?:`(.*?)`)? ?\|", PAGE, re.MULTILINE))
    assert rows == {name: each["default"] for name, each in ACTION["inputs"].items()}
    (workflow,) = [yaml.safe_load(block) for block in blocks("yaml") if "jobs:" in block]
    (used,) = [step for step in workflow["jobs"]["aligncheck"]["steps"] if step.get("id") == "aligncheck"]
    assert set(used["with"]) <= set(ACTION["inputs"])


def test_the_hook_is_a_command_of_ours():
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    assert parses(f"{hook['entry']} {shlex.join(hook['args'])}")
    assert f"- id: {hook['id']}\n" in PAGE


@pytest.mark.parametrize("number", range(2))
def test_every_configuration_of_the_page_is_one(tmp_path, number):
    (tmp_path / "aligncheck.toml").write_text(blocks("toml")[number], encoding="utf-8")
    options = resolve({}, str(tmp_path / "aligncheck.toml"))
    assert options.pairs or options.suppress
    assert len(blocks("toml")) == 2
    assert tomllib.loads(blocks("toml")[number])


def test_every_command_of_the_page_parses_and_runs_in_a_shell(shell):
    gitlab = next(yaml.safe_load(block) for block in blocks("yaml") if "script:" in block)
    jenkins = re.findall(r"sh '(.*?)'", blocks("groovy")[0])
    lines = [*"".join(blocks("sh")).splitlines(), *gitlab["aligncheck"]["script"], *jenkins]
    ours = [line for line in lines if line.startswith("aligncheck ")]
    assert len(ours) == 3
    assert all(map(parses, ours))
    for line in ours:
        assert shell(line, STATUS="1").returncode == 1
    reports = gitlab["aligncheck"]["artifacts"]["reports"]
    assert all(f"--output {name}" in " ".join(ours) for name in reports.values())

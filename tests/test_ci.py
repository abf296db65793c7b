"""The action, the hook and the snippets of docs/ci.md, as far as they run without the services."""

import json
import os
import re
import shlex
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml
from check_jsonschema import main as check_jsonschema
from click.testing import CliRunner
from junitparser import JUnitXml
from test_exit_codes import ORIGINAL, TRANSLATION

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


@pytest.mark.parametrize(
    ("schema", "begins", "text"),
    [
        ("vendor.github-actions", "name: aligncheck", (ROOT / "action.yml").read_text(encoding="utf-8")),
        ("vendor.github-workflows", "name: translations", blocks("yaml")[0]),
        ("vendor.gitlab-ci", "aligncheck:", blocks("yaml")[1]),
    ],
)
def test_the_services_schemas_accept_the_action_and_the_snippets(tmp_path, schema, begins, text):
    assert text.startswith(begins)
    (tmp_path / "file.yml").write_text(text, encoding="utf-8")
    checked = CliRunner().invoke(check_jsonschema, ["--builtin-schema", schema, str(tmp_path / "file.yml")])
    assert checked.exit_code == 0, checked.output
    (tmp_path / "file.yml").write_text(text + "runs: [1]\njobs: 1\nscript: {a: 1}\n", encoding="utf-8")
    assert CliRunner().invoke(check_jsonschema, ["--builtin-schema", schema, str(tmp_path / "file.yml")]).exit_code == 1


def test_the_cache_is_kept_where_the_gate_fails():
    (kept,) = [step for step in ACTION["runs"]["steps"] if step.get("uses", "").startswith("actions/cache/save@")]
    assert kept["if"].startswith("always() && ")
    (fetched,) = [step for step in ACTION["runs"]["steps"] if step.get("id") == "known"]
    assert fetched["with"]["path"] == kept["with"]["path"]
    gitlab = next(yaml.safe_load(block) for block in blocks("yaml") if "script:" in block)["aligncheck"]
    assert gitlab["cache"]["when"] == "always"


def test_the_page_documents_every_output():
    assert set(re.findall(r"^\| `([\w-]+)` \| [^|]+ \|$", PAGE, re.MULTILINE)) == set(ACTION["outputs"])


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


@pytest.fixture
def repository(tmp_path):
    """A repository with two articles and their translations; return what runs a script in it, with fake models."""
    root = tmp_path / "repository"
    for path, text in (("id/a.txt", ORIGINAL), ("en/a.txt", TRANSLATION), ("id/x/b.txt", ORIGINAL), ("en/x/b.txt", "")):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text or TRANSLATION.replace("Bandung", "Sukabumi"))
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/aligncheck").write_text(f'#!/bin/sh\nexec "{sys.executable}" "{ROOT}/tests/fake_run.py" "$@"\n')
    (tmp_path / "bin/aligncheck").chmod(0o755)
    (tmp_path / "bin/pip").write_text("#!/bin/sh\n")
    (tmp_path / "bin/pip").chmod(0o755)
    identity = {f"GIT_{who}_{what}": "t@example.org" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}

    def run(script, **variables):
        path = f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}"
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", "-c", script],
            cwd=root,
            env={**os.environ, **identity, "PATH": path, "ALIGNCHECK_CACHE": str(tmp_path / "cache"), **variables},
            capture_output=True,
            text=True,
            check=False,
        )

    def checked(script, **variables):
        done = run(script, **variables)
        assert done.returncode == 0, done.stderr
        return done

    checked("git init -q -b main")
    run.root, run.checked = root, checked
    return run


def test_the_page_can_be_followed_from_the_first_file_to_a_failing_merge_request(repository):
    root = repository.root
    (root / "aligncheck.toml").write_text(blocks("toml")[0], encoding="utf-8")
    repository.checked("".join(blocks("sh")) + "git add . && git commit -qm all && git clone -q --bare . ../origin.git")
    accepted = (root / "aligncheck-baseline.jsonl").read_text(encoding="utf-8")
    repository.checked("aligncheck check --quiet && aligncheck baseline check")

    # Two branches accept a finding each, and merge without a conflict.
    for branch, path in (("one", "en/a.txt"), ("two", "en/x/b.txt")):
        repository.checked(f"git checkout -qb {branch} main")
        (root / path).write_text((root / path).read_text().partition("\n")[2])
        assert repository("aligncheck check --quiet").returncode == 1
        repository.checked("aligncheck baseline update && aligncheck check --quiet && git commit -qam accept")
    repository.checked("git merge -qm both one && aligncheck baseline check")
    merged = (root / "aligncheck-baseline.jsonl").read_text(encoding="utf-8")
    assert len(merged.splitlines()) == len(accepted.splitlines()) + 2

    # A merge request with a new omission: the job of the page fails and leaves its reports.
    repository.checked("git remote add origin ../origin.git && git push -q origin HEAD:main && git checkout -qb three")
    (root / "en/a.txt").write_text((root / "en/a.txt").read_text().partition("\n")[2])
    gitlab = next(yaml.safe_load(block) for block in blocks("yaml") if "script:" in block)["aligncheck"]
    done = repository("\n".join(gitlab["script"]), CI_MERGE_REQUEST_TARGET_BRANCH_NAME="main")
    assert done.returncode == 1, done.stderr
    reports = gitlab["artifacts"]["reports"]
    (violation,) = json.loads((root / reports["codequality"]).read_text(encoding="utf-8"))
    assert (violation["check_name"], violation["location"]["path"]) == ("omission", "en/a.txt")
    assert JUnitXml.fromfile(str(root / reports["junit"])).failures == 2
    assert "en/x/b.txt" not in done.stdout


def test_every_command_of_the_page_parses_and_runs_in_a_shell(shell):
    gitlab = next(yaml.safe_load(block) for block in blocks("yaml") if "script:" in block)
    jenkins = [line.removeprefix(".venv/bin/") for line in re.findall(r"sh '(.*?)'", blocks("groovy")[0])]
    lines = [*"".join(blocks("sh")).splitlines(), *gitlab["aligncheck"]["script"], *jenkins]
    ours = [line for line in lines if line.startswith("aligncheck ")]
    assert len(ours) == 3
    assert all(map(parses, ours))
    for line in ours:
        assert shell(line, STATUS="1").returncode == 1
    reports = gitlab["aligncheck"]["artifacts"]["reports"]
    assert all(f"--output {name}" in " ".join(ours) for name in reports.values())

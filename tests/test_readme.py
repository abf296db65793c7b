"""The README says what the program says: its generated blocks, its tables, and its commands."""

import re
import shlex
from pathlib import Path

import golden_files
import pytest
from click.testing import CliRunner

from aligncheck.cli import main
from aligncheck.config import KEYS, resolve
from aligncheck.formats import FORMATS
from aligncheck.formats.beads import BEAD_FORMATS
from aligncheck.gate import ExitStatus
from aligncheck.rules import rules, span

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"


def help_of(command: str) -> str:
    result = CliRunner().invoke(main, [command, "--help"], prog_name="aligncheck", terminal_width=100)
    return result.output


def help_block() -> str:
    return "".join(f"    {line}\n" if line else "\n" for line in help_of("check").rstrip().splitlines())


def rules_block() -> str:
    rows = [
        f"| `{rule.id}` | {rule.category} | {span(rule.severities)} | {span(rule.confidences)} | {rule.description} |\n"
        for rule in rules()
    ]
    return "| rule | category | severity | confidence | what it finds |\n|---|---|---|---|---|\n" + "".join(rows)


BLOCKS = {
    ("<!-- help: aligncheck check --help -->\n", "<!-- end of help -->"): help_block,
    ("<!-- rules -->\n", "<!-- end of rules -->"): rules_block,
}


def rules_page() -> str:
    sections = [f"## {rule.id}\n\n{rule.as_markdown()}\n" for rule in rules()]
    return "\n".join(
        ["# The rules\n\nWhat `aligncheck rules RULE` says of each; made by `pytest --update-golden`.\n", *sections]
    )


def test_the_page_of_rules_is_up_to_date(pytestconfig):
    path = ROOT / "docs/rules.md"
    if pytestconfig.getoption(golden_files.OPTION):
        path.write_text(rules_page(), encoding="utf-8")
    assert path.read_text(encoding="utf-8") == rules_page(), f"to renew it: pytest {golden_files.OPTION}"


@pytest.mark.parametrize("marks", BLOCKS, ids=lambda marks: marks[0].strip())
def test_generated_blocks_are_up_to_date(marks, pytestconfig):
    text = README.read_text(encoding="utf-8")
    before, rest = text.split(marks[0])
    block, after = rest.split(marks[1])
    expected = "\n" + BLOCKS[marks]() + "\n"
    if pytestconfig.getoption(golden_files.OPTION):
        README.write_text(before + marks[0] + expected + marks[1] + after, encoding="utf-8")
    else:
        assert block == expected, f"to renew it: pytest {golden_files.OPTION}"


def test_exit_codes_are_all_listed():
    rows = re.findall(r"^\| (\d) \| .+ \|$", README.read_text(encoding="utf-8"), re.MULTILINE)
    assert [int(row) for row in rows] == [int(status) for status in ExitStatus]


def test_every_example_command_parses():
    text = README.read_text(encoding="utf-8") + "".join(map(help_of, main.commands))
    commands = re.findall(rf"^ +aligncheck ((?:{'|'.join(main.commands)}) .+)$", text, re.MULTILINE)
    assert len(commands) >= 8
    for line in commands:
        command, *arguments = shlex.split(line)
        # Parses options and arguments without running anything.
        main.commands[command].make_context(command, arguments)


def test_the_example_configuration_is_one(tmp_path):
    section = README.read_text(encoding="utf-8").split("### Configuration")[1].split("\n## ")[0]
    example = "\n".join(line.removeprefix("    ") for line in section.splitlines() if line.startswith("    "))
    (tmp_path / "aligncheck.toml").write_text(example, encoding="utf-8")
    options = resolve({}, str(tmp_path / "aligncheck.toml"))
    assert (options.source_lang, options.fail_on, len(options.max)) == ("id", "critical", 2)
    assert (len(options.pairs), len(options.suppress)) == (1, 1)


def test_make_targets_exist():
    targets = set(re.findall(r"make (\w+)", README.read_text(encoding="utf-8"))) - {"and"}
    defined = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert {"report", "test"} <= targets <= defined


def test_every_benchmark_is_listed_and_has_its_figures():
    listed = re.findall(
        r"^\| \[(\w+)\]\((reports/benchmarks/\w+\.md)\)", README.read_text(encoding="utf-8"), re.MULTILINE
    )
    (makefile,) = re.findall(r"^BENCHMARKS := (.+)$", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(name for name, _ in listed) == sorted(makefile.split())
    for name, path in listed:
        assert (ROOT / path).is_file()
        assert (ROOT / f"benchmarks/{name}.py").is_file()


def test_help_names_every_format():
    for name in FORMATS:
        assert name in help_of("check")
    for name in BEAD_FORMATS:
        assert name in help_of("align")


def test_every_option_of_check_is_a_configuration_key_or_about_one_run():
    options = {parameter.name for parameter in main.commands["check"].params}
    assert options - set(KEYS) == {"paths", "translation", "changed_since", "config_path", "quiet", "verbose"}

"""``aligncheck baseline``: accept the findings there are, so that the gate fails for new ones only."""

import sys
from pathlib import Path
from typing import Any

import click

from aligncheck.commands.running import plan_run, run, run_options, stale_notes
from aligncheck.commands.shared import console_for, errors_explained, shared_options
from aligncheck.config import Options, resolve
from aligncheck.errors import ConfigError, IncompleteError
from aligncheck.gate import ExitStatus
from aligncheck.progress import Console

_EXAMPLES = """\b
Examples:
  aligncheck baseline create original.txt translation.txt
  aligncheck baseline update
  aligncheck baseline check --baseline accepted.jsonl"""


@click.command(epilog=_EXAMPLES)
@click.argument("action", type=click.Choice(("create", "update", "check")))
@run_options
@click.option(
    "--baseline", metavar="FILE", help="The file (default: aligncheck-baseline.jsonl, or what the configuration names)."
)
@shared_options
def baseline(
    action: str,
    paths: tuple[str, ...],
    translation: str | None,
    changed_since: str | None,
    config_path: str | None,
    **given: Any,
) -> None:
    """Write or check the file of accepted findings.

    create accepts all findings there are, in a new file. update also takes out what is not found any more; findings on
    texts the run does not look at stay as they are. check fails on findings that are not in the file, and on entries
    that nothing needs. The paths are those of aligncheck check.
    """
    console = console_for(given)
    with errors_explained():
        options = resolve(given, config_path)
        status = _run(action, paths, translation, changed_since, options, console)
    sys.exit(status)


def _run(
    action: str,
    paths: tuple[str, ...],
    translation: str | None,
    changed_since: str | None,
    options: Options,
    console: Console,
) -> ExitStatus:
    from aligncheck.baseline import DEFAULT_FILE, accept, entries_of, read_baseline, renewed, write_baseline

    name = options.baseline or DEFAULT_FILE
    plan = plan_run(paths, translation, changed_since, options)
    if action == "create" and Path(name).exists():
        raise ConfigError(f"{name}: there is a baseline already\n  Renew it with: aligncheck baseline update")
    before = () if action == "create" else read_baseline(name)
    if not plan.jobs:
        console.note(f"nothing changed since {changed_since}")
        return ExitStatus.PASSED
    report = run(plan, options, console)
    if report.unchecked and action != "check":
        raise IncompleteError(
            f"{name}: {len(report.unchecked)} of {len(plan.jobs)} translations could not be checked\n"
            "  Mend them first, or take them out of the pairs."
        )
    if action != "check":
        entries = renewed(before, report)
        write_baseline(name, entries)
        console.note(f"wrote {name}: {len(entries)} entries, {len(before)} before")
        return ExitStatus.PASSED
    judged, stale = accept(report, before, name)
    new = entries_of(judged)
    for entry in new:
        console.note(f"new: {entry.target}: {entry.rule} “{entry.text}”")
    for note in stale_notes(stale):
        console.note(note)
    console.note(f"{name}: {len(new)} new, {len(stale)} stale")
    if report.unchecked:
        return ExitStatus.NOT_CHECKED
    return ExitStatus.FAILED if new or stale else ExitStatus.PASSED

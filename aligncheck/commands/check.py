"""``aligncheck check``: the report on a translation."""

import os
import sys
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

import click

from aligncheck.commands.gating import gate_options
from aligncheck.commands.running import accepted, plan_run, run, run_options, with_baseline
from aligncheck.commands.shared import console_for, destinations, errors_explained, shared_options, write
from aligncheck.config import Options, resolve
from aligncheck.gate import ExitStatus
from aligncheck.outputs import STANDARD_OUTPUT, Destination
from aligncheck.progress import Console

if TYPE_CHECKING:
    from aligncheck.formats import Format
    from aligncheck.gate import Verdict
    from aligncheck.report import Report

_EXAMPLES = """\b
Examples:
  aligncheck check original.txt translation.txt
  aligncheck check articles/ --format html --output report.html
  aligncheck check a.txt b.txt c.txt --translation translated.txt
  aligncheck check original.txt translation.txt --format json --output report.json --format table
  aligncheck check de.txt fr.txt --source-lang de --target-lang fr --fail-on critical
  aligncheck check --changed-since origin/main --format github"""


@click.command(epilog=_EXAMPLES)
@run_options
@click.option(
    "-f",
    "--format",
    "format",
    multiple=True,
    metavar="NAME",
    help="table (default), json, markdown, html, sarif, junit, github or gitlab; repeatable.",
)
@click.option(
    "-o",
    "--output",
    multiple=True,
    metavar="FILE",
    help="Where the format of the same position goes; repeatable. Without --format the suffix names the format. "
    "HTML of several translations: an index, and a folder of pages beside it.",
)
@gate_options
@shared_options
def check(
    paths: tuple[str, ...],
    translation: str | None,
    changed_since: str | None,
    config_path: str | None,
    **given: Any,
) -> None:
    """Report what is left out, added or wrong in a translation.

    PATH... is an original and its translation; or a folder, or several files, of which the one in another language is
    the translation; or candidate originals, with --translation. Without paths, the pairs of the configuration are
    checked.

    Exit codes: 0 the gate passed, 1 it failed, 2 wrong usage, 3 a text could not be checked.
    """
    console = console_for(given)
    with errors_explained():
        options = resolve(given, config_path)
        status = _check(paths, translation, changed_since, options, console)
    sys.exit(status)


def _check(
    paths: tuple[str, ...], translation: str | None, changed_since: str | None, options: Options, console: Console
) -> ExitStatus:
    plan = plan_run(paths, translation, changed_since, options)

    from aligncheck.formats import FORMATS

    wanted = destinations(options.format, options.output, {name: each.suffix for name, each in FORMATS.items()})

    from aligncheck.gate import judge

    entries = accepted(options)
    report = with_baseline(run(plan, options, console), entries, options)
    verdict = judge(report, options.policy)
    sites = [each for each in wanted if _is_site(each, report)]
    for each in sites:
        _write_site(each, report, verdict, options, console)
    write([(each, _format_for(each).render(report, verdict)) for each in wanted if each not in sites], console)
    if not any(map(_is_table_on_terminal, wanted)):  # which ends with the same
        for note in report.notes:
            console.note(note)
        console.note("the gate passed" if verdict.passed else f"the gate failed: {'; '.join(verdict.reasons)}")
    return verdict.exit_status


def _is_site(destination: Destination, report: "Report") -> bool:
    """Whether a report becomes an index and a folder of pages: HTML of several translations, into a file."""
    from aligncheck.formats import HtmlFormat
    from aligncheck.formats.wording import targets

    return destination.format == HtmlFormat.name and destination.path != STANDARD_OUTPUT and len(targets(report)) > 1


def _write_site(
    destination: Destination, report: "Report", verdict: "Verdict", options: Options, console: Console
) -> None:
    from aligncheck.formats.html import is_page, render_site
    from aligncheck.gate import judge
    from aligncheck.writing import write_whole_with_folder

    path = PurePath(destination.path)
    folder = f"{path.stem}-pages"
    index, pages = render_site(
        report, verdict, lambda each: judge(each, options.policy), index=path.name, folder=folder
    )
    write_whole_with_folder(destination.path, index, folder, pages, is_page)
    console.note(f"wrote {destination.path}, and {len(pages)} pages in {path.with_name(folder)}")


def _format_for(destination: Destination) -> "Format":
    from aligncheck.formats import FORMATS, TableFormat

    if _is_table_on_terminal(destination):
        return TableFormat(color=not os.environ.get("NO_COLOR"))  # https://no-color.org: present and not empty
    return FORMATS[destination.format]


def _is_table_on_terminal(destination: Destination) -> bool:
    from aligncheck.formats import TableFormat

    return destination.path == STANDARD_OUTPUT and destination.format == TableFormat.name and sys.stdout.isatty()

"""A run of the checks, from paths or from the configured pairs, as `check` and `baseline` both need it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click

from aligncheck.changed import changed_files
from aligncheck.commands.means import Means
from aligncheck.commands.shared import read_given, segmented, tell_segments
from aligncheck.config import NEW, Options, digest_of
from aligncheck.errors import ConfigError, InputError
from aligncheck.pairing import pair_files
from aligncheck.paths import plain
from aligncheck.progress import Console

if TYPE_CHECKING:
    from aligncheck.baseline import Entry
    from aligncheck.glossary import Glossary
    from aligncheck.inputs import Texts
    from aligncheck.report import Pair, Report, UncheckedInput

_Command = TypeVar("_Command", bound=Callable[..., object])


def run_options(command: _Command) -> _Command:
    """Add the arguments and options that say what a run looks at."""
    for option in reversed(_RUN):
        command = option(command)
    return command


_RUN = (
    click.argument("paths", nargs=-1, metavar="[PATH...]"),
    click.option("--translation", metavar="FILE", help="The translation; the other files are its candidate originals."),
    click.option(
        "--changed-since",
        metavar="REV",
        help="Only translations that git says changed since REV, or whose original did.",
    ),
    click.option(
        "--estimator/--no-estimator",
        default=None,
        help="Whether the estimator looks for wrong words (default: it does); without it a run takes less time.",
    ),
    click.option(
        "--lm",
        metavar="NAME_OR_PATH",
        help="The language model that reads the original as well: auto (default; that of the extra lm, if installed), "
        "off, a folder, or a name on the hub.",
    ),
    click.option(
        "--lm-budget",
        type=click.FloatRange(min=0),
        metavar="SECONDS",
        help="How long the language model may read, the most suspicious sentences first (default: no limit).",
    ),
    click.option(
        "--glossary",
        metavar="FILE",
        help="Terms and how they must be rendered: CSV with the columns source,target,forbidden, or TBX.",
    ),
    click.option(
        "--cache/--no-cache",
        default=None,
        help="Whether what is found is kept for the next run (default: it is, for the embedded model).",
    ),
)


@dataclass(frozen=True)
class Job:
    """The paths of one translation and its candidate originals, as on a command line."""

    paths: tuple[str, ...]
    translation: str | None = None


@dataclass(frozen=True)
class Plan:
    """What a run looks at."""

    jobs: tuple[Job, ...]

    missing: tuple[str, ...] = ()
    """Files without a partner."""

    configured: bool = False
    """Whether the jobs are pairs of the configuration: then one that cannot be read does not end the run."""

    complete: bool = True
    """Whether these are all jobs there are."""


def plan_run(paths: tuple[str, ...], translation: str | None, changed_since: str | None, options: Options) -> Plan:
    """Say what to look at: the paths given, or else the pairs of the configuration.

    Raises:
        UsageError: there are neither paths nor pairs.
        InputError: no file fits the pairs' patterns, or git cannot tell what changed.
    """
    if paths:
        plan = Plan((Job(paths, translation),), complete=not options.pairs)
    elif not options.pairs:
        raise click.UsageError("name the texts, or configure [[pairs]] of them")
    elif translation is not None:
        raise click.UsageError("--translation needs the paths of its originals")
    else:
        pairing = pair_files(options.pairs)
        if not pairing.pairs:
            raise InputError(
                f"[[pairs]]: no original has its translation ({'; '.join(pairing.missing[:3])})\n"
                f"  Mend the patterns; they count from the working folder, {Path.cwd()}."
            )
        jobs = tuple(Job((pair.source,), pair.target) for pair in pairing.pairs)
        plan = Plan(jobs, pairing.missing, configured=True)
    if changed_since is None:
        return plan
    changed = changed_files(changed_since)
    kept = tuple(job for job in plan.jobs if _touches(job, changed))
    return replace(plan, jobs=kept, complete=False)


def _touches(job: Job, changed: frozenset[str]) -> bool:
    names = [plain(path) for path in (*job.paths, *filter(None, [job.translation]))]
    return any(file == name or file.startswith(f"{name}/") or name == "." for file in changed for name in names)


def run(plan: Plan, options: Options, console: Console) -> "Report":
    """Check every job and apply the configuration's suppressions; no job gives a report without pairs.

    Raises:
        AlignCheckError: a model cannot be used, or a text that was named on the command line.
    """
    from aligncheck import __version__
    from aligncheck.reading import read_text
    from aligncheck.report import Report, Signature
    from aligncheck.suppressions import suppress

    if not plan.jobs:
        return Report(Signature(__version__, options.model, None, options.digest), (), plan.missing)
    # Read before any text: a glossary that cannot be read is no text's own fault.
    means = Means(options, console, None if options.glossary is None else read_text(options.glossary))
    means.look_for_models()
    reports = []
    unchecked = []
    for job in plan.jobs:
        try:
            reports.append(_check(job, means, options, console))
        except InputError as exc:
            if not plan.configured:
                raise
            unchecked.append(_unchecked(job, exc))
            console.note(f"not checked: {unchecked[-1].reason}")
    pairs = tuple(pair for report in reports for pair in report.pairs)
    signatures = sorted((report.signature for report in reports), key=lambda each: each.estimator is None)
    signature = signatures[0] if signatures else Signature(__version__, options.model, None, options.digest)
    report = Report(signature, pairs, plan.missing + means.notes, tuple(unchecked))
    return suppress(report, options.suppress, complete=plan.complete and not unchecked)


def _unchecked(job: Job, error: InputError) -> "UncheckedInput":
    from aligncheck.report import UncheckedInput

    reason = ". ".join(line.strip().removesuffix(".") for line in str(error).splitlines())
    return UncheckedInput(job.paths[0], str(job.translation), f"{reason}.")


def _check(job: Job, means: Means, options: Options, console: Console) -> "Report":
    texts = read_given(job.paths, job.translation, options, console)
    if means.reports is None:
        return _inspect(texts, means, options, console)
    known = means.reports.get(texts)
    if known is not None:
        sources = {pair.source.document.path: pair.source for pair in known.pairs}
        in_order = [sources[text.path] for text in texts.texts if text.path in sources]
        tell_segments([*in_order, known.pairs[0].target], console)
        return known
    notes = means.notes
    report = _inspect(texts, means, options, console)
    # What was left out this time may be there the next time.
    if means.notes == notes:
        means.reports.put(texts, report)
    return report


def _inspect(texts: "Texts", means: Means, options: Options, console: Console) -> "Report":
    from aligncheck import pipeline

    sources, target = segmented(texts, options, console)
    embedder = means.embedder
    with console.bar("Comparing", sum(len(text.segments) for text in (*sources, target))) as on_progress:
        pairs = pipeline.compare(sources, target, embedder, on_progress)
    glossary = _glossary(pairs[0], options)
    reviews = None
    if options.estimator and pipeline.is_checked(pairs[0]):
        estimator = means.estimator
        with console.bar("Estimating", pipeline.count_reviewed(pairs[0]) * means.passes) as on_progress:
            reviews = pipeline.review_pair(pairs[0], estimator, on_progress)
    config = options.digest if glossary is None else digest_of(options.digest, glossary)
    return pipeline.inspect(pairs, reviews, model=embedder.name, config=config, glossary=glossary)


def _glossary(pair: "Pair", options: Options) -> "Glossary | None":
    from aligncheck.glossary import read_glossary

    if options.glossary is None:
        return None
    try:
        return read_glossary(options.glossary, pair.source.document.language, pair.target.document.language)
    except InputError as exc:
        raise ConfigError(str(exc)) from exc  # no text's own fault


def accepted(options: Options) -> "tuple[Entry, ...]":
    """Return the entries of the baseline, none without one; asked for before a run that may take long.

    Raises:
        ConfigError: `fail_on` needs a baseline and there is none, or it cannot be read.
    """
    from aligncheck.baseline import read_baseline

    if options.baseline is not None:
        return read_baseline(options.baseline)
    if options.fail_on == NEW:
        raise ConfigError(
            "fail_on = new needs a baseline\n"
            "  Make one with: aligncheck baseline create, and name it with --baseline FILE."
        )
    return ()


def with_baseline(report: "Report", entries: "tuple[Entry, ...]", options: Options) -> "Report":
    """Mark what the baseline accepts; its stale entries become notes."""
    from aligncheck.baseline import accept

    if options.baseline is None:
        return report
    judged, stale = accept(report, entries, options.baseline)
    return replace(judged, notes=judged.notes + stale_notes(stale))


def stale_notes(entries: "tuple[Entry, ...]") -> tuple[str, ...]:
    """Say which entries of the baseline are of no use any more, and what to do."""
    notes = tuple(f"stale in the baseline: {entry.target}: {entry.rule} “{entry.text}”" for entry in entries)
    return (*notes, "aligncheck baseline update takes out what is stale") if notes else ()

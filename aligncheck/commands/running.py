"""A run of the checks, from paths or from the configured pairs, as `check` and `baseline` both need it."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, TypeVar

import click

from aligncheck.changed import changed_files
from aligncheck.commands.shared import embedder_for, estimator_for, read_pair
from aligncheck.config import NEW, Options
from aligncheck.errors import ConfigError, InputError
from aligncheck.pairing import pair_files
from aligncheck.paths import plain
from aligncheck.progress import Console

if TYPE_CHECKING:
    from aligncheck.baseline import Entry
    from aligncheck.estimator.estimator import Estimator
    from aligncheck.report import Report
    from aligncheck.sentence_transformer import SentenceTransformerEmbedder

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
        help="Whether the estimator looks for wrong words (default: it does); without it a run takes half the time.",
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

    complete: bool = True
    """Whether these are all jobs there are."""


@dataclass
class Models:
    """The models, loaded when first needed and kept for the next job."""

    options: Options
    console: Console

    @cached_property
    def embedder(self) -> "SentenceTransformerEmbedder":
        """The model that embeds segments."""
        return embedder_for(self.options.model, self.console)

    @cached_property
    def estimator(self) -> "Estimator":
        """The estimator."""
        return estimator_for(self.embedder, self.console)


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
                "  Mend the patterns; they count from the working folder."
            )
        plan = Plan(tuple(Job((pair.source,), pair.target) for pair in pairing.pairs), pairing.missing)
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
        AlignCheckError: a text or a model cannot be used.
    """
    from aligncheck import __version__
    from aligncheck.report import Report, Signature
    from aligncheck.suppressions import suppress

    if not plan.jobs:
        return Report(Signature(__version__, options.model, None, options.digest), ())
    models = Models(options, console)
    reports = [_check(job, models, options, console) for job in plan.jobs]
    pairs = tuple(pair for report in reports for pair in report.pairs)
    signature = next((report.signature for report in reversed(reports) if report.signature.estimator), None)
    report = Report(signature or reports[0].signature, pairs, plan.missing)
    return suppress(report, options.suppress, complete=plan.complete)


def _check(job: Job, models: Models, options: Options, console: Console) -> "Report":
    from aligncheck import pipeline

    sources, target = read_pair(job.paths, job.translation, options, console)
    embedder = models.embedder
    with console.bar("Comparing", sum(len(text.segments) for text in (*sources, target))) as on_progress:
        pairs = pipeline.compare(sources, target, embedder, on_progress)
    reviews = None
    if options.estimator and pipeline.is_checked(pairs[0]):
        estimator = models.estimator
        with console.bar("Estimating", pipeline.count_reviewed(pairs[0])) as on_progress:
            reviews = pipeline.review_pair(pairs[0], estimator, on_progress)
    return pipeline.inspect(pairs, reviews, model=embedder.name, config=options.digest)


def with_baseline(report: "Report", options: Options) -> "Report":
    """Mark what the baseline accepts; its stale entries become notes.

    Raises:
        ConfigError: `fail_on` needs a baseline and there is none, or it cannot be read.
    """
    from aligncheck.baseline import accept, read_baseline

    if options.baseline is None:
        if options.fail_on == NEW:
            raise ConfigError(
                "fail_on = new needs a baseline\n"
                "  Make one with: aligncheck baseline create, and name it with --baseline FILE."
            )
        return report
    judged, stale = accept(report, read_baseline(options.baseline), options.baseline)
    return replace(judged, notes=judged.notes + tuple(map(stale_note, stale)))


def stale_note(entry: "Entry") -> str:
    """Say that an entry of the baseline is of no use any more."""
    return f"stale in the baseline: {entry.target}: {entry.rule} “{entry.text}”; run aligncheck baseline update"

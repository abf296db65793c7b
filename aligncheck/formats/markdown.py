"""Markdown: the report as a comment under a pull request (GitHub's flavour, CommonMark elsewhere)."""

import re
from collections.abc import Iterator, Sequence

from aligncheck.finding import Finding
from aligncheck.formats.wording import (
    by_severity,
    count,
    kind,
    location,
    number_of_findings,
    one_line,
    percent,
    places,
    quality,
    remarks,
    shorten,
    sure,
    targets,
    unchecked,
)
from aligncheck.gate import Verdict
from aligncheck.report import Pair, Report, Role, Signature

_EXCERPT = 300
MAX_ROWS = 20
"""Pairs up to which those without anything to say are listed too: the comment is to be short."""

MAX_LISTED = 60
"""Findings listed, the worst first: GitHub takes comments of up to 65,536 characters."""

# Marks with a meaning inside a line; nothing from a text under review begins one. A bare address would become a link.
_SPECIAL = re.compile(r"[\\`*_\[\]|~$]|:(?=//)|(?<=\bwww)\.", re.IGNORECASE)
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
# GitHub notifies whoever is named with @ and links issues named with #, after rendering; an empty comment in between
# stops that and shows nothing.
_MENTION = re.compile(r"[@#](?=\w)")


class MarkdownFormat:
    """The report for a pull request."""

    name = "markdown"
    suffix = ".md"

    def render(self, report: Report, verdict: Verdict) -> str:
        """Return the report as Markdown that ends with a newline."""
        title = "✅ Translation check passed" if verdict.passed else "❌ Translation check failed"
        blocks = [
            f"## {title}",
            "\n".join(f"- {escape(note)}" for note in remarks(report, verdict)),
            *_candidates(report),
            *_findings(report),
            *_unchecked(report),
            *_skipped(report),
            *_notes(report),
            f"<sub>aligncheck {escape(report.signature.version)}, {escape(_models(report.signature))}</sub>",
        ]
        return "\n\n".join(blocks) + "\n"


def _models(signature: Signature) -> str:
    return f"model {signature.model}" + (f", estimator {signature.estimator}" if signature.estimator else "")


def _candidates(report: Report) -> Iterator[str]:
    several = len(targets(report)) > 1
    if report.pairs and not several:
        yield f"Translation: {_code(report.pairs[0].target.document.path)}"
    shown = [pair for pair in report.pairs if len(report.pairs) <= MAX_ROWS or _is_remarkable(pair)]
    if shown:
        yield _table(shown, with_target=several)
    if len(shown) < len(report.pairs):
        yield f"{len(report.pairs) - len(shown)} of {len(report.pairs)} pairs have nothing open"


def _is_remarkable(pair: Pair) -> bool:
    return pair.role is not Role.ORIGINAL or any(finding.suppressed is None for finding in pair.findings)


def _table(pairs: Sequence[Pair], *, with_target: bool) -> str:
    start = "| Translation | Candidate" if with_target else "| Candidate"
    lines = [
        f"{start} | Role | Translation covered | Original covered | Quality | Findings |",
        f"{'| --- ' * (2 if with_target else 1)}| --- | ---: | ---: | ---: | ---: |",
    ]
    for pair in pairs:
        cells = [
            *([_code(pair.target.document.path, in_table=True)] if with_target else []),
            _code(pair.source.document.path, in_table=True),
            str(pair.role),
            percent(pair.coverage),
            percent(pair.source_coverage),
            quality(pair.score),
            number_of_findings(pair),
        ]
        lines.append(f"| {' | '.join(cells)} |")
    return "\n".join(lines)


def _findings(report: Report) -> Iterator[str]:
    pair_of = {id(finding): pair for pair in report.pairs for finding in pair.findings}
    groups = list(by_severity(report.open_findings))
    if not groups:
        return
    numbers = ", ".join(f"{len(findings)} {severity}" for severity, findings in groups)
    yield f"<details><summary>{count(len(report.open_findings), 'finding')}: {numbers}</summary>"
    left = MAX_LISTED
    for severity, findings in groups:
        listed = findings[:left]
        left -= len(listed)
        if listed:
            yield f"**{severity.value.capitalize()}**"
            yield "\n".join(line for finding in listed for line in _finding(pair_of[id(finding)], finding))
    if len(report.open_findings) > MAX_LISTED:
        yield f"and {len(report.open_findings) - MAX_LISTED} more"
    yield "</details>"


def _finding(pair: Pair, finding: Finding) -> Iterator[str]:
    yield f"- **{kind(finding)}**, {sure(finding)}: {escape(one_line(finding.message))}"
    for side, document, place in places(pair, finding):
        text = f"“{escape(shorten(place.text, _EXCERPT))}”" if place.text else "*nothing here*"
        yield f"  - {side} {_code(location(document, place))}: {text}"


def _unchecked(report: Report) -> Iterator[str]:
    lines = [f"- {escape(line)}" for line in unchecked(report)]
    if lines:
        yield "### Not checked"
        yield "\n".join(lines)


def _skipped(report: Report) -> Iterator[str]:
    lines = [
        f"- `{skipped.rule}`: {escape(one_line(skipped.reason))}" for pair in report.pairs for skipped in pair.skipped
    ]
    if lines:
        yield "### Rules that could not look"
        yield "\n".join(lines)


def _notes(report: Report) -> Iterator[str]:
    if report.notes:
        yield "\n".join(f"- {escape(one_line(note))}" for note in report.notes)


def escape(text: str) -> str:
    r"""Return one line of text as Markdown that shows exactly it.

    >>> escape("a|b <i> @all")
    'a\\|b &lt;i&gt; @<!-- -->all'
    """
    escaped = "".join(_ENTITIES.get(character, character) for character in _SPECIAL.sub(r"\\\g<0>", text))
    return _MENTION.sub(r"\g<0><!-- -->", escaped)


def _code(text: str, *, in_table: bool = False) -> str:
    """Return one line of text as a code span, fenced by more backticks than it holds in a row."""
    line = one_line(text)
    if in_table:
        # A table row is cut at its bars before code spans are looked for; GitHub takes this one back out.
        line = line.replace("|", "\\|")
    fence = "`" * (max((len(run) for run in re.findall("`+", line)), default=0) + 1)
    pad = " " if line.startswith("`") or line.endswith("`") else ""
    return f"{fence}{pad}{line}{pad}{fence}"

"""Words and figures that all formats share, and texts made safe to show.

Text under review is data. A report never passes on a character that could move the cursor of a terminal or turn round
the reading order of what follows it.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator

from aligncheck.alignment import Bead
from aligncheck.document import Place, SegmentedDocument
from aligncheck.finding import Finding, Severity
from aligncheck.gate import Verdict
from aligncheck.report import Pair, Report

# C0 and C1 controls without tab and line breaks; bidirectional embeddings, overrides and isolates (Unicode UAX #9),
# whose misuse shows a text in another order than it is read by a machine; surrogates, which no encoder accepts.
HIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")

_HIDDEN_OR_BREAK = re.compile(f"{HIDDEN.pattern}|[\t\n\r]")
_JOINERS = "\u200d\ufe0e\ufe0f"


def label(character: str) -> str:
    """Return the visible stand-in for a hidden character.

    >>> label(chr(0x202E))
    '[U+202E]'
    """
    return f"[U+{ord(character):04X}]"


def visible(text: str) -> str:
    """Return the text exactly, on one line: every hidden character, tab and line break replaced by its label."""
    return _HIDDEN_OR_BREAK.sub(lambda match: label(match[0]), text)


def one_line(text: str) -> str:
    """Return the text on one line: every run of white space a single space, hidden characters labelled."""
    return visible(" ".join(text.split()))


def shorten(text: str, width: int) -> str:
    """Return the text on one line of at most `width` characters, cut at a word where one ends in the last third.

    >>> shorten("a long sentence that goes on", 16)
    'a long sentence…'
    """
    line = one_line(text)
    if len(line) <= width:
        return line
    cut = width - 1
    space = line.rfind(" ", cut - width // 3, cut + 1)
    if space > 0:
        return line[:space] + "…"
    while cut > 1 and _joined(line, cut):
        cut -= 1
    return line[:cut] + "…"


def _joined(line: str, cut: int) -> bool:
    """Whether a cut here would part an accent or an emoji sequence from its base."""
    return line[cut] in _JOINERS or line[cut - 1] == "\u200d" or unicodedata.category(line[cut]).startswith("M")


def count(number: int, noun: str) -> str:
    """Return a number with its noun.

    >>> count(1, "finding"), count(2, "finding")
    ('1 finding', '2 findings')
    """
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def percent(share: float) -> str:
    """Return a share in [0, 1] as a whole percentage."""
    return f"{share:.0%}"


def quality(score: float | None) -> str:
    """Return a score of the estimator with two decimals, nothing where there is none."""
    return "" if score is None else f"{score:.2f}"


def location(document: SegmentedDocument, place: Place) -> str:
    """Return ``path:line:column``."""
    return f"{visible(document.document.path)}:{place.line}:{place.column}"


def kind(finding: Finding) -> str:
    """Return the category of a finding, and its rule where that says more: ``addition (repetition)``."""
    return finding.category.value if finding.rule == finding.category else f"{finding.category} ({finding.rule})"


def sure(finding: Finding) -> str:
    """Return how sure a finding is, in words and figures: ``high confidence, 93%``."""
    return f"{finding.confidence} confidence, {percent(finding.probability)}"


def number_of_findings(pair: Pair) -> str:
    """Return how many findings a pair has, and how many of them were accepted."""
    if not pair.checked:
        return "not checked"
    accepted = sum(finding.suppressed is not None for finding in pair.findings)
    number = str(len(pair.findings) - accepted)
    return f"{number} + {accepted} accepted" if accepted else number


def places(pair: Pair, finding: Finding) -> Iterator[tuple[str, SegmentedDocument, Place]]:
    """Yield the name of the side, its document and the place for each place of a finding, source first."""
    for side, document, place in (
        ("original", pair.source, finding.source),
        ("translation", pair.target, finding.target),
    ):
        if place is not None:
            yield side, document, place


def furniture(source: SegmentedDocument, target: SegmentedDocument, bead: Bead) -> tuple[str, ...]:
    """Return the rules that recognised every segment of the bead as furniture; none if any segment is not."""
    segments = [*(source.segments[i] for i in bead.source), *(target.segments[i] for i in bead.target)]
    rules = [segment.furniture for segment in segments if segment.furniture is not None]
    return tuple(dict.fromkeys(rules)) if len(rules) == len(segments) else ()


def by_severity(findings: Iterable[Finding]) -> Iterator[tuple[Severity, list[Finding]]]:
    """Yield the findings of each severity that has any, the worst first, in the order given."""
    kept = list(findings)
    for severity in reversed(Severity):
        group = [finding for finding in kept if finding.severity is severity]
        if group:
            yield severity, group


def unchecked(report: Report) -> Iterator[str]:
    """Yield a line for each input that could not be checked: which, and why."""
    for each in report.unchecked:
        yield one_line(f"{each.target} from {each.source}: {each.reason}")


def targets(report: Report) -> tuple[SegmentedDocument, ...]:
    """Return the translations of a report, each once."""
    return tuple({pair.target.document.path: pair.target for pair in report.pairs}.values())


def remarks(report: Report, verdict: Verdict) -> tuple[str, ...]:
    """Return what a reader of the verdict must know: why the gate failed, or how much a pass is worth."""
    if not verdict.passed:
        return tuple(visible(reason) for reason in verdict.reasons)
    if not report.pairs:
        return ("no translation changed, nothing was to check",)
    if not any(pair.checked for pair in report.pairs):
        return ("nothing was checked: no candidate is an original of the translation",)
    number, accepted = len(report.open_findings), len(report.findings) - len(report.open_findings)
    if number == 0:
        return (f"nothing was found beside {count(accepted, 'accepted finding')}" if accepted else "nothing was found",)
    also = f" ({accepted} more accepted)" if accepted else ""
    return (f"{count(number, 'finding')}{also}, none of which fails the gate",)

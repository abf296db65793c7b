"""Furniture: credits, datelines, links to other articles, disclaimers.

What a site puts around a text is not part of it, and its absence on the other side is no error. It is recognised by
rules, which are data with a reason each (``data/furniture/<language>.toml``, and ``any.toml`` for all languages), and
never by position alone. A rule's `scope` says what a match covers:

line     the whole line, if it is short enough to be furniture
prefix   the match at the start of a line (a dateline); the rest of the line is text
suffix   the match at the end of a line (the author's initials)
section  the line, a heading, and the lines below it to the next such heading or the end of the text
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from aligncheck.document import Document, Segment, SegmentedDocument, line_spans, number
from aligncheck.langdata import load

_LONGEST_LINE = 400
"""Characters; a disclaimer of three sentences has 250. Longer lines are text, and matching stays linear."""


@dataclass(frozen=True)
class FurnitureRule:
    """One way to recognise furniture."""

    id: str
    scope: str
    pattern: re.Pattern[str]
    reason: str
    """Why this is no part of the text, for reports and reviewers."""

    first_lines: int | None = None
    """The rule holds only in the first so many lines that are not blank (datelines), None everywhere."""


@dataclass(frozen=True)
class _Span:
    start: int
    end: int
    rule: str


@cache
def rules(language: str) -> tuple[FurnitureRule, ...]:
    """Return the rules for a language, the ones for all languages included."""
    rows = [*load("furniture", language).get("rules", []), *load("furniture", "any")["rules"]]
    return tuple(
        FurnitureRule(
            row["id"],
            row["scope"],
            re.compile(row["pattern"]),
            row["reason"],
            row.get("first_lines"),
        )
        for row in rows
    )


def mark_furniture(document: Document, segments: tuple[Segment, ...]) -> SegmentedDocument:
    """Return the document with its furniture marked; a segment that is furniture in part is cut in two."""
    spans = list(_spans(document))
    marked: list[Segment] = []
    pending = 0
    for segment in segments:
        while pending < len(spans) and spans[pending].end <= segment.start:
            pending += 1
        marked.extend(_cut(document.text, segment, spans, pending))
    return SegmentedDocument(document, number(marked))


def _cut(text: str, segment: Segment, spans: list[_Span], first: int) -> Iterator[Segment]:
    position = segment.start
    for span in spans[first:]:
        if span.start >= segment.end:
            break
        yield from _trimmed(text, replace(segment, start=position, end=max(position, span.start)))
        end = min(span.end, segment.end)
        yield from _trimmed(text, replace(segment, start=max(position, span.start), end=end, furniture=span.rule))
        position = end
    yield from _trimmed(text, replace(segment, start=position))


def _trimmed(text: str, segment: Segment) -> Iterator[Segment]:
    words = text[segment.start : segment.end]
    start = segment.start + len(words) - len(words.lstrip())
    end = segment.start + len(words.rstrip())
    if start < end:
        yield replace(segment, start=start, end=end)


def _spans(document: Document) -> Iterator[_Span]:
    """Yield the stretches of furniture, in order and without overlap."""
    section: str | None = None
    seen_lines = 0
    for start, line_end in line_spans(document.text):
        line = document.text[start:line_end].rstrip()
        if not line:
            continue
        seen_lines += 1
        matches = list(_matches(document.language, line, seen_lines))
        heading = next((rule for rule, _, _ in matches if rule.scope == "section"), None)
        section = heading.id if heading else section
        whole = next((rule.id for rule, _, _ in matches if rule.scope == "line"), section)
        if whole is not None:
            yield _Span(start, line_end, whole)
            continue
        for scope in ("prefix", "suffix"):
            part = next((match for match in matches if match[0].scope == scope), None)
            if part is not None:
                yield _Span(start + part[1], start + part[2], part[0].id)


def _matches(language: str, line: str, line_number: int) -> Iterator[tuple[FurnitureRule, int, int]]:
    """Yield the rules that hold for a line, each with the start and end of its match."""
    for rule in rules(language):
        if rule.first_lines is not None and line_number > rule.first_lines:
            continue
        if rule.scope in ("line", "section") and len(line) > _LONGEST_LINE:
            continue
        offset = max(0, len(line) - _LONGEST_LINE) if rule.scope == "suffix" else 0
        match = rule.pattern.search(line[offset : offset + _LONGEST_LINE])
        if match is not None:
            yield rule, offset + match.start(), offset + match.end()

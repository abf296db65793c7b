"""From probabilities of words to errors: spans of words, each one error, with the words it stands for.

A span of the translation grows from a suspected word over its suspected neighbours, joins over one or two function
words, and begins and ends with a suspected word. Suspected words of the source that stand for no such span are an
omission, unless they fit a span beside their place: then both are one error.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from aligncheck.estimator.estimate import Estimate
from aligncheck.estimator.tokens import is_word
from aligncheck.finding import Category

WITHIN = 0.5
"""A word belongs to a span if its probability is this part of that of the span's worst word.

On the calibration pairs with planted errors, F1 of characters of likely spans: .49 at 0.3, .50 at 0.5, .50 at 0.65, .50
at 0.8.
"""

LEAST = 0.1
"""No word less likely to be wrong is in any span."""

JOINED_OVER = 2
"""So many words that look right may stand within a span, if they are function words."""

WHOLE_SENTENCE = 0.5
"""Part of a sentence's words from which a span means that the sentence is wrong."""

WRONG_SENTENCE = 0.5
"""Mean probability of a sentence's words from which that is so; a better sentence has its worst words marked only."""

SHORT_SENTENCE = 6
"""A sentence of so few words may well have most of them wrong."""

NEARBY = 3
"""Tokens between a span and the place of words left out, up to which the two are one error."""

IsFunctionWord = Callable[[str], bool]


@dataclass(frozen=True)
class ErrorSpan:
    """One suspected error. One of its sides may be empty."""

    category: Category
    """Mistranslation, omission, addition or grammar."""

    target: range
    """Target tokens; if empty, the gap before ``target.start``."""

    source: range
    """Source tokens; if empty, the gap before ``source.start``."""

    probability: float
    """Of its worst word, in [0, 1]: not that the whole span is an error."""


def error_spans(
    estimate: Estimate,
    source_function: IsFunctionWord,
    target_function: IsFunctionWord,
    *,
    least: float = LEAST,
    within: float = WITHIN,
) -> tuple[ErrorSpan, ...]:
    """Return the suspected errors of a pair in the order of the translation; no token is in two.

    Args:
        estimate: The probabilities.
        source_function: Whether a word of the source's language is a function word.
        target_function: The same for the target's language.
        least: No word less likely to be wrong is in any span.
        within: See `WITHIN`.
    """
    links = _Links(estimate)
    wrong = _spans(estimate.target.words(), estimate.target_bad, target_function, least, within)
    errors = [_wrong(estimate, links, span, target_function) for span in wrong]
    for span in suspected_source(estimate, source_function, least=least, within=within):
        errors = _with_missing(errors, _missing(estimate, links, span))
    return tuple(sorted(errors, key=lambda error: (error.target.start, error.target.stop)))


def suspected_source(
    estimate: Estimate, is_function_word: IsFunctionWord, *, least: float = LEAST, within: float = WITHIN
) -> list[range]:
    """Return the spans of suspected source words, in order; for the other arguments see `error_spans`."""
    return _spans(estimate.source.words(), estimate.source_bad, is_function_word, least, within)


def omission(estimate: Estimate, source: range) -> ErrorSpan:
    """Return the omission of source tokens: at the worst gap near where they would be rendered."""
    return _missing(estimate, _Links(estimate), source)


class _Links:
    """The links of an estimate, from either side."""

    def __init__(self, estimate: Estimate) -> None:
        self.to_target = dict(estimate.links)
        self.to_source = {target: source for source, target in estimate.links}
        self._sides = len(estimate.source.tokens), len(estimate.target.tokens)

    def source_of(self, target: range) -> range:
        """Return the source tokens of a span: from the first to the last linked one, strays left out."""
        return _densest(sorted(self.to_source[j] for j in target if j in self.to_source))

    def source_gap(self, target: range) -> range:
        """Return the gap of the source where a span without links belongs."""
        before = [self.to_source[j] + 1 for j in range(target.start) if j in self.to_source]
        at = before[-1] if before else 0
        return range(at, at)

    def target_gaps(self, source: range) -> range:
        """Return the gaps between, and near, the translations of what stands before and after source tokens."""
        sources, targets = self._sides
        before = next((self.to_target[i] + 1 for i in range(source.start - 1, -1, -1) if i in self.to_target), 0)
        after = next((self.to_target[i] for i in range(source.stop, sources) if i in self.to_target), targets)
        return range(max(min(before, after) - NEARBY, 0), min(max(before, after) + NEARBY, targets) + 1)


def _densest(tokens: Sequence[int]) -> range:
    """Return the longest run of tokens that are at most `NEARBY` apart."""
    if not tokens:
        return range(0)
    cuts = [0, *(k + 1 for k, (one, other) in enumerate(pairwise(tokens)) if other - one > NEARBY), len(tokens)]
    first, after = max(pairwise(cuts), key=lambda run: run[1] - run[0])
    return range(tokens[first], tokens[after - 1] + 1)


def _spans(
    words: Sequence[str], bad: Sequence[float], is_function_word: IsFunctionWord, least: float, within: float
) -> list[range]:
    """Return the spans of suspected words, the most suspected first taken."""
    content = [index for index, word in enumerate(words) if is_word(word)]
    taken: set[int] = set()
    spans = []
    for peak in sorted(content, key=lambda index: (-bad[index], index)):
        if bad[peak] < least:
            break
        if peak in taken:
            continue
        share = within
        span = _grown(words, bad, peak, is_function_word, taken, max(least, share * bad[peak]))
        while _is_too_long(span, content, bad):
            share = (1 + share) / 2
            span = _grown(words, bad, peak, is_function_word, taken, max(least, share * bad[peak]))
            if share > _NEARLY_ALL:
                span = range(peak, peak + 1)
        # What touches a span belongs to the same error: it is not reported beside it.
        taken.update(range(span.start - 1, span.stop + 1))
        spans.append(span)
    return sorted(spans, key=lambda span: span.start)


_NEARLY_ALL = 0.97


def _is_too_long(span: range, content: Sequence[int], bad: Sequence[float]) -> bool:
    inside = sum(index in span for index in content)
    if len(content) <= SHORT_SENTENCE or inside <= 1 or inside < WHOLE_SENTENCE * len(content):
        return False
    return sum(bad[index] for index in content) < WRONG_SENTENCE * len(content)


def _grown(
    words: Sequence[str],
    bad: Sequence[float],
    peak: int,
    is_function_word: IsFunctionWord,
    taken: set[int],
    floor: float,
) -> range:
    """Return the span around a word, of words with at least the floor as probability."""
    ends = []
    for step in (-1, 1):
        end = at = peak
        while 0 <= at + step < len(words) and at + step not in taken and abs(at + step - end) <= JOINED_OVER + 1:
            at += step
            if is_word(words[at]) and bad[at] >= floor:
                end = at
            elif not (is_function_word(words[at]) or words[at] in _INNER):
                break
        ends.append(end)
    return range(ends[0], ends[1] + 1)


_INNER = frozenset("-–/'’")
"""Marks that stand within words of one expression."""


def _wrong(estimate: Estimate, links: _Links, span: range, is_function_word: IsFunctionWord) -> ErrorSpan:
    source = links.source_of(span)
    words = estimate.target.words()
    if all(is_function_word(word) for word in words[span.start : span.stop]):
        category = Category.GRAMMAR
    else:
        category = Category.MISTRANSLATION if source else Category.ADDITION
    return ErrorSpan(category, span, source or links.source_gap(span), max(estimate.target_bad[j] for j in span))


def _missing(estimate: Estimate, links: _Links, span: range) -> ErrorSpan:
    gaps = links.target_gaps(span)
    at = max(gaps, key=lambda gap: (estimate.gap_bad[gap], -gap))
    # Words that are left out leave traces on both sides: either alone is weak.
    there = max(estimate.source_bad[i] for i in span)
    return ErrorSpan(Category.OMISSION, range(at, at), span, (there * max(estimate.gap_bad[at], _TINY)) ** 0.5)


_TINY = 1e-3


def _with_missing(errors: list[ErrorSpan], missing: ErrorSpan) -> list[ErrorSpan]:
    """Add an omission, or make it one with the error of the translation that it explains."""
    for index, error in enumerate(errors):
        if overlap(error.source, missing.source):
            return errors
        if not error.source and _distance(error.target, missing.target.start) <= NEARBY:
            category = error.category if error.category is Category.GRAMMAR else Category.MISTRANSLATION
            joined = replace(error, category=category, source=missing.source)
            return [*errors[:index], joined, *errors[index + 1 :]]
    return [*errors, missing]


def overlap(one: range, other: range) -> bool:
    """Whether two ranges share a token."""
    return max(one.start, other.start) < min(one.stop, other.stop)


def _distance(span: range, gap: int) -> int:
    return max(span.start - gap, gap - span.stop, 0)

"""Figures of the estimator's spans against errors that are known: precision, recall, characters, false alarms.

A span is right if it has a wrong word, or is beside a wrong gap, or has source words of an omission; an error is found
if a span has one of its words, or is at its gap (within two tokens of it, for an omission), or for an omission has some
of its source words. Characters: F1 of the
characters of wrong target words. False spans are counted on the pairs without errors, at each confidence or more.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from results import rounded

from aligncheck.estimator.decision import Decision
from aligncheck.estimator.estimate import Estimate
from aligncheck.estimator.estimator import gather_evidence
from aligncheck.estimator.evidence import Evidence
from aligncheck.estimator.left_out import judged_spans
from aligncheck.estimator.reader import NetworkReader
from aligncheck.estimator.spans import ErrorSpan, overlap
from aligncheck.finding import Category
from aligncheck.training.annotated import AnnotatedOutput
from aligncheck.training.calibration_examples import INDONESIAN
from aligncheck.training.examples import Example
from aligncheck.training.fit_spans import is_right

Rows = list[dict[str, object]]

BARS = {"from 0.5": 0.5, "medium or more": 0.595, "high": 0.895}
"""Probabilities from which findings count; reports round to two digits."""


@dataclass(frozen=True)
class Error:
    """An error that is known."""

    target: range
    """Wrong target tokens; if empty, the gap before ``target.start``, or no place if `source` has what is missing."""

    source: range
    """Source tokens of an omission, where known."""


@dataclass(frozen=True)
class Seen:
    """An example with what is said of it."""

    example: Example
    evidence: Evidence
    estimate: Estimate
    errors: tuple[Error, ...]


def seen(reader: NetworkReader, decision: Decision, examples: Sequence[Example]) -> list[Seen]:
    """Return what the network and a decision say of examples, whose errors are those planted in them."""
    evidence = gather_evidence(reader, [(example.source, example.target) for example in examples])
    estimates = decision.decide(evidence, examples[0].languages)
    return [
        Seen(example, *each, planted_errors(example))
        for example, *each in zip(examples, evidence, estimates, strict=True)
    ]


def seen_annotated(reader: NetworkReader, decision: Decision, outputs: Sequence[AnnotatedOutput]) -> list[Seen]:
    """Return the same of real output, whose errors are those that readers marked."""
    found = seen(reader, decision, [output.example for output in outputs])
    return [
        replace(each, errors=tuple(Error(error.target, error.source) for error in output.errors))
        for each, output in zip(found, outputs, strict=True)
    ]


def spans_of(each: Seen, decision: Decision) -> Iterator[tuple[ErrorSpan, float]]:
    """Yield the suspected errors with their probabilities."""
    yield from judged_spans(each.estimate, decision, INDONESIAN)


def span_rows(planted: Sequence[Seen], decision: Decision) -> Rows:
    """Return precision, recall, F1 of characters and false alarms, by confidence."""
    rows: Rows = []
    clean = sum(not each.errors for each in planted)
    for name, bar in BARS.items():
        right = false = false_on_clean = found = errors = 0
        hit = marked = wrong = 0
        for each in planted:
            spans = [span for span, probability in spans_of(each, decision) if probability >= bar]
            verdicts = [is_right(span.target, span.source, each.example) for span in spans]
            right += sum(verdicts)
            false += len(verdicts) - sum(verdicts)
            false_on_clean += len(verdicts) if not each.errors else 0
            errors += len(each.errors)
            found += sum(any(_finds(span, error) for span in spans) for error in each.errors)
            said, bad = _characters(each.example, spans), _bad_characters(each.example)
            hit, marked, wrong = hit + len(said & bad), marked + len(said), wrong + len(bad)
        precision, recall = hit / max(1, marked), hit / max(1, wrong)
        rows.append(
            {
                "confidence": name,
                "spans": right + false,
                "precision": rounded(right / max(1, right + false)),
                "recall": rounded(found / errors),
                "character precision": rounded(precision),
                "character recall": rounded(recall),
                "character F1": rounded(2 * precision * recall / max(1e-9, precision + recall)),
                "false spans per 100 clean sentences": round(100 * false_on_clean / clean, 2),
            }
        )
    return rows


def planted_errors(example: Example) -> tuple[Error, ...]:
    """Return the errors that were planted: runs of wrong words, and wrong gaps."""
    bad, gaps = example.target_bad or (), example.gap_bad or ()
    errors = []
    start = None
    for index, wrong in enumerate((*bad, False)):
        if wrong and start is None:
            start = index
        if not wrong and start is not None:
            errors.append(Error(range(start, index), range(0)))
            start = None
    return (*errors, *(Error(range(index, index), range(0)) for index, wrong in enumerate(gaps) if wrong))


def _finds(span: ErrorSpan, error: Error) -> bool:
    if error.target:
        return overlap(span.target, error.target)
    if error.source:
        return overlap(span.source, error.source)
    reach = 2 if span.category is Category.OMISSION else 0
    return span.target.start - reach <= error.target.start <= span.target.stop + reach


def _characters(example: Example, spans: Sequence[ErrorSpan]) -> set[int]:
    tokens = example.target.tokens
    return {
        at
        for span in spans
        if span.target
        for at in range(tokens[span.target.start][0], tokens[span.target.stop - 1][1])
    }


def _bad_characters(example: Example) -> set[int]:
    return {
        at
        for (start, end), bad in zip(example.target.tokens, example.target_bad or (), strict=True)
        if bad
        for at in range(start, end)
    }


def kind_rows(planted: Sequence[Seen], decision: Decision) -> Rows:
    """Return recall by kind of error, on pairs with one error, and the F1 of characters."""
    rows: Rows = []
    kinds = sorted({each.example.kind for each in planted if each.example.kind and "+" not in each.example.kind})
    for kind in kinds:
        chosen = [each for each in planted if each.example.kind == kind]
        row: dict[str, object] = {"kind": kind, "errors": len(chosen)}
        for name, bar in BARS.items():
            hit = marked = wrong = found = 0
            for each in chosen:
                spans = [span for span, probability in spans_of(each, decision) if probability >= bar]
                found += any(_finds(span, error) for span in spans for error in each.errors)
                said, bad = _characters(each.example, spans), _bad_characters(each.example)
                hit, marked, wrong = hit + len(said & bad), marked + len(said), wrong + len(bad)
            row[f"recall, {name}"] = rounded(found / len(chosen))
            if bar == min(BARS.values()):
                row["character F1"] = rounded(2 * hit / max(1, marked + wrong))
        rows.append(row)
    return rows

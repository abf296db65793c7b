"""The rules as a user meets them: what each finds, why it matters, when it is wrong, how to silence it.

One source for `aligncheck rules`, the README's table and the rule metadata of reports: the detectors, and a file beside
each in ``aligncheck/data/rules``.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from aligncheck.finding import Category, Confidence, Severity
from aligncheck.langdata import load

if TYPE_CHECKING:
    from aligncheck.detectors import Detector


@dataclass(frozen=True)
class Example:
    """A case that the rule finds."""

    source: str
    target: str

    marked: str
    """The words it marks: of the translation, or of the original where the translation has none."""


@dataclass(frozen=True)
class Rule:
    """A rule explained."""

    id: str
    category: Category
    description: str

    severities: tuple[Severity, ...]
    """Those its findings may have, the least first."""

    confidences: tuple[Confidence, ...]
    """Those its findings may have, the least first."""

    why: str
    """Why it matters."""

    wrong: str
    """When a finding is wrong."""

    example: Example

    @property
    def silence(self) -> str:
        """How to silence it, as the table to add to aligncheck.toml."""
        return f'[[suppress]]\nrule = "{self.id}"\ntext = "{self.example.marked}"\nreason = "why this is right"\n'

    def as_entry(self) -> str:
        """Return id, levels, description and example in four lines."""
        example = self.example
        return (
            f"{self.id}  ({self.category}; severity {span(self.severities)}; confidence {span(self.confidences)})\n"
            f"  {self.description}\n"
            f"  {example.source} / {example.target}\n"
            f"  marked: {example.marked}"
        )

    def as_text(self) -> str:
        """Return the explanation as plain text, without the id."""
        return "\n".join(
            [
                self.description,
                "",
                f"Category: {self.category}. Severity: {span(self.severities)}. Confidence: {span(self.confidences)}.",
                "",
                f"Why it matters: {self.why}",
                "",
                f"When it is wrong: {self.wrong}",
                "",
                "Example:",
                f"  original:    {self.example.source}",
                f"  translation: {self.example.target}",
                f"  marked:      {self.example.marked}",
                "",
                "To silence it, in aligncheck.toml (in pyproject.toml: [[tool.aligncheck.suppress]]):",
                "",
                *(f"  {line}" for line in self.silence.splitlines()),
            ]
        )

    def as_markdown(self) -> str:
        """Return the explanation as Markdown, without the id."""
        example = self.example
        return "\n".join(
            [
                self.description,
                "",
                f"- **Category** {self.category}",
                f"- **Severity** {span(self.severities)}, **confidence** {span(self.confidences)}",
                f"- **Why it matters:** {self.why}",
                f"- **When it is wrong:** {self.wrong}",
                f"- **Example:** “{example.source}” put as “{example.target}”; marked: “{example.marked}”",
                "",
                "To silence it:",
                "",
                "```toml",
                *self.silence.splitlines(),
                "```",
            ]
        )


def span(levels: tuple[Severity, ...] | tuple[Confidence, ...]) -> str:
    """Return a range of levels in words.

    >>> span((Severity.MINOR, Severity.MAJOR)), span((Severity.MAJOR,))
    ('minor to major', 'major')
    """
    return str(levels[0]) if len(levels) == 1 else f"{levels[0]} to {levels[-1]}"


@cache
def rules() -> tuple[Rule, ...]:
    """Return all rules, in the order in which they look at a text."""
    from aligncheck.detectors import DETECTORS, ESTIMATED

    return tuple(_rule(each) for each in (*DETECTORS, *ESTIMATED))


def rules_by_id() -> dict[str, Rule]:
    """Return all rules by their id."""
    return {rule.id: rule for rule in rules()}


def levels(probabilities: Iterable[float]) -> tuple[Confidence, ...]:
    """Return the levels of confidence that findings of these probabilities have, the least first.

    >>> [str(level) for level in levels([0.95, 0.1, 0.7])]
    ['medium', 'high']
    """
    from aligncheck.detectors.suspecting import LEAST_PROBABILITY

    return tuple(sorted({Confidence.of(each) for each in probabilities if each >= LEAST_PROBABILITY}))


def _rule(detector: "Detector") -> Rule:
    told = load("rules", detector.rule)
    # What is measured by kind is not told again; only what follows from a figure without steps is.
    probabilities = getattr(detector, "probabilities", {}).values()
    return Rule(
        id=detector.rule,
        category=detector.category,
        description=detector.description,
        severities=tuple(map(Severity, told["severities"])),
        confidences=levels(probabilities) if probabilities else tuple(map(Confidence, told["confidences"])),
        why=told["why"],
        wrong=told["wrong"],
        example=Example(**told["example"]),
    )

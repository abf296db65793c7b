"""All facts of a piece of text, read once."""

from dataclasses import dataclass, replace
from functools import lru_cache

from aligncheck.document import SegmentedDocument
from aligncheck.facts.codes import Code, codes
from aligncheck.facts.conventions import Conventions, conventions
from aligncheck.facts.dates import moments
from aligncheck.facts.moments import Moment
from aligncheck.facts.quantities import Quantity, quantities
from aligncheck.facts.tokens import Kind, tokens

LONGEST_TEXT = 20_000
"""Characters; a longer segment is no sentence but a file on one line, and reading it would take too long."""


@dataclass(frozen=True)
class Facts:
    """What a text says in figures, each kind in order of the text; no two share characters but days of one month."""

    quantities: tuple[Quantity, ...] = ()
    moments: tuple[Moment, ...] = ()
    codes: tuple[Code, ...] = ()

    def __len__(self) -> int:
        """Return how many facts there are."""
        return len(self.quantities) + len(self.moments) + len(self.codes)

    def shifted(self, by: int) -> "Facts":
        """Return the facts with all offsets moved."""
        return Facts(
            tuple(
                replace(
                    fact,
                    start=fact.start + by,
                    end=fact.end + by,
                    number=replace(fact.number, start=fact.number.start + by, end=fact.number.end + by),
                )
                for fact in self.quantities
            ),
            tuple(replace(fact, start=fact.start + by, end=fact.end + by) for fact in self.moments),
            tuple(replace(fact, start=fact.start + by, end=fact.end + by) for fact in self.codes),
        )

    def __add__(self, other: "Facts") -> "Facts":
        """Return the facts of both."""
        return Facts(self.quantities + other.quantities, self.moments + other.moments, self.codes + other.codes)


@lru_cache(maxsize=1 << 14)
def facts_in(text: str, language: str) -> Facts:
    """Return the facts of a text, none if there are no data on its language."""
    rules = conventions(language)
    return Facts() if rules is None or len(text) > LONGEST_TEXT else _read(text, rules)


def facts_of(document: SegmentedDocument, indices: range) -> Facts:
    """Return the facts of consecutive segments, with offsets into the document."""
    facts = Facts()
    for index in indices:
        found = facts_in(document.text_of(index), document.document.language)
        facts += found.shifted(document.segments[index].start)
    return facts


def _read(text: str, rules: Conventions) -> Facts:
    found_codes = codes(text, rules)
    dates = [
        date
        for date in moments(text, rules.language)
        if not any(date.start < code.end and code.start < date.end for code in found_codes)
    ]
    taken = [(code.start, code.end) for code in found_codes] + [(date.start, date.end) for date in dates]
    # What was read as something else stays as a sign, so that no number goes on behind it.
    free = [
        replace(token, text="", kind=Kind.SIGN)
        if any(start < token.end and token.start < end for start, end in taken)
        else token
        for token in tokens(text)
    ]
    kept, years = [], []
    for quantity in quantities(text, free, rules):
        if quantity.number.is_year and quantity.unit is None:
            years.append(Moment(quantity.start, quantity.end, year=int(quantity.value)))
        else:
            kept.append(quantity)
    ordered = sorted([*dates, *years], key=lambda date: date.start)
    return Facts(tuple(kept), tuple(ordered), tuple(found_codes))

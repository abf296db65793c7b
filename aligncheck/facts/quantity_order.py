"""Numbers that changed places in the translation: of a range, or of two things that are counted."""

from collections import Counter
from collections.abc import Iterator, Sequence

from aligncheck.facts.company import company, role_of
from aligncheck.facts.differences import Difference, Evidence, Side
from aligncheck.facts.quantities import Quantity
from aligncheck.facts.quantity_likeness import unit_cost

LEAST_ADVANTAGE = 1.0
LEAST_RATIO = 1.3
"""How much more of their company two numbers must find around each other than around themselves.

Measured with benchmarks/facts.py: no false finding on TICO-19, and half of the numbers swapped there.
"""


def swapped(same: Sequence[tuple[Quantity, Quantity]], source: Side, target: Side) -> Iterator[Difference[Quantity]]:
    """Yield numbers that stand each in the other's company: 3 winners of 5 teams, 5 winners of 3 teams.

    Of those that are in another order than in the source, these are almost all: where words move with their numbers,
    the company stays. Where the company tells nothing the order alone does, unless words such as "from" allow another.
    """
    values = Counter(fact.value for fact in source.facts.quantities)
    others = Counter(fact.value for fact in target.facts.quantities)
    counted = [
        (one, other)
        for one, other in same
        # Of a number that is said twice it is not known which is which.
        if values[one.value] == 1 == others[other.value]
        and not any(fact.is_weak or fact.number.is_ordinal for fact in (one, other))
    ]
    for at, (one, other) in enumerate(counted):
        for second, last in counted[at + 1 :]:
            # Translations keep the order of numbers, all but one in a hundred pairs: only those are looked at.
            inverted = other.start > last.start and not one.is_first_of_pair
            if inverted and one.value != second.value and unit_cost(one, second) is not None:
                crossed = company(one, source, last, target) + company(second, source, other, target)
                straight = company(one, source, other, target) + company(second, source, last, target)
                sides = ((one, source), (second, source), (other, target), (last, target))
                if crossed - straight >= LEAST_ADVANTAGE and crossed >= LEAST_RATIO * straight:
                    evidence = Evidence.SWAPPED
                elif crossed >= straight and not any(role_of(fact, side) for fact, side in sides):
                    evidence = Evidence.INVERTED
                else:
                    continue
                yield Difference(evidence, one, other)
                yield Difference(evidence, second, last)


def reversed_pairs(ours: Sequence[Quantity], theirs: Sequence[Quantity]) -> Iterator[Difference[Quantity]]:
    """Yield ranges that stand the other way round.

    Not scores, which have neither a unit nor a word between them: they are given from either team's side (2-1 won, 1-2
    lost), in four pairs of a hundred in the sports news of benchmarks/facts.py.
    """
    said = {(first.value, second.value) for first, second in _adjacent(theirs)}
    for first, second in _adjacent(ours):
        is_range = first.unit is not None or first.is_first_of_range
        if is_range and first.value != second.value and (first.value, second.value) not in said:
            for one, other in _adjacent(theirs):
                if (one.value, other.value) == (second.value, first.value):
                    yield Difference(Evidence.REVERSED, first, one)
                    break


def _adjacent(facts: Sequence[Quantity]) -> list[tuple[Quantity, Quantity]]:
    return [(one, facts[at + 1]) for at, one in enumerate(facts[:-1]) if one.is_first_of_pair]

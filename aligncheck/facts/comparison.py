"""What two sides of a bead say differently: numbers with their units, moments, codes.

Facts are paired off in order of how well they agree, each once; what is left may repeat what is paired, or stand on
the other side as another kind of fact (a year as a number, the digits of a code). Only what then remains is a
difference: changed, where both sides have something left that can be the same fact, otherwise missing or added.
"""

from dataclasses import dataclass

from aligncheck.facts.code_comparison import compare_codes
from aligncheck.facts.codes import Code
from aligncheck.facts.differences import Difference, Side
from aligncheck.facts.moment_comparison import compare_moments
from aligncheck.facts.moments import Moment
from aligncheck.facts.quantities import Quantity
from aligncheck.facts.quantity_comparison import compare_quantities


@dataclass(frozen=True)
class Differences:
    """All differences of a bead."""

    quantities: tuple[Difference[Quantity], ...]
    moments: tuple[Difference[Moment], ...]
    codes: tuple[Difference[Code], ...]


def compare(source: Side, target: Side) -> Differences:
    """Return what the sides of a bead say differently."""
    return Differences(
        tuple(compare_quantities(source, target)),
        tuple(compare_moments(source, target)),
        tuple(compare_codes(source, target)),
    )

"""Links, addresses, numbers and other codes that two sides of a bead say differently."""

import re
from collections.abc import Iterable, Iterator

from aligncheck.facts.codes import Code, CodeKind, plain
from aligncheck.facts.differences import (
    Difference,
    Evidence,
    Side,
    digit_runs,
    pair_off,
    unpaired,
    without,
)

_SIMILAR = 0.5
_PHONE_DIGITS = 7


def _changed_code(one: Code, other: Code) -> float | None:
    from rapidfuzz.distance import Levenshtein

    if one.kind is not other.kind:
        return None
    distance = Levenshtein.normalized_distance(one.key, other.key)
    return distance if distance <= _SIMILAR else None


def compare_codes(source: Side, target: Side) -> Iterator[Difference[Code]]:
    """Yield the codes that the sides do not share."""
    left = _unsaid_codes(source.facts.codes, target)
    right = _unsaid_codes(target.facts.codes, source)
    changed = pair_off(left, right, _changed_code)
    for one, other in changed:
        yield Difference(Evidence.CODE, one, other)
    left = _not_spelt_out(without(left, (one for one, _ in changed)), target)
    right = _not_spelt_out(without(right, (other for _, other in changed)), source)
    around = source.around.codes, target.around.codes
    yield from unpaired(source, target, left, right, around, _same_code)


def _same_code(one: Code, other: Code) -> float | None:
    return 0.0 if one.key == other.key else None


def _unsaid_codes(found: Iterable[Code], other: Side) -> list[Code]:
    keys = {code.key for code in other.facts.codes}
    text = plain(other.text)
    digits = "".join(digit_runs(other.text))
    result: dict[str, Code] = {}
    for code in found:
        if code.kind is CodeKind.PHONE:
            said = code.key[-_PHONE_DIGITS:] in digits
        elif code.kind is CodeKind.DESIGNATION:
            said = code.key in keys or re.search(rf"{re.escape(plain(code.key))}(?!\d)", text) is not None
        else:
            said = code.key in keys
        if not said:
            result.setdefault(code.key, code)
    return list(result.values())


def _not_spelt_out(found: Iterable[Code], other: Side) -> list[Code]:
    """Return the codes whose figures are not on the other side: "SARS-CoV-2" may be "coronavirus 2" there."""
    runs = set(digit_runs(other.text))
    return [
        code for code in found if code.kind is not CodeKind.DESIGNATION or not runs.issuperset(digit_runs(code.text))
    ]

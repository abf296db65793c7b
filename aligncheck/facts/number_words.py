"""What number words add up to: the grammar of numerals, whose words are data.

Units are added up, multipliers ("puluh", "hundred") multiply what is smaller than themselves, scales ("ribu",
"million") close a group. It serves languages that write numerals from large to small, as one word or several, with
units before tens too ("einundzwanzig").
"""

from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache

from aligncheck.facts.conventions import Conventions, compound_parts

_LEAST_MISSPELT = 5


@dataclass(frozen=True)
class Sum:
    """The value of number words read so far."""

    total: Fraction = Fraction(0)
    """What closed groups add up to."""

    group: Fraction = Fraction(0)
    """The group that is being read, below a thousand."""

    joined: bool = False
    """Whether a joiner ("and") stands before the next word."""

    @property
    def value(self) -> Fraction:
        """What all words add up to."""
        return self.total + self.group


def numerals_in(word: str, rules: Conventions, *, first: bool) -> tuple[list[str], bool]:
    """Return the numerals a word is made of, and whether the number ends with it (an ordinal)."""
    if word in rules.ordinals:
        return [word], True
    known = (
        word in rules.words
        or word in rules.teens
        or word in rules.multipliers
        or word in rules.scales
        or word in rules.one_scales
        or word in rules.articles
        or word in rules.joiners
        or (not first and word in rules.vague)
    )
    if known:
        return [word], False
    if first:
        for prefix in rules.ordinal_prefixes:
            stem = word.removeprefix(prefix)
            if stem != word and (stem in rules.words or stem in rules.one_scales):
                return [stem], False
    return compound_parts(word, rules), False


def with_word(state: Sum, word: str, rules: Conventions) -> Sum | None:
    """Return the value with one more word, or None if the word cannot follow.

    Args:
        state: What was read so far.
        word: A numeral, as `numerals_in` gives it.
        rules: The language's numerals.
    """
    is_empty = not state.total and not state.group
    if word in rules.joiners:
        return None if is_empty or state.joined else replace(state, joined=True)
    if word in rules.articles:
        return Sum(group=Fraction(1)) if is_empty else None
    if word in rules.teens:
        unit = state.group % 10
        return replace(state, group=state.group + 10) if unit >= 1 and state.group % 100 < 10 else None
    if word in rules.vague and word not in rules.scales:
        return Sum(total=(state.total + state.group) * rules.vague[word]) if not is_empty else None
    value = rules.words.get(word, rules.ordinals.get(word))
    if value is not None:
        return _added(state, value)
    if word in rules.multipliers:
        return _multiplied(state, rules.multipliers[word])
    if word in rules.one_scales:
        return Sum(total=state.total + rules.one_scales[word]) if not state.group else None
    scale = rules.scales[word]
    if not state.group:
        # "seribu miliar", "thousand million"
        return replace(state, total=state.total * scale) if 0 < state.total < scale else None
    if state.total and state.total <= scale:
        return Sum(total=(state.total + state.group) * scale)
    return Sum(total=state.total + state.group * scale)


def _added(state: Sum, value: int) -> Sum | None:
    place = 10 if value < 10 else 100 if value < 100 else 1000
    if state.group % place == 0 and (value or not state.group):
        return replace(state, group=state.group + value, joined=False)
    # The unit before the ten, with a joiner: "einundzwanzig".
    if state.joined and place == 100 and 0 < state.group % 100 < 10 and value % 10 == 0:
        return replace(state, group=state.group + value, joined=False)
    return None


def _multiplied(state: Sum, multiplier: int) -> Sum | None:
    low = state.group % multiplier
    if state.joined or (low == 0 and state.group):
        return None
    return replace(state, group=state.group - low + max(low, Fraction(1)) * multiplier)


@lru_cache(maxsize=1 << 12)
def misspelt_scale(word: str, rules: Conventions) -> int | None:
    """Return the scale that a word behind digits must mean, one letter left out, added, replaced or out of place.

    A misspelling is the business of other rules; taken for no scale, it would make a million of a number.
    """
    from rapidfuzz.distance import OSA

    if len(word) < _LEAST_MISSPELT:
        return None
    near = {value for scale, value in rules.scales.items() if OSA.distance(word, scale, score_cutoff=1) <= 1}
    return near.pop() if len(near) == 1 else None

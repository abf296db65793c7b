"""Numbers of a text, in digits and in words.

A number word is read by a small grammar whose words are data: units are added up, multipliers ("puluh", "hundred")
multiply what is smaller than themselves, scales ("ribu", "million") close a group. It serves languages that write
numerals from large to small, as one word or several, with units before tens too ("einundzwanzig").
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise

from aligncheck.facts.conventions import Conventions, compound_parts
from aligncheck.facts.numerals import readings
from aligncheck.facts.tokens import Kind, Token
from aligncheck.words import has_capitalised_nouns, opens_sentence

_HYPHENS = "-‐‑"
_LEAST_VAGUE = 4
_LEAST_MISSPELT = 5
_MOST = 10**30
"""Nothing in the news is counted beyond it; a text that repeats "million" must not make endless numbers."""

_ROMAN = {"I": 1, "V": 5, "X": 10}


@dataclass(frozen=True)
class Number:
    """A number as a text gives it."""

    start: int
    end: int
    """Half-open stretch ``[start, end)`` of the text."""

    values: tuple[Fraction, ...]
    """What it may stand for, the likeliest first; the sign is left out."""

    is_vague: bool = False
    """Whether only the order of magnitude is said ("hundreds")."""

    is_weak: bool = False
    """Whether the words are often no number at all ("one", "both")."""

    is_year: bool = False
    """Whether it is four digits that may be a year."""

    is_plain: bool = False
    """Whether it is digits alone, without signs and scale."""

    in_words: bool = False
    is_ordinal: bool = False
    has_signs: bool = False
    """Whether it depends on what a dot or a comma means."""

    scale: Fraction = Fraction(1)
    """What the digits are multiplied by, for the first number of a range ("5-6 juta")."""

    @property
    def value(self) -> Fraction:
        """The likeliest value."""
        return self.values[0]


def numbers(text: str, found: Sequence[Token], rules: Conventions) -> Iterator[Number]:
    """Yield the numbers among the tokens of a text, in order."""
    at = 0
    while at < len(found):
        read = _Reader(text, found, rules).read(at)
        if read is None:
            at += 1
        else:
            number, at = read
            yield number


@dataclass(frozen=True)
class _Words:
    """The value of number words read so far."""

    total: Fraction = Fraction(0)
    """What closed groups add up to."""

    group: Fraction = Fraction(0)
    """The group that is being read, below a thousand."""

    joined: bool = False
    """Whether a joiner ("and") stands before the next word."""


class _Reader:
    """Reads one number at a time from the tokens of a text."""

    def __init__(self, text: str, found: Sequence[Token], rules: Conventions) -> None:
        self._text = text
        self._tokens = found
        self._rules = rules

    def read(self, at: int) -> tuple[Number, int] | None:
        """Return the number that begins at a token and the index behind it, or None."""
        token = self._tokens[at]
        if token.kind is Kind.DIGITS:
            return self._digits(at)
        if token.kind is Kind.WORD:
            return self._vague(at) or self._fraction(at) or self._words(at) or self._roman(at)
        return None

    def _digits(self, at: int) -> tuple[Number, int] | None:
        token = self._tokens[at]
        values = readings(token.text, self._rules)
        if not values:
            return None
        end = at + 1
        scale, end = self._scales(end)
        if (
            end == at + 1
            and self._is(end, "/")
            and self._glued(end)
            and self._glued(end + 1)
            and token.text.isdigit()
            and (below := self._at(end + 1)) is not None
            and below.text.isdigit()
            and 0 < int(token.text) < int(below.text) <= 10
        ):
            return self._made(at, end + 2, (Fraction(int(token.text), int(below.text)), values[0])), end + 2
        is_year = end == at + 1 and token.text.isdigit() and len(token.text) == 4 and 1800 <= int(token.text) <= 2100
        scaled = tuple(value * scale for value in values)
        number = self._made(at, end, scaled)
        is_plain = token.text.isdigit() and end == at + 1
        return replace(number, is_year=is_year, is_plain=is_plain, has_signs=len(values) > 1, scale=scale), end

    def _scales(self, at: int) -> tuple[Fraction, int]:
        scale = Fraction(1)
        start = at
        if self._is(at, "+") and self._glued(at):
            at += 1  # "$300+ billion"
        first = at
        while (token := self._at(at)) is not None and token.kind is Kind.WORD:
            dotted = self._is(at + 1, ".") and self._glued(at + 1) and f"{token.lower}." in self._rules.scales
            word = f"{token.lower}." if dotted else token.lower
            # Behind a numeral, "ribuan" is as good as "ribu".
            value = self._rules.scales.get(word) or self._rules.vague.get(word) or misspelt_scale(word, self._rules)
            if value is None:
                break
            if scale * value > _MOST:
                break
            scale *= value
            at += 2 if dotted else 1
        return scale, at if at > first else start

    def _vague(self, at: int) -> tuple[Number, int] | None:
        """Read an order of magnitude: "ratusan ribu", "tens of thousands", "several hundred"."""
        rules = self._rules
        first = self._tokens[at].lower
        value = rules.vague.get(first) or rules.multipliers.get(first) or rules.scales.get(first)
        if len(first) < _LEAST_VAGUE:
            return None  # an abbreviation: "5 jt", but "RB Leipzig"
        if value is None:
            return None
        end = at + 1
        while (token := self._at(end)) is not None:
            joined = token.lower in rules.vague_joiners
            word = self._at(end + 1) if joined else token
            if word is None:
                break
            more = rules.scales.get(word.lower) or rules.vague.get(word.lower)
            if more is None or value * more > _MOST:
                break
            value *= more
            end += 2 if joined else 1
        return replace(self._made(at, end, (Fraction(value),)), is_vague=True, in_words=True), end

    def _fraction(self, at: int) -> tuple[Number, int] | None:
        """Read "setengah", "half a million", "dua pertiga", "two-thirds"."""
        rules = self._rules
        token = self._tokens[at]
        value = rules.fractions.get(token.lower)
        end = at + 1
        if value is None:
            above = 1 if token.lower in rules.articles else rules.words.get(token.lower)
            if above is None:
                return None
            if self._is_hyphen(end):
                end += 1
            below = self._at(end)
            denominator = rules.denominators.get(below.lower) if below is not None else None
            if denominator is None or not 0 < above < denominator:
                return None
            value = Fraction(above, denominator)
            end += 1
            if token.lower in rules.articles and denominator > 2:
                # "A third" may be one more than a second.
                values = (value, Fraction(denominator))
                return replace(self._made(at, end, values), is_weak=True, in_words=True), end
        after = end
        while (word := self._at(after)) is not None and word.lower in rules.articles:
            after += 1
        scale, scaled_end = self._scales(after)
        if scale != 1:
            end = scaled_end
        is_weak = scale == 1 and end == at + 1 and token.lower in rules.weak
        return replace(self._made(at, end, (value * scale,)), is_weak=is_weak, in_words=True), end

    def _words(self, at: int) -> tuple[Number, int] | None:
        rules = self._rules
        state = _Words()
        end = after = at
        ended = is_ordinal = False
        while not ended and (token := self._at(after)) is not None:
            if end > at and self._is_hyphen(after):
                after += 1
                continue
            if token.kind is not Kind.WORD:
                break
            parts, is_last = self._parts(token.lower, first=after == at)
            is_ordinal |= is_last or (after == at and bool(parts) and parts[0] != token.lower and len(parts) == 1)
            read: _Words | None = state
            for part in parts:
                read = self._add(read, part)
                if read is None:
                    break
            if not parts or read is None:
                break
            state = read
            after += 1
            if not state.joined and (token.lower not in rules.articles):
                end, ended = after, is_last
        if end == at:
            return self._also(at)
        value = state.total + state.group
        if not is_ordinal:  # "the second half"
            value, end = self._with_fraction(value, end)
        is_weak = end == at + 1 and (self._tokens[at].lower in rules.weak or self._may_be_name(at))
        number = self._made(at, end, (value,))
        return replace(number, is_weak=is_weak, is_ordinal=is_ordinal, in_words=True), end

    def _with_fraction(self, value: Fraction, end: int) -> tuple[Fraction, int]:
        """Return a value with the fraction behind it: "one and a half", "dua setengah juta"."""
        rules = self._rules
        at = end
        while (token := self._at(at)) is not None and token.lower in (*rules.joiners, *rules.articles):
            at += 1
        more = rules.fractions.get(token.lower) if token is not None and value < 100 else None
        if more is None:
            return value, end
        scale, end = self._scales(at + 1)
        return (value + more) * scale, end

    def _also(self, at: int) -> tuple[Number, int] | None:
        value = self._rules.also.get(self._tokens[at].lower)
        if value is None:
            return None
        return replace(self._made(at, at + 1, (Fraction(value),)), is_weak=True, in_words=True), at + 1

    def _parts(self, word: str, *, first: bool) -> tuple[list[str], bool]:
        """Return the numerals a word is made of, and whether the number ends with it (an ordinal)."""
        rules = self._rules
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

    def _add(self, state: _Words | None, word: str) -> _Words | None:
        """Return the value with one more word, or None if the word cannot follow."""
        rules = self._rules
        if state is None:
            return None
        is_empty = not state.total and not state.group
        if word in rules.joiners:
            return None if is_empty or state.joined else replace(state, joined=True)
        if word in rules.articles:
            return _Words(group=Fraction(1)) if is_empty else None
        if word in rules.teens:
            unit = state.group % 10
            return replace(state, group=state.group + 10) if unit >= 1 and state.group % 100 < 10 else None
        if word in rules.vague and word not in rules.scales:
            return _Words(total=(state.total + state.group) * rules.vague[word]) if not is_empty else None
        value = rules.words.get(word, rules.ordinals.get(word))
        if value is not None:
            return _added(state, value)
        if word in rules.multipliers:
            return _multiplied(state, rules.multipliers[word])
        if word in rules.one_scales:
            return _Words(total=state.total + rules.one_scales[word]) if not state.group else None
        scale = rules.scales[word]
        if not state.group:
            # "seribu miliar", "thousand million"
            return replace(state, total=state.total * scale) if 0 < state.total < scale else None
        if state.total and state.total <= scale:
            return _Words(total=(state.total + state.group) * scale)
        return _Words(total=state.total + state.group * scale)

    def _may_be_name(self, at: int) -> bool:
        """Whether a word is part of a name: by a capital inside the sentence ("BBC Three"), or by what it names."""
        token = self._tokens[at]
        if at > 0 and self._tokens[at - 1].lower in self._rules.shapes:
            return True
        return (
            token.text[0].isupper()
            and not has_capitalised_nouns(self._rules.language)
            and not opens_sentence(self._text, token.start, 0)
        )

    def _roman(self, at: int) -> tuple[Number, int] | None:
        """Read a Roman numeral from two to thirty-nine; one letter alone is more often an initial."""
        text = self._tokens[at].text
        if len(text) < 2 or set(text) - set(_ROMAN):
            return None
        letters = [_ROMAN[letter] for letter in text]
        value = sum(-one if one < other else one for one, other in pairwise([*letters, 0]))
        if text != roman(value):
            return None
        return replace(self._made(at, at + 1, (Fraction(value),)), is_weak=True, in_words=True), at + 1

    def _made(self, first: int, end: int, values: tuple[Fraction, ...]) -> Number:
        return Number(self._tokens[first].start, self._tokens[end - 1].end, tuple(dict.fromkeys(values)))

    def _at(self, index: int) -> Token | None:
        return self._tokens[index] if index < len(self._tokens) else None

    def _is(self, index: int, text: str) -> bool:
        token = self._at(index)
        return token is not None and token.text == text

    def _is_hyphen(self, index: int) -> bool:
        token = self._at(index)
        return token is not None and token.text in _HYPHENS and self._glued(index) and self._glued(index + 1)

    def _glued(self, index: int) -> bool:
        """Whether no space stands between a token and the one before."""
        token = self._at(index)
        return token is not None and index > 0 and self._tokens[index - 1].end == token.start


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


def _added(state: _Words, value: int) -> _Words | None:
    place = 10 if value < 10 else 100 if value < 100 else 1000
    if state.group % place == 0 and (value or not state.group):
        return replace(state, group=state.group + value, joined=False)
    # The unit before the ten, with a joiner: "einundzwanzig".
    if state.joined and place == 100 and 0 < state.group % 100 < 10 and value % 10 == 0:
        return replace(state, group=state.group + value, joined=False)
    return None


def _multiplied(state: _Words, multiplier: int) -> _Words | None:
    low = state.group % multiplier
    if state.joined or (low == 0 and state.group):
        return None
    return replace(state, group=state.group - low + max(low, Fraction(1)) * multiplier)


def roman(value: int) -> str:
    """Return the Roman numeral of a value from 1 to 39.

    >>> roman(14)
    'XIV'
    """
    units = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")
    return "X" * (value // 10) + units[value % 10]

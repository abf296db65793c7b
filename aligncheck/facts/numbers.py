"""Numbers of a text, in digits and in words."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from aligncheck.facts.conventions import Conventions
from aligncheck.facts.number import Number
from aligncheck.facts.number_words import Sum, misspelt_scale, numerals_in, with_word
from aligncheck.facts.numerals import readings
from aligncheck.facts.roman import from_roman
from aligncheck.facts.tokens import Kind, Token, TokenRow
from aligncheck.words import has_capitalised_nouns, opens_sentence

_LEAST_VAGUE = 4
_MOST = 10**30
"""Nothing in the news is counted beyond it; a text that repeats "million" must not make endless numbers."""


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


class _Reader:
    """Reads one number at a time from the tokens of a text."""

    def __init__(self, text: str, found: Sequence[Token], rules: Conventions) -> None:
        self._text = text
        self._row = TokenRow(found)
        self._rules = rules

    def read(self, at: int) -> tuple[Number, int] | None:
        """Return the number that begins at a token and the index behind it, or None."""
        token = self._row.tokens[at]
        if token.kind is Kind.DIGITS:
            return self._digits(at)
        if token.kind is Kind.WORD:
            return self._vague(at) or self._fraction(at) or self._aside(at) or self._words(at) or self._roman(at)
        return None

    def _digits(self, at: int) -> tuple[Number, int] | None:
        token = self._row.tokens[at]
        values = readings(token.text, self._rules)
        if not values:
            return None
        fraction = self._slashed(at)
        if fraction is not None:
            return self._made(at, at + 3, (fraction, values[0])), at + 3
        # "11-1/2", "3 1/3"
        behind = at + 2 if self._row.is_hyphen(at + 1) else at + 1
        fraction = self._slashed(behind) if token.text.isdigit() else None
        if fraction is not None:
            return self._made(at, behind + 3, (values[0] + fraction, values[0])), behind + 3
        scale, end = self._scales(at + 1)
        is_year = end == at + 1 and token.text.isdigit() and len(token.text) == 4 and 1800 <= int(token.text) <= 2100
        scaled = tuple(value * scale for value in values)
        number = self._made(at, end, scaled)
        is_plain = token.text.isdigit() and end == at + 1
        return replace(number, is_year=is_year, is_plain=is_plain, has_signs=len(values) > 1, scale=scale), end

    def _slashed(self, at: int) -> Fraction | None:
        """Return the value of "2/3", of digits up to ten without spaces."""
        above, below = self._row.at(at), self._row.at(at + 2)
        if above is None or below is None or not self._row.has(at + 1, "/"):
            return None
        is_joined = self._row.is_glued(at + 1) and self._row.is_glued(at + 2)
        if not (is_joined and above.text.isdigit() and below.text.isdigit()):
            return None
        return Fraction(int(above.text), int(below.text)) if 0 < int(above.text) < int(below.text) <= 10 else None

    def _scales(self, at: int) -> tuple[Fraction, int]:
        scale = Fraction(1)
        start = at
        if (self._row.has(at, "+") and self._row.is_glued(at)) or self._row.is_hyphen(at):
            at += 1  # "$300+ billion", "a 2.1-billion-dollar deal"
        first = at
        while (token := self._row.at(at)) is not None and token.kind is Kind.WORD:
            dotted = (
                self._row.has(at + 1, ".") and self._row.is_glued(at + 1) and f"{token.lower}." in self._rules.scales
            )
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
        first = self._row.tokens[at].lower
        value = rules.vague.get(first) or rules.multipliers.get(first) or rules.scales.get(first)
        if len(first) < _LEAST_VAGUE:
            return None  # an abbreviation: "5 jt", but "RB Leipzig"
        if value is None:
            return None
        end = at + 1
        while (token := self._row.at(end)) is not None:
            joined = token.lower in rules.vague_joiners
            word = self._row.at(end + 1) if joined else token
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
        token = self._row.tokens[at]
        value = rules.fractions.get(token.lower)
        end = at + 1
        if value is None:
            above = 1 if token.lower in rules.articles else rules.words.get(token.lower)
            if above is None:
                return None
            if self._row.is_hyphen(end):
                end += 1
            below = self._row.at(end)
            denominator = rules.denominators.get(below.lower) if below is not None else None
            if denominator is None or not 0 < above < denominator:
                return None
            value = Fraction(above, denominator)
            end += 1
            if token.lower in rules.articles and denominator > 2 and self._scales(self._behind_articles(end))[0] == 1:
                # "A third" may be one more than a second.
                values = (value, Fraction(denominator))
                return replace(self._made(at, end, values), is_weak=True, in_words=True), end
        scale, scaled_end = self._scales(self._behind_articles(end))
        if scale != 1:
            end = scaled_end
        is_weak = scale == 1 and end == at + 1 and token.lower in rules.weak
        return replace(self._made(at, end, (value * scale,)), is_weak=is_weak, in_words=True), end

    def _behind_articles(self, at: int) -> int:
        """Return the index behind articles, with what joins a fraction to them: half a, a quarter of a."""
        rules = self._rules
        behind = self._row.at(at + 1)
        word = self._row.at(at)
        if (
            word is not None
            and word.lower in rules.vague_joiners
            and behind is not None
            and behind.lower in rules.articles
        ):
            at += 1
        while (word := self._row.at(at)) is not None and word.lower in rules.articles:
            at += 1
        return at

    def _words(self, at: int) -> tuple[Number, int] | None:
        rules = self._rules
        state = Sum()
        end = after = at
        ended = is_ordinal = False
        while not ended and (token := self._row.at(after)) is not None:
            if end > at and self._row.is_hyphen(after):
                after += 1
                continue
            if token.kind is not Kind.WORD or (end > at and self._is_compounded(after)):
                break
            parts, is_last = numerals_in(rules.without_ending(token.lower), rules, first=after == at)
            is_ordinal |= is_last or (after == at and len(parts) == 1 and parts[0] != rules.without_ending(token.lower))
            read: Sum | None = state
            for part in parts:
                read = with_word(read, part, rules) if read is not None else None
            if not parts or read is None:
                break
            state = read
            after += 1
            if not state.joined and (token.lower not in rules.articles):
                end, ended = after, is_last
        if end == at:
            return None
        value = state.value
        if not is_ordinal:  # "the second half"
            value, end = self._with_fraction(value, end)
        is_name = end == at + 1 and self._may_be_name(at)
        is_weak = is_name or (end == at + 1 and rules.without_ending(self._row.tokens[at].lower) in rules.weak)
        number = self._made(at, end, (value,))
        return replace(number, is_weak=is_weak, is_aside=is_name, is_ordinal=is_ordinal, in_words=True), end

    def _with_fraction(self, value: Fraction, end: int) -> tuple[Fraction, int]:
        """Return a value with the fraction behind it: "one and a half", "dua setengah juta"."""
        rules = self._rules
        at = end
        while (token := self._row.at(at)) is not None and (
            token.lower in (*rules.joiners, *rules.articles) or self._row.is_hyphen(at)
        ):
            at += 1
        more = rules.fractions.get(token.lower) if token is not None and value < 100 else None
        if more is None:
            return value, end
        scale, end = self._scales(at + 1)
        return (value + more) * scale, end

    def _aside(self, at: int) -> tuple[Number, int] | None:
        value = self._rules.also.get(self._row.tokens[at].lower)
        if value is None:
            return None
        number = self._made(at, at + 1, (Fraction(value),))
        return replace(number, is_weak=True, is_aside=True, in_words=True), at + 1

    def _roman(self, at: int) -> tuple[Number, int] | None:
        value = from_roman(self._row.tokens[at].text)
        if value is None:
            return None
        number = self._made(at, at + 1, (Fraction(value),))
        return replace(number, is_weak=True, is_roman=True, in_words=True), at + 1

    def _is_compounded(self, at: int) -> bool:
        """Whether a numeral behind others begins a compound of its own: "eight hundred two-liter bottles"."""
        behind = self._row.at(at + 2)
        return (
            not self._row.is_glued(at)
            and self._row.is_hyphen(at + 1)
            and behind is not None
            and not numerals_in(behind.lower, self._rules, first=False)[0]
        )

    def _may_be_name(self, at: int) -> bool:
        """Whether a word is part of a name: by a capital inside the sentence ("BBC Three"), or by what it names."""
        token = self._row.tokens[at]
        if at > 0 and self._row.tokens[at - 1].lower in self._rules.shapes:
            return True
        return (
            token.text[0].isupper()
            and not has_capitalised_nouns(self._rules.language)
            and not opens_sentence(self._text, token.start, 0)
        )

    def _made(self, first: int, end: int, values: tuple[Fraction, ...]) -> Number:
        return Number(self._row.tokens[first].start, self._row.tokens[end - 1].end, tuple(dict.fromkeys(values)))

"""Errors planted into human translations: one fact of the target changed, in the ways people and machines get it wrong.

Each corruption looks for its facts with patterns of its own, not with the detectors' readers, and only at facts that
the source has too (the same digits, or a word of the same meaning by num2words and Babel): changing what was never in
the source makes no new error. Targets are English, sources Indonesian.
"""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from babel.dates import get_day_names, get_month_names
from num2words import num2words

SOURCE, TARGET = "id", "en"


@dataclass(frozen=True)
class Planted:
    """A changed target and the half-open stretch ``[start, end)`` of it that holds the error."""

    text: str
    start: int
    end: int


Corruption = Callable[[str, str, random.Random], Planted | None]
"""From source, target and a random generator to the changed target, or None if there is nothing to change."""

_NUMBER = re.compile(r"(?<![\w.,/-])(?:(?:US)?[$£€]|Rp\.? ?)?(?P<digits>\d+(?:[.,]\d+)*)(?![\w/]|[.,]\d|-\w)")
_YEAR = re.compile(r"(?<![\w.,/-])(?:19|20)\d\d(?![\w/-]|[.,]\d)")
_MONEY = re.compile(r"(?:US\$|\$|£|€|Rp\.? ?)(?P<digits>\d+(?:[.,]\d+)*)(?![\w/]|[.,]\d|-\d)")
_SCALE = re.compile(r"(?<=\d )(?P<scale>thousand|million|billion|trillion)\b")
_CURRENCY = re.compile(r"(?P<sign>US\$|Rp\.? ?)(?=\d)|(?<=\d )(?P<word>US dollars|dollars|rupiah)\b")
_UNIT = re.compile(
    r"(?<=\d[ -])(?P<unit>percent|kilometers?|kilometres?|km|meters?|metres?|kilograms?|kg|tons?|hectares?|years?|"
    r"months?|days?|hours?|minutes?|seconds?|degrees|liters?|litres?|grams?|mm|cm|miles?)\b|(?<=\d)(?P<sign>%)"
)
_OTHER_UNITS = {
    "percent": "kilograms",
    "%": " kg",
    "kilometer": "mile",
    "kilometre": "mile",
    "km": "m",
    "meter": "foot",
    "metre": "foot",
    "kilogram": "ton",
    "kg": "g",
    "ton": "kilogram",
    "hectare": "acre",
    "year": "month",
    "month": "week",
    "day": "month",
    "hour": "minute",
    "minute": "second",
    "second": "minute",
    "degrees": "percent",
    "liter": "gallon",
    "litre": "gallon",
    "gram": "kilogram",
    "mm": "cm",
    "cm": "mm",
    "mile": "kilometer",
}
_TIME = re.compile(r"(?<![\w.,:/-])(?P<hour>\d{1,2})[:.](?P<minutes>[0-5]\d)(?= ?(?:[ap]\.?m\b|WIB|GMT|local time))")
_CODE = re.compile(r"(?<![\w.,/-])(?!Rp\d)[A-Z][A-Za-z]*-?\d+(?![\w.,-]\w|\w)")
_LINK = re.compile(r"(?:https?://|www\.)[^\s,;]+[\w/]|[\w.]+@[\w.]+\w|(?<!\w)#\w+")


def _digits(text: str) -> str:
    return re.sub(r"[.,]", "", text)


def _stretches(pattern: re.Pattern[str], text: str, group: str | int = 0) -> list[re.Match[str]]:
    return [match for match in pattern.finditer(text) if match[group]]


def _shared(pattern: re.Pattern[str], source: str, target: str) -> list[re.Match[str]]:
    """Return the matches in the target whose digits the source has once, and the target once."""
    ours = [_digits(match) for match in re.findall(r"\d+(?:[.,]\d+)*", source)]
    theirs = [_digits(match) for match in re.findall(r"\d+(?:[.,]\d+)*", target)]
    found = pattern.finditer(target)
    return [
        match
        for match in found
        if (digits := _digits(match.groupdict().get("digits") or match[0])) in ours and theirs.count(digits) == 1
    ]


def _replaced(text: str, start: int, end: int, by: str) -> Planted:
    return Planted(text[:start] + by + text[end:], start, start + len(by))


def _span(match: re.Match[str], group: str | int) -> tuple[int, int]:
    return match.start(group), match.end(group)


def _other_digit(text: str, rng: random.Random) -> str:
    places = [at for at, character in enumerate(text) if character.isdigit()]
    at = rng.choice(places)
    options = [digit for digit in "123456789" if digit != text[at]]
    return text[:at] + rng.choice(options) + text[at + 1 :]


def _plain_numbers(source: str, target: str) -> list[re.Match[str]]:
    taken = [match.span() for pattern in (_MONEY, _TIME) for match in pattern.finditer(target)]
    return [
        match
        for match in _shared(_NUMBER, source, target)
        if not _YEAR.fullmatch(match["digits"])
        and not _near_month(target, *_span(match, "digits"))
        and not any(start <= match.start("digits") < end for start, end in taken)
    ]


def _near_month(text: str, start: int, end: int) -> bool:
    around = text[max(0, start - 14) : start] + "|" + text[end : end + 14]
    return any(name in around for name in _names(TARGET, "month").values())


def digit(source: str, target: str, rng: random.Random) -> Planted | None:
    """Change one digit of a number."""
    found = _plain_numbers(source, target)
    if not found:
        return None
    start, end = _span(rng.choice(found), "digits")
    return _replaced(target, start, end, _other_digit(target[start:end], rng))


def transposed(source: str, target: str, rng: random.Random) -> Planted | None:
    """Exchange two neighbouring digits of a number: 6,213 becomes 6,312."""
    options = []
    for match in _plain_numbers(source, target):
        text = match["digits"]
        places = [at for at, character in enumerate(text) if character.isdigit()]
        for one, other in pairwise(places):
            if text[one] != text[other] and not (one == 0 and text[other] == "0"):
                changed = text[:one] + text[other] + text[one + 1 : other] + text[one] + text[other + 1 :]
                options.append((*_span(match, "digits"), changed))
    return _replaced(target, *rng.choice(options)) if options else None


def signs(source: str, target: str, rng: random.Random) -> Planted | None:
    """Leave dots and commas as the source has them: 6,213 becomes 6.213."""
    found = [match for match in _plain_numbers(source, target) if re.fullmatch(r"\d{1,3}[.,]\d{3}", match["digits"])]
    found = [match for match in found if match["digits"].translate(_EXCHANGE) in source]
    if not found:
        return None
    match = rng.choice(found)
    return _replaced(target, *_span(match, "digits"), match["digits"].translate(_EXCHANGE))


_EXCHANGE = str.maketrans(".,", ",.")


def scale(source: str, target: str, rng: random.Random) -> Planted | None:
    """Take one scale for another: billion becomes million."""
    names = ["thousand", "million", "billion", "trillion"]
    found = list(_SCALE.finditer(target))
    found = [
        match
        for match in found
        if _digits(re.findall(r"[\d.,]+(?= $)", target[: match.start()])[-1]) in _digits(source)
    ]
    if not found:
        return None
    match = rng.choice(found)
    at = names.index(match[0])
    near = [names[other] for other in (at - 1, at + 1) if 0 <= other < len(names)]
    return _replaced(target, *match.span(), rng.choice(near))


def word(source: str, target: str, rng: random.Random) -> Planted | None:
    """Replace a number in words by another: three becomes five."""
    spoken = {value: _spoken(TARGET, value) for value in range(2, 21)}
    options = []
    for value, name in spoken.items():
        if not re.search(rf"\b{_spoken(SOURCE, value)}\b|(?<![\d.,]){value}(?![\d.,])", source, re.IGNORECASE):
            continue
        found = re.finditer(rf"(?<![\w-]){name}(?![\w-])", target, re.IGNORECASE)
        last = [match for match in found if not re.search(rf"\b{name}\b", target[match.end() :], re.IGNORECASE)]
        options += [(match, value) for match in last]
    if not options:
        return None
    match, value = rng.choice(options)
    other = spoken[rng.choice([near for near in (value - 1, value + 1, value + 2, value - 2) if near in spoken])]
    return _replaced(target, *match.span(), other.capitalize() if match[0][0].isupper() else other)


def swapped(source: str, target: str, rng: random.Random) -> Planted | None:
    """Exchange two numbers of the segment."""
    found = _plain_numbers(source, target)
    pairs = [(one, other) for one, other in pairwise(found) if one["digits"] != other["digits"]]
    if not pairs:
        return None
    one, other = rng.choice(pairs)
    (start, end), (second, last) = _span(one, "digits"), _span(other, "digits")
    text = target[:start] + other["digits"] + target[end:second] + one["digits"] + target[last:]
    return Planted(text, start, last)


def left_out(source: str, target: str, rng: random.Random) -> Planted | None:
    """Drop a number and the word behind it."""
    found = [match for match in _plain_numbers(source, target) if re.match(r"(?:\s\w+|%)", target[match.end() :])]
    if not found:
        return None
    match = rng.choice(found)
    behind = re.match(r"(?:\s(?:thousand|million|billion|trillion))?(?:\s\w+|%)?", target[match.end() :])
    assert behind is not None
    return Planted(
        target[: match.start()] + target[match.end() + behind.end() :].lstrip(), match.start(), match.start()
    )


def year(source: str, target: str, rng: random.Random) -> Planted | None:
    """Replace a year by another of the same decade or century."""
    found = _shared(_YEAR, source, target)
    if not found:
        return None
    match = rng.choice(found)
    at = rng.choice((2, 3))
    options = [d for d in "0123456789" if d != match[0][at]]
    return _replaced(target, *match.span(), match[0][:at] + rng.choice(options) + match[0][at + 1 :])


def vague(source: str, target: str, rng: random.Random) -> Planted | None:
    """Take one order of magnitude for another: hundreds become thousands."""
    pairs = {"ratusan": "hundreds", "ribuan": "thousands", "jutaan": "millions", "puluhan": "dozens"}
    options = [
        match
        for ours, theirs in pairs.items()
        for match in re.finditer(rf"\b{theirs}\b", target)
        if re.search(rf"\b{ours}\b", source)
    ]
    if not options:
        return None
    match = rng.choice(options)
    return _replaced(target, *match.span(), rng.choice([name for name in pairs.values() if name != match[0]]))


def relative(source: str, target: str, rng: random.Random) -> Planted | None:
    """Take yesterday for tomorrow, last year for next year."""
    pairs = {"kemarin": "yesterday", "besok": "tomorrow", "hari ini": "today"}
    for ours, theirs in (("tahun", "year"), ("bulan", "month"), ("pekan", "week"), ("minggu", "week")):
        pairs |= {f"{ours} lalu": f"last {theirs}", f"{ours} ini": f"this {theirs}", f"{ours} depan": f"next {theirs}"}
    options = [
        match
        for ours, theirs in pairs.items()
        for match in re.finditer(rf"\b{theirs}\b", target)
        if re.search(rf"\b{ours}\b", source)
    ]
    if not options:
        return None
    match = rng.choice(options)
    last = match[0].split()[-1]
    others = [name for name in pairs.values() if name != match[0] and (name.split()[-1] == last or " " not in match[0])]
    return _replaced(target, *match.span(), rng.choice([name for name in others if (" " in name) == (" " in match[0])]))


def year_left_out(source: str, target: str, rng: random.Random) -> Planted | None:
    """Drop the year of a date in full."""
    months = "|".join(_names(TARGET, "month").values())
    dated = re.compile(rf"(?:\d{{1,2}} (?:{months})|(?:{months}) \d{{1,2}})(?P<digits>,? (?:19|20)\d\d)\b")
    found = [match for match in dated.finditer(target) if re.search(rf"\b{match['digits'][-4:]}\b", source)]
    found = [match for match in found if target.count(match["digits"][-4:]) == 1]
    if not found:
        return None
    match = rng.choice(found)
    text = target[: match.start("digits")] + target[match.end("digits") :]
    return Planted(text, match.start(), match.start("digits"))


def date_left_out(source: str, target: str, rng: random.Random) -> Planted | None:
    """Drop a weekday, a date or a year, with the preposition before it."""
    options = []
    for kind, rest in (("weekday", ""), ("month", r"(?: \d{1,2}(?!\d))?(?:,? (?:19|20)\d\d)?")):
        ours, theirs = _names(SOURCE, kind), _names(TARGET, kind)
        for key, name in theirs.items():
            before = r"(?:\d{1,2} )?" if kind == "month" else ""
            found = list(re.finditer(rf"{_PREPOSITION}{before}\b{name}\b{rest}", target))
            if len(found) == 1 and re.search(rf"\b{ours[key]}\b", source):
                options += found
    years = re.finditer(rf"{_PREPOSITION}(?P<year>(?:19|20)\d\d)(?![\w/-]|[.,]\d)", target)
    options += [match for match in years if target.count(match["year"]) == 1 == source.count(match["year"])]
    if not options:
        return None
    match = rng.choice(options)
    text = re.sub(r"  +", " ", target[: match.start()] + target[match.end() :]).strip()
    return Planted(text, match.start(), match.start())


_PREPOSITION = r"\b(?:on|in|since|until|by|during|of|for) (?:the )?"


def day(source: str, target: str, rng: random.Random) -> Planted | None:
    """Replace the day of a month."""
    months = "|".join(_names(TARGET, "month").values())
    value = r"[1-9]|[12]\d|3[01]"
    pattern = re.compile(
        rf"(?<![\w.,/-])(?P<digits>{value})(?=(?:st|nd|rd|th)? (?:of )?(?:{months}))"
        rf"|\b(?:{months}) (?P<late>{value})(?![\d,]\d|\d)"
    )
    options = []
    for match in pattern.finditer(target):
        group = "digits" if match["digits"] else "late"
        if re.search(rf"(?<!\d)0?{match[group]}(?!\d)", source):
            options.append(_span(match, group))
    if not options:
        return None
    start, end = rng.choice(options)
    value = int(target[start:end])
    others = [other for other in (value - 1, value + 1, value + 10, value - 10) if 1 <= other <= 28]
    return _replaced(target, start, end, str(rng.choice(others)))


def month(source: str, target: str, rng: random.Random) -> Planted | None:
    """Replace a month by another."""
    return _renamed("month", source, target, rng)


def weekday(source: str, target: str, rng: random.Random) -> Planted | None:
    """Replace a weekday by another."""
    return _renamed("weekday", source, target, rng)


def _renamed(kind: str, source: str, target: str, rng: random.Random) -> Planted | None:
    ours, theirs = _names(SOURCE, kind), _names(TARGET, kind)
    options = [
        (key, match)
        for key, name in theirs.items()
        for match in re.finditer(rf"\b{name}\b", target)
        if re.search(rf"\b{ours[key]}\b", source) and len(re.findall(rf"\b{name}\b", target)) == 1
    ]
    if not options:
        return None
    key, match = rng.choice(options)
    return _replaced(target, *match.span(), theirs[rng.choice([other for other in theirs if other != key])])


def time(source: str, target: str, rng: random.Random) -> Planted | None:
    """Change the hour or the minutes of a time of day."""
    found = [
        match for match in _TIME.finditer(target) if re.search(rf"0?{match['hour']}[.:]{match['minutes']}", source)
    ]
    if not found:
        return None
    match = rng.choice(found)
    if rng.random() < 0.5:
        return _replaced(target, *_span(match, "hour"), str((int(match["hour"]) + rng.choice((1, 2))) % 12 or 12))
    return _replaced(
        target, *_span(match, "minutes"), f"{(int(match['minutes']) + rng.choice((5, 10, 15, 30))) % 60:02}"
    )


def amount(source: str, target: str, rng: random.Random) -> Planted | None:
    """Change one digit of an amount of money."""
    found = _shared(_MONEY, source, target)
    if not found:
        return None
    start, end = _span(rng.choice(found), "digits")
    return _replaced(target, start, end, _other_digit(target[start:end], rng))


def currency(source: str, target: str, rng: random.Random) -> Planted | None:
    """Take rupiah for US dollars or the other way round."""
    found = [match for match in _CURRENCY.finditer(target) if _digits(_amount_near(target, match)) in _digits(source)]
    if not found:
        return None
    match = rng.choice(found)
    if match["sign"]:
        return _replaced(target, *match.span(), "Rp" if match["sign"] == "US$" else "US$")
    return _replaced(target, *match.span(), "rupiah" if "dollar" in match["word"] else "dollars")


def _amount_near(text: str, match: re.Match[str]) -> str:
    if match["sign"]:
        return re.match(r"[\d.,]*\d", text[match.end() :])[0]
    return re.findall(r"[\d.,]*\d", text[: match.start()])[-1]


def unit(source: str, target: str, rng: random.Random) -> Planted | None:
    """Take one unit for another."""
    found = [
        match
        for match in _UNIT.finditer(target)
        if _digits(re.findall(r"\d[\d.,]*", target[: match.start()])[-1].rstrip(".,")) in _digits(source)
    ]
    if not found:
        return None
    match = rng.choice(found)
    name = match[0]
    single = name if name in _OTHER_UNITS else name.removesuffix("s")
    other = _OTHER_UNITS[single]
    other = {"foot": "feet"}.get(other, other + "s") if single != name else other
    return _replaced(target, *match.span(), other)


def code(source: str, target: str, rng: random.Random) -> Planted | None:
    """Change a digit of a designation, or a character of a link, address or hashtag."""
    found = [
        match
        for pattern in (_CODE, _LINK)
        for match in pattern.finditer(target)
        if match[0] in source and target.count(match[0]) == 1
    ]
    if not found:
        return None
    match = rng.choice(found)
    text = match[0]
    if _CODE.fullmatch(text):
        return _replaced(target, *match.span(), _other_digit(text, rng))
    letters = [at for at in range(len(text) // 2, len(text)) if text[at].isalpha()]
    if not letters:
        return None
    at = rng.choice(letters)
    return _replaced(target, *match.span(), text[:at] + text[at + 1 :])


@cache
def _names(language: str, kind: str) -> dict[int, str]:
    names = get_month_names if kind == "month" else get_day_names
    return dict(names("wide", locale=language))


@cache
def _spoken(language: str, value: int) -> str:
    return str(num2words(value, lang=language))


@dataclass(frozen=True)
class Kind:
    """A kind of error: what is changed, how, and which rules may find it."""

    group: str
    """The kind of fact, for the summary."""

    name: str
    corruption: Corruption
    rules: frozenset[str]


_FIGURES = frozenset(("number", "money", "measure", "date", "code"))
"""Rules that may find an error in figures: what is a year to one is a number to another."""

KINDS: tuple[Kind, ...] = (
    Kind("numbers", "digit changed", digit, _FIGURES),
    Kind("numbers", "digits exchanged", transposed, _FIGURES),
    Kind("numbers", "dots and commas left", signs, _FIGURES),
    Kind("numbers", "million, billion", scale, _FIGURES),
    Kind("numbers", "number word", word, _FIGURES),
    Kind("numbers", "two numbers swapped", swapped, _FIGURES),
    Kind("numbers", "hundreds, thousands", vague, _FIGURES),
    Kind("numbers", "number left out", left_out, _FIGURES),
    Kind("dates", "year", year, _FIGURES),
    Kind("dates", "day", day, _FIGURES),
    Kind("dates", "month", month, _FIGURES),
    Kind("dates", "weekday", weekday, _FIGURES),
    Kind("dates", "time", time, _FIGURES),
    Kind("dates", "yesterday, tomorrow", relative, _FIGURES),
    Kind("dates", "year left out", year_left_out, _FIGURES),
    Kind("dates", "date left out", date_left_out, _FIGURES),
    Kind("money", "amount", amount, _FIGURES),
    Kind("money", "currency", currency, _FIGURES),
    Kind("measures", "unit", unit, _FIGURES),
    Kind("codes", "code or link", code, _FIGURES),
)
"""Every kind of planted error."""

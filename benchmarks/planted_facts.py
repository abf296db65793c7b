"""Facts in a translation that the source has too, found with patterns of their own, not with the detectors' readers.

Targets are English, sources Indonesian.
"""

import random
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache

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
YEAR = re.compile(r"(?<![\w.,/-])(?:19|20)\d\d(?![\w/-]|[.,]\d)")
MONEY = re.compile(r"(?:US\$|\$|£|€|Rp\.? ?)(?P<digits>\d+(?:[.,]\d+)*)(?![\w/]|[.,]\d|-\d)")
TIME = re.compile(r"(?<![\w.,:/-])(?P<hour>\d{1,2})[:.](?P<minutes>[0-5]\d)(?= ?(?:[ap]\.?m\b|WIB|GMT|local time))")


def digits_of(text: str) -> str:
    """Return a figure without dots and commas."""
    return re.sub(r"[.,]", "", text)


def shared(pattern: re.Pattern[str], source: str, target: str) -> list[re.Match[str]]:
    """Return the matches in the target whose digits the source has, and the target once."""
    ours = [digits_of(match) for match in re.findall(r"\d+(?:[.,]\d+)*", source)]
    theirs = [digits_of(match) for match in re.findall(r"\d+(?:[.,]\d+)*", target)]
    found = pattern.finditer(target)
    return [
        match
        for match in found
        if (digits := digits_of(match.groupdict().get("digits") or match[0])) in ours and theirs.count(digits) == 1
    ]


def rendered(pairs: Mapping[str, str], source: str, target: str) -> list[re.Match[str]]:
    """Return the matches in the target of words whose counterpart, by source word, the source has."""
    return [
        match
        for ours, theirs in pairs.items()
        for match in re.finditer(rf"\b{theirs}\b", target)
        if re.search(rf"\b{ours}\b", source)
    ]


def replaced(text: str, start: int, end: int, by: str) -> Planted:
    """Return the text with a stretch replaced."""
    return Planted(text[:start] + by + text[end:], start, start + len(by))


def span(match: re.Match[str], group: str | int) -> tuple[int, int]:
    """Return the stretch of a group."""
    return match.start(group), match.end(group)


def other_digit(text: str, rng: random.Random) -> str:
    """Return the text with one of its digits changed."""
    places = [at for at, character in enumerate(text) if character.isdigit()]
    at = rng.choice(places)
    options = [digit for digit in "123456789" if digit != text[at]]
    return text[:at] + rng.choice(options) + text[at + 1 :]


def plain_numbers(source: str, target: str) -> list[re.Match[str]]:
    """Return the numbers that both have, and that are no years, amounts, times or parts of dates."""
    taken = [match.span() for pattern in (MONEY, TIME) for match in pattern.finditer(target)]
    return [
        match
        for match in shared(_NUMBER, source, target)
        if not YEAR.fullmatch(match["digits"])
        and not _near_month(target, *span(match, "digits"))
        and not any(start <= match.start("digits") < end for start, end in taken)
    ]


def _near_month(text: str, start: int, end: int) -> bool:
    around = text[max(0, start - 14) : start] + "|" + text[end : end + 14]
    return any(name in around for name in names_of(TARGET, "month").values())


@cache
def names_of(language: str, kind: str) -> dict[int, str]:
    """Return the names of the months, or of the weekdays, of a language."""
    names = get_month_names if kind == "month" else get_day_names
    return dict(names("wide", locale=language))


@cache
def spoken_number(language: str, value: int) -> str:
    """Return a number in words."""
    return str(num2words(value, lang=language))

"""Reading moments from a text, by the words and the order of day and month that a language uses."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from aligncheck.facts.conventions import TOPIC, alternatives
from aligncheck.facts.moments import Moment
from aligncheck.langdata import load

_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_YEAR = r"(?:1[89]|20)\d\d"
_FREE = r"(?<![\w.,:/$€£-])"
"""Not inside a longer number or word."""

_TWO_DIGIT_YEARS = 50
"""From here on, two digits are a year of the last century."""

_WEEKDAY_GAP = re.compile(r"[\s,(]*")


@dataclass(frozen=True)
class _Patterns:
    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    relative: Mapping[str, str]
    zones: Mapping[str, int]
    afternoon: frozenset[str]
    ambiguous: frozenset[str]
    orders: tuple[str, ...]
    day: re.Pattern[str]
    dates: tuple[re.Pattern[str], ...]
    """With the groups days, month and year, any of them optional; more specific ones first."""

    numeric: tuple[re.Pattern[str], ...]
    """With the groups first, until (the last of several days), second and year."""

    time: re.Pattern[str]
    weekday: re.Pattern[str]
    phrase: re.Pattern[str]
    years: re.Pattern[str]
    """Two years, the second with two digits: 2019-20."""

    counters: frozenset[str]
    """Words before a phrase that make it a count of years or days ("17 tahun lalu")."""


def moments(text: str, language: str) -> list[Moment]:
    """Return the moments of a text, in order; bare years are left to the reader of numbers."""
    patterns = _patterns(language)
    found: list[Moment] = []
    taken: list[range] = []
    for one in _candidates(text, patterns):
        span = range(one.start, one.end)
        same = span in taken  # several days of one month share their place
        if same or not any(span.start < other.stop and other.start < span.stop for other in taken):
            found.append(one)
            if not same:
                taken.append(span)
    return _with_weekdays(text, sorted(found, key=lambda moment: (moment.start, moment.end)))


def _candidates(text: str, patterns: _Patterns) -> Iterator[Moment]:
    for pattern in patterns.dates[:-1]:
        for match in pattern.finditer(text):
            yield from _named(match, patterns)
    for numeric in patterns.numeric:
        for match in numeric.finditer(text):
            yield from _in_figures(match, patterns)
    for match in patterns.time.finditer(text):
        yield from _times(match, patterns)
    for match in patterns.dates[-1].finditer(text):
        yield from _named(match, patterns)
    for match in patterns.weekday.finditer(text):
        weekday = patterns.weekdays[match[0].lower()]
        yield Moment(match.start(), match.end(), weekday=weekday, is_weak=match[0] in patterns.ambiguous)
    for match in patterns.years.finditer(text):
        first, last = int(match["first"]), int(match["last"])
        if last > first % 100:
            yield Moment(match.start(), match.start("last") - 1, year=first)
            yield Moment(match.start("last"), match.end(), year=first - first % 100 + last)
    for match in patterns.phrase.finditer(text):
        before = text[: match.start()].split()[-1:]
        if before and (before[0][-1].isdigit() or before[0].lower() in patterns.counters):
            continue
        yield Moment(match.start(), match.end(), relative=patterns.relative[" ".join(match[0].lower().split())])


def _named(match: re.Match[str], patterns: _Patterns) -> Iterator[Moment]:
    groups = match.groupdict()
    name = match["month"]
    year = int(groups["year"]) if groups.get("year") else None
    days = [int(day) for day in patterns.day.findall(groups["days"])] if groups.get("days") else [None]
    is_weak = name in patterns.ambiguous and days == [None] and year is None
    for day in days:
        month = patterns.months[name.lower().rstrip(".")]
        yield Moment(match.start(), match.end(), year=year, month=month, day=day, is_weak=is_weak)


def _in_figures(match: re.Match[str], patterns: _Patterns) -> Iterator[Moment]:
    first, second = int(match["first"]), int(match["second"])
    year = int(match["year"]) if match["year"] else None
    if year is not None and len(match["year"]) == 2:
        year += 1900 if year >= _TWO_DIGIT_YEARS else 2000
    is_ambiguous = len(patterns.orders) > 1 and first <= 12 and second <= 12 and first != second
    if second > 12 and "mdy" in patterns.orders:
        first, second = second, first
    if not (1 <= first <= 31 and 1 <= second <= 12):
        return
    base = Moment(match.start(), match.end(), year, second, first, day_or_month=is_ambiguous)
    yield base
    if match["until"] and first < int(match["until"]) <= 31:
        yield replace(base, day=int(match["until"]))


def _times(match: re.Match[str], patterns: _Patterns) -> Iterator[Moment]:
    part, zone = match["part"], match["zone"]
    for hours, minutes in ((match["hour"], match["minutes"]), (match["hour2"], match["minutes2"])):
        if hours is None:
            continue
        hour = int(hours)
        if part is not None and hour <= 12:
            late = part.lower() in patterns.afternoon
            # Twelve at night is midnight, twelve in the afternoon noon.
            hour = hour % 12 + (12 if late else 0)
        yield Moment(
            match.start(),
            match.end(),
            minute=hour % 24 * 60 + int(minutes or 0),
            zone=patterns.zones.get(zone) if zone else None,
            # "07.30" is by the clock of twenty-four hours, "7.30" may be by that of twelve.
            is_half_day=part is None and hour <= 12 and not hours.startswith("0"),
        )


def _with_weekdays(text: str, found: list[Moment]) -> list[Moment]:
    """Join weekdays with the dates they stand beside."""
    result: list[Moment] = []
    for moment in found:
        before = result[-1] if result else None
        if (
            before is not None
            and before.fields == ("weekday",)
            and moment.day is not None
            and _WEEKDAY_GAP.fullmatch(text[before.end : moment.start])
        ):
            closes = "(" in text[before.end : moment.start] and text[moment.end : moment.end + 1] == ")"
            result[-1] = replace(moment, start=before.start, end=moment.end + closes, weekday=before.weekday)
        else:
            result.append(moment)
    return result


@cache
def _patterns(language: str) -> _Patterns:
    from babel.dates import get_day_names, get_month_names

    data: Mapping[str, Any] = load(TOPIC, language)["dates"]
    numbers: Mapping[str, Any] = load(TOPIC, language)["numbers"]
    full = {name.rstrip("."): month for month, name in get_month_names("wide", locale=language).items()}
    short = {name.rstrip("."): month for month, name in get_month_names("abbreviated", locale=language).items()}
    months = {**short, **full, **data["months"]}
    weekdays = {**{name: day for day, name in get_day_names("wide", locale=language).items()}, **data["weekdays"]}
    zones = {**load(TOPIC, "any")["times"]["zones"], **data["zones"]}
    return _Patterns(
        months={name.lower(): month for name, month in months.items()},
        weekdays={name.lower(): day for name, day in weekdays.items()},
        relative={phrase.lower(): value for phrase, value in data["relative"].items()},
        zones=zones,
        afternoon=frozenset(part.lower() for part in data["afternoon"]),
        ambiguous=frozenset(data["ambiguous"]),
        orders=tuple(data["orders"]),
        day=re.compile(r"\d{1,2}"),
        dates=_date_patterns(data, months, full),
        numeric=_numeric_patterns(weekdays),
        time=_time_pattern(data, load(TOPIC, language)["measures"], zones),
        weekday=re.compile(rf"(?<!\w)(?:{alternatives(weekdays)})(?!\w)"),
        phrase=re.compile(rf"(?<!\w)(?i:{alternatives(data['relative'])})(?!\w)".replace(r"\ ", r"\s+")),
        years=re.compile(rf"{_FREE}(?P<first>{_YEAR})[-–/](?P<last>\d\d)(?![\w/-]|[.,]\d)"),
        counters=frozenset([*data["counted_after"], *numbers["words"], *numbers["scales"], *numbers["vague"]]),
    )


def _date_patterns(
    data: Mapping[str, Any], months: Mapping[str, int], full: Mapping[str, int]
) -> tuple[re.Pattern[str], ...]:
    # The full stop of an abbreviation ("3 Jan. 2020"), not that of the sentence.
    month = rf"(?P<month>{alternatives([*months, *(name.upper() for name in full)])})(?!\w)(?:\.(?=\s*[\d,]))?"
    day = rf"{_DAY}(?:{alternatives(data['day_suffixes'])})?"
    link = rf"\s*(?:[-–]|(?:{alternatives(data['day_links'])})\s)\s*"
    days = rf"(?P<days>{day}(?:{link}{day})*)"
    of = rf"(?:(?:{alternatives(data['month_links'])})\s+)?"
    year = rf"(?:,?\s+{of}(?:(?:{alternatives(data['year_words'])})\s+)?(?P<year>{_YEAR})(?![\w.]\d|\d))"
    # Behind a day a month may be in lower case, if it is no word of another meaning then.
    small = alternatives(name.lower() for name in full if name not in data["ambiguous"])
    result = [rf"{_FREE}{days}[\s-]*{of}(?<!\w){month}{year}?".replace("(?P<month>", f"(?P<month>{small}|", 1)]
    if data["month_first"]:
        # "in June 30 percent" is no date.
        result.append(rf"(?<!\w){month}\s+(?:the\s+)?{days}(?!\d|[.,:]\d|\s*%|\s+per|-?\w){year}?")
    result.append(rf"(?<!\w){month}{year}")
    alone = alternatives([*full, *data["months"]])
    result.append(rf"(?<!\w)(?P<month>{alone})(?!\w)")
    return tuple(re.compile(pattern) for pattern in result)


def _numeric_patterns(weekdays: Mapping[str, int]) -> tuple[re.Pattern[str], ...]:
    days = r"(?P<first>\d{1,2})(?:\s*[-–]\s*(?P<until>\d{1,2}))?"
    iso = rf"{_FREE}(?P<year>{_YEAR})-(?P<second>\d\d)-(?P<first>\d\d)(?P<until>(?!))?(?![\w-])"
    whole = rf"{_FREE}{days}(?P<sign>[/.-])(?P<second>\d{{1,2}})(?P=sign)(?P<year>(?:1[89]|20)?\d\d)(?![\w/]|[.,]\d)"
    # Without a year it is a date in brackets of its own, or behind a weekday; elsewhere it may be a score or a share.
    short = rf"(?:(?<=\()|(?<=\(\s)){days}/(?P<second>\d{{1,2}})(?P<year>(?!))?(?=\s*\))"
    behind = rf"(?:{alternatives(weekdays)}),?\s+{days}/(?P<second>\d{{1,2}})(?P<year>(?!))?(?![\w/]|[.,]\d)"
    dotted = rf"{_FREE}{days}\.(?P<second>\d{{1,2}})\.(?P<year>(?!))?(?=\s+[a-z(])"
    return tuple(re.compile(pattern) for pattern in (iso, whole, short, behind, dotted))


def _time_pattern(
    data: Mapping[str, Any], measures: Mapping[str, list[str]], zones: Mapping[str, int]
) -> re.Pattern[str]:
    signs = "".join(re.escape(sign) for sign in data["time_separators"])
    parts, names = alternatives([*data["morning"], *data["afternoon"]]), alternatives(zones)
    # "0800 GMT" has no sign.
    sign = rf"(?:[{signs}]|(?<=\d\d)(?=\d\d\s?(?:{parts}|{names})(?!\w)))"

    def clock(number: str) -> str:
        return rf"(?P<hour{number}>[01]?\d|2[0-4])(?:{sign}(?P<minutes{number}>[0-5]\d))?(?![\d%]|[.,:]\d)"

    link = rf"\s*(?:[-–]|(?:{alternatives(data['day_links'])})\s)\s*"
    part = rf"(?P<part>{parts})(?!\w)"
    zone = rf"(?P<zone>{names})(?!\w)"
    hour = rf"(?:{alternatives(data.get('hour_words', ()))})(?!\w)"
    cue = rf"(?P<cue>(?<!\w)(?<!\d\s)(?i:{alternatives(data['time_words'])})\s+)"
    behind = rf"(?:\s*(?P<word>{hour}))?(?:\s*{part})?(?:,?\s*\(?{zone}\)?)?"
    # A cue before, a word behind, or a colon: else it is a number; so it is in "2 jam 15 menit".
    minutes = alternatives(measures["minute"])
    said = rf"(?!\s+(?:{minutes})(?!\w))" + r"(?(cue)|(?(word)|(?(part)|(?(zone)|(?<=[\d]:[0-5]\d)))))"
    return re.compile(rf"(?:{cue}|{_FREE}){clock('')}(?:{link}{clock('2')})?{behind}{said}")

"""Moments: dates, weekdays and times of day, and words such as "yesterday".

Month and weekday names come from Babel. dateparser reads more ways of writing a date, but takes "may", "sen" and any
bare number for one, needs a second for a page, and gives a full date where a text gives a part: not used.
"""

from dataclasses import dataclass, replace
from datetime import date
from functools import cache

FIELDS = ("year", "month", "day", "weekday", "minute", "relative")
_HALF_DAY = 12 * 60
_DAY = 24 * 60


@dataclass(frozen=True)
class Moment:
    """A point in time as far as a text gives it."""

    start: int
    end: int
    """Half-open stretch ``[start, end)`` of the text."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    weekday: int | None = None
    """0 is Monday."""

    minute: int | None = None
    """Minutes since midnight."""

    zone: int | None = None
    """Hours ahead of Coordinated Universal Time."""

    is_half_day: bool = False
    """Whether the time may be twelve hours later (no "a.m.", no "malam")."""

    relative: str | None = None
    """A day, week, month or year counted from the writer's own: ``day -1`` is yesterday."""

    is_weak: bool = False
    """Whether the word often means something else ("Minggu", "May")."""

    day_or_month: bool = False
    """Whether day and month may be the other way round (3/4)."""

    @property
    def fields(self) -> tuple[str, ...]:
        """The names of the parts that are given."""
        return tuple(name for name in FIELDS if getattr(self, name) is not None)

    @property
    def contradicts_itself(self) -> bool:
        """Whether the weekday is not that of the date, or there is no such date.

        >>> Moment(0, 1, 2023, 12, 30, weekday=6).contradicts_itself
        True
        """
        if self.month is None or self.day is None:
            return False
        try:
            day = date(self.year or 2000, self.month, self.day)
        except ValueError:
            return True
        return self.year is not None and self.weekday is not None and day.weekday() != self.weekday

    @property
    def understood(self) -> str:
        """How it was understood, as in ``Saturday, 30 December 2023``."""
        from babel.dates import get_day_names, get_month_names

        words = []
        if self.weekday is not None:
            words.append(get_day_names("wide", locale="en")[self.weekday] + ("," if len(self.fields) > 1 else ""))
        if self.day is not None:
            words.append(str(self.day))
        if self.month is not None:
            words.append(get_month_names("wide", locale="en")[self.month])
        if self.year is not None:
            words.append(str(self.year))
        if self.minute is not None:
            words.append(f"{self.minute // 60:02}:{self.minute % 60:02}")
            words += [f"UTC{self.zone:+}"] if self.zone is not None else []
        if self.relative is not None:
            words.append(_relative(self.relative))
        return " ".join(words)

    def swapped(self) -> "Moment":
        """Return it with day and month exchanged."""
        return replace(self, day=self.month, month=self.day)


@cache
def _relative(value: str) -> str:
    unit, steps = value.split()
    count = int(steps)
    if count == 0:
        return "today" if unit == "day" else f"this {unit}"
    return f"{abs(count)} {unit}{'' if abs(count) == 1 else 's'} {'ago' if count < 0 else 'ahead'}"


def agreement(one: Moment, other: Moment) -> int | None:
    """Return how many parts two moments have in common, or None if a part contradicts the other's.

    >>> agreement(Moment(0, 1, 2023, 12, 30), Moment(0, 1, month=12, day=30))
    2
    >>> agreement(Moment(0, 1, 2023), Moment(0, 1, 2024)) is None
    True
    """
    best = _agreement(one, other)
    if one.day_or_month or other.day_or_month:
        swapped = _agreement(one.swapped(), other)
        best = max((value for value in (best, swapped) if value is not None), default=None)
    return best


def _agreement(one: Moment, other: Moment) -> int | None:
    common = 0
    for name in ("year", "month", "day", "weekday", "relative"):
        left, right = getattr(one, name), getattr(other, name)
        if left is None or right is None:
            continue
        if left != right:
            return None
        common += 1
    if one.minute is not None and other.minute is not None:
        if not _same_time(one, one.minute, other, other.minute):
            return None
        common += 1
    return common


def _same_time(one: Moment, minute: int, other: Moment, other_minute: int) -> bool:
    period = _HALF_DAY if one.is_half_day or other.is_half_day else _DAY
    if (minute - other_minute) % period == 0:
        return one.zone is None or other.zone is None or one.zone == other.zone
    if one.zone is None or other.zone is None:
        return False
    return (minute - 60 * one.zone - other_minute + 60 * other.zone) % period == 0

"""Values of the configuration: each parser returns what it was given in its own type.

All raise TypeError with the words for what the value must be; of a list of tables, ItemError says which of them.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from math import inf
from typing import Any, TypeVar

from aligncheck.finding import Category, Severity
from aligncheck.gate import Limit
from aligncheck.langdata import languages
from aligncheck.pairing import PairPattern
from aligncheck.suppressions import Suppression

_Item = TypeVar("_Item")


def text(value: object) -> str:
    """Take a text that is not blank."""
    if not isinstance(value, str) or not value.strip():
        raise TypeError("a text in quotes")
    return value


def texts(value: object) -> tuple[str, ...]:
    """Take a text or a list of texts."""
    values = [value] if isinstance(value, str) else value
    if not isinstance(values, list) or not all(isinstance(item, str) for item in values):
        raise TypeError("a text or a list of texts")
    return tuple(values)


def language_code(value: object) -> str:
    """Take an ISO 639 code."""
    if not isinstance(value, str) or not re.fullmatch("[a-z]{2,3}", value):
        raise TypeError('a language code such as "id" or "en"')
    return value


def switch(value: object) -> bool:
    """Take true or false."""
    if not isinstance(value, bool):
        raise TypeError("true or false")
    return value


def fraction(value: object) -> float:
    """Take a number from 0 to 1."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1:
        raise TypeError("a number from 0 to 1")
    return float(value)


def seconds(value: object) -> float:
    """Take a number of seconds."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < inf:
        raise TypeError("a number of seconds, at least 0")
    return float(value)


def one_of(*choices: str) -> Callable[[object], str]:
    """Return a parser that takes one of some words."""

    def parse(value: object) -> str:
        if value not in choices:
            raise TypeError(f"one of {', '.join(choices)}")
        return str(value)

    return parse


class ItemError(TypeError):
    """What one table of a list must be.

    Args:
        number: Its position, from 1.
        item: The table.
        wanted: What it must be.
    """

    def __init__(self, number: int, item: object, wanted: str) -> None:
        super().__init__(wanted)
        self.number = number
        self.item = item


_LIMITS = "a table such as {omission = 0, mistranslation = {major = 2}}"


def limits(value: object) -> tuple[Limit, ...]:
    """Take a table of categories, each with a number or with a table of severities and numbers."""
    found = []
    for name, most in _table(value, _LIMITS).items():
        if name not in tuple(Category):
            raise TypeError(f"{_LIMITS}; {name!r} is none of the categories: {', '.join(Category)}")
        by_severity = most if isinstance(most, Mapping) else {None: most}
        for severity, number in by_severity.items():
            if severity not in (None, *map(str, Severity)):
                raise TypeError(f"{_LIMITS}; {severity!r} is none of the severities: {', '.join(map(str, Severity))}")
            if not _is_count(number):
                raise TypeError(f"{_LIMITS}; {number!r} is no number of findings")
            found.append(Limit(Category(name), None if severity is None else Severity(severity), number))
    return tuple(found)


def limit(value: str) -> Limit:
    """Take a limit as the command line has it: ``omission=0`` or ``mistranslation:major=2``."""
    match = re.fullmatch(r"([\w-]+)(?::(\w+))?=(\d+)", value)
    if match is None:
        raise TypeError(f"like omission=0 or mistranslation:major=2, not {value!r}")
    name, severity, number = match.groups()
    return limits({name: {severity: int(number)} if severity else int(number)})[0]


def suppressions(value: object) -> tuple[Suppression, ...]:
    """Take an array of tables, each with a reason and at least one of rule, text and file."""
    wanted = 'a table with a reason and with rule, text (a regular expression) or file ("en/*.txt")'
    return tuple(_each(value, wanted, lambda item: _suppression(item, wanted)))


def _suppression(item: Mapping[str, Any], wanted: str) -> Suppression:
    if not set(item) <= {"reason", "rule", "text", "file"} or len(item) < 2:
        raise TypeError(wanted)
    if "reason" not in item:
        raise TypeError(f"{wanted}; this one has no reason")
    fields = {key: text(each) for key, each in item.items()}
    if "rule" in fields and fields["rule"] not in languages("rules"):
        raise TypeError(f"{wanted}; there is no rule {fields['rule']!r}: see aligncheck rules")
    try:
        re.compile(fields.get("text", ""))
    except re.error as exc:
        raise TypeError(f"{wanted}; {fields['text']!r} is no regular expression ({exc})") from exc
    return Suppression(**fields)


def pairs(value: object) -> tuple[PairPattern, ...]:
    """Take an array of tables, each with the patterns of originals and of translations."""
    wanted = 'a table such as source = "id/*.txt", target = "en/{stem}.txt"'
    return tuple(_each(value, wanted, lambda item: _pair(item, wanted)))


def _pair(item: Mapping[str, Any], wanted: str) -> PairPattern:
    if set(item) != {"source", "target"}:
        raise TypeError(wanted)
    pattern = PairPattern(text(item["source"]), text(item["target"]))
    if not pattern.is_sound:
        raise TypeError(f"{wanted}; the target names the file by {{stem}}, {{name}} or {{dir}}")
    return pattern


def _table(value: object, wanted: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise TypeError(wanted)
    return value


def _each(value: object, wanted: str, parse: Callable[[Mapping[str, Any]], _Item]) -> Iterator[_Item]:
    """Yield what a parser makes of each table of a list."""
    if not isinstance(value, list):
        raise TypeError(f"a list, each item {wanted}")
    for number, item in enumerate(value, start=1):
        try:
            parsed = parse(_table(item, wanted))
        except TypeError as exc:
            raise ItemError(number, item, str(exc)) from exc
        yield parsed


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0

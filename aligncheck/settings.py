"""Values of the configuration: each parser returns what it was given in its own type.

All raise TypeError with the words for what the value must be.
"""

import re
from collections.abc import Callable, Mapping
from math import inf
from typing import Any

from aligncheck.finding import Category, Severity
from aligncheck.gate import Limit
from aligncheck.langdata import languages
from aligncheck.pairing import PairPattern
from aligncheck.suppressions import Suppression


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


_LIMITS = "a table such as {omission = 0, mistranslation = {major = 2}} of categories: " + ", ".join(Category)


def limits(value: object) -> tuple[Limit, ...]:
    """Take a table of categories, each with a number or with a table of severities and numbers."""
    found = []
    for name, most in _table(value, _LIMITS).items():
        if name not in tuple(Category):
            raise TypeError(_LIMITS)
        by_severity = most if isinstance(most, Mapping) else {None: most}
        for severity, number in by_severity.items():
            if severity not in (None, *map(str, Severity)) or not _is_count(number):
                raise TypeError(_LIMITS)
            found.append(Limit(Category(name), None if severity is None else Severity(severity), number))
    return tuple(found)


def limit(value: str) -> Limit:
    """Take a limit as the command line has it: ``omission=0`` or ``mistranslation:major=2``."""
    match = re.fullmatch(r"([\w-]+)(?::(\w+))?=(\d+)", value)
    if match is None:
        raise TypeError("like omission=0 or mistranslation:major=2")
    name, severity, number = match.groups()
    return limits({name: {severity: int(number)} if severity else int(number)})[0]


def suppressions(value: object) -> tuple[Suppression, ...]:
    """Take an array of tables, each with a reason and at least one of rule, text and file."""
    wanted = '[[suppress]] tables, each with a reason and with rule, text (a regular expression) or file ("en/*.txt")'
    found = []
    for item in _tables(value, wanted):
        if not set(item) <= {"reason", "rule", "text", "file"} or "reason" not in item or len(item) < 2:
            raise TypeError(wanted)
        fields = {key: text(each) for key, each in item.items()}
        if "rule" in fields and fields["rule"] not in languages("rules"):
            raise TypeError(f"{wanted}; there is no rule {fields['rule']!r}: see aligncheck rules")
        try:
            re.compile(fields.get("text", ""))
        except re.error as exc:
            raise TypeError(f"{wanted}; {fields['text']!r} is no regular expression ({exc})") from exc
        found.append(Suppression(**fields))
    return tuple(found)


def pairs(value: object) -> tuple[PairPattern, ...]:
    """Take an array of tables, each with the patterns of originals and of translations."""
    wanted = '[[pairs]] tables such as source = "id/*.txt", target = "en/{stem}.txt"'
    found = []
    for item in _tables(value, wanted):
        if set(item) != {"source", "target"}:
            raise TypeError(wanted)
        pattern = PairPattern(text(item["source"]), text(item["target"]))
        if not pattern.is_sound:
            raise TypeError(f"{wanted}; the target names the file by {{stem}}, {{name}} or {{dir}}")
        found.append(pattern)
    return tuple(found)


def _table(value: object, wanted: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise TypeError(wanted)
    return value


def _tables(value: object, wanted: str) -> list[Mapping[str, Any]]:
    if not isinstance(value, list):
        raise TypeError(wanted)
    return [_table(item, wanted) for item in value]


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0

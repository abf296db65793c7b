"""JSON text that people can read and `diff` can compare: spread out to a depth, one item a line below it."""

import json
import re
from typing import Any

from aligncheck.formats.wording import HIDDEN

Json = dict[str, Any]

# JSON forbids raw C0 controls only; the others would reach a terminal that shows the file.
_ESCAPED = re.compile(f"{HIDDEN.pattern}|[\u2028\u2029]")


def layout(value: object, *, depth: int) -> str:
    """Return JSON text in which containers nested less than `depth` deep are spread out, one item a line.

    Raises:
        ValueError: a number is not finite.
    """
    text = _layout(value, depth, indent="")
    return _ESCAPED.sub(lambda match: f"\\u{ord(match[0]):04x}", text) + "\n"


def _layout(value: object, depth: int, indent: str) -> str:
    if depth == 0 or not value or not isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False, allow_nan=False)
    inner = indent + " "
    if isinstance(value, dict):
        items = [f"{json.dumps(key)}: {_layout(item, depth - 1, inner)}" for key, item in value.items()]
        opening, closing = "{}"
    else:
        items = [_layout(item, depth - 1, inner) for item in value]
        opening, closing = "[]"
    lines = ",\n".join(inner + item for item in items)
    return f"{opening}\n{lines}\n{indent}{closing}"

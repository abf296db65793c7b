"""The pieces of a text that numbers are read from: digits, words, and the signs between them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

_GROUPED = r"\d{1,3}(?:[\u00a0\u202f\u2009]\d{3})+"
_PIECES = re.compile(
    rf"(?P<digits>{_GROUPED}(?:[.,]\d+)?|\d+(?:[.,’']\d+)*|(?<![\w.,])\.\d+)|(?P<word>[^\W\d_]+(?:['’][^\W\d_]+)*)|(?P<sign>[^\w\s]|_)"
)


class Kind(Enum):
    """What a token is made of."""

    DIGITS = auto()
    WORD = auto()
    SIGN = auto()


@dataclass(frozen=True)
class Token:
    """A piece of text and its half-open stretch ``[start, end)``."""

    text: str
    start: int
    end: int
    kind: Kind

    @property
    def lower(self) -> str:
        """Its text in lower case."""
        return self.text.lower()


def tokens(text: str) -> Iterator[Token]:
    """Yield the tokens of a text in order.

    >>> [token.text for token in tokens("Rp1,5 triliun (ke-79)")]
    ['Rp', '1,5', 'triliun', '(', 'ke', '-', '79', ')']
    """
    for match in _PIECES.finditer(text):
        yield Token(match[0], match.start(), match.end(), Kind[str(match.lastgroup).upper()])

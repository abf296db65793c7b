"""The pieces of a text that numbers are read from: digits, words, and the signs between them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto

_GROUPED = r"\d{1,3}(?:[\u00a0\u202f\u2009]\d{3})+"
_PIECES = re.compile(
    rf"(?P<digits>{_GROUPED}(?:[.,]\d+)?|\d+(?:[.,’']\d+)*|(?<![\w.,])\.\d+)|(?P<word>[^\W\d_]+(?:['’][^\W\d_]+)*)|(?P<sign>[^\w\s]|_)"
)

_HYPHENS = "-‐‑"


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


class TokenRow:
    """Tokens in order, to be asked for one by one, also behind their end."""

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tokens

    def at(self, index: int) -> Token | None:
        """Return the token of this index, None behind the last."""
        return self.tokens[index] if index < len(self.tokens) else None

    def has(self, index: int, text: str) -> bool:
        """Whether the token of this index is this text."""
        token = self.at(index)
        return token is not None and token.text == text

    def is_glued(self, index: int) -> bool:
        """Whether no space stands between a token and the one before."""
        token = self.at(index)
        return token is not None and index > 0 and self.tokens[index - 1].end == token.start

    def is_hyphen(self, index: int) -> bool:
        """Whether a token is a hyphen between two others, without spaces."""
        token = self.at(index)
        return token is not None and token.text in _HYPHENS and self.is_glued(index) and self.is_glued(index + 1)

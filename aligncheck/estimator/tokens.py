"""Tokens of the estimator: words, numbers and punctuation marks of a text, each with its offsets.

The unit of word-level quality estimation is the token of the field's tokenised data: a punctuation mark is one too.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
"""Thai, Lao, Burmese, Khmer, kana and Han are written without spaces: each character is a token."""

_TOKEN = re.compile(
    rf"[{_UNSPACED}]"
    rf"|\d+(?:[.,:/]\d+)*"
    rf"|(?:(?![{_UNSPACED}])\w[\u0300-\u036f]*)+(?:[-'’‘ʼ](?:(?![{_UNSPACED}])\w[\u0300-\u036f]*)+)*"
    r"|[^\w\s]"
)


@dataclass(frozen=True)
class TokenisedText:
    """A text and the half-open code-point stretches ``[start, end)`` of its tokens, in order, not overlapping."""

    text: str
    tokens: tuple[tuple[int, int], ...]

    def words(self) -> tuple[str, ...]:
        """Return the tokens' texts."""
        return tuple(self.text[start:end] for start, end in self.tokens)


def tokenise(text: str) -> TokenisedText:
    """Split a text into tokens; what is no token is white space.

    >>> tokenise("Certaining the reliability, 6.213 sub-districts.").words()
    ('Certaining', 'the', 'reliability', ',', '6.213', 'sub-districts', '.')
    """
    return TokenisedText(text, tuple(match.span() for match in _TOKEN.finditer(text)))


def is_word(token: str) -> bool:
    """Whether a token is no mark of punctuation."""
    return any(character.isalnum() for character in token)


def pretokenised(tokens: Sequence[str]) -> TokenisedText:
    """Join given tokens by spaces, as in the field's tokenised files.

    Raises:
        ValueError: a token is empty.
    """
    spans = []
    start = 0
    for index, token in enumerate(tokens):
        if not token:
            raise ValueError(f"token {index} of {len(tokens)} is empty")
        spans.append((start, start + len(token)))
        start += len(token) + 1
    return TokenisedText(" ".join(tokens), tuple(spans))

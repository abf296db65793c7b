"""Tokenised text seen as ordinary text again: the field's tagged data are tokenised, the texts we check are not."""

import re
import unicodedata
from collections.abc import Sequence

from aligncheck.estimator.tokens import TokenisedText

_CLOSING = re.compile(r"[,.;:!?%)\]}»”’…،。，、；：！？）》」』]+|n't|['’](?:s|t|re|ve|ll|d|m)", re.IGNORECASE)
_OPENING = re.compile(r"[(\[{«“‘¿¡（《「『$€£]+")
_QUOTE = '"'
_HAN = re.compile(r"[\u3000-\u303f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uff00-\uffef]")


def on_raw_text(raw: str, tokens: Sequence[str]) -> TokenisedText | None:
    """Find tokens in the text they were made from, character by character, skipping white space and format characters.

    Returns:
        The raw text with the tokens' places; None where the tokens say something else than the text.
    """
    spans = []
    at = 0
    for token in tokens:
        start = None
        for character in token:
            if _is_skipped(character):
                continue
            while at < len(raw) and _is_skipped(raw[at]):
                at += 1
            if at == len(raw) or raw[at] != character:
                return None
            start = at if start is None else start
            at += 1
        if start is None:
            return None
        spans.append((start, at))
    if any(not _is_skipped(character) for character in raw[at:]):
        return None
    return TokenisedText(raw, tuple(spans))


def detokenised(tokens: Sequence[str]) -> TokenisedText:
    r"""Join tokens as a writer would: no space before closing marks, after opening ones, or between Han characters.

    Straight quotes open and close in turn.

    >>> detokenised(["He", "said", ":", '"', "it", "'s", "(", "6.213", ")", '"', "."]).text
    'He said: "it\'s (6.213)".'
    """
    text = ""
    spans = []
    glued, quoted = True, False
    for token in tokens:
        closes = _CLOSING.fullmatch(token) is not None
        if token == _QUOTE:
            closes = quoted
            quoted = not quoted
        unspaced = bool(text) and bool(_HAN.fullmatch(text[-1]) or _HAN.match(token))
        if not (glued or closes or unspaced):
            text += " "
        spans.append((len(text), len(text) + len(token)))
        text += token
        glued = _OPENING.fullmatch(token) is not None or (token == _QUOTE and quoted)
    return TokenisedText(text, tuple(spans))


def _is_skipped(character: str) -> bool:
    return character.isspace() or unicodedata.category(character) == "Cf"

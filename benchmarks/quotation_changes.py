"""Quotation marks lost and speakers changed: the planted errors of the rules quotation and attribution."""

import random
import re
from collections.abc import Callable, Sequence

from corpora import Pair

QUOTED = re.compile(r"[\"“”][^\"“”]{25,}[\"“”]")
SAYING = r"(?:said|says|told|added|explained|wrote|announced|stated|claimed|noted|warned|stressed)"
NAME = r"[A-Z][a-z]{2,}(?: [A-Z][a-z]{2,})*"
SPEAKER = re.compile(rf"(?:{SAYING} (?P<behind>{NAME})|(?P<before>{NAME}),? {SAYING})(?![\w'’])")
INSIDE = re.compile(rf"(?<=[a-z,] ){NAME}(?![\w'’])")


def marks_lost(pair: Pair, _rng: random.Random) -> str | None:
    """Take all quotation marks out of a target that quotes a sentence, as its source does."""
    source, target = pair
    if not QUOTED.search(source) or not QUOTED.search(target):
        return None
    return re.sub(r"[\"“”]", "", target)


def speaker_swapped(pair: Pair, rng: random.Random) -> str | None:
    """Swap the speaker with another person or place of the same sentence."""
    source, target = pair
    speakers = list(SPEAKER.finditer(target))
    if len(speakers) != 1:
        return None
    group = "behind" if speakers[0]["behind"] else "before"
    speaker, span = speakers[0][group], speakers[0].span(group)
    others = [
        other
        for other in INSIDE.finditer(target)
        if (other.end() <= span[0] or other.start() >= span[1]) and other[0] in source and speaker in source
    ]
    if not others or target.count(speaker) > 1 or source.count(speaker) != 1:
        return None
    other = rng.choice(others)
    if target.count(other[0]) > 1:
        return None
    first, second = sorted((span, other.span()))
    return (
        target[: first[0]]
        + target[second[0] : second[1]]
        + target[first[1] : second[0]]
        + target[first[0] : first[1]]
        + target[second[1] :]
    )


CHANGES: dict[str, Callable[[Pair, random.Random], str | None]] = {
    "quotation marks lost": marks_lost,
    "speaker swapped": speaker_swapped,
}


def changed(pairs: Sequence[Pair], kind: str, every: int, rng_seed: int) -> dict[int, tuple[Pair, str]]:
    """Return changed pairs by line: one in each stretch of `every` lines that has such a text."""
    rng = random.Random(rng_seed)
    result: dict[int, tuple[Pair, str]] = {}
    for start in range(0, len(pairs), every):
        lines = list(range(start, min(start + every, len(pairs))))
        rng.shuffle(lines)
        for line in lines:
            text = CHANGES[kind](pairs[line], rng)
            if text is not None:
                result[line] = (pairs[line][0], text), kind
                break
    return result

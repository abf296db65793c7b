"""Numbers of a translation changed, swapped, or left out."""

import random
import re
from itertools import pairwise

from planted_facts import (
    SOURCE,
    TARGET,
    Planted,
    digits_of,
    other_digit,
    plain_numbers,
    rendered,
    replaced,
    span,
    spoken_number,
)

_SCALE = re.compile(r"(?<=\d )(?P<scale>thousand|million|billion|trillion)\b")
_EXCHANGE = str.maketrans(".,", ",.")


def digit(source: str, target: str, rng: random.Random) -> Planted | None:
    """Change one digit of a number."""
    found = plain_numbers(source, target)
    if not found:
        return None
    start, end = span(rng.choice(found), "digits")
    return replaced(target, start, end, other_digit(target[start:end], rng))


def transposed(source: str, target: str, rng: random.Random) -> Planted | None:
    """Exchange two neighbouring digits of a number: 6,213 becomes 6,123."""
    options = []
    for match in plain_numbers(source, target):
        text = match["digits"]
        places = [at for at, character in enumerate(text) if character.isdigit()]
        for one, other in pairwise(places):
            if text[one] != text[other] and not (one == 0 and text[other] == "0"):
                changed = text[:one] + text[other] + text[one + 1 : other] + text[one] + text[other + 1 :]
                options.append((*span(match, "digits"), changed))
    return replaced(target, *rng.choice(options)) if options else None


def signs(source: str, target: str, rng: random.Random) -> Planted | None:
    """Leave dots and commas as the source has them: 6,213 becomes 6.213."""
    found = [match for match in plain_numbers(source, target) if re.fullmatch(r"\d{1,3}[.,]\d{3}", match["digits"])]
    found = [match for match in found if match["digits"].translate(_EXCHANGE) in source]
    if not found:
        return None
    match = rng.choice(found)
    return replaced(target, *span(match, "digits"), match["digits"].translate(_EXCHANGE))


def scale(source: str, target: str, rng: random.Random) -> Planted | None:
    """Take one scale for another: billion becomes million."""
    names = ["thousand", "million", "billion", "trillion"]
    found = list(_SCALE.finditer(target))
    found = [
        match
        for match in found
        if digits_of(re.findall(r"[\d.,]+(?= $)", target[: match.start()])[-1]) in digits_of(source)
    ]
    if not found:
        return None
    match = rng.choice(found)
    at = names.index(match[0])
    near = [names[other] for other in (at - 1, at + 1) if 0 <= other < len(names)]
    return replaced(target, *match.span(), rng.choice(near))


def word(source: str, target: str, rng: random.Random) -> Planted | None:
    """Replace a number in words by another: three becomes five."""
    spoken = {value: spoken_number(TARGET, value) for value in range(2, 21)}
    options = []
    for value, name in spoken.items():
        if not re.search(rf"\b{spoken_number(SOURCE, value)}\b|(?<![\d.,]){value}(?![\d.,])", source, re.IGNORECASE):
            continue
        found = re.finditer(rf"(?<![\w-]){name}(?![\w-])", target, re.IGNORECASE)
        last = [match for match in found if not re.search(rf"\b{name}\b", target[match.end() :], re.IGNORECASE)]
        options += [(match, value) for match in last]
    if not options:
        return None
    match, value = rng.choice(options)
    other = spoken[rng.choice([near for near in (value - 1, value + 1, value + 2, value - 2) if near in spoken])]
    return replaced(target, *match.span(), other.capitalize() if match[0][0].isupper() else other)


def swapped(source: str, target: str, rng: random.Random) -> Planted | None:
    """Exchange two numbers of the segment."""
    found = plain_numbers(source, target)
    pairs = [(one, other) for one, other in pairwise(found) if one["digits"] != other["digits"]]
    if not pairs:
        return None
    one, other = rng.choice(pairs)
    (start, end), (second, last) = span(one, "digits"), span(other, "digits")
    text = target[:start] + other["digits"] + target[end:second] + one["digits"] + target[last:]
    return Planted(text, start, last)


def left_out(source: str, target: str, rng: random.Random) -> Planted | None:
    """Drop a number and the word behind it."""
    found = [match for match in plain_numbers(source, target) if re.match(r"(?:\s\w+|%)", target[match.end() :])]
    if not found:
        return None
    match = rng.choice(found)
    behind = re.match(r"(?:\s(?:thousand|million|billion|trillion))?(?:\s\w+|%)?", target[match.end() :])
    assert behind is not None
    return Planted(
        target[: match.start()] + target[match.end() + behind.end() :].lstrip(), match.start(), match.start()
    )


def vague(source: str, target: str, rng: random.Random) -> Planted | None:
    """Take one order of magnitude for another: hundreds become thousands."""
    pairs = {"ratusan": "hundreds", "ribuan": "thousands", "jutaan": "millions", "puluhan": "dozens"}
    options = rendered(pairs, source, target)
    if not options:
        return None
    match = rng.choice(options)
    return replaced(target, *match.span(), rng.choice([name for name in pairs.values() if name != match[0]]))

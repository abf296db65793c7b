"""One name of a translation changed, as people and machines change names: the planted errors of the rule name.

What counts as a name here is told without the package: a capitalised word inside a sentence that the source has too.
"""

import random
import re
from collections.abc import Callable, Sequence

from corpora import Pair

NAME = re.compile(r"(?<=[a-z,;] )[A-Z][a-z]{3,}(?:[ -][A-Z][a-z]{2,})*(?![\w'’])")
ABBREVIATION = re.compile(r"(?<=[a-z,;] )(?<![\w./-])[A-Z]{3,6}(?![\w./-])")
VOWELS = "aeiou"
CALENDAR = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December|\w+day)\b"
)
"""A wrong month or weekday is a wrong date, which fact_corruptions.py plants."""

Change = Callable[[str, re.Match[str], Sequence[str], random.Random], str | None]
"""From a target text, the name in it, all names of the corpus and a generator to the changed text, or None."""


def _put(target: str, found: re.Match[str], text: str) -> str:
    return target[: found.start()] + text + target[found.end() :]


def replaced(target: str, found: re.Match[str], pool: Sequence[str], rng: random.Random) -> str | None:
    """Put another name of the corpus in its place."""
    other = rng.choice(pool)
    alike = {word.lower() for word in other.split()} & {word.lower() for word in target.split()}
    return None if alike else _put(target, found, other)


def misspelt(target: str, found: re.Match[str], _pool: Sequence[str], rng: random.Random) -> str | None:
    """Swap two letters, drop, double or change one, in a word of at least five letters."""
    name = found[0]
    places = [at for at in range(1, len(name) - 1) if name[at - 1 : at + 2].isalpha() and name[at : at + 2].islower()]
    if len(max(name.split(), key=len)) < 5 or not places:
        return None
    at = rng.choice(places)
    vowel = rng.choice([letter for letter in VOWELS if letter != name[at]])
    changed = rng.choice(
        (
            name[:at] + name[at + 1] + name[at] + name[at + 2 :],
            name[:at] + name[at + 1 :],
            name[:at] + name[at] + name[at:],
            name[:at] + (vowel if name[at] in VOWELS else rng.choice("bdgklmnprst")) + name[at + 1 :],
        )
    )
    return None if changed == name else _put(target, found, changed)


def dropped(target: str, found: re.Match[str], _pool: Sequence[str], _rng: random.Random) -> str | None:
    """Leave it out, with a preposition before it."""
    before = re.sub(r"\b(?:in|of|at|by|from|to|for|with|di|dari|ke|oleh) $", "", target[: found.start()])
    return re.sub(r" +([,.;])", r"\1", re.sub(r"  +", " ", before + target[found.end() :])).strip()


def another_abbreviation(target: str, found: re.Match[str], pool: Sequence[str], rng: random.Random) -> str | None:
    """Put another abbreviation of the corpus in its place, or change one of its letters."""
    if rng.random() < 0.5:
        other = rng.choice(pool)
    else:
        at = rng.randrange(len(found[0]))
        other = found[0][:at] + rng.choice("ABDGKLMNPRST") + found[0][at + 1 :]
    return None if re.search(rf"\b{other}\b", target) else _put(target, found, other)


CHANGES: dict[str, tuple[re.Pattern[str], Change]] = {
    "name replaced": (NAME, replaced),
    "name misspelt": (NAME, misspelt),
    "name dropped": (NAME, dropped),
    "abbreviation changed": (ABBREVIATION, another_abbreviation),
}


def shared(pair: Pair, pattern: re.Pattern[str]) -> list[re.Match[str]]:
    """Return the names of the target that stand in the source too, and only once on either side."""
    source, target = pair
    return [
        found
        for found in pattern.finditer(target)
        if not CALENDAR.search(found[0])
        and len(re.findall(rf"\b{found[0]}\b", source)) == 1 == len(re.findall(rf"\b{found[0]}\b", target))
        and not target[: found.start()].split()[-1][0].isupper()
    ]


def changed(pairs: Sequence[Pair], kind: str, every: int, rng_seed: int) -> dict[int, tuple[Pair, str]]:
    """Return changed pairs by line, with what was changed: one in each stretch of `every` lines that has a name."""
    pattern, change = CHANGES[kind]
    rng = random.Random(rng_seed)
    lower = {word for _, target in pairs for word in re.findall(r"\w+", target) if word.islower()}
    names = {found[0] for pair in pairs for found in shared(pair, pattern)}
    pool = sorted(name for name in names if not {word.lower() for word in re.findall(r"\w+", name)} & lower)
    result: dict[int, tuple[Pair, str]] = {}
    for start in range(0, len(pairs), every):
        candidates = [
            (line, found)
            for line in range(start, min(start + every, len(pairs)))
            for found in shared(pairs[line], pattern)
        ]
        rng.shuffle(candidates)
        for line, found in candidates:
            target = change(pairs[line][1], found, pool, rng)
            if target is not None:
                result[line] = (pairs[line][0], target), found[0]
                break
    return result

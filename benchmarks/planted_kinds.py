"""News with one planted error each, as many of every kind: what planted_news.py has too few of to measure.

Kinds are those that training plants; `error_groups.toml` parts those that mix what is wanted apart: connectives,
comparatives, quantifiers, tense.
"""

import random
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from planted_news import RNG_SEED

from aligncheck.training.corrupt import corrupt
from aligncheck.training.corruptions import CORRUPTIONS
from aligncheck.training.corruptions.resources import Resources
from aligncheck.training.examples import CleanPair, Example

GROUPS_FILE = Path(__file__).with_name("error_groups.toml")


@dataclass(frozen=True)
class Group:
    """Errors that are measured together."""

    name: str
    kind: str
    """As which training plants them."""

    words: frozenset[str] = frozenset()
    """Right words, lower-case, of which one is replaced; any if empty."""

    endings: tuple[tuple[str, str], ...] = ()
    """Endings of the right word and the wrong one, either way round; any if empty."""

    def has(self, right: str, wrong: str) -> bool:
        """Whether an error that puts a wrong word for a right one is of the group."""
        if self.words:
            return right in self.words
        return not self.endings or any(
            _differ(*pair, one, other) for pair in ((right, wrong), (wrong, right)) for one, other in self.endings
        )


def groups() -> list[Group]:
    """Return the groups of the file, and the kinds of errors that are in none of them as a whole."""
    table = tomllib.loads(GROUPS_FILE.read_text(encoding="utf-8"))
    parted = [
        Group(name, each["kind"], frozenset(each.get("words", ())), tuple(map(tuple, each.get("endings", ()))))
        for name, each in table.items()
    ]
    return [*parted, *(Group(kind.name, kind.name) for kind in CORRUPTIONS if kind.name != "relation")]


def planted_by_kind(pairs: Sequence[CleanPair], resources: Resources, number: int) -> list[Example]:
    """Return pairs with one error each, up to so many of each group, whose name is their `kind`."""
    return [
        replace(example, kind=group.name)
        for group in groups()
        for example in _first(_planted(group, pairs, resources), number)
    ]


def _first(examples: Iterator[Example], number: int) -> Iterator[Example]:
    for _, example in zip(range(number), examples, strict=False):
        yield example


def _planted(group: Group, pairs: Sequence[CleanPair], resources: Resources) -> Iterator[Example]:
    kinds = [kind for kind in CORRUPTIONS if kind.name == group.kind]
    rng = random.Random(f"{RNG_SEED} {group.name}")
    for pair in rng.sample(pairs, len(pairs)):
        right = [word.lower() for word in pair.target.words()]
        if group.words.isdisjoint(right) and group.words:
            continue
        example = corrupt(pair, resources, rng, 1, kinds)
        if example and (not (group.words or group.endings) or _is_of(group, right, example)):
            yield example


def _is_of(group: Group, right: Sequence[str], example: Example) -> bool:
    """Whether one of the words that were replaced is of a group."""
    wrong = [word.lower() for word in example.target.words()]
    if len(right) != len(wrong):
        return False
    bad = example.target_bad or ()
    return any(is_bad and group.has(*words) for *words, is_bad in zip(right, wrong, bad, strict=True))


def _differ(one: str, other: str, ending: str, other_ending: str) -> bool:
    """Whether two words are the same but for these endings."""
    return (
        one.endswith(ending)
        and other.endswith(other_ending)
        and one.removesuffix(ending) == other.removesuffix(other_ending)
    )

"""Regular word formation: which unlisted words follow from listed ones.

The rules are data, ``data/morphology/<language>.toml``; the fields are explained in ``en.toml``. A rule names an affix
and the conditions under which speakers use it freely: what the base must look like, and which sister forms must exist
(a witness), since "-ing" makes a word of a verb but not of an adjective. This is the affix-with-conditions model of
Hunspell's affix files, with witnesses in place of flags on each word of the list.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from aligncheck.langdata import load

IsKnown = Callable[[str], bool]

_MIN_BASE_LETTERS = 3


@dataclass(frozen=True)
class Suffix:
    """An ending and what it attaches to."""

    ending: str
    bases: tuple[str, ...]
    """What may stand in place of the ending in the base; the empty text drops it."""

    doubled: bool
    """Whether a doubled last consonant before the ending may stand for a single one: plan, planning."""

    after: re.Pattern[str] | None
    """What the base must match."""

    witnesses: tuple[str, ...]
    """Endings of which one, in place of this one, must make a known word; none are asked for if empty."""

    def stems(self, word: str) -> Iterator[tuple[str, str]]:
        """Yield each stem and base the word may have under this rule, conditions apart."""
        if not word.endswith(self.ending):
            return
        stem = word.removesuffix(self.ending)
        for base in self.bases:
            yield stem, stem + base
        if self.doubled and len(stem) > _MIN_BASE_LETTERS and stem[-1] == stem[-2]:
            yield stem, stem[:-1]

    def allows(self, stem: str, base: str, is_known: IsKnown) -> bool:
        """Whether the conditions hold."""
        if self.after and not self.after.search(base):
            return False
        return not self.witnesses or any(is_known(stem + witness) for witness in self.witnesses)


@dataclass(frozen=True)
class Prefix:
    """Beginnings and what they attach to."""

    prefixes: tuple[str, ...]
    restores: tuple[str, ...]
    """First letters of the base that the prefix may have swallowed; the empty text for none."""

    before: re.Pattern[str] | None
    """What the beginning of the base must match."""

    def bases(self, word: str) -> Iterator[str]:
        """Yield each base the word may have under this rule, conditions apart."""
        for prefix in self.prefixes:
            if word.startswith(prefix):
                for letter in self.restores:
                    yield letter + word.removeprefix(prefix).lstrip("-")

    def allows(self, base: str) -> bool:
        """Whether the conditions hold."""
        return self.before is None or bool(self.before.match(base))


@dataclass(frozen=True)
class Compounds:
    """How two known words are written as one."""

    linkers: tuple[str, ...]
    min_letters: int
    """Of each part."""

    min_zipf: float
    """Of each part, on the Zipf scale (log10 of occurrences per thousand million words)."""

    productive: bool
    """Whether speakers join any two words, so that a compound is a word without being listed."""


@dataclass(frozen=True)
class Morphology:
    """The rules of one language; empty for a language without a file."""

    suffixes: tuple[Suffix, ...]
    prefixes: tuple[Prefix, ...]
    compounds: Compounds | None
    clitics: tuple[str, ...]
    variants: tuple[tuple[str, str], ...]

    def spellings(self, word: str) -> Iterator[str]:
        """Yield the other spellings of a word that count as equally right."""
        for pair in self.variants:
            for old, new in (pair, pair[::-1]):
                at = word.find(old)
                while at >= 0:
                    yield word[:at] + new + word[at + len(old) :]
                    at = word.find(old, at + 1)

    def without_clitics(self, word: str) -> str:
        """Return the word without a possessive or contracted ending."""
        for clitic in self.clitics:
            if word.endswith(clitic) and len(word) > len(clitic):
                return word.removesuffix(clitic)
        return word

    def forms(self, word: str, is_known: IsKnown) -> bool:
        """Whether the rules lead from a known word to this one: up to two suffixes on at most one prefix."""
        return self._is_suffixed(word, is_known, steps=2) or self._is_prefixed(word, is_known)

    def _is_suffixed(self, word: str, is_known: IsKnown, steps: int) -> bool:
        for suffix in self.suffixes:
            for stem, base in suffix.stems(word):
                if len(base) < _MIN_BASE_LETTERS or not suffix.allows(stem, base, is_known):
                    continue
                if is_known(base) or self._is_prefixed(base, is_known):
                    return True
                if steps > 1 and self._is_suffixed(base, is_known, steps - 1):
                    return True
        return False

    def _is_prefixed(self, word: str, is_known: IsKnown) -> bool:
        bases = {base for prefix in self.prefixes for base in prefix.bases(word) if prefix.allows(base)}
        return any(len(base) > _MIN_BASE_LETTERS and is_known(base) for base in bases)

    def stripped(self, word: str) -> Iterator[str]:
        """Yield what is left of a word when an affix is taken off, whether or not the rules allow it there."""
        for suffix in self.suffixes:
            for _, base in suffix.stems(word):
                yield base
        for prefix in self.prefixes:
            yield from prefix.bases(word)

    def splits(self, word: str) -> Iterator[tuple[str, str]]:
        """Yield the two parts, linker left out, of each way to read the word as a compound."""
        if self.compounds is None:
            return
        least = self.compounds.min_letters
        for cut in range(least, len(word) - least + 1):
            for linker in self.compounds.linkers:
                left = word[:cut]
                if left.endswith(linker) and len(left) - len(linker) >= least:
                    yield left.removesuffix(linker), word[cut:]


@cache
def morphology(language: str) -> Morphology:
    """Return the rules of a language."""
    table = load("morphology", language)
    return Morphology(
        suffixes=tuple(_suffix(row) for row in table.get("suffix", ())),
        prefixes=tuple(_prefix(row) for row in table.get("prefix", ())),
        compounds=_compounds(table["compounds"]) if "compounds" in table else None,
        clitics=tuple(table.get("clitics", ())),
        variants=tuple((old, new) for old, new in table.get("variants", ())),
    )


def _suffix(row: dict[str, Any]) -> Suffix:
    return Suffix(
        ending=row["ending"],
        bases=tuple(row.get("base", [""])),
        doubled=row.get("doubled", False),
        after=re.compile(row["after"]) if "after" in row else None,
        witnesses=tuple(row.get("witness", ())),
    )


def _prefix(row: dict[str, Any]) -> Prefix:
    return Prefix(
        prefixes=tuple(row["prefix"]),
        restores=tuple(row.get("restore", [""])),
        before=re.compile(row["before"]) if "before" in row else None,
    )


def _compounds(row: dict[str, Any]) -> Compounds:
    return Compounds(tuple(row["linkers"]), row["min_letters"], row["min_zipf"], row["productive"])

"""Word families: the inflected and derived forms of one root that a language really uses.

A family is the words of one stem (PySastrawi, simplemma), joined with the words that differ from it by an ending listed
in ``data/corruption/<language>.toml``: participate, participant, participation.
"""

from collections import defaultdict
from collections.abc import Mapping

from aligncheck.langdata import load
from aligncheck.stems import stem
from aligncheck.vocabulary import Vocabulary

LEAST_ZIPF = 3.0
SHORTEST_ROOT = 4
SHORTEST_WORD = 3
MOST = 12


def families(language: str, known: Vocabulary, corpus: Mapping[str, int]) -> dict[str, tuple[str, ...]]:
    """Return each word of the corpus (lower case) with the other words of its family, the most frequent first."""
    frequent = [word for word in known.frequencies if len(word) >= SHORTEST_WORD and known.zipf(word) >= LEAST_ZIPF]
    candidates = sorted({word for word in [*frequent, *corpus] if word.isalpha() and known.zipf(word) >= LEAST_ZIPF})
    endings = frozenset(load("corruption", language).get("endings", ()))
    groups: dict[str, list[str]] = defaultdict(list)
    for word in candidates:
        groups["=" + stem(word, language)].append(word)
        for cut in range(SHORTEST_ROOT, len(word) + 1):
            if word[cut:] in endings:
                groups[word[:cut]].append(word)
    found: dict[str, set[str]] = defaultdict(set)
    for members in groups.values():
        for word in members:
            if word in corpus:
                found[word].update(members)
    same = {frozenset(pair) for pair in load("corruption", language).get("same", ())}
    loose = load("corruption", language).get("loose_affixes", {})
    return {
        word: tuple(sorted(others, key=known.zipf, reverse=True)[:MOST])
        for word, members in sorted(found.items())
        if (
            others := sorted(
                other for other in members if _differs(word, other, known, same) and not _is_loose(word, other, loose)
            )
        )
    }


def _differs(word: str, other: str, known: Vocabulary, same: set[frozenset[str]]) -> bool:
    """Whether two words are neither one word nor two spellings of one."""
    return word != other and other not in set(known.morphology.spellings(word)) and frozenset((word, other)) not in same


def _is_loose(word: str, other: str, rules: Mapping[str, list[str]]) -> bool:
    """Whether one word is the other with an affix that changes little: particles, the prefix that speech leaves out."""
    shorter, longer = sorted((word, other), key=len)
    if any(longer == shorter + ending for ending in rules.get("suffixes", ())):
        return True
    # The first letter of the root may be swallowed: lihat, melihat; tulis, menulis.
    return any(longer.startswith(prefix) and longer.endswith(shorter[1:]) for prefix in rules.get("prefixes", ()))

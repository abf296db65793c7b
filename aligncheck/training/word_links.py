"""Word links learned from sentence pairs: which target word renders which source word.

IBM model 2 with the diagonal prior of fast_align (Dyer, Chahuneau and Smith 2013, "A simple, fast, and effective
reparameterization of IBM model 2") and its variational Bayes estimate, the prior's precision fixed, over stems, trained
in both directions and symmetrised by grow-diag-final-and (Koehn, Och and Marcu 2003). In numpy: 10,000 pairs take some
seconds.
"""

import gzip
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from aligncheck.stems import stem

Words = Sequence[str]
Links = frozenset[tuple[int, int]]
"""Pairs of indices of a source and a target token."""

Table = Mapping[str, Mapping[str, float]]

ITERATIONS = 5
DIAGONAL = 4.0
"""Precision of the prior: how strongly words keep their relative place (fast_align's initial value)."""

NULL_SHARE = 0.08
"""Prior probability that a word has no counterpart (fast_align's default)."""

CONCENTRATION = 0.01
"""Of the Dirichlet prior on the translations of a word (fast_align's): rare words do not collect garbage."""

LEAST = 0.002
"""Smaller translation probabilities are not kept."""

UNSEEN = 1e-6
SAME = 0.5
"""Probability of a word that is copied: a number, a name, a mark."""

MAX_TOKENS = 100
"""Longer sentences are left out of the estimate."""


@dataclass(frozen=True)
class LinkModel:
    """Translation probabilities of stems in both directions."""

    languages: tuple[str, str]
    forward: Table = field(repr=False)
    """Source stem to target stems: p(target | source); the empty source stem stands for none."""

    backward: Table = field(repr=False)
    """Target stem to source stems."""

    def link(self, source: Words, target: Words) -> Links:
        """Return the links of a sentence pair."""
        sources = [stem(word, self.languages[0]) for word in source]
        targets = [stem(word, self.languages[1]) for word in target]
        ahead = {(i, j) for j, i in _best(self.forward, sources, targets)}
        back = set(_best(self.backward, targets, sources))
        return _symmetrised(ahead, back)

    def reversed(self) -> "LinkModel":
        """Return the model of the other direction."""
        return LinkModel(self.languages[::-1], self.backward, self.forward)

    def save(self, path: Path) -> None:
        """Write the model as compressed JSON."""
        content = {"languages": self.languages, "forward": self.forward, "backward": self.backward}
        path.write_bytes(gzip.compress(json.dumps(content, ensure_ascii=False).encode(), compresslevel=1, mtime=0))


def load_links(path: Path) -> LinkModel:
    """Read what `LinkModel.save` wrote."""
    content = json.loads(gzip.decompress(path.read_bytes()))
    source, target = content["languages"]
    return LinkModel((source, target), content["forward"], content["backward"])


def learn_links(pairs: Sequence[tuple[Words, Words]], languages: tuple[str, str]) -> LinkModel:
    """Estimate the model from tokenised sentence pairs."""
    stems = [
        ([stem(word, languages[0]) for word in source], [stem(word, languages[1]) for word in target])
        for source, target in pairs
        if 0 < len(source) <= MAX_TOKENS and 0 < len(target) <= MAX_TOKENS
    ]
    return LinkModel(languages, _estimate(stems), _estimate([(target, source) for source, target in stems]))


def _estimate(pairs: Sequence[tuple[Words, Words]]) -> Table:
    """Estimate p(word of the second side | word of the first side) by expectation maximisation."""
    from scipy.special import digamma

    numbers: tuple[dict[str, int], dict[str, int]] = ({"": 0}, {})
    codes, priors, slots = [], [], []
    slot = 0
    for given, made in pairs:
        first = np.array([0, *(numbers[0].setdefault(word, len(numbers[0])) for word in given)], dtype=np.int64)
        second = np.array([numbers[1].setdefault(word, len(numbers[1])) for word in made], dtype=np.int64)
        codes.append(((first[None, :] << 32) | second[:, None]).ravel())
        priors.append(_prior(len(given), len(made)).ravel())
        slots.append(np.repeat(np.arange(slot, slot + len(made)), len(given) + 1))
        slot += len(made)
    if not codes:
        return {}
    pair_codes, links = np.unique(np.concatenate(codes), return_inverse=True)
    prior, place = np.concatenate(priors), np.concatenate(slots)
    given_of = pair_codes >> 32
    probability = np.ones(len(pair_codes))
    for _ in range(ITERATIONS):
        weight = prior * probability[links]
        weight /= np.bincount(place, weight, minlength=slot)[place]
        counts = np.bincount(links, weight, minlength=len(pair_codes))
        totals = np.bincount(given_of, counts) + CONCENTRATION * len(numbers[1])
        probability = np.exp(digamma(counts + CONCENTRATION) - digamma(totals)[given_of])
    return _table(pair_codes, probability, list(numbers[0]), list(numbers[1]))


def _prior(given: int, made: int) -> NDArray[np.float64]:
    """Return the prior of the links, (made, given + 1), the first column for no counterpart."""
    rows = (np.arange(made)[:, None] + 0.5) / made
    columns = (np.arange(given)[None, :] + 0.5) / given
    near = np.exp(-DIAGONAL * np.abs(rows - columns))
    near *= (1 - NULL_SHARE) / near.sum(axis=1, keepdims=True)
    return np.concatenate([np.full((made, 1), NULL_SHARE), near], axis=1)


def _table(codes: NDArray[np.int64], probability: NDArray[np.float64], given: list[str], made: list[str]) -> Table:
    table: dict[str, dict[str, float]] = {}
    for index in np.flatnonzero(probability >= LEAST):
        code = int(codes[index])
        row = table.setdefault(given[code >> 32], {})
        row[made[code & 0xFFFFFFFF]] = round(float(probability[index]), 4)
    return table


def _best(table: Table, given: Words, made: Words) -> list[tuple[int, int]]:
    """Return for each word of `made` that has one the pair of its index and its most probable counterpart's."""
    rows = [table.get(word, {}) for word in given]
    nothing = table.get("", {})
    is_word = [word[:1].isalnum() for word in given]
    found = []
    for j, word in enumerate(made):
        best, best_score = -1, NULL_SHARE * max(nothing.get(word, 0.0), UNSEEN) * len(given) / 4
        at = (j + 0.5) / len(made)
        for i, row in enumerate(rows):
            probability = max(row.get(word, UNSEEN), SAME if given[i] == word else 0.0)
            if probability > UNSEEN and is_word[i] == word[:1].isalnum():
                score = probability * math.exp(-DIAGONAL * abs(at - (i + 0.5) / len(given)))
                if score > best_score:
                    best, best_score = i, score
        if best >= 0:
            found.append((j, best))
    return found


def _symmetrised(ahead: set[tuple[int, int]], back: set[tuple[int, int]]) -> Links:
    links = ahead & back
    either = ahead | back
    sources, targets = {i for i, _ in links}, {j for _, j in links}
    grown = True
    while grown:
        grown = False
        for i, j in sorted(either - links):
            beside = any((i + x, j + y) in links for x in (-1, 0, 1) for y in (-1, 0, 1))
            if beside and (i not in sources or j not in targets):
                links.add((i, j))
                sources.add(i)
                targets.add(j)
                grown = True
    for i, j in sorted(either - links):
        if i not in sources and j not in targets:
            links.add((i, j))
            sources.add(i)
            targets.add(j)
    return frozenset(links)

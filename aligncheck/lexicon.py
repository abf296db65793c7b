"""Bilingual lexicons: which words of one language can stand for a word of another.

A lexicon is ``data/lexicon/<one>-<other>.tsv.gz``, used in both directions; build_lexicon.py in the training package
makes it and explains its lines. The README beside the files says where their words came from.

There is one of Indonesian and English. On lines of news and talks that it never saw (benchmarks/lexicon.py) 97 % of the
Indonesian content words have a rendering, and 92 % of the content words of the human translation are supported by one
of them; from English, 98 % and 90 %. It lacks most names and function words, and has senses that a text rarely means.
"""

import gzip
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from aligncheck.stems import gives_lemmas, stem

LEARNED = "="
"""Stands in a line's first column, in place of a synset, for renderings learned from parallel text."""

RELATED = "~"
"""Stands there for relations: the second column has a synset, the third those next to it (wider, alike)."""

LISTED_WEIGHT = 0.5
"""Weight of the first sense of a rendering that WordNet lists, not seen in the parallel text; the n-th has an n-th."""

STEM_SHARE = 0.5
"""What is left of a weight if only another word of the source word's stem is listed."""

CACHED_WORDS = 1 << 16


class Entry(NamedTuple):
    """A word of one language: the form listed, and its stem."""

    word: str
    stem: str
    number: int
    """Rank of the synset among the word's senses, or how often the parallel text has it."""


@dataclass(frozen=True)
class Rendering:
    """A target word (a lemma, lower case, maybe of several words) that can stand for a source word."""

    word: str
    weight: float
    """In (0, 1]: the share of the source word's renderings in parallel text, or less if only a wordnet lists it."""

    synsets: frozenset[str]
    """Princeton WordNet 3.0 synsets, such as ``02684924-v``, in which both are listed."""

    learned: bool
    """Whether parallel text has it."""


@dataclass(frozen=True, eq=False)
class Lexicon:
    """Renderings from a source into a target language. All methods take words in any case and any inflected form."""

    languages: tuple[str, str]
    _lines: Mapping[str, Sequence[tuple[str, int, str]]] = field(repr=False)
    """By exact source word, the lines it stands in: synset or mark, the number there, and the target side, unread."""

    _by_stem: Mapping[str, Collection[str]] = field(repr=False)
    """Listed source words by stem."""

    _synsets: Mapping[str, Mapping[str, int]] = field(repr=False)
    """Synsets of target words, with the rank of each among the word's senses (1 is the commonest)."""

    _relatives: Mapping[str, Collection[str]] = field(repr=False)
    """Synsets next to a synset: wider, narrower, alike."""

    def __post_init__(self) -> None:
        """Put a cache before the look-ups, since words recur."""
        object.__setattr__(self, "renderings", lru_cache(maxsize=CACHED_WORDS)(self.renderings))
        object.__setattr__(self, "_weights", lru_cache(maxsize=CACHED_WORDS)(self._weights))
        object.__setattr__(self, "synsets", lru_cache(maxsize=CACHED_WORDS)(self.synsets))

    def renderings(self, word: str) -> tuple[Rendering, ...]:
        """Return the renderings of a source word, the weightiest first; those of words of the same stem weigh less."""
        lower = word.lower()
        root = stem(lower, self.languages[0])
        found: dict[str, Rendering] = {}
        for other in sorted({lower, root, *self._by_stem.get(root, ())}):
            share = 1.0 if other == lower or (other == root and gives_lemmas(self.languages[0])) else STEM_SHARE
            for rendering in self._listed(other):
                known = found.get(rendering.word)
                weight = share * rendering.weight
                found[rendering.word] = Rendering(
                    rendering.word,
                    max(weight, known.weight) if known else weight,
                    rendering.synsets | known.synsets if known else rendering.synsets,
                    rendering.learned or (known.learned if known else False),
                )
        return tuple(sorted(found.values(), key=lambda rendering: (-rendering.weight, rendering.word)))

    def _listed(self, word: str) -> Iterator[Rendering]:
        """Yield the renderings that are listed for just this source word."""
        synsets: dict[str, dict[str, int]] = defaultdict(dict)
        counts: Counter[str] = Counter()
        for synset, number, targets in self._lines.get(word, ()):
            for target in map(_entry, targets.split("|")):
                if synset == LEARNED:
                    counts[target.word] += min(number, target.number)
                else:
                    synsets[target.word][synset] = target.number
        total = counts.total() + 1
        for target_word in sorted({*synsets, *counts}):
            ranks = synsets.get(target_word, {})
            listed = LISTED_WEIGHT / min(ranks.values()) if ranks else 0.0
            seen = counts[target_word]
            yield Rendering(target_word, max(seen / total, listed), frozenset(ranks), learned=seen > 0)

    def _weights(self, word: str) -> Mapping[str, float]:
        """Return the weights of a source word's renderings by target stem."""
        weights: dict[str, float] = {}
        for rendering in self.renderings(word):
            for part in rendering.word.split():
                root = stem(part, self.languages[1])
                weights[root] = max(weights.get(root, 0.0), rendering.weight)
        return weights

    def support(self, source_word: str, target_word: str) -> float:
        """Return the weight, in [0, 1], with which a target word (or one of its stem) can stand for a source word."""
        return self._weights(source_word).get(stem(target_word, self.languages[1]), 0.0)

    def supports(self, source_words: Iterable[str], target_word: str) -> float:
        """Return the highest `support` that any of the source words gives; 0 if none does."""
        return max((self.support(word, target_word) for word in source_words), default=0.0)

    def synsets(self, target_word: str) -> Mapping[str, int]:
        """Return the synsets of a target word or its stem, with the rank of each among its senses."""
        lower = target_word.lower()
        return self._synsets.get(lower) or self._synsets.get(stem(lower, self.languages[1]), {})

    def share_synset(self, word: str, other: str) -> bool:
        """Whether two target words are synonyms in one of their senses."""
        return not self.synsets(word).keys().isdisjoint(self.synsets(other))

    def are_close(self, word: str, other: str) -> bool:
        """Whether two target words are synonyms in one of their senses, or one is the next wider word or alike."""
        others = self.synsets(other).keys()
        return any(
            synset in others or any(relative in others for relative in self._relatives.get(synset, ()))
            for synset in self.synsets(word)
        )

    def kinds(self, target_word: str, common: int | None = None) -> frozenset[str]:
        """Return the parts of speech of a target word: n, v, a, r; empty if it is not listed.

        With `common`, only those of its senses up to this rank within their part of speech.
        """
        return frozenset(
            synset[-1] for synset, rank in self.synsets(target_word).items() if common is None or rank <= common
        )


@cache
def load_lexicon(source_language: str, target_language: str) -> Lexicon | None:
    """Return the lexicon of a language pair, read in either direction; None where there is none."""
    for first, second in ((source_language, target_language), (target_language, source_language)):
        resource = files("aligncheck").joinpath("data", "lexicon", f"{first}-{second}.tsv.gz")
        if resource.is_file():
            lines = gzip.decompress(resource.read_bytes()).decode("utf-8").splitlines()
            return read_lexicon(lines, (source_language, target_language), is_reversed=first != source_language)
    return None


@cache
def lexicon_into(language: str) -> Lexicon | None:
    """Return a lexicon with this target language, for its synsets; None where there is none."""
    names = sorted(entry.name for entry in files("aligncheck").joinpath("data", "lexicon").iterdir())
    for name in names:
        one, _, other = name.partition(".")[0].partition("-")
        if name.endswith(".tsv.gz") and language in (one, other):
            return load_lexicon(one if language == other else other, language)
    return None


def read_lexicon(lines: Iterable[str], languages: tuple[str, str], *, is_reversed: bool) -> Lexicon:
    """Read the lines of a lexicon file; `is_reversed`: the first language of the file is the target."""
    by_word: dict[str, list[tuple[str, int, str]]] = defaultdict(list)
    by_stem: dict[str, set[str]] = defaultdict(set)
    synsets: dict[str, dict[str, int]] = defaultdict(dict)
    relatives: dict[str, set[str]] = defaultdict(set)
    for line in lines:
        synset, one, other = line.split("\t")
        if synset == RELATED:
            for relative in other.split("|"):
                relatives[one].add(relative)
                relatives[relative].add(one)
            continue
        sources, targets = (other, one) if is_reversed else (one, other)
        for source in map(_entry, sources.split("|")):
            by_stem[source.stem].add(source.word)
            by_word[source.word].append((synset, source.number, targets))
        if synset != LEARNED:
            for target in map(_entry, targets.split("|")):
                synsets[target.word][synset] = target.number
    return Lexicon(languages, dict(by_word), dict(by_stem), dict(synsets), dict(relatives))


def _entry(text: str) -> Entry:
    """Read ``word``, ``word/stem``, ``word#number`` or ``word/stem#number``."""
    form, _, number = text.partition("#")
    word, _, root = form.partition("/")
    return Entry(word, root or word, int(number or 1))

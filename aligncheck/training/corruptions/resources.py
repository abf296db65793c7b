"""What the corruptions know: words of the target languages, word links, neighbouring sentences.

Everything is learned from the pairs it is given, which must be training pairs, and from the word lists and language
data of the package; the slow parts are kept in a folder, keyed by what they were learned from.
"""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from aligncheck.langdata import load
from aligncheck.lexicon import Lexicon, lexicon_into, load_lexicon
from aligncheck.stems import stem
from aligncheck.training.coinages import Corpus, learn
from aligncheck.training.corruptions.families import families
from aligncheck.training.corruptions.neighbours import neighbours
from aligncheck.training.examples import CleanPair
from aligncheck.training.word_links import LinkModel, Links, learn_links, load_links
from aligncheck.vocabulary import Vocabulary, vocabulary
from aligncheck.words import has_capitalised_nouns

CACHED_LINKS = 1 << 17
LEAST_NAME = 2
LEAST_ALIKE = 5
"""Names needed after the same word for one to be put for another."""

LEAST_USUAL = 2
"""Times two words stand side by side in the corpus to be usual."""

COMMON_SENSES = 3
"""Ranks up to this are the common senses of a word."""
MOSTLY = 0.95


@dataclass(frozen=True, eq=False)
class TargetWords:
    """The words of a target language."""

    language: str
    vocabulary: Vocabulary | None
    """Frequencies; None for a language without a list or without spaces."""

    table: Mapping[str, Any] = field(repr=False)
    """``data/corruption/<language>.toml``."""

    related: Mapping[str, tuple[str, ...]] = field(repr=False)
    """Word to the other words of its family."""

    neighbours: Mapping[str, tuple[str, ...]] = field(repr=False)
    """Word to words of near meaning or use, the nearest first."""

    names: tuple[str, ...] = field(repr=False)
    """Names in the corpus, each as often as it occurs there."""

    names_after: Mapping[str, tuple[str, ...]] = field(repr=False)
    """Names by the (lower-case) word that stood before them."""

    usual_pairs: frozenset[tuple[str, str]] = field(repr=False)
    """Lower-case words that stood side by side more than once."""

    affixes: Corpus = field(repr=False)
    synonyms: Lexicon | None = field(repr=False)
    """A lexicon with this language on its target side, for its synsets."""

    @cached_property
    def name_set(self) -> frozenset[str]:
        """The names, once each."""
        return frozenset(self.names)

    @cached_property
    def _follows(self) -> dict[str, re.Pattern[str]]:
        return {word: re.compile(pattern) for word, pattern in self.table.get("follows", {}).items()}

    def may_follow(self, before: str, word: str) -> bool:
        """Whether a word may stand behind another, as far as sounds go."""
        pattern = self._follows.get(before.lower())
        return pattern is None or bool(pattern.search(word.lower()))

    def zipf(self, word: str) -> float:
        """Return the frequency of a word on the Zipf scale; 4 where there is no list."""
        return _UNLISTED if self.vocabulary is None else self._zipf(word)

    @cached_property
    def _zipf(self) -> Callable[[str], float]:
        assert self.vocabulary is not None  # noqa: S101 - for the type checker
        return lru_cache(maxsize=1 << 17)(self.vocabulary.zipf)

    def is_fixed(self, word: str) -> bool:
        """Whether a word has its place before another: a preposition or article."""
        lower = word.lower()
        return lower in self.table.get("articles", ()) or lower in self.table.get("phrase_openers", ())

    def are_alike(self, word: str, other: str) -> bool:
        """Whether two different words may take each other's place in a sentence: nouns both, as far as is known."""
        if stem(word, self.language) == stem(other, self.language):
            return False
        return self.synonyms is None or bool(self.kinds(word) & self.kinds(other) & {"n"})

    def kinds(self, word: str) -> frozenset[str]:
        """Return the parts of speech of a word, as WordNet names them; empty if unknown."""
        return frozenset() if self.synonyms is None else self.synonyms.kinds(word)

    def may_replace(self, word: str, other: str, before: str) -> bool:
        """Whether another word is of a part of speech that may stand in place of a word, as far as is known."""
        if self.synonyms is None:
            return True
        kinds, others = (self.synonyms.kinds(each, COMMON_SENSES) for each in (word, other))
        if not others:
            return False
        if before.lower() in self.table.get("before_verb", ()):
            return "v" in others
        if before.lower() in self.table.get("before_noun", ()):
            return not others.isdisjoint("na") and (not kinds or not others.isdisjoint(kinds))
        return not kinds or not others.isdisjoint(kinds)

    def mean_the_same(self, word: str, other: str) -> bool:
        """Whether two words are forms of one, spellings of one, synonyms in one of their senses, or nearly so."""
        a, b = word.lower(), other.lower()
        if a == b or stem(a, self.language) == stem(b, self.language):
            return True
        if self.vocabulary is not None and b in self.vocabulary.morphology.spellings(a):
            return True
        return self.synonyms is not None and self.synonyms.are_close(a, b)


_UNLISTED = 4.0


@dataclass(frozen=True, eq=False)
class Resources:
    """Everything `corrupt` needs beside the pair."""

    words: Mapping[str, TargetWords]
    links: Mapping[tuple[str, str], LinkModel]
    lexicons: Mapping[tuple[str, str], Lexicon]
    sentences: Mapping[str, tuple[CleanPair, ...]] = field(repr=False)
    """Pairs by `_shelf`, in the order of their corpus."""

    _places: Mapping[tuple[str, str, str], int] = field(repr=False)

    def target_words(self, language: str) -> TargetWords:
        """Return what is known of a target language.

        Raises:
            KeyError: no pair had this target language.
        """
        return self.words[language]

    def links_of(self, pair: CleanPair) -> Links:
        """Return the word links of a pair."""
        return self._link(pair)

    @cached_property
    def _link(self) -> Callable[[CleanPair], Links]:
        @lru_cache(maxsize=CACHED_LINKS)
        def link(pair: CleanPair) -> Links:
            return self.links[pair.languages].link(pair.source.words(), pair.target.words())

        return link

    def near(self, pair: CleanPair, distance: int) -> Sequence[CleanPair]:
        """Return the sentences around a pair in its corpus, at most so far off."""
        shelf = _shelf(pair)
        place = self._places.get((shelf, pair.source.text, pair.target.text))
        if place is None:
            return self.sentences.get(shelf, ())
        around = self.sentences[shelf][max(place - distance, 0) : place + distance + 1]
        return [other for other in around if other.target.words() != pair.target.words()]


def build_resources(
    pairs: Sequence[CleanPair], folder: Path, announce: Callable[[str], None] | None = None
) -> Resources:
    """Learn the resources from clean training pairs, keeping the slow parts in a folder.

    Languages of the pairs may be mixed. The folder is made if missing.
    """
    folder.mkdir(parents=True, exist_ok=True)
    say = announce or (lambda _: None)
    by_languages: dict[tuple[str, str], list[CleanPair]] = {}
    by_target: dict[str, list[CleanPair]] = {}
    shelves: dict[str, list[CleanPair]] = {}
    for pair in pairs:
        by_languages.setdefault(pair.languages, []).append(pair)
        by_target.setdefault(pair.languages[1], []).append(pair)
        shelves.setdefault(_shelf(pair), []).append(pair)
    links: dict[tuple[str, str], LinkModel] = {}
    for languages in sorted(by_languages):
        if languages not in links:
            say(f"word links of {'-'.join(languages)}")
            both = _both_ways(by_languages, languages)
            links[languages] = _kept_links(folder, both, languages)
            links[languages[::-1]] = links[languages].reversed()
    words = {}
    for language, found in sorted(by_target.items()):
        say(f"words of {language}")
        words[language] = _target_words(language, [pair.target.text for pair in found], folder)
    lexicons = {languages: lexicon for languages in by_languages if (lexicon := load_lexicon(*languages))}
    places = {
        (shelf, pair.source.text, pair.target.text): place
        for shelf, found in shelves.items()
        for place, pair in enumerate(found)
    }
    return Resources(words, links, lexicons, {shelf: tuple(found) for shelf, found in shelves.items()}, places)


def _shelf(pair: CleanPair) -> str:
    return f"{pair.origin} {'-'.join(pair.languages)}"


Sentences = list[tuple[tuple[str, ...], tuple[str, ...]]]


def _both_ways(by_languages: Mapping[tuple[str, str], list[CleanPair]], languages: tuple[str, str]) -> Sentences:
    ahead = [(pair.source.words(), pair.target.words()) for pair in by_languages[languages]]
    back = [(pair.target.words(), pair.source.words()) for pair in by_languages.get(languages[::-1], ())]
    return list(dict.fromkeys(ahead + back))


def _kept_links(folder: Path, pairs: Sentences, languages: tuple[str, str]) -> LinkModel:
    path = folder / f"links-{'-'.join(languages)}-{_digest(' '.join(a + b) for a, b in pairs)}.json.gz"
    if path.is_file():
        return load_links(path)
    model = learn_links(pairs, languages)
    model.save(path)
    return model


def _target_words(language: str, texts: Sequence[str], folder: Path) -> TargetWords:
    known = vocabulary(language)
    counts = Counter(word for text in texts for word in _WORD.findall(text))
    lower = Counter(word for word in counts.elements() if word.islower())
    # Where nouns have capitals too, nothing tells a name.
    names = () if has_capitalised_nouns(language) else _names(texts, counts)
    related: dict[str, tuple[str, ...]] = {}
    near: dict[str, tuple[str, ...]] = {}
    if known is not None:
        key = _digest(sorted(lower))
        rules = _digest([json.dumps(load("corruption", language), sort_keys=True)])
        related = _kept(folder / f"families-{language}-{key}-{rules}.json", lambda: families(language, known, lower))
        near = _kept(folder / f"neighbours-{language}-{key}.json", lambda: neighbours(known, lower))
    return TargetWords(
        language=language,
        vocabulary=known,
        table=load("corruption", language),
        related=related,
        neighbours=near,
        names=names,
        names_after=_names_after(texts, frozenset(names)),
        usual_pairs=_usual_pairs(texts),
        affixes=_affixes(language, texts),
        synonyms=lexicon_into(language),
    )


_WORD = re.compile(r"[^\W\d_]{2,}")
_INSIDE = re.compile(r"(?<=[\w,] )[^\W\d_]{2,}")


def _names(texts: Iterable[str], counts: Mapping[str, int]) -> tuple[str, ...]:
    """Return the words that are capitalised inside sentences and hardly ever otherwise, as often as they occur."""
    inside = Counter(word for text in texts for word in _INSIDE.findall(text) if word[0].isupper())
    return tuple(
        word
        for word, number in sorted(inside.items())
        if number >= LEAST_NAME and number >= MOSTLY * (number + counts.get(word.lower(), 0))
        for _ in range(number)
    )


def _names_after(texts: Iterable[str], names: frozenset[str]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for text in texts:
        for before, word in pairwise(_WORD.findall(text)):
            if word in names:
                found.setdefault(before.lower(), []).append(word)
    return {before: tuple(after) for before, after in found.items() if len(set(after)) >= LEAST_ALIKE}


def _usual_pairs(texts: Iterable[str]) -> frozenset[tuple[str, str]]:
    counts = Counter(pair for text in texts for pair in pairwise(_WORD.findall(text.lower())))
    return frozenset(pair for pair, number in counts.items() if number >= LEAST_USUAL)


def _affixes(language: str, texts: Sequence[str]) -> Corpus:
    """Return what words are coined with: the productive affixes that the language data name, or learned ones."""
    learned = learn(texts)
    table = load("corruption", language)
    if "coining_suffixes" not in table:
        return learned
    return replace(learned, suffixes=tuple(table["coining_suffixes"]), prefixes=tuple(table["coining_prefixes"]))


def _kept(path: Path, make: Callable[[], Mapping[str, tuple[str, ...]]]) -> dict[str, tuple[str, ...]]:
    if not path.is_file():
        path.write_text(json.dumps(make(), ensure_ascii=False), encoding="utf-8")
    return {word: tuple(others) for word, others in json.loads(path.read_text(encoding="utf-8")).items()}


def _digest(texts: Iterable[str]) -> str:
    digest = hashlib.sha256()
    for text in texts:
        digest.update(text.encode() + b"\0")
    return digest.hexdigest()[:12]

"""What is known of the words of two languages apart from the network: a lexicon, and word frequencies."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from aligncheck.estimator.evidence import Evidence
from aligncheck.lexicon import Lexicon, load_lexicon
from aligncheck.vocabulary import FUNCTION_WORD_ZIPF, Vocabulary, vocabulary

Languages = tuple[str, str]
"""ISO 639-1 codes of source and target."""

UNSUPPORTED = -1.0
"""Stands for the lexicon's support where it knows a word and has no rendering of it on the other side."""


@dataclass(frozen=True, eq=False)
class Knowledge:
    """Words of a pair of languages; each part None where there is none, and read when it is first asked for."""

    languages: Languages | None = None

    @cached_property
    def source(self) -> Vocabulary | None:
        """The words of the source's language."""
        return vocabulary(self.languages[0]) if self.languages else None

    @cached_property
    def target(self) -> Vocabulary | None:
        """The words of the target's language."""
        return vocabulary(self.languages[1]) if self.languages else None

    @cached_property
    def lexicon(self) -> Lexicon | None:
        """From source to target."""
        return load_lexicon(*self.languages) if self.languages else None

    @cached_property
    def reverse(self) -> Lexicon | None:
        """From target to source."""
        return load_lexicon(*self.languages[::-1]) if self.languages else None

    def is_source_function_word(self, word: str) -> bool:
        """Whether a word of the source is one by its frequency; never where frequencies are not known."""
        return _is_function_word(word, self.source)

    def is_target_function_word(self, word: str) -> bool:
        """Whether a word of the target is one."""
        return _is_function_word(word, self.target)

    def of_target(self, evidence: Evidence) -> Mapping[str, object]:
        """Return the features of the groups "lexicon" and "frequency" for target tokens."""
        words, others = evidence.target.words(), evidence.source.words()
        linked = {target: others[source] for source, target in evidence.links.pairs}
        return {
            "support": _supports(words, others, self.reverse),
            "linked-support": [
                _supports([word], [linked[index]], self.reverse)[0] if index in linked else 0.0
                for index, word in enumerate(words)
            ],
            "zipf": _zipfs(words, self.target),
            "listed": [_listed(word, self.target) for word in words],
        }

    def of_source(self, evidence: Evidence) -> Mapping[str, object]:
        """Return the same for source tokens, without whether they are listed."""
        words = evidence.source.words()
        return {
            "support": _supports(words, evidence.target.words(), self.lexicon),
            "zipf": _zipfs(words, self.source),
        }


def _supports(
    words: tuple[str, ...] | list[str], others: tuple[str, ...] | list[str], lexicon: Lexicon | None
) -> list[float]:
    """Return how well the words of the other side account for each word, 0 for words that the lexicon has not."""
    if lexicon is None:
        return [0.0] * len(words)
    return [
        (max((lexicon.support(word, other) for other in others), default=0.0) or UNSUPPORTED)
        if word.isalpha() and lexicon.renderings(word)
        else 0.0
        for word in words
    ]


def _is_function_word(word: str, known: Vocabulary | None) -> bool:
    return known is not None and known.zipf(word) >= FUNCTION_WORD_ZIPF


def _zipfs(words: tuple[str, ...], known: Vocabulary | None) -> list[float]:
    return [0.0 if known is None else known.zipf(word) for word in words]


def _listed(word: str, known: Vocabulary | None) -> int:
    if known is None or not word.isalpha():
        return 0
    return 1 if known.lists(word) else -1


@cache
def knowledge(languages: Languages | None) -> Knowledge:
    """Return what is known of a pair of languages."""
    return Knowledge(languages)

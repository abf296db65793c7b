"""What is known of the words of two languages apart from the network: lexicon and word frequencies."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from aligncheck.estimator.evidence import Evidence
from aligncheck.vocabulary import FUNCTION_WORD_ZIPF, Vocabulary, vocabulary

Languages = tuple[str, str]
"""ISO 639-1 codes of source and target."""


@dataclass(frozen=True)
class Knowledge:
    """Words of a pair of languages; each part None where there is none."""

    source: Vocabulary | None = None
    target: Vocabulary | None = None

    def is_source_function_word(self, word: str) -> bool:
        """Whether a word of the source is one by its frequency; never where frequencies are not known."""
        return _is_function_word(word, self.source)

    def is_target_function_word(self, word: str) -> bool:
        """Whether a word of the target is one."""
        return _is_function_word(word, self.target)

    def of_target(self, evidence: Evidence) -> Mapping[str, object]:
        """Return the features of the groups "lexicon" and "frequency" for target tokens."""
        words = evidence.target.words()
        return {
            "support": 0.0,
            "linked-support": 0.0,
            "zipf": _zipfs(words, self.target),
            "listed": [
                0 if self.target is None or not word.isalpha() else _listed(word, self.target) for word in words
            ],
        }

    def of_source(self, evidence: Evidence) -> Mapping[str, object]:
        """Return the same for source tokens, without whether they are listed."""
        words = evidence.source.words()
        return {"support": 0.0, "zipf": _zipfs(words, self.source)}


def _is_function_word(word: str, known: Vocabulary | None) -> bool:
    return known is not None and known.zipf(word) >= FUNCTION_WORD_ZIPF


def _zipfs(words: tuple[str, ...], known: Vocabulary | None) -> list[float]:
    return [0.0 if known is None else known.zipf(word) for word in words]


def _listed(word: str, known: Vocabulary) -> int:
    return 1 if known.lists(word) else -1


@cache
def knowledge(languages: Languages | None) -> Knowledge:
    """Return what is known of a pair of languages."""
    if languages is None:
        return Knowledge()
    source, target = languages
    return Knowledge(vocabulary(source), vocabulary(target))

"""Words that nobody uses, made from the words of a corpus; it knows nothing of the detector's rules.

What ends and begins words is learned from the corpus: a string of two to four letters is an affix if at least
`MIN_STEMS` words of the corpus are other words of it with that string added.
"""

import random
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from aligncheck.words import words

KINDS = ("affix", "blend", "typo-1", "typo-2", "run-together")
MIN_STEMS = 15
MIN_LETTERS = 5


@dataclass(frozen=True)
class Corpus:
    """The lower-case words of a corpus, and what they are made with."""

    words: tuple[str, ...]
    suffixes: tuple[str, ...]
    prefixes: tuple[str, ...]

    @property
    def alphabet(self) -> str:
        """The letters of the words, each as often as in the first thousand."""
        return "".join(word for word in self.words[:1000] if word.isalpha())


def learn(lines: Iterable[str]) -> Corpus:
    """Collect the lower-case words of a corpus, the frequent ones first, and its affixes."""
    counts = Counter(word.text for line in lines for word in words(line) if word.text.islower() and word.text.isalpha())
    found = [word for word, _ in counts.most_common()]
    known = set(found)
    suffixes, prefixes = Counter[str](), Counter[str]()
    for word in found:
        for length in (2, 3, 4):
            if len(word) - length < MIN_LETTERS - 1:
                continue
            if word[:-length] in known:
                suffixes[word[-length:]] += 1
            if word[length:] in known:
                prefixes[word[:length]] += 1
    return Corpus(
        words=tuple(word for word in found if len(word) >= MIN_LETTERS),
        suffixes=tuple(sorted(affix for affix, number in suffixes.items() if number >= MIN_STEMS)),
        prefixes=tuple(sorted(affix for affix, number in prefixes.items() if number >= MIN_STEMS)),
    )


def coin(
    kind: str, word: str, neighbour: str, corpus: Corpus, is_word: Callable[[str], bool], rng: random.Random
) -> str:
    """Return a string of this kind made from a word (and the word after it) that no list and no corpus has.

    Raises:
        ValueError: twenty attempts all gave words.
    """
    for _ in range(20):
        made = _coin_once(kind, word, neighbour, corpus, rng)
        if made != word and not is_word(made):
            return made
    raise ValueError(f"no {kind} of {word!r} is not a word")


def _coin_once(kind: str, word: str, neighbour: str, corpus: Corpus, rng: random.Random) -> str:
    if kind == "affix":
        affixes = [("", suffix) for suffix in corpus.suffixes] + [(prefix, "") for prefix in corpus.prefixes]
        before, after = rng.choice(affixes)
        return before + word + after
    if kind == "blend":
        other = rng.choice(corpus.words)
        return word[: rng.randint(3, len(word) - 1)] + other[-rng.randint(3, len(other) - 1) :]
    if kind == "run-together":
        return word + neighbour
    for _ in range(1 if kind == "typo-1" else 2):
        word = _edit(word, corpus.alphabet, rng)
    return word


def _edit(word: str, alphabet: str, rng: random.Random) -> str:
    at = rng.randrange(len(word) - 1)
    return rng.choice(
        (
            word[:at] + word[at + 1 :],
            word[:at] + rng.choice(alphabet) + word[at:],
            word[:at] + rng.choice(alphabet) + word[at + 1 :],
            word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        )
    )

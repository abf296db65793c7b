"""Phrases of a source that its translation may leave out: what a language model is asked about.

Without a parser, as none is at hand for most languages: runs of neighbouring suspected words, and what stands between
marks and words that join (`joiners` in ``data/language_model/<language>.toml``) where half of its words are suspected.
"""

from itertools import pairwise

from aligncheck.estimator.estimate import Estimate
from aligncheck.estimator.knowledge import Languages, knowledge
from aligncheck.estimator.spans import suspected_source
from aligncheck.estimator.tokens import TokenisedText, is_word, tokenise
from aligncheck.langdata import load

LEAST = 0.05
"""No word less likely to be wrong makes a phrase suspected: lower than for errors, since the phrase is asked about."""

MOST = 3
"""Phrases of a sentence that are asked about, the most suspected first: each costs a pass of the model."""

LONGEST = 12
"""Tokens of what stands between marks: longer stretches are whole clauses, which the aligner would have missed."""

SUSPECTED = 0.5
"""Part of such a stretch's words that must be suspected."""

WHOLE = 0.7
"""Part of a sentence's words from which there is too little left to be translated."""

TOPIC = "language_model"
_COMMAS = frozenset(",،、，;；")


def suspected_phrases(estimate: Estimate, languages: Languages) -> tuple[range, ...]:
    """Return up to `MOST` phrases, as source tokens, the most suspected first; they may overlap."""
    words, bad = estimate.source.words(), estimate.source_bad
    content = [index for index, word in enumerate(words) if is_word(word)]
    runs = suspected_source(estimate, knowledge(languages).is_source_function_word, least=LEAST)
    joiners = frozenset(load(TOPIC, languages[0]).get("joiners", ()))
    between = [
        stretch
        for stretch in _stretches(words, joiners)
        if sum(bad[index] >= LEAST for index in stretch) >= SUSPECTED * len(stretch)
    ]
    found = {
        (phrase.start, phrase.stop): max(bad[index] for index in phrase)
        for phrase in (*runs, *between)
        if sum(index in phrase for index in content) < WHOLE * len(content)
    }
    return tuple(range(*phrase) for phrase in sorted(found, key=lambda phrase: (-found[phrase], phrase))[:MOST])


def without(text: TokenisedText, phrase: range) -> TokenisedText:
    """Return a text without some of its tokens, and without the comma that they would leave behind."""
    start, end = text.tokens[phrase.start][0], text.tokens[phrase.stop - 1][1]
    before, after = text.text[:start].rstrip(), text.text[end:]
    if before[-1:] in _COMMAS and not is_word(after.lstrip()[:1]):
        before = before[:-1].rstrip()
    return tokenise((before + after).strip())


def _stretches(words: tuple[str, ...], joiners: frozenset[str]) -> list[range]:
    """Return what stands between marks and words that join."""
    cuts = [index for index, word in enumerate(words) if not is_word(word) or word.casefold() in joiners]
    found = (range(before + 1, after) for before, after in pairwise((-1, *cuts, len(words))))
    return [stretch for stretch in found if 0 < len(stretch) <= LONGEST]

"""What source words usually become, for explanations: from the user's glossary, and else from the lexicon.

Of the lexicon only renderings that parallel text has: a wordnet's rarest senses would mislead. Nothing is made up.
"""

from aligncheck.alignment import Bead
from aligncheck.context import Context
from aligncheck.document import Place
from aligncheck.lexicon import Lexicon, load_lexicon
from aligncheck.vocabulary import FUNCTION_WORD_ZIPF, vocabulary
from aligncheck.words import words

SHOWN = 2
"""Renderings of a word that are named; an editor wants a hint, not a dictionary."""

KIN_LETTERS = 5
"""Letters that words begin with alike if they are forms of one: then the rendering is there in another form."""

LEAST_SHARE = 0.5
"""Renderings that weigh less than this part of the weightiest are rarely meant."""


def usual_renderings(source: Place, bead: Bead, context: Context) -> dict[str, tuple[str, ...]]:
    """Return the usual renderings of each source word that the bead's translation has no rendering of.

    Args:
        source: The words asked about.
        bead: Where they stand.
        context: Texts and glossary.

    Returns:
        Words, or terms of the glossary, with at least one rendering each; empty where nothing is known.
    """
    translation = context.target.place_of(bead.target).text
    terms = _of_glossary(source.text, translation, context)
    if terms:
        return terms
    languages = context.source.document.language, context.target.document.language
    lexicon = load_lexicon(*languages)
    if lexicon is None:
        return {}
    there = [word.text for word in words(translation)]
    unsupported = [
        word.text
        for word in words(source.text)
        if not _is_function_word(word.text, languages[0])
        and not any(lexicon.support(word.text, other) for other in there)
    ]
    found = {word: _weightiest(word, lexicon) for word in unsupported}
    return {
        word: renderings
        for word, renderings in found.items()
        if renderings and not any(_are_kin(rendering, other) for rendering in renderings for other in there)
    }


def _of_glossary(source: str, translation: str, context: Context) -> dict[str, tuple[str, ...]]:
    terms = context.glossary.terms if context.glossary else ()
    return {
        term.source: term.required[:SHOWN]
        for term in terms
        if term.required
        and term.source.casefold() in source.casefold()
        and not any(rendering.casefold() in translation.casefold() for rendering in term.required)
    }


def _weightiest(word: str, lexicon: Lexicon) -> tuple[str, ...]:
    language = lexicon.languages[1]
    seen = [each for each in lexicon.renderings(word) if each.learned and not _is_function_word(each.word, language)]
    least = LEAST_SHARE * seen[0].weight if seen else 0.0
    return tuple(each.word for each in seen[:SHOWN] if each.weight >= least)


def _are_kin(word: str, other: str) -> bool:
    """Whether two words look like forms of one ("election", "electoral"), which a stemmer may take for two."""
    beginning = word.casefold()[:KIN_LETTERS]
    return len(beginning) == KIN_LETTERS and other.casefold().startswith(beginning)


def _is_function_word(word: str, language: str) -> bool:
    known = vocabulary(language)
    return known is not None and known.zipf(word) >= FUNCTION_WORD_ZIPF

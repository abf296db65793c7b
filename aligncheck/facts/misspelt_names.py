"""Words of a translation that are misspellings of a capitalised word of their source, whether that is a name or not.

A misspelling is no word of the translation's language, and one or two letters away from a word of the source: unlike a
word that was translated, it needs no proof that the source's word must be the same in both languages. A loan that each
language ends or writes in its own way (Melanisme, Melanism; Makroskopi, Macroscopy) is none.
"""

from collections.abc import Container, Iterator

from aligncheck.alignment import Bead
from aligncheck.context import Context
from aligncheck.document import SegmentedDocument
from aligncheck.facts.name_matching import ENDING_LETTERS, MIN_COGNATE_PREFIX, MIN_LETTERS_TO_MISSPELL, is_listed
from aligncheck.facts.names import is_abbreviation, key_of
from aligncheck.facts.spelling import closeness_of, transliterated
from aligncheck.words import Word, words


def misspellings(context: Context, bead: Bead, known: Container[str]) -> Iterator[tuple[Word, Word]]:
    """Yield each capitalised word of a bead's source with the misspelling of it in the target.

    Args:
        context: The texts.
        bead: The bead.
        known: Keys of the words of the whole source: a word that it has elsewhere is another name.
    """
    language = context.target.document.language
    ours = [word for word in _capitalised(context.source, bead.source) if not is_abbreviation(word.text)]
    for word in _capitalised(context.target, bead.target):
        key = key_of(word.text)
        if key in known or is_abbreviation(word.text) or is_listed(key, language):
            continue
        near = {closeness_of(key_of(one.text), key): one for one in ours if not _is_loan(key_of(one.text), key)}
        if near and max(near) > 0:
            yield near[max(near)], word


def _is_loan(key: str, other: str) -> bool:
    """Whether two languages may each write a word so: by the letters of transliteration, or with another ending."""
    from rapidfuzz.distance import Prefix

    shared = Prefix.similarity(key, other)
    is_ending = shared >= MIN_COGNATE_PREFIX and max(len(key), len(other)) - shared <= ENDING_LETTERS
    return is_ending or transliterated(key) == transliterated(other)


def keys_of(side: SegmentedDocument) -> frozenset[str]:
    """Return the keys of all words of a text, and of what is between their hyphens."""
    return frozenset(
        key_of(part.text)
        for segment in side.segments
        for word in words(side.document.text, segment.start, segment.end)
        for part in (word, *word.parts())
    )


def _capitalised(side: SegmentedDocument, indices: range) -> Iterator[Word]:
    place = side.place_of(indices)
    for word in words(side.document.text, place.start, place.end):
        for part in word.parts():
            if part.text[0].isupper() and len(key_of(part.text)) >= MIN_LETTERS_TO_MISSPELL:
                yield part

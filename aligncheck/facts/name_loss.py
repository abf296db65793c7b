"""Names that are in no form in the translation of their bead, and what stands there instead."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from aligncheck.alignment import Bead
from aligncheck.context import Context
from aligncheck.document import Place, SegmentedDocument
from aligncheck.facts.closeness import Lengths
from aligncheck.facts.counterparts import UNKNOWN_SHARE, surroundings
from aligncheck.facts.name_comparison import ComparedBead, NameComparison
from aligncheck.facts.name_matching import Match
from aligncheck.facts.names import NameWord, Shape
from aligncheck.facts.spelling import closeness_of
from aligncheck.langdata import load
from aligncheck.words import fold, words

FREE_SHARE = 0.05
"""Share of a text's names that a faithful translation may lose; at least one name in all."""


@dataclass(frozen=True)
class Loss:
    """A name of the source, or a part of it, that is not in the translation."""

    source: Place

    target: Place
    """The new name that stands there instead, or the end of the bead's target."""

    shape: Shape
    is_alike: bool
    """Whether the new name looks much like the lost one."""

    has_usual_length: bool
    """Whether the bead's target is about as long as translations in this text are."""

    has_pronoun: bool
    """Whether a pronoun, or a word such as "the country", may stand for the name."""

    is_elsewhere: bool
    """Whether another bead's target has it."""

    is_sure: bool
    """Whether one of its words must be the same in both languages."""

    share: float
    """Share of the words around the name that stand together in the translation, in [0, 1]."""

    is_inside: bool
    """Whether the new name stands among them."""

    is_faithful: bool = True
    """Whether few other names of the text are lost."""


def losses(context: Context, comparison: NameComparison) -> dict[Bead, tuple[Loss, ...]]:
    """Return the names that each bead loses."""
    lengths = Lengths(context)
    found = {bead.bead: tuple(_of_bead(context, comparison, bead, lengths)) for bead in comparison.beads}
    total = sum(len(lost) for lost in found.values())
    allowed = max(1.0, FREE_SHARE * sum(len(bead.source) for bead in comparison.beads))
    return {
        bead: tuple(replace(loss, is_faithful=total - len(lost) <= allowed) for loss in lost)
        for bead, lost in found.items()
    }


def _of_bead(context: Context, comparison: NameComparison, bead: ComparedBead, lengths: Lengths) -> Iterator[Loss]:
    misspelt = {
        word.other.start for name in bead.source for word in name.words if word.match is Match.MISSPELT and word.other
    }
    new = [word for name in bead.target for word in name.missing if word.is_sure and word.start not in misspelt]
    keys = Counter(word.word.key for name in bead.source for word in name.words)
    shared = {key for key, count in keys.items() if count > 1}
    has_pronoun = _pronouns(context.target, bead.bead.target) > _pronouns(context.source, bead.bead.source)
    end = context.target.place_of(bead.bead.target).end
    for name in bead.source:
        missing = name.missing
        if not missing:
            continue
        shape = Shape.ABBREVIATION if all(word.shape is Shape.ABBREVIATION for word in missing) else Shape.CAPITALISED
        instead = _first_name(
            [word for word in new if word.shape is shape and not _is_known_part(word, missing, comparison)]
        )
        if not instead and not name.is_missing(shared):
            continue  # shortened
        new = [word for word in new if not instead or word.start > instead[-1].start]
        place = missing[0].start, missing[-1].end
        around = surroundings(context.source, bead.bead.source, place, context.target, bead.bead.target)
        yield Loss(
            source=context.source.document.place(*place),
            target=context.target.document.place(*((instead[0].start, instead[-1].end) if instead else (end, end))),
            shape=shape,
            is_alike=bool(instead) and closeness_of(instead[0].key, missing[0].key) > 0,
            has_usual_length=lengths.is_usual(bead.bead),
            has_pronoun=has_pronoun,
            is_elsewhere=any(comparison.copies[word.key] for word in missing),
            is_sure=any(word.is_sure for word in missing),
            share=UNKNOWN_SHARE if around is None else around.share,
            is_inside=bool(instead) and (around is None or around.start <= instead[0].start < around.end),
        )


def _first_name(new: list[NameWord]) -> list[NameWord]:
    """Return the words that stand directly behind one another at the beginning of a list."""
    name = new[:1]
    for word in new[1:]:
        if word.start > name[-1].end + 1:
            break
        name.append(word)
    return name


def _is_known_part(word: NameWord, missing: tuple[NameWord, ...], comparison: NameComparison) -> bool:
    """Whether the text's source has the word in one name with a missing one: it is the same person."""
    return any(word.key in comparison.companions.get(lost.key, ()) for lost in missing)


def _pronouns(side: SegmentedDocument, indices: range) -> int:
    pronouns = load("names", side.document.language).get("pronouns", ())
    place = side.place_of(indices)
    return sum(fold(word.text) in pronouns for word in words(side.document.text, place.start, place.end))

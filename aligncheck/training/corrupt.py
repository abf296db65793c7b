"""Plant errors into clean pairs.

    python -m aligncheck.training.corrupt DATA [--kind K] [--number N] [--languages id-en] [--folder FOLDER]

prints samples, to be judged by eye: what was planted stands in brackets, {gaps} in braces.
"""

import random
from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path

import click

from aligncheck.training.corruptions import CORRUPTIONS, Corruption
from aligncheck.training.corruptions.base import Context, Edit, planted
from aligncheck.training.corruptions.resources import Resources, build_resources
from aligncheck.training.examples import CleanPair, Example

SPREAD = 0.4
"""How often a wrong word draws the word beside it into the error: half of the errors of real systems are longer than a
word (MLQE-PE's tags: 49 to 54 % of the stretches of BAD words are one word long, 18 to 21 % two, 10 % three).
"""

DRAWS = 6
"""Draws of a kind for each error asked for, since not every kind finds a place in every sentence."""


def corrupt(
    pair: CleanPair,
    resources: Resources,
    rng: random.Random,
    number: int,
    kinds: Sequence[Corruption] = CORRUPTIONS,
) -> Example | None:
    """Plant up to `number` errors of kinds drawn by their weights.

    Errors keep at least one token between them, so a short sentence may take fewer than asked for. A wrong word may
    make the one beside it wrong too; both are one error. `Example.kind` names the kinds in the order of their places,
    joined by ``+``, an error of two words by its first. Equal arguments and an equal state of `rng` give an equal
    example.

    Returns:
        The labelled example, or None where no kind drawn found a place.
    """
    bounds = list(accumulate(kind.weight for kind in kinds))
    edits: list[tuple[Edit, str]] = []
    taken = (False,) * len(pair.target.tokens)
    context = Context(pair, resources, taken)
    for _ in range(DRAWS * number):
        if len(edits) == number:
            break
        kind = rng.choices(kinds, cum_weights=bounds)[0]
        edit = kind.function(context, rng)
        if edit is None or _touches(edit, edits):
            continue
        if rng.random() < SPREAD:
            edit = _spread(context, edit, rng, kinds, bounds)
        edits.append((edit, kind.name))
        context = context.without(edit.start, edit.end)
    if not edits:
        return None
    edits.sort(key=lambda found: (found[0].start, found[0].end))
    return planted(pair, [edit for edit, _ in edits], "+".join(name for _, name in edits))


def _spread(
    context: Context, edit: Edit, rng: random.Random, kinds: Sequence[Corruption], bounds: Sequence[float]
) -> Edit:
    """Return a replaced word joined with another beside it, of any of the kinds; the edit itself if there is none."""
    if not edit.is_one_word:
        return edit
    beside = [at for at in (edit.start - 1, edit.end) if context.is_free(at, at + 1)]
    narrow = context.only(beside)
    for _ in range(DRAWS):
        other = rng.choices(kinds, cum_weights=bounds)[0].function(narrow, rng)
        if other and other.is_one_word:
            first, second = sorted((edit, other), key=lambda one: one.start)
            return Edit(first.start, second.end, first.words + second.words, first.source | second.source)
    return edit


def _touches(edit: Edit, others: Sequence[tuple[Edit, str]]) -> bool:
    """Whether there is no token between an edit and one planted before."""
    return any(edit.start <= other.end and other.start <= edit.end for other, _ in others)


def shown(example: Example) -> str:
    """Return an example's two texts with what is wrong in brackets and wrong gaps as ``{}``."""
    source, target = example.source, example.target
    ahead = _bracketed(source.words(), example.source_bad or (), ())
    behind = _bracketed(target.words(), example.target_bad or (), example.gap_bad or ())
    return f"{example.kind}\n  {ahead}\n  {behind}"


def _bracketed(words: Sequence[str], bad: Sequence[bool], gaps: Sequence[bool]) -> str:
    parts = []
    for index, word in enumerate(words):
        if gaps and gaps[index]:
            parts.append("{}")
        parts.append(f"[{word}]" if bad and bad[index] else word)
    if gaps and gaps[-1]:
        parts.append("{}")
    return " ".join(parts).replace("] [", " ")


def read_clean_pairs(data: Path) -> list[CleanPair]:
    """Return the clean training pairs of all corpora that may ship."""
    from aligncheck.training.gareng import read_gareng_references
    from aligncheck.training.mlqe_pe import read_all
    from aligncheck.training.splits import Split
    from aligncheck.training.tico19 import read_tico19

    post_edits = [row.post_edits[0] for row in read_all(data, Split.TRAIN)]
    return [*read_gareng_references(data, Split.TRAIN), *read_tico19(data, Split.TRAIN), *post_edits]


@click.command()
@click.argument("data", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--kind", type=click.Choice([kind.name for kind in CORRUPTIONS]), help="One kind only; all if left out.")
@click.option("--number", default=20, show_default=True, help="Samples of each kind.")
@click.option("--languages", default="id-en", show_default=True, help="Source and target language.")
@click.option("--longest", default=17, show_default=True, help="Tokens of the longest target.")
@click.option("--seed", default=1, show_default=True)
@click.option(
    "--folder",
    type=click.Path(file_okay=False, path_type=Path),
    default="build/corruptions",
    show_default=True,
    help="Where what is learned is kept.",
)
def main(data: Path, kind: str | None, number: int, languages: str, longest: int, seed: int, folder: Path) -> None:
    """Print samples of planted errors."""
    one, _, other = languages.partition("-")
    pairs = read_clean_pairs(data)
    resources = build_resources(pairs, folder, announce=lambda text: click.echo(text, err=True))
    chosen = [pair for pair in pairs if pair.languages == (one, other) and len(pair.target.tokens) <= longest]
    for corruption in CORRUPTIONS:
        if kind not in (None, corruption.name):
            continue
        rng = random.Random(seed)  # noqa: S311 - samples, not secrets
        found = 0
        for pair in rng.sample(chosen, len(chosen)):
            example = corrupt(pair, resources, rng, 1, (corruption,))
            if example:
                click.echo(shown(example))
                found += 1
            if found == number:
                break


if __name__ == "__main__":
    main()

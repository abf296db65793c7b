"""Document pairs with known beads, made from sentence pairs by merging, splitting, dropping, inserting and moving."""

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

Pair = tuple[str, str]
GoldBead = tuple[tuple[int, ...], tuple[int, ...]]

OPERATIONS = ("merge", "split", "drop", "insert", "move")

_CLAUSE_BREAK = re.compile(r"(?<=[^\d\s][,;:])\s+(?=\S)|(?<=[，；：、])|\s(?=[–—-] )")
_SHORTEST_CLAUSE = 12
"""Characters: a shorter piece is no clause but a word or two, which no translator puts into a sentence of its own."""

_ORNAMENTS = ("* * *", "***", "...", "-", "—", "•", "_____", "=====", "[ ]", "- o -")
_ORNAMENTS_SHARE = 0.2
"""Of snippets."""

_SAME_PLACE = 0.08
"""How far apart two breaks are at most, as shares of their sentences, to part them alike."""


@dataclass
class PseudoDocument:
    """Two texts, a segment a string, and the truth about them."""

    source: list[str] = field(default_factory=list)
    target: list[str] = field(default_factory=list)
    beads: list[GoldBead] = field(default_factory=list)
    """All beads; a moved sentence is one bead, out of order."""

    moved: list[GoldBead] = field(default_factory=list)
    """Those of `beads` that are out of order."""

    @property
    def monotone(self) -> list[GoldBead]:
        """Beads as a search that keeps the order can find them at best: moved sentences as null beads, in order."""
        kept = [bead for bead in self.beads if bead not in self.moved]
        kept += [(source, ()) for source, _ in self.moved] + [((), target) for _, target in self.moved]
        return in_order(kept)


@dataclass(frozen=True)
class Rates:
    """How probable each operation is at a sentence pair."""

    merge: float = 0.0
    split: float = 0.0
    drop: float = 0.0
    insert: float = 0.0
    move: float = 0.0
    recut: float = 0.0
    """Two pairs whose sentence boundary stands elsewhere on one side: 2-2, or 2-3 where a clause is split too."""

    part: float = 0.0
    """A pair whose sides are both split, at like clause breaks: two 1-1 beads."""

    chain: float = 0.0
    """Two pairs whose sentences are one on one side, and parted at its semicolon or the like: two 1-1 beads."""

    snippet: float = 0.0
    """What is inserted is only a word or a few, as a caption or a page number is, with this probability."""

    misplace: float = 0.0
    """A split is a segmenter's mistake, between any two words, with this probability."""

    run: float = 0.0
    """A dropped or inserted sentence is followed by another, again and again, with this probability."""

    @classmethod
    def evenly(cls, noise: float) -> "Rates":
        """Return rates that touch this share of the sentence pairs, each operation as often as the others."""
        return cls(**dict.fromkeys(OPERATIONS, noise / len(OPERATIONS)))


def make_document(pairs: Sequence[Pair], elsewhere: Sequence[Pair], rates: Rates, rng: random.Random) -> PseudoDocument:
    """Distort a document.

    Args:
        pairs: The sentence pairs of the document, in order.
        elsewhere: Sentence pairs of other documents, for insertions.
        rates: How often each operation happens.
        rng: Decides everything, so equal generators give equal documents.
    """
    rows: list[tuple[list[str], list[str]]] = []
    moving: list[tuple[int, str, str]] = []
    queue = list(pairs)
    while queue:
        source, target = queue.pop(0)
        draw = rng.random()
        side = rng.randrange(2)
        for name in ("merge", "split", "recut", "part", "chain", "drop", "insert", "move"):
            draw -= getattr(rates, name)
            if draw < 0:
                break
        else:
            name = "keep"
        if name == "merge" and queue:
            group = [(source, target), queue.pop(0)]
            while queue and len(group) < 4 and rng.random() < 0.25:
                group.append(queue.pop(0))
            rows.append(_merged(group, side))
        elif name == "split":
            texts = [[source], [target]]
            misplaced = rates.misplace and rng.random() < rates.misplace
            texts[side] = (split_anywhere if misplaced else split_at_clauses)(texts[side][0], rng)
            rows.append((texts[0], texts[1]))
        elif name == "part":
            rows.extend(_parted(source, target))
        elif name == "chain" and queue:
            rows.extend(_chained([(source, target), queue.pop(0)], side, rng))
        elif name == "recut" and queue:
            rows.extend(_recut([(source, target), queue.pop(0)], side, rng))
        elif name in ("drop", "insert"):
            if name == "insert":
                rows.append(([source], [target]))
            alone = _alone(source, target, name, side, queue, elsewhere, rates.run, rng)
            if name == "insert" and rates.snippet and rng.random() < rates.snippet:
                alone = [tuple([_snippet(text, rng) for text in texts] for texts in row) for row in alone]
            rows.extend(alone)
        elif name == "move" and len(pairs) > 8:
            moving.append((len(rows), source, target))
        else:
            rows.append(([source], [target]))
    return _lay_out(rows, moving, rng)


def _merged(group: list[Pair], side: int) -> tuple[list[str], list[str]]:
    sources, targets = [source for source, _ in group], [target for _, target in group]
    return ([" ".join(sources)], targets) if side == 0 else (sources, [" ".join(targets)])


def _recut(group: list[Pair], side: int, rng: random.Random) -> list[tuple[list[str], list[str]]]:
    texts = [[source for source, _ in group], [target for _, target in group]]
    which = rng.randrange(2)
    pieces = split_at_clauses(texts[side][which], rng)
    if len(pieces) < 2:
        return [([source], [target]) for source, target in group]
    first, second = texts[side]
    joined = [first + " " + pieces[0], " ".join(pieces[1:])] if which else [pieces[0], " ".join([*pieces[1:], second])]
    texts[side] = joined
    if rng.random() < 0.35:
        whole = texts[1 - side]
        at = rng.randrange(2)
        pieces = split_at_clauses(whole[at], rng)
        if len(pieces) == 2:
            whole[at : at + 1] = pieces
    return [(texts[0], texts[1])]


def _parted(source: str, target: str) -> list[tuple[list[str], list[str]]]:
    """Split both sides after the same mark at nearly the same place, where there is one."""
    for source_break in clause_breaks(source):
        for target_break in clause_breaks(target):
            alike = abs(source_break / len(source) - target_break / len(target)) < _SAME_PLACE
            if alike and source[source_break - 1] == target[target_break - 1]:
                halves = [
                    (source[:source_break], target[:target_break]),
                    (source[source_break:], target[target_break:]),
                ]
                return [([left.strip()], [right.strip()]) for left, right in halves]
    return [([source], [target])]


def _chained(group: list[Pair], side: int, rng: random.Random) -> list[tuple[list[str], list[str]]]:
    texts = [[source for source, _ in group], [target for _, target in group]]
    first, second = texts[side]
    mark = rng.choices(";:,–", weights=(6, 2, 1, 1))[0]
    texts[side] = [first.rstrip(".!?。") + mark, second[:1].lower() + second[1:]]
    return [([source], [target]) for source, target in zip(*texts, strict=True)]


def _snippet(text: str, rng: random.Random) -> str:
    if rng.random() < _ORNAMENTS_SHARE:
        return rng.choice(_ORNAMENTS)
    words = text.split()
    start, length = rng.randrange(len(words)), rng.randint(1, 4)
    return " ".join(words[start : start + length])


def _alone(
    source: str,
    target: str,
    name: str,
    side: int,
    queue: list[Pair],
    elsewhere: Sequence[Pair],
    run: float,
    rng: random.Random,
) -> list[tuple[list[str], list[str]]]:
    alone = []
    text = (source, target)[side] if name == "drop" else rng.choice(elsewhere)[side]
    while True:
        alone.append(([text], []) if side == 0 else ([], [text]))
        if rng.random() >= run or (name == "drop" and not queue):
            return alone
        text = queue.pop(0)[side] if name == "drop" else rng.choice(elsewhere)[side]


def clause_breaks(text: str) -> list[int]:
    """Return the offsets where a clause of the sentence may begin that leave no splinters."""
    return [
        match.start()
        for match in _CLAUSE_BREAK.finditer(text)
        if _SHORTEST_CLAUSE <= match.start() <= len(text) - _SHORTEST_CLAUSE
    ]


def split_at_clauses(text: str, rng: random.Random) -> list[str]:
    """Cut a sentence at one or two of its clause breaks, where it has any."""
    breaks = clause_breaks(text)
    if not breaks:
        return [text]
    chosen = sorted(rng.sample(breaks, 2 if len(breaks) > 2 and rng.random() < 0.2 else 1))
    pieces = [text[start:stop].strip() for start, stop in zip([0, *chosen], [*chosen, len(text)], strict=True)]
    return pieces if min(map(len, pieces)) >= _SHORTEST_CLAUSE else [text]


def split_anywhere(text: str, rng: random.Random) -> list[str]:
    """Cut a sentence between two of its words, as a segmenter does that takes a full stop for its end."""
    blanks = [match.start() for match in re.finditer(r" (?=\w)", text)]
    if not blanks:
        return [text]
    at = rng.choice(blanks)
    return [text[:at], text[at:].strip()]


def _lay_out(
    rows: list[tuple[list[str], list[str]]], moving: list[tuple[int, str, str]], rng: random.Random
) -> PseudoDocument:
    """Number the segments. A moved sentence's source stays, its target goes at least five beads away."""
    places: dict[int, list[tuple[str, int]]] = {}
    for number, (at, source, target) in enumerate(moving):
        far = [place for place in range(len(rows) + 1) if abs(place - at) >= 5]
        places.setdefault(at, []).append((source, number))
        places.setdefault(rng.choice(far) if far else at, []).append((target, -1 - number))
    document = PseudoDocument()
    ends: dict[int, dict[str, int]] = {}
    for index in range(len(rows) + 1):
        for text, number in places.get(index, []):
            if number >= 0:
                ends.setdefault(number, {})["source"] = len(document.source)
                document.source.append(text)
            else:
                ends.setdefault(-1 - number, {})["target"] = len(document.target)
                document.target.append(text)
        if index < len(rows):
            sources, targets = rows[index]
            bead = (
                tuple(range(len(document.source), len(document.source) + len(sources))),
                tuple(range(len(document.target), len(document.target) + len(targets))),
            )
            document.source += sources
            document.target += targets
            document.beads.append(bead)
    document.moved = [((end["source"],), (end["target"],)) for end in ends.values()]
    document.beads += document.moved
    return document


def in_order(beads: list[GoldBead]) -> list[GoldBead]:
    """Sort monotone beads by both sides at once."""
    starting_source = {bead[0][0]: bead for bead in beads if bead[0]}
    starting_target = {bead[1][0]: bead for bead in beads if bead[1]}
    ordered: list[GoldBead] = []
    row = column = 0
    while len(ordered) < len(beads):
        source, target = starting_source.get(row), starting_target.get(column)
        if source is not None and not source[1]:
            bead = source
        elif target is not None and not target[0]:
            bead = target
        elif source is not None and source == target:
            bead = source
        else:
            raise ValueError(f"no bead starts at source {row}, target {column}")
        ordered.append(bead)
        row, column = row + len(bead[0]), column + len(bead[1])
    return ordered

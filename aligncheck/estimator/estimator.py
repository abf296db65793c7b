"""The estimator: pairs of texts in, probabilities and scores out.

Pairs are read in batches of one width, the widest first. Texts too long for the network are read in windows.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby

from aligncheck.embedding import OnProgress
from aligncheck.estimator.decision import Decision
from aligncheck.estimator.estimate import Estimate
from aligncheck.estimator.evidence import Evidence, join, part_of
from aligncheck.estimator.knowledge import Languages
from aligncheck.estimator.reading import Pair, Reader, Reading
from aligncheck.estimator.windows import Window, windows

BATCH_PIECES = 2048
"""Upper bound of pieces in a batch, padding included: more is not faster on a CPU, and memory grows with it."""


class Estimator:
    """Says which words of translations are wrong.

    Args:
        reader: The network.
        decision: What turns its figures, and other evidence, into probabilities.
    """

    def __init__(self, reader: Reader, decision: Decision) -> None:
        self._reader = reader
        self._decision = decision

    @property
    def decision(self) -> Decision:
        """What turns figures into probabilities, and says what these are worth."""
        return self._decision

    @property
    def name(self) -> str:
        """Name and revision of the weights and of the decision, for the report's signature."""
        return f"{self._reader.name}, {self._decision.name}"

    def estimate(
        self, pairs: Sequence[Pair], on_progress: OnProgress | None = None, languages: Languages | None = None
    ) -> tuple[Estimate, ...]:
        """Estimate pairs of a source and a target of any length; either may be empty.

        Args:
            pairs: Source and target of each pair.
            on_progress: Told how many pairs are done since the last call.
            languages: ISO 639-1 codes of source and target where known: word lists and lexicons then bear witness too.
        """
        return self._decision.decide(self.gather(pairs, on_progress), languages)

    def gather(self, pairs: Sequence[Pair], on_progress: OnProgress | None = None) -> list[Evidence]:
        """Return what the network says of pairs, before anything is decided."""
        return gather_evidence(self._reader, pairs, on_progress)

    def scores(self, pairs: Sequence[Pair], languages: Languages | None = None) -> tuple[float, ...]:
        """Return the sentence scores of pairs only."""
        return tuple(estimate.score for estimate in self.estimate(pairs, languages=languages))

    def decision_of(self, estimate: Estimate) -> Decision:
        """Return what says what an estimate's probabilities are worth."""
        return self._decision


def gather_evidence(reader: Reader, pairs: Sequence[Pair], on_progress: OnProgress | None = None) -> list[Evidence]:
    """Return what the network says of pairs, before anything is decided."""
    widths: list[int] = []
    cut: list[tuple[Window, ...]] = []
    for source, target in pairs:
        pieces = reader.pieces(source), reader.pieces(target)
        cut.append(windows(*pieces, reader.room))
        widths.extend(reader.width(_size(pieces, window)) for window in cut[-1])
    jobs = [(index, window) for index, found in enumerate(cut) for window in found]
    readings: list[dict[Window, Reading]] = [{} for _ in pairs]
    joined: dict[int, Evidence] = {}
    for batch in _batches(widths):
        members = [jobs[number] for number in batch]
        for (index, window), reading in zip(
            members, reader.read([part_of(pairs[index], window) for index, window in members]), strict=True
        ):
            readings[index][window] = reading
        done = {index for index, _ in members if len(readings[index]) == len(cut[index])}
        for index in done:
            # What a window's vectors say is kept as links only: they would fill the memory.
            joined[index] = join(pairs[index], cut[index], [readings[index].pop(window) for window in cut[index]])
        if on_progress and done:
            on_progress(len(done))
    return [joined[index] for index in range(len(pairs))]


def _size(pieces: tuple[Sequence[int], Sequence[int]], window: Window) -> int:
    return sum(sum(side[r.start : r.stop]) for side, r in zip(pieces, (window.source, window.target), strict=True))


def _batches(widths: Sequence[int]) -> Iterator[list[int]]:
    """Yield the indices of each batch, all of one width, the widest first, so that memory peaks at once or never."""
    order = sorted(range(len(widths)), key=lambda index: (-widths[index], index))
    for width, same in groupby(order, key=lambda index: widths[index]):
        members, most = list(same), max(1, BATCH_PIECES // width)
        yield from (members[start : start + most] for start in range(0, len(members), most))

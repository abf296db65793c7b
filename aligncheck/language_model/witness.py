"""The estimator with a second witness: a language model reads the beads, the most suspicious first."""

import time
from collections.abc import Callable, Sequence
from dataclasses import replace

from aligncheck.embedding import OnProgress
from aligncheck.errors import ModelError
from aligncheck.estimator.decision import SECOND_FILE, Decision, load_decision
from aligncheck.estimator.estimate import Estimate
from aligncheck.estimator.estimator import Estimator
from aligncheck.estimator.knowledge import Languages
from aligncheck.estimator.likelihood import SecondReading
from aligncheck.estimator.reading import Pair
from aligncheck.estimator.review import Estimates
from aligncheck.language_model.cached import CachedReader

AT_A_TIME = 16
"""Beads that are read between two looks at the clock."""


class WitnessedEstimator:
    """Estimates as another estimator does, and again with what a language model says.

    Args:
        first: Estimates all beads, and says which are suspicious.
        network: Gives the estimator whose network `first` asks; called when the model has read something.
        reader: The language model.
        decisions: What `first` decides by, and the decision that hears the language model too.
        budget: Seconds that the model may read, loading aside; None for no limit.
    """

    def __init__(
        self,
        first: Estimates,
        network: Callable[[], Estimator],
        reader: CachedReader,
        decisions: tuple[Decision, Decision],
        budget: float | None = None,
    ) -> None:
        self._first = first
        self._network = network
        self._reader = reader
        self._second = decisions[1]
        self._for_one_side = for_one_side(*decisions)
        self._heard = self._second
        self._left = budget
        self._budget = budget
        self._unread = 0
        self._all = 0
        self._out_of_memory = False

    @property
    def name(self) -> str:
        """Name and revision, for the report's signature."""
        return f"{self._first.name}; {self._reader.name}, {self._second.name}"

    @property
    def notes(self) -> tuple[str, ...]:
        """What the reader of a report should know: what was left out."""
        if not self._unread:
            return ()
        reason = "memory ran out" if self._out_of_memory else f"its budget of {self._budget:g} s was spent"
        note = (
            f"the language model did not look at {self._unread:,} of {self._all:,} sentence pairs, the least "
            f"suspicious ones, since {reason}; their findings are the estimator's alone"
        )
        return (note,)

    def decision_of(self, estimate: Estimate) -> Decision:
        """Return what says what an estimate's probabilities are worth."""
        return self._heard if estimate.has_second_witness else self._first.decision_of(estimate)

    def scores(self, pairs: Sequence[Pair], languages: Languages | None = None) -> tuple[float, ...]:
        """Return the sentence scores of pairs, in which the language model has no part."""
        return self._first.scores(pairs, languages)

    def estimate(
        self, pairs: Sequence[Pair], on_progress: OnProgress | None = None, languages: Languages | None = None
    ) -> tuple[Estimate, ...]:
        """Estimate pairs; those of unknown languages are estimated as by the first estimator.

        `on_progress` hears of each pair twice: when it was estimated, and when the language model is done with it.
        """
        estimates = list(self._first.estimate(pairs, on_progress, languages))
        if languages is None:
            return tuple(estimates)
        readings = self._read(pairs, estimates, languages, on_progress or _nobody)
        self._all += len(pairs)
        self._unread += len(pairs) - len(readings)
        if not readings:
            return tuple(estimates)
        evidence = self._network().gather([pairs[index] for index in readings])
        is_whole = all(reading.source is not None for reading in readings.values())
        self._heard = self._second if is_whole else self._for_one_side
        decided = self._heard.decide(evidence, languages, list(readings.values()))
        for index, estimate in zip(readings, decided, strict=True):
            # The sentence's score is the first estimator's: what words cost is measured by it.
            estimates[index] = replace(estimate, score=estimates[index].score)
        return tuple(estimates)

    def _read(
        self, pairs: Sequence[Pair], estimates: Sequence[Estimate], languages: Languages, on_progress: OnProgress
    ) -> dict[int, SecondReading]:
        readings = self._reader.known(pairs, languages)
        on_progress(len(readings))
        missing = sorted(set(range(len(pairs))) - readings.keys(), key=lambda index: -suspicion(estimates[index]))
        if not missing or self._is_spent:
            return readings
        _ = self._reader.judge  # loading is not on the budget
        for start in range(0, len(missing), AT_A_TIME):
            if self._is_spent:
                break
            portion = missing[start : start + AT_A_TIME]
            started = time.monotonic()
            readings.update(self._read_portion(pairs, portion, languages))
            if self._left is not None:
                self._left -= time.monotonic() - started
            on_progress(len(portion))
        return readings

    @property
    def _is_spent(self) -> bool:
        return self._out_of_memory or (self._left is not None and self._left <= 0)

    def _read_portion(
        self, pairs: Sequence[Pair], portion: Sequence[int], languages: Languages
    ) -> dict[int, SecondReading]:
        """Read some pairs together, or where memory does not suffice, one by one as far as it does."""
        try:
            return dict(zip(portion, self._reader.read([pairs[index] for index in portion], languages), strict=True))
        except (MemoryError, RuntimeError) as error:
            if not is_out_of_memory(error):
                raise
        if len(portion) == 1:
            self._out_of_memory = True
            return {}
        found: dict[int, SecondReading] = {}
        for index in portion:
            if not self._out_of_memory:
                found.update(self._read_portion(pairs, [index], languages))
        return found


def witnessed(
    first: Estimates, network: Callable[[], Estimator], reader: CachedReader, budget: float | None
) -> WitnessedEstimator:
    """Join a language model to the estimator that comes with the package; for the arguments see there.

    Raises:
        ModelError: The package's files cannot be read.
    """
    try:
        decisions = load_decision(), load_decision(SECOND_FILE)
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(
            f"the estimator's files cannot be read: {error}\n"
            "  Install the package again: pip install --force-reinstall --no-deps aligncheck"
        ) from error
    return WitnessedEstimator(first, network, reader, decisions, budget)


def _nobody(_pairs: int) -> None:
    """Hear of progress."""


def suspicion(estimate: Estimate) -> float:
    """Return how likely the least right token or gap of a pair is wrong."""
    return max((*estimate.target_bad, *estimate.source_bad, *estimate.gap_bad), default=0.0)


def is_out_of_memory(error: Exception) -> bool:
    """Whether an error says that there is no more memory: torch raises a plain RuntimeError then."""
    return isinstance(error, MemoryError) or "allocate memory" in str(error)


def for_one_side(plain: Decision, second: Decision) -> Decision:
    """Return the decision for a model that judges translations but not originals: the plain one hears of these."""
    return replace(plain, name=second.name, target=second.target, worth=second.worth)

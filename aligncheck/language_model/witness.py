"""The estimator with a second witness: a language model reads the beads, the most suspicious first."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from aligncheck.embedding import OnProgress
from aligncheck.errors import ModelError
from aligncheck.estimator.decision import SECOND_FILE, Decision, load_decision
from aligncheck.estimator.estimate import Estimate
from aligncheck.estimator.estimator import Estimator
from aligncheck.estimator.knowledge import Languages
from aligncheck.estimator.left_out import Rule, load_rule, phrases_to_ask
from aligncheck.estimator.likelihood import SecondReading
from aligncheck.estimator.phrases import without
from aligncheck.estimator.reading import Pair
from aligncheck.estimator.review import Estimates
from aligncheck.language_model.cached import CachedReader
from aligncheck.language_model.portions import Portions

PASSES = 3
"""How often a pair is looked at: by the first estimator, by the language model, and for phrases left out."""


class WitnessedEstimator:
    """Estimates as another estimator does, and again with what a language model says.

    Args:
        first: Estimates all beads, and says which are suspicious.
        network: Gives the estimator whose network `first` asks; called when the model has read something.
        reader: The language model.
        decisions: What `first` decides by, and the decision that hears the language model too.
        rule: What says of phrases how likely they are left out.
        budget: Seconds that the model may read, loading aside; None for no limit.
    """

    def __init__(
        self,
        first: Estimates,
        network: Callable[[], Estimator],
        reader: CachedReader,
        decisions: tuple[Decision, Decision],
        rule: Rule,
        budget: float | None = None,
    ) -> None:
        self._first = first
        self._network = network
        self._reader = reader
        self._second = decisions[1]
        self._for_one_side = for_one_side(*decisions)
        self._heard = self._second
        self._rule = rule
        self._portions = Portions(reader.name, budget)
        self._all = self._unread = self._unasked = 0

    @property
    def name(self) -> str:
        """Name and revision, for the report's signature."""
        return f"{self._first.name}; {self._reader.name}, {self._second.name}, {self._rule.name}"

    @property
    def notes(self) -> tuple[str, ...]:
        """What the reader of a report should know: what was left out."""
        notes = []
        failed = self._portions.failed
        if failed:
            notes.append(f"the language model failed on {len(failed):,} sentence pairs: {failed[0]}")
        if self._unread:
            why = f", the least suspicious ones, since {self._portions.why_over}" if self._portions.is_over else ""
            notes.append(
                f"the language model did not look at {self._unread:,} of {self._all:,} sentence pairs{why}; "
                "their findings are the estimator's alone"
            )
        if self._unasked:
            why = f", since {self._portions.why_over}" if self._portions.is_over else ""
            notes.append(
                f"the language model did not look for phrases left out in {self._unasked:,} suspicious sentence pairs"
                + why
            )
        return tuple(notes)

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

        `on_progress` hears of each pair `PASSES` times.

        Raises:
            ModelError: The language model does not work at all.
        """
        estimates = list(self._first.estimate(pairs, on_progress, languages))
        if languages is None:
            return tuple(estimates)
        tell = on_progress or _nobody
        readings = self._read(pairs, estimates, languages, tell)
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
        self._ask_for_phrases(estimates, readings, languages, tell)
        return tuple(estimates)

    def _read(
        self, pairs: Sequence[Pair], estimates: Sequence[Estimate], languages: Languages, on_progress: OnProgress
    ) -> dict[int, SecondReading]:
        readings = self._reader.known(pairs, languages)
        on_progress(len(readings))
        missing = _by_suspicion(set(range(len(pairs))) - readings.keys(), estimates)

        def read(portion: Sequence[int]) -> dict[int, SecondReading]:
            return dict(zip(portion, self._reader.read([pairs[index] for index in portion], languages), strict=True))

        if missing and not self._portions.is_over:
            self._portions.prepare(lambda: self._reader.judge)
        return readings | self._portions.run(missing, read, on_progress)

    def _ask_for_phrases(
        self,
        estimates: list[Estimate],
        readings: dict[int, SecondReading],
        languages: Languages,
        on_progress: OnProgress,
    ) -> None:
        """Ask, where words may be left out, how likely the translation is without them in the source."""
        whole = {index: each.target.log_probabilities.sum() for index, each in readings.items() if each.target}
        found = {index: phrases_to_ask(estimates[index], self._heard, self._rule, languages) for index in whole}
        phrases = {index: some for index, some in found.items() if some}
        questions = {
            index: [(without(estimates[index].source, phrase), estimates[index].target) for phrase in some]
            for index, some in phrases.items()
        }
        totals = self._reader.known_totals(questions, languages)
        on_progress(len(estimates) - len(questions) + len(totals))
        missing = _by_suspicion(questions.keys() - totals.keys(), estimates)

        def ask(portion: Sequence[int]) -> dict[int, list[float]]:
            return self._reader.totals({index: questions[index] for index in portion}, languages)

        if missing and not self._portions.is_over:
            self._portions.prepare(lambda: self._reader.judge)
        totals |= self._portions.run(missing, ask, on_progress)
        self._unasked += len(questions) - len(totals)
        for index, without_each in totals.items():
            left_out = (
                self._rule(estimates[index], phrase, float(whole[index]) - total)
                for phrase, total in zip(phrases[index], without_each, strict=True)
            )
            estimates[index] = replace(estimates[index], left_out=tuple(left_out))


def witnessed(
    first: Estimates, network: Callable[[], Estimator], reader: CachedReader, budget: float | None
) -> WitnessedEstimator:
    """Join a language model to the estimator that comes with the package; for the arguments see there.

    Raises:
        ModelError: The package's files cannot be read.
    """
    try:
        decisions, rule = (load_decision(), load_decision(SECOND_FILE)), load_rule()
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(
            f"the estimator's files cannot be read: {error}\n"
            "  Install the package again: pip install --force-reinstall --no-deps aligncheck"
        ) from error
    return WitnessedEstimator(first, network, reader, decisions, rule, budget)


def _nobody(_pairs: int) -> None:
    """Hear of progress."""


def _by_suspicion(indices: Iterable[int], estimates: Sequence[Estimate]) -> list[int]:
    return sorted(indices, key=lambda index: (-suspicion(estimates[index]), index))


def suspicion(estimate: Estimate) -> float:
    """Return how likely the least right token or gap of a pair is wrong."""
    return max((*estimate.target_bad, *estimate.source_bad, *estimate.gap_bad), default=0.0)


def for_one_side(plain: Decision, second: Decision) -> Decision:
    """Return the decision for a model that judges translations but not originals: the plain one hears of these."""
    return replace(plain, name=second.name, target=second.target, worth=second.worth)

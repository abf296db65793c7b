"""Models that ask the cache first: where it knows every answer, the model itself is not even loaded."""

import json
from collections.abc import Callable, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from aligncheck.answers import Answers
from aligncheck.embedding import Embedder, Embeddings, OnProgress
from aligncheck.estimator.estimate import Estimate

if TYPE_CHECKING:
    from aligncheck.estimator.decision import Decision
    from aligncheck.estimator.knowledge import Languages
    from aligncheck.estimator.reading import Pair
    from aligncheck.estimator.review import Estimates


class CachedEmbedder:
    """An `Embedder` that encodes what the cache does not know.

    Args:
        answers: Where rows are kept.
        load: Loads the model; called once, when first needed.
    """

    def __init__(self, answers: Answers, load: Callable[[], Embedder]) -> None:
        self._answers = answers
        self._load = load

    @cached_property
    def model(self) -> Embedder:
        """The model itself."""
        return self._load()

    @property
    def is_loaded(self) -> bool:
        """Whether the model was needed."""
        return "model" in self.__dict__

    @cached_property
    def name(self) -> str:
        """Name and revision of the model."""
        return _known(self._answers, "embedder's name", lambda: self.model.name)

    def encode(self, texts: Sequence[str], on_progress: OnProgress | None = None) -> Embeddings:
        """Encode texts as the model does, each text once in a lifetime."""
        if not texts:
            return self.model.encode(texts, on_progress)
        keys = [self._answers.key("embedding", text) for text in texts]
        known = self._answers.get(keys)
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
        if on_progress and len(texts) > len(missing):
            on_progress(len(texts) - len(missing))
        if missing:
            made = self.model.encode(list(missing.values()), on_progress)
            rows = zip(made.tokens, made.vectors, strict=True)
            new = {key: _row(tokens, vector) for key, (tokens, vector) in zip(missing, rows, strict=True)}
            self._answers.put(new)
            known |= new
        return Embeddings(
            np.array([np.frombuffer(known[key], np.float32, offset=4) for key in keys], np.float32),
            np.array([np.frombuffer(known[key], np.int32, count=1)[0] for key in keys], np.int32),
        )


class CachedEstimator:
    """An estimator that estimates what the cache does not know.

    Args:
        answers: Where estimates are kept.
        load: Loads the estimator; called once, when first needed.
        load_decision: Loads what its probabilities are worth, without its network.
    """

    def __init__(
        self, answers: Answers, load: "Callable[[], Estimates]", load_decision: "Callable[[], Decision]"
    ) -> None:
        self._answers = answers
        self._load = load
        self._load_decision = load_decision

    @cached_property
    def model(self) -> "Estimates":
        """The estimator itself."""
        return self._load()

    @property
    def is_loaded(self) -> bool:
        """Whether the estimator was needed."""
        return "model" in self.__dict__

    @cached_property
    def name(self) -> str:
        """Name and revision, for the report's signature."""
        return _known(self._answers, "estimator's name", lambda: self.model.name)

    @cached_property
    def decision(self) -> "Decision":
        """What its probabilities are worth."""
        return self._load_decision()

    def decision_of(self, estimate: Estimate) -> "Decision":
        """Return what says what an estimate's probabilities are worth."""
        return self.decision

    def scores(self, pairs: "Sequence[Pair]", languages: "Languages | None" = None) -> tuple[float, ...]:
        """Return the sentence scores of pairs only."""
        return tuple(estimate.score for estimate in self.estimate(pairs, languages=languages))

    def estimate(
        self, pairs: "Sequence[Pair]", on_progress: OnProgress | None = None, languages: "Languages | None" = None
    ) -> tuple[Estimate, ...]:
        """Estimate pairs as the estimator does, each pair once in a lifetime."""
        keys = [
            self._answers.key("estimate", repr((languages, source.text, source.tokens, target.text, target.tokens)))
            for source, target in pairs
        ]
        known = self._answers.get(keys)
        missing = {key: pair for key, pair in zip(keys, pairs, strict=True) if key not in known}
        if on_progress and len(pairs) > len(missing):
            on_progress(len(pairs) - len(missing))
        if missing:
            made = self.model.estimate(list(missing.values()), on_progress, languages)
            new = {key: _written(estimate) for key, estimate in zip(missing, made, strict=True)}
            self._answers.put(new)
            known |= new
        return tuple(_read(known[key], pair) for key, pair in zip(keys, pairs, strict=True))


def _known(answers: Answers, kind: str, ask: Callable[[], str]) -> str:
    key = answers.key(kind, "")
    found = answers.get([key]).get(key)
    if found is None:
        found = ask().encode()
        answers.put({key: found})
    return found.decode()


def _row(tokens: np.int32, vector: np.ndarray) -> bytes:
    return np.int32(tokens).tobytes() + vector.astype(np.float32).tobytes()


def _written(estimate: Estimate) -> bytes:
    sides = (estimate.target_bad, estimate.source_bad, estimate.gap_bad)
    return json.dumps([*(list(map(float, side)) for side in sides), float(estimate.score), estimate.links]).encode()


def _read(value: bytes, pair: "Pair") -> Estimate:
    target_bad, source_bad, gap_bad, score, links = json.loads(value)
    return Estimate(
        source=pair[0],
        target=pair[1],
        target_bad=tuple(target_bad),
        source_bad=tuple(source_bad),
        gap_bad=tuple(gap_bad),
        score=score,
        links=tuple((one, other) for one, other in links),
    )

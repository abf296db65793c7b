"""What a run works with: models and cache, each found or loaded when it is first needed."""

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from aligncheck.commands.shared import embedder_for, estimator_for
from aligncheck.config import Options
from aligncheck.progress import Console

if TYPE_CHECKING:
    from aligncheck.answers import Answers
    from aligncheck.cached_reports import CachedReports
    from aligncheck.embedding import Embedder
    from aligncheck.estimator.estimator import Estimator
    from aligncheck.estimator.review import Estimates
    from aligncheck.language_model.judge import Judge
    from aligncheck.language_model.loading import LanguageModel
    from aligncheck.language_model.witness import WitnessedEstimator
    from aligncheck.reading import DecodedText
    from aligncheck.sentence_transformer import SentenceTransformerEmbedder


@dataclass
class Means:
    """Models and cache, loaded when first needed and kept for the next job."""

    options: Options
    console: Console

    glossary: "DecodedText | None"
    """The text of the glossary."""

    @cached_property
    def reports(self) -> "CachedReports | None":
        """The reports that are known; None where nothing is kept."""
        from aligncheck.cached_reports import CachedReports

        if self._answers is None:
            return None
        name = self._language_model.name if self._language_model else None
        return CachedReports(self._answers, self.options, self.glossary, name)

    @cached_property
    def embedder(self) -> "Embedder":
        """The model that embeds segments."""
        from aligncheck.cached_models import CachedEmbedder

        return CachedEmbedder(self._answers, lambda: self._embedder) if self._answers else self._embedder

    @cached_property
    def estimator(self) -> "Estimates":
        """The estimator, with the language model as its second witness where there is one."""
        return self._witnessed or self._plain_estimator

    @property
    def passes(self) -> int:
        """How often the estimator looks at a bead."""
        if self._language_model is None:
            return 1
        from aligncheck.language_model.witness import PASSES

        return PASSES

    @property
    def notes(self) -> tuple[str, ...]:
        """What the models left out so far."""
        return self._witnessed.notes if self._witnessed else ()

    def look_for_models(self) -> None:
        """Find out whether the models that were named are there, without loading them.

        Raises:
            ModelError: One is not.
        """
        _ = self._language_model

    @cached_property
    def _witnessed(self) -> "WitnessedEstimator | None":
        found = self._language_model
        if found is None:
            return None
        from aligncheck.language_model.cached import CachedReader
        from aligncheck.language_model.witness import witnessed

        def load() -> "Judge":
            with self.console.waiting("Loading the language model"):
                return found.load()

        reader = CachedReader(found.name, load, self._answers)
        return witnessed(self._plain_estimator, lambda: self._loaded_estimator, reader, self.options.lm_budget)

    @cached_property
    def _language_model(self) -> "LanguageModel | None":
        if not self.options.estimator:
            return None
        from aligncheck.language_model.loading import find_language_model

        return find_language_model(self.options.lm, self.console.note)

    @cached_property
    def _plain_estimator(self) -> "Estimates":
        from aligncheck.cached_models import CachedEstimator
        from aligncheck.estimator.decision import load_decision

        if self._answers is None:
            return self._loaded_estimator
        return CachedEstimator(self._answers, lambda: self._loaded_estimator, load_decision)

    @cached_property
    def _embedder(self) -> "SentenceTransformerEmbedder":
        return embedder_for(self.options.model, self.console)

    @cached_property
    def _answers(self) -> "Answers | None":
        from aligncheck.answers import Answers
        from aligncheck.cache import default_cache, is_switched_off

        # Other models have no revision that could be told without loading them.
        is_wanted = self.options.cache and self.options.model == Options.model
        return Answers(default_cache(), self.console.note) if is_wanted and not is_switched_off() else None

    @cached_property
    def _loaded_estimator(self) -> "Estimator":
        # The encoder is shared where it is in memory, and not loaded for this only.
        is_loaded = self._answers is None or "_embedder" in self.__dict__
        return estimator_for(self._embedder if is_loaded else None, self.console)

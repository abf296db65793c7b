"""Work done in portions, as far as time, memory and the model itself allow; what was not done is told, not lost."""

import time
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

from aligncheck.errors import ModelError

if TYPE_CHECKING:
    from aligncheck.embedding import OnProgress

AT_A_TIME = 16
"""Pairs that are read together."""

_Result = TypeVar("_Result")


class Portions:
    """Does work and remembers what stopped it.

    Args:
        name: Of the model, for the user.
        budget: Seconds that work may take, in all; None for no limit.
    """

    def __init__(self, name: str, budget: float | None) -> None:
        self._name = name
        self._budget = budget
        self._left = budget
        self._has_worked = False
        self._out_of_memory = False
        self.failed: list[str] = []
        """What the model said of each pair on which it failed, a line each."""

    @property
    def is_over(self) -> bool:
        """Whether nothing more will be done."""
        return self._out_of_memory or (self._left is not None and self._left <= 0)

    @property
    def why_over(self) -> str:
        """Why, as a clause."""
        return "memory ran out" if self._out_of_memory else f"its budget of {self._budget:g} s was spent"

    def prepare(self, load: Callable[[], object]) -> None:
        """Load what the work needs, which is not on the budget; without the memory for it there is no work."""
        try:
            load()
        except Exception as error:  # the lack shows in many ways
            if not is_out_of_memory(error):
                raise
            self._out_of_memory = True

    def run(
        self,
        wanted: Sequence[int],
        work: Callable[[Sequence[int]], Mapping[int, _Result]],
        on_progress: "OnProgress",
    ) -> dict[int, _Result]:
        """Do as much as possible of some work.

        Args:
            wanted: Numbers of pairs, the most urgent first.
            work: Does some pairs together.
            on_progress: Told how many pairs were dealt with since the last call.

        Returns:
            The results of the pairs that were done.

        Raises:
            ModelError: the model has not worked even once.
        """
        found: dict[int, _Result] = {}
        begun, tried = time.monotonic(), 0
        while tried < len(wanted) and not self.is_over:
            started = time.monotonic()
            portion = wanted[tried : tried + self._affordable(started - begun, tried)]
            found.update(self._done(portion, work))
            tried += len(portion)
            if self._left is not None:
                self._left -= time.monotonic() - started
            on_progress(len(portion))
        return found

    def _affordable(self, seconds: float, pairs: int) -> int:
        """Return how many pairs to do together, when some took so many seconds; with a budget, the first is a trial."""
        if self._left is None:
            return AT_A_TIME
        if not pairs:
            return 1
        return max(1, min(AT_A_TIME, int(self._left * pairs / seconds))) if seconds else AT_A_TIME

    def _done(
        self, portion: Sequence[int], work: Callable[[Sequence[int]], Mapping[int, _Result]]
    ) -> dict[int, _Result]:
        """Do some pairs together, or where that fails, one by one as far as it goes."""
        try:
            found = dict(work(portion))
        except Exception as error:  # noqa: BLE001 - there is no bound to what models of any making raise
            if len(portion) == 1:
                self._give_up(error)
                return {}
        else:
            self._has_worked = True
            return found
        found = {}
        for index in portion:
            if not self._out_of_memory:
                found.update(self._done([index], work))
        if self.failed and not self._has_worked:
            raise ModelError(
                f"language model {self._name!r} cannot be used: {self.failed[0]}\n"
                "  Name another one, or leave it out with --lm off."
            )
        return found

    def _give_up(self, error: Exception) -> None:
        if is_out_of_memory(error):
            self._out_of_memory = True
        else:
            self.failed.append(str(error).strip().partition("\n")[0] or type(error).__name__)


def is_out_of_memory(error: Exception) -> bool:
    """Whether an error says that there is no more memory: torch raises a plain RuntimeError then, files an OSError."""
    return isinstance(error, MemoryError) or "allocate memory" in str(error)

"""How often the findings of each class are right, on a stated mixture of clean text and planted errors.

The mixture is human translations with one planted error in every `SEGMENTS_PER_ERROR` segments. Benchmarks plant more
than that, so as to count enough of them; each error found weighs accordingly less. Right are planted errors found;
false are findings on the clean text that were not judged real errors (those that were count on neither side, as the
mixture has its own errors). The precision, (right + 1) / (right + false + 2) and at most `CAP`, is what the detectors
take as probability. Planted errors are plainer than many that people and machines make.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

SEGMENTS_PER_ERROR = 50
"""One error of the kind in two or three pages: what a translation that was revised once may have."""

CAP = 0.97


@dataclass
class Tally:
    """What was right and what was false, by class."""

    right: Counter[str] = field(default_factory=Counter)
    false: Counter[str] = field(default_factory=Counter)

    def add(self, hits: Iterable[str], planted: int, false: Iterable[str], segments: int) -> None:
        """Add a corpus: the classes of the planted errors found and of the false findings, one entry each."""
        weight = segments / SEGMENTS_PER_ERROR / planted
        for name in hits:
            self.right[name] += weight
        self.false.update(false)

    def rows(self, in_code: Mapping[str, float]) -> list[dict[str, object]]:
        """Return one row a class, in the order of `in_code`, the probabilities that the detector gives."""
        return [
            {
                "class": name,
                "right": round(self.right[name], 1),
                "false": self.false[name],
                "precision": self.precision(name),
                "in the code": probability,
            }
            for name, probability in in_code.items()
        ]

    def precision(self, name: str) -> float:
        """Return the smoothed precision of a class, in (0, CAP]."""
        right, false = self.right[name], self.false[name]
        return round(min(CAP, (right + 1) / (right + false + 2)), 2)

"""Detectors, one file each, in the order they look at a text."""

from aligncheck.detectors.addition import Addition
from aligncheck.detectors.base import Context, Detector
from aligncheck.detectors.non_word import NonWord
from aligncheck.detectors.omission import Omission
from aligncheck.detectors.repetition import Repetition
from aligncheck.detectors.untranslated import Untranslated

__all__ = ["DETECTORS", "Addition", "Context", "Detector", "NonWord", "Omission", "Repetition", "Untranslated"]

DETECTORS: tuple[Detector, ...] = (Omission(), Addition(), Untranslated(), NonWord(), Repetition())
"""Every rule there is."""

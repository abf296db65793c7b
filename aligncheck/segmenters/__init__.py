"""Segmenters by name; `DEFAULT_SEGMENTER` is what a document gets unless its user says otherwise."""

from aligncheck.segmenters.base import Segmenter
from aligncheck.segmenters.presplit import PresplitSegmenter
from aligncheck.segmenters.rules import RulesSegmenter

__all__ = ["DEFAULT_SEGMENTER", "SEGMENTERS", "PresplitSegmenter", "RulesSegmenter", "Segmenter"]

DEFAULT_SEGMENTER: Segmenter = RulesSegmenter()

SEGMENTERS: dict[str, Segmenter] = {
    "rules": DEFAULT_SEGMENTER,
    "presplit": PresplitSegmenter(),
}

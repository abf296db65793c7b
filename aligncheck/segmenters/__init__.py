"""Segmenters by name."""

from aligncheck.segmenters.base import Segmenter
from aligncheck.segmenters.presplit import PresplitSegmenter
from aligncheck.segmenters.rules import RulesSegmenter

__all__ = ["SEGMENTERS", "PresplitSegmenter", "RulesSegmenter", "Segmenter"]

SEGMENTERS: dict[str, Segmenter] = {segmenter.name: segmenter for segmenter in (RulesSegmenter(), PresplitSegmenter())}
"""Every way of cutting a text into segments; `Options.segmenter` says which one a run uses."""

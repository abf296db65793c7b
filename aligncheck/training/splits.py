"""Which part of each corpus trains, which calibrates, and which only measures; used by everything that reads them.

The corpora repeat themselves a little: of their Indonesian sentences seven lines of GARENG that calibrate or are held
out, and two units of TICO-19 that calibrate, train too.
"""

from enum import StrEnum

MLQE_PE_CALIBRATION = 6_500
"""First row of a pair's 7,000 training rows that calibrates; the dev rows are held out."""

GARENG_CALIBRATION, GARENG_HELD_OUT = 7_500, 8_500
"""First of GARENG's 10,000 lines that calibrate, and that are held out."""

TICO19_MODULUS, TICO19_REMAINDER = 10, 9
"""TICO-19 units whose index leaves this remainder calibrate; none is held out."""

COMPOSED_MODULUS, COMPOSED_CALIBRATION, COMPOSED_HELD_OUT = 10, 9, 8
"""Composed pairs whose number leaves these remainders calibrate, and are held out."""


class Split(StrEnum):
    """What a row is for."""

    TRAIN = "train"

    CALIBRATION = "calibration"
    """Thresholds, calibration, the choice of a checkpoint."""

    HELD_OUT = "held-out"
    """Figures only."""


def mlqe_pe_split(index: int) -> Split:
    """Return what a row of MLQE-PE's training part is for."""
    return Split.TRAIN if index < MLQE_PE_CALIBRATION else Split.CALIBRATION


def gareng_split(index: int) -> Split:
    """Return what a line of GARENG is for."""
    if index < GARENG_CALIBRATION:
        return Split.TRAIN
    return Split.CALIBRATION if index < GARENG_HELD_OUT else Split.HELD_OUT


def tico19_split(index: int) -> Split:
    """Return what a unit of TICO-19, counted over all its documents, is for."""
    return Split.CALIBRATION if index % TICO19_MODULUS == TICO19_REMAINDER else Split.TRAIN


def composed_split(number: int) -> Split:
    """Return what a composed pair is for."""
    remainder = number % COMPOSED_MODULUS
    if remainder == COMPOSED_CALIBRATION:
        return Split.CALIBRATION
    return Split.HELD_OUT if remainder == COMPOSED_HELD_OUT else Split.TRAIN

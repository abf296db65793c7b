"""Names of translated words that nothing in the translation renders."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from test_facts_beads import context

from aligncheck.context import Context
from aligncheck.detectors.name import Kind, Name
from aligncheck.embedding import Floats2d

SOURCE = "Menteri bertemu dengan Komisi Pemilihan Umum pada pagi hari."
ALIKE = {"Komisi Pemilihan Umum": 0, "Electoral Board": 0}
"""Phrases that the encoder of these tests takes for the same."""


def encode(phrases: Sequence[str]) -> Floats2d:
    """Return a direction of its own for each phrase, but for those that are alike."""
    vectors = np.zeros((len(phrases), len(phrases) + 1), np.float32)
    for row, phrase in enumerate(phrases):
        vectors[row, ALIKE.get(phrase, row + 1)] = 2.0
    return vectors


def found(pair: Context) -> list[tuple[str, str]]:
    return [(suspect.kind, suspect.source.text) for suspect in Name().suspects(pair)]


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("The minister met with the Election Commission of All in the morning.", []),
        ("The minister met with the Electoral Board in the morning.", []),
        ("The minister met with the Fishing Fleet in the morning.", ["Komisi Pemilihan Umum"]),
        ("The minister met with them in the morning.", ["Komisi Pemilihan Umum"]),
        ("The minister is ill.", []),
    ],
)
def test_a_name_that_neither_lexicon_nor_encoder_finds(target: str, expected: list[str]):
    pair = replace(context((SOURCE, target)), encode_phrases=encode)
    assert found(pair) == [(Kind.TRANSLATED_MISSING, name) for name in expected]


def test_nothing_is_said_without_the_encoder():
    assert found(context((SOURCE, "The minister met with the Fishing Fleet in the morning."))) == []


def test_a_heading_has_no_names():
    pair = context(("Menteri Bertemu Dengan Komisi Pemilihan Umum", "The Minister Meets The Fishing Fleet"))
    assert found(replace(pair, encode_phrases=encode)) == []

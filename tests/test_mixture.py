"""The training mixture: what is read, and how often each part is drawn."""

import random
from collections import Counter
from pathlib import Path

import pytest

from aligncheck.estimator.tokens import tokenise
from aligncheck.training import mixture
from aligncheck.training.examples import CleanPair
from aligncheck.training.mixture import Component, as_clean, components, stream
from aligncheck.training.mlqe_pe import PAIRS
from aligncheck.training.written import written_errors


@pytest.fixture
def no_corpora(monkeypatch):
    for reader in (
        "read_mlqe_pe",
        "read_annotated",
        "read_written",
        "read_gareng_references",
        "read_tico19",
        "read_composed",
    ):
        monkeypatch.setattr(mixture, reader, lambda *_: [])


def test_every_pair_has_real_and_made_examples(no_corpora):
    names = [part.name for part in components(Path(), None)]
    assert set(names) == {f"{kind} {pair}" for kind in ("real", "made") for pair in (*PAIRS, "id-en")} | {
        "made en-id",
        "written id-en",
    }


def test_a_pair_that_is_left_out_is_in_no_part(no_corpora):
    names = [part.name for part in components(Path(), None, ["ne-en", "si-en"])]
    assert not [name for name in names if "ne-en" in name or "si-en" in name]
    assert len(names) == len(components(Path(), None)) - 4


def test_parts_are_drawn_by_their_shares():
    def part(name, share, at_once):
        example = as_clean(CleanPair(tokenise("a"), tokenise("b"), ("id", "en"), name))
        return Component(name, share, 0.5, lambda _: [example] * at_once)

    drawn = stream([part("often", 0.3, 1), part("seldom", 0.1, 2)], random.Random(1))
    found = [next(drawn) for _ in range(400)]
    counts = Counter(weighed.example.origin for weighed in found)
    assert abs(counts["often"] - 300) <= 3
    assert {weighed.weight for weighed in found} == {0.5}


def test_written_errors_come_with_the_right_translation_and_some_at_a_time(no_corpora, monkeypatch):
    marks = ["grammar\tminor\t\t\tgave\t1\tgiving", "omission\tminor\tsegera\t1\tsoon\t1\t"]
    head = ["base", "line", "category", "severity", "source", "source_nth", "target", "target_nth", "replacement"]
    rows = ["\t".join(head), *(f"gnmt\t7\t{mark}" for mark in marks)]
    written = written_errors(rows, {("gnmt", 7): ("Ia segera memberi.", "He soon gave.")})
    monkeypatch.setattr(mixture, "read_written", lambda *_: written)
    (part,) = (part for part in components(Path(), None) if part.name == "written id-en")
    rng = random.Random(1)
    drawn = [part.draw(rng) for _ in range(40)]
    assert {clean.target.text for clean, _ in drawn} == {"He soon gave."}
    assert {wrong.target.text for _, wrong in drawn} == {"He gave.", "He soon giving.", "He giving."}
    assert not any(any(clean.target_bad) for clean, _ in drawn)

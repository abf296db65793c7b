"""The truth of the pseudo-documents and the scorer that the alignment benchmarks stand on."""

import random
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parent.parent / "benchmarks"))

from alignment_scores import read_ladder, score
from gale_church import align_by_length
from pseudo_documents import Rates, make_document, split_at_clauses

PAIRS = [
    (f"sumber nomor {i} di sini, dan anak kalimat {i}", f"source number {i} is here, and clause {i}")
    if i % 3
    else (f"kalimat tunggal {i}", f"a single clause {i}")
    for i in range(60)
]
ELSEWHERE = [(f"lain {i}", f"other {i}") for i in range(20)]

rates = st.builds(
    Rates,
    merge=st.floats(0, 0.2),
    split=st.floats(0, 0.2),
    drop=st.floats(0, 0.15),
    insert=st.floats(0, 0.15),
    move=st.floats(0, 0.15),
    recut=st.floats(0, 0.15),
    run=st.floats(0, 0.8),
)


def numbers(texts):
    """Which sentence pairs the words of these texts come from."""
    return {word for text in texts for word in text.replace(",", "").split() if word.isdigit()}


@given(rates, st.integers(0, 2**32 - 1), st.integers(1, 60))
def test_the_beads_of_a_pseudo_document_are_minimal_and_true(rates, rng_seed, count):
    made = make_document(PAIRS[:count], ELSEWHERE, rates, random.Random(rng_seed))
    assert sorted(i for source, _ in made.beads for i in source) == list(range(len(made.source)))
    assert sorted(j for _, target in made.beads for j in target) == list(range(len(made.target)))
    for source, target in made.beads:
        if source and target:
            sources = [numbers([made.source[i]]) for i in source]
            targets = [numbers([made.target[j]]) for j in target]
            assert set.union(*sources) == set.union(*targets)
            # A bead that could be cut in two holds no segment that reaches over the cut.
            if len(source) == len(target) == 2:
                assert not (sources[0] == targets[0] and sources[1] == targets[1])
        else:
            assert len(source) + len(target) == 1
    assert set(made.moved) <= set(made.beads)


@given(rates, st.integers(0, 2**32 - 1))
def test_monotone_beads_cover_both_sides_in_order(rates, rng_seed):
    made = make_document(PAIRS, ELSEWHERE, rates, random.Random(rng_seed))
    assert [i for source, _ in made.monotone for i in source] == list(range(len(made.source)))
    assert [j for _, target in made.monotone for j in target] == list(range(len(made.target)))


def test_without_noise_nothing_happens():
    made = make_document(PAIRS, ELSEWHERE, Rates.evenly(0.0), random.Random(1))
    assert made.beads == [((i,), (i,)) for i in range(60)]


def test_clauses_join_to_the_sentence():
    sentence = "When the rain had stopped, the river fell, and people went home; nobody was hurt."
    pieces = split_at_clauses(sentence, random.Random(3))
    assert len(pieces) > 1
    assert " ".join(pieces) == sentence


def test_scores_count_as_the_field_does():
    gold = [((0,), (0,)), ((1,), ()), ((2, 3), (1,)), ((), (2,)), ((4,), (3,))]
    beads = [((0,), (0,)), ((1, 2), (1,)), ((3,), ()), ((), (2,)), ((4,), (3,))]
    result = score(gold, beads)
    assert (result.strict.right, result.strict.reported, result.strict.found, result.strict.wanted) == (3, 5, 2, 3)
    assert (result.lax.right, result.lax.found) == (4, 3)
    assert (result.null.right, result.null.reported, result.null.wanted) == (1, 2, 2)
    assert result.strict.f1 == pytest.approx(2 * 0.6 * (2 / 3) / (0.6 + 2 / 3))


def test_moved_beads_are_counted_apart():
    moved = [((0,), (5,))]
    assert score(moved, moved, moved, ()).moved.recall == 0
    assert score(moved, moved, moved, moved).moved.f1 == 1


def test_ladders_are_read_with_and_without_scores(tmp_path):
    (tmp_path / "a.ladder").write_text("[0]:[0, 1]\n[]:[2]:0.25\n")
    assert read_ladder(tmp_path / "a.ladder") == [((0,), (0, 1)), ((), (2,))]


def test_lengths_alone_find_an_obvious_split():
    assert align_by_length(["a" * 100, "b" * 30], ["c" * 50, "d" * 52, "e" * 30]) == [((0,), (0, 1)), ((1,), (2,))]

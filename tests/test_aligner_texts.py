"""What the aligner reads from texts: lengths, and where a segment goes on with the one before."""

import numpy as np
import pytest

from aligncheck.aligner import align, side_of
from aligncheck.aligner.texts import continuations
from aligncheck.embedding import Embeddings


@pytest.mark.parametrize(
    ("before", "text", "expected"),
    [
        ("Buku itu terbit (Zürich:", "Orell Füssli 1956).", True),  # cut behind a colon
        ("He sent the capt.", "usman away.", True),  # a small letter
        ("They came;", "They left.", True),
        ("The book (1956", ") is out of print.", True),
        ("They came.", "They left.", False),
        ("They came!", "«Then they left.»", False),
        ("A heading", "They left.", False),  # headings have no full stop
        ("They came.", "2 of them left.", False),
        ("他们来了，", "他们走了。", True),
        ("他们来了。", "他们走了。", False),
        ("", "They left.", False),
        ("They said.", "", False),
    ],
)
def test_a_segment_goes_on_where_the_one_before_is_not_over(before, text, expected):
    assert continuations([before, text]).tolist() == [False, expected]


def test_the_first_segment_goes_on_with_nothing():
    assert continuations(["and then"]).tolist() == [False]
    assert continuations([]).shape == (0,)


def test_a_fragment_stays_with_its_sentence():
    """A cut sentence's end says little on its own; the small letter it begins with keeps it from being an omission."""
    rng = np.random.default_rng(3)
    meanings = rng.normal(size=(6, 64))
    vectors = np.insert(meanings, 3, 0.35 * meanings[2] + rng.normal(size=64), axis=0).astype(np.float32)
    probabilities = []
    for fragment in ("He went home.", "and went home."):
        texts = ["They met in the town hall on Monday."] * 7
        target = side_of(texts[:6], Embeddings(meanings.astype(np.float32), np.full(6, 10, np.int32)))
        texts[3] = fragment
        source = side_of(texts, Embeddings(vectors, np.full(7, 10, np.int32)))
        probabilities.append({tuple(bead.source): bead.score for bead in align(source, target).beads}.get((3,), 0.0))
    odds = [probability / (1 - probability) for probability in probabilities]
    assert odds[1] < 0.5 * odds[0]

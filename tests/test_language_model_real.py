"""The language model of the extra lm itself."""

import numpy as np
import pytest

from aligncheck.estimator.phrases import without
from aligncheck.estimator.tokens import tokenise
from aligncheck.language_model.loading import AUTO, OFF_VARIABLE, find_language_model
from aligncheck.language_model.reader import read_pairs, read_targets

pytestmark = pytest.mark.lm

SOURCE = "Harga minyak dunia naik tajam karena produsen mengurangi pasokan mereka."
RIGHT = "World oil prices rose sharply because producers reduced their supply."


@pytest.fixture(scope="module")
def judge():
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv(OFF_VARIABLE)
        return find_language_model(AUTO).load()


@pytest.mark.parametrize(
    ("right", "wrong"),
    [("rose", "fell"), ("because", "although"), ("their", "your"), ("reduced", "reduce"), ("producers", "consumers")],
)
def test_a_wrong_word_is_the_least_likely_of_its_sentence(judge, right, wrong):
    target = tokenise(RIGHT.replace(right, wrong))
    faulty, sound = (
        reading.target
        for reading in read_pairs(
            judge, [(tokenise(SOURCE), target), (tokenise(SOURCE), tokenise(RIGHT))], ("id", "en")
        )
    )
    at = target.words().index(wrong)
    assert faulty.log_probabilities[at] < sound.log_probabilities[at] - 2
    # How a sentence begins is always open.
    assert int(np.argmax(faulty.gaps[1:])) + 1 == at


def test_words_left_out_are_gained_least(judge):
    shortened = tokenise("World oil prices rose sharply.")
    whole, cut = (
        reading.source_gains
        for reading in read_pairs(
            judge, [(tokenise(SOURCE), tokenise(RIGHT)), (tokenise(SOURCE), shortened)], ("id", "en")
        )
    )
    words = tokenise(SOURCE).words()
    lost = [words.index(word) for word in ("produsen", "pasokan")]
    assert (cut[lost] < whole[lost] - 2).all()


def test_a_translation_of_less_loses_nothing_with_what_it_leaves_out(judge):
    """Contrastive conditioning (Vamvas and Sennrich 2022)."""
    source = tokenise(SOURCE)
    words = source.words()
    rest = without(source, range(words.index("karena"), words.index("mereka") + 1))
    assert rest.text == "Harga minyak dunia naik tajam."

    def loss(target):
        pairs = [(source, tokenise(target)), (rest, tokenise(target))]
        whole, less = (each.log_probabilities.sum() for each in read_targets(judge, pairs, ("id", "en")))
        return whole - less

    assert loss("World oil prices rose sharply.") < 1
    assert loss(RIGHT) > 5

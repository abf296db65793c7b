import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligncheck.training.word_links import LinkModel, learn_links, load_links

LANGUAGES = ("xx", "yy")
"""Without a stemmer."""

PAIRS = [
    (["la", "maison"], ["the", "house"]),
    (["la", "fleur"], ["the", "flower"]),
    (["la", "maison", "bleue"], ["the", "blue", "house"]),
    (["une", "maison"], ["a", "house"]),
    (["une", "fleur", "bleue", "27", "."], ["a", "blue", "flower", "27", "."]),
    (["maison"], ["house"]),
    (["bleue"], ["blue"]),
] * 3


@pytest.fixture(scope="module")
def model():
    return learn_links(PAIRS, LANGUAGES)


def test_words_that_go_together_are_linked(model):
    assert model.link(["une", "maison", "bleue"], ["a", "blue", "house"]) == {(0, 0), (1, 2), (2, 1)}


def test_probabilities_sum_to_at_most_one(model):
    for table in (model.forward, model.backward):
        assert table
        assert all(sum(row.values()) <= 1.001 for row in table.values())
    assert max(model.forward["maison"], key=model.forward["maison"].get) == "house"


def test_copies_are_linked_though_never_seen(model):
    assert model.link(["Ganjar", "maison", "2024"], ["house", "Ganjar", "2024"]) == {(0, 1), (1, 0), (2, 2)}


def test_a_mark_is_not_linked_to_a_word():
    model = LinkModel(LANGUAGES, {"mot": {".": 0.9}}, {".": {"mot": 0.9}})
    assert model.link(["mot"], ["."]) == frozenset()
    assert LinkModel(LANGUAGES, {"mot": {"word": 0.9}}, {"word": {"mot": 0.9}}).link(["mot"], ["word"]) == {(0, 0)}


_VOCABULARY = ["la", "une", "maison", "fleur", "bleue", "the", "a", "house", "flower", "blue", ".", "27"]
words = st.lists(st.sampled_from(_VOCABULARY), max_size=8)


@given(source=words, target=words)
def test_links_lie_within_both_sides_and_turn_with_them(model, source, target):
    links = model.link(source, target)
    assert all(0 <= i < len(source) and 0 <= j < len(target) for i, j in links)
    # Growing goes through the links in order, so only what both directions agree on is sure to turn.
    assert bool(links) == bool(model.reversed().link(target, source))


def test_a_saved_model_is_read_back_and_equal_models_are_equal_files(model, tmp_path):
    model.save(tmp_path / "one.json.gz")
    learn_links(PAIRS, LANGUAGES).save(tmp_path / "two.json.gz")
    assert load_links(tmp_path / "one.json.gz") == model
    assert (tmp_path / "one.json.gz").read_bytes() == (tmp_path / "two.json.gz").read_bytes()


def test_nothing_learned_links_only_copies():
    model = learn_links([], LANGUAGES)
    assert model.link(["a", "b"], ["a", "c"]) == {(0, 0)}

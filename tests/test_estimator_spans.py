import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligncheck.estimator.estimate import Estimate
from aligncheck.estimator.spans import LEAST, error_spans
from aligncheck.estimator.tokens import tokenise
from aligncheck.finding import Category

FUNCTION = {"the", "of", "in", "to", "a", "di", "yang"}


def estimate(source, target, bad=(), links=(), gaps=()):
    """Words with their probability as in ``{"proceed": 0.9}``; links as pairs of words; gaps by the word behind."""
    source, target, bad, gaps = tokenise(source), tokenise(target), dict(bad), dict(gaps)
    ours, theirs = source.words(), target.words()
    return Estimate(
        source=source,
        target=target,
        target_bad=tuple(bad.get(word, 0.01) for word in theirs),
        source_bad=tuple(bad.get(word, 0.01) for word in ours),
        gap_bad=tuple(gaps.get(word, 0.01) for word in (*theirs, "")),
        score=0.8,
        links=tuple((ours.index(one), theirs.index(other)) for one, other in links),
    )


def found(made):
    """The category and both sides' words of each error."""
    errors = error_spans(made, FUNCTION.__contains__, FUNCTION.__contains__)
    target, source = made.target.words(), made.source.words()
    return [
        (str(error.category), " ".join(target[i] for i in error.target), " ".join(source[i] for i in error.source))
        for error in errors
    ]


def test_a_wrong_word_stands_for_its_linked_word():
    made = estimate("Kami meneruskan laporan", "We proceed the report", {"proceed": 0.9}, [("meneruskan", "proceed")])
    assert found(made) == [("mistranslation", "proceed", "meneruskan")]


def test_wrong_words_join_over_function_words_only():
    joined = estimate("x", "an order of the laws was made by some people there", {"order": 0.9, "laws": 0.8})
    apart = estimate("x", "an order green laws was made by some people there", {"order": 0.9, "laws": 0.8})
    assert [words for _, words, _ in found(joined)] == ["order of the laws"]
    assert [words for _, words, _ in found(apart)] == ["order", "laws"]


def test_a_span_begins_and_ends_with_a_suspected_word():
    made = estimate("x", "it is the proceed of ( the", {"proceed": 0.9})
    assert [words for _, words, _ in found(made)] == ["proceed"]


def test_a_weak_neighbour_of_a_sure_word_stays_out():
    made = estimate("x", "we proceed report here now and then", {"proceed": 0.9, "report": 0.2})
    assert [words for _, words, _ in found(made)] == ["proceed"]


def test_a_good_sentence_is_never_marked_whole():
    words = "one two three four five six seven eight nine ten"
    made = estimate("x", words, dict.fromkeys(words.split(), 0.4) | {"three": 0.45})
    assert max(len(marked.split()) for _, marked, _ in found(made)) < 6


def test_a_wrong_sentence_is_one_error():
    words = "one two three four five six seven eight nine ten"
    made = estimate("x", words, dict.fromkeys(words.split(), 0.9))
    assert [marked for _, marked, _ in found(made)] == [words]


def test_words_left_out_are_an_omission_at_the_likeliest_gap():
    links = [("tata", "governance"), ("baik", "good")]
    made = estimate("tata kelola di KPU baik", "governance is good", {"KPU": 0.9, "di": 0.6}, links, {"is": 0.7})
    (error,) = error_spans(made, FUNCTION.__contains__, FUNCTION.__contains__)
    assert (error.category, error.target, error.source) == (Category.OMISSION, range(1, 1), range(2, 4))


def test_a_lost_word_beside_a_wrong_one_is_one_error():
    bad = {"meneruskan": 0.8, "proceed": 0.9}
    made = estimate("Kami meneruskan laporan", "We proceed reports", bad, [("Kami", "We"), ("laporan", "reports")])
    assert found(made) == [("mistranslation", "proceed", "meneruskan")]


def test_a_lost_word_that_a_wrong_one_renders_is_one_error():
    bad = {"meneruskan": 0.8, "proceed": 0.9}
    made = estimate("Kami meneruskan laporan", "We proceed reports", bad, [("meneruskan", "proceed")])
    assert found(made) == [("mistranslation", "proceed", "meneruskan")]


def test_a_wrong_word_without_counterpart_is_an_addition():
    made = estimate("Kami lapor", "We always report", {"always": 0.9}, [("Kami", "We"), ("lapor", "report")])
    assert found(made) == [("addition", "always", "")]


def test_a_wrong_function_word_is_grammar():
    made = estimate("Kami lapor", "We to report", {"to": 0.9}, [("Kami", "We"), ("lapor", "report")])
    assert found(made) == [("grammar", "to", "")]


words = st.sampled_from(["report", "the", "of", ",", "laws", "order", "KPU", "2024"])
probabilities = st.floats(0, 1)


@st.composite
def estimates(draw):
    source = tokenise(" ".join(draw(st.lists(words, max_size=12))))
    target = tokenise(" ".join(draw(st.lists(words, max_size=12))))
    m, n = len(source.tokens), len(target.tokens)

    def some(size):
        return tuple(draw(st.lists(probabilities, min_size=size, max_size=size)))

    order = draw(st.permutations(range(max(m, n, 1))))
    links = tuple((i, order[i]) for i in range(m) if order[i] < n and draw(st.booleans()))
    return Estimate(source, target, some(n), some(m), some(n + 1), 0.5, links)


@given(estimates())
def test_no_target_word_is_in_two_errors(made):
    errors = error_spans(made, FUNCTION.__contains__, FUNCTION.__contains__)
    tokens = [index for error in errors for index in error.target]
    assert len(tokens) == len(set(tokens))
    assert tokens == sorted(tokens)


@given(estimates())
def test_errors_keep_to_words_that_are_suspected(made):
    for error in error_spans(made, FUNCTION.__contains__, FUNCTION.__contains__):
        assert error.target or error.source
        for side, bad, text in (
            (error.target, made.target_bad, made.target),
            (error.source, made.source_bad, made.source),
        ):
            assert 0 <= side.start <= side.stop <= len(bad)
            if side is error.target and side:
                assert bad[side.start] >= LEAST
                assert bad[side.stop - 1] >= LEAST
                assert all(text.words()[end][0].isalnum() for end in (side.start, side.stop - 1))


@given(estimates())
def test_what_is_omitted_stands_for_no_other_error(made):
    errors = error_spans(made, FUNCTION.__contains__, FUNCTION.__contains__)
    omitted = [index for error in errors if error.category is Category.OMISSION for index in error.source]
    assert len(omitted) == len(set(omitted))
    assert all(error.source for error in errors if error.category is Category.OMISSION)


@pytest.mark.parametrize("least", [0.2, 0.5, 0.9])
@given(made=estimates())
def test_a_higher_bar_leaves_no_less_likely_error(least, made):
    errors = error_spans(made, FUNCTION.__contains__, FUNCTION.__contains__, least=least)
    assert all(error.probability >= least for error in errors if error.category is not Category.OMISSION)

from dataclasses import replace

import pytest
from fake_estimator import DECISION
from hypothesis import given
from hypothesis import strategies as st
from test_estimator_spans import estimate

from aligncheck.estimator.estimate import LeftOut
from aligncheck.estimator.left_out import (
    BEST_DROP,
    FEATURES,
    LIKELY,
    Rule,
    features_of,
    judged_spans,
    load_rule,
    phrases_to_ask,
    with_left_out,
)
from aligncheck.estimator.phrases import LONGEST, MOST, suspected_phrases, without
from aligncheck.estimator.review import LEAST_PROBABILITY
from aligncheck.estimator.tokens import tokenise
from aligncheck.finding import Category

LANGUAGES = ("id", "en")


def phrases(source, bad, languages=LANGUAGES):
    """The suspected phrases, as words."""
    made = estimate(source, "something", bad)
    words = made.source.words()
    return [" ".join(words[index] for index in phrase) for phrase in suspected_phrases(made, languages)]


def test_neighbouring_suspected_words_are_one_phrase():
    assert phrases("Harga minyak dunia naik tajam pekan ini", {"naik": 0.4, "tajam": 0.3}) == ["naik tajam"]


def test_what_stands_between_marks_and_joiners_is_a_phrase_if_half_of_it_is_suspected():
    source = "Kami membeli beras, gula pasir, kopi dan minyak goreng"
    assert phrases(source, {"gula": 0.9}) == ["gula", "gula pasir"]
    assert phrases(source, {"goreng": 0.9}) == ["minyak goreng", "goreng"]
    # Where joining words are not known, marks only part.
    assert phrases(source, {"goreng": 0.9}, ("xx", "en")) == ["goreng"]


def test_the_most_suspected_come_first_and_few_are_taken():
    words = [f"kata{n}" for n in range(20)]
    bad = {word: 0.2 + n / 100 for n, word in enumerate(words) if n % 4 == 0}
    assert phrases(" ".join(words), bad) == ["kata16", "kata12", "kata8"][:MOST]


def test_nothing_suspected_and_whole_sentences_are_no_phrases():
    assert phrases("Kami membeli beras", {}) == []
    assert phrases("Kami membeli beras", {"Kami": 0.9, "membeli": 0.9, "beras": 0.9}) == []
    assert suspected_phrases(estimate("", "something"), LANGUAGES) == ()


def test_long_stretches_are_the_aligners():
    words = [f"kata{n}" for n in range(LONGEST + 1)]
    source = f"{' '.join(words)}, " + " ".join(f"lain{n}" for n in range(9))
    assert len(phrases(source, dict.fromkeys(words[::2], 0.9))) == MOST
    assert " ".join(words) not in phrases(source, dict.fromkeys(words[::2], 0.9))


@pytest.mark.parametrize(
    ("text", "phrase", "rest"),
    [
        ("Kami membeli beras.", "membeli", "Kami beras."),
        ("Kami membeli beras.", "beras", "Kami membeli."),
        ("Kami membeli beras.", "Kami", "membeli beras."),
        ("Kami membeli beras, gula, kopi.", "gula", "Kami membeli beras, kopi."),
        ("Kami membeli beras, gula, kopi.", "kopi", "Kami membeli beras, gula."),
        ("Kami (dan mereka) datang", "mereka", "Kami (dan) datang"),
        ("我们买米", "买", "我们米"),
        ("beras", "beras", ""),
    ],
)
def test_a_text_without_a_phrase_reads_on(text, phrase, rest):
    whole = tokenise(text)
    words = whole.words()
    at = words.index(phrase)
    assert without(whole, range(at, at + 1)).text == rest


@given(st.lists(st.sampled_from(["satu", "dua", ",", ".", "-", "(", "10"]), min_size=1, max_size=8), st.data())
def test_without_a_phrase_the_other_words_stay(tokens, data):
    text = tokenise(" ".join(tokens))
    start = data.draw(st.integers(0, len(text.tokens) - 1))
    stop = data.draw(st.integers(start + 1, len(text.tokens)))
    words = text.words()
    kept = [word for index, word in enumerate(words) if not start <= index < stop and word.isalnum()]
    assert [word for word in without(text, range(start, stop)).words() if word.isalnum()] == kept


MADE = estimate(
    "Kami meneruskan laporan tahunan", "We proceed the report", {"tahunan": 0.9, "proceed": 0.8}, gaps={"": 0.6}
)
LINKED = replace(MADE, links=((0, 0), (1, 1), (2, 3)))


def judged(made, *left_out):
    """Categories and source words of the errors of an estimate, with their probabilities."""
    made = replace(made, left_out=tuple(LeftOut(range(*each[:2]), each[2]) for each in left_out))
    words = made.source.words()
    return {
        (str(span.category), " ".join(words[index] for index in span.source)): round(probability, 2)
        for span, probability in judged_spans(made, DECISION, LANGUAGES)
    }


def test_without_a_language_model_errors_are_worth_what_they_were():
    assert judged(LINKED) == {("mistranslation", "meneruskan"): 0.8, ("omission", "tahunan"): 0.73}


def test_what_was_said_of_a_phrase_takes_the_place_of_the_omission():
    assert judged(LINKED, (3, 4, 0.1)) == {("mistranslation", "meneruskan"): 0.8, ("omission", "tahunan"): 0.1}
    assert judged(LINKED, (2, 4, 0.9), (3, 4, 0.1)) == {
        ("mistranslation", "meneruskan"): 0.8,
        ("omission", "laporan tahunan"): 0.9,
    }


def test_of_phrases_that_share_words_the_likeliest_counts():
    assert judged(LINKED, (2, 4, 0.2), (3, 4, 0.7), (0, 1, 0.3)) == {
        ("mistranslation", "meneruskan"): 0.8,
        ("omission", "tahunan"): 0.7,
        ("omission", "Kami"): 0.3,
    }


def test_a_phrase_that_is_wrongly_rendered_is_no_second_error():
    assert ("omission", "meneruskan") not in judged(LINKED, (1, 2, 0.9))
    unlikely = replace(LINKED, target_bad=(0.01, 0.3, 0.01, 0.01))
    assert judged(unlikely, (1, 2, 0.9))[("omission", "meneruskan")] == 0.9


def test_what_is_likely_is_what_is_reported():
    assert LIKELY == LEAST_PROBABILITY


def test_a_phrase_is_asked_about_if_the_answer_may_count():
    known = dict.fromkeys(FEATURES, 0.0) | {"drop": -1.0}
    asked = {
        intercept: phrases_to_ask(LINKED, DECISION, Rule(intercept, known, "test"), LANGUAGES)
        for intercept in (BEST_DROP, BEST_DROP - 1)
    }
    assert asked[BEST_DROP] == (range(3, 4),)
    # Already a likely omission.
    assert asked[BEST_DROP - 1] == (range(3, 4),)
    unlikely = replace(LINKED, gap_bad=(0.01,) * 5)
    assert phrases_to_ask(unlikely, DECISION, Rule(BEST_DROP - 1, known, "test"), LANGUAGES) == ()
    assert phrases_to_ask(unlikely, DECISION, Rule(BEST_DROP, known, "test"), LANGUAGES) == (range(3, 4),)


def test_an_omission_stands_at_its_worst_gap():
    (found,) = with_left_out([], replace(LINKED, left_out=(LeftOut(range(3, 4), 0.9),)))
    assert found[0].category is Category.OMISSION
    assert found[0].target == range(4, 4)


def test_features_are_those_of_the_phrase_and_its_gap():
    values = dict(zip(FEATURES, features_of(LINKED, range(2, 4), 3.0), strict=True))
    assert values["source"] == pytest.approx(2.197, abs=1e-3)  # of 0.9
    assert values["gap"] == pytest.approx(0.405, abs=1e-3)  # of 0.6
    assert values["target"] == pytest.approx(-4.595, abs=1e-3)  # of 0.01
    assert values["words"] == pytest.approx(0.693, abs=1e-3)
    assert (values["drop"], values["drop-per-word"]) == (3.0, 1.5)


@given(st.floats(-50, 50), st.floats(0, 50))
def test_the_shipped_rule_believes_in_an_omission_the_less_the_more_the_translation_loses(drop, more):
    rule = load_rule()
    less, most = (rule(LINKED, range(2, 4), value).probability for value in (drop + more, drop))
    assert 0 <= less <= most <= 1


def test_a_rule_weighs_by_name():
    rule = Rule(0.0, dict.fromkeys(FEATURES, 0.0) | {"drop": -1.0}, "test")
    assert rule(LINKED, range(1), 0.0).probability == 0.5
    assert rule(LINKED, range(1), -700.0).probability == pytest.approx(1.0)
    assert rule(LINKED, range(1), 700.0).probability == pytest.approx(0.0)

"""What is known of words, and what follows from it."""

import pytest

from aligncheck.alignment import Alignment, Bead
from aligncheck.detectors import Context, NonWord
from aligncheck.detectors.non_word import LEAST_PROBABILITY
from aligncheck.document import Document, Segment, SegmentedDocument
from aligncheck.langdata import languages
from aligncheck.morphology import morphology
from aligncheck.unknown_words import LONG_LETTERS, Evidence, evidence_of, probability_of
from aligncheck.vocabulary import Vocabulary, language_name, vocabulary


def known(language: str) -> Vocabulary:
    found = vocabulary(language)
    assert found is not None
    return found


def small(language: str, **zipfs: float) -> Vocabulary:
    """A vocabulary of these words only, with the rules of a language."""
    return Vocabulary(
        language=language,
        frequencies={word: 10 ** (zipf - 9) for word, zipf in zipfs.items()},
        normalize=str.lower,
        is_form=lambda word: False,
        is_large=True,
        morphology=morphology(language),
    )


def test_there_is_no_vocabulary_of_languages_without_list_or_spaces():
    assert vocabulary("xx") is None
    assert vocabulary("zh") is None


def test_zipf_is_the_logarithm_of_occurrences_per_thousand_million():
    assert small("en", road=4.5).zipf("Road") == pytest.approx(4.5)
    assert small("en", road=4.5).zipf("rode") == 0


@pytest.mark.parametrize("language", languages("morphology"))
def test_rules_of_every_language_are_complete_and_lead_back_to_a_known_word(language: str):
    rules = morphology(language)
    assert rules.suffixes
    assert rules.prefixes
    for suffix in rules.suffixes:
        for base in suffix.bases:
            assert ("stem", "stem" + base) in set(suffix.stems("stem" + suffix.ending))
    for prefix in rules.prefixes:
        for form in prefix.prefixes:
            assert {letter + "stem" for letter in prefix.restores} <= set(prefix.bases(form + "stem"))


@pytest.mark.parametrize(
    ("language", "word", "bases"),
    [
        ("en", "blorked", {"blork": 3.0, "blorking": 3.0}),
        ("en", "blorrable", {"blor": 3.0, "blorred": 3.0, "blorring": 3.0}),
        ("en", "reblorked", {"blorked": 3.0}),
        ("en", "blorkably", {"blorkable": 3.0}),
        ("en", "blorker's", {"blorker": 3.0}),
        ("en", "blorkise", {"blorkize": 3.0}),
        ("id", "menulik", {"tulik": 3.0}),
        ("id", "memblorkannya", {"blork": 3.0}),
        ("id", "kepolikan", {"polik": 3.0}),
        ("de", "blorkisches", {"blorkisch": 3.0}),
        ("de", "blorkholz", {"blork": 3.0, "holz": 3.0}),
    ],
)
def test_regular_formations_are_accepted(language: str, word: str, bases: dict[str, float]):
    assert small(language, **bases).accepts(word)
    assert not small(language, other=3.0).accepts(word)


@pytest.mark.parametrize(
    ("language", "word", "bases"),
    [
        ("en", "blorking", {"blork": 5.0}),
        ("en", "blorkholz", {"blork": 3.0, "holz": 3.0}),
        ("en", "blorkly", {"blork": 5.0}),
        ("id", "menulik", {"ulik": 3.0}),
    ],
)
def test_formations_whose_condition_fails_are_not_accepted(language: str, word: str, bases: dict[str, float]):
    assert not small(language, **bases).accepts(word)


@pytest.mark.parametrize(
    ("word", "source", "expected"),
    [
        ("importanting", "", Evidence.AFFIX),
        ("residentsof", "", Evidence.RUN_TOGETHER),
        ("goverrnment", "", Evidence.MISSPELLING),
        ("squre", "", Evidence.SHORT_MISSPELLING),
        ("riverstation", "", Evidence.COMPOUND),
        ("fosfatidic", "fosfatidik", Evidence.COGNATE),
        ("aquisition", "", Evidence.LISTED_MISSPELLING),
        ("posibilitty", "", Evidence.NEAR),
        ("zxqvwkjh", "", Evidence.UNKNOWN),
    ],
)
def test_evidence(word: str, source: str, expected: Evidence):
    assert evidence_of(word, known("en"), [source] if source else []) is expected


def test_a_listed_misspelling_is_corrected_and_a_rare_word_is_not():
    words = small("en", government=5.0, goverment=2.0, governments=4.0, hagiography=2.0)
    assert words.correct("goverment") == "government"
    assert words.correct("hagiography") is None
    assert words.correct("government") is None


def test_a_capital_that_may_be_a_name_s_leaves_only_strong_evidence():
    vocabulary_of_english = known("en")
    plain = {e: probability_of(e, vocabulary_of_english, may_be_name=False, occurrences=1) for e in Evidence}
    capital = {e: probability_of(e, vocabulary_of_english, may_be_name=True, occurrences=1) for e in Evidence}
    assert LEAST_PROBABILITY <= capital[Evidence.AFFIX] < plain[Evidence.AFFIX]
    assert capital[Evidence.UNKNOWN] == 0 < plain[Evidence.UNKNOWN]


@pytest.mark.parametrize("evidence", Evidence)
@pytest.mark.parametrize("language", ["en", "de", "id"])
def test_a_word_used_often_is_less_likely_wrong(language: str, evidence: Evidence):
    once, often = (
        probability_of(evidence, known(language), may_be_name=False, occurrences=number) for number in (1, 3)
    )
    assert 0 <= often <= once <= 1
    assert often < once or once == 0


def test_length_decides_whether_a_neighbour_may_be_chance():
    words = small("en", harbour=4.0, road=4.0)
    assert len("harbuor") == LONG_LETTERS
    assert evidence_of("harbuor", words, []) is Evidence.MISSPELLING
    assert evidence_of("raod", words, []) is Evidence.SHORT_MISSPELLING


def test_language_names():
    assert language_name("id") == "Indonesian"
    assert language_name("xx") == "xx"


def test_a_text_in_another_language_is_no_heap_of_non_words():
    text = " ".join(f"blo{chr(97 + first)}{chr(97 + second)}k" for first in range(10) for second in range(10))
    document = SegmentedDocument(Document("t.en", text, "en"), (Segment(0, 0, len(text)),))
    alignment = Alignment((Bead(range(1), range(1), score=1.0),), cost=0.0)
    reason = NonWord().unavailable(Context(document, document, alignment))
    assert reason == "most words of the translation are in no word list of English"

import pytest
from fake_estimator import DECISION, FakeEstimator, FakeReader
from samples import Texts, alignment, one_to_one

from aligncheck.alignment import Alignment
from aligncheck.context import Context
from aligncheck.detectors import ESTIMATED, without_doubles
from aligncheck.document import Document
from aligncheck.estimator.estimator import Estimator
from aligncheck.estimator.review import document_score, review
from aligncheck.finding import Category, Finding, Severity
from aligncheck.glossary import Glossary, Term

SOURCE = Texts("asli.txt", "id", ("\n", "Kami meneruskan laporan.", "  ", "Mereka datang.")).build()
TARGET = Texts("translation.txt", "en", ("We proceed reports.", "\n\n", "They came.")).build()
LINKS = [("Kami", "We"), ("meneruskan", "proceed"), ("laporan", "reports")]


def findings(estimator, source=SOURCE, target=TARGET, glossary=None):
    aligned = one_to_one(len(target.segments))
    context = Context(source, target, aligned, review(source, target, aligned, estimator), glossary)
    return [finding for detector in ESTIMATED for finding in detector.detect(context)]


def test_places_are_those_of_the_documents():
    (finding,) = findings(FakeEstimator({"proceed": 0.9}, LINKS))
    assert (finding.rule, round(finding.probability, 6)) == ("mistranslation", 0.9)
    assert (finding.target.start, finding.target.text) == (3, "proceed")
    assert (finding.source.start, finding.source.text) == (6, "meneruskan")
    assert finding.message == (
        "'proceed' stands where the original has 'meneruskan'; it does not seem to say the same."
    )


def test_a_lost_sense_is_said():
    (finding,) = findings(FakeEstimator({"proceed": 0.9, "meneruskan": 0.8}, LINKS))
    assert finding.message == (
        "'proceed' stands where the original has 'meneruskan'; nothing in the sentence carries its sense."
    )


DROPPED = Texts("translation.txt", "en", ("We drop reports.", "\n\n", "They came.")).build()
DROP = FakeEstimator({"drop": 0.9}, [LINKS[0], ("meneruskan", "drop"), LINKS[2]])


def test_the_lexicon_says_what_a_word_usually_becomes():
    (finding,) = findings(DROP, target=DROPPED)
    assert finding.message.endswith(". 'meneruskan' is usually 'continue' or 'keep'.")


def test_a_rendering_that_is_there_in_another_form_is_not_named():
    target = Texts("translation.txt", "en", ("We drop continually.", "\n\n", "They came.")).build()
    (finding,) = findings(DROP, target=target)
    assert "usually" not in finding.message


def test_the_glossary_goes_before_the_lexicon():
    glossary = Glossary("terms.csv", (Term("meneruskan", ("pass on",)), Term("laporan", ("reports",))))
    (finding,) = findings(DROP, target=DROPPED, glossary=glossary)
    assert finding.message.endswith(". 'meneruskan' is usually 'pass on'.")


def test_nothing_is_made_up_where_no_lexicon_knows():
    source = Texts("asli.txt", "ms", ("\n", "Kami meneruskan laporan.", "  ", "Mereka datang.")).build()
    (finding,) = findings(DROP, source=source, target=DROPPED)
    assert finding.message.endswith("; it does not seem to say the same.")


def test_left_out_words_point_to_their_gap():
    target = Texts("translation.txt", "en", ("We reports.", "\n\n", "They came.")).build()
    told = FakeEstimator({"meneruskan": 0.9}, [LINKS[0], LINKS[2]], {"reports": 0.8})
    (finding,) = findings(told, target=target)
    assert (finding.rule, finding.category) == ("missing-words", Category.OMISSION)
    assert (finding.target.start, finding.target.end) == (2, 2)
    assert finding.source.text == "meneruskan"


def test_unlikely_errors_are_not_reported():
    assert findings(FakeEstimator({"proceed": 0.49}, LINKS)) == []
    assert len(findings(FakeEstimator({"proceed": 0.51}, LINKS))) == 1


@pytest.mark.parametrize(("cost", "severity"), [(0.3, Severity.MAJOR), (0.0, Severity.MINOR)])
def test_severity_is_what_the_words_cost(cost, severity):
    (finding,) = findings(FakeEstimator({"proceed": 0.9}, LINKS, cost=cost))
    assert finding.severity is severity


def test_furniture_and_null_beads_are_not_estimated():
    source = Texts("a", "id", ("satu", " ", "dua", " ", "tiga"), {0: "rule"}).build()
    target = Texts("b", "en", ("ONE", " ", "TWO"), {0: "rule"}).build()
    beads = alignment((range(1), range(1), 0.9), (range(1, 2), range(1, 2), 0.9), (range(2, 3), range(2, 2), 0.9))
    reviews = review(source, target, beads, Estimator(FakeReader(), DECISION))
    assert [bead.source for bead in reviews] == [range(1, 2)]


def test_a_bead_of_many_segments_is_one_text():
    aligned = alignment((range(2), range(2), 0.9))
    (each,) = review(SOURCE, TARGET, aligned, Estimator(FakeReader(), DECISION)).values()
    assert each.estimate.target.text == "We proceed reports.\n\nThey came."


def test_the_document_s_score_is_weighted_by_words():
    reviews = review(SOURCE, TARGET, one_to_one(2), FakeEstimator({"proceed": 0.9}, cost=0.5))
    assert document_score(reviews) == pytest.approx((4 * 0.4 + 3 * 0.9) / 7)
    assert document_score({}) is None


def test_without_the_estimator_its_rules_say_so():
    context = Context(SOURCE, TARGET, Alignment((), 0.0))
    assert {detector.unavailable(context) for detector in ESTIMATED} == {"the estimator did not run"}
    assert [finding for detector in ESTIMATED for finding in detector.detect(context)] == []


def finding(rule, source, target):
    text = Document("a", "one two three four five six", "en")
    places = (text.place(*source), text.place(*target))
    return Finding(rule, Category.NON_WORD, Severity.MAJOR, 0.9, "Seen.", *places)


@pytest.mark.parametrize(
    ("source", "target", "doubled"),
    [((0, 3), (4, 13), True), ((0, 3), (8, 13), False), ((0, 3), (4, 4), False)],
)
def test_words_with_an_exact_finding_get_no_other(source, target, doubled):
    exact = finding("non-word", (0, 13), (4, 7))
    weak = finding("mistranslation", source, target)
    kept = without_doubles([weak, exact], ["mistranslation"])
    assert kept == ([exact] if doubled else [weak, exact])


def test_omissions_of_the_same_words_are_one():
    exact = finding("number", (4, 7), (0, 0))
    assert without_doubles([finding("missing-words", (4, 13), (3, 3)), exact], ["missing-words"]) == [exact]
    other = finding("missing-words", (8, 13), (3, 3))
    assert without_doubles([other, exact], ["missing-words"]) == [other, exact]

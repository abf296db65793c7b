import numpy as np
import pytest
from fake_estimator import FakeEstimator
from fakes import FakeEmbedder

from aligncheck import pipeline
from aligncheck.detectors import ESTIMATED
from aligncheck.document import Document, SegmentedDocument
from aligncheck.errors import InputError
from aligncheck.report import Report, Role

SENTENCES = [
    "Heavy rain has fallen since yesterday.",
    "The river rose and flooded the market.",
    "Officers moved forty families to a school.",
    "Trains from the east were two hours late.",
    "Experts blame the loss of forests upstream.",
    "A new levee will stand by next year.",
    "Volunteers cooked rice for everyone there.",
    "Nobody was hurt, the mayor told reporters.",
]
OTHER = [
    "Shares closed higher on Monday afternoon.",
    "The central bank left its rate alone.",
    "Exports of palm oil grew for a third month.",
    "Analysts had expected weaker figures.",
    "Gold lost some of its recent gains.",
    "The rupiah traded in a narrow range.",
]


def document(path: str, sentences: list[str], language: str = "en") -> SegmentedDocument:
    return pipeline.segment(Document(path, "\n".join(sentences) + "\n", language), "rules")


def run(sources, target, embedder, on_progress=None):
    pairs = pipeline.compare(sources, target, embedder, on_progress)
    return pipeline.inspect(pairs, None, model=embedder.name, config="sha256:0")


def check(sources: list[SegmentedDocument], target: SegmentedDocument) -> Report:
    return run(sources, target, FakeEmbedder())


def test_identical_texts_give_no_findings():
    report = check([document("a", SENTENCES)], document("b", SENTENCES))
    assert report.findings == ()
    assert (report.pairs[0].role, report.pairs[0].coverage) == (Role.ORIGINAL, 1.0)


def test_swapping_the_sides_swaps_omission_and_addition():
    whole, shorter = document("a", SENTENCES), document("b", SENTENCES[:3] + SENTENCES[4:])
    (omission,) = check([whole], shorter).findings
    (addition,) = check([shorter], whole).findings
    assert (omission.rule, addition.rule) == ("omission", "addition")
    assert omission.source.text == addition.target.text == SENTENCES[3]
    assert omission.target.text == addition.source.text == ""
    assert omission.probability == pytest.approx(addition.probability)


def test_the_best_candidate_is_checked_and_stands_first_the_others_keep_their_order():
    candidates = [document("far", OTHER), document("half", SENTENCES[:4] + OTHER[:4]), document("whole", SENTENCES)]
    report = check(candidates, document("target", SENTENCES))
    assert [(pair.source.document.path, pair.role, pair.checked) for pair in report.pairs] == [
        ("whole", Role.ORIGINAL, True),
        ("far", Role.UNRELATED, False),
        ("half", Role.PARTIAL, False),
    ]


def test_unrelated_texts_are_compared_but_not_checked():
    report = check([document("far", OTHER)], document("target", SENTENCES))
    assert (report.pairs[0].role, report.pairs[0].checked, report.findings) == (Role.UNRELATED, False, ())


def test_the_estimator_scores_beads_and_its_findings_stand_among_the_others():
    target = document("b", [SENTENCES[0].replace("warga", "WRONG"), *SENTENCES[1:]])
    pairs = pipeline.compare([document("a", SENTENCES)], target, FakeEmbedder())
    word = target.texts()[0].split()[1]
    done = []
    reviews = pipeline.review_pair(pairs[0], FakeEstimator(bad={word: 0.97}), done.append)
    report = pipeline.inspect(pairs, reviews, model="m", config="c")
    assert sum(done) >= pipeline.count_reviewed(pairs[0]) == len(SENTENCES)
    assert report.signature.estimator == "fake estimator"
    pair = report.pairs[0]
    assert [pair.bead_scores[bead] for bead in pair.alignment.beads[:2]] == pytest.approx([0.8, 0.9])
    assert 0.8 < pair.score < 0.9
    assert [finding.target.text for finding in report.findings if finding.rule == "mistranslation"] == [word]


def test_words_that_render_each_other_are_linked_by_their_places_in_the_texts():
    source, target = document("a", SENTENCES), document("b", SENTENCES)
    pairs = pipeline.compare([source], target, FakeEmbedder())
    estimator = FakeEstimator(links=[("river", "market"), ("rose", "rose"), ("Trains", "hours"), (".", ".")])
    report = pipeline.inspect(pairs, pipeline.review_pair(pairs[0], estimator), model="m", config="c")
    links = [link for bead in pairs[0].alignment.beads for link in report.pairs[0].word_links[bead]]
    linked = [
        tuple(
            text.document.text[slice(*at)]
            for text, at in zip((source, target), (link.source, link.target), strict=True)
        )
        for link in links
    ]
    assert linked == [("river", "market"), ("rose", "rose"), ("Trains", "hours")]


def test_candidates_that_were_not_chosen_show_what_they_resemble_too():
    candidates = [document("far", OTHER), document("whole", SENTENCES)]
    best, other = pipeline.compare(candidates, document("target", SENTENCES), FakeEmbedder())
    diagonal = {(dot.source, dot.target) for dot in best.similarities if dot.cosine > 0.99}
    assert diagonal == {(index, index) for index in range(len(SENTENCES))}
    assert all(dot.cosine < 0.7 for dot in other.similarities)


def test_without_the_estimator_its_rules_say_that_they_could_not_look():
    report = check([document("a", SENTENCES)], document("b", SENTENCES))
    assert report.signature.estimator is None
    assert report.pairs[0].score is None
    assert {detector.rule for detector in ESTIMATED} <= {skipped.rule for skipped in report.pairs[0].skipped}


def test_a_rule_that_cannot_look_says_so():
    report = check([document("a", SENTENCES, "xx")], document("b", SENTENCES, "xx"))
    assert {"non-word", "untranslated"} < {skipped.rule for skipped in report.pairs[0].skipped}
    assert all(skipped.reason for skipped in report.pairs[0].skipped)


def test_equal_input_gives_equal_reports_and_each_document_is_encoded_once():
    class Counting(FakeEmbedder):
        texts = ()

        def encode(self, texts, on_progress=None):
            self.texts += tuple(texts)
            return super().encode(texts, on_progress)

    embedder = Counting()
    done = []
    source, target = document("a", SENTENCES), document("b", SENTENCES[1:])
    report = run([source], target, embedder, done.append)
    assert sum(done) == len(source.segments) + len(target.segments)
    for segment in (*source.texts(), *target.texts()):
        assert embedder.texts.count(segment) == (*source.texts(), *target.texts()).count(segment)
    assert run([source], target, FakeEmbedder()) == report


def test_findings_stand_in_the_order_of_the_translation():
    shorter = [SENTENCES[0], OTHER[0], *SENTENCES[1:3], *SENTENCES[4:6], OTHER[1], *SENTENCES[6:]]
    findings = check([document("a", SENTENCES)], document("b", shorter)).findings
    starts = [finding.target.start for finding in findings]
    assert len(findings) == 3
    assert starts == sorted(starts)


@pytest.mark.parametrize("text", ["a b\n" * 51, "A b. " * 51])
def test_a_document_over_the_limit_is_refused(text, monkeypatch):
    monkeypatch.setattr(pipeline, "MAX_SEGMENTS", 50)
    with pytest.raises(InputError, match="long: 51 lines or sentences, more than the limit of 50"):
        pipeline.segment(Document("long", text, "en"), "rules")


def test_the_aligner_gets_one_row_per_segment():
    text = document("a", ["Also read: Another story", *SENTENCES])
    side = pipeline._side(text, FakeEmbedder(), None)
    assert side.vectors.shape[0] == len(side.tokens) == len(side.characters) == len(text.segments)
    assert np.flatnonzero(side.furniture).tolist() == [0]

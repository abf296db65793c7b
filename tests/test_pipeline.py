import numpy as np
import pytest
from fakes import FakeEmbedder

from aligncheck import pipeline
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


def check(sources: list[SegmentedDocument], target: SegmentedDocument) -> Report:
    return pipeline.check(sources, target, FakeEmbedder(), config="sha256:0")


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


def test_a_rule_that_cannot_look_says_so():
    report = check([document("a", SENTENCES, "xx")], document("b", SENTENCES, "xx"))
    assert {skipped.rule for skipped in report.pairs[0].skipped} == {"non-word", "untranslated"}
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
    report = pipeline.check([source], target, embedder, config="c", on_progress=done.append)
    assert sum(done) == len(source.segments) + len(target.segments)
    for segment in (*source.texts(), *target.texts()):
        assert embedder.texts.count(segment) == (*source.texts(), *target.texts()).count(segment)
    assert pipeline.check([source], target, FakeEmbedder(), config="c") == report


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

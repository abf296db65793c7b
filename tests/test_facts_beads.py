"""Which texts were edited rather than translated, as far as the facts they leave out tell."""

from test_detector_examples import made, segmented

from aligncheck.alignment import Alignment
from aligncheck.context import Context
from aligncheck.detectors.differing import FREELY
from aligncheck.detectors.number import PROBABILITIES, Number
from aligncheck.facts.beads import is_free
from aligncheck.facts.differences import Evidence

KEPT = [("Ada 12 guru.", "There are 12 teachers."), ("Ada 14 murid.", "There are 14 students.")]
LOST = ("Ada 16 rumah dan taman.", "There are houses and a garden.")


def context(*pairs: tuple[str, str], source_lang: str = "id") -> Context:
    sources, targets = zip(*pairs, strict=True)
    beads = tuple(made([[[index], [index]] for index in range(len(pairs))]))
    source, target = segmented("\n".join(sources), source_lang, []), segmented("\n".join(targets), "en", [])
    return Context(source, target, Alignment(beads, cost=0.0))


def test_one_number_left_out_is_no_edited_text():
    faithful = context(*KEPT, LOST)
    assert not any(is_free(faithful, bead) for bead in faithful.alignment.beads[2:])
    assert [finding.probability for finding in Number().detect(faithful)] == [PROBABILITIES[Evidence.MISSING]]


def test_where_more_is_left_out_a_missing_number_is_less_sure():
    edited = context(*KEPT, LOST, ("Ada 18 rumah lama.", "There are old houses."))
    assert all(is_free(edited, bead) for bead in edited.alignment.beads[2:])
    assert [finding.probability for finding in Number().detect(edited)] == [PROBABILITIES[FREELY]] * 2


def test_a_changed_number_is_as_sure_in_an_edited_text():
    edited = context(*KEPT, LOST, LOST, ("Ada 6.213 murid baru.", "There are 6,312 new students."))
    assert max(finding.probability for finding in Number().detect(edited)) >= PROBABILITIES[Evidence.NO_UNIT] - 0.1

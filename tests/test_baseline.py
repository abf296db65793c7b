"""Suppressions and the baseline: what is accepted, and the law that acceptance survives edits elsewhere."""

import json
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from samples import SAMPLES

from aligncheck.baseline import MAX_TEXT, Entry, accept, entries_of, read_baseline, renewed, write_baseline
from aligncheck.document import Document
from aligncheck.errors import ConfigError
from aligncheck.finding import Category, Finding, Severity
from aligncheck.suppressions import Suppression, suppress

MANY = SAMPLES["many"]
WORDS = st.lists(st.from_regex(r"[a-zäß]{1,6}", fullmatch=True), min_size=1, max_size=5)
SPACES = st.sampled_from([" ", "\n", "\r\n", "  ", "\t", "\n\n"])


def report_on(places):
    """Return a report with a finding on each place of the translation."""
    (pair,) = SAMPLES["empty"].pairs
    findings = tuple(Finding("non-word", Category.NON_WORD, Severity.MAJOR, 0.9, "m", None, place) for place in places)
    return replace(SAMPLES["empty"], pairs=(replace(pair, findings=findings),))


def written(segments, separators):
    """Join the words of segments, each word but the first after the next separator; return the text and the places."""
    text, spans = "", []
    separators = iter(separators)
    for words in segments:
        start = len(text)
        for number, word in enumerate(words):
            text += (next(separators) if number else "") + word
        spans.append((start, len(text)))
        text += "\n"
    document = Document("a.txt", text, "en")
    return [document.place(start, end) for start, end in spans]


@given(st.data(), st.lists(WORDS, min_size=1, max_size=5), st.lists(WORDS, max_size=5))
def test_acceptance_survives_edits_elsewhere_moved_lines_and_rewrapping(data, accepted, others):
    spaces = data.draw(st.lists(SPACES, min_size=50, max_size=50))
    before = entries_of(report_on(written(accepted, [" "] * 50)))
    edited = data.draw(st.permutations([*accepted, *others]))
    places = written(edited, spaces)
    left = [list(words) for words in accepted]
    marked = []
    for words, place in zip(edited, places, strict=True):
        if words in left:
            left.remove(words)
            marked.append(place)
    judged, stale = accept(report_on(marked), before, "b")
    assert stale == ()
    assert judged.open_findings == ()


@given(st.lists(WORDS, min_size=1, max_size=6), st.integers(0, 5))
def test_a_new_finding_is_never_accepted_and_a_mended_one_is_stale(segments, index):
    places = written(segments, [" "] * 50)
    before = entries_of(report_on(places[1:]))
    judged, stale = accept(report_on(places), before, "b")
    assert (len(judged.open_findings), stale) == (1, ())
    judged, stale = accept(report_on(places[:-1]), entries_of(report_on(places)), "b")
    assert judged.open_findings == ()
    assert len(stale) == 1


def test_a_file_reads_back_sorted_a_line_an_entry(tmp_path):
    path = str(tmp_path / "b.jsonl")
    entries = entries_of(MANY)
    write_baseline(path, reversed(entries))
    assert read_baseline(path) == entries == tuple(sorted(entries))
    lines = (tmp_path / "b.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(lines) == 1 + len(entries)
    assert json.loads(lines[1])["target"] == "berita/terjemahan.txt"
    assert "“" not in lines[1]


def test_long_texts_are_shortened_for_readers_and_still_told_apart(tmp_path):
    path = str(tmp_path / "b.jsonl")
    places = written([["word"] * 100 + ["one"], ["word"] * 100 + ["two"]], [" "] * 300)
    write_baseline(path, entries_of(report_on(places)))
    first, second = read_baseline(path)
    assert first.text == second.text
    assert len(first.text) <= MAX_TEXT
    assert accept(report_on(places), (first, second), "b") == (accept(report_on(places), (second, first), "b"))
    assert len(accept(report_on(places), (first,), "b")[0].open_findings) == 1


def test_a_merge_that_doubled_lines_is_read(tmp_path):
    path = tmp_path / "b.jsonl"
    write_baseline(str(path), [Entry("a", "r", "t", "f", 1), Entry("a", "r", "t", "f", 2), Entry("b", "r", "t", "f")])
    path.write_text(path.read_text() * 2)
    assert read_baseline(str(path)) == (Entry("a", "r", "t", "f", 2), Entry("b", "r", "t", "f"))


@pytest.mark.parametrize("line", ["<<<<<<< HEAD", "{}", "[1]", '{"target": "a"}', "null"])
def test_a_line_that_is_no_entry_is_named(tmp_path, line):
    path = tmp_path / "b.jsonl"
    write_baseline(str(path), [Entry("a", "r", "t", "f")])
    path.write_text(path.read_text() + line + "\n")
    with pytest.raises(ConfigError, match=r"b\.jsonl:3: not a line of a baseline"):
        read_baseline(str(path))


def test_a_missing_baseline_says_how_to_make_one():
    with pytest.raises(ConfigError, match="aligncheck baseline create"):
        read_baseline("gone.jsonl")


def test_entries_on_other_texts_are_neither_stale_nor_renewed_away():
    other = Entry("other.txt", "r", "t", "f")
    assert accept(MANY, [other], "b")[1] == ()
    assert renewed([other, Entry("berita/terjemahan.txt", "r", "t", "f")], MANY) == tuple(
        sorted([*entries_of(MANY), other])
    )


@pytest.mark.parametrize(
    ("suppression", "accepted"),
    [
        (Suppression("why", rule="non-word"), 2),
        (Suppression("why", rule="non-word", text="^traf"), 1),
        (Suppression("why", text="Warga"), 1),
        (Suppression("why", file="berita/*.txt"), 8),
        (Suppression("why", file="berita/asli.txt", rule="number"), 1),
    ],
)
def test_suppressions_accept_what_all_their_parts_fit(suppression, accepted):
    judged = suppress(MANY, [suppression])
    assert [finding.suppressed for finding in judged.findings].count("why") == accepted
    assert judged.notes == ()


@pytest.mark.parametrize(
    "suppression",
    [
        Suppression("why", rule="date"),
        Suppression("why", rule="number", text="Certaining"),
        Suppression("why", rule="number", file="other/*"),
    ],
)
def test_an_unused_suppression_is_reported_when_everything_was_looked_at(suppression):
    judged = suppress(MANY, [suppression])
    assert judged.open_findings == MANY.findings
    (note,) = judged.notes
    assert re.fullmatch(r"unused suppression: rule = .* fits no finding; take it out", note)
    assert suppress(MANY, [suppression], complete=False).notes == ()


def test_suppressed_findings_stay_out_of_the_baseline():
    judged = suppress(MANY, [Suppression("why", rule="non-word")])
    assert {entry.rule for entry in entries_of(judged)} == {finding.rule for finding in MANY.findings} - {"non-word"}

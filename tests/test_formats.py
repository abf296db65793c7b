"""All report formats: golden files for every sample, and the laws each format keeps."""

import json
import unicodedata
from dataclasses import replace

import click
import golden_files
import pytest
from samples import SAMPLES, verdict

from aligncheck.formats import FORMATS, TableFormat
from aligncheck.formats.beads import BEAD_FORMATS

SAMPLE_NAMES = sorted(SAMPLES)
BIDI_CONTROLS = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}


def render(form: str, sample: str) -> str:
    report = SAMPLES[sample]
    return FORMATS[form].render(report, verdict(report))


def render_beads(form: str, sample: str) -> str:
    pair = SAMPLES[sample].pairs[0]
    return BEAD_FORMATS[form](pair.source, pair.target, pair.alignment)


@pytest.mark.parametrize("sample", SAMPLE_NAMES)
@pytest.mark.parametrize("form", sorted(FORMATS))
def test_report_is_the_golden_one(form, sample, pytestconfig):
    golden_files.check(f"reports/{sample}{FORMATS[form].suffix}", render(form, sample), pytestconfig)


@pytest.mark.parametrize("sample", SAMPLE_NAMES)
@pytest.mark.parametrize("form", sorted(BEAD_FORMATS))
def test_beads_are_the_golden_ones(form, sample, pytestconfig):
    golden_files.check(f"beads/{sample}.{form}", render_beads(form, sample), pytestconfig)


def test_every_golden_file_has_its_format_and_sample():
    expected = {f"reports/{sample}{form.suffix}" for sample in SAMPLES for form in FORMATS.values()}
    expected |= {f"beads/{sample}.{form}" for sample in SAMPLES for form in BEAD_FORMATS}
    found = {
        path.relative_to(golden_files.FOLDER).as_posix()
        for folder in ("reports", "beads")
        for path in golden_files.path_of(folder).iterdir()
    }
    assert found == expected


def test_formats_are_listed_under_their_names_and_suffixes_differ():
    assert [form.name for form in FORMATS.values()] == list(FORMATS)
    assert len({form.suffix for form in FORMATS.values()}) == len(FORMATS)


@pytest.mark.parametrize("sample", SAMPLE_NAMES)
@pytest.mark.parametrize("form", sorted(FORMATS))
def test_report_ends_with_one_newline_and_repeats_itself(form, sample):
    text = render(form, sample)
    assert text.endswith("\n")
    assert not text.endswith("\n\n")
    assert text == render(form, sample)


@pytest.mark.parametrize("sample", SAMPLE_NAMES)
@pytest.mark.parametrize("form", sorted(FORMATS))
def test_no_control_character_reaches_a_report(form, sample):
    # Each could steer a terminal or turn the reading order round.
    allowed = "\n\t" if form == "html" else "\n"
    text = render(form, sample)
    assert [c for c in text if unicodedata.category(c) == "Cc" and c not in allowed] == []
    assert [c for c in text if unicodedata.bidirectional(c) in BIDI_CONTROLS] == []


def test_colour_changes_nothing_but_colour():
    report = SAMPLES["many"]
    plain = TableFormat().render(report, verdict(report))
    coloured = TableFormat(color=True).render(report, verdict(report))
    assert "\x1b[" in coloured
    assert click.unstyle(coloured) == plain


def test_the_table_of_no_pairs_says_so():
    nothing = replace(SAMPLES["empty"], pairs=())
    assert TableFormat().render(nothing, verdict(nothing)) == (
        "No translation was compared.\n\nPASSED: no translation changed, nothing was to check\n"
    )


def test_ladder_reads_back_as_the_beads():
    beads = SAMPLES["many"].pairs[0].alignment.beads
    pairs = [tuple(map(json.loads, line.split(":"))) for line in render_beads("ladder", "many").splitlines()]
    assert pairs == [(list(bead.source), list(bead.target)) for bead in beads]


@pytest.mark.parametrize("sample", SAMPLE_NAMES)
def test_tsv_has_seven_cells_a_row_and_a_row_a_bead(sample):
    rows = [line.split("\t") for line in render_beads("tsv", sample).splitlines()]
    assert {len(row) for row in rows} == {7}
    assert len(rows) == 1 + len(SAMPLES[sample].pairs[0].alignment.beads)


def test_tsv_folds_tabs_and_line_breaks_within_a_segment():
    last = render_beads("tsv", "hostile").splitlines()[-1]
    assert last.split("\t")[5].startswith("=cmd() and a tab")

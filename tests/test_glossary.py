"""Glossaries from CSV and TBX, and what is wrong with them."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligncheck.errors import InputError
from aligncheck.glossary import Term, read_glossary

TBX_2008 = """<?xml version="1.0"?>
<martif type="TBX"><text><body>
<termEntry id="1">
  <langSet xml:lang="id"><tig><term>kelurahan</term></tig></langSet>
  <langSet xml:lang="en-GB">
    <tig><term>urban village</term><termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></tig>
    <ntig><termGrp><term>sub-district</term>
      <termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></termGrp></ntig>
  </langSet>
  <langSet xml:lang="de"><tig><term>Stadtviertel</term></tig></langSet>
</termEntry>
</body></text></martif>
"""

TBX_2019 = """<?xml version="1.0"?>
<tbx xmlns="urn:iso:std:iso:30042:ed-2" xmlns:min="http://www.tbxinfo.net/ns/min"><text><body>
<conceptEntry id="1">
  <langSec xml:lang="id"><termSec><term>kabupaten</term></termSec></langSec>
  <langSec xml:lang="en"><termSec><term>regency</term></termSec>
    <termSec><term>district</term><min:administrativeStatus>superseded</min:administrativeStatus></termSec></langSec>
</conceptEntry>
</body></text></tbx>
"""


def read(tmp_path: Path, name: str, text: str) -> tuple[Term, ...]:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return read_glossary(str(path), "id", "en").terms


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_with_any_delimiter(tmp_path: Path, delimiter: str):
    rows = ["source,target,forbidden", "kabupaten,regency|regencies,district", "KPU,KPU,", ",,"]
    terms = read(tmp_path, "terms.csv", "\ufeff" + "\r\n".join(rows).replace(",", delimiter))
    assert terms == (Term("kabupaten", ("regency", "regencies"), ("district",)), Term("KPU", ("KPU",)))


def test_csv_columns_in_any_order_and_case_without_forbidden(tmp_path: Path):
    assert read(tmp_path, "terms.csv", 'Target,Note,SOURCE\n"by-election, early",x,pilkada\n') == (
        Term("pilkada", ("by-election, early",)),
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("term,english\na,b\n", "terms.csv:1: no column named source and no column named target"),
        ("source,target\nkabupaten,regency\nkota,\n", "terms.csv:3: a row without a rendering, required or forbidden,"),
        ("source,target\n,regency\n", "terms.csv:2: a row without a source term"),
        ('source,target\n"kota"x,city\n', "terms.csv:2: not readable as CSV"),
        ("source,target\n", "terms.csv: no term from id into en"),
    ],
)
def test_errors_in_csv_name_file_and_line(tmp_path: Path, text: str, message: str):
    with pytest.raises(InputError) as caught:
        read(tmp_path, "terms.csv", text)
    assert message in str(caught.value)
    assert "\n  " in str(caught.value), "says what to do"


def test_tbx_of_2008(tmp_path: Path):
    assert read(tmp_path, "terms.tbx", TBX_2008) == (Term("kelurahan", ("urban village",), ("sub-district",)),)


def test_tbx_of_2019(tmp_path: Path):
    assert read(tmp_path, "terms.xml", TBX_2019) == (Term("kabupaten", ("regency",), ("district",)),)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("<tbx>\n<text>\n</tbx>", "terms.tbx:3: not well-formed XML"),
        ("<html><body>no</body></html>", "terms.tbx: no term entry in the file"),
        (
            '<!DOCTYPE t [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><t>&b;</t>',
            "terms.tbx: the file declares XML entities",
        ),
        (TBX_2008.replace('"en-GB"', '"fr"'), "terms.tbx: no term from id into en"),
    ],
)
def test_errors_in_tbx(tmp_path: Path, text: str, message: str):
    with pytest.raises(InputError) as caught:
        read(tmp_path, "terms.tbx", text)
    assert message in str(caught.value)


def test_a_missing_file(tmp_path: Path):
    with pytest.raises(InputError, match=r"no\.csv"):
        read_glossary(str(tmp_path / "no.csv"), "id", "en")


cells = st.text(st.characters(categories=("L", "N")), min_size=1, max_size=8)


@given(rows=st.lists(st.tuples(cells, st.lists(cells, min_size=1, max_size=3)), min_size=1, max_size=5))
def test_what_is_written_is_read(tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, list[str]]]):
    text = "source,target\n" + "".join(f"{source},{'|'.join(targets)}\n" for source, targets in rows)
    terms = read(tmp_path_factory.mktemp("glossary"), "terms.csv", text)
    assert terms == tuple(Term(source, tuple(targets)) for source, targets in rows)

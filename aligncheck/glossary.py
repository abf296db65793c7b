"""Glossaries: how terms must, and must not, be translated.

Read are CSV files (a header row with the columns source, target and, if there are any, forbidden; several renderings
of a term are separated by "|") and TBX files (TermBase eXchange, ISO 30042, in its two layouts of 2008 and 2019; a term
whose administrative status is deprecated or superseded is a forbidden rendering).
"""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

from aligncheck.errors import InputError
from aligncheck.reading import read_text

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

SEPARATOR = "|"
DELIMITERS = ",;\t"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_ENTRIES = ("termEntry", "conceptEntry")
_SECTIONS = ("langSet", "langSec")
_GROUPS = ("tig", "ntig", "termSec")
_FORBIDDEN = ("deprecated", "superseded")


@dataclass(frozen=True)
class Term:
    """A source term and its renderings."""

    source: str

    required: tuple[str, ...]
    """Renderings of which one must stand in the translation; any will do if empty."""

    forbidden: tuple[str, ...] = ()
    """Renderings that must not."""


@dataclass(frozen=True)
class Glossary:
    """The terms of one file, in its order."""

    path: str
    terms: tuple[Term, ...]


def read_glossary(path: str, source_language: str, target_language: str) -> Glossary:
    """Read a glossary, as TBX if the file's name ends in .tbx or .xml, else as CSV.

    Args:
        path: The file.
        source_language: ISO 639-1 code; needed for TBX, which may have many languages.
        target_language: Likewise.

    Raises:
        InputError: the file cannot be read or is no glossary, or holds no term for these languages.
    """
    text = read_text(path).text
    is_xml = Path(path).suffix.lower() in (".tbx", ".xml")
    terms = tuple(_tbx_terms(path, text, source_language, target_language) if is_xml else _csv_terms(path, text))
    if not terms:
        raise InputError(
            f"{path}: no term from {source_language} into {target_language}\n"
            "  Give a glossary for the languages of the texts."
        )
    return Glossary(path, terms)


def _csv_terms(path: str, text: str) -> Iterator[Term]:
    header_line = text.splitlines()[0] if text else ""
    delimiter = max(DELIMITERS, key=header_line.count)
    reader = csv.DictReader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    names = {(name or "").strip().lower(): name for name in reader.fieldnames or ()}
    missing = [name for name in ("source", "target") if name not in names]
    if missing:
        raise InputError(
            f"{path}:1: no column named {' and no column named '.join(missing)}\n"
            "  Begin the file with the line: source,target,forbidden"
        )
    try:
        for row in reader:
            source, target, forbidden = (
                (row.get(names.get(name, "")) or "") for name in ("source", "target", "forbidden")
            )
            renderings = _renderings(target), _renderings(forbidden)
            if not source.strip() and not any(renderings):
                continue
            if not source.strip() or not any(renderings):
                lacking = "source term" if not source.strip() else "rendering, required or forbidden,"
                raise InputError(
                    f"{path}:{reader.line_num}: a row without a {lacking}\n  Complete the row or delete it."
                )
            yield Term(source.strip(), *renderings)
    except csv.Error as error:
        raise InputError(
            f"{path}:{reader.line_num + 1}: not readable as CSV ({error})\n  Check the quotation marks in this line."
        ) from error


def _renderings(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(SEPARATOR) if part.strip())


def _tbx_terms(path: str, text: str, source_language: str, target_language: str) -> Iterator[Term]:
    from xml.etree.ElementTree import ParseError

    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    try:
        root = fromstring(text.encode("utf-8"), forbid_dtd=False)
    except ParseError as error:
        raise InputError(
            f"{path}:{error.position[0]}: not well-formed XML ({error})\n  Export it as TBX again."
        ) from error
    except DefusedXmlException as error:
        raise InputError(f"{path}: the file declares XML entities, which are not read\n  Export it without.") from error
    entries = [element for element in root.iter() if _name(element) in _ENTRIES]
    if not entries:
        raise InputError(f"{path}: no term entry in the file\n  Give a TBX file (ISO 30042) or a CSV file.")
    for entry in entries:
        terms = [(language, *term) for language, section in _sections(entry) for term in _terms(section)]
        required = tuple(text for language, text, is_bad in terms if language == target_language and not is_bad)
        forbidden = tuple(text for language, text, is_bad in terms if language == target_language and is_bad)
        if required or forbidden:
            for language, term, _ in terms:
                if language == source_language:
                    yield Term(term, required, forbidden)


def _sections(entry: "Element") -> Iterator[tuple[str, "Element"]]:
    for section in entry:
        if _name(section) in _SECTIONS:
            yield (
                (section.get(_LANGUAGE) or section.get("lang") or "").replace("_", "-").partition("-")[0].lower(),
                section,
            )


def _terms(section: "Element") -> Iterator[tuple[str, bool]]:
    """Yield each term of a language and whether it is forbidden."""
    for group in section:
        if _name(group) not in _GROUPS:
            continue
        term = next((element for element in group.iter() if _name(element) == "term"), None)
        status = [
            (element.text or "").strip().lower()
            for element in group.iter()
            if _name(element) in ("administrativeStatus", "normativeAuthorization")
            or (
                _name(element) == "termNote"
                and element.get("type") in ("administrativeStatus", "normativeAuthorization")
            )
        ]
        text = "".join(term.itertext()).strip() if term is not None else ""
        if text:
            yield text, any(one.startswith(_FORBIDDEN) for one in status)


def _name(element: "Element") -> str:
    """Return a tag without its namespace."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""

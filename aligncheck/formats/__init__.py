"""Report formats, one file each."""

from aligncheck.formats.base import Format
from aligncheck.formats.html import HtmlFormat
from aligncheck.formats.json import JsonFormat
from aligncheck.formats.markdown import MarkdownFormat
from aligncheck.formats.table import TableFormat

__all__ = ["FORMATS", "Format", "HtmlFormat", "JsonFormat", "MarkdownFormat", "TableFormat"]

FORMATS: dict[str, Format] = {form.name: form for form in (TableFormat(), JsonFormat(), MarkdownFormat(), HtmlFormat())}
"""The words for ``--format`` and what they write; `TableFormat(color=True)` is for a terminal that shows colours."""

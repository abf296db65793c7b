"""Report formats, one file each."""

from aligncheck.formats.base import Format
from aligncheck.formats.github import GithubFormat
from aligncheck.formats.gitlab import GitlabFormat
from aligncheck.formats.html import HtmlFormat
from aligncheck.formats.json import JsonFormat
from aligncheck.formats.junit import JunitFormat
from aligncheck.formats.markdown import MarkdownFormat
from aligncheck.formats.sarif import SarifFormat
from aligncheck.formats.table import TableFormat

__all__ = [
    "FORMATS",
    "Format",
    "GithubFormat",
    "GitlabFormat",
    "HtmlFormat",
    "JsonFormat",
    "JunitFormat",
    "MarkdownFormat",
    "SarifFormat",
    "TableFormat",
]

FORMATS: dict[str, Format] = {
    form.name: form
    for form in (
        TableFormat(),
        JsonFormat(),
        MarkdownFormat(),
        HtmlFormat(),
        SarifFormat(),
        JunitFormat(),
        GithubFormat(),
        GitlabFormat(),
    )
}
"""The words for ``--format`` and what they write; `TableFormat(color=True)` is for a terminal that shows colours."""

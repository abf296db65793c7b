"""HTML: the report as an editor opens it, one file from disk, nothing fetched, and nothing run but its own script.

The templates, the style sheet and the scripts are in assets. Without the scripts everything can be read; with them
findings can be walked through, filtered, copied and accepted, and words show what they are linked to. Many
translations may also have a page each, and an index.
"""

import base64
import hashlib
from collections.abc import Callable
from functools import cache
from importlib.resources import files
from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined

from aligncheck.finding import Severity
from aligncheck.formats.index import Index, Neighbours, lay_out_index, pages_of
from aligncheck.formats.page import Page, as_markdown, direction, lay_out
from aligncheck.formats.wording import count, label, number_of_findings, one_line, percent, quality, shorten, visible
from aligncheck.gate import Verdict
from aligncheck.paths import plain
from aligncheck.report import Report


class HtmlFormat:
    """The report as a self-contained page."""

    name = "html"
    suffix = ".html"

    def render(self, report: Report, verdict: Verdict) -> str:
        """Return the page, which ends with a newline."""
        return _page(report, verdict, None)


def render_site(
    report: Report, verdict: Verdict, judge: Callable[[Report], Verdict], *, index: str, folder: str
) -> tuple[str, dict[str, str]]:
    """Return an index of the translations of a report, and a page for each.

    Args:
        report: What was found, of any number of translations.
        verdict: The verdict on all of it.
        judge: Judges the report of one translation.
        index: Name of the index's file; it will be in the folder above the pages'.
        folder: Name of the pages' folder, beside the index.

    Returns:
        The index and the pages by the names of their files; each ends with a newline.
    """
    pages = pages_of(report, judge)
    names = [page.name for page in pages]
    texts = {
        page.name: _page(page.report, page.verdict, Neighbours(f"../{quote(index)}", quote(before), quote(after)))
        for page, before, after in zip(pages, ["", *names[:-1]], [*names[1:], ""], strict=True)
    }
    return _rendered("index.html.jinja", lay_out_index(report, verdict, pages, folder), _INDEX_SCRIPTS), texts


def is_page(path: Path) -> bool:
    """Whether a file is a page that this program wrote."""
    if path.suffix != HtmlFormat.suffix or path.is_symlink() or not path.is_file():
        return False
    with path.open("rb") as stream:
        return b'<meta name="generator" content="aligncheck ' in stream.read(_HEAD)


_HEAD = 2_000  # bytes that hold the head of every page, up to its style sheet
_INDEX_SCRIPTS = ("theme.js", "index.js")
_PAGE_SCRIPTS = ("theme.js", "index.js", "links.js", "report.js")


def _page(report: Report, verdict: Verdict, neighbours: Neighbours | None) -> str:
    return _rendered("report.html.jinja", lay_out(report, verdict), _PAGE_SCRIPTS, neighbours=neighbours)


def _rendered(template: str, page: Page | Index, scripts: tuple[str, ...], **more: object) -> str:
    css, first, script = _asset("report.css"), _asset("first.js"), "".join(map(_asset, scripts))
    policy = _policy(css, first, script)
    text = (
        _environment()
        .get_template(template)
        .render(page=page, css=css, first=first, script=script, policy=policy, **more)
    )
    return text.lstrip()  # the template's macros leave blank lines before the page


def _policy(css: str, *scripts: str) -> str:
    """Return the page's Content-Security-Policy.

    No network, no script and no style but ours, by their hashes, and no way to make text into markup (trusted types): a
    text that slipped through escaping could still do nothing.
    """
    digests = " ".join(f"'{_digest(script)}'" for script in scripts)
    return (
        f"default-src 'none'; style-src '{_digest(css)}'; script-src {digests}; "
        "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    )


def _digest(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


@cache
def _asset(name: str) -> str:
    return files("aligncheck").joinpath("formats", "assets", name).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("aligncheck", "formats/assets"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {
        "as_markdown": as_markdown,
        "direction": direction,
        "label": label,
        "number_of_findings": number_of_findings,
        "one_line": one_line,
        "percent": percent,
        "plain": plain,
        "quality": quality,
        "shorten": shorten,
        "visible": visible,
    }
    environment.globals |= {"count": count, "severities": list(reversed(Severity))}
    return environment

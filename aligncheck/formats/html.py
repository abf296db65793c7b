"""HTML: the report as an editor opens it, one file from disk, nothing fetched, and nothing run but its own script.

The template, the style sheet and the scripts are assets/report.html.jinja, report.css, report.js and links.js. Without
the scripts everything can be read; with them findings can be walked through, filtered, copied and accepted, and words
show what they are linked to.
"""

import base64
import hashlib
from functools import cache
from importlib.resources import files

from jinja2 import Environment, StrictUndefined, Template

from aligncheck.finding import Severity
from aligncheck.formats.page import as_markdown, direction, lay_out
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
        css, script = _asset("report.css"), _asset("links.js") + _asset("report.js")
        page = _template().render(
            page=lay_out(report, verdict), css=css, script=script, policy=_policy(css=css, script=script)
        )
        return page.lstrip()  # the template's macros leave blank lines before the page


def _policy(*, css: str, script: str) -> str:
    """Return the page's Content-Security-Policy.

    No network, no script and no style but ours, by their hashes, and no way to make text into markup (trusted types): a
    text that slipped through escaping could still do nothing.
    """
    return (
        f"default-src 'none'; style-src '{_digest(css)}'; script-src '{_digest(script)}'; "
        "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    )


def _digest(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"


def _asset(name: str) -> str:
    return files("aligncheck").joinpath("formats", "assets", name).read_text(encoding="utf-8")


@cache
def _template() -> Template:
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True
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
    return environment.from_string(_asset("report.html.jinja"))

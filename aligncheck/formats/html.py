"""HTML: the report as an editor opens it, one file from disk, nothing fetched and nothing run.

The template and the style sheet are assets/report.html.jinja and assets/report.css.
"""

import base64
import hashlib
from functools import cache
from importlib.resources import files

from jinja2 import Environment, StrictUndefined, Template

from aligncheck.finding import Severity
from aligncheck.formats.page import direction, lay_out
from aligncheck.formats.wording import count, label, one_line, percent, quality, shorten, visible
from aligncheck.gate import Verdict
from aligncheck.report import Report


class HtmlFormat:
    """The report as a self-contained page."""

    name = "html"
    suffix = ".html"

    def render(self, report: Report, verdict: Verdict) -> str:
        """Return the page, which ends with a newline."""
        css = _asset("report.css")
        digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
        # No script, no network, no style but ours: a text that slipped through escaping could still do nothing.
        policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
        page = _template().render(page=lay_out(report, verdict), css=css, policy=policy)
        return page.lstrip()  # the template's macros leave blank lines before the page


def _asset(name: str) -> str:
    return files("aligncheck").joinpath("formats", "assets", name).read_text(encoding="utf-8")


@cache
def _template() -> Template:
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True
    )
    environment.filters |= {
        "direction": direction,
        "label": label,
        "one_line": one_line,
        "percent": percent,
        "quality": quality,
        "shorten": shorten,
        "visible": visible,
    }
    environment.globals |= {"count": count, "severities": list(reversed(Severity))}
    return environment.from_string(_asset("report.html.jinja"))

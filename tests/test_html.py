"""The HTML report, read by a parser: nothing foreign runs, nothing is fetched, and every text is where it belongs."""

import base64
import hashlib
import re
from collections import Counter
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser
from importlib.resources import files

import pytest
from samples import SAMPLES, SIGNATURE, Texts, links, one_to_one, verdict

from aligncheck.alignment import Similarity
from aligncheck.finding import Category, FactPair, Finding, Severity
from aligncheck.formats.html import HtmlFormat
from aligncheck.formats.links import encode
from aligncheck.formats.page import direction
from aligncheck.formats.wording import visible
from aligncheck.report import Pair, Report, Role

SAMPLE_NAMES = sorted(SAMPLES)
VOID = {"meta", "input"}


@dataclass
class Element:
    tag: str
    attributes: dict[str, str]
    children: list["Element | str"] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(child if isinstance(child, str) else child.text for child in self.children)

    @property
    def classes(self) -> list[str]:
        return self.attributes.get("class", "").split()

    def all(self, tag: str | None = None, css_class: str | None = None) -> list["Element"]:
        below = [child for child in self.children if isinstance(child, Element)]
        found = [element for child in below for element in child.all(tag, css_class)]
        mine = (tag is None or self.tag == tag) and (css_class is None or css_class in self.classes)
        return [self, *found] if mine else found


class TreeBuilder(HTMLParser):
    """Builds the tree and insists that every element is closed where it was opened."""

    def __init__(self) -> None:
        super().__init__()
        self.open = [Element("document", {})]

    def handle_starttag(self, tag, attrs):
        names = [name for name, _ in attrs]
        assert len(names) == len(set(names)), f"<{tag}> has an attribute twice"
        element = Element(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in VOID:
            self.open.append(element)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        self.open.pop()

    def handle_endtag(self, tag):
        assert self.open.pop().tag == tag

    def handle_data(self, data):
        self.open[-1].children.append(data)

    def handle_comment(self, data):
        raise AssertionError(f"a comment: {data}")


def parse(report: Report) -> Element:
    return tree(HtmlFormat().render(report, verdict(report)))


def tree(text: str) -> Element:
    builder = TreeBuilder()
    builder.feed(text)
    builder.close()
    assert len(builder.open) == 1
    return builder.open[0]


@pytest.fixture(params=SAMPLE_NAMES)
def sample(request):
    return SAMPLES[request.param], parse(SAMPLES[request.param])


ALLOWED = frozenset(
    re.findall(
        r"\w+",
        "html head meta title style script body header main section nav aside footer div span h1 h2 h3 p ul ol li dl "
        "dt dd table thead tbody tr th td a b i q bdi code kbd mark article figure figcaption details summary dialog "
        "svg circle path rect button input label output form",
    )
)


def test_nothing_foreign_runs_and_nothing_is_fetched(sample):
    _, page = sample
    elements = page.all()[1:]
    assert {element.tag for element in elements} <= ALLOWED
    for element in elements:
        for name, value in element.attributes.items():
            assert not name.startswith("on")
            assert name not in {"src", "srcset", "style", "action", "data", "formaction", "ping"}
            assert name != "href" or value.startswith("#")
    first, script = page.all("script")
    assets = files("aligncheck").joinpath("formats", "assets")
    assert first.text == assets.joinpath("first.js").read_text(encoding="utf-8")
    scripts = ("theme.js", "index.js", "links.js", "report.js")
    assert script.text == "".join(assets.joinpath(name).read_text(encoding="utf-8") for name in scripts)


def test_policy_allows_the_style_sheet_and_the_two_scripts_and_nothing_else(sample):
    _, page = sample
    style, first, script = (
        f"'sha256-{base64.b64encode(hashlib.sha256(element.text.encode()).digest()).decode()}'"
        for element in (*page.all("style"), *page.all("script"))
    )
    (policy,) = [m.attributes["content"] for m in page.all("meta") if "http-equiv" in m.attributes]
    assert policy == (
        f"default-src 'none'; style-src {style}; script-src {first} {script}; base-uri 'none'; "
        "form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
    )
    assert not re.search(r"url\(|@import|expression", page.all("style")[0].text)


def test_every_link_has_its_target_and_ids_are_unique(sample):
    _, page = sample
    ids = [element.attributes["id"] for element in page.all() if "id" in element.attributes]
    assert [name for name, times in Counter(ids).items() if times > 1] == []
    assert {link.attributes["href"][1:] for link in page.all("a")} <= set(ids)


def sections(report: Report, page: Element) -> list[tuple[Pair, Element]]:
    """Return the pairs that are shown in full, with their elements."""
    shown = {element.attributes["id"]: element for element in page.all(css_class="pair")}
    return [(pair, shown[f"pair-{number}"]) for number, pair in enumerate(report.pairs, 1) if f"pair-{number}" in shown]


def test_every_segment_stands_in_its_column_as_it_is(sample):
    report, page = sample
    for pair, section in sections(report, page):
        for side, document in (("source", pair.source), ("target", pair.target)):
            cells = section.all(css_class=side)
            segments = [segment for cell in cells for segment in cell.all(css_class="segment")]
            segments.sort(key=lambda segment: int(segment.attributes["data-segment"]))  # moved ones stand elsewhere
            shown = [segment.text.replace("\t", "[U+0009]") for segment in segments]
            assert shown == [visible(text) for text in document.texts()]
            for cell in cells:
                if cell.all(css_class="segment"):
                    assert cell.attributes["lang"] == document.document.language
                    assert cell.attributes["dir"] == direction(document.document.language)


def test_every_finding_is_marked_on_both_sides_with_exactly_its_words(sample):
    report, page = sample
    for pair, section in sections(report, page):
        for side in ("source", "target"):
            column = section.all(css_class=side)
            for number, finding in enumerate(pair.findings, 1):
                place = getattr(finding, side)
                marks = [m for cell in column for m in cell.all("mark") if str(number) in findings_on(m)]
                text = "".join(mark.text for mark in marks).replace("\t", "[U+0009]")
                assert text == ("" if place is None else visible(place.text))
                for mark in marks:
                    assert any(name.startswith("category-") for name in mark.classes)
                    assert any(name.startswith("severity-") for name in mark.classes)


def findings_on(mark: Element) -> list[str]:
    return mark.attributes["data-findings"].split()


def test_every_finding_has_one_card_and_a_link_from_each_place(sample):
    report, page = sample
    cards = page.all(css_class="card")
    assert sorted(int(card.attributes["data-number"]) for card in cards) == list(range(1, len(report.findings) + 1))
    for card in cards:
        number = card.attributes["data-number"]
        finding = report.findings[int(number) - 1]
        assert card.attributes["data-fingerprint"] == finding.fingerprint
        assert visible(" ".join(finding.message.split())) in card.text
        refs = [ref for ref in page.all(css_class="ref") if ref.attributes["data-number"] == number]
        assert {ref.attributes["href"] for ref in refs} <= {"#" + card.attributes["id"]}
        shown = [spot for spot in card.all("dt") if spot.all("a")]
        assert len(refs) == len(shown)


def linked_words(row: Element) -> list[tuple[str, ...]]:
    """Read a row's links as a browser does: in UTF-16 units of what the cells show."""
    shown = [next(iter(row.all(css_class=side))).text.encode("utf-16-le") for side in ("source", "target")]
    numbers = list(map(int, row.attributes["data-links"].split()))
    ends = [0, 0]
    found = []
    for at in range(0, len(numbers), 4):
        words = []
        for side in (0, 1):
            start = ends[side] + numbers[at + 2 * side]
            ends[side] = start + numbers[at + 2 * side + 1]
            words.append(shown[side][2 * start : 2 * ends[side]].decode("utf-16-le"))
        found.append(tuple(words))
    return found


@pytest.mark.parametrize("sample", ["hostile", "many", "scripts"])
def test_word_links_lead_to_the_words_as_they_are_shown(sample):
    report = SAMPLES[sample]
    for pair, section in sections(report, parse(report)):
        sides = (pair.source.document.text, pair.target.document.text)
        rows = section.all("li", "bead")
        for bead, row in zip(pair.alignment.beads, rows, strict=True):
            links = [(link.source, link.target) for link in pair.word_links.get(bead, ())]
            expected = [tuple(text[slice(*at)] for text, at in zip(sides, link, strict=True)) for link in links]
            assert (linked_words(row) if "data-links" in row.attributes else []) == expected


def test_a_line_break_of_two_characters_within_a_segment_is_one_on_the_page():
    source = Texts("a.txt", "id", ("Air itu\r\njernih.",)).build()
    target = Texts("b.txt", "en", ("The water is clear.",)).build()
    link = links(source, target, (0, "jernih", 0, "clear"))
    assert encode(link, (source, [(0, "")]), (target, [(0, "")])) == "8 6 13 5"


def test_facts_stand_on_the_card_as_they_were_understood_unless_they_only_repeat_the_words():
    page = parse(SAMPLES["many"])
    facts = [
        [(fact.all("dt")[0].text, fact.all("dd")[0].text) for fact in card.all("div", "fact")]
        for card in page.all(css_class="card")
    ]
    assert facts[0] == [
        ("original understood as", "21 juta = 21000000"),
        ("translation understood as", "12 million = 12000000"),
    ]
    assert facts[4] == [
        ("original understood as", "tetapi = but"),
        ("translation understood as", "nothing of the kind"),
    ]
    assert facts[1] == []
    pair = SAMPLES["one"].pairs[0]
    plain = replace(pair.findings[0], facts=FactPair(None, "swim"))
    assert parse(Report(SIGNATURE, (replace(pair, findings=(plain,)),))).all(css_class="fact") == []


def test_what_could_not_be_checked_is_listed_and_the_check_is_incomplete():
    page = parse(SAMPLES["unchecked"])
    assert page.all("h1")[0].text == "Translation check incomplete"
    (items,) = page.all("ul", "unchecked")
    assert [item.text[:20] for item in items.all("li")] == ["en/b.txt from id/b.t", "en/|[U+202E].txt fro"]


@pytest.mark.parametrize(
    ("sample", "advice"),
    [
        ("empty", "Nothing keeps it from going out, by the rules set."),
        ("one", "Nothing keeps it from going out, by the rules set; 1 finding may be worth a look."),
        ("suppressed", "Look at the finding marked ✕ before it goes out."),
        ("many", "Look at the 4 findings marked ✕ before it goes out."),
        ("bare", "See to this before it goes out."),
        ("unrelated", "It could not be compared with its original."),
        ("unchecked", "Some texts could not be read; nothing is known of them."),
    ],
)
def test_the_outcome_is_told_in_a_plain_sentence_and_as_many_findings_are_marked(sample, advice):
    page = parse(SAMPLES[sample])
    assert page.all("p", "advice")[0].text == advice
    marked = [card for card in page.all(css_class="card") if card.all(css_class="fails")]
    assert len(marked) == len(verdict(SAMPLES[sample]).failing)
    assert len([item for each in page.all("details", "list") for item in each.all(css_class="fails")]) == len(marked)


def test_every_candidate_has_its_dot_plot():
    page = parse(SAMPLES["many"])
    (panel,) = page.all("details", "plot")
    assert [figure.all("b")[0].text for figure in panel.all("figure")] == [
        "berita/asli.txt",
        "berita/singkat.txt",
        "berita/lain.txt",
    ]
    plot = panel.all("svg")[0]
    assert plot.attributes["viewbox"] == "0 0 7 7"
    drawn = {path.attributes["class"]: path.attributes["d"] for path in plot.all("path")}
    assert drawn["dots level-1"] == "M5 0h1v1h-1z"
    assert drawn["dots level-5"] == "M0 0h1v1h-1zM1 1h1v1h-1z"
    assert drawn["boxes"].count("M") == 3
    assert drawn["path"].startswith("M0 0L1 1L2 2L2 3L4 5")


def test_of_many_candidates_those_that_hold_most_of_the_translation_are_plotted():
    pairs = [replace(SAMPLES["many"].pairs[2], coverage=number / 100) for number in range(20)]
    (panel,) = parse(Report(SIGNATURE, tuple(pairs))).all("details", "plot")
    assert len(panel.all("figure")) == 12
    assert "hold most of the translation" in panel.all("summary")[0].text


def test_a_plot_of_long_texts_has_dots_that_can_be_seen():
    (panel,) = parse(book(200, 50)).all("details", "plot")
    drawn = {path.attributes["class"]: path.attributes["d"] for path in panel.all("path")}
    assert drawn["fine level-5"].startswith("M0.5 0.5h0M1.5 1.5h0")
    assert "boxes" not in drawn


def test_overlapping_findings_look_like_the_worst_of_them():
    page = parse(SAMPLES["many"])
    (mark,) = [mark for mark in page.all("mark", "overlap") if mark.text == "Certaining"]
    assert findings_on(mark) == ["2", "4"]
    assert {"category-non-word", "severity-major"} <= set(mark.classes)


def test_an_omission_stands_against_a_gap_that_names_it():
    page = parse(SAMPLES["many"])
    (row,) = [row for row in page.all("li", "bead") if "Warga menunggu" in row.text and row.all(css_class="card")]
    (gap,) = row.all(css_class="gap")
    assert gap.text == "not in the translation"
    assert [ref.attributes["data-number"] for ref in gap.all(css_class="ref")] == ["6"]


def test_an_insertion_point_within_a_text_is_a_caret_with_a_name():
    page = parse(SAMPLES["many"])
    (caret,) = page.all(css_class="caret")
    assert caret.attributes["aria-label"] == "something is missing here"
    assert findings_on(caret) == ["5"]


def test_furniture_is_labelled_and_asks_for_no_counterpart():
    page = parse(SAMPLES["many"])
    (section,) = page.all("section", "pair")
    rows = [row for row in section.all("li", "bead") if "furniture" in row.classes]
    assert [row.all("span", "note")[0].text for row in rows] == [
        "furniture: read-also",
        "furniture: credit",
        "furniture: machine-translation-disclaimer",
    ]
    assert [gap for row in rows for gap in row.all(css_class="gap")] == []


def test_candidates_are_all_listed_and_unrelated_ones_not_laid_out():
    page = parse(SAMPLES["many"])
    (table,) = page.all("table", "candidates")
    assert [role.text for role in table.all(css_class="role")] == ["original", "partial", "unrelated"]
    assert [element.attributes["id"] for element in page.all(css_class="pair")] == ["pair-1", "pair-2"]


def test_a_lone_unrelated_candidate_is_shown_so_that_the_reader_can_see_why():
    page = parse(SAMPLES["unrelated"])
    (details,) = page.all("details", "pair")
    assert "open" in details.attributes
    assert "No candidate is an original" in page.text


@pytest.mark.parametrize(("language", "expected"), [("ar", "rtl"), ("ur-PK", "rtl"), ("id", "ltr"), ("zh", "ltr")])
def test_direction_of_languages(language, expected):
    assert direction(language) == expected


def test_the_same_finding_twice_gets_two_anchors():
    pair = SAMPLES["one"].pairs[0]
    twice = Report(SIGNATURE, (replace(pair, findings=pair.findings * 2),))
    first, second = [card.attributes["id"] for card in parse(twice).all(css_class="card")]
    assert second == f"{first}-2"


def book(sentences: int, every: int) -> Report:
    """Return the report of a text of so many sentences with a finding in each so many."""
    parts = tuple(part for index in range(sentences) for part in (f"Sentence number {index} of a long book.", "\n"))
    source = Texts("book.id.txt", "id", parts).build()
    target = Texts("book.en.txt", "en", parts).build()
    findings = tuple(
        Finding(
            "untranslated",
            Category.UNTRANSLATED,
            Severity.MAJOR,
            0.9,
            "Left as it was.",
            source.place_of(range(index, index + 1)),
            target.place_of(range(index, index + 1)),
        )
        for index in range(0, sentences, every)
    )
    pair = Pair(
        source,
        target,
        Role.ORIGINAL,
        1.0,
        1.0,
        one_to_one(sentences),
        findings,
        checked=True,
        similarities=tuple(Similarity(index, index, 0.9) for index in range(sentences)),
    )
    return Report(SIGNATURE, (pair,))


def test_a_book_has_a_row_for_each_of_5000_beads():
    report = book(5000, 10)
    text = HtmlFormat().render(report, verdict(report))
    assert text.count('<li class="bead') == 5000
    assert text.count('<article class="card') == 500

"""Time to the first paint of the HTML report of a book, in Chromium: ``python benchmarks/html_page.py [DATA]``.

The book is made up: sentences of random words, all linked, a finding in every tenth row, dots for the plot. DATA is not
read; it is accepted as all benchmarks take it. A page is opened from disk in a fresh context of a running browser; the
time of the first contentful paint is the browser's own (Paint Timing, W3C), from the start of the navigation; likewise
that of the end of loading, when the script has run.
"""

import argparse
import random
import re
import shutil
import statistics
import tempfile
from pathlib import Path

import results
from playwright.sync_api import Browser, sync_playwright

from aligncheck.aligner.similar import MOST
from aligncheck.alignment import Alignment, Bead, Similarity
from aligncheck.document import Document, Segment, SegmentedDocument
from aligncheck.finding import Category, Finding, Severity
from aligncheck.formats import HtmlFormat
from aligncheck.gate import Policy, judge
from aligncheck.report import Pair, Report, Role, Signature, WordLink

RNG_SEED = 20261122
SEGMENTS = (500, 5_000)
WORDS = 18
"""Words in a sentence, each of 2 to 10 letters."""

EVERY = 10
RUNS = 5

_TIMES = """() => ({
    paint: performance.getEntriesByName("first-contentful-paint")[0].startTime,
    loaded: performance.getEntriesByType("navigation")[0].loadEventEnd,
})"""


def main() -> None:
    """Measure and write the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", nargs="?")
    parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        rows = [measure(browser, Path(folder), segments) for segments in SEGMENTS]
        version = browser.version
        browser.close()
    settings = {"rng_seed": RNG_SEED, "words": WORDS, "finding_every": EVERY, "runs": RUNS, "chromium": version}
    results.publish("html_page", settings, {"Pages": rows}, packages=["jinja2", "playwright"])


def measure(browser: Browser, folder: Path, segments: int) -> dict[str, object]:
    """Write the page of a book of so many sentences and open it."""
    report = _book(segments)
    text = HtmlFormat().render(report, judge(report, Policy()))
    path = folder / f"{segments}.html"
    path.write_text(text, encoding="utf-8")
    times = []
    for _ in range(RUNS):
        page = browser.new_page(viewport={"width": 1440, "height": 1000})
        page.goto(path.as_uri())
        page.wait_for_function("performance.getEntriesByName('first-contentful-paint').length")
        times.append(page.evaluate(_TIMES))
        page.close()
    return {
        "sentences": segments,
        "findings": len(report.findings),
        "kilobytes": round(len(text.encode()) / 1000),
        "median_seconds_to_first_paint": round(statistics.median(time["paint"] for time in times) / 1000, 2),
        "worst_seconds_to_first_paint": round(max(time["paint"] for time in times) / 1000, 2),
        "median_seconds_to_load": round(statistics.median(time["loaded"] for time in times) / 1000, 2),
    }


def _book(segments: int) -> Report:
    rng = random.Random(RNG_SEED)
    source, target = (_text(rng, path, language, segments) for path, language in (("a.txt", "id"), ("b.txt", "en")))
    beads = tuple(Bead(range(i, i + 1), range(i, i + 1), rng.random()) for i in range(segments))
    findings = tuple(
        Finding(
            "mistranslation",
            rng.choice(list(Category)),
            rng.choice(list(Severity)),
            rng.random(),
            "Made up for this benchmark.",
            source.place_of(range(index, index + 1)),
            target.place_of(range(index, index + 1)),
        )
        for index in range(0, segments, EVERY)
    )
    pair = Pair(
        source,
        target,
        Role.ORIGINAL,
        1.0,
        1.0,
        Alignment(beads, 0.0),
        findings,
        checked=True,
        bead_scores={bead: rng.random() for bead in beads},
        word_links={bead: _links(source, target, index) for index, bead in enumerate(beads)},
        similarities=tuple(Similarity(rng.randrange(segments), rng.randrange(segments), 0.5) for _ in range(MOST)),
    )
    return Report(Signature("", "", None, ""), (pair,))


def _links(source: SegmentedDocument, target: SegmentedDocument, index: int) -> tuple[WordLink, ...]:
    words = zip(*(_words(text, index) for text in (source, target)), strict=True)
    return tuple(WordLink(one, other) for one, other in words)


def _words(text: SegmentedDocument, index: int) -> list[tuple[int, int]]:
    start = text.segments[index].start
    return [(start + word.start(), start + word.end()) for word in re.finditer(r"\w+", text.text_of(index))]


def _text(rng: random.Random, path: str, language: str, segments: int) -> SegmentedDocument:
    pieces, spans, end = [], [], 0
    for index in range(segments):
        words = ("".join(rng.choices("abcdefghijklmnopqrstuvwxyz", k=rng.randint(2, 10))) for _ in range(WORDS))
        sentence = " ".join(words) + "."
        pieces.append(sentence)
        spans.append(Segment(index, end, end + len(sentence)))
        end += len(sentence) + 1
    return SegmentedDocument(Document(path, " ".join(pieces), language), tuple(spans))


if __name__ == "__main__":
    main()

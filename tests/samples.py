"""Reports built by hand, without any model, one for each situation a format must get right."""

from dataclasses import dataclass, field

from aligncheck.alignment import Alignment, Bead, Similarity
from aligncheck.document import Document, Place, Segment, SegmentedDocument, number
from aligncheck.finding import Category, FactPair, Finding, Severity
from aligncheck.gate import Policy, Verdict, judge
from aligncheck.report import Pair, Report, Role, Signature, SkippedRule, UncheckedInput, WordLink

SIGNATURE = Signature(version="VERSION", model="MODEL", estimator=None, config="sha256:CONFIG")


@dataclass
class Texts:
    """A document given as an alternation of segments and the white space around them."""

    path: str
    language: str
    parts: tuple[str, ...]
    furniture: dict[int, str] = field(default_factory=dict)

    def build(self) -> SegmentedDocument:
        segments = []
        offset = 0
        for part in self.parts:
            if part.strip():
                segments.append(Segment(0, offset, offset + len(part), self.furniture.get(len(segments))))
            offset += len(part)
        return SegmentedDocument(Document(self.path, "".join(self.parts), self.language), number(segments))


def words(document: SegmentedDocument, segment: int, text: str) -> Place:
    """Return the place of words in a segment, which holds them once."""
    assert document.text_of(segment).count(text) == 1
    start = document.segments[segment].start + document.text_of(segment).index(text)
    return document.document.place(start, start + len(text))


def point_after(document: SegmentedDocument, segment: int, text: str) -> Place:
    end = words(document, segment, text).end
    return document.document.place(end, end)


def links(
    source: SegmentedDocument, target: SegmentedDocument, *linked: tuple[int, str, int, str]
) -> tuple[WordLink, ...]:
    """Link words of source segments with words of target segments."""
    places = ((words(source, i, one), words(target, j, other)) for i, one, j, other in linked)
    return tuple(WordLink((one.start, one.end), (other.start, other.end)) for one, other in places)


def alignment(*beads: tuple[range, range, float]) -> Alignment:
    return Alignment(tuple(Bead(*bead) for bead in beads), cost=float(len(beads)))


def one_to_one(number_of_segments: int) -> Alignment:
    return alignment(*((range(i, i + 1), range(i, i + 1), 0.95) for i in range(number_of_segments)))


def _perfect_pair(**changes: object) -> Pair:
    source = Texts("tanya.id.txt", "id", ("Air itu jernih.", " ", "Ikan berenang.")).build()
    target = Texts("answer.en.txt", "en", ("The water is clear.", "\n", "Fish swim.", "\n")).build()
    fields = {
        "source": source,
        "target": target,
        "role": Role.ORIGINAL,
        "coverage": 1.0,
        "source_coverage": 1.0,
        "alignment": one_to_one(2),
        "findings": (),
        "checked": True,
    }
    return Pair(**(fields | changes))


def empty() -> Report:
    """A perfect pair: nothing found."""
    return Report(SIGNATURE, (_perfect_pair(),))


def one() -> Report:
    """One finding, in the translation only."""
    pair = _perfect_pair()
    finding = Finding(
        "non-word",
        Category.NON_WORD,
        Severity.MINOR,
        0.934,
        "“swim” is made up for this sample.",
        None,
        words(pair.target, 1, "swim"),
    )
    return Report(SIGNATURE, (_perfect_pair(findings=(finding,)),))


def suppressed() -> Report:
    """One finding accepted, one not, and a suppression that nothing needs."""
    pair = _perfect_pair()
    findings = (
        Finding(
            "non-word",
            Category.NON_WORD,
            Severity.MAJOR,
            0.97,
            "“clear” is made up for this sample.",
            words(pair.source, 0, "jernih"),
            words(pair.target, 0, "clear"),
            suppressed="a brand | `name` <b>",
        ),
        Finding(
            "mistranslation",
            Category.MISTRANSLATION,
            Severity.MAJOR,
            0.8,
            "Fish do something else.",
            words(pair.source, 1, "berenang"),
            words(pair.target, 1, "swim"),
        ),
    )
    notes = ("suppression 2 (rule number) matches nothing",)
    return Report(SIGNATURE, (_perfect_pair(findings=findings),), notes)


def skipped() -> Report:
    """A rule that could not look."""
    rule = SkippedRule("non-word", "there is no word list for “xx”")
    return Report(SIGNATURE, (_perfect_pair(skipped=(rule,)),))


def several() -> Report:
    """Two translations of the configuration's pairs, one of them with a finding, and an original without any."""
    source = Texts("id/b.txt", "id", ("Air itu jernih.",)).build()
    target = Texts("en/b|c.txt", "en", ("The water is cold.",)).build()
    finding = Finding(
        "mistranslation",
        Category.MISTRANSLATION,
        Severity.MAJOR,
        0.8,
        "The water is something else.",
        words(source, 0, "jernih"),
        words(target, 0, "cold"),
    )
    second = Pair(source, target, Role.ORIGINAL, 1.0, 1.0, one_to_one(1), (finding,), checked=True, score=0.5)
    return Report(SIGNATURE, (_perfect_pair(), second), ("id/d.txt has no translation en/d.txt",))


def unchecked() -> Report:
    """One pair is fine, two could not be read; nothing in their names or reasons is markup."""
    return Report(
        SIGNATURE,
        (_perfect_pair(),),
        unchecked=(
            UncheckedInput("id/b.txt", "en/b.txt", "en/b.txt: the file holds no text (0 bytes). Give another file."),
            UncheckedInput(
                "id/<b>`.txt", "en/|\u202e.txt", "id/<b>`.txt: no such file. [Look](http://e.example) again."
            ),
        ),
    )


def unrelated() -> Report:
    """Nothing was checked: the only candidate is another text."""
    pair = _perfect_pair(
        role=Role.UNRELATED,
        coverage=0.0,
        source_coverage=0.0,
        checked=False,
        alignment=alignment((range(1), range(0), 0.9), (range(1, 2), range(0), 0.9), (range(2, 2), range(2), 0.8)),
    )
    return Report(SIGNATURE, (pair,))


def moved() -> Report:
    """The translation gives the first sentence last."""
    beads = (
        Bead(range(1), range(1, 2), 0.93, moved=True),
        Bead(range(1, 2), range(1), 0.97),
    )
    return Report(SIGNATURE, (_perfect_pair(alignment=Alignment(beads, cost=2.0)),))


def bare() -> Report:
    """Two texts without a segment, and a finding on the text as a whole."""
    source = Texts("kosong.txt", "id", ("\n",)).build()
    target = Texts("blank.txt", "en", ()).build()
    finding = Finding(
        "addition",
        Category.ADDITION,
        Severity.MINOR,
        0.5,
        "Made up for this sample.",
        None,
        target.document.place(0, 0),
    )
    return Report(SIGNATURE, (Pair(source, target, Role.PARTIAL, 0.0, 0.0, alignment(), (finding,), checked=True),))


def many() -> Report:
    """Findings of many kinds, overlapping ones, furniture, and candidates of all roles."""
    target = Texts(
        "berita/terjemahan.txt",
        "en",
        (
            "The mayor opened the bridge on Monday.",
            " ",
            "It cost 12 million.",
            "\n\n",
            "Certaining trafic flows is the aim.",
            " ",
            "Critics disagree.",
            "\n\n",
            "Nobody asked the fishermen.",
            "\n\n",
            "It cost 12 million.",
            "\n",
            "Translated automatically.",
            "\n",
        ),
        {6: "machine-translation-disclaimer"},
    ).build()
    source = Texts(
        "berita/asli.txt",
        "id",
        (
            "Wali kota meresmikan jembatan itu pada hari Senin.",
            " ",
            "Biayanya 21 juta.",
            "\r\n",
            "Baca juga: Jembatan lama ditutup",
            "\r\n",
            "Kelancaran lalu lintas adalah tujuannya,",
            " ",
            "tetapi para pengkritik tidak setuju.",
            "\r\n\r\n",
            "Warga menunggu sepuluh tahun.",
            "\r\n",
            "Pewarta: Sari",
        ),
        {2: "read-also", 6: "credit"},
    ).build()
    beads = alignment(
        (range(1), range(1), 0.97),
        (range(1, 2), range(1, 2), 0.914),
        (range(2, 3), range(2, 2), 0.99),
        (range(3, 5), range(2, 4), 0.5),
        (range(5, 6), range(4, 4), 0.88),
        (range(6, 6), range(4, 5), 0.71),
        (range(6, 6), range(5, 6), 0.8),
        (range(6, 7), range(6, 6), 0.99),
        (range(7, 7), range(6, 7), 1.0),
    )
    findings = (
        Finding(
            "number",
            Category.NUMBER,
            Severity.CRITICAL,
            0.96,
            "The original says 21, the translation 12.",
            words(source, 1, "21"),
            words(target, 1, "12"),
            facts=FactPair("21 juta = 21000000", "12 million = 12000000"),
        ),
        Finding(
            "non-word",
            Category.NON_WORD,
            Severity.MAJOR,
            0.9,
            "“Certaining” is in no word list.",
            words(source, 3, "Kelancaran"),
            words(target, 2, "Certaining"),
        ),
        Finding(
            "non-word",
            Category.NON_WORD,
            Severity.MINOR,
            0.61,
            "“trafic” is in no word list; nearest: “traffic”.",
            words(source, 3, "lalu lintas"),
            words(target, 2, "trafic"),
        ),
        Finding(
            "mistranslation",
            Category.MISTRANSLATION,
            Severity.MAJOR,
            0.55,
            "The beginning does not say what the original says.",
            words(source, 3, "Kelancaran lalu"),
            words(target, 2, "Certaining trafic flows"),
        ),
        Finding(
            "omission",
            Category.OMISSION,
            Severity.MINOR,
            0.4,
            "A conjunction is left out.",
            words(source, 4, "tetapi"),
            point_after(target, 2, "aim."),
            facts=FactPair("tetapi = but", None),
        ),
        Finding(
            "omission",
            Category.OMISSION,
            Severity.MAJOR,
            0.93,
            "A sentence of the original is not in the translation.",
            source.place_of(range(5, 6)),
            target.place_of(range(4, 4)),
        ),
        Finding(
            "addition",
            Category.ADDITION,
            Severity.MAJOR,
            0.71,
            "A sentence of the translation is not in the original.",
            source.place_of(range(6, 6)),
            target.place_of(range(4, 5)),
        ),
        Finding(
            "repetition",
            Category.ADDITION,
            Severity.MINOR,
            0.8,
            "This sentence stands twice in the translation and once in the original.",
            source.place_of(range(1, 2)),
            target.place_of(range(5, 6)),
        ),
    )
    partial = Texts(
        "berita/singkat.txt", "id", ("Wali kota meresmikan jembatan.", "\n", "Harus Baca"), {1: "navigation"}
    )
    other = Texts("berita/lain.txt", "id", ("Harga cabai naik.",))
    nothing = range(0)
    return Report(
        SIGNATURE,
        (
            Pair(
                source,
                target,
                Role.ORIGINAL,
                0.784,
                0.866,
                beads,
                findings,
                checked=True,
                score=0.734,
                bead_scores=dict(zip(beads.beads[:2], (0.912, 0.3), strict=True)),
                word_links={
                    beads.beads[1]: links(source, target, (1, "Biayanya", 1, "cost"), (1, "21", 1, "12")),
                    beads.beads[3]: links(
                        source,
                        target,
                        (3, "lalu lintas", 2, "trafic"),
                        (3, "tujuannya", 2, "aim"),
                        (4, "pengkritik", 3, "Critics"),
                        (4, "tidak", 3, "disagree"),
                    ),
                },
                similarities=tuple(
                    Similarity(i, j, cosine)
                    for i, j, cosine in (
                        (0, 0, 0.83),
                        (0, 5, 0.2),
                        (1, 1, 0.61),
                        (1, 5, 0.58),
                        (3, 2, 0.45),
                        (4, 3, 0.39),
                    )
                ),
            ),
            Pair(
                partial.build(),
                target,
                Role.PARTIAL,
                0.25,
                1.0,
                alignment(
                    (range(1), range(1), 0.8),
                    (range(1, 2), range(1, 1), 0.9),
                    *((range(2, 2), range(i, i + 1), 0.7) for i in range(1, 7)),
                ),
                (),
                checked=False,
            ),
            Pair(
                other.build(),
                target,
                Role.UNRELATED,
                0.0,
                0.0,
                alignment((range(1), nothing, 0.9), (range(1, 1), range(7), 0.9)),
                (),
                checked=False,
            ),
        ),
    )


def scripts() -> Report:
    """Arabic, Chinese, and emoji that are more than one code point."""
    source = Texts("نص.txt", "ar", ("زار الرئيس المدينة يوم الأحد.", " ", "كان الجو جميلاً 🌞.", "\n")).build()
    target = Texts("译文.txt", "zh", ("总统周一访问了这座城市。", "天气很好 👩‍👩‍👧‍👦🏴󠁧󠁢󠁳󠁣󠁴󠁿。", "\n")).build()
    beads = one_to_one(2)
    finding = Finding(
        "mistranslation",
        Category.MISTRANSLATION,
        Severity.CRITICAL,
        0.9,
        "«الأحد» is Sunday, «周一» is Monday.",
        words(source, 0, "الأحد"),
        words(target, 0, "周一"),
    )
    family = Finding(
        "addition",
        Category.ADDITION,
        Severity.MINOR,
        0.3,
        "Emoji that are not in the original.",
        point_after(source, 1, "🌞"),
        words(target, 1, "👩‍👩‍👧‍👦🏴󠁧󠁢󠁳󠁣󠁴󠁿"),
    )
    return Report(
        SIGNATURE,
        (
            Pair(
                source,
                target,
                Role.ORIGINAL,
                1.0,
                1.0,
                beads,
                (finding, family),
                checked=True,
                word_links={
                    beads.beads[0]: links(source, target, (0, "الرئيس", 0, "总统"), (0, "الأحد", 0, "周一")),
                    beads.beads[1]: links(source, target, (1, "الجو", 1, "天气"), (1, "🌞", 1, "🏴󠁧󠁢󠁳󠁣󠁴󠁿")),
                },
            ),
        ),
    )


HOSTILE = (
    "<script>alert('1')</script><img src=x onerror=\"alert(2)\"> </style></title>{{ 7 * 7 }}{% raw %}",
    "| a | `b` | **c** | [d](http://e.example) | @everyone | #1 | www.f.example | $x$ | &lt; | ![g](h) | a\\|b",
    "\u202etxet desrever\u202c and \u2067isolated, \x1b[31mred\x1b[0m, nul \x00, \x9b31m, next\x85line,\u2028separator",
    "=cmd()\tand\ta tab, ]]> <!-- --> \" ' &#x3c;b&#x3e;",
)


def hostile() -> Report:
    """Texts, names and messages that try to be markup, commands, or to turn the reading order round."""
    parts = tuple(part for text in HOSTILE for part in (text, "\n"))
    source = Texts("<b>a`|\u202e</b>.txt", "id", parts).build()
    target = Texts('"><script>.txt', "en", parts).build()
    findings = tuple(
        Finding(
            "untranslated",
            Category.UNTRANSLATED,
            Severity.MAJOR,
            0.99,
            f"Left as it was: {text}",
            source.place_of(range(index, index + 1)),
            target.place_of(range(index, index + 1)),
        )
        for index, text in enumerate(HOSTILE)
    )
    bidi = words(target, 2, "\u202etxet")
    inside = Finding("non-word", Category.NON_WORD, Severity.MINOR, 0.5, "Cut inside a run.", None, bidi)
    rule = SkippedRule("repetition", "<i>no & never</i> \x07")
    beads = one_to_one(4)
    pair = Pair(
        source,
        target,
        Role.ORIGINAL,
        1.0,
        1.0,
        beads,
        (*findings, inside),
        checked=True,
        skipped=(rule,),
        word_links={beads.beads[2]: links(source, target, (2, "separator", 2, "isolated"))},
    )
    return Report(SIGNATURE, (pair,))


SAMPLES = {
    builder.__name__: builder()
    for builder in (empty, one, many, several, suppressed, skipped, unchecked, unrelated, moved, bare, scripts, hostile)
}


def verdict(report: Report) -> Verdict:
    return judge(report, Policy())

"""Clean pairs and hand-made resources for the corruptions: no model, no corpora."""

from functools import cache

from aligncheck.estimator.tokens import pretokenised, tokenise
from aligncheck.langdata import load
from aligncheck.lexicon import read_lexicon
from aligncheck.training.coinages import Corpus
from aligncheck.training.corruptions.resources import Resources, TargetWords
from aligncheck.training.examples import CleanPair
from aligncheck.training.word_links import LinkModel
from aligncheck.vocabulary import vocabulary

LEXICON = (
    "00000001-v\tmeneruskan/terus\tforward",
    "00000002-v\tmeneruskan/terus\tcontinue|proceed#2",
    "00000003-n\tpeserta\tparticipant|contestant",
    "00000004-n\tpeserta\tsubscriber",
    "00000005-n\tpartai\tparty",
    "00000006-n\tinsiden\tincident",
    "00000007-n\tsistem\tsystem",
    "00000008-n\tinformasi\tinformation",
    "00000009-n\thukum\tlaw",
    "00000010-n\tpemilih/pilih\tvoter",
    "00000011-n\tkantor\toffice",
    "00000012-v\tdilaporkan/lapor\treport",
    "00000013-n\tpelajar/ajar\tlearner",
    "=\tkantor#4\toffice#4",
    "=\toleh#5\tby#5",
    "~\t00000003-n\t00000004-n",
)

_ENGLISH = [
    (
        "Dia akan meneruskan insiden itu ke kantor KPU di Jakarta pada 12 Maret .",
        "He will forward the incident to the KPU office in Jakarta on 12 March .",
        "0-0 1-1 2-2 3-4 4-3 5-5 6-8 7-7 8-9 9-10 10-11 11-12 12-13 13-14",
    ),
    (
        "Peserta harus melapor segera , tetapi sistem informasi tidak melindungi pemilih .",
        "Participants must report immediately , but the information system does not protect voters .",
        "0-0 1-1 2-2 3-3 4-4 5-5 6-8 7-7 8-9 8-10 9-11 10-12 11-13",
    ),
    (
        "Partai , pemilih , hakim , dan polisi mematuhi hukum pemilih .",
        "Parties , voters , judges , and police obey the law of voters .",
        "0-0 1-1 2-2 3-3 4-4 5-5 6-6 7-7 8-8 9-10 10-12 11-13",
    ),
    (
        "Menurut Ganjar , pertemuan yang lama itu membuat Anwar marah .",
        "According to Ganjar , the long meeting in the town made Anwar angry .",
        "0-0 0-1 1-2 2-3 3-6 4-7 5-5 6-4 7-10 8-11 9-12 10-13",
    ),
    (
        "Insiden itu dilaporkan oleh pelajar .",
        "The incident was reported by students .",
        "0-1 1-0 2-3 3-4 4-5 5-6",
    ),
]

_TOKENISED = [
    (
        "The old man did not see 27 small houses in Berlin .",
        "Der alte Mann sah die 27 kleinen Häuser in Berlin nicht .",
        ("en", "de"),
    ),
    ("He threw Owen into the pit , in 1934 .", "他 把 欧文 扔进 坑里 ， 1934 年 。", ("en", "zh")),
]

_RELATED = {
    "participants": ("participate", "participant"),
    "meeting": ("meets",),
    "incident": ("incidents", "incidental"),
    "report": ("reporter", "reports"),
    "voters": ("vote",),
}
_NEIGHBOURS = {
    "office": ("law", "incident"),
    "incident": ("information",),
    "information": ("law",),
    "voters": ("laws",),
}
_NAMES = ("Jakarta", "Bandung", "Ganjar", "Anwar", "Surabaya", "Medan", "Prabowo")


def pairs() -> list[CleanPair]:
    """Return pairs into English (raw text), and one each into German and Chinese (tokenised text)."""
    found = [
        CleanPair(
            tokenise(source), tokenise(target.replace(" ,", ",").replace(" .", ".")), ("id", "en"), "sample/id-en"
        )
        for source, target, _ in _ENGLISH
    ]
    for source, target, languages in _TOKENISED:
        pair = CleanPair(pretokenised(source.split()), pretokenised(target.split()), languages, "sample/tokenised")
        found.append(pair)
    return found


@cache
def resources() -> Resources:
    """Return resources in which every kind finds a place in one of the pairs."""
    lexicon = read_lexicon(LEXICON, ("id", "en"), is_reversed=False)
    found = pairs()
    forward: dict[tuple[str, str], dict[str, dict[str, float]]] = {}
    for (source, target, links), pair in zip(_ENGLISH, found, strict=False):
        assert source.split() == list(pair.source.words()), source
        assert target.split() == list(pair.target.words()), target
        table = forward.setdefault(("id", "en"), {})
        _add(table, pair, links)
    _add(forward.setdefault(("en", "de"), {}), found[-2], "0-0 1-1 2-2 3-3 5-3 4-10 6-5 7-6 8-7 9-8 10-9 11-11")
    _add(forward.setdefault(("en", "zh"), {}), found[-1], "0-0 1-3 2-2 3-3 5-4 6-5 8-6 9-8")
    models = {languages: LinkModel(languages, table, _turned(table)) for languages, table in forward.items()}
    words = {
        language: _target_words(language, lexicon if language == "en" else None) for language in ("en", "de", "zh")
    }
    shelves = {f"{pair.origin} {'-'.join(pair.languages)}": () for pair in found}
    shelves["sample/id-en id-en"] = tuple(found[: len(_ENGLISH)])
    places = {
        (shelf, pair.source.text, pair.target.text): place
        for shelf, members in shelves.items()
        for place, pair in enumerate(members)
    }
    return Resources(words, models, {("id", "en"): lexicon}, shelves, places)


def _add(table: dict[str, dict[str, float]], pair: CleanPair, links: str) -> None:
    from aligncheck.stems import stem

    for link in links.split():
        i, j = map(int, link.split("-"))
        source, target = pair.source.words()[i], pair.target.words()[j]
        table.setdefault(stem(source, pair.languages[0]), {})[stem(target, pair.languages[1])] = 0.9


def _turned(table: dict[str, dict[str, float]]) -> dict[str, dict[str, float]]:
    turned: dict[str, dict[str, float]] = {}
    for source, row in table.items():
        for target, probability in row.items():
            turned.setdefault(target, {})[source] = probability
    return turned


def _target_words(language, lexicon):
    return TargetWords(
        language=language,
        vocabulary=vocabulary(language),
        table=load("corruption", language),
        related=_RELATED if language == "en" else {},
        neighbours=_NEIGHBOURS if language == "en" else {},
        names=_NAMES if language == "en" else ("Berlin",),
        names_after={"in": _NAMES, "to": _NAMES} if language == "en" else {},
        usual_pairs=frozenset(),
        affixes=Corpus(words=("office", "meeting"), suffixes=("ness", "ment"), prefixes=("un",)),
        synonyms=lexicon,
    )

import gzip
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligncheck.errors import InputError
from aligncheck.lexicon import lexicon_into, load_lexicon, read_lexicon
from aligncheck.stems import stem
from aligncheck.training.build_lexicon import english_lemmas, relation_lines, wordnet_lines

LINES = (
    "00000001-v\tmeneruskan/terus\tcontinue|proceed#3",
    "00000002-v\tmeneruskan/terus|mengirim/kirim\tforward|send on",
    "00000003-n\tjaminan/jamin\tassurance|guarantee",
    "=\tmeneruskan/terus#9\tcontinue#6|pass#3",
    "=\tterus#4\tstraight#4",
    "~\t00000001-v\t00000002-v",
)


def _lexicon(*, is_reversed=False):
    languages = ("en", "id") if is_reversed else ("id", "en")
    return read_lexicon(LINES, languages, is_reversed=is_reversed)


def test_renderings_come_with_the_weightiest_first():
    found = _lexicon().renderings("Meneruskan")
    assert [rendering.word for rendering in found][:3] == ["continue", "forward", "send on"]
    weights = {rendering.word: rendering.weight for rendering in found}
    assert weights["continue"] == pytest.approx(6 / 10)
    assert weights["forward"] == 0.5
    assert weights["proceed"] == pytest.approx(0.5 / 3)
    assert weights["pass"] == pytest.approx(3 / 10)
    # Another word of the same stem has it.
    assert weights["straight"] == pytest.approx(0.5 * 4 / 5)


def test_synsets_and_sources_of_renderings_are_kept():
    found = {rendering.word: rendering for rendering in _lexicon().renderings("meneruskan")}
    assert found["proceed"].synsets == {"00000001-v"}
    assert found["forward"].synsets == {"00000002-v"}
    assert found["pass"].synsets == frozenset()
    assert {word for word, rendering in found.items() if rendering.learned} == {"continue", "pass", "straight"}


def test_an_inflected_word_is_looked_up_by_its_stem():
    found = {rendering.word: rendering.weight for rendering in _lexicon().renderings("diteruskan")}
    assert found["forward"] == 0.25
    assert not _lexicon().renderings("memakan")


def test_support_takes_any_form_and_each_word_of_a_rendering():
    lexicon = _lexicon()
    assert lexicon.support("meneruskan", "Forwarded") == 0.5
    assert lexicon.support("meneruskan", "sending") == 0.5
    assert lexicon.support("meneruskan", "house") == 0
    assert lexicon.supports(["jaminan", "meneruskan"], "continues") == pytest.approx(0.6)
    assert lexicon.supports([], "continues") == 0


def test_the_reverse_direction_reads_the_same_lines():
    lexicon = _lexicon(is_reversed=True)
    assert {rendering.word for rendering in lexicon.renderings("forwarding")} == {"meneruskan", "mengirim"}
    # Linked six times, of six times that the word was linked at all.
    assert lexicon.renderings("continue")[0].weight == pytest.approx(6 / 7)
    assert lexicon.support("guarantees", "jaminan") == 0.5
    assert lexicon.share_synset("meneruskan", "mengirim")


def test_synonyms_and_their_next_of_kin():
    lexicon = _lexicon()
    assert lexicon.share_synset("continued", "proceeding")
    assert not lexicon.share_synset("continue", "forward")
    assert lexicon.are_close("continue", "forward")
    assert not lexicon.are_close("continue", "assurance")
    assert lexicon.kinds("guarantees") == {"n"}
    assert lexicon.kinds("proceed", common=2) == frozenset()
    assert lexicon.kinds("unheard") == frozenset()


words = st.sampled_from(["meneruskan", "diteruskan", "jaminan", "terus", "kirim", "rumah"])
targets = st.sampled_from(["continue", "continues", "passed", "sent", "forward", "guarantee", "house"])


@given(st.lists(words), targets)
def test_support_is_a_share_and_more_words_give_no_less(sources, target):
    lexicon = _lexicon()
    support = lexicon.supports(sources, target)
    assert 0 <= support <= 1
    assert lexicon.supports([*sources, "meneruskan"], target) >= support


def test_the_lexicon_that_ships():
    lexicon = load_lexicon("id", "en")
    assert lexicon.languages == ("id", "en")
    assert lexicon.support("meneruskan", "proceed") > 0
    assert lexicon.support("meneruskan", "forward") == 0 or lexicon.support("meneruskan", "forward") < 1
    assert lexicon.support("pemerintah", "government") > 0.5
    assert lexicon.are_close("virus", "organism") or lexicon.kinds("virus") == {"n"}
    assert load_lexicon("en", "id").support("governments", "pemerintah") > 0.5
    assert load_lexicon("id", "de") is None
    assert lexicon_into("en") is lexicon
    assert lexicon_into("de") is None


def test_the_file_that_ships_is_small_and_in_order():
    resource = files("aligncheck").joinpath("data", "lexicon", "id-en.tsv.gz")
    content = resource.read_bytes()
    assert len(content) < 2_000_000
    lines = gzip.decompress(content).decode("utf-8").splitlines()
    assert all(line.count("\t") == 2 for line in lines)
    keys = [line.split("\t")[:2] for line in lines]
    for mark in ("=", "~"):
        marked = [key for key in keys if key[0] == mark]
        assert marked
        assert mark == "~" or marked == sorted(marked, key=lambda key: key[1].split("/")[0].split("#")[0])
    synsets = [key[0] for key in keys if key[0] not in "=~"]
    assert synsets == sorted(set(synsets))


INDEX = """  1 licence text
continue v 2 1 @ 2 1 00000001 00000004
proceed v 1 0 1 0 00000001
send_on v 1 0 1 0 00000002
"""
DATA = """  1 licence text
00000001 30 v 02 continue 0 proceed 0 001 @ 00000002 v 0000 01 + 02 00 | go on
00000002 30 v 01 send_on 0 001 + 00000001 v 0000 01 + 02 00 | send further
00000004 30 v 01 continue 0 000 01 + 02 00 | not in the other language
"""


@pytest.fixture
def wordnet(tmp_path):
    for part in ("noun", "verb", "adj", "adv"):
        (tmp_path / f"index.{part}").write_text(INDEX if part == "verb" else "  1 licence\n", encoding="utf-8")
        (tmp_path / f"data.{part}").write_text(DATA if part == "verb" else "  1 licence\n", encoding="utf-8")
    return tmp_path


def test_lemmas_get_the_rank_of_their_sense(wordnet):
    assert english_lemmas(wordnet) == {
        "00000001-v": {"continue": 1, "proceed": 1},
        "00000002-v": {"send on": 1},
        "00000004-v": {"continue": 2},
    }


def test_lines_join_the_lemmas_of_a_synset(wordnet):
    bahasa = [
        "# Wordnet Bahasa\tind\n",
        "00000001-v\tind:lemma\tmeneruskan\n",
        "00000001-v\tind:lemma\tTerus\n",
        "00000001-v\tzsm:lemma\tteruskan\n",
        "00000001-v\tind:lemma\tC|3\n",
        "00000009-v\tind:lemma\ttiada\n",
    ]
    assert list(wordnet_lines(bahasa, wordnet)) == ["00000001-v\tmeneruskan/terus|terus\tcontinue|proceed"]


def test_relations_are_between_known_synsets(wordnet):
    assert list(relation_lines(wordnet, ["00000001-v", "00000002-v"])) == ["~\t00000001-v\t00000002-v"]
    assert list(relation_lines(wordnet, ["00000001-v", "00000004-v"])) == []


def test_a_missing_wordnet_is_named(tmp_path):
    with pytest.raises(InputError, match=r"index\.noun: no such file; install WordNet"):
        english_lemmas(tmp_path)


@pytest.mark.parametrize(
    ("word", "language", "expected"),
    [
        ("Meneruskan", "id", "terus"),
        ("participants", "en", "participant"),
        ("KPU", "en", "kpu"),
        ("Häuser", "de", "haus"),
        ("继续", "zh", "继续"),
    ],
)
def test_stems(word, language, expected):
    assert stem(word, language) == expected

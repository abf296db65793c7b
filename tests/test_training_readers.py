"""Readers of the training corpora, on made archives of a few lines."""

import io
import random
import tarfile
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aligncheck.errors import InputError
from aligncheck.estimator.tokens import pretokenised, tokenise
from aligncheck.training.gareng import read_gareng_lines, read_gareng_references
from aligncheck.training.mixture import Component, as_clean, stream
from aligncheck.training.mlqe_pe import read_mlqe_pe
from aligncheck.training.spacing import detokenised, on_raw_text
from aligncheck.training.splits import Split, gareng_split, mlqe_pe_split, tico19_split
from aligncheck.training.tico19 import read_tico19

POST_EDITS = {
    "dev.src": "Pisica stă .\nEa „ doarme ” .\n",
    "dev.mt": 'The cats stands .\nShe " sleeps " .\n',
    "dev.pe": 'The cat sits .\nShe " sleeps " .\n',
    "dev.tags": "OK OK OK BAD OK BAD BAD OK OK\n" + "OK " * 10 + "OK\n",
    "dev.source_tags": "OK BAD OK\n" + "OK " * 4 + "OK\n",
    "dev.hter": "0.5\n0.0\n",
}
HEAD = "index\toriginal\ttranslation\tscores\tmean\tz_scores\tz_mean\tmodel_scores"
ASSESSMENTS = {
    "dev.roen.df.short.tsv": f"{HEAD}\n0\tPisica stă.\tThe cats stands.\t[1]\t1\t[1]\t-1.25\t0\n"
    '1\tEa „doarme”.\tShe "sleeps".\t[1]\t1\t[1]\t0.5\t0\n',
    "word-probas/mt.dev.roen": "The c@@ ats stands .\nShe &quot; sle@@ eps &quot; .\n",
    "word-probas/word_probas.dev.roen": "-0.1 -0.2 -0.3 -0.4 -0.5 -9\n-1 -2 -3 -4 -5 -6 -9\n",
}


def packed(path, members, folder):
    path.parent.mkdir(parents=True, exist_ok=True)
    with tarfile.open(path, "w:gz") as archive:
        for name, text in members.items():
            info = tarfile.TarInfo(f"{folder}{name}")
            info.size = len(text.encode())
            archive.addfile(info, io.BytesIO(text.encode()))


@pytest.fixture
def mlqe(tmp_path):
    packed(tmp_path / "mlqe-pe" / "pe-ro-en-dev.tar.gz", POST_EDITS, "ro-en-dev/")
    packed(tmp_path / "mlqe-pe" / "da-ro-en-dev.tar.gz", ASSESSMENTS, "ro-en-dev/")
    return tmp_path


def test_a_row_has_its_labels_on_the_raw_text(mlqe):
    first, _ = read_mlqe_pe(mlqe, "ro-en", Split.HELD_OUT)
    assert first.raw.target.text == "The cats stands."
    assert first.raw.target.words() == ("The", "cats", "stands", ".")
    assert first.raw.source.words() == ("Pisica", "stă", ".")
    assert first.raw.target_bad == (False, True, True, False)
    assert first.raw.gap_bad == (False, False, False, True, False)
    assert first.raw.source_bad == (False, True, False)
    assert (first.raw.hter, first.raw.assessment) == (0.5, -1.25)
    assert first.raw.languages == ("ro", "en")
    assert first.raw.origin == "mlqe-pe/ro-en"


def test_all_ways_of_writing_have_the_same_words_and_labels(mlqe):
    for row in read_mlqe_pe(mlqe, "ro-en", Split.HELD_OUT):
        assert row.raw.target.words() == row.detokenised.target.words() == row.tokenised.target.words()
        assert row.raw.target_bad == row.tokenised.target_bad
        assert row.tokenised.target.text == " ".join(row.raw.target.words())
        assert row.detokenised.target.text == row.raw.target.text


def test_a_word_has_the_sum_of_its_pieces_and_the_end_of_the_sentence_none(mlqe):
    first, second = read_mlqe_pe(mlqe, "ro-en", Split.HELD_OUT)
    assert first.raw.log_probabilities == pytest.approx((-0.1, -0.5, -0.4, -0.5))
    assert second.raw.log_probabilities == pytest.approx((-1, -2, -7, -5, -6))


def test_a_post_edit_is_a_clean_pair_with_the_raw_source(mlqe):
    first, _ = read_mlqe_pe(mlqe, "ro-en", Split.HELD_OUT)
    ordinary, tokenised = first.post_edits
    assert (ordinary.source.text, ordinary.target.text) == ("Pisica stă.", "The cat sits.")
    assert tokenised.target.text == "The cat sits ."


def test_a_tag_too_few_is_an_error(mlqe):
    wrong = POST_EDITS | {"dev.tags": POST_EDITS["dev.tags"].replace("OK OK OK BAD", "OK OK BAD")}
    packed(mlqe / "mlqe-pe" / "pe-ro-en-dev.tar.gz", wrong, "ro-en-dev/")
    with pytest.raises(InputError, match="tokens and tags of row 1 differ"):
        read_mlqe_pe(mlqe, "ro-en", Split.HELD_OUT)


def test_a_line_too_few_and_a_missing_file_are_errors(mlqe):
    packed(mlqe / "mlqe-pe" / "pe-ro-en-dev.tar.gz", POST_EDITS | {"dev.hter": "0.5\n"}, "ro-en-dev/")
    with pytest.raises(InputError, match="differ in length"):
        read_mlqe_pe(mlqe, "ro-en", Split.HELD_OUT)
    packed(mlqe / "mlqe-pe" / "da-ro-en-dev.tar.gz", {"a": "b"}, "")
    with pytest.raises(InputError, match=r"da-ro-en-dev\.tar\.gz: no file in the archive is named like"):
        read_mlqe_pe(mlqe, "ro-en", Split.HELD_OUT)
    with pytest.raises(InputError, match="the archive cannot be read"):
        read_mlqe_pe(mlqe, "ne-en", Split.HELD_OUT)


@given(st.text(min_size=1))
def test_tokens_are_found_again_in_the_text_they_were_made_from(text):
    tokens = tokenise(text).words()
    found = on_raw_text(text, tokens)
    if found is not None:
        assert [word.strip() for word in found.words()] == list(tokens)


def test_words_that_are_not_the_texts_are_not_found():
    assert on_raw_text("The cat.", ["The", "dog", "."]) is None
    assert on_raw_text("The cat.", ["The", "cat"]) is None
    assert on_raw_text("The", ["The", "cat"]) is None
    assert on_raw_text("නේ\u200dත", ["නේත"]).tokens == ((0, 4),)


@pytest.mark.parametrize(
    ("tokens", "text"),
    [
        ('He said : " it \'s ( 6.213 ) " .', 'He said: "it\'s (6.213)".'),
        ("do n't stop , please !", "don't stop, please!"),
        ("《 肾上腺素 》 。", "《肾上腺素》。"),
        ("well - known", "well - known"),
    ],
)
def test_tokens_are_joined_as_a_writer_would(tokens, text):
    found = detokenised(tokens.split())
    assert found.text == text
    assert list(found.words()) == tokens.split()


def gareng_archive(path, lines):
    texts = {
        "data/test.raw.id": "Kucing duduk .",
        "data/test.raw.en": "The cat sits .",
        "outputs/gareng/test.raw.en": "The cat lies .",
        "outputs/gnmt/test.raw.en": "A CAT sits !",
        "outputs/gareng/test.raw.id": "Kucing tidur .",
        "outputs/gnmt/test.raw.id": "",
    }
    packed(path / "gareng" / "gareng-en-id.tar.gz", {name: f"{text}\n" * lines for name, text in texts.items()}, "")


def test_lines_have_the_outputs_of_both_systems_and_their_numbers(tmp_path):
    gareng_archive(tmp_path, 9_000)
    lines = read_gareng_lines(tmp_path, Split.CALIBRATION)
    assert list(lines) == list(range(7_500, 8_500))
    assert (lines[7_500]["gareng/en"], lines[7_500]["gnmt/en"]) == ("The cat lies .", "A CAT sits !")


def test_references_come_in_both_directions_and_each_split_has_its_lines(tmp_path):
    gareng_archive(tmp_path, 9_000)
    counts = [len(read_gareng_references(tmp_path, split)) for split in Split]
    assert counts == [2 * 7_500, 2 * 1_000, 2 * 500]


def test_a_translation_memory_gives_both_directions(tmp_path):
    words = {"en": "cat", "id": "kucing"}
    variants = "".join(f'<tuv xml:lang="{code}"><seg>{word} {{0}}</seg></tuv>' for code, word in words.items())
    unit = f'<tu tuid="doc:{{0}}">{variants}</tu>'
    body = "".join(unit.format(number) for number in range(20))
    (tmp_path / "tico19").mkdir()
    with zipfile.ZipFile(tmp_path / "tico19" / "all.en-id.tmx.zip", "w") as archive:
        archive.writestr("x/all.tmx", f"<tmx><body>{body}</body></tmx>")
    pairs = read_tico19(tmp_path, Split.CALIBRATION)
    assert [(pair.source.text, pair.target.text) for pair in pairs] == [
        ("kucing 9", "cat 9"),
        ("cat 9", "kucing 9"),
        ("kucing 19", "cat 19"),
        ("cat 19", "kucing 19"),
    ]
    assert len(read_tico19(tmp_path, Split.TRAIN)) == 36


def test_a_missing_translation_memory_is_named(tmp_path):
    with pytest.raises(InputError, match=r"all\.en-id\.tmx\.zip: no translation memory can be read"):
        read_tico19(tmp_path, Split.TRAIN)


def test_splits_cover_each_corpus_once():
    assert [mlqe_pe_split(index) for index in (0, 6_499, 6_500, 6_999)] == [Split.TRAIN] * 2 + [Split.CALIBRATION] * 2
    assert [gareng_split(index) for index in (7_499, 7_500, 8_499, 8_500)] == [
        Split.TRAIN,
        Split.CALIBRATION,
        Split.CALIBRATION,
        Split.HELD_OUT,
    ]
    assert [tico19_split(index) for index in (8, 9, 10)] == [Split.TRAIN, Split.CALIBRATION, Split.TRAIN]


def test_the_stream_gives_each_component_its_share_also_where_examples_come_in_twos():
    from aligncheck.training.examples import CleanPair

    clean = as_clean(CleanPair(pretokenised(["a"]), pretokenised(["b"]), ("ro", "en"), "made"))
    assert clean.gap_bad == (False, False)
    parts = [
        Component("one", 0.75, 1.0, lambda _: [clean]),
        Component("two", 0.25, 0.5, lambda _: [clean, clean]),
    ]
    examples = stream(parts, random.Random(1))
    weights = [next(examples).weight for _ in range(400)]
    assert 290 <= weights.count(1.0) <= 310

import pytest

from aligncheck.errors import InputError
from aligncheck.inputs import Naming, read_texts, tell_apart

INDONESIAN = "Hujan deras turun sejak pagi. Sungai itu meluap dan warga mengungsi ke sekolah. {}"
ENGLISH = "Heavy rain has been falling since morning. The river overflowed and residents fled to a school. {}"
GERMAN = "Seit dem Morgen fällt starker Regen. Der Fluss trat über die Ufer, und die Bewohner flohen. {}"


@pytest.fixture(autouse=True)
def in_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text(INDONESIAN.format(1))
    (tmp_path / "b.txt").write_text(INDONESIAN.format(2))
    (tmp_path / "c.txt").write_text(ENGLISH.format(1))
    (tmp_path / "notes.docx").write_bytes(b"PK")


def gather(paths, translation, naming):
    return tell_apart(read_texts(paths, translation, None), naming)


def names(gathered):
    return [document.path for document in gathered.sources], gathered.target.path


def test_a_folder_is_sorted_by_language():
    assert names(gather(["."], None, Naming())) == (["a.txt", "b.txt"], "c.txt")


def test_two_files_are_original_and_translation_in_this_order():
    gathered = gather(["c.txt", "a.txt"], None, Naming())
    assert names(gathered) == (["c.txt"], "a.txt")
    assert (gathered.sources[0].language, gathered.target.language) == ("en", "id")


def test_a_named_translation_leaves_the_other_files_as_candidates():
    assert names(gather(["."], "./c.txt", Naming())) == (["a.txt", "b.txt"], "./c.txt")
    assert names(gather(["b.txt"], "c.txt", Naming())) == (["b.txt"], "c.txt")


def test_two_languages_with_one_text_each_make_english_the_translation(tmp_path):
    (tmp_path / "b.txt").unlink()
    assert names(gather(["."], None, Naming())) == (["a.txt"], "c.txt")
    assert names(gather(["."], None, Naming(target_lang="id"))) == (["c.txt"], "a.txt")


def test_languages_that_were_named_choose_among_three(tmp_path):
    (tmp_path / "d.txt").write_text(GERMAN.format(1))
    assert names(gather(["."], None, Naming(source_lang="id", target_lang="de"))) == (["a.txt", "b.txt"], "d.txt")


@pytest.mark.parametrize(
    ("paths", "translation", "naming", "message"),
    [
        (["a.txt", "b.txt"], None, Naming(), "both texts are in the same language (id)"),
        (["a.txt"], None, Naming(), "a.txt: a single text\n  Name an original and its translation"),
        (["."], None, Naming(target_lang="id"), "cannot tell which text is the translation (1 in en, 2 in id)"),
        (["."], None, Naming(target_lang="fr"), "cannot tell which text is the translation"),
        (["a.txt", "a.txt"], None, Naming(), "a.txt: named twice"),
        (["c.txt"], "c.txt", Naming(), "there is no original to compare it with"),
        (["a.txt", "gone.txt"], None, Naming(), "gone.txt: no such file"),
    ],
)
def test_what_is_unclear_is_refused(paths, translation, naming, message):
    with pytest.raises(InputError) as caught:
        gather(paths, translation, naming)
    assert message in str(caught.value)


def test_the_same_text_twice_is_no_translation(tmp_path):
    (tmp_path / "copy.txt").write_text(INDONESIAN.format(1))
    with pytest.raises(InputError, match=r"a\.txt and copy\.txt: the same text"):
        gather(["a.txt", "copy.txt"], None, Naming())


def test_texts_said_to_be_in_one_language_are_taken_at_the_users_word():
    gathered = gather(["a.txt", "b.txt"], None, Naming(source_lang="id", target_lang="id"))
    assert gathered.target.language == "id"


def test_a_folder_without_texts(tmp_path):
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match="no text files in this folder\n  Texts are files that end in"):
        gather(["empty"], None, Naming())


def test_a_guessed_encoding_is_told(tmp_path):
    (tmp_path / "old.txt").write_bytes(("“Sungai itu meluap” – begitu katanya. " + INDONESIAN).encode("cp1252") * 3)
    (note,) = read_texts(["old.txt", "c.txt"], None, None).notes
    assert note.startswith("old.txt: read as cp")
    assert read_texts(["old.txt", "c.txt"], None, "cp1252").notes == ()

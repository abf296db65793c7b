"""Pairs of files by pattern, and which of them git says changed."""

import subprocess

import pytest

from aligncheck.changed import changed_files
from aligncheck.errors import InputError
from aligncheck.pairing import FilePair, PairPattern, pair_files


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def make(folder, *paths):
    for path in paths:
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text("x\n")


def test_files_are_paired_and_missing_partners_named(folder):
    make(folder, "id/a.txt", "id/b.txt", "id/.hidden.txt", "en/a.txt", "en/c.txt", "en/note.md")
    pairing = pair_files([PairPattern("id/*.txt", "en/{stem}.txt")])
    assert pairing.pairs == (FilePair("id/a.txt", "en/a.txt"),)
    assert pairing.missing == (
        "id/b.txt has no translation en/b.txt",
        "en/c.txt has no original that fits id/*.txt",
    )


@pytest.mark.parametrize(
    ("source", "target", "original", "translation"),
    [
        ("id/*.txt", "en/{stem}.en.txt", "id/a.txt", "en/a.en.txt"),
        ("id/**/*.txt", "en/{dir}/{name}", "id/x/y/a.txt", "en/x/y/a.txt"),
        ("id/**/*.txt", "en/{dir}/{name}", "id/a.txt", "en/a.txt"),
        ("*/asli.txt", "{dir}/terjemahan.txt", "x/asli.txt", "x/terjemahan.txt"),
        ("*.id.txt", "{stem}.en", "a.id.txt", "a.id.en"),
    ],
)
def test_patterns_lead_from_original_to_translation(folder, source, target, original, translation):
    make(folder, original, translation)
    assert PairPattern(source, target).target_of(original) == translation
    pairing = pair_files([PairPattern(source, target)])
    assert FilePair(original, translation) in pairing.pairs


def test_a_pattern_without_files_is_named():
    assert pair_files([PairPattern("no/*.txt", "en/{name}")]).missing == ("no file fits the pattern no/*.txt",)


def git(*arguments):
    identity = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *identity, *arguments], check=True, capture_output=True)


def test_changed_are_edited_new_and_deleted_files_but_not_what_others_did(folder):
    make(folder, "id/a b.txt", "id/ü.txt", "id/c.txt", "id/d.txt", "seen.log")
    (folder / ".gitignore").write_text("*.log\n")
    git("init", "-b", "main")
    git("add", ".")
    git("commit", "-m", "one")
    git("checkout", "-b", "mine")
    (folder / "id/a b.txt").write_text("y\n")
    git("commit", "-am", "two")
    (folder / "id/ü.txt").write_text("y\n")
    (folder / "id/c.txt").unlink()
    make(folder, "id/new.txt", "new.log")
    git("stash", "-u")
    git("checkout", "main")
    (folder / "id/d.txt").write_text("theirs\n")
    git("commit", "-am", "three")
    git("checkout", "mine")
    git("stash", "pop")
    assert changed_files("main") == {"id/a b.txt", "id/ü.txt", "id/c.txt", "id/new.txt"}


def test_changed_files_count_from_the_working_folder(folder, monkeypatch):
    make(folder, "sub/a.txt", "b.txt")
    git("init")
    git("add", ".")
    git("commit", "-m", "one")
    make(folder, "sub/new.txt", "other.txt")
    (folder / "sub/a.txt").write_text("y\n")
    monkeypatch.chdir(folder / "sub")
    assert changed_files("HEAD") == {"a.txt", "new.txt"}


@pytest.mark.parametrize("revision", ["nowhere", "--output=x"])
def test_a_revision_that_git_does_not_know(folder, revision):
    git("init")
    with pytest.raises(InputError, match="git cannot tell what changed"):
        changed_files(revision)

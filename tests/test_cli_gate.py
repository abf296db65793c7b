"""The gate through the command line: baseline, suppressions, pairs by pattern, and only what changed."""

import json
import subprocess

import pytest
from test_cli import SOURCE, TARGET, assert_not_checked, fake_model, folder, run

from aligncheck import sentence_transformer

__all__ = ["fake_model", "folder"]  # fixtures

SHORTENED = "".join(TARGET.splitlines(keepends=True)[:6])
"""Two sentences are left out: two major findings."""


def git(*arguments):
    identity = ["-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *identity, *arguments], check=True, capture_output=True)


def findings(*arguments):
    result = run("check", *arguments, "--format", "json", "--fail-on", "never")
    return [finding for pair in json.loads(result.stdout)["pairs"] for finding in pair["findings"]]


def test_what_the_baseline_accepts_passes_and_what_is_new_fails(folder):
    (folder / "en.txt").write_text(SHORTENED)
    assert run("check", "id.txt", "en.txt").exit_code == 1
    created = run("baseline", "create", "id.txt", "en.txt")
    assert (created.exit_code, created.stdout) == (0, "")
    assert "wrote aligncheck-baseline.jsonl: 2 entries, 0 before" in created.stderr
    accepted = ("--baseline", "aligncheck-baseline.jsonl", "--fail-on", "new")
    assert run("check", "id.txt", "en.txt", *accepted).exit_code == 0
    assert run("baseline", "check", "id.txt", "en.txt").exit_code == 0
    # A line moved down and an edit elsewhere change nothing; a third omission is new.
    (folder / "en.txt").write_text(
        "\n\n" + SHORTENED.replace("were more than two hours late", "were late by more than two hours")
    )
    assert run("check", "id.txt", "en.txt", *accepted).exit_code == 0
    (folder / "en.txt").write_text("".join(SHORTENED.splitlines(keepends=True)[:5]))
    result = run("check", "id.txt", "en.txt", *accepted, "--format", "json")
    assert result.exit_code == 1
    states = [finding["suppressed"] for finding in json.loads(result.stdout)["pairs"][0]["findings"]]
    assert states == [None, *["in the baseline aligncheck-baseline.jsonl"] * 2]
    assert run("baseline", "check", "id.txt", "en.txt").exit_code == 1


def test_a_stale_entry_is_reported_until_the_baseline_is_renewed(folder):
    (folder / "en.txt").write_text(SHORTENED)
    run("baseline", "create", "id.txt", "en.txt")
    (folder / "en.txt").write_text(TARGET)
    result = run("check", "id.txt", "en.txt", "--baseline", "aligncheck-baseline.jsonl")
    assert result.exit_code == 0
    assert result.stderr.count("stale in the baseline: en.txt: omission “") == 2
    assert run("baseline", "check", "id.txt", "en.txt").exit_code == 1
    assert "0 entries, 2 before" in run("baseline", "update", "id.txt", "en.txt").stderr
    assert run("baseline", "check", "id.txt", "en.txt").exit_code == 0


def test_a_baseline_is_not_written_over_nor_made_up(folder):
    assert_not_checked(run("baseline", "update", "id.txt", "en.txt"), "aligncheck-baseline.jsonl: the baseline cannot")
    assert_not_checked(run("check", "id.txt", "en.txt", "--fail-on", "new"), "fail_on = new needs a baseline")
    assert run("baseline", "create", "id.txt", "en.txt").exit_code == 0
    assert_not_checked(run("baseline", "create", "id.txt", "en.txt"), "there is a baseline already")


def test_the_baseline_is_read_before_anything_is_checked(folder, monkeypatch):
    monkeypatch.setattr(sentence_transformer, "load_embedder", None)
    assert_not_checked(run("check", "id.txt", "en.txt", "--baseline", "gone.jsonl"), "gone.jsonl: the baseline cannot")


def test_the_configuration_accepts_findings_for_a_reason(folder):
    (folder / "en.txt").write_text(SHORTENED)
    (folder / "aligncheck.toml").write_text(
        '[[suppress]]\nrule = "omission"\nreason = "shortened on purpose"\n'
        '[[suppress]]\nrule = "number"\nreason = "nothing to accept"\n'
    )
    result = run("check", "id.txt", "en.txt")
    assert result.exit_code == 0
    assert "aligncheck: unused suppression: rule = 'number' fits no finding; take it out\n" in result.stderr
    assert [finding["suppressed"] for finding in findings("id.txt", "en.txt")] == ["shortened on purpose"] * 2


def test_limits_are_options_too(folder):
    (folder / "en.txt").write_text(SHORTENED)
    assert run("check", "id.txt", "en.txt", "--max", "omission=2").exit_code == 0
    result = run("check", "id.txt", "en.txt", "--max", "omission:major=1", "--min-document-score", "0.99")
    assert result.exit_code == 1
    assert "en.txt: 2 major omission findings with medium confidence or more, at most 1 allowed" in result.stderr
    assert "en.txt: document score 0.90, at least 0.99 required" in result.stderr
    assert run("check", "id.txt", "en.txt", "--max", "omissions=2").exit_code == 2


@pytest.fixture
def articles(folder):
    """A repository of 200 articles with their translations, all as they should be, committed."""
    for name in ("id", "en"):
        (folder / name).mkdir()
    for number in range(200):
        (folder / f"id/{number:03}.txt").write_text(SOURCE)
        (folder / f"en/{number:03}.txt").write_text(TARGET)
    (folder / "id.txt").unlink()
    (folder / "en.txt").unlink()
    (folder / "aligncheck.toml").write_text(
        'source_lang = "id"\ntarget_lang = "en"\n[[pairs]]\nsource = "id/*.txt"\ntarget = "en/{stem}.txt"\n'
    )
    git("init", "-b", "main")
    git("add", ".")
    git("commit", "-m", "all")
    return folder


def test_of_200_pairs_only_the_changed_ones_are_gated(articles):
    (articles / "en/007.txt").write_text(SHORTENED)
    (articles / "id/123.txt").write_text(SOURCE + "\n")
    result = run("check", "--changed-since", "main", "--format", "json")
    assert result.exit_code == 1
    report = json.loads(result.stdout)
    assert [pair["target"] for pair in report["pairs"]] == ["en/007.txt", "en/123.txt"]
    assert [len(pair["findings"]) for pair in report["pairs"]] == [2, 0]
    git("commit", "-am", "shortened")
    result = run("check", "--changed-since", "HEAD", "--format", "sarif")
    assert result.exit_code == 0
    assert json.loads(result.stdout)["runs"][0]["results"] == []
    assert "no translation changed" in run("check", "--changed-since", "HEAD").stdout


@pytest.mark.parametrize("form", ["table", "json", "markdown", "html", "sarif", "junit", "github", "gitlab"])
def test_every_format_can_say_that_nothing_changed(articles, form):
    result = run("check", "--changed-since", "HEAD", "--format", form)
    assert result.exit_code == 0
    assert result.stdout


def test_a_translation_that_was_deleted_is_reported_though_no_pair_changed(articles):
    (articles / "en/007.txt").unlink()
    result = run("check", "--changed-since", "HEAD")
    assert result.exit_code == 0
    assert "id/007.txt has no translation en/007.txt" in result.stdout


def test_missing_partners_are_reported(articles):
    for number in range(2, 200):
        (articles / f"id/{number:03}.txt").unlink()
    for number in range(1, 199):
        (articles / f"en/{number:03}.txt").unlink()
    result = run("check", "--format", "json")
    notes = ["id/001.txt has no translation en/001.txt", "en/199.txt has no original that fits id/*.txt"]
    assert json.loads(result.stdout)["notes"] == notes
    (articles / "en/000.txt").unlink()
    assert_not_checked(run("check"), "[[pairs]]: no original has its translation")


@pytest.fixture
def three_pairs(folder):
    """Three pairs of the configuration, the translation of the second an empty file."""
    for name, text in (("id", SOURCE), ("en", TARGET)):
        (folder / name).mkdir()
        for number in "abc":
            (folder / name / f"{number}.txt").write_text(text)
    (folder / "en/b.txt").write_bytes(b"")
    (folder / "aligncheck.toml").write_text(
        'source_lang = "id"\ntarget_lang = "en"\n[[pairs]]\nsource = "id/*.txt"\ntarget = "en/{stem}.txt"\n'
        '[[suppress]]\nrule = "number"\nreason = "whatever the unread text has"\n'
    )
    return folder


REASON = "en/b.txt: the file holds no text (0 bytes). Give a file with at least one sentence."


def test_a_pair_that_cannot_be_read_is_reported_beside_the_others_and_leaves_the_run_undecided(three_pairs):
    result = run("check", "--format", "sarif", "--output", "r.sarif", "--format", "table")
    assert result.exit_code == 3
    assert f"Not checked:\n  en/b.txt from id/b.txt: {REASON}" in result.stdout
    assert "en/a.txt" in result.stdout
    assert "FAILED: 1 of 3 translations could not be checked" in result.stdout
    assert "aligncheck: not checked: en/b.txt: " in result.stderr
    assert "unused suppression" not in result.stderr
    (sarif,) = json.loads((three_pairs / "r.sarif").read_text())["runs"]
    assert (sarif["invocations"][0]["exitCode"], len(sarif["properties"]["pairs"])) == (3, 2)


def test_no_policy_lets_what_could_not_be_read_pass_nor_a_failed_gate_hide_it(three_pairs):
    assert run("check", "--fail-on", "never").exit_code == 3
    (three_pairs / "en/c.txt").write_text(SHORTENED)
    result = run("check")
    assert result.exit_code == 3
    assert "2 major findings with medium confidence or more" in result.stdout


def test_where_no_pair_can_be_read_the_report_says_so_and_names_each(three_pairs):
    for name in "ac":
        (three_pairs / f"id/{name}.txt").write_bytes(b"%PDF-1.4")
    result = run("check")
    assert result.exit_code == 3
    assert "id/a.txt: not a text file, it looks like a PDF document. Export" in result.stdout
    assert "FAILED: 3 of 3 translations could not be checked" in result.stdout


@pytest.mark.parametrize("content", [None, "a,b\n1,2\n"])
def test_a_glossary_that_cannot_be_used_ends_the_run(three_pairs, content):
    if content is not None:
        (three_pairs / "terms.csv").write_text(content)
    assert_not_checked(run("check", "--glossary", "terms.csv"), "terms.csv: " if content is None else "terms.csv:1: ")


def test_a_baseline_is_made_of_all_texts_or_not_at_all(three_pairs):
    result = run("baseline", "create")
    assert_not_checked(
        result, "aligncheck-baseline.jsonl: 1 of 3 translations could not be checked", consequence="Nothing was written"
    )
    assert not (three_pairs / "aligncheck-baseline.jsonl").exists()
    (three_pairs / "en/b.txt").write_text(SHORTENED)
    assert run("baseline", "create").exit_code == 0
    (three_pairs / "en/b.txt").write_bytes(b"")
    assert run("baseline", "check").exit_code == 3
    assert run("baseline", "update").exit_code == 3
    assert (three_pairs / "aligncheck-baseline.jsonl").read_text().count("en/b.txt") == 2


def test_without_paths_there_must_be_pairs(folder):
    for command in (["check"], ["baseline", "create"]):
        result = run(*command)
        assert (result.exit_code, result.stdout) == (2, "")
        assert "name the texts, or configure [[pairs]]" in result.stderr
    assert_not_checked(run("check", "id.txt", "en.txt", "--changed-since", "HEAD"), "git cannot tell what changed")

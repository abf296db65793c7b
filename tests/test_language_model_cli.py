"""The language model on the command line: chosen, refused, and its budget."""

import json

import pytest
from click.testing import CliRunner
from tiny_encoder import tiny_encoder, tiny_tokenizer
from tiny_language_model import letter_tokenizer, tiny_causal_model

from aligncheck.cli import main

SOURCE = "Harga minyak dunia naik tajam pekan ini.\nProdusen mengurangi pasokan mereka.\n"
TARGET = "World oil prices fell sharply this week.\nThe producers reduced their supply.\n"


@pytest.fixture
def run(tmp_path, monkeypatch):
    (tmp_path / "id.txt").write_text(SOURCE * 3, encoding="utf-8")
    (tmp_path / "en.txt").write_text(TARGET * 3, encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    def run(*options):
        arguments = ["check", "id.txt", "en.txt", "--source-lang", "id", "--target-lang", "en", *options]
        return CliRunner().invoke(main, arguments)

    return run


@pytest.fixture
def tiny(tmp_path):
    tiny_causal_model().save_pretrained(tmp_path / "tiny")
    letter_tokenizer().save_pretrained(tmp_path / "tiny")
    return tmp_path / "tiny"


def test_a_missing_model_ends_the_run_before_anything_is_read(run):
    result = run("--lm", "no such")
    assert result.exit_code == 3
    assert "language model 'no such': no such folder" in result.stderr
    assert "Nothing was checked (exit 3)" in result.stderr


@pytest.mark.model
def test_a_model_that_is_no_language_model_ends_the_run(run, tmp_path):
    tiny_encoder().save_pretrained(tmp_path / "encoder")
    tiny_tokenizer().save_pretrained(tmp_path / "encoder")
    result = run("--lm", "encoder")
    assert result.exit_code == 3
    assert "encoder: not a language model but BertModel" in result.stderr


@pytest.mark.model
def test_a_model_that_cannot_read_its_own_pieces_ends_the_run(run, tiny):
    tiny_causal_model(pieces=20).save_pretrained(tiny)
    result = run("--lm", str(tiny))
    assert result.exit_code == 3
    assert "cannot be used: index out of range" in result.stderr
    assert "leave it out with --lm off" in result.stderr
    assert run("--lm", "off").exit_code == 0


def test_a_budget_is_a_number_of_seconds(run, tmp_path):
    assert run("--lm-budget", "-1").exit_code == 2
    (tmp_path / "aligncheck.toml").write_text("lm-budget = -1")
    result = run()
    assert result.exit_code == 3
    assert "a number of seconds, at least 0" in result.stderr


@pytest.mark.model
def test_the_model_is_in_the_signature_and_a_spent_budget_in_the_notes(run, tiny):
    plain = json.loads(run("--format", "json", "--lm", "off").stdout)
    heard = json.loads(run("--format", "json", "--lm", str(tiny)).stdout)
    assert str(tiny) in heard["signature"]["estimator"]
    assert heard["signature"]["estimator"].startswith(plain["signature"]["estimator"])
    assert heard["notes"] == plain["notes"] == []
    assert heard["pairs"][0]["quality"] == plain["pairs"][0]["quality"]
    spent = run("--format", "json", "--lm", str(tiny), "--lm-budget", "0")
    (note,) = json.loads(spent.stdout)["notes"]
    assert note.startswith("the language model did not look at 6 of 6 sentence pairs")
    assert json.loads(spent.stdout)["pairs"][0]["findings"] == plain["pairs"][0]["findings"]

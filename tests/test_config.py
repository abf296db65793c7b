from dataclasses import fields

import pytest

from aligncheck.config import KEYS, Options, resolve
from aligncheck.errors import ConfigError
from aligncheck.finding import Category, Confidence, Severity
from aligncheck.gate import Limit, Policy


@pytest.fixture(autouse=True)
def in_empty_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


def test_every_option_is_a_configuration_key():
    assert set(KEYS) == {field.name for field in fields(Options)}


def test_defaults_without_any_file():
    assert resolve({}, None) == Options()


def test_the_command_line_overrules_the_file_and_the_file_the_defaults(tmp_path):
    (tmp_path / "aligncheck.toml").write_text('fail-on = "critical"\nmodel = "some/model"\npresplit = true\n')
    options = resolve({"fail_on": "minor", "model": None, "presplit": None, "format": ()}, None)
    assert (options.fail_on, options.model, options.presplit) == ("minor", "some/model", True)


def test_pyproject_of_a_folder_above_is_found(tmp_path, monkeypatch):
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "x"\n[tool.aligncheck]\nformat = ["json", "html"]\n')
    (tmp_path / "deep" / "er").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "deep" / "er")
    assert resolve({}, None).format == ("json", "html")


def test_a_pyproject_without_our_table_is_passed_over(tmp_path, monkeypatch):
    (tmp_path / "aligncheck.toml").write_text('model = "m"')
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "pyproject.toml").write_text('[project]\nname = "x"\n')
    monkeypatch.chdir(tmp_path / "inner")
    assert resolve({}, None).model == "m"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('fial_on = "major"', "unknown key 'fial_on'\n  Did you mean 'fail_on'?"),
        ("zzz = 1", "unknown key 'zzz'\n  Known keys: source_lang"),
        (
            'fail_on = "awful"',
            "fail_on = 'awful' is not allowed\n  It must be one of minor, major, critical, new, never.",
        ),
        ("presplit = 1", "presplit = 1 is not allowed\n  It must be true or false."),
        ("model = 5", "model = 5 is not allowed"),
        ('source_lang = "Indonesian"', 'It must be a language code such as "id" or "en".'),
        ("format = [1]", "It must be a text or a list of texts."),
        ("model =", "not valid TOML"),
    ],
)
def test_a_wrong_file_says_which_key_and_what_it_must_be(tmp_path, text, message):
    (tmp_path / "aligncheck.toml").write_text(text)
    with pytest.raises(ConfigError) as caught:
        resolve({}, None)
    assert "aligncheck.toml: " in str(caught.value)
    assert message in str(caught.value)


def test_a_named_file_must_exist():
    with pytest.raises(ConfigError, match=r"gone\.toml: cannot be read"):
        resolve({}, "gone.toml")


def test_the_gate_has_a_table_of_its_own(tmp_path):
    (tmp_path / "pyproject.toml").write_text(
        "[tool.aligncheck]\npresplit = true\n"
        "[tool.aligncheck.gate]\nfail-on = 'critical'\nmin-coverage = 0.9\nmin_document_score = 1\n"
        "max = {omission = 0, mistranslation = {major = 2}}\nbaseline = 'accepted.jsonl'\n"
    )
    options = resolve({}, None)
    assert (options.presplit, options.baseline) == (True, "accepted.jsonl")
    assert options.policy == Policy(
        fail_on=Severity.CRITICAL,
        limits=(Limit(Category.OMISSION, None, 0), Limit(Category.MISTRANSLATION, Severity.MAJOR, 2)),
        min_coverage=0.9,
        min_document_score=1.0,
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("gate = 1", "gate = 1 is not allowed\n  It must be a table"),
        ("[gate]\nmodel = 'x'", "unknown key 'gate.model'"),
        ("[gate]\nmin_coverage = 90", "It must be a number from 0 to 1."),
        ("[gate]\nmax = {omissions = 0}", "'omissions' is none of the categories: omission, addition"),
        ("[gate]\nmax = {omission = -1}", "-1 is no number of findings"),
        ("[gate]\nmax = {omission = {awful = 1}}", "'awful' is none of the severities: minor"),
        ("[[suppress]]\nrule = 'omission'", "suppress, table 1: {'rule': 'omission'} is not allowed"),
        ("[[suppress]]\nreason = 'x'", "a table with a reason and with rule"),
        ("[[suppress]]\nrule = 'code'\nfile = 'a'", "this one has no reason"),
        ("[[suppress]]\nrule = 'code'\nreason = 'x'\n[[suppress]]\nrule = 1\nreason = 'x'", "suppress, table 2: "),
        ("suppress = 'code'", "suppress = 'code' is not allowed\n  It must be a list, each item a table"),
        ("[[suppress]]\nrule = 'ommission'\nreason = 'x'", "there is no rule 'ommission'"),
        ("[[suppress]]\ntext = '('\nreason = 'x'", "is no regular expression"),
        ("[[pairs]]\nsource = 'id/*.txt'", "such as source ="),
        ("[[pairs]]\nsource = 'id/*.txt'\ntarget = 'en/all.txt'", "names the file by {stem}"),
        ("[[pairs]]\nsource = 'id/*.txt'\ntarget = 'en/{stem}{x}.txt'", "names the file by {stem}"),
    ],
)
def test_wrong_tables_say_what_they_must_be(tmp_path, text, message):
    (tmp_path / "aligncheck.toml").write_text(text)
    with pytest.raises(ConfigError) as caught:
        resolve({}, None)
    assert message in str(caught.value)


def test_options_become_a_policy():
    policy = Options(fail_on="critical", min_confidence="high").policy
    assert (policy.fail_on, policy.min_confidence) == (Severity.CRITICAL, Confidence.HIGH)
    assert Options(fail_on="never").policy.fail_on is None


def test_the_digest_changes_with_what_changes_findings_only():
    assert Options(presplit=True).digest != Options().digest
    assert Options(fail_on="never", format=("json",)).digest == Options().digest

import json

import pytest
from fake_estimator import FakeEstimator

from aligncheck.errors import InputError
from aligncheck.estimator import score_lines
from aligncheck.estimator.score_lines import read_files, read_table


def scored(pairs, **options):
    return [json.loads(line) for line in score_lines.score_lines(pairs, FakeEstimator({"SALAH": 0.9}), **options)]


def test_a_line_has_a_score_tags_and_probabilities():
    (line,) = scored(read_table(["satu dua\tone SALAH.\n"], "pairs.tsv"))
    assert line == {
        "score": 0.8,
        "target_tags": ["OK", "BAD", "OK"],
        "target_bad": [0.01, 0.9, 0.01],
        "source_tags": ["OK", "OK"],
        "source_bad": [0.01, 0.01],
        "gap_bad": [0.01, 0.01, 0.01, 0.01],
    }


def test_given_tokens_are_kept():
    (line,) = scored(read_table(["a b\tdon't stop.\n"], "pairs.tsv"), pretokenized=True)
    assert len(line["target_tags"]) == 2


def test_an_empty_side_has_no_tokens_and_one_gap():
    (line,) = scored(read_table(["satu\t\n"], "pairs.tsv"))
    assert (line["target_tags"], len(line["gap_bad"]), len(line["source_tags"])) == ([], 1, 1)


def test_lines_come_in_order_across_chunks(monkeypatch):
    monkeypatch.setattr(score_lines, "CHUNK", 3)
    told = []
    lines = scored(read_table([f"satu\t{'kata ' * n}\n" for n in range(10)], "pairs.tsv"), on_progress=told.append)
    assert [len(line["target_tags"]) for line in lines] == list(range(10))


def test_results_are_there_before_the_input_ends(monkeypatch):
    monkeypatch.setattr(score_lines, "CHUNK", 2)

    def endless():
        while True:
            yield "satu\tone\n"

    stream = score_lines.score_lines(read_table(endless(), "-"), FakeEstimator())
    assert json.loads(next(stream))["target_tags"] == ["OK"]


@pytest.mark.parametrize("line", ["satu one", "satu\tone\tuno", ""])
def test_a_line_that_is_no_pair_is_named(line):
    with pytest.raises(InputError, match=r"pairs.tsv:2: \d tabs where a line has a source, one tab"):
        scored(read_table(["satu\tone\n", line], "pairs.tsv"))


@pytest.mark.parametrize(("sources", "targets", "short", "long"), [("a\nb", "a", "t", "s"), ("a", "a\nb", "s", "t")])
def test_files_of_unlike_length_are_named(sources, targets, short, long):
    with pytest.raises(InputError, match=f"{short}: ends after line 1, but {long} goes on"):
        scored(read_files(sources.split("\n"), targets.split("\n"), ("s", "t")))


def test_two_files_are_read_side_by_side():
    assert [len(line["source_tags"]) for line in scored(read_files(["a b\n", "\n"], ["c\r\n", "d\n"], ("s", "t")))] == [
        2,
        0,
    ]

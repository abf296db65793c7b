import math

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from tiny_language_model import letter_tokenizer, tiny_causal_model
from transformers import Gemma2Config, Gemma2ForCausalLM

from aligncheck.estimator.tokens import tokenise
from aligncheck.language_model.causal import CausalModel, Continuation
from aligncheck.language_model.causal_judge import CausalJudge
from aligncheck.language_model.figures import figures, figures_of_states
from aligncheck.language_model.judge import PIECES_IN_BATCH, Case, batches
from aligncheck.language_model.pieces import owners, pieced
from aligncheck.language_model.prompts import beginning, question
from aligncheck.language_model.reader import read_pairs

MODEL = tiny_causal_model()
JUDGE = CausalJudge(MODEL, letter_tokenizer(), "tiny")
SIZE = MODEL.config.vocab_size
pieces = st.lists(st.integers(4, SIZE - 1), min_size=1, max_size=6)


def expected(context, wanted):
    with torch.inference_mode():
        logits = MODEL(input_ids=torch.tensor([[*context, *wanted]])).logits[0, len(context) - 1 : -1]
    return torch.log_softmax(logits.float(), -1)


@settings(max_examples=30)
@given(
    start=st.lists(st.integers(4, SIZE - 1), max_size=4),
    batch=st.lists(st.tuples(pieces, pieces), min_size=1, max_size=4),
)
def test_figures_are_those_of_the_whole_text_whatever_stands_beside_it(start, batch):
    found = CausalModel(MODEL).judge(tuple(start), [Continuation(*each) for each in batch])
    for (context, wanted), each in zip(batch, found, strict=True):
        table = expected([*start, *context], wanted)
        there = table[range(len(wanted)), wanted]
        assert np.allclose(each.log_probabilities, there, atol=1e-4)
        assert np.allclose(each.gaps, table.max(-1).values - there, atol=1e-4)
        assert np.allclose(each.entropies, -(table.exp() * table).sum(-1), atol=1e-4)


def test_figures_of_plain_choices():
    found = figures(torch.tensor([[0.0, 0.0, 0.0, 0.0], [100.0, 0.0, 0.0, 0.0]]), torch.tensor([1, 0]))
    assert found.log_probabilities == pytest.approx([-math.log(4), 0.0])
    assert found.gaps == pytest.approx([0.0, 0.0])
    assert found.entropies == pytest.approx([math.log(4), 0.0], abs=1e-6)


@given(
    n=st.integers(1, 5),
    size=st.integers(1, 40),
    part=st.integers(1, 50),
    scale=st.floats(0.1, 30),
    seed=st.integers(0, 99),
)
def test_parts_of_the_vocabulary_add_up_to_all_of_it(n, size, part, scale, seed):
    torch.manual_seed(seed)
    states, table, there = torch.randn(n, 8) * scale, torch.randn(size, 8), torch.randint(size, (n,))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("aligncheck.language_model.figures.VOCABULARY_PART", part)
        found = figures_of_states(states, table, there)
    for name, values in vars(figures(states @ table.T, there)).items():
        assert np.allclose(getattr(found, name), values, rtol=1e-4, atol=1e-4), name


def test_a_model_that_does_more_to_its_logits_is_asked_for_all_of_them():
    torch.manual_seed(1)
    config = Gemma2Config(
        vocab_size=SIZE,
        hidden_size=32,
        intermediate_size=48,
        num_hidden_layers=1,
        num_attention_heads=2,
        num_key_value_heads=1,
        head_dim=16,
        final_logit_softcapping=2.0,
        initializer_range=0.5,
    )
    model = Gemma2ForCausalLM(config).eval()
    assert CausalModel(model).most_judged > CausalModel(MODEL).most_judged
    (found,) = CausalModel(model).judge((5,), [Continuation([6, 7], [8, 9])])
    with torch.inference_mode():
        logits = model(input_ids=torch.tensor([[5, 6, 7, 8, 9]])).logits[0, 2:4]
    assert logits.abs().max() <= 2
    assert np.allclose(found.log_probabilities, torch.log_softmax(logits, -1)[range(2), [8, 9]], atol=1e-4)


def test_an_empty_batch_and_a_text_without_pieces_have_no_figures():
    assert CausalModel(MODEL).judge((), []) == []
    empty, full = CausalModel(MODEL).judge((5,), [Continuation([6], []), Continuation([6], [7])])
    assert (len(empty.gaps), len(full.gaps)) == (0, 1)


spans = st.lists(st.tuples(st.integers(0, 3), st.integers(1, 4)), max_size=8).map(
    lambda steps: [(sum(map(sum, steps[:k])) + step[0], sum(map(sum, steps[: k + 1]))) for k, step in enumerate(steps)]
)


@given(spans, spans)
def test_a_token_owns_the_pieces_that_share_a_letter_with_it(of_pieces, of_tokens):
    expected = [
        tuple(k for k, piece in enumerate(of_pieces) if max(piece[0], token[0]) < min(piece[1], token[1]))
        for token in of_tokens
    ]
    assert owners(of_pieces, of_tokens) == expected


class SlowTokenizer:
    """A tokenizer without offsets."""

    is_fast = False

    def __init__(self, table):
        self.table = table

    def __call__(self, *, text_target, add_special_tokens):
        assert not add_special_tokens
        return {"input_ids": [sum(map(ord, piece)) for piece in self.table[text_target]]}

    def convert_ids_to_tokens(self, ids):
        by_id = {sum(map(ord, piece)): piece for pieces in self.table.values() for piece in pieces}
        return [by_id[number] for number in ids]


def test_without_offsets_pieces_are_told_by_their_letters_or_stand_for_their_word():
    tokenizer = SlowTokenizer({"cats,": ["▁cat", "s", ","], "Été": ["▁e", "te"]})
    assert pieced(tokenizer, "cats, Été").spans == ((0, 3), (3, 4), (4, 5), (6, 9), (6, 9))


def test_prompts_name_the_languages_and_show_an_example_where_there_is_one():
    assert question(("id", "en"), "Harga\nnaik.") == "Indonesian: Harga naik.\nEnglish:"
    assert question(("id", "en"), None) == "English:"
    shown = beginning(("id", "en")).splitlines()
    assert [line.partition(":")[0] for line in shown] == ["Indonesian", "English", ""]
    assert beginning(("id", "en"), alone=True) == shown[1] + "\n\n"
    assert beginning(("id", "xx")) == ""
    assert beginning(("xx", "en")) == ""
    assert beginning(("xx", "en"), alone=True) == shown[1] + "\n\n"


def test_tokens_get_the_sums_of_their_pieces():
    source, target = tokenise("the cat"), tokenise("cats, the")
    (reading,) = read_pairs(JUDGE, [(source, target)], ("id", "en"))
    tokenizer = letter_tokenizer()
    prompt = "<bos>" + beginning(("id", "en")) + "Indonesian: the cat\nEnglish:"
    context = tokenizer(prompt, add_special_tokens=False)["input_ids"]
    wanted = tokenizer(" cats, the", add_special_tokens=False)["input_ids"]
    assert tokenizer.convert_ids_to_tokens(wanted) == ["▁", "cat", "s", ",", "▁", "the"]
    table = expected(context, wanted)
    there = table[range(6), wanted]
    gaps = table.max(-1).values - there
    assert np.allclose(reading.target.log_probabilities, [there[1] + there[2], there[3], there[5]], atol=1e-4)
    assert np.allclose(reading.target.gaps, [gaps[1:3].max(), gaps[3], gaps[5]], atol=1e-4)
    assert [len(values) for values in vars(reading.source).values()] == [2, 2, 2]
    alone = tokenizer("<bos>" + beginning(("en", "id"), alone=True) + "Indonesian:", add_special_tokens=False)[
        "input_ids"
    ]
    wanted = tokenizer(" the cat", add_special_tokens=False)["input_ids"]
    there = expected(alone, wanted)[range(len(wanted)), wanted]
    assert tokenizer.convert_ids_to_tokens(wanted) == ["▁", "the", "▁", "cat"]
    assert np.allclose(reading.source.log_probabilities - reading.source_gains, there[1::2], atol=1e-4)


def test_texts_longer_than_the_room_are_read_in_windows_that_cover_them():
    source = tokenise(" ".join(["the cat"] * 300))
    pairs = [(source, tokenise("the cat")), (tokenise(""), tokenise("the")), (source, source)]
    long, empty, both = read_pairs(JUDGE, pairs, ("id", "en"))
    assert len(both.target.gaps) == len(both.source.gaps) == len(source.tokens) == 600
    assert (both.target.log_probabilities < 0).all()
    assert (len(long.target.gaps), len(empty.target.gaps), len(empty.source.gaps)) == (2, 1, 0)


@given(st.lists(st.tuples(st.integers(1, 3000), st.integers(0, 3000)), max_size=30), st.integers(1, 3000))
def test_each_text_is_in_one_batch_and_batches_keep_to_their_bounds(sizes, most):
    found = list(batches(sizes, most))
    assert sorted(index for batch in found for index in batch) == list(range(len(sizes)))
    for batch in found:
        read, judged = (max(sizes[index][side] for index in batch) for side in (0, 1))
        assert len(batch) == 1 or (len(batch) * judged <= most and len(batch) * read <= PIECES_IN_BATCH)


def test_a_batch_says_the_same_as_a_text_alone():
    cases = [Case("the cat", "cat the"), Case("cat", "the the the the")]
    together = JUDGE.judge(("id", "en"), cases)
    for case, each in zip(cases, together, strict=True):
        (alone,) = JUDGE.judge(("id", "en"), [case])
        assert each.spans == alone.spans
        assert np.allclose(each.figures.log_probabilities, alone.figures.log_probabilities, atol=1e-4)

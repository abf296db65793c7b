import random
from dataclasses import replace
from itertools import groupby, pairwise

import pytest
from corruption_samples import pairs, resources
from hypothesis import given
from hypothesis import strategies as st

from aligncheck.estimator.tokens import TokenisedText, pretokenised, tokenise
from aligncheck.training.corrupt import corrupt, shown
from aligncheck.training.corruptions import CORRUPTIONS
from aligncheck.training.corruptions.base import Context, Edit, like_case, planted
from aligncheck.training.corruptions.families import families
from aligncheck.training.corruptions.function_words import function
from aligncheck.training.corruptions.phrases import phrases
from aligncheck.training.corruptions.renderings import inflected
from aligncheck.training.corruptions.resources import build_resources
from aligncheck.training.examples import CleanPair
from aligncheck.vocabulary import vocabulary

PAIRS = pairs()
KINDS = {kind.name: kind for kind in CORRUPTIONS}


@st.composite
def edited(draw):
    """Draw a tokenised text and edits of it that are in order and do not touch."""
    joint = draw(st.sampled_from([" ", "  "]))
    text = joint.join(draw(st.lists(st.sampled_from(["word", "Jakarta", "12", "it's", "日"]), min_size=1, max_size=12)))
    target = tokenise(draw(st.sampled_from(["", " "])) + text + draw(st.sampled_from(["", " ."])))
    edits, at = [], 0
    while at <= len(target.tokens) and draw(st.booleans()):
        start = draw(st.integers(at, len(target.tokens)))
        end = draw(st.integers(start, min(start + 3, len(target.tokens))))
        least = 1 if start == end or start == 0 else 0
        words = tuple(draw(st.lists(st.sampled_from(["new", "other"]), min_size=least, max_size=3)))
        if words or start < end:
            edits.append(Edit(start, end, words, frozenset()))
        at = end + 1
    return target, edits


@given(edited())
def test_planting_changes_the_edited_tokens_and_nothing_else(case):
    target, edits = case
    pair = CleanPair(tokenise("satu dua"), target, ("id", "en"), "sample")
    example = planted(pair, edits, "kind")
    words, bad, gaps, done = [], [], set(), 0
    for edit in edits:
        words += target.words()[done : edit.start]
        bad += [False] * (edit.start - done)
        if not edit.words:
            gaps.add(len(words))
        words += edit.words
        bad += [True] * len(edit.words)
        done = edit.end
    words += target.words()[done:]
    bad += [False] * (len(target.tokens) - done)
    assert example.target.words() == tuple(words)
    assert example.target_bad == tuple(bad)
    assert example.gap_bad == tuple(place in gaps for place in range(len(words) + 1))
    assert (example.target.text == target.text) == (not edits)
    # What is between two tokens that both stay is as it was.
    ends = target.text[target.tokens[-1][1] :] if target.tokens and done < len(target.tokens) else None
    assert ends is None or example.target.text.endswith(ends)


def _corrupted(pair, number, seed):
    return corrupt(pair, resources(), random.Random(seed), number)


@given(st.sampled_from(PAIRS), st.integers(1, 4), st.integers(0, 10_000))
def test_labels_fit_their_tokens(pair, number, seed):
    example = _corrupted(pair, number, seed)
    if example is None:
        return
    tokens = example.target.tokens
    assert len(example.target_bad) == len(tokens)
    assert len(example.gap_bad) == len(tokens) + 1
    assert len(example.source_bad) == len(pair.source.tokens)
    assert example.source == pair.source
    assert (example.languages, example.origin) == (pair.languages, pair.origin)
    assert all(0 <= start < end <= len(example.target.text) for start, end in tokens)
    assert all(left[1] <= right[0] for left, right in pairwise(tokens))
    assert 0 < example.hter <= 1
    assert 1 <= len(example.kind.split("+")) <= number
    assert set(example.kind.split("+")) <= set(KINDS)


@given(st.sampled_from(PAIRS), st.integers(1, 4), st.integers(0, 10_000))
def test_something_is_marked_and_what_is_not_was_there_before(pair, number, seed):
    example = _corrupted(pair, number, seed)
    if example is None:
        return
    assert any(example.target_bad) or any(example.gap_bad)
    assert example.target.text != pair.target.text
    kept = iter(pair.target.words())
    for word, bad in zip(example.target.words(), example.target_bad, strict=True):
        assert bad or word in kept, f"{word!r} is neither marked nor in its place in the clean text"


@given(st.sampled_from(PAIRS), st.integers(1, 3), st.integers(0, 10_000))
def test_equal_seeds_give_equal_examples(pair, number, seed):
    assert _corrupted(pair, number, seed) == _corrupted(pair, number, seed)


@pytest.mark.parametrize("name", KINDS)
def test_each_kind_finds_a_place(name):
    examples = [
        corrupt(pair, resources(), random.Random(seed), 1, (KINDS[name],)) for pair in PAIRS for seed in range(30)
    ]
    found = [example for example in examples if example]
    assert found, name
    assert {example.kind for example in found} == {name}
    drops = name.startswith("dropped") or name == "voice"
    assert all(any(example.gap_bad) for example in found) or not drops
    assert all(any(example.target_bad) for example in found) or drops or name == "negation"


def _results(name, pair):
    """Return the words that a kind marks in a pair over many draws."""
    results = set()
    for seed in range(60):
        example = corrupt(pair, resources(), random.Random(seed), 1, (KINDS[name],))
        if example:
            bad = [word for word, wrong in zip(example.target.words(), example.target_bad, strict=True) if wrong]
            results.add(" ".join(bad))
    return results


@pytest.mark.parametrize(
    ("name", "pair", "made"),
    [
        ("sense", 0, {"continue", "proceed"}),
        ("form", 1, {"Participate", "reporter", "vote"}),
        ("compound", 1, {"system information"}),
        ("compound", 0, set()),
        ("untranslated", 0, {"meneruskan", "insiden", "kantor"}),
        ("negation", 0, {"not"}),
        ("number", -2, {"72"}),
        ("literal", 4, {"learner"}),
        ("literal", -2, set()),
        ("sense", -1, set()),
    ],
)
def test_what_a_kind_makes(name, pair, made):
    results = _results(name, PAIRS[pair])
    assert made <= results if made else not results, results


def test_a_synonym_is_no_error():
    assert "contestants" not in {word.lower() for word in _results("sense", PAIRS[1])}


def test_a_related_sense_is_no_error():
    # The last line of the lexicon relates the synset of participant to that of subscriber.
    assert not any("subscriber" in word.lower() for word in _results("sense", PAIRS[1]))


def test_a_dropped_word_marks_its_source_word():
    marked = set()
    for seed in range(60):
        example = corrupt(PAIRS[0], resources(), random.Random(seed), 1, (KINDS["dropped-word"],))
        if example:
            lost = [word for word, bad in zip(example.source.words(), example.source_bad, strict=True) if bad]
            gone = set(PAIRS[0].target.words()) - set(example.target.words())
            marked.add((*sorted(gone), *lost))
    assert ("forward", "meneruskan") in marked
    assert ("Jakarta", "Jakarta") in marked


def test_a_number_keeps_its_length_and_changes():
    for made in _results("number", PAIRS[-2]):
        assert made.isdigit()
        assert made != "27"


def test_errors_keep_a_token_between_them():
    for seed in range(200):
        example = corrupt(PAIRS[1], resources(), random.Random(seed), 3, (KINDS["untranslated"],))
        stretches = [len(list(run)) for bad, run in groupby(example.target_bad) if bad]
        # A word may draw one beside it into its error.
        assert len(stretches) == len(example.kind.split("+"))
        assert max(stretches) <= 2


def test_no_sound_gives_a_word_away():
    pair = CleanPair(tokenise("Itu sebuah kantor"), tokenise("That is an office"), ("id", "en"), "sample/id-en")
    context = Context(pair, resources(), (False,) * 4)
    assert context.replacement(3, "law") is None
    assert context.replacement(3, "incident").words == ("incident",)


def test_a_usual_preposition_is_no_error():
    pair = CleanPair(tokenise("dia setuju dengan kami"), tokenise("agrees with partners"), ("id", "en"), "sample/id-en")
    words = resources().words["en"]
    usual = frozenset(("agrees", other) for other in words.table["function"]["with"])
    changed = replace(words, usual_pairs=usual)
    assert function(Context(pair, replace(resources(), words={"en": changed}), (False,) * 3), random.Random(1)) is None
    assert function(Context(pair, resources(), (False,) * 3), random.Random(1)) is not None


@pytest.mark.parametrize(
    ("word", "model", "opens", "expected"),
    [
        ("forward", "Send", True, "Forward"),
        ("forward", "send", False, "forward"),
        ("forward", "Send", False, "Forward"),
        ("forward", "NASA", False, "FORWARD"),
        ("forward", "I", False, "Forward"),
    ],
)
def test_case_is_that_of_the_word_before(word, model, opens, expected):
    assert like_case(word, model, opens=opens) == expected


def test_a_lemma_takes_the_ending_of_the_word_it_replaces():
    words = replace(resources().words["en"], related={"continue": ("continues", "continued", "continuing")})
    assert inflected(words, "continue", "forwarded") == "continued"
    assert inflected(words, "continue", "forwarding") == "continuing"
    assert inflected(words, "continue", "forward") == "continue"
    assert inflected(words, "proceed", "forwarded") is None


def test_phrases_end_at_small_words_and_clauses_at_commas():
    words = tokenise("He said in the old town that, as a rule of law, nobody left.").words()
    found = {" ".join(words[s.start : s.end]): s.is_clause for s in phrases(words, resources().words["en"])}
    assert found["in the old town"] is False
    assert found["as a rule of law"] is True
    assert "of law" in found


def test_families_hold_derived_forms_and_leave_out_spellings():
    found = families("en", vocabulary("en"), {"participants": 3, "organise": 2})
    assert {"participate", "participation", "participant"} <= set(found["participants"])
    assert "organize" not in found["organise"]
    assert "organisation" in found["organise"]


def test_words_with_a_loose_affix_are_not_of_one_family():
    found = families("id", vocabulary("id"), {"melihat": 3})
    assert "lihat" not in found["melihat"]
    assert "dilihat" in found["melihat"]


def test_resources_are_learned_once_and_kept(tmp_path):
    # So few words have no neighbours, and the model is not needed.
    clean = [pair for pair in PAIRS if pair.languages == ("en", "zh")]
    first = build_resources(clean, tmp_path / "kept")
    files = {path.name: path.stat().st_mtime_ns for path in (tmp_path / "kept").iterdir()}
    second = build_resources(clean, tmp_path / "kept")
    assert files == {path.name: path.stat().st_mtime_ns for path in (tmp_path / "kept").iterdir()}
    assert first.links_of(clean[0]) == second.links_of(clean[0])
    assert first.links_of(clean[0])


def test_an_unspaced_language_gets_no_spaces():
    pair = CleanPair(tokenise("He fell"), tokenise("他跌倒了"), ("en", "zh"), "sample")
    example = planted(pair, [Edit(1, 2, ("站", "立"), frozenset({1}))], "neighbour")
    assert example.target.text == "他站立倒了"
    tokenised = CleanPair(pair.source, pretokenised(["他", "跌倒", "了"]), ("en", "zh"), "sample")
    example = planted(tokenised, [Edit(1, 2, ("站", "立"), frozenset({1}))], "neighbour")
    assert example.target.text == "他 站 立 了"


def test_samples_show_what_is_wrong():
    pair = CleanPair(tokenise("dua kata"), tokenise("two small words here"), ("id", "en"), "sample")
    edits = [Edit(1, 2, (), frozenset()), Edit(3, 4, ("there", "now"), frozenset({1}))]
    assert shown(planted(pair, edits, "a+b")) == "a+b\n  dua [kata]\n  two {} words [there now]"


def test_tokens_outside_are_kept_as_they_were():
    text = TokenisedText("  a\tb  c ", ((2, 3), (4, 5), (7, 8)))
    pair = CleanPair(tokenise("x"), text, ("id", "en"), "sample")
    assert planted(pair, [Edit(1, 2, ("B",), frozenset())], "k").target.text == "  a\tB  c "
    assert planted(pair, [Edit(1, 2, (), frozenset())], "k").target.text == "  a  c "
    assert planted(pair, [Edit(2, 2, ("new",), frozenset())], "k").target.text == "  a\tb new  c "

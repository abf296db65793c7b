"""A `Judge` on a causal language model: texts as prompts, prompts as pieces."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from aligncheck.language_model.causal import CausalModel, Continuation
from aligncheck.language_model.judge import Case, Judged, batches
from aligncheck.language_model.pieces import PiecedText, Span, pieced
from aligncheck.language_model.prompts import beginning, one_line, question

if TYPE_CHECKING:
    from transformers import PreTrainedModel, PreTrainedTokenizerBase

ROOM = 1024
"""Pieces of both texts of a pair: longer ones are read in windows, since memory grows with the square."""

AROUND = 200
"""Pieces left free for the prompt's own words."""


class CausalJudge:
    """Judges texts as continuations of prompts.

    Args:
        model: A causal language model, on the CPU.
        tokenizer: Its tokenizer.
        name: Name and revision.
    """

    def __init__(self, model: "PreTrainedModel", tokenizer: "PreTrainedTokenizerBase", name: str) -> None:
        self._model = CausalModel(model)
        self._tokenizer = tokenizer
        self._name = name
        longest = getattr(model.config, "max_position_embeddings", None) or ROOM + AROUND
        self._room = min(ROOM, longest - AROUND)

    @property
    def name(self) -> str:
        """Name and revision."""
        return self._name

    @property
    def room(self) -> int:
        """Pieces that a text and the one that is given may have together."""
        return self._room

    def sizes(self, text: str) -> Sequence[Span]:
        """Return the stretches of a text's pieces."""
        return pieced(self._tokenizer, one_line(text)).spans

    def can_judge(self, languages: tuple[str, str], *, alone: bool) -> bool:
        """Whether it judges texts of the second language: it does of all, as well as it can."""
        return True

    def judge(self, languages: tuple[str, str], cases: Sequence[Case]) -> list[Judged]:
        """Judge texts of the second language, given texts of the first; all given one, or none."""
        alone = all(case.given is None for case in cases)
        first = self._tokenizer.bos_token_id
        start = pieced(self._tokenizer, beginning(languages, alone=alone)).ids
        opening = start if first is None else (first, *start)
        questions = [question(languages, case.given) for case in cases]
        prompts = [
            pieced(self._tokenizer, f"{asked} {one_line(case.text)}")
            for asked, case in zip(questions, cases, strict=True)
        ]
        parts = [_parted(prompt, len(asked)) for prompt, asked in zip(prompts, questions, strict=True)]
        sizes = [(len(each.context) + len(each.pieces), len(each.pieces)) for each, _ in parts]
        found: dict[int, Judged] = {}
        for batch in batches(sizes, self._model.most_judged):
            for index, figures in zip(
                batch, self._model.judge(opening, [parts[index][0] for index in batch]), strict=True
            ):
                found[index] = Judged(parts[index][1], figures)
        return [found[index] for index in range(len(cases))]


def _parted(prompt: PiecedText, asked: int) -> tuple[Continuation, tuple[Span, ...]]:
    """Part a prompt's pieces into those of the question and those of the text, with these ones' places in the text."""
    cut = next((index for index, (_, end) in enumerate(prompt.spans) if end > asked), len(prompt.spans))
    text = asked + 1
    spans = tuple((max(0, start - text), max(0, end - text)) for start, end in prompt.spans[cut:])
    return Continuation(list(prompt.ids[:cut]), list(prompt.ids[cut:])), spans

"""A `Judge` on an encoder-decoder translation model: forced decoding (Prism: Thompson and Post, 2020)."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

import torch
from torch import Tensor

from aligncheck.errors import ModelError
from aligncheck.language_model.figures import PieceFigures, figures
from aligncheck.language_model.judge import Case, Judged, batches
from aligncheck.language_model.pieces import PiecedText, Span, pieced
from aligncheck.language_model.prompts import one_line

if TYPE_CHECKING:
    from transformers import PreTrainedModel, PreTrainedTokenizerBase

LOGITS_IN_BATCH = 2**26
"""Upper bound of a batch's logits: 128 MB in bfloat16."""

ROOM = 1000
SPECIAL_PIECES = 4
"""Pieces around a text: its language and its end."""


class TranslationJudge:
    """Judges texts as translations of others; a text alone it does not judge.

    Args:
        model: An encoder-decoder model, on the CPU.
        tokenizer: Its tokenizer; of a model of many languages it has a piece for each, of a model of one pair it knows
            the pair's codes.
        name: Name and revision.

    Raises:
        ModelError: The tokenizer does not say which languages the model translates.
    """

    def __init__(self, model: "PreTrainedModel", tokenizer: "PreTrainedTokenizerBase", name: str) -> None:
        self._model = model
        self._tokenizer: Any = tokenizer
        self._name = name
        self._start = int(model.config.decoder_start_token_id)
        self._vocabulary = int(model.config.vocab_size)
        longest = getattr(model.config, "max_position_embeddings", None) or ROOM
        self._room = min(ROOM, longest - SPECIAL_PIECES)
        if not self._codes and self._pair is None:
            raise ModelError(
                f"language model {name!r} does not say which languages it translates\n"
                "  Name a causal language model, or a translation model such as those of OPUS-MT or NLLB."
            )

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
        """Whether it translates from the first language into the second."""
        if alone:
            return False
        return languages == self._pair or all(language in self._codes for language in languages)

    def judge(self, languages: tuple[str, str], cases: Sequence[Case]) -> list[Judged]:
        """Judge texts of the second language, given texts of the first."""
        opening = [self._start]
        if self._codes:
            self._tokenizer.src_lang = self._codes[languages[0]].strip("_")
            opening.append(self._tokenizer.convert_tokens_to_ids(self._codes[languages[1]]))
        given = [self._tokenizer(one_line(case.given or ""))["input_ids"] for case in cases]
        texts = [pieced(self._tokenizer, one_line(case.text)) for case in cases]
        sizes = [(len(ours) + len(text.ids), len(text.ids)) for ours, text in zip(given, texts, strict=True)]
        found: dict[int, Judged] = {}
        for batch in batches(sizes, LOGITS_IN_BATCH // self._vocabulary):
            read = self._read([given[index] for index in batch], [texts[index] for index in batch], opening)
            for index, each in zip(batch, read, strict=True):
                found[index] = Judged(texts[index].spans, each)
        return [found[index] for index in range(len(cases))]

    def _read(self, given: Sequence[list[int]], texts: Sequence[PiecedText], opening: list[int]) -> list[PieceFigures]:
        ids, mask = _padded(given)
        decoder, _ = _padded([[*opening, *text.ids] for text in texts])
        with torch.inference_mode():
            logits = self._model(input_ids=ids, attention_mask=mask, decoder_input_ids=decoder, use_cache=False).logits
            first = len(opening) - 1
            there = [logits[row, first : first + len(text.ids)] for row, text in enumerate(texts)]
            return [figures(each, torch.tensor(text.ids)) for each, text in zip(there, texts, strict=True)]

    @cached_property
    def _codes(self) -> Mapping[str, str]:
        """Pieces that stand for languages, by ISO 639-1 code: such as ind_Latn, __id__ or id_ID."""
        if not hasattr(self._tokenizer, "src_lang"):
            return {}
        found: dict[str, str] = {}
        for piece in self._tokenizer.get_added_vocab():
            if language := _language(piece.strip("_")):
                found.setdefault(language, piece)
        return found

    @cached_property
    def _pair(self) -> tuple[str, str] | None:
        """Languages of a model of one pair."""
        codes = [getattr(self._tokenizer, f"{side}_lang", None) for side in ("source", "target")]
        source, target = (_language(code) if code else None for code in codes)
        return (source, target) if source and target else None


def _language(code: str) -> str | None:
    """Return the ISO 639-1 (or longer) code that a model's code stands for."""
    import langcodes

    try:
        return langcodes.Language.get(code).language if code[:1].isalpha() else None
    except ValueError:
        return None


def _padded(rows: Sequence[Sequence[int]]) -> tuple[Tensor, Tensor]:
    """Return the rows filled up behind, and which of their places are taken."""
    longest = max(map(len, rows), default=0)
    ids, mask = (torch.zeros(len(rows), longest, dtype=torch.long) for _ in range(2))
    for index, row in enumerate(rows):
        ids[index, : len(row)] = torch.tensor(row, dtype=torch.long)
        mask[index, : len(row)] = 1
    return ids, mask

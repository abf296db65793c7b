"""Whole reports, kept by the texts and settings they come from: a second run asks no model, no rule and no word list.

What is judged afterwards (suppressions, baseline, gate) is no part of them.
"""

import zlib

import msgspec

from aligncheck.answers import Answers
from aligncheck.config import Options
from aligncheck.inputs import Texts
from aligncheck.reading import DecodedText
from aligncheck.report import Report


class CachedReports:
    """Reports on a translation and its candidate originals.

    Args:
        answers: Where they are kept.
        options: The settings of the run.
        glossary: The text of its glossary.
        language_model: Name and revision of the language model, None without one.
    """

    def __init__(
        self, answers: Answers, options: Options, glossary: DecodedText | None, language_model: str | None = None
    ) -> None:
        self._answers = answers
        self._settings = repr((options.for_findings, glossary, language_model))

    def get(self, texts: Texts) -> Report | None:
        """Return the report on texts, None if it is not known or was damaged."""
        key = self._key(texts)
        value = self._answers.get([key]).get(key)
        try:
            return None if value is None else read(value)
        except (zlib.error, msgspec.MsgspecError):
            return None

    def put(self, texts: Texts, report: Report) -> None:
        """Keep the report on texts."""
        self._answers.put({self._key(texts): written(report)})

    def _key(self, texts: Texts) -> bytes:
        return self._answers.key("report", f"{self._settings}\0{texts!r}")


def written(report: Report) -> bytes:
    """Return a report as bytes."""
    return zlib.compress(msgspec.msgpack.encode(report, enc_hook=_encoded), level=1)


def read(value: bytes) -> Report:
    """Return the report that was written; its numbers are Python's own."""
    return msgspec.msgpack.decode(zlib.decompress(value), type=Report, dec_hook=_decoded)


def _encoded(value: object) -> object:
    if isinstance(value, range):
        return value.start, value.stop
    # numpy's numbers, which models leave in the records.
    return value.item()  # type: ignore[attr-defined]


def _decoded(_kind: type, value: tuple[int, int]) -> range:
    return range(*value)

"""TICO-19 (https://tico-19.github.io), English-Indonesian: a translation memory of health texts."""

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

from aligncheck.errors import InputError
from aligncheck.estimator.tokens import tokenise
from aligncheck.training.examples import CleanPair
from aligncheck.training.splits import Split, tico19_split

_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def read_tico19_units(data: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield each unit's document and its texts by language code, in order.

    Raises:
        InputError: The archive is missing or damaged.
    """
    path = data / "tico19" / "all.en-id.tmx.zip"
    try:
        with zipfile.ZipFile(path) as archive:
            name = next(name for name in archive.namelist() if name.endswith(".tmx"))
            tree = ET.parse(io.BytesIO(archive.read(name)))  # noqa: S314 - a corpus the caller has chosen
    except (OSError, zipfile.BadZipFile, StopIteration, ET.ParseError) as error:
        raise InputError(f"{path}: no translation memory can be read: {error}") from error
    for unit in tree.iter("tu"):
        texts = {}
        for variant in unit.iter("tuv"):
            segment = variant.find("seg")
            texts[variant.get(_LANGUAGE, "")] = "" if segment is None else "".join(segment.itertext()).strip()
        yield (unit.get("tuid") or "").split(":")[0], texts


def read_tico19(data: Path, split: Split) -> list[CleanPair]:
    """Return the pairs in both directions."""
    pairs = []
    for index, (_, texts) in enumerate(read_tico19_units(data)):
        if tico19_split(index) is split and texts.get("id") and texts.get("en"):
            indonesian, english = tokenise(texts["id"]), tokenise(texts["en"])
            pairs.append(CleanPair(indonesian, english, ("id", "en"), "tico19/id-en"))
            pairs.append(CleanPair(english, indonesian, ("en", "id"), "tico19/en-id"))
    return pairs

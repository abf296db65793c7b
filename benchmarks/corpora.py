"""Sentence pairs from the folder of corpora that the benchmarks take as their argument.

Expected below it:
    tico19/all.en-id.tmx.zip
        TICO-19 English-Indonesian (https://tico-19.github.io), CC0.
    mlqe-pe/{pe,da}-XX-YY-{train,dev}.tar.gz
        MLQE-PE (Fomicheva et al. 2020, arXiv 2010.04480; https://github.com/sheffieldnlp/mlqe-pe), CC0: the archives
        XX-YY-train.tar.gz and XX-YY-dev.tar.gz of its folders data/post-editing (pe) and data/direct-assessments (da),
        for ro-en, et-en, ru-en, ne-en, si-en, en-de and en-zh.
    gareng/gareng-en-id.tar.gz
        GARENG (Rekanalar and Beritagar; https://github.com/geovedi/indonesian-mt-testdata), Apache-2.0: its folders
        data and outputs, Indonesian-English pairs and what two systems made of them.
    panl-bppt/PANL-BPPT-{ECO,INT,SCI,SPO}-*.tgz
        News from the PAN Localization Project, BPPT (2009; https://github.com/prasastoadi/parallel-corpora-en-id has a
        copy); no licence stated: measured with, never shipped.
    bleualign-dev/dev.{de,fr,defr}
        Development article of Text+Berg that comes with Bleualign (Sennrich and Volk 2010), GPL-2; the folder
        bleualign_data of https://github.com/thompsonb/vecalign has it in this form.
"""

import tarfile
from fnmatch import fnmatch
from pathlib import Path

from aligncheck.training.archives import lines
from aligncheck.training.tico19 import read_tico19_units

Pair = tuple[str, str]


def tico19(data: Path) -> dict[str, list[Pair]]:
    """Return the Indonesian-English pairs of TICO-19, in order, by document."""
    documents: dict[str, list[Pair]] = {}
    for document, texts in read_tico19_units(data):
        documents.setdefault(document, []).append((texts["id"], texts["en"]))
    return documents


def mlqe_pe(data: Path, languages: str) -> list[Pair]:
    """Return source and post-edit of the training part, `languages` such as ``ro-en``."""
    with tarfile.open(data / "mlqe-pe" / f"pe-{languages}-train.tar.gz") as archive:
        return _zipped(archive, "*train.src", "*train.pe")


def gareng(data: Path) -> list[Pair]:
    """Return the Indonesian-English reference pairs."""
    with tarfile.open(data / "gareng" / "gareng-en-id.tar.gz") as archive:
        return _zipped(archive, "*data/test.raw.id", "*data/test.raw.en")


def machine_translations(data: Path, name: str) -> list[Pair]:
    """Return source and raw machine translation of GARENG (``gareng``, ``gnmt``) or a pair of MLQE-PE (``ro-en``)."""
    if name in ("gareng", "gnmt"):
        with tarfile.open(data / "gareng" / "gareng-en-id.tar.gz") as archive:
            return _zipped(archive, "*data/test.raw.id", f"*outputs/{name}/test.raw.en")
    with tarfile.open(data / "mlqe-pe" / f"pe-{name}-train.tar.gz") as archive:
        return _zipped(archive, "*train.src", "*train.mt")


def panl_bppt(data: Path, subject: str) -> list[Pair]:
    """Return the Indonesian-English pairs of a subject: ECO, INT, SCI or SPO."""
    path = next((data / "panl-bppt").glob(f"PANL-BPPT-{subject}-*.tgz"))
    with tarfile.open(path) as archive:
        return _zipped(archive, f"*-{subject}-ID-*", f"*-{subject}-EN-*")


def _zipped(archive: tarfile.TarFile, source: str, target: str) -> list[Pair]:
    texts = []
    for wanted in (source, target):
        member = next(member for member in archive if member.isfile() and fnmatch(member.name, wanted))
        texts.append(lines(archive.extractfile(member).read().decode("utf-8", errors="replace")))
    return [pair for pair in zip(*texts, strict=True) if all(pair)]

r"""Build the bilingual lexicon of Indonesian and English.

    python -m aligncheck.training.build_lexicon DATA [--wordnet FOLDER]

DATA holds ``wordnet-bahasa/wn-data-ind.tab.gz`` (Indonesian lemmas by synset of Princeton WordNet 3.0) and the corpora
GARENG and TICO-19, of which the training parts are read; FOLDER holds WordNet's ``data.*`` and ``index.*`` files, as
Debian's package wordnet-base installs them.

Written: ``aligncheck/data/lexicon/id-en.tsv.gz``, sorted, equal input giving equal bytes. A line has three columns:

1. a synset (offset and part of speech), or ``=`` for renderings learned from the parallel text, or ``~`` for relations;
2. Indonesian words, joined by ``|``: the word, then ``/`` and its stem where it is another; for relations, a synset;
3. English words likewise, then ``#`` and the rank of the synset among the word's senses where it is not the first, or
   for learned renderings ``#`` and how often the words were linked, where it is more than once; for relations, the
   synsets that WordNet names as the next wider, alike, or of one group.
"""

import gzip
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from importlib.resources import files
from pathlib import Path

import click

from aligncheck.errors import InputError
from aligncheck.lexicon import LEARNED, RELATED
from aligncheck.stems import stem
from aligncheck.training.gareng import read_gareng_references
from aligncheck.training.splits import Split
from aligncheck.training.tico19 import read_tico19
from aligncheck.training.word_links import learn_links

LANGUAGES = ("id", "en")
MOST_RANK = 12
"""Senses of a word that are rarer than its twelfth are left out: they mislead more than they help."""

LEAST_COUNT = 2
LEAST_SHARE = 0.04
"""Of a word's links, for a rendering to be kept."""

LONGEST = 3
"""Words of a lemma."""

PARTS = {"noun": "n", "verb": "v", "adj": "a", "adv": "r"}
SOURCE_TAG = "ind:lemma"

POINTERS = frozenset({"@", "@i", "&", "$", "^"})
"""Hypernym, instance hypernym, similar to, verb group, also see (wninput(5WN))."""


def wordnet_lines(bahasa: Iterable[str], wordnet: Path) -> Iterator[str]:
    """Yield a line for each synset that has lemmas in both languages."""
    english = english_lemmas(wordnet)
    indonesian: dict[str, set[str]] = defaultdict(set)
    for row in bahasa:
        synset, _, rest = row.rstrip("\n").partition("\t")
        tag, _, lemma = rest.partition("\t")
        if tag == SOURCE_TAG and _is_plain(lemma):
            indonesian[synset].add(lemma.lower())
    both = sorted(indonesian.keys() & english.keys())
    for synset in both:
        yield "\t".join(
            (
                synset,
                "|".join(_with_stem(lemma, LANGUAGES[0]) for lemma in sorted(indonesian[synset])),
                "|".join(_numbered(lemma, rank) for lemma, rank in sorted(english[synset].items())),
            )
        )


def relation_lines(wordnet: Path, synsets: Iterable[str]) -> Iterator[str]:
    """Yield a line for each synset that WordNet relates to others of the given ones (wndb(5WN))."""
    known = frozenset(synsets)
    for name, part in sorted(PARTS.items(), key=lambda item: item[1]):
        for line in (wordnet / f"data.{name}").read_text(encoding="utf-8").splitlines():
            if line.startswith(" "):
                continue
            # offset lex_filenum ss_type w_cnt(hexadecimal) word lex_id ... p_cnt [symbol offset pos source/target ...]
            fields = line.split()
            at = 5 + 2 * int(fields[3], 16)
            pointers = (fields[start : start + 3] for start in range(at, at + 4 * int(fields[at - 1]), 4))
            others = {
                f"{offset}-{'a' if kind == 's' else kind}" for symbol, offset, kind in pointers if symbol in POINTERS
            }
            synset = f"{fields[0]}-{part}"
            if synset in known and others & known:
                yield f"{RELATED}\t{synset}\t{'|'.join(sorted(others & known))}"


def english_lemmas(wordnet: Path) -> dict[str, dict[str, int]]:
    """Return WordNet's lemmas by synset, each with the rank of the synset among its senses (wndb(5WN)).

    Raises:
        InputError: A file is missing.
    """
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for name, part in PARTS.items():
        path = wordnet / f"index.{name}"
        if not path.is_file():
            raise InputError(f"{path}: no such file; install WordNet's database (Debian: wordnet-base)")
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.startswith(" "):
                continue
            # lemma pos synset_cnt p_cnt [ptr_symbol ...] sense_cnt tagsense_cnt synset_offset ...
            fields = line.split()
            offsets = fields[-int(fields[2]) :]
            lemma = fields[0].replace("_", " ")
            for rank, offset in enumerate(offsets[:MOST_RANK], start=1):
                if _is_plain(lemma):
                    found[f"{offset}-{part}"][lemma] = rank
    return found


def learned_lines(data: Path) -> Iterator[str]:
    """Yield a line for each Indonesian word that is linked often enough in the training parts."""
    both = [*read_gareng_references(data, Split.TRAIN), *read_tico19(data, Split.TRAIN)]
    pairs = [(p.source.words(), p.target.words()) for p in both if p.languages == LANGUAGES]
    model = learn_links(pairs, LANGUAGES)
    counts: Counter[tuple[str, str]] = Counter()
    totals: tuple[Counter[str], Counter[str]] = (Counter(), Counter())
    for source, target in pairs:
        for i, j in model.link(source, target):
            one, other = source[i].lower(), stem(target[j], LANGUAGES[1])
            if _is_plain(one) and _is_plain(other):
                counts[one, other] += 1
                totals[0][one] += 1
                totals[1][other] += 1
    rows: dict[str, dict[str, int]] = defaultdict(dict)
    for (one, other), count in counts.items():
        if count >= LEAST_COUNT and count >= LEAST_SHARE * min(totals[0][one], totals[1][other]):
            rows[one][other] = count
    for one, others in sorted(rows.items()):
        written = "|".join(_numbered(other, count) for other, count in sorted(others.items()))
        # A link counts once for each side, so the source word's own number is the largest possible.
        yield f"{LEARNED}\t{_with_stem(one, LANGUAGES[0])}#{totals[0][one]}\t{written}"


def _is_plain(lemma: str) -> bool:
    """Whether a lemma is made of up to three words of letters, so that no mark of the file's is in it."""
    words = lemma.replace("-", " ").replace("'", " ").split()
    return 0 < len(words) <= LONGEST and all(map(str.isalpha, words))


def _with_stem(word: str, language: str) -> str:
    root = stem(word, language)
    return word if root == word or not _is_plain(root) else f"{word}/{root}"


def _numbered(word: str, number: int) -> str:
    root = stem(word, LANGUAGES[1])
    form = word if root == word or not _is_plain(root) else f"{word}/{root}"
    return form if number == 1 else f"{form}#{number}"


@click.command()
@click.argument("data", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option(
    "--wordnet",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default="/usr/share/wordnet",
    show_default=True,
    help="Folder of WordNet's data.* and index.* files.",
)
def main(data: Path, wordnet: Path) -> None:
    """Build aligncheck/data/lexicon/id-en.tsv.gz from the folder of corpora DATA."""
    path = data / "wordnet-bahasa" / "wn-data-ind.tab.gz"
    if not path.is_file():
        raise InputError(f"{path}: no such file")
    with gzip.open(path, "rt", encoding="utf-8") as bahasa:
        lines = list(wordnet_lines(bahasa, wordnet))
    lines += [*learned_lines(data), *relation_lines(wordnet, [line.partition("\t")[0] for line in lines])]
    out = Path(str(files("aligncheck"))) / "data" / "lexicon" / f"{'-'.join(LANGUAGES)}.tsv.gz"
    content = "".join(f"{line}\n" for line in lines)
    out.write_bytes(gzip.compress(content.encode(), compresslevel=9, mtime=0))
    click.echo(f"{out}: {len(lines)} lines, {out.stat().st_size / 1e6:.2f} MB")


if __name__ == "__main__":
    main()

"""Coverage of the bilingual lexicon, and what it tells of wrong words.

    python benchmarks/lexicon.py DATA

DATA holds the corpora that corpora.py describes; read are GARENG's calibration lines, which the lexicon never saw.
Content words are lower-case words, or first words, that are no function words by frequency.

Coverage: the share of the source's content words that have a rendering at all, and of the human translation's content
words that some source word's renderings support, at any weight and at a weight of .1.
Wrong words: in the output of GARENG's two systems into English, those that a reader marked
(aligncheck.training.annotated); the area under the ROC curve of the support, a word without any counting as the
likeliest wrong, over content words and over those among them that the lexicon knows as target words.
"""

import argparse
from pathlib import Path

import results
from sklearn.metrics import roc_auc_score

from aligncheck.estimator.tokens import TokenisedText
from aligncheck.lexicon import Lexicon, load_lexicon
from aligncheck.training.annotated import LANGUAGES, read_annotated
from aligncheck.training.gareng import DIRECTIONS, read_gareng_references
from aligncheck.training.splits import Split
from aligncheck.vocabulary import FUNCTION_WORD_ZIPF, vocabulary

LEAST_WEIGHT = 0.1


def content(text: TokenisedText, language: str) -> list[int]:
    """Return the indices of the content words."""
    known = vocabulary(language)
    return [
        index
        for index, word in enumerate(text.words())
        if word.isalpha() and (word.islower() or index == 0) and known.zipf(word) < FUNCTION_WORD_ZIPF
    ]


def coverage(data: Path, languages: tuple[str, str], lexicon: Lexicon) -> dict[str, object]:
    """Return a row of figures on human translations."""
    rendered, support = [], []
    for pair in read_gareng_references(data, Split.CALIBRATION):
        if pair.languages != languages:
            continue
        source, target = pair.source.words(), pair.target.words()
        rendered += [bool(lexicon.renderings(source[index])) for index in content(pair.source, languages[0])]
        support += [lexicon.supports(source, target[index]) for index in content(pair.target, languages[1])]
    return {
        "languages": "-".join(languages),
        "source words": len(rendered),
        "with a rendering": round(sum(rendered) / len(rendered), 3),
        "target words": len(support),
        "supported": round(sum(weight > 0 for weight in support) / len(support), 3),
        f"supported at {LEAST_WEIGHT}": round(sum(weight >= LEAST_WEIGHT for weight in support) / len(support), 3),
    }


def separation(data: Path, lexicon: Lexicon) -> dict[str, object]:
    """Return a row of figures on machine translations."""
    rows = []
    for example in (output.example for output in read_annotated(data, Split.CALIBRATION)):
        source, target = example.source.words(), example.target.words()
        for index in content(example.target, LANGUAGES[1]):
            known = bool(lexicon.synsets(target[index]))
            rows.append((example.target_bad[index], -lexicon.supports(source, target[index]), known))
    known = [(bad, score) for bad, score, is_known in rows if is_known]
    return {
        "languages": "-".join(LANGUAGES),
        "target words": len(rows),
        "wrong": round(sum(bad for bad, *_ in rows) / len(rows), 3),
        "AUC": round(roc_auc_score(*zip(*[row[:2] for row in rows], strict=True)), 3),
        "AUC of known words": round(roc_auc_score(*zip(*known, strict=True)), 3),
        "unsupported among wrong": round(_share([score == 0 for bad, score, _ in rows if bad]), 3),
        "unsupported among others": round(_share([score == 0 for bad, score, _ in rows if not bad]), 3),
    }


def _share(flags: list[bool]) -> float:
    return sum(flags) / len(flags)


def main() -> None:
    """Print and write the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    data = parser.parse_args().data
    lexicons = {languages: load_lexicon(*languages) for languages in DIRECTIONS}
    results.publish(
        "lexicon",
        {"data": "GARENG, calibration lines", "function words from Zipf": FUNCTION_WORD_ZIPF},
        {
            "Coverage of human translations": [coverage(data, *item) for item in lexicons.items()],
            "Wrong words of machine translations": [separation(data, lexicons[LANGUAGES])],
        },
        packages=("pysastrawi", "simplemma", "wordfreq"),
        notes="\n".join(__doc__.split("\n")[4:]).strip(),
    )


if __name__ == "__main__":
    main()

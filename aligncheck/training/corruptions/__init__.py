"""The kinds of errors that are planted into clean pairs: one module a family, one explicit table.

How many of them are really errors was judged by eye on Indonesian-English samples of GARENG and TICO-19 (targets of 5
to 17 tokens, as `python -m aligncheck.training.corrupt` shows them), by one language model that had built the kinds;
what a careful editor would let stand counts as no error:

| kind | errors | kind | errors | kind | errors | kind | errors |
|---|---|---|---|---|---|---|---|
| sense | 21 of 22 | voice | 21 of 22 | scrambled | 25 of 25 | repeated | 22 of 22 |
| neighbour | 21 of 22 | relation | 24 of 25 | literal | 18 of 22 | dropped-word | 22 of 22 |
| form | 31 of 32 | negation | 25 of 25 | number | 22 of 22 | dropped-phrase | 21 of 22 |
| function | 22 of 22 | compound | 21 of 22 | name | 32 of 32 | dropped-item | 21 of 22 |
| untranslated | 25 of 25 | arguments | 24 of 25 | coined | 32 of 32 | inserted | 22 of 22 |
| replaced-phrase | 22 of 22 | | | | | | |

Other languages were looked at without counting (Romanian-English, English-Indonesian, English-German, English-Chinese):
where a language has no lexicon, word list or data file, the kinds that need them find no place.
"""

from aligncheck.training.corruptions.additions import inserted, repeated, replaced_phrase
from aligncheck.training.corruptions.base import Corruption
from aligncheck.training.corruptions.facts import name, number
from aligncheck.training.corruptions.forms import coined, form
from aligncheck.training.corruptions.function_words import function, negation, relation, voice
from aligncheck.training.corruptions.omissions import dropped_item, dropped_phrase, dropped_word
from aligncheck.training.corruptions.order import arguments, compound, scrambled
from aligncheck.training.corruptions.renderings import literal, neighbour, sense, untranslated

CORRUPTIONS = (
    Corruption("sense", 5.0, sense),
    Corruption("neighbour", 3.0, neighbour),
    Corruption("form", 2.0, form),
    Corruption("function", 1.5, function),
    Corruption("voice", 2.0, voice),
    Corruption("relation", 1.0, relation),
    Corruption("negation", 0.5, negation),
    Corruption("compound", 2.5, compound),
    Corruption("arguments", 2.0, arguments),
    Corruption("scrambled", 0.6, scrambled),
    Corruption("literal", 1.2, literal),
    Corruption("number", 0.8, number),
    Corruption("name", 1.2, name),
    Corruption("untranslated", 0.5, untranslated),
    Corruption("coined", 0.8, coined),
    Corruption("repeated", 0.2, repeated),
    Corruption("dropped-word", 0.8, dropped_word),
    Corruption("dropped-phrase", 0.8, dropped_phrase),
    Corruption("dropped-item", 1.5, dropped_item),
    Corruption("inserted", 0.8, inserted),
    Corruption("replaced-phrase", 3.0, replaced_phrase),
)
"""Weights follow what is frequent in machine output, as far as it was seen: wrong words before all."""

__all__ = ["CORRUPTIONS", "Corruption"]

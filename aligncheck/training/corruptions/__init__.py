"""The kinds of errors that are planted into clean pairs: one module a family, one explicit table."""

from aligncheck.training.corruptions.additions import inserted, repeated
from aligncheck.training.corruptions.base import Corruption
from aligncheck.training.corruptions.facts import name, number
from aligncheck.training.corruptions.forms import coined, form
from aligncheck.training.corruptions.function_words import function, negation, relation
from aligncheck.training.corruptions.omissions import dropped_item, dropped_phrase, dropped_word
from aligncheck.training.corruptions.order import arguments, compound, scrambled
from aligncheck.training.corruptions.renderings import literal, neighbour, sense, untranslated

CORRUPTIONS = (
    Corruption("sense", 3.0, sense),
    Corruption("neighbour", 3.0, neighbour),
    Corruption("form", 2.0, form),
    Corruption("function", 1.5, function),
    Corruption("relation", 1.0, relation),
    Corruption("negation", 0.5, negation),
    Corruption("compound", 1.2, compound),
    Corruption("arguments", 1.0, arguments),
    Corruption("scrambled", 0.6, scrambled),
    Corruption("literal", 1.0, literal),
    Corruption("number", 0.8, number),
    Corruption("name", 0.8, name),
    Corruption("untranslated", 0.7, untranslated),
    Corruption("coined", 0.8, coined),
    Corruption("repeated", 0.3, repeated),
    Corruption("dropped-word", 0.8, dropped_word),
    Corruption("dropped-phrase", 0.8, dropped_phrase),
    Corruption("dropped-item", 1.5, dropped_item),
    Corruption("inserted", 0.8, inserted),
)
"""Weights follow what is frequent in machine output, as far as it was seen: wrong words before all."""

__all__ = ["CORRUPTIONS", "Corruption"]

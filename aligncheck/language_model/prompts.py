"""What a causal model is asked to go on with: an example of a translation, the original, and the other language.

As in the prompts of Vilar et al. (2023), Prompting PaLM for Translation: `Language: text`, a line each. The examples
are data, a sentence a language, since a pair of any two languages must be had.
"""

from aligncheck.langdata import load

TOPIC = "language_model"
NAMES_IN = "en"
"""The language in which the prompt names languages: what models of all makers have read most of."""


def beginning(languages: tuple[str, str], *, alone: bool = False) -> str:
    """Return what all prompts from one language into another begin with.

    Args:
        languages: ISO 639-1 codes of the text that is given and of the one that is judged.
        alone: Whether there is no other text.
    """
    shown = languages[1:] if alone else languages
    examples = [load(TOPIC, language).get("example") for language in shown]
    if None in examples:
        return ""
    return "\n".join(line(*each) for each in zip(shown, map(str, examples), strict=True)) + "\n\n"


def question(languages: tuple[str, str], given: str | None) -> str:
    """Return the prompt up to the text that is judged; `given` is the other language's text, None for none."""
    before = "" if given is None else line(languages[0], given) + "\n"
    return f"{before}{name(languages[1])}:"


def line(language: str, text: str) -> str:
    """Return a text with its language's name."""
    return f"{name(language)}: {one_line(text)}"


def one_line(text: str) -> str:
    """Return the text with a space for each character that would end a line; places stay what they are."""
    return "".join(" " if character.isspace() else character for character in text)


def name(language: str) -> str:
    """Return a language's name, or its code where it has none."""
    from babel import Locale

    return str(Locale.parse(NAMES_IN).languages.get(language, language))

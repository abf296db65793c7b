"""From the paths on the command line to the texts to compare: which file is the translation, which are originals."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from aligncheck.document import Document
from aligncheck.errors import InputError
from aligncheck.language import identify
from aligncheck.reading import DecodedText, read_text

SUFFIXES = (".txt", ".text", ".md")
"""Files of a folder that are taken for texts."""

DEFAULT_TARGET_LANGUAGE = "en"
"""Taken as the translation's language where a folder's files leave it open."""


@dataclass(frozen=True)
class Inputs:
    """What a run compares."""

    sources: tuple[Document, ...]
    target: Document


@dataclass(frozen=True)
class Texts:
    """The texts that paths name, their languages still unknown."""

    texts: tuple[DecodedText, ...]

    translation: DecodedText | None
    """The translation of the others; None: one of them is."""

    @property
    def notes(self) -> tuple[str, ...]:
        """What the user should know about how the files were understood."""
        return tuple(
            f"{text.path}: read as {text.encoding}, a guess; if letters look wrong, name it with --encoding"
            for text in (*self.texts, *filter(None, [self.translation]))
            if text.guessed
        )


@dataclass(frozen=True)
class Naming:
    """What the user said about the languages."""

    source_lang: str | None = None
    target_lang: str | None = None


def read_texts(paths: Sequence[str], translation: str | None, encoding: str | None) -> Texts:
    """Read the texts that the paths name.

    Two files are an original and its translation, in this order. With `translation`, all other files are its candidate
    originals.

    Raises:
        InputError: a file cannot be read, or has no counterpart.
    """
    files = _expand(paths, translation)
    if translation is None and len(paths) == len(files) == 2:
        translation = files.pop()
    if translation is not None and not files:
        raise InputError(f"{translation}: there is no original to compare it with\n  Name its original too.")
    if translation is None and len(files) == 1:
        raise InputError(
            f"{files[0]}: a single text\n  Name an original and its translation, or a folder that holds both."
        )
    texts = tuple(read_text(path, encoding) for path in files)
    return Texts(texts, None if translation is None else read_text(translation, encoding))


def tell_apart(texts: Texts, naming: Naming) -> Inputs:
    """Tell originals from translation, by the languages where the names left it open.

    Raises:
        InputError: it is unclear which text is the translation, or nothing was translated.
    """
    if texts.translation is None:
        return _by_language(texts.texts, naming)
    sources = [_document(text, naming.source_lang) for text in texts.texts]
    return _checked(sources, _document(texts.translation, naming.target_lang), naming)


def _expand(paths: Sequence[str], translation: str | None) -> list[str]:
    """Return the files that the paths name, folders replaced by the texts in them, the translation left out."""
    files: list[str] = []
    for path in paths:
        files.extend(_texts_in(path) if Path(path).is_dir() else [path])
    if translation is not None:
        named = Path(translation).absolute()
        files = [path for path in files if Path(path).absolute() != named]
    doubled = [path for path, times in Counter(files).items() if times > 1]
    if doubled:
        raise InputError(f"{doubled[0]}: named twice\n  Name each file once; a text cannot be its own translation.")
    return files


def _texts_in(folder: str) -> list[str]:
    try:
        entries = sorted(Path(folder).iterdir())
    except OSError as exc:
        raise InputError(f"{folder}: the folder cannot be read ({exc.strerror})\n  Check the permissions.") from exc
    texts = [str(entry) for entry in entries if entry.suffix.lower() in SUFFIXES and not entry.name.startswith(".")]
    if not texts:
        raise InputError(
            f"{folder}: no text files in this folder\n  Texts are files that end in {', '.join(SUFFIXES)}."
        )
    return texts


def _document(text: DecodedText, language: str | None) -> Document:
    code = language or identify(text.path, text.text)
    return Document(text.path, text.text, code, text.encoding, text.guessed)


def _by_language(texts: Sequence[DecodedText], naming: Naming) -> Inputs:
    """Tell the translation by its language: the named one, the only one of its kind, or else English."""
    documents = [_document(text, None) for text in texts]
    numbers = Counter(document.language for document in documents)
    language = naming.target_lang or _translation_language(numbers, naming.source_lang)
    translations = [document for document in documents if document.language == language]
    sources = [
        document
        for document in documents
        if document.language != language and naming.source_lang in (None, document.language)
    ]
    if len(translations) != 1 or not sources:
        seen = ", ".join(f"{number} in {language}" for language, number in sorted(numbers.items()))
        raise InputError(
            f"{texts[0].path} and {len(texts) - 1} more: cannot tell which text is the translation ({seen})\n"
            "  Name it with --translation FILE, or give exactly two files: the original, then its translation."
        )
    return _checked(sources, translations[0], naming)


def _translation_language(numbers: Counter[str], source_lang: str | None) -> str | None:
    single = [language for language, number in numbers.items() if number == 1 and language != source_lang]
    if len(single) == 1:
        return single[0]
    return DEFAULT_TARGET_LANGUAGE if DEFAULT_TARGET_LANGUAGE in single else None


def _checked(sources: list[Document], target: Document, naming: Naming) -> Inputs:
    for source in sources:
        if source.text == target.text:
            raise InputError(
                f"{source.path} and {target.path}: the same text\n"
                "  Nothing was translated, or a file was named in the other's place."
            )
        if source.language == target.language and None in (naming.source_lang, naming.target_lang):
            raise InputError(
                f"{source.path} and {target.path}: both texts are in the same language ({source.language})\n"
                "  If that is not so, name the languages with --source-lang and --target-lang."
            )
    return Inputs(tuple(sources), target)

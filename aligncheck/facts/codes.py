"""Codes: links, e-mail addresses, handles, hashtags, phone numbers, and designations with letters and digits.

A translation copies them. Phone numbers are found by phonenumberslite (Google's library, without the data on places);
it takes some amounts and dates for phone numbers, so that it is only asked about stretches that look like none. ISBN
and the like are compared as they stand; whether their check digits are right (python-stdnum) is not the translator's.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from aligncheck.facts.conventions import Conventions, phone_regions
from aligncheck.words import fold


class CodeKind(StrEnum):
    """What a code names."""

    LINK = "link"
    EMAIL = "e-mail address"
    HANDLE = "account name"
    HASHTAG = "hashtag"
    PHONE = "phone number"
    DESIGNATION = "code"


@dataclass(frozen=True)
class Code:
    """A string that is the same in every language."""

    start: int
    end: int
    """Half-open stretch ``[start, end)`` of the text."""

    kind: CodeKind
    text: str

    key: str
    """What is compared: without case, hyphens and the like where they do not matter."""

    is_weak: bool = False
    """Whether its absence says nothing."""


_TLD = r"(?:com|net|org|gov|edu|int|info|mil|biz|tv|co|go|ac|or|web|my|sch|desa|[a-z]{2})"
_TRAILING = ".,;:!?)]}>\"'”’»…"
_LINK = re.compile(
    rf"(?:https?://|ftp://|www\.)[^\s<>\"“”]+|(?<![\w@.-])(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+{_TLD}(?:/[^\s<>\"“”]*)?(?![\w-])",
    re.IGNORECASE,
)
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_TAG = re.compile(r"(?<![\w&/#@])[#@][^\W\d][\w]+(?:\.\w+)*")
_PHONE = re.compile(r"(?<![\w.,/$-])(?:\+|\(?0)\d[\d\s().-]{6,18}\d(?![\w/]|[.,]\d)")
_DESIGNATION = re.compile(r"(?<![\w.,/$€£-])(?<!\d:)(?=[\w/-]*\d|[\w/-]*\.\d)\w+(?:[-/](?![a-z]{3})\w+|\.\d\w*)*(?!\w)")
"""Without words that are joined to it: "ACE2-positif", "COVID-19.Karena"."""
_DOTTED = re.compile(r"(?<![\w.,/-])(?:\d+(?:\.\d+){2,}|\d{1,2}(?::\d\d)?:\d\d[.,]\d{1,3})(?![\w/]|[.,]\d)")
"""Section and version numbers, and times to the fraction of a second (1:41.256)."""
_SEPARATORS = re.compile(r"[\s\-‐‑–.,:/_()]")


def codes(text: str, rules: Conventions) -> list[Code]:
    """Return the codes of a text, in order."""
    found: list[Code] = []
    for code in _candidates(text, rules):
        if not any(code.start < other.end and other.start < code.end for other in found):
            found.append(code)
    return sorted(found, key=lambda code: code.start)


def plain(text: str) -> str:
    """Return a text without case, spaces and punctuation, to look for codes in.

    >>> plain("F-22, COVID 19")
    'f22covid19'
    """
    return _SEPARATORS.sub("", fold(text))


def _candidates(text: str, rules: Conventions) -> Iterator[Code]:
    for match in _EMAIL.finditer(text):
        yield Code(match.start(), match.end(), CodeKind.EMAIL, match[0], match[0].lower())
    for match in _LINK.finditer(text):
        link = match[0].rstrip(_TRAILING)
        if not _is_end_of_sentence(link):
            key = re.sub(r"^(?:https?://)?(?:www\.)?", "", link.lower()).rstrip("/")
            yield Code(match.start(), match.start() + len(link), CodeKind.LINK, link, key)
    for match in _TAG.finditer(text):
        kind = CodeKind.HASHTAG if match[0][0] == "#" else CodeKind.HANDLE
        yield Code(match.start(), match.end(), kind, match[0], match[0].lower())
    yield from _phones(text, rules)
    for match in _DOTTED.finditer(text):
        if ":" in match[0] or any(len(part) != 3 for part in match[0].split(".")[1:]):
            yield Code(match.start(), match.end(), CodeKind.DESIGNATION, match[0], plain(match[0]))
    for match in _DESIGNATION.finditer(text):
        has_both = re.search(r"[A-Z]", match[0]) and re.search(r"\d", match[0])
        if has_both and not _is_number(match[0], rules):
            yield Code(match.start(), match.end(), CodeKind.DESIGNATION, match[0], plain(match[0]))


def _is_end_of_sentence(link: str) -> bool:
    """Whether a dot between two words is a full stop that lost its space ("selesai.Di"), not part of an address."""
    return "/" not in link and link.rpartition(".")[2].istitle()


def _phones(text: str, rules: Conventions) -> Iterator[Code]:
    for match in _PHONE.finditer(text):
        # A translation keeps the numbers of the country that it tells of.
        for region in (rules.phone_region, *phone_regions()):
            number = _parsed(match[0], region)
            if number is not None:
                yield Code(match.start(), match.end(), CodeKind.PHONE, match[0], number)
                break


def _parsed(text: str, region: str) -> str | None:
    """Return the digits of a phone number without the country code, which one side may leave out."""
    import phonenumbers

    try:
        number = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return None
    return str(number.national_number) if phonenumbers.is_valid_number(number) else None


_DATED = re.compile(r"[IVX]+/(?:1[89]|20)?\d\d|[A-Z][a-z]{2,}/\d+")
"""A quarter of a year (III/2007), a weekday before a date (Sabtu/13 April)."""

_RANGE = re.compile(r"[-–/]")
_AFFIXED = re.compile(r"(?P<before>\D*?)(?P<digits>\d[\d.,]*)(?P<after>\D*)")


def _is_number(text: str, rules: Conventions) -> bool:
    """Whether letters beside digits are no part of a code: "ke-79", "1980-an", "17th", "Rp500", "mid-2007", "5km"."""
    from aligncheck.facts.units import unit_words

    if _DATED.fullmatch(text):
        return True
    match = _AFFIXED.fullmatch(text)
    if match is None:
        parts = _RANGE.split(text)
        return len(parts) > 1 and all(any(map(str.isdigit, part)) and _is_number(part, rules) for part in parts)
    before, after = match["before"], match["after"]
    words = unit_words(rules.language)
    return _is_prefix(before, rules, words.before) and (
        not after
        or bool(rules.suffix.fullmatch(after))
        or after.lower().lstrip("-") in rules.scales
        or bool(words.after.fullmatch(after))
        or bool(re.fullmatch(r"-[^\W\d_]{2,}(?:-[^\W\d_]+)*", after))
    )


def _is_prefix(before: str, rules: Conventions, currency: re.Pattern[str]) -> bool:
    return (
        not before
        or bool(rules.attached.fullmatch(before))
        or bool(currency.fullmatch(before))
        or bool(re.fullmatch(r"[a-zà-ÿ]+-", before))
    )

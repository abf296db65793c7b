"""Amounts of money, units, and codes of a translation changed."""

import random
import re

from planted_facts import MONEY, Planted, digits_of, other_digit, replaced, shared, span

_CURRENCY = re.compile(r"(?P<sign>US\$|Rp\.? ?)(?=\d)|(?<=\d )(?P<word>US dollars|dollars|rupiah)\b")
_UNIT = re.compile(
    r"(?<=\d[ -])(?P<unit>percent|kilometers?|kilometres?|km|meters?|metres?|kilograms?|kg|tons?|hectares?|years?|"
    r"months?|days?|hours?|minutes?|seconds?|degrees|liters?|litres?|grams?|mm|cm|miles?)\b|(?<=\d)(?P<sign>%)"
)
_OTHER_UNITS = {
    "percent": "kilograms",
    "%": " kg",
    "kilometer": "mile",
    "kilometre": "mile",
    "km": "m",
    "meter": "foot",
    "metre": "foot",
    "kilogram": "ton",
    "kg": "g",
    "ton": "kilogram",
    "hectare": "acre",
    "year": "month",
    "month": "week",
    "day": "month",
    "hour": "minute",
    "minute": "second",
    "second": "minute",
    "degrees": "percent",
    "liter": "gallon",
    "litre": "gallon",
    "gram": "kilogram",
    "mm": "cm",
    "cm": "mm",
    "mile": "kilometer",
}
_CODE = re.compile(r"(?<![\w.,/-])(?!Rp\d)[A-Z][A-Za-z]*-?\d+(?![\w.,-]\w|\w)")
_LINK = re.compile(r"(?:https?://|www\.)[^\s,;]+[\w/]|[\w.]+@[\w.]+\w|(?<!\w)#\w+")


def amount(source: str, target: str, rng: random.Random) -> Planted | None:
    """Change one digit of an amount of money."""
    found = shared(MONEY, source, target)
    if not found:
        return None
    start, end = span(rng.choice(found), "digits")
    return replaced(target, start, end, other_digit(target[start:end], rng))


def currency(source: str, target: str, rng: random.Random) -> Planted | None:
    """Take rupiah for US dollars or the other way round."""
    found = [
        match for match in _CURRENCY.finditer(target) if digits_of(_amount_near(target, match)) in digits_of(source)
    ]
    if not found:
        return None
    match = rng.choice(found)
    if match["sign"]:
        return replaced(target, *match.span(), "Rp" if match["sign"] == "US$" else "US$")
    return replaced(target, *match.span(), "rupiah" if "dollar" in match["word"] else "dollars")


def _amount_near(text: str, match: re.Match[str]) -> str:
    if match["sign"]:
        return re.match(r"[\d.,]*\d", text[match.end() :])[0]
    return re.findall(r"[\d.,]*\d", text[: match.start()])[-1]


def unit(source: str, target: str, rng: random.Random) -> Planted | None:
    """Take one unit for another."""
    found = [
        match
        for match in _UNIT.finditer(target)
        if digits_of(re.findall(r"\d[\d.,]*", target[: match.start()])[-1].rstrip(".,")) in digits_of(source)
    ]
    if not found:
        return None
    match = rng.choice(found)
    name = match[0]
    single = name if name in _OTHER_UNITS else name.removesuffix("s")
    other = _OTHER_UNITS[single]
    other = {"foot": "feet"}.get(other, other + "s") if single != name else other
    return replaced(target, *match.span(), other)


def code(source: str, target: str, rng: random.Random) -> Planted | None:
    """Change a digit of a designation, or a character of a link, address or hashtag."""
    found = [
        match
        for pattern in (_CODE, _LINK)
        for match in pattern.finditer(target)
        if match[0] in source and target.count(match[0]) == 1
    ]
    if not found:
        return None
    match = rng.choice(found)
    text = match[0]
    if _CODE.fullmatch(text):
        return replaced(target, *match.span(), other_digit(text, rng))
    letters = [at for at in range(len(text) // 2, len(text)) if text[at].isalpha()]
    if not letters:
        return None
    at = rng.choice(letters)
    return replaced(target, *match.span(), text[:at] + text[at + 1 :])

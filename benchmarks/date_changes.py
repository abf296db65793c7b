"""Dates and times of a translation changed or left out."""

import random
import re

from planted_facts import SOURCE, TARGET, TIME, YEAR, Planted, names_of, rendered, replaced, shared, span

_PREPOSITION = r"\b(?:on|in|since|until|by|during|of|for) (?:the )?"


def year(source: str, target: str, rng: random.Random) -> Planted | None:
    """Replace a year by another of the same decade or century."""
    found = shared(YEAR, source, target)
    if not found:
        return None
    match = rng.choice(found)
    at = rng.choice((2, 3))
    options = [d for d in "0123456789" if d != match[0][at]]
    return replaced(target, *match.span(), match[0][:at] + rng.choice(options) + match[0][at + 1 :])


def relative(source: str, target: str, rng: random.Random) -> Planted | None:
    """Take yesterday for tomorrow, last year for next year."""
    pairs = {"kemarin": "yesterday", "besok": "tomorrow", "hari ini": "today"}
    for ours, theirs in (("tahun", "year"), ("bulan", "month"), ("pekan", "week"), ("minggu", "week")):
        pairs |= {f"{ours} lalu": f"last {theirs}", f"{ours} ini": f"this {theirs}", f"{ours} depan": f"next {theirs}"}
    options = rendered(pairs, source, target)
    if not options:
        return None
    match = rng.choice(options)
    last = match[0].split()[-1]
    others = [name for name in pairs.values() if name != match[0] and (name.split()[-1] == last or " " not in match[0])]
    return replaced(target, *match.span(), rng.choice([name for name in others if (" " in name) == (" " in match[0])]))


def year_left_out(source: str, target: str, rng: random.Random) -> Planted | None:
    """Drop the year of a date in full."""
    months = "|".join(names_of(TARGET, "month").values())
    dated = re.compile(rf"(?:\d{{1,2}} (?:{months})|(?:{months}) \d{{1,2}})(?P<digits>,? (?:19|20)\d\d)\b")
    found = [match for match in dated.finditer(target) if re.search(rf"\b{match['digits'][-4:]}\b", source)]
    found = [match for match in found if target.count(match["digits"][-4:]) == 1]
    if not found:
        return None
    match = rng.choice(found)
    text = target[: match.start("digits")] + target[match.end("digits") :]
    return Planted(text, match.start(), match.start("digits"))


def date_left_out(source: str, target: str, rng: random.Random) -> Planted | None:
    """Drop a weekday, a date or a year, with the preposition before it."""
    options = []
    for kind, rest in (("weekday", ""), ("month", r"(?: \d{1,2}(?!\d))?(?:,? (?:19|20)\d\d)?")):
        ours, theirs = names_of(SOURCE, kind), names_of(TARGET, kind)
        for key, name in theirs.items():
            before = r"(?:\d{1,2} )?" if kind == "month" else ""
            found = list(re.finditer(rf"{_PREPOSITION}{before}\b{name}\b{rest}", target))
            if len(found) == 1 and re.search(rf"\b{ours[key]}\b", source):
                options += found
    years = re.finditer(rf"{_PREPOSITION}(?P<year>(?:19|20)\d\d)(?![\w/-]|[.,]\d)", target)
    options += [match for match in years if target.count(match["year"]) == 1 == source.count(match["year"])]
    if not options:
        return None
    match = rng.choice(options)
    text = re.sub(r"  +", " ", target[: match.start()] + target[match.end() :]).strip()
    return Planted(text, match.start(), match.start())


def day(source: str, target: str, rng: random.Random) -> Planted | None:
    """Replace the day of a month."""
    months = "|".join(names_of(TARGET, "month").values())
    value = r"[1-9]|[12]\d|3[01]"
    pattern = re.compile(
        rf"(?<![\w.,/-])(?P<digits>{value})(?=(?:st|nd|rd|th)? (?:of )?(?:{months}))"
        rf"|\b(?:{months}) (?P<late>{value})(?![\d,]\d|\d)"
    )
    options = []
    for match in pattern.finditer(target):
        group = "digits" if match["digits"] else "late"
        if re.search(rf"(?<!\d)0?{match[group]}(?!\d)", source):
            options.append(span(match, group))
    if not options:
        return None
    start, end = rng.choice(options)
    value = int(target[start:end])
    others = [other for other in (value - 1, value + 1, value + 10, value - 10) if 1 <= other <= 28]
    return replaced(target, start, end, str(rng.choice(others)))


def month(source: str, target: str, rng: random.Random) -> Planted | None:
    """Replace a month by another."""
    return _renamed("month", source, target, rng)


def weekday(source: str, target: str, rng: random.Random) -> Planted | None:
    """Replace a weekday by another."""
    return _renamed("weekday", source, target, rng)


def _renamed(kind: str, source: str, target: str, rng: random.Random) -> Planted | None:
    ours, theirs = names_of(SOURCE, kind), names_of(TARGET, kind)
    options = [
        (key, match)
        for key, name in theirs.items()
        for match in re.finditer(rf"\b{name}\b", target)
        if re.search(rf"\b{ours[key]}\b", source) and len(re.findall(rf"\b{name}\b", target)) == 1
    ]
    if not options:
        return None
    key, match = rng.choice(options)
    return replaced(target, *match.span(), theirs[rng.choice([other for other in theirs if other != key])])


def time(source: str, target: str, rng: random.Random) -> Planted | None:
    """Change the hour or the minutes of a time of day."""
    found = [match for match in TIME.finditer(target) if re.search(rf"0?{match['hour']}[.:]{match['minutes']}", source)]
    if not found:
        return None
    match = rng.choice(found)
    if rng.random() < 0.5:
        return replaced(target, *span(match, "hour"), str((int(match["hour"]) + rng.choice((1, 2))) % 12 or 12))
    return replaced(target, *span(match, "minutes"), f"{(int(match['minutes']) + rng.choice((5, 10, 15, 30))) % 60:02}")

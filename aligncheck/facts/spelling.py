"""How close two spellings of a name are."""

from functools import lru_cache

MAX_EDITS = 3
"""Spellings that differ more in length are of two names."""

LONG_LETTERS = 8
"""A name this long may be two edits away from itself."""


@lru_cache(maxsize=1 << 16)
def closeness_of(one: str, other: str) -> float:
    """Return how close two spellings are, 0 where they are too far apart to be of one name.

    One edit (a swap of neighbours is one) is allowed, two in names of `LONG_LETTERS`, one more where the spellings are
    the same once what transliterations vary is evened out (oe and u, kh and h, doubled letters).
    """
    from rapidfuzz.distance import OSA

    edits = OSA.distance(one, other)
    allowed = 2 if min(len(one), len(other)) >= LONG_LETTERS else 1
    if edits <= allowed or OSA.distance(skeleton(one), skeleton(other)) == 0:
        return 1 - edits / max(len(one), len(other))
    return 0.0


@lru_cache(maxsize=1 << 16)
def skeleton(key: str) -> str:
    """Return a spelling with what transliterations vary evened out.

    >>> skeleton("soekarno") == skeleton("sukarno"), skeleton("mohammed") == skeleton("muhammad")
    (True, True)
    """
    plain = transliterated(key)
    return "".join(letter for at, letter in enumerate(plain) if plain[at - 1 : at] != letter)


@lru_cache(maxsize=1 << 16)
def transliterated(key: str) -> str:
    """Return a spelling with what transliterations vary evened out, but doubled letters kept.

    >>> transliterated("makroskopi") == transliterated("macroscopy"), transliterated("bank") == transliterated("baank")
    (True, False)
    """
    for old, new in _VARIED:
        key = key.replace(old, new)
    return key


_VARIED = tuple(
    pair.split(">")
    for pair in [
        "oe>u",
        "ou>u",
        "dj>j",
        "tj>c",
        "sch>s",
        "sh>s",
        "sy>s",
        "sj>s",
        "ch>k",
        "kh>k",
        "gh>g",
        "ph>f",
        "th>t",
        "dh>d",
        "ck>k",
        "q>k",
        "c>k",
        "x>ks",
        "v>f",
        "w>f",
        "z>s",
        "ie>i",
        "ij>i",
        "ee>i",
        "y>i",
        "j>i",
        "e>a",
        "o>u",
        "h>",
    ]
)

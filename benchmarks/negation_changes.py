"""One negation or modal word of an English text changed: the planted errors of the rules negation and modality."""

import random
import re
from collections.abc import Callable, Sequence

from corpora import Pair

NEGATED = re.compile(
    r"(?<!\w)(?:not|never|cannot|without|no(?= [a-z])"
    r"|(?:do|does|did|is|are|was|were|would|could|should|has|have|had)n['’]t|can['’]t|won['’]t)(?!\w)"
)
AUXILIARY = re.compile(r"(?<![\w'’])(?:is|are|was|were|will|can|has been|have been|would|could|should|may)(?= [a-z])")
MODAL = re.compile(r"(?<![\w'’])(?:must|have to|has to|may not|must not|may|can|could|should)(?= [a-z])")
DENIALS = re.compile(
    r"(?<!\w)(?:not|no|never|nothing|none|without|cannot|neither|nor)(?!\w)|n['’]t(?!\w)", re.IGNORECASE
)


DENIED = re.compile(
    r"(?<!\w)(?:(?:tidak|tak|bukan|belum|jangan)(?:lah|kah|nya)?|tanpa|tiada|takkan|nggak|enggak|gak)(?!\w)",
    re.IGNORECASE,
)
"""A negation is dropped only where the Indonesian source has one: without, the translator's own is no loss."""


def dropped(target: str, rng: random.Random) -> str | None:
    """Take a negation out: did not go, did go; cannot, can; without, with."""
    found = list(NEGATED.finditer(target))
    if not found:
        return None
    negation = rng.choice(found)
    word = negation[0]
    kept = {"cannot": "can", "can't": "can", "can’t": "can", "won't": "will", "won’t": "will", "without": "with"}.get(
        word
    )
    if kept is None:
        kept = re.sub("n['’]t$", "", word) if word.endswith(("'t", "’t")) else ""
    rest = target[: negation.start()] + kept + target[negation.end() :]
    return re.sub(r"  +", " ", rest).strip()


def added(target: str, rng: random.Random) -> str | None:
    """Deny a clause that is not denied."""
    found = list(AUXILIARY.finditer(target))
    if not found or DENIALS.search(target):
        return None
    auxiliary = rng.choice(found)
    return f"{target[: auxiliary.end()]} not{target[auxiliary.end() :]}"


MODALS = {
    "must": "may",
    "have to": "may",
    "has to": "may",
    "may not": "may",
    "must not": "may",
    "may": "must",
    "can": "must",
    "could": "had to",
    "should": "may",
}


def modal_changed(target: str, rng: random.Random) -> str | None:
    """Make an obligation a permission, a permission an obligation, a prohibition a permission."""
    found = list(MODAL.finditer(target))
    if not found:
        return None
    modal = rng.choice(found)
    return target[: modal.start()] + MODALS[modal[0]] + target[modal.end() :]


CHANGES: dict[str, Callable[[str, random.Random], str | None]] = {
    "negation dropped": dropped,
    "negation added": added,
    "modality changed": modal_changed,
}


def changed(pairs: Sequence[Pair], kind: str, every: int, rng_seed: int) -> dict[int, tuple[Pair, str]]:
    """Return changed pairs by line: the first that can be changed in each stretch of `every` lines."""
    rng = random.Random(rng_seed)
    result: dict[int, tuple[Pair, str]] = {}
    for start in range(0, len(pairs), every):
        lines = list(range(start, min(start + every, len(pairs))))
        rng.shuffle(lines)
        for line in lines:
            source, target = pairs[line]
            if kind == "negation dropped" and not DENIED.search(source):
                continue
            text = CHANGES[kind](target, rng)
            if text is not None and text != target:
                result[line] = (source, text), kind
                break
    return result

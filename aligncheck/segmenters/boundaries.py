"""Where sentences begin in a stretch of one line: sentencex's proposals, and verdicts on them and on what it misses.

The candidates are the proposals and every whitespace behind a terminator. Each gets its verdict from the word on its
left, the first characters on its right, and where it stands (inside brackets or a quotation, behind a list mark).
Offsets are positions in the stretch and are never recovered by searching; the cost is linear in its length.
"""

import re
from bisect import bisect_left
from typing import NamedTuple

from sentencex import get_sentence_boundaries

from aligncheck.segmenters.language import LanguageRules
from aligncheck.segmenters.spans import Span, continues_cluster

MIN_QUOTED_WORDS = 3
"""A sentence inside quotation marks stands alone if it and the rest of the quotation have this many words each;
shorter ones ("Yes. I do.") are one utterance."""

_TERMINATORS = ".!?…。！？"
_MARKS = '"“”„«»()<>{}'
_CLOSERS = "\"'”’»›)]}*_」』）】》"
_OPENERS = "\"'“‘„«‹([{¿¡*_-–—•「『（【《"
_CONTINUING = ",;:%/&=)]}"
_HARD_BREAKS = frozenset("\v\f\x1c\x1d\x1e\x85\u2028\u2029")  # they end a line to some programs, not to line_spans
_OPENING_MARKS = "“„«(<{"
_ASCII_TERMINATORS = ".!?"
_PLAIN_LENGTH = 4  # letters; shorter words are too often abbreviations
_LIST_MARK_REACH = 6
_QUOTED_REACH = 200  # code points in which the words of a quotation are counted
_WORD_REACH = 40  # code points looked at on either side of a candidate; longer words are no abbreviations

_GAP = re.compile(rf"(?<=[{re.escape(_TERMINATORS + _CLOSERS)}])\s+|[{''.join(_HARD_BREAKS)}]\s*")
_CLOSING = re.compile(rf"[{re.escape(_CLOSERS)}]+\s+")
_BLANKED = str.maketrans(_MARKS, " " * len(_MARKS))
_QUOTATION = re.compile(r'(?<![^\s(\[])"(?=\S)[^"]*(?<=\S)"(?!\w)|“[^“”]*”|„[^„“”]*[“”]|«[^«»]*»')
_BRACKETS = re.compile(r"\([^()]{,400}\)|\[[^\[\]]{,400}\]")  # longer ones are smileys and other stray marks
_INITIALS = re.compile(r"[^\W\d_]|[^\W\d_]{1,4}(?:\.[^\W\d_]{1,4})+")
_LIST_MARK = re.compile(r"[(\[]?(?:\d{1,3}|[^\W\d_]|[ivxIVX]{1,4})[.)]")
_FIRST_WORD = re.compile(r"[\w'’-]+")


class _Candidate(NamedTuple):
    """A place where a sentence may begin, with what the rules see of it."""

    left: str
    """The word before it, at most `_WORD_REACH` code points."""

    gap: str
    """The whitespace between the two."""

    right: str
    """What follows, at most `_WORD_REACH` code points."""

    proposed: bool
    """Whether sentencex begins a sentence here."""

    @property
    def stem(self) -> str:
        """The word before it without marks at its ends, terminator included."""
        return self.left.lstrip(_OPENERS).rstrip(_CLOSERS)

    @property
    def first(self) -> str:
        """The first character behind opening marks, empty if there is none."""
        return self.right.lstrip(_OPENERS + " ")[:1]

    @property
    def first_word(self) -> str:
        """The first word behind opening marks, its period included; empty if punctuation comes first."""
        opened = self.right.lstrip(_OPENERS + " ")
        match = _FIRST_WORD.match(opened)
        return "" if match is None else opened[: match.end() + (opened[match.end() : match.end() + 1] == ".")]


def boundaries(text: str, rules: LanguageRules) -> list[int]:
    """Return the offsets at which a new sentence begins, ascending; 0 is not among them.

    Args:
        text: A stretch of one line, without whitespace at either end.
        rules: Data of the language.
    """
    gaps = {match.end(): match.start() for match in _GAP.finditer(text)}
    proposals = _proposals(text, rules.language)
    brackets = [match.span() for match in _BRACKETS.finditer(text)]
    quotations = [match.span() for match in _QUOTATION.finditer(text)]
    cased = not text.lstrip(_OPENERS)[:1].islower()
    accepted: list[int] = []
    start = 0
    for position in sorted((gaps.keys() | proposals.keys()) - {0, len(text)}):
        end = proposals.get(position, gaps.get(position, position))
        if _enclosing(brackets, position) is not None or _is_list_mark(text, start, end):
            continue
        quotation = _enclosing(quotations, position)
        if quotation is not None and not _stands_alone(text, (max(start, quotation[0]), end), (position, quotation[1])):
            continue
        words_before = text[max(start, end - _WORD_REACH) : end].split()
        if not words_before:  # sentencex may cut inside white space
            continue
        candidate = _Candidate(
            left=words_before[-1],
            gap=text[end:position],
            right=text[position : position + _WORD_REACH],
            proposed=position in proposals,
        )
        if _begins_sentence(candidate, rules, cased=cased):
            accepted.append(position)
            start = position
    return accepted


def _proposals(text: str, language: str) -> dict[int, int]:
    """Return where sentencex begins sentences, each with the end of the text before it.

    It never cuts inside quotation marks, brackets, or behind a "<", and pairs them wrongly when one is missing, so it
    gets the text with blanks in their place, and each cut is then moved to the right side of the marks around it.
    """
    proposals: dict[int, int] = {}
    for boundary in get_sentence_boundaries(language, text.translate(_BLANKED)):
        position = _beside_marks(text, boundary["start_index"])
        end = position
        while end > 0 and text[end - 1].isspace():
            end -= 1
        proposals[position] = end
    return proposals


def _beside_marks(text: str, position: int) -> int:
    """Return the cut moved so that opening marks are behind it and closing ones before it."""
    before = position
    while before > 0 and text[before - 1] in _MARKS:
        before -= 1
    if before > 0 and text[before - 1].isspace():
        return before
    while position > 0 and text[position - 1] in _OPENING_MARKS:
        position -= 1
    closing = _CLOSING.match(text, position)
    position = position if closing is None else closing.end()
    while position < len(text) and text[position].isspace():
        position += 1
    return position


def _enclosing(spans: list[Span], position: int) -> Span | None:
    """Return the one of the disjoint, ascending spans that a cut before `position` would divide."""
    index = bisect_left(spans, (position, 0)) - 1
    return spans[index] if index >= 0 and position < spans[index][1] else None


def _is_list_mark(text: str, start: int, end: int) -> bool:
    """Tell whether all there is of the sentence so far is the number or letter of a list item."""
    return end - start <= _LIST_MARK_REACH and _LIST_MARK.fullmatch(text, start, end) is not None


def _stands_alone(text: str, left: Span, right: Span) -> bool:
    """Tell whether both parts of a quotation have enough words to be sentences of their own."""
    before = text[max(left[0], left[1] - _QUOTED_REACH) : left[1]].split()
    behind = text[right[0] : min(right[1], right[0] + _QUOTED_REACH)].split()
    return min(len(before), len(behind)) >= MIN_QUOTED_WORDS


def _begins_sentence(candidate: _Candidate, rules: LanguageRules, *, cased: bool) -> bool:
    """Give the verdict on a candidate that no bracket, quotation or list mark forbids.

    `cased` says that the text begins sentences with capitals, as far as its script has them.
    """
    if not _HARD_BREAKS.isdisjoint(candidate.gap):
        return True
    if not candidate.gap:
        return _begins_without_gap(candidate, rules)
    mark = candidate.right.split(maxsplit=1)[0]
    if not mark.strip(_CLOSERS + _TERMINATORS + _CONTINUING) or mark[0] in _CONTINUING:
        return False
    stem = candidate.stem
    if not candidate.proposed and stem[-1:] not in _TERMINATORS:
        return False
    lower = candidate.first.islower() and not _has_inner_capital(candidate.first_word)
    if stem.endswith("."):
        verdict = _ends_abbreviation(stem[:-1], candidate, rules)
        if verdict is not None:
            return verdict and not lower
    if lower:
        # Text in brackets behind a full stop, such as the initials of an author, is no part of the sentence before.
        return candidate.proposed and (not cased or candidate.right[0] == "(")
    # A language with data lists its abbreviations, so what is not among them is a word, whatever sentencex says.
    return candidate.proposed or _is_plain_word(stem) or (bool(rules.starters) and stem.endswith("."))


def _begins_without_gap(candidate: _Candidate, rules: LanguageRules) -> bool:
    """Give the verdict on a proposal with no whitespace before it: usual in some scripts, an omission in others."""
    right = candidate.right
    if continues_cluster(candidate.left[-1:] + right, 1) or right[0] in _CLOSERS + _TERMINATORS + _CONTINUING:
        return False
    if candidate.left[-1:] in _CLOSERS and right.startswith(rules.continuations):
        return False
    if candidate.stem[-1:] in _ASCII_TERMINATORS:
        return _is_plain_word(candidate.stem) and candidate.first.isupper() and len(candidate.first_word) > 1
    return True


def _ends_abbreviation(form: str, candidate: _Candidate, rules: LanguageRules) -> bool | None:
    """Return whether a sentence ends behind a word and its period, None if the word is no known abbreviation."""
    if form in rules.never_final:
        return False
    if form in rules.before_number and candidate.first.isnumeric():
        return False
    if form in rules.final_before_capital:
        return not candidate.first.isnumeric()
    if form in rules.final_before_starter or (rules.starters and _is_initials(form)):
        return candidate.first_word in rules.starters
    return None


def _is_initials(form: str) -> bool:
    """Tell whether a word without its last period is a capital or a row of capitalised bits: J, U.S, M.Si."""
    return _INITIALS.fullmatch(form) is not None and all(part[0].isupper() for part in form.split("."))


def _is_plain_word(stem: str) -> bool:
    """Tell whether a word with its terminator is so ordinary that it ends a sentence even if sentencex disagrees."""
    word = stem.rstrip(_TERMINATORS)
    return len(word) >= _PLAIN_LENGTH and word.isalpha() and word.islower()


def _has_inner_capital(word: str) -> bool:
    """Tell whether a word that begins in lower case is a name all the same, such as iPhone, e-KTP, or al-Qaeda."""
    return any(character.isupper() or character.isdigit() for character in word)

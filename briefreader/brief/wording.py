"""Two wordings of one passage, compared word by word.

A number counts as one word, so that "12 million" becomes "92 million" by another number and not by another digit.
Scripts that put no space between words are compared character by character.
"""

from __future__ import annotations

import re
from itertools import takewhile
from typing import Literal, NamedTuple

from briefreader.brief.alignment import aligned

_SOLID = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)
"""Scripts without a space between words: Thai, Lao, Burmese, Khmer, Japanese, Chinese."""
_MARKS = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u0670\u06d6-\u06ed\u0900-\u0963\u0981-\u0dff"
    "\u1dc0-\u1dff\u200c\u200d\u20d0-\u20ff\u3099\u309a\ufe00-\ufe0f"
)
"""What belongs to the letter before it, and that Python's `\\w` leaves out."""
_LETTERS = rf"(?:[^\W{_SOLID}]++|[{_MARKS}]++)"
_TOKEN = re.compile(
    rf"\d+(?:[.,:/'’\u00a0\u2009\u202f]\d+)*{_LETTERS}*%?"
    rf"|{_LETTERS}+(?:['’\-\u2010\u2011]{_LETTERS}+)*"
    rf"|[^\s][{_MARKS}]*"
)
_ISLAND = 3
"""At most so many words in common between two changes twice as long are taken as changed with them."""
_SENTENCE_END = frozenset(".!?:;…。！？؟।\n")

_Run = tuple[int, int, int]
"""Where a run of equal tokens begins in the old and in the new text, and how many there are."""


class Piece(NamedTuple):
    """A stretch of text that both wordings have, or only the old one ("deleted"), or only the new ("added")."""

    kind: Literal["same", "deleted", "added"]
    text: str


def words(text: str) -> list[str]:
    """The words and numbers of a text in lower case, in order, without its signs."""
    return [token for token in _TOKEN.findall(text.casefold()) if token[0].isalnum()]


def word_diff(old: str, new: str) -> tuple[Piece, ...]:
    """What stayed, what went and what came, in reading order; what went stands before what came in its place.

    "same" and "deleted" joined are `old`, "same" and "added" joined are `new`, to the character. The other way round
    the same stretches stay. In texts of tens of thousands of words that have little in common, a long stretch may be
    given as all different.
    """
    pieces: list[Piece] = []
    if old == new:
        _add(pieces, "same", old)
        return tuple(pieces)
    if not old or not new:
        _add_gap(pieces, old, new)
        return tuple(pieces)
    spans, others = _spans(old), _spans(new)
    at = there = 0
    for a, b, size in _runs([old[x:y] for x, y in spans], [new[x:y] for x, y in others]):
        whole = old[spans[a][0] : spans[a + size - 1][1]] == new[others[b][0] : others[b + size - 1][1]]
        step = size if whole else 1  # where the white space inside it is another one, word by word
        for first in range(0, size, step):
            start, end = spans[a + first][0], spans[a + first + step - 1][1]
            _add_gap(pieces, old[at:start], new[there : others[b + first][0]])
            _add(pieces, "same", old[start:end])
            at, there = end, others[b + first + step - 1][1]
    _add_gap(pieces, old[at:], new[there:])
    return tuple(pieces)


def _spans(text: str) -> list[tuple[int, int]]:
    return [found.span() for found in _TOKEN.finditer(text)]


def _add(pieces: list[Piece], kind: Literal["same", "deleted", "added"], text: str) -> None:
    if text and pieces and pieces[-1].kind == kind:
        pieces[-1] = Piece(kind, pieces[-1].text + text)
    elif text:
        pieces.append(Piece(kind, text))


def _add_gap(pieces: list[Piece], gone: str, come: str) -> None:
    """What lies between two words that stayed, without the white space that both texts have at its edges."""
    lead = _blanks(gone, come)
    _add(pieces, "same", gone[:lead])
    gone, come = gone[lead:], come[lead:]
    trail = _blanks(gone[::-1], come[::-1])
    _add(pieces, "deleted", gone[: len(gone) - trail])
    _add(pieces, "added", come[: len(come) - trail])
    _add(pieces, "same", gone[len(gone) - trail :])


def _blanks(one: str, other: str) -> int:
    pairs = zip(one, other, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1] and pair[0].isspace(), pairs))


def _runs(old: list[str], new: list[str]) -> list[_Run]:
    """The runs of tokens that stay, as a reader would have them."""
    if (len(old), old) > (len(new), new):  # of equal choices the first is taken: both ways round, the same first
        return [(a, b, size) for b, a, size in _runs(new, old)]
    runs: list[_Run] = []
    for a, b in aligned(old, new):
        if runs and (a, b) == (runs[-1][0] + runs[-1][2], runs[-1][1] + runs[-1][2]):
            runs[-1] = (*runs[-1][:2], runs[-1][2] + 1)
        else:
            runs.append((a, b, 1))
    while len(kept := _without_islands(runs, old, new)) < len(runs):
        runs = kept
    return _from_sentence_starts(runs, old, new)


def _without_islands(runs: list[_Run], old: list[str], new: list[str]) -> list[_Run]:
    """Leave out the runs that only interrupt what is better read as one change."""
    kept: list[_Run] = []
    at = there = 0
    for index, (a, b, size) in enumerate(runs):
        last = index + 1 == len(runs)
        end, until = (len(old), len(new)) if last else runs[index + 1][:2]
        before = _words(old[at:a]), _words(new[there:b])
        after = _words(old[a + size : end]), _words(new[b + size : until])
        island = _words(old[a : a + size])
        only_signs = not island and all((*before, *after))
        if not only_signs and not 0 < island <= min(_ISLAND, max(before) / 2, max(after) / 2):
            kept.append((a, b, size))
            at, there = a + size, b + size
    return kept


def _words(tokens: list[str]) -> int:
    return sum(token[0].isalnum() for token in tokens)


def _from_sentence_starts(runs: list[_Run], old: list[str], new: list[str]) -> list[_Run]:
    """Let what only came or only went be a sentence from its beginning, where its first words are also the next's."""
    slid: list[_Run] = []
    for a, b, size in runs:
        if slid:
            x, y, length = slid[-1]
            tokens, first, end = (new, y + length, b) if x + length == a else (old, x + length, a)
            one_sided = (x + length == a) != (y + length == b)
            step = _step_back(tokens, first, end, length) if one_sided else 0
            slid[-1] = (x, y, length - step)
            a, b, size = a - step, b - step, size + step
        slid.append((a, b, size))
    return [run for run in slid if run[2]]


def _step_back(tokens: list[str], first: int, end: int, most: int) -> int:
    """How far `tokens[first:end]` can be moved back over equal words to begin behind the end of a sentence, or 0."""
    for step in range(min(most, first) + 1):
        if step == first or tokens[first - step - 1] in _SENTENCE_END:
            return step
        if tokens[first - step - 1] != tokens[end - step - 1]:
            break
    return 0

"""Two wordings of one passage, compared word by word.

A number counts as one word, so that "12 million" becomes "92 million" by another number and not by another digit.
Scripts that put no space between words are compared character by character.
"""

from __future__ import annotations

import re
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
_LETTER = rf"(?:(?![{_SOLID}])[\w{_MARKS}])"
_TOKEN = re.compile(
    rf"\d+(?:[.,:/'’\u00a0\u2009\u202f]\d+)*{_LETTER}*%?"
    rf"|{_LETTER}+(?:['’\-\u2010\u2011]{_LETTER}+)*"
    rf"|[^\s][{_MARKS}]*"
)
_ISLAND = 2
"""So many words in common between two changes are too few to be read as what stayed."""


class Piece(NamedTuple):
    """A stretch of text that both wordings have, or only the old one ("deleted"), or only the new ("added")."""

    kind: Literal["same", "deleted", "added"]
    text: str


def tokens(text: str) -> list[tuple[int, int]]:
    """Where the words, numbers and signs of a text begin and end, in code points; white space lies between them."""
    return [found.span() for found in _TOKEN.finditer(text)]


def word_diff(old: str, new: str) -> tuple[Piece, ...]:
    """What stayed, what went and what came, in reading order; what went stands before what came in its place.

    "same" and "deleted" joined are `old`, "same" and "added" joined are `new`, to the character.
    """
    if old == new:
        return (Piece("same", old),) if old else ()
    pieces: list[Piece] = []
    at = there = 0
    for (start, end), (first, last) in _kept(old, new):
        _add(pieces, old[at:start], new[there:first])
        pieces.append(Piece("same", old[start:end]))
        at, there = end, last
    _add(pieces, old[at:], new[there:])
    return tuple(pieces)


def _add(pieces: list[Piece], gone: str, come: str) -> None:
    if gone:
        pieces.append(Piece("deleted", gone))
    if come:
        pieces.append(Piece("added", come))


def _kept(old: str, new: str) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """The stretches that stay, as places in the old and in the new text: equal there to the character."""
    spans, others = tokens(old), tokens(new)
    pairs = aligned([old[a:b] for a, b in spans], [new[a:b] for a, b in others])
    kept: list[tuple[tuple[int, int], tuple[int, int]]] = []
    for a, b in pairs:
        (start, end), (first, last) = spans[a], others[b]
        if kept:
            (begun, ended), (opened, closed) = kept[-1]
            if old[ended:start] == new[closed:first] and not old[ended:start].strip():
                kept[-1] = (begun, end), (opened, last)
                continue
        kept.append(((start, end), (first, last)))
    return kept

"""Words that are spelt nearly as one that was typed: at most two letters dropped, added, changed or swapped."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence

_SHORT = 5
"""Words of so few letters may differ in one only: two would make most of them alike."""

_LAST = "\U0010ffff"


def furthest_from(word: str) -> int:
    """How many letters another word may differ in and still be meant."""
    return 1 if len(word) <= _SHORT else 2


def near(word: str, words: Sequence[str], furthest: int) -> Iterator[tuple[str, int]]:
    """Those of some words, which have to be in order, that are at most so far away, each with its distance.

    This is the optimal string alignment distance: letters dropped, added, changed, or swapped with a neighbour. Words
    with the same beginning share the rows of its table, and where a beginning is too far away already, all that begin
    so are passed over, as in Schulz and Mihov, "Fast string correction with Levenshtein automata" (2002), without the
    automaton.
    """
    far = furthest + 1
    rows = [[min(at, far) for at in range(len(word) + 1)]]
    beginning, at = "", 0
    while at < len(words):
        other = words[at]
        del rows[_shared(beginning, other) + 1 :]
        while len(rows) <= len(other):
            depth = len(rows)
            rows.append(_next_row(word, other, rows, furthest))
            # A swap looks back two rows.
            if min(rows[depth]) >= far and min(rows[depth - 1]) >= furthest:
                beginning = other[:depth]
                at = bisect_right(words, beginning + _LAST, at)
                break
        else:
            if rows[-1][-1] <= furthest:
                yield other, rows[-1][-1]
            beginning, at = other, at + 1


def _shared(one: str, other: str) -> int:
    shared = 0
    for letter, there in zip(one, other, strict=False):
        if letter != there:
            break
        shared += 1
    return shared


def _next_row(word: str, other: str, rows: Sequence[list[int]], furthest: int) -> list[int]:
    """The row of the table for one more letter of `other`, no further from the diagonal than counts."""
    far, depth, above = furthest + 1, len(rows), rows[-1]
    letter = other[depth - 1]
    row = [far] * (len(word) + 1)
    row[0] = min(depth, far)
    for at in range(max(1, depth - furthest), min(len(word), depth + furthest) + 1):
        away = above[at - 1] + (letter != word[at - 1])
        if above[at] < away:
            away = above[at] + 1
        if row[at - 1] < away:
            away = row[at - 1] + 1
        if depth > 1 and at > 1 and letter == word[at - 2] and other[depth - 2] == word[at - 1]:
            away = min(away, rows[-2][at - 2] + 1)
        row[at] = min(away, far)
    return row


def likeliest_first(distances: Mapping[str, int], counts: Mapping[str, int]) -> tuple[str, ...]:
    """Words in the order in which they may have been meant: the nearest, then those that occur most often."""
    return tuple(sorted(distances, key=lambda one: (distances[one], -counts.get(one, 0), one)))

"""Words that are spelt nearly as one that was typed: at most two letters dropped, added, changed or swapped."""

from __future__ import annotations

from collections.abc import Mapping

FURTHEST = 2
_SHORT = 5
"""Words of so few letters may differ in one only: two would make most of them alike."""


def likely(word: str, counts: Mapping[str, int]) -> tuple[str, ...]:
    """Those of some words that may have been meant, the likeliest first: the nearest, then the most frequent.

    `counts` has how often each word occurs. The word itself is not among them.
    """
    furthest = 1 if len(word) <= _SHORT else FURTHEST
    found = []
    for other, count in counts.items():
        away = distance(word, other, furthest)
        if other != word and away <= furthest:
            found.append((away, -count, other))
    return tuple(other for _, _, other in sorted(found))


def may_be_near(word: str, other: str) -> bool:
    """Whether two words have so much in common that their distance is worth working out."""
    return abs(len(other) - len(word)) <= FURTHEST and len(set(word) ^ set(other)) <= 2 * FURTHEST


def distance(one: str, other: str, furthest: int = FURTHEST) -> int:
    """How many letters have to be dropped, added, changed or swapped with a neighbour to make one word the other.

    Never more than `furthest` + 1. This is the optimal string alignment distance, row by row, no further from the
    diagonal than it counts.
    """
    if abs(len(one) - len(other)) > furthest:
        return furthest + 1
    far = furthest + 1
    before: list[int] = []
    row = [min(at, far) for at in range(len(other) + 1)]
    for at, letter in enumerate(one, start=1):
        first, last = max(1, at - furthest), min(len(other), at + furthest)
        above, row = row, [far] * (len(other) + 1)
        row[0] = min(at, far)
        for there in range(first, last + 1):
            same = letter == other[there - 1]
            row[there] = min(above[there - 1] + (not same), above[there] + 1, row[there - 1] + 1, far)
            if at > 1 and there > 1 and letter == other[there - 2] and one[at - 2] == other[there - 1]:
                row[there] = min(row[there], before[there - 2] + 1)
        if min(row) >= far:
            return far
        before = above
    return row[-1]

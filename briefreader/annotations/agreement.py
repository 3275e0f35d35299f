"""How far the text around one place is the text around another: what tells the same words in two places apart."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice

from briefreader.annotations.ground import Ground
from briefreader.annotations.matching import Found, Sought

EVIDENCE = 20
"""How much of the neighbouring text has to agree, in code points of both sides, before it says where a quote stands.

Long enough that "members of the " in front of a name is not enough."""

# By how much one place has to agree better than the next one: a word and its space, more or less.
_LEAD = 8

# A quote that stands in more places than this is sought together with its neighbours.
_MANY = 48

Agreement = tuple[int, int]
"""How many code points before and behind are the same, counted from the words on."""


def occurrences(ground: Ground, sought: Sought) -> Iterator[int]:
    """Where a ground has the words sought, letter by letter, parted from the words around them as they were."""
    starts = list(islice(ground.occurrences(sought.quote), _MANY + 1))
    if len(starts) > _MANY:
        skip = min(EVIDENCE, sought.start)
        longer = sought.text[sought.start - skip : sought.end + EVIDENCE]
        starts = [found + skip for found in ground.occurrences(longer)]
    size = sought.end - sought.start
    inside_then = [_inside_word(sought.text, at) for at in (sought.start, sought.end)]
    for start in starts:
        if [_inside_word(ground.text, at) for at in (start, start + size)] == inside_then:
            yield start


def agreement(sought: Sought, ground: Ground, start: int) -> tuple[int, int]:
    """How many code points before and behind the words sought are the same where they stand at `start`."""
    end = start + sought.end - sought.start
    behind = sought.text[sought.end :]
    return (
        common_end(sought.text[: sought.start], ground.text[max(0, start - sought.start) : start]),
        common_start(behind, ground.text[end : end + len(behind)]),
    )


def reaches_out(sought: Sought, before: int, behind: int) -> bool:
    """Whether the text that agrees goes beyond the sentence: a copy of it may stand anywhere."""
    beyond = (before - (sought.start - sought.floor), behind - (sought.ceiling - sought.end))
    return max(beyond) >= EVIDENCE or before + behind == len(sought.text) - len(sought.quote)


def clear_best(found: Sequence[tuple[int, tuple[int, int]]], context: int) -> tuple[int, tuple[int, int]] | None:
    """The place with which the most of the text around agrees; None where another comes near, or has one side of it.

    All of the `context` that is known is better than less; less has to lead by a margin.
    """
    if not found:
        return None
    best, *others = sorted(found, key=lambda one: -sum(one[1]))
    return best if all(leads(best[1], other, context) for _, other in others) else None


def leads(ours: tuple[int, int], theirs: tuple[int, int], context: int) -> bool:
    """Whether one agreement is clearly better than another, and on no side clearly worse."""
    lead = 1 if sum(ours) == context else _LEAD
    return sum(ours) - sum(theirs) >= lead and not parted(ours, theirs)


def parted(ours: tuple[int, int], theirs: tuple[int, int]) -> bool:
    """Whether the others have a side for themselves: then one of two twins came or went, and nobody knows which."""
    return any(other - own >= EVIDENCE for own, other in zip(ours, theirs, strict=True))


def edges(ground: Ground, sought: Sought, found: Found) -> tuple[tuple[int, int], tuple[int, int]]:
    """How many code points on each side of a stretch are those beside the words sought, and how many are known."""
    before, behind = sought.text[: sought.start], sought.text[sought.end :]
    return (
        (common_end(before, ground.text[max(0, found.start - len(before)) : found.start]), len(before)),
        (common_start(behind, ground.text[found.end : found.end + len(behind)]), len(behind)),
    )


def common_start(one: str, other: str) -> int:
    """How many code points the two begin with alike."""
    low, high = 0, min(len(one), len(other))
    if one[:high] == other[:high]:
        return high
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def common_end(one: str, other: str) -> int:
    return common_start(one[::-1], other[::-1])


def _inside_word(text: str, at: int) -> bool:
    """Whether `at` lies between two letters or digits, or inside a number such as 12,000 or 1.5."""
    if not 0 < at < len(text):
        return False
    left, right = text[at - 1], text[at]
    if right in ".,":
        return left.isdigit() and text[at + 1 : at + 2].isdigit()
    if left in ".,":
        return right.isdigit() and text[at - 2 : at - 1].isdigit()
    return left.isalnum() and right.isalnum()

"""Which paragraph of one edition is which of another: those that stay in their order, and those that moved."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from briefreader.brief.alignment import aligned
from briefreader.brief.wording import tokens

_ALIKE = 0.5
"""From this share of common words on, a paragraph at its place is the same one changed; below, another one."""
_MOVED = 0.7
"""From this share on, a paragraph elsewhere is the same one moved."""
_SHORT = 8
"""With fewer words than this a paragraph elsewhere must be the same to the letter, and stand once in each edition."""
_FEW = 400
"""In a gap with no more pairs than this each is looked at; beyond, only those with an uncommon word in common."""
_UNCOMMON = 12
"""A word in no more paragraphs of an edition than this tells one from another."""

_Bag = frozenset[int]


def paired(old: Sequence[str], new: Sequence[str]) -> tuple[dict[int, int], dict[int, int]]:
    """Pair the texts of two editions by position: those that stay (same or changed), and those that moved.

    What stays rises on both sides. Given the other way round, the same pairs come out.
    """
    if old == new:
        return {at: at for at in range(len(old))}, {}
    if (len(old), old) > (len(new), new):  # ties are broken in favour of the first, so both ways need the same first
        stays, moves = paired(new, old)
        return {b: a for a, b in sorted(stays.items())}, {b: a for a, b in sorted(moves.items())}
    return _paired(old, new)


def _paired(old: Sequence[str], new: Sequence[str]) -> tuple[dict[int, int], dict[int, int]]:
    stays = dict(aligned(old, new, {text: len(text) + 1 for text in {*old, *new}}))
    taken = set(stays.values())
    moves: dict[int, int] = {}
    edges = [(-1, -1), *sorted(stays.items()), (len(old), len(new))]
    for (a, x), (b, y) in itertools.pairwise(edges):
        if b - a == 2 and y - x == 2:
            stays[a + 1] = x + 1
            taken.add(x + 1)
    places = {text: b for b, text in enumerate(new) if b not in taken}
    for a, text in enumerate(old):
        if a not in stays and text in places and len(tokens(text)) >= _SHORT:
            moves[a] = places.pop(text)
    return stays, moves

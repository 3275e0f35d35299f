"""What two sequences have in common, in order: the ground on which texts and their words are compared.

Long or repetitive sequences are first cut where something stands exactly once in both (the patience method of Bram
Cohen), so that the time stays in proportion; what lies between is matched by its longest common runs.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from difflib import SequenceMatcher

_PAIRS = 40_000
"""So many pairs of equal items are looked through for the longest run; beyond, a stretch is taken as all different."""

Pair = tuple[int, int]


def aligned(
    old: Sequence[Hashable], new: Sequence[Hashable], weights: Mapping[Hashable, int] | None = None
) -> list[Pair]:
    """The positions of equal items that stand in the same order in both sequences, in that order.

    With `weights` (of items; 1 where it has none), what stands once in both is matched first, and of what crosses the
    weightier stays; without, only where the stretch is too long for its longest common runs to be sought.
    """
    found: list[Pair] = []
    todo = [(0, len(old), 0, len(new))]
    while todo:
        at, to, there, until = todo.pop()
        while at < to and there < until and old[at] == new[there]:
            found.append((at, there))
            at, there = at + 1, there + 1
        while at < to and there < until and old[to - 1] == new[until - 1]:
            to, until = to - 1, until - 1
            found.append((to, until))
        if at == to or there == until:
            continue
        counts, others = Counter(old[at:to]), Counter(new[there:until])
        few = sum(counts[item] * others[item] for item in counts.keys() & others.keys()) <= _PAIRS
        cuts = _cuts(old, new, (at, to, there, until), counts, others, weights) if weights or not few else []
        if cuts:
            found += cuts
            edges = [(at - 1, there - 1), *cuts, (to, until)]
            todo += [(a + 1, b, x + 1, y) for (a, x), (b, y) in itertools.pairwise(edges)]
        elif few:
            blocks = SequenceMatcher(None, old[at:to], new[there:until], autojunk=False).get_matching_blocks()
            found += [(at + a + step, there + b + step) for a, b, size in blocks for step in range(size)]
    return sorted(found)


def _cuts(
    old: Sequence[Hashable],
    new: Sequence[Hashable],
    stretch: tuple[int, int, int, int],
    counts: Counter[Hashable],
    others: Counter[Hashable],
    weights: Mapping[Hashable, int] | None,
) -> list[Pair]:
    at, to, there, until = stretch
    places = {new[b]: b for b in range(there, until) if others[new[b]] == 1}
    once = [(a, places[old[a]]) for a in range(at, to) if counts[old[a]] == 1 and old[a] in places]
    return heaviest_chain((a, b, weights.get(old[a], 1) if weights else 1) for a, b in once)


def heaviest_chain(pairs: Iterable[tuple[int, int, float]]) -> list[Pair]:
    """Of pairs of positions with their weights (above 0), those of the heaviest chain that rises on both sides.

    Dynamic programming over a tree of prefix maxima (Fenwick, 1994): n log n for n pairs.
    """
    ordered = sorted(pairs, key=lambda pair: (pair[0], -pair[1]))
    ranks = {b: rank for rank, b in enumerate(sorted({b for _, b, _ in ordered}), start=1)}
    best: list[tuple[float, int]] = [(0.0, -1)] * (len(ranks) + 1)
    before: list[int] = []
    top = (0.0, -1)
    for index, (_, b, weight) in enumerate(ordered):
        rank = ranks[b] - 1
        reached = (0.0, -1)
        while rank:
            reached = max(reached, best[rank])
            rank &= rank - 1
        before.append(reached[1])
        here = (reached[0] + weight, index)
        top = max(top, here)
        rank = ranks[b]
        while rank < len(best):
            best[rank] = max(best[rank], here)
            rank += rank & -rank
    chain: list[Pair] = []
    index = top[1]
    while index >= 0:
        chain.append(ordered[index][:2])
        index = before[index]
    return chain[::-1]

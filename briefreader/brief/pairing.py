"""Which paragraph of one edition is which of another: those that stay in their order, and those that moved.

Equal texts are paired first. Of the rest, two are alike by the share of their words that they have in common (Dice's
coefficient, 1945), a word counting by its length, so that "of the" makes nothing alike.
"""

from __future__ import annotations

from bisect import bisect
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, pairwise, product
from typing import NamedTuple

from briefreader.brief.alignment import Pair, aligned, heaviest_chain
from briefreader.brief.wording import words

_ALIKE = 0.5
"""From this likeness on, a paragraph at its place is the same one changed; below, it is another one."""
_MOVED = 0.7
"""From this likeness on, a paragraph elsewhere is the same one moved."""
_BETTER = 0.25
"""So much more alike than the one at its place must a paragraph elsewhere be to be taken instead."""
_PART, _SHARE = 0.9, 0.2
"""A paragraph that stands in another by this much, and is this much of it, was split from it or joined to it."""
_SHORT = 8
"""With fewer words, a paragraph elsewhere must be the same to the letter and stand once in each edition."""
_FEW = 400
"""In a gap with no more pairs than this each is looked at; beyond, only those with something uncommon in common."""
_UNCOMMON = 12
"""Words in no more paragraphs of an edition than this tell one from another."""
_CANDIDATES = 4
"""So many paragraphs of the other edition with the most uncommon words in common are looked at."""

Pairs = dict[int, int]


class _Bag(NamedTuple):
    words: list[str]
    counted: frozenset[str]
    """Each word with the number of times that it came before, as one string."""
    size: int


def paired(old: Sequence[str], new: Sequence[str]) -> tuple[Pairs, Pairs]:
    """Pair the texts of two editions by their positions: those that stay (same or changed), and those that moved.

    What stays rises on both sides. The other way round, the same pairs come out.
    """
    if (len(old), old) > (len(new), new):  # of equal choices the first is taken: both ways round, the same first
        stays, moves = paired(new, old)
        return {b: a for a, b in stays.items()}, {b: a for a, b in moves.items()}
    stays = dict(aligned(old, new, {text: len(text) + 1 for text in {*old, *new}}))
    if len(stays) == len(new):
        return stays, {}
    moves = _equal_elsewhere(old, new, stays)
    found = {**stays, **moves}
    taken = set(found.values())
    bags = {a: _bag(text) for a, text in enumerate(old) if a not in found}
    others = {b: _bag(text) for b, text in enumerate(new) if b not in taken}
    places, elsewhere = _alike(bags, others, stays)
    stays |= places
    return stays, moves | elsewhere


def _equal_elsewhere(old: Sequence[str], new: Sequence[str], stays: Pairs) -> Pairs:
    left: dict[str, list[int]] = defaultdict(list)
    taken = set(stays.values())
    for b in reversed(range(len(new))):
        if b not in taken:
            left[new[b]].append(b)
    counts, others = Counter(old), Counter(new)
    moves: Pairs = {}
    for a, text in enumerate(old):
        if a not in stays and left.get(text):
            size = len(words(text))
            if size >= _SHORT or (size and counts[text] == others[text] == 1):
                moves[a] = left[text].pop()
    return moves


def _bag(text: str) -> _Bag:
    found = words(text)
    counts = Counter(found)
    counted = set(counts)
    counted.update(f"{word} {turn}" for word, count in counts.items() for turn in range(1, count))
    return _Bag(found, frozenset(counted), sum(map(len, counted)))


def _likeness(one: _Bag, other: _Bag) -> float:
    """0 to 1; a part of the other is alike just enough to be paired at its place."""
    shared = sum(map(len, one.counted & other.counted))
    if not shared:
        return 0.0
    dice = 2 * shared / (one.size + other.size)
    small, large = sorted((one, other), key=lambda bag: bag.size)
    part = len(small.words) >= _SHORT and shared >= _PART * small.size and small.size >= _SHARE * large.size
    return max(dice, _ALIKE) if part else dice


def _alike(old: Mapping[int, _Bag], new: Mapping[int, _Bag], stays: Pairs) -> tuple[Pairs, Pairs]:
    """Those that are alike: at their places between the paragraphs that stay, and elsewhere."""
    ends, starts = sorted(stays), sorted(stays.values())
    gaps = {a: bisect(ends, a) for a in old}, {b: bisect(starts, b) for b in new}
    alike = {pair: _likeness(old[pair[0]], new[pair[1]]) for pair in _candidates(old, new, gaps)}
    best: dict[tuple[str, int], float] = defaultdict(float)
    for (a, b), likeness in alike.items():
        for key in (("old", a), ("new", b)):
            best[key] = max(best[key], likeness)
    places = dict(
        heaviest_chain(
            (a, b, likeness * (old[a].size + new[b].size))
            for (a, b), likeness in alike.items()
            if gaps[0][a] == gaps[1][b] and likeness >= max(_ALIKE, best["old", a] - _BETTER, best["new", b] - _BETTER)
        )
    )
    elsewhere: Pairs = {}
    gone, come = set(places), set(places.values())
    for (a, b), likeness in sorted(alike.items(), key=lambda item: (-item[1], item[0])):
        long = min(len(old[a].words), len(new[b].words)) >= _SHORT
        if likeness >= _MOVED and long and a not in gone and b not in come:
            elsewhere[a] = b
            gone.add(a)
            come.add(b)
    return places, elsewhere


def _candidates(
    old: Mapping[int, _Bag], new: Mapping[int, _Bag], gaps: tuple[Mapping[int, int], Mapping[int, int]]
) -> set[Pair]:
    found = set(_with_uncommon_words(old, new))
    inside: dict[int, tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for side in (0, 1):
        for at, gap in gaps[side].items():
            inside[gap][side].append(at)
    for gone, come in inside.values():
        if len(gone) * len(come) <= _FEW:
            found.update(product(gone, come))
    return found


def _with_uncommon_words(old: Mapping[int, _Bag], new: Mapping[int, _Bag]) -> Iterator[Pair]:
    """Those pairs that have the most uncommon words, or neighbouring words, in common."""
    features, others = ({at: _features(bag) for at, bag in bags.items()} for bags in (old, new))
    counts, turns = (Counter(chain.from_iterable(side.values())) for side in (features, others))
    telling = {one for one in counts.keys() & turns.keys() if max(counts[one], turns[one]) <= _UNCOMMON}
    places: dict[str, list[int]] = defaultdict(list)
    for b, some in others.items():
        for one in some & telling:
            places[one].append(b)
    for a, some in features.items():
        votes = Counter(chain.from_iterable(places[one] for one in some & telling))
        most = max(votes.values(), default=0)
        first = sorted((-count, b) for b, count in votes.items() if count * _CANDIDATES >= most)
        yield from ((a, b) for _, b in first[:_CANDIDATES])


def _features(bag: _Bag) -> set[str]:
    return {*bag.words, *map(" ".join, pairwise(bag.words))}

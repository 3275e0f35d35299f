"""Find words again that were edited: where an edition has the most of them, in the most of their neighbourhood.

The words sought vote with their rarer words for the stretches of the edition in which these stand as far apart as
they did; the few stretches with the most votes are aligned word by word (Ratcliff and Obershelp's matching blocks, as
`difflib` has them). What a stretch is worth is how much of it and of the quote is the same (Dice's coefficient, words
weighed by their length), and how much of the neighbourhood.

Words are what stands between spaces: text in a script without them is found letter by letter or not at all.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from heapq import nlargest
from itertools import accumulate
from typing import NamedTuple

from briefreader.annotations.ground import Ground, core, sentence

REACH = 256
"""How many code points of the text around a quote are compared on each side, where its own edition is at hand."""

NEIGHBOURS = 12
"""How many words of the neighbourhood on each side are aligned: what 64 code points hold, and a little more."""

SURROUNDINGS = 0.5
"""What the whole neighbourhood is worth beside the quote: enough to outweigh a sibling that differs in a number."""

# Voting: how many of the rarest words of the quote and of its neighbourhood vote, with how many votes at most, and by
# how many words they may be shifted against each other.
_VOTERS = 8
_OUTSIDE_VOTERS = 6
_VOTES = 2000
_SHIFT = 16
_CANDIDATES = 4
_FEW = 0.4  # of the most votes

# By how much a stretch has to be likelier without some words at its end before these are left out.
_DIFFERENCE = 0.05

# A stretch that is worth so much less than another one need not be looked at.
_OUTCLASSED = 0.35


@dataclass(frozen=True)
class Sought:
    """Words to find: `start` to `end` of `text`, which has as much of their neighbourhood as is known; plain form.

    `floor` and `ceiling` are the edges of the sentences that the words touch; where `cut_before` or `cut_behind`,
    the text known ends before those do. `whole` says that the words are whole blocks.
    """

    text: str
    start: int
    end: int
    floor: int
    ceiling: int
    cut_before: bool
    cut_behind: bool
    whole: bool

    @property
    def quote(self) -> str:
        return self.text[self.start : self.end]

    @cached_property
    def _parts(self) -> tuple[list[str], int, int]:
        before, quote, behind = self.text[: self.start], self.text[self.start : self.end], self.text[self.end :]
        # What is left of a word that the quote begins or ends in belongs to it.
        head = before[before.rfind(" ") + 1 :]
        tail = behind[: behind.find(" ")] if " " in behind else behind
        near = before[: len(before) - len(head)].split()[-NEIGHBOURS:]
        far = behind[len(tail) :].split()[:NEIGHBOURS]
        words = (head + quote + tail).split()
        return [core(word) for word in (*near, *words, *far)], len(near), len(near) + len(words)

    @property
    def words(self) -> list[str]:
        """The words of the quote and the nearest of its neighbourhood, without case and marks."""
        return self._parts[0]

    @property
    def first(self) -> int:
        """Which of `words` is the first of the quote."""
        return self._parts[1]

    @property
    def last(self) -> int:
        """Which of `words` is the first behind the quote."""
        return self._parts[2]

    @cached_property
    def weights(self) -> list[int]:
        """What the words before each of `words` weigh together; at the end, all of them."""
        return _weights(self.words)

    @cached_property
    def matcher(self) -> SequenceMatcher[str]:
        matcher: SequenceMatcher[str] = SequenceMatcher(None, autojunk=False)
        matcher.set_seq2(self.words)
        return matcher


class Found(NamedTuple):
    """A stretch of a ground: how similar it is to the quote, and how much of the text on each side agrees (0 to 1)."""

    start: int
    end: int
    similarity: float
    before: float
    behind: float

    @property
    def rank(self) -> float:
        """What the stretch is worth."""
        return self.similarity + SURROUNDINGS * (self.before + self.behind) / 2

    def touches(self, start: int, end: int) -> bool:
        """Whether the stretch shares a character with another."""
        return self.start < end and start < self.end


def sought_on(ground: Ground, start: int, end: int) -> Sought:
    """A stretch of a ground as something to seek elsewhere."""
    low, high = max(0, start - REACH), min(len(ground.text), end + REACH)
    if low:
        low = ground.text.find(" ", low, start) + 1 or low
    if high < len(ground.text):
        high = max(ground.text.rfind(" ", end, high), end)
    floor, ceiling = ground.sentence(start, end)
    return Sought(
        ground.text[low:high],
        start - low,
        end - low,
        max(floor - low, 0),
        min(ceiling, high) - low,
        floor < low,
        ceiling > high,
        ground.block_edges(start, end) == (start, end),
    )


def sought_between(before: str, quote: str, behind: str, *, opened: int, closed: int, whole: bool) -> Sought:
    """Words with what was kept of their neighbourhood, of which the last `opened` characters and the first `closed`
    are of the same block."""
    text = before + quote + behind
    start, end = len(before), len(before) + len(quote)
    lowest, highest = start - opened, end + closed
    floor, ceiling = sentence(text, start, end, lowest, highest)
    return Sought(text, start, end, floor, ceiling, floor == lowest == 0, ceiling == highest == len(text), whole)


def search(ground: Ground, sought: Sought, least: float, hidden: tuple[int, int] = (0, 0)) -> list[Found]:
    """The stretches of a ground that are worth at `least` so much, the most first; no two overlap.

    What is `hidden` (from, to) counts for none.
    """
    found: list[tuple[Found, int]] = []
    for shift in _candidates(ground, sought):
        one = _aligned(ground, sought, shift, least, [hidden])
        if one:
            found.append((one, shift))
            least = max(least, one.rank - _OUTCLASSED)
    if found:
        # A sibling may stand close enough to the likest to hide behind it.
        best, shift = max(found, key=lambda one: one[0].rank)
        second = _aligned(ground, sought, shift, least, [hidden, (best.start, best.end)])
        found += [(second, shift)] if second else []
    found.sort(key=lambda one: -one[0].rank)
    apart: list[Found] = []
    for one, _ in found:
        if not any(one.touches(other.start, other.end) for other in apart):
            apart.append(one)
    return apart


def neighbourhood(ground: Ground, sought: Sought, start: int, end: int) -> Found:
    """The same words as those sought, at `start` to `end`, with how much of the text around them agrees."""
    shares = []
    first = bisect_right(ground.word_starts, start) - 1
    last = bisect_left(ground.word_starts, end)
    before, behind = sought.words[: sought.first], sought.words[sought.last :]
    for then, now in (
        (before, ground.words[max(0, first - 2 - len(before) * 3 // 2) : first]),
        (behind, ground.words[last : last + 2 + len(behind) * 3 // 2]),
    ):
        blocks = SequenceMatcher(None, now, then, autojunk=False).get_matching_blocks()
        shares.append(_share(_weights(then), blocks, 0, len(then)))
    return Found(start, end, 1.0, shares[0], shares[1])


def _candidates(ground: Ground, sought: Sought) -> list[int]:
    """Where the words sought would begin, by the votes of the rarest of them."""
    index, words = ground.index, sought.words
    inside: dict[str, int] = {}
    outside: dict[str, int] = {}
    for at, word in enumerate(words):
        if word in index:
            (inside if sought.first <= at < sought.last else outside).setdefault(word, at)
    votes: dict[int, float] = {}
    counted = 0
    for voters, most in ((inside, _VOTERS), (outside, _OUTSIDE_VOTERS)):
        for word in sorted(voters, key=lambda word: len(index[word]))[:most]:
            places = index[word]
            counted += len(places)
            if counted > _VOTES and votes:
                break
            at, weight = voters[word], 1 / (1 + len(places)) ** 0.5
            for place in places:
                shift = (place - at) // _SHIFT
                votes[shift] = votes.get(shift, 0.0) + weight
    chosen: dict[int, float] = {}
    for shift in nlargest(4 * _CANDIDATES, votes, key=votes.__getitem__):
        # Votes that fall on both sides of a boundary belong together.
        if shift - 1 in chosen:
            chosen[shift - 1] += votes[shift]
        elif shift + 1 in chosen:
            chosen[shift] = chosen.pop(shift + 1) + votes[shift]
        else:
            chosen[shift] = votes[shift]
    likely = nlargest(_CANDIDATES, chosen, key=chosen.__getitem__)
    return [shift * _SHIFT for shift in likely if chosen[shift] >= _FEW * chosen[likely[0]]]


def _aligned(
    ground: Ground, sought: Sought, shift: int, least: float, hidden: Sequence[tuple[int, int]]
) -> Found | None:
    """The likest stretch of a ground about where the words sought would begin at word `shift`."""
    slack = _SHIFT // 2 + len(sought.words) // 4
    low = max(shift - slack, 0)
    region = ground.words[low : shift + 2 * _SHIFT + len(sought.words) + slack]
    for start, end in hidden:
        first, last = (max(bisect_left(ground.word_starts, at) - low, 0) for at in (start, end))
        region[first:last] = [""] * len(region[first:last])
    if _at_most(sought, set(region)) < least:
        return None
    matcher = sought.matcher
    matcher.set_seq1(region)
    blocks = [block for block in matcher.get_matching_blocks() if block.size]
    inside = []
    for at, other, size in blocks:
        skip = max(sought.first - other, 0)
        kept = min(other + size, sought.last) - other - skip
        if kept > 0:
            inside.append((at + skip, other + skip, kept))
    if not inside:
        return None
    weights = _weights(region)
    whole = sought.weights[sought.last] - sought.weights[sought.first]
    first, last, same = _core(weights, inside, whole)
    start, end = _with_edges(len(region), sought, blocks, inside[first], inside[last])
    found = Found(
        *_cut(ground, sought, low + start, low + end),
        2 * same / (whole + weights[end] - weights[start]),
        _share(sought.weights, blocks, 0, sought.first),
        _share(sought.weights, blocks, sought.last, len(sought.words)),
    )
    return found if found.rank >= least else None


def _at_most(sought: Sought, words: set[str]) -> float:
    """What a stretch among these words can be worth, were they in the right order."""
    shares = []
    for first, last in ((0, sought.first), (sought.first, sought.last), (sought.last, len(sought.words))):
        whole = sought.weights[last] - sought.weights[first]
        same = sum(len(word) + 1 for word in sought.words[first:last] if word in words)
        shares.append(same / whole if whole else 0.0)
    return 2 * shares[1] / (1 + shares[1]) + SURROUNDINGS * (shares[0] + shares[2]) / 2


def _weights(words: Sequence[str]) -> list[int]:
    return list(accumulate((len(word) + 1 for word in words), initial=0))


def _core(weights: Sequence[int], inside: Sequence[tuple[int, int, int]], whole: int) -> tuple[int, int, int]:
    """From which to which of the matching blocks the stretch is likest, and what they weigh.

    One that is far off may be there by chance, but one that is left out has to make a difference.
    """
    best = (0, len(inside) - 1, 0)
    highest = -1.0
    for left_out in range(len(inside)):
        for first in range(left_out + 1):
            last = len(inside) - 1 - left_out + first
            same = sum(weights[at + size] - weights[at] for at, _, size in inside[first : last + 1])
            reach = weights[inside[last][0] + inside[last][2]] - weights[inside[first][0]]
            similarity = 2 * same / (whole + reach)
            if similarity > highest + (_DIFFERENCE if highest >= 0 else 0):
                best, highest = (first, last, same), similarity
    return best


def _with_edges(
    region: int,
    sought: Sought,
    blocks: Sequence[tuple[int, int, int]],
    first: tuple[int, int, int],
    last: tuple[int, int, int],
) -> tuple[int, int]:
    """The stretch with the words at its ends that stand for words of the quote that are not there any more.

    A `region` of so many words was searched.
    """
    start, end = first[0], last[0] + last[2]
    head, tail = first[1] - sought.first, sought.last - (last[1] + last[2])
    if head:
        floor = max((at + size for at, other, size in blocks if at + size <= start), default=0)
        known = any(at + size == floor and other + size == sought.first for at, other, size in blocks)
        start = floor if known and start - floor <= 2 * head + 2 else max(floor, start - head)
    if tail:
        ceiling = min((at for at, _, _ in blocks if at >= end), default=region)
        known = any(at == ceiling and other == sought.last for at, other, _ in blocks)
        end = ceiling if known and ceiling - end <= 2 * tail + 2 else min(ceiling, end + tail)
    return start, end


def _share(weights: Sequence[int], blocks: Sequence[tuple[int, int, int]], first: int, last: int) -> float:
    """How much of the words sought from `first` to `last` is in the matching blocks."""
    whole = weights[last] - weights[first]
    parts = ((max(other, first), min(other + size, last)) for _, other, size in blocks)
    return sum(weights[end] - weights[start] for start, end in parts if start < end) / whole if whole else 0.0


def _cut(ground: Ground, sought: Sought, first: int, last: int) -> tuple[int, int]:
    """The code points of words `first` to `last` of a ground, without what the quote leaves of its outer words."""
    start, end = ground.word_starts[first], ground.word_starts[last] - 1
    head = sought.text[: sought.start]
    head = head[head.rfind(" ") + 1 :]
    tail = sought.text[sought.end :]
    tail = tail[: tail.find(" ")] if " " in tail else tail
    if head and ground.text.startswith(head, start):
        start += len(head)
    if tail and ground.text.endswith(tail, start + 1, end):
        end -= len(tail)
    return start, end

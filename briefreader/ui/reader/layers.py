"""What lies under the words: marks, mentions and hits, each a sorted list of ranges of the page's offsets.

Painting only what is in view keeps a frame at the same cost with ten marks or ten thousand, and leaves the document
as it is: extra selections would have to be made anew at every change (12 ms for one mark among 10,000).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefreader.annotations.model import Colour


@dataclass(frozen=True, slots=True, order=True)
class Range:
    """Offsets `start` to `end` of the page; `key` tells ranges of one layer apart."""

    start: int
    end: int
    key: str = ""


@dataclass(frozen=True, slots=True)
class Mark:
    """An annotation as the page shows it: its ranges (one for each block), and what a tooltip says of it."""

    id: str
    colour: Colour
    ranges: tuple[Range, ...]
    words: str
    noted: bool


class Layer:
    """Ranges in order, so that those in view are found by bisection."""

    def __init__(self) -> None:
        self.ranges: list[Range] = []
        self._longest = 0

    def __len__(self) -> int:
        return len(self.ranges)

    def show(self, ranges: Iterable[Range]) -> None:
        self.ranges = sorted(ranges)
        self._longest = max((one.end - one.start for one in self.ranges), default=0)

    def show_spans(self, spans: Iterable[tuple[int, int]]) -> None:
        self.show(Range(start, end) for start, end in spans)

    def put(self, one: Range) -> None:
        insort(self.ranges, one)
        self._longest = max(self._longest, one.end - one.start)

    def drop(self, one: Range) -> None:
        at = bisect_left(self.ranges, one)
        if at < len(self.ranges) and self.ranges[at] == one:
            del self.ranges[at]

    def between(self, low: int, high: int) -> Iterator[Range]:
        """The ranges that touch the offsets from `low` to `high`, in order."""
        first = bisect_left(self.ranges, low - self._longest, key=lambda one: one.start)
        last = bisect_right(self.ranges, high, key=lambda one: one.start)
        return (one for one in self.ranges[first:last] if one.end > low)

    def beside(self, offset: int, step: int) -> int | None:
        """The index of the next range (`step` 1) behind `offset`, or the last before it (-1), around the ends."""
        if not self.ranges:
            return None
        if step > 0:
            at = bisect_right(self.ranges, offset, key=lambda one: one.start)
        else:
            at = bisect_left(self.ranges, offset, key=lambda one: one.start) - 1
        return at % len(self.ranges)


class Marks(Layer):
    """The layer of annotations."""

    def __init__(self) -> None:
        super().__init__()
        self.by_id: dict[str, Mark] = {}

    def show_marks(self, marks: Iterable[Mark]) -> None:
        self.by_id = {mark.id: mark for mark in marks}
        self.show(one for mark in self.by_id.values() for one in mark.ranges)

    def put_mark(self, mark: Mark) -> None:
        self.drop_mark(mark.id)
        self.by_id[mark.id] = mark
        for one in mark.ranges:
            self.put(one)

    def drop_mark(self, mark_id: str) -> None:
        for one in self.by_id.pop(mark_id).ranges if mark_id in self.by_id else ():
            self.drop(one)

    def at(self, offset: int) -> list[Mark]:
        """The marks over a character, the shortest first: the one that a click on it means."""
        over = [self.by_id[one.key] for one in self.between(offset, offset) if one.start <= offset < one.end]
        return sorted(over, key=lambda mark: sum(one.end - one.start for one in mark.ranges))

"""What lies under the words: marks, mentions and hits, each a sorted list of ranges of the page's offsets.

Painting only what is in view keeps a frame at the same cost with ten marks or ten thousand, and leaves the document
as it is: extra selections would have to be made anew at every change (12 ms for one mark among 10,000).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from operator import sub
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from briefreader.annotations.model import Colour


class Range(NamedTuple):
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
    """Ranges in order of their starts, in columns: a letter that is sought in a long brief has 100,000 of them."""

    def __init__(self) -> None:
        self.starts: list[int] = []
        self._ends: list[int] = []
        self._keys: list[str] = []
        self._longest = 0

    def __len__(self) -> int:
        return len(self.starts)

    def __getitem__(self, at: int) -> Range:
        return Range(self.starts[at], self._ends[at], self._keys[at] if self._keys else "")

    def __iter__(self) -> Iterator[Range]:
        return (self[at] for at in range(len(self)))

    def show(self, ranges: Iterable[Range]) -> None:
        ordered = sorted(ranges)
        self.starts = [one.start for one in ordered]
        self._ends = [one.end for one in ordered]
        self._keys = [one.key for one in ordered]
        self._longest = max((one.end - one.start for one in ordered), default=0)

    def show_spans(self, starts: Sequence[int], ends: Sequence[int]) -> None:
        """Show ranges without keys, which are in order already."""
        self.starts, self._ends, self._keys = list(starts), list(ends), []
        self._longest = max(map(sub, ends, starts), default=0)

    def put(self, one: Range) -> None:
        at = bisect_right(self.starts, one.start)
        self.starts.insert(at, one.start)
        self._ends.insert(at, one.end)
        self._keys.insert(at, one.key)
        self._longest = max(self._longest, one.end - one.start)

    def drop(self, one: Range) -> None:
        for at in range(bisect_left(self.starts, one.start), bisect_right(self.starts, one.start)):
            if self[at] == one:
                del self.starts[at], self._ends[at], self._keys[at]
                return

    def between(self, low: int, high: int) -> Iterator[tuple[int, Range]]:
        """The ranges that touch the offsets from `low` to `high`, in order, each with its index."""
        first, last = bisect_left(self.starts, low - self._longest), bisect_right(self.starts, high)
        return ((at, self[at]) for at in range(first, last) if self._ends[at] > low)

    def beside(self, offset: int, step: int) -> int | None:
        """The index of the next range (`step` 1) behind `offset`, or the last before it (-1), around the ends."""
        if not self.starts:
            return None
        at = bisect_right(self.starts, offset) if step > 0 else bisect_left(self.starts, offset) - 1
        return at % len(self.starts)


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
        over = [self.by_id[one.key] for _, one in self.between(offset, offset) if one.start <= offset < one.end]
        return sorted(over, key=lambda mark: sum(one.end - one.start for one in mark.ranges))

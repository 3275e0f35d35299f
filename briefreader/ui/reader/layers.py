"""What lies under the words: marks, mentions and hits, each a sorted list of ranges of the page's offsets.

Painting only what is in view keeps a frame at the same cost with ten marks or ten thousand, and leaves the document
as it is: extra selections would have to be made anew at every change (12 ms for one mark among 10,000).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
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
    """An annotation as the page shows it: its ranges (one for each block), and its `words`: "Key point · Ask legal".

    One that is not the reader's `own` is `author`'s; an `unconfirmed` one stands on words that changed.
    """

    id: str
    colour: Colour
    ranges: tuple[Range, ...]
    words: str
    noted: bool
    own: bool = True
    unconfirmed: bool = False
    done: bool = False
    author: str = ""

    @property
    def start(self) -> int:
        return min(self.ranges)[0]

    @property
    def end(self) -> int:
        return self.ranges[0].end if len(self.ranges) == 1 else max(one.end for one in self.ranges)

    @property
    def said(self) -> str:
        """All that is to be said of the mark, for tooltips and screen readers."""
        meaning, _, note = self.words.partition(" · ")
        whose = "" if self.own else f"by {self.author or 'a colleague'}"
        parts = (meaning, whose, "done" if self.done else "", "to be confirmed" if self.unconfirmed else "")
        return ", ".join(part for part in (*parts, f"note: {note}" if note else "") if part)


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
    """The layer of annotations.

    Each has a lane, which no other mark that shares a letter with it has: their lines are drawn at different heights.
    `order` is how one walks from mark to mark. `changes` are the marks that came (1) or went (-1) since all of them
    were shown anew, and since whoever keeps a picture of them took the changes over; `version` counts the former.
    """

    def __init__(self) -> None:
        super().__init__()
        self.by_id: dict[str, Mark] = {}
        self.lanes: dict[str, int] = {}
        self.order: list[tuple[int, int, str]] = []
        self.changes: list[tuple[Mark, int]] = []
        self.version = 0

    def show_marks(self, marks: Iterable[Mark]) -> None:
        self.by_id = {mark.id: mark for mark in marks}
        self.show(one for mark in self.by_id.values() for one in mark.ranges)
        self.order = sorted(_rank(mark) for mark in self.by_id.values() if mark.ranges)
        self.lanes = {}
        ends: list[int] = []
        for start, shorter, mark_id in self.order:
            lane = next((at for at, end in enumerate(ends) if end <= start), len(ends))
            ends[lane : lane + 1] = [-shorter]
            self.lanes[mark_id] = lane
        self.changes = []
        self.version += 1

    def put_mark(self, mark: Mark) -> None:
        self.drop_mark(mark.id)
        taken = {self.lanes[other.id] for other in self.over(mark)}
        self.by_id[mark.id] = mark
        if mark.ranges:
            self.changes.append((mark, 1))
            self.lanes[mark.id] = next(lane for lane in range(len(taken) + 1) if lane not in taken)
            insort(self.order, _rank(mark))
            for one in mark.ranges:
                self.put(one)

    def drop_mark(self, mark_id: str) -> None:
        mark = self.by_id.pop(mark_id, None)
        if mark is None:
            return
        if mark.ranges:
            self.changes.append((mark, -1))
            del self.lanes[mark_id], self.order[bisect_left(self.order, _rank(mark))]
            for one in mark.ranges:
                self.drop(one)

    def at(self, offset: int) -> list[Mark]:
        """The marks over a character, the shortest first: the one that a click on it means."""
        over = [self.by_id[one.key] for _, one in self.between(offset, offset) if one.start <= offset < one.end]
        return sorted(over, key=lambda mark: sum(one.end - one.start for one in mark.ranges))

    def touching(self, offset: int) -> list[Mark]:
        """The marks that a caret at an offset stands in, or else those that end there."""
        return self.at(offset) or (self.at(offset - 1) if offset else [])

    def over(self, mark: Mark) -> list[Mark]:
        """The marks that share a letter with one, in their order; that one itself is among them if it is shown."""
        keys = (
            one.key for part in mark.ranges for _, one in self.between(part.start, part.end) if one.start < part.end
        )
        return [self.by_id[key] for key in dict.fromkeys(keys)]

    def beginning(self, low: int, high: int) -> list[Mark]:
        """The marks that begin between two offsets, the upper one left out, in their order."""
        return [
            self.by_id[key]
            for _, _, key in self.order[bisect_left(self.order, (low,)) : bisect_left(self.order, (high,))]
        ]


def _rank(mark: Mark) -> tuple[int, int, str]:
    """Marks go by where they begin, and of those that begin together the longest is first."""
    return mark.start, -mark.end, mark.id

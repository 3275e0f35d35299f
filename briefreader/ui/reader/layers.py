"""What is painted under the words: marks, mentions and hits, each a sorted list of ranges of the page's offsets.

Painting only what is in view keeps a frame at the same cost with ten marks or ten thousand, and leaves the document
as it is: extra selections would have to be made anew at every change (12 ms for one mark among 10,000).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from briefreader.annotations.model import Colour
from briefreader.ui import style


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


# Beside its fill each colour has a line of its own, so that marks can be told apart without seeing colours.
_LINES: dict[Colour, tuple[Qt.PenStyle, float]] = {
    Colour.YELLOW: (Qt.PenStyle.SolidLine, 1.0),
    Colour.BLUE: (Qt.PenStyle.DashLine, 1.2),
    Colour.RED: (Qt.PenStyle.SolidLine, 1.8),
    Colour.GREEN: (Qt.PenStyle.DotLine, 1.6),
    Colour.VIOLET: (Qt.PenStyle.DashDotLine, 1.2),
}


def paint_mark(painter: QPainter, boxes: list[QRectF], colour: Colour, *, over: bool, chosen: bool) -> None:
    """Fill the boxes of a mark; where it lies `over` another one, leave that one's colour to be seen."""
    colours = style.tokens()
    fill = QColor(colours.marks[colour])
    fill.setAlphaF(0.65 if over else 1.0)
    pen_style, width = _LINES[colour]
    for box in boxes:
        painter.fillRect(box, fill)
        painter.setPen(QPen(QColor(colours.ticks[colour]), width, pen_style))
        edge = box.bottom() - width / 2
        painter.drawLine(QPointF(box.left(), edge), QPointF(box.right(), edge))
        if chosen:
            painter.setPen(QPen(QColor(colours.ticks[colour]), 1.2))
            painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))


def paint_mention(painter: QPainter, boxes: list[QRectF], *, current: bool) -> None:
    """A dotted line under a mention; a soft ground as well under the one that the reader walked to."""
    colours = style.tokens()
    for box in boxes:
        if current:
            painter.fillRect(box, QColor(colours.soft))
        painter.setPen(QPen(QColor(colours.accent), 1.4, Qt.PenStyle.DotLine))
        painter.drawLine(QPointF(box.left(), box.bottom() - 1.5), QPointF(box.right(), box.bottom() - 1.5))


def paint_hit(painter: QPainter, boxes: list[QRectF], *, current: bool) -> None:
    """A rounded frame around a hit, filled for the one that the reader stands on."""
    colours = style.tokens()
    painter.setPen(QPen(QColor(colours.accent), 2.0 if current else 1.4))
    painter.setBrush(QColor(colours.soft) if current else Qt.BrushStyle.NoBrush)
    for box in boxes:
        painter.drawRoundedRect(box.adjusted(-2, 1, 2, -1), 3.5, 3.5)
    painter.setBrush(Qt.BrushStyle.NoBrush)

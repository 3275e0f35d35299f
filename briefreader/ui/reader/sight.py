"""What is in view: the text blocks and lines on the screen, and where words stand in them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QPoint, QRectF
from PySide6.QtGui import QTextBlock, QTextLine

from briefreader.ui.reader.page import TOP_MARGIN

if TYPE_CHECKING:
    from briefreader.ui.reader.view import ReaderView


class Line(NamedTuple):
    """A line in view: its positions in the document, the position of its block, and its box in the viewport."""

    position: int
    end: int
    block: int
    line: QTextLine
    left: float
    top: float
    height: float


def blocks_in_view(view: ReaderView) -> Iterator[tuple[QTextBlock, QRectF]]:
    """The text blocks in view, with their boxes in pixels of the viewport."""
    if view.page is None:
        return
    scrolled, bottom = view.verticalScrollBar().value(), view.viewport().height()
    layout = view.page.document.documentLayout()
    # Above the first line Qt answers with the end of a document that is not laid out yet.
    at_top = scrolled < TOP_MARGIN
    block = view.page.document.firstBlock() if at_top else view.cursorForPosition(QPoint(0, 0)).block()
    while block.isValid():
        box = layout.blockBoundingRect(block).translated(0, -scrolled)
        if box.top() > bottom:
            return
        yield block, box
        block = block.next()


def lines_in_view(view: ReaderView) -> list[Line]:
    """The lines in view, in the order of their positions."""
    found = []
    for block, area in blocks_in_view(view):
        layout, first = block.layout(), block.position()
        for at in range(layout.lineCount()):
            line = layout.lineAt(at)
            begin = first + line.textStart()
            end = begin + line.textLength()
            found.append(Line(begin, end, first, line, area.left(), area.top() + line.y(), line.height()))
    return found


def snapped(lines: list[Line], y: float) -> float:
    """The height in the viewport at which Qt finds the line that is meant at `y`.

    Between two lines of a paragraph, where lines have air between them, Qt finds the beginning of the lower one.
    """
    at = bisect_right(lines, y, key=lambda line: line.top) - 1
    if at < 0 or at + 1 >= len(lines) or lines[at].block != lines[at + 1].block:
        return y
    return min(y, lines[at].top + lines[at].height - 1)


def boxes(lines: list[Line], low: int, high: int) -> list[QRectF]:
    """The boxes of what stands between two positions of the document, one for each line."""
    found = []
    at = max(0, bisect_right(lines, low, key=lambda line: line.position) - 1)
    while at < len(lines) and lines[at].position < high:
        line = lines[at]
        first, last = max(low, line.position), min(high, line.end)
        if first < last:
            left, right = _x(line.line.cursorToX(first - line.block)), _x(line.line.cursorToX(last - line.block))
            found.append(QRectF(line.left + left, line.top, right - left, line.height))
        at += 1
    return found


def _x(answer: object) -> float:
    # PySide returns the position together with the place in the text that it was rounded to.
    return float(answer[0]) if isinstance(answer, tuple) else float(answer)  # type: ignore[arg-type]  # the stub says object

"""How marks, mentions and hits look."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from briefreader.annotations.model import Colour
from briefreader.ui import style
from briefreader.ui.reader import sight

if TYPE_CHECKING:
    from briefreader.ui.reader.view import ReaderView

# Beside its fill each colour has a line of its own, so that marks can be told apart without seeing colours.
_LINES: dict[Colour, tuple[Qt.PenStyle, float]] = {
    Colour.YELLOW: (Qt.PenStyle.SolidLine, 1.0),
    Colour.BLUE: (Qt.PenStyle.DashLine, 1.2),
    Colour.RED: (Qt.PenStyle.SolidLine, 1.8),
    Colour.GREEN: (Qt.PenStyle.DotLine, 1.6),
    Colour.VIOLET: (Qt.PenStyle.DashDotLine, 1.2),
}


def paint_layers(view: ReaderView) -> None:
    """Paint what lies under the words in view."""
    page, lines = view.page, sight.lines_in_view(view)
    if page is None or not lines:
        return

    def boxes(start: int, end: int) -> list[QRectF]:
        return sight.boxes(lines, page.position(start), page.position(end))

    painter = QPainter(view.viewport())
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    low, high = page.offset(lines[0].position), page.offset(lines[-1].end)
    covered = -1
    for _, one in view.marks.between(low, high):
        colour = view.marks.by_id[one.key].colour
        chosen = one.key == view.chosen_mark
        paint_mark(painter, boxes(one.start, one.end), colour, over=one.start < covered, chosen=chosen)
        covered = max(covered, one.end)
    for at, one in view.mentions.between(low, high):
        paint_mention(painter, boxes(one.start, one.end), current=at == view.current_mention)
    current: list[QRectF] = []
    others: list[QRectF] = []
    for at, one in view.hits.between(low, high):
        (current if at == view.current_hit else others).extend(boxes(one.start, one.end))
    paint_hits(painter, others, current=False)
    paint_hits(painter, current, current=True)
    painter.end()


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


def paint_hits(painter: QPainter, boxes: list[QRectF], *, current: bool) -> None:
    """Rounded frames around hits, filled for the one that the reader stands on."""
    colours = style.tokens()
    painter.setPen(QPen(QColor(colours.accent), 2.0 if current else 1.4))
    painter.setBrush(QColor(colours.soft) if current else Qt.BrushStyle.NoBrush)
    for box in boxes:
        painter.drawRoundedRect(box.adjusted(-2, 1, 2, -1), 3.5, 3.5)
    painter.setBrush(Qt.BrushStyle.NoBrush)

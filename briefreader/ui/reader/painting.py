"""How marks, mentions and hits look.

No sign of a mark rests on its colour alone. Each colour has a line of its own. Marks that lie over each other have
their lines at different heights, their fills end there, and brackets show where each begins and ends. A colleague's
mark is hatched, one to be confirmed has a wavy line, an action that is done is quieter.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPen, QPolygonF

from briefreader.annotations.model import Colour
from briefreader.ui import style
from briefreader.ui.reader import sight
from briefreader.ui.reader.handles import KNOB, grips

if TYPE_CHECKING:
    from briefreader.ui.reader.layers import Mark, Range
    from briefreader.ui.reader.view import ReaderView

# Where the lines of marks that lie over each other run, in pixels below the foot of the text line: on it, under the
# letters, in the gap above the next line; and the fourth one over the letters.
_HEIGHTS = (0.0, -3.2, 2.6)
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
    # Hatching goes with the words when the page is scrolled.
    painter.setBrushOrigin(0, -view.verticalScrollBar().value())
    low, high = page.offset(lines[0].position), page.offset(lines[-1].end)
    shown = []
    for one, over, shared in _layered([one for _, one in view.marks.between(low, high)]):
        mark = view.marks.by_id[one.key]
        lane = view.marks.lanes[one.key] % (len(_HEIGHTS) + 1)
        ends = (shared and one.start == mark.start, shared and one.end == mark.end)
        shown.append((boxes(one.start, one.end), mark, lane, over, ends))
    # The lines of all marks run over all their fills.
    for places, mark, lane, over, _ in shown:
        fill_mark(painter, places, mark, lane=lane, over=over)
    for places, mark, lane, _, ends in shown:
        line_mark(painter, places, mark, lane=lane, ends=ends)
    _paint_chosen(painter, view, lines)
    for at, one in view.mentions.between(low, high):
        paint_mention(painter, boxes(one.start, one.end), current=at == view.current_mention)
    current: list[QRectF] = []
    others: list[QRectF] = []
    for at, one in view.hits.between(low, high):
        (current if at == view.current_hit else others).extend(boxes(one.start, one.end))
    paint_hits(painter, others, current=False)
    paint_hits(painter, current, current=True)
    painter.end()


def _layered(ranges: list[Range]) -> list[tuple[Range, bool, bool]]:
    """Ranges as they are painted: longer ones first, each with whether it lies over one before it, or over any."""
    ordered = sorted(ranges, key=lambda one: (one.start, -one.end))
    shared, covered, covering = [False] * len(ordered), -1, 0
    over = []
    for at, one in enumerate(ordered):
        over.append(one.start < covered)
        if one.start < covered:
            shared[at] = shared[covering] = True
        if one.end > covered:
            covered, covering = one.end, at
    return list(zip(ordered, over, shared, strict=True))


def fill_mark(painter: QPainter, boxes: list[QRectF], mark: Mark, *, lane: int, over: bool) -> None:
    """Fill the boxes of a mark; where it lies `over` another one, leave that one's colour to be seen."""
    colours = style.tokens()
    if mark.own:
        fill = QColor(colours.marks[mark.colour])
        fill.setAlphaF((0.65 if over else 1.0) * (0.4 if mark.done else 1.0))
        brush = QBrush(fill)
    else:
        hatch = QColor(colours.ticks[mark.colour])
        hatch.setAlphaF(0.35)
        brush = QBrush(hatch, Qt.BrushStyle.BDiagPattern)
    for box in boxes:
        painter.fillRect(QRectF(box.topLeft(), QPointF(box.right(), _foot(box, lane))), brush)


def line_mark(painter: QPainter, boxes: list[QRectF], mark: Mark, *, lane: int, ends: tuple[bool, bool]) -> None:
    """Draw the line of a mark's colour along its boxes, and brackets at those of its `ends` that ask for them."""
    tone = QColor(style.tokens().ticks[mark.colour])
    if mark.done:
        tone.setAlphaF(0.6)
    pen_style, width = _LINES[mark.colour]
    above = lane == len(_HEIGHTS)
    for at, box in enumerate(boxes):
        edge = box.top() + width / 2 if above else _foot(box, lane) - width / 2
        painter.setPen(QPen(tone, width, pen_style))
        if mark.unconfirmed:
            painter.drawPolyline(_wave(box.left(), box.right(), edge + (1 if above else -1)))
        else:
            painter.drawLine(QPointF(box.left(), edge), QPointF(box.right(), edge))
        painter.setPen(QPen(tone, 1.4))
        post = 7 if above else -7
        if ends[0] and at == 0:
            painter.drawLine(QPointF(box.left() + 0.7, edge), QPointF(box.left() + 0.7, edge + post))
        if ends[1] and at == len(boxes) - 1:
            painter.drawLine(QPointF(box.right() - 0.7, edge), QPointF(box.right() - 0.7, edge + post))


def _foot(box: QRectF, lane: int) -> float:
    """Where a mark's fill ends and its line runs: on a whole pixel, or thin lines would blur."""
    return round(box.bottom() + (_HEIGHTS[lane] if lane < len(_HEIGHTS) else 0.0))


def _wave(left: float, right: float, middle: float) -> QPolygonF:
    """A zigzag, which antialiasing at this size makes a wave."""
    steps = int((right - left) / 2.5) + 1
    return QPolygonF(
        [QPointF(min(left + 2.5 * at, right), middle + (1.3 if at % 2 else -1.3)) for at in range(steps + 1)]
    )


def _paint_chosen(painter: QPainter, view: ReaderView, lines: list[sight.Line]) -> None:
    """Frame the chosen mark, and give it handles where its ends can be moved."""
    page, mark = view.page, view.marks.by_id.get(view.chosen_mark)
    if page is None or mark is None:
        return
    colours = style.tokens()
    tone = QColor(colours.ticks[mark.colour])
    painter.setPen(QPen(tone, 1.2))
    for one in mark.ranges:
        for box in sight.boxes(lines, page.position(one.start), page.position(one.end)):
            painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))
    for grip in grips(view, lines):
        painter.setPen(QPen(tone, 2.0))
        painter.drawLine(grip.edge.topLeft(), grip.edge.bottomLeft())
        painter.setPen(QPen(QColor(colours.paper), 1.5))
        painter.setBrush(tone)
        painter.drawEllipse(grip.knob, KNOB, KNOB)
        painter.setBrush(Qt.BrushStyle.NoBrush)


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

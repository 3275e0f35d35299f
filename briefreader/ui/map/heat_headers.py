"""The names at the left of the heat map, and what stands above its columns; both stay in place when it scrolls."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QMouseEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QWidget

from briefreader.ui import style
from briefreader.ui.lettering import Face, draw_words, line_count

ROW_HEIGHT = 33
_LINES = 3
_NAMES = (96, 240)
_SIDE = 32
_PADDING = 8


class NamesHeader(QHeaderView):
    """The names of the rows. `marked` is the row whose name has the keyboard, -1 for none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Vertical, parent)
        self.setObjectName("map-names")
        self.setAccessibleName("Names")
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMouseTracking(True)
        self.setMinimumSectionSize(ROW_HEIGHT)
        self.setDefaultSectionSize(ROW_HEIGHT)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        self._face = Face(style.interface_font(12, weight=QFont.Weight.Medium), 18)
        self._hover = -1
        self.marked = -1

    def fit(self, names: list[str], room: int) -> None:
        """Be as wide as the longest name, but not wider than a third of `room`."""
        least, most = _NAMES
        longest = ceil(max(map(self._face.word_width, names), default=least))
        wide = max(least, min(longest + 12, most, room // 3))
        if wide + _SIDE != self.width():
            self.setFixedWidth(wide + _SIDE)

    def mark(self, row: int) -> None:
        """Give the ring of the keyboard to the name of a row, or to none."""
        if row != self.marked:
            before, self.marked = self.marked, row
            for section in (before, row):
                self._repaint(section)

    def _repaint(self, section: int) -> None:
        if section >= 0:
            self.viewport().update(0, self.sectionViewportPosition(section), self.width(), ROW_HEIGHT)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        colours = style.tokens()
        model = self.model()
        name = model.headerData(logicalIndex, Qt.Orientation.Vertical) or ""
        painter.save()
        painter.fillRect(rect, QColor(colours.paper))
        live = logicalIndex in (self._hover, self.marked)
        room = rect.adjusted(_SIDE, (ROW_HEIGHT - self._face.pitch) // 2, -10, 0)
        draw_words(painter, name, self._face, room, colours.accent if live else colours.muted)
        if logicalIndex == self.marked:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(colours.accent), 1.6))
            painter.drawRoundedRect(rect.toRectF().adjusted(_SIDE - 7, 3, -4, -3), 4, 4)
        painter.restore()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._point_at(self.logicalIndexAt(event.position().toPoint()))
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._point_at(-1)
        super().leaveEvent(event)

    def _point_at(self, section: int) -> None:
        if section != self._hover:
            before, self._hover = self._hover, section
            self._repaint(before)
            self._repaint(section)


class ColumnsHeader(QHeaderView):
    """The titles of the columns, over up to three lines that stand on the cells."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setObjectName("map-columns")
        self.setAccessibleName("Columns")
        self.setHighlightSections(False)
        self.setSectionsClickable(False)
        self.setMinimumSectionSize(24)
        self.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._face = Face(style.interface_font(12, weight=QFont.Weight.Medium), 15)
        self._high = 0

    def longest_word(self) -> int:
        """The width of a column in which no word of a title need be broken."""
        columns = range(self.model().columnCount())
        words = (word for at in columns for word in str(self.model().headerData(at, self.orientation())).split())
        return ceil(max(map(self._face.word_width, words), default=0)) + _PADDING + 1

    def fit(self) -> None:
        """Be as high as the highest title."""
        model = self.model()
        count = model.columnCount() if model is not None else 0
        room = self.sectionSize(0) - _PADDING if count else 0
        titles = (str(model.headerData(at, Qt.Orientation.Horizontal)) for at in range(count)) if room > 0 else ()
        lines = max((line_count(title, self._face, room, _LINES) for title in titles), default=1)
        self._high = lines * self._face.pitch + 10
        self.setFixedHeight(self._high)

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._high)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        colours = style.tokens()
        model = self.model()
        words = str(model.headerData(logicalIndex, Qt.Orientation.Horizontal))
        painter.save()
        painter.fillRect(rect, QColor(colours.paper))
        if logicalIndex == model.columnCount() - 1:
            painter.setFont(self._face.font)
            painter.setPen(QColor(colours.muted))
            where = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignBottom
            painter.drawText(rect.adjusted(0, 0, -10, -6), where, words)
        else:
            room = rect.adjusted(3, 0, 3 - _PADDING, 0)
            high = line_count(words, self._face, room.width(), _LINES) * self._face.pitch
            room.setTop(rect.bottom() + 1 - 6 - high)
            draw_words(painter, words, self._face, room, colours.muted, limit=_LINES)
        painter.restore()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.viewport().update()

"""Who appears with whom, as a table that can be sorted: what the drawing shows, for keyboard and screen reader."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from briefreader.brief.counts import counted, pair_words
from briefreader.brief.folding import fold
from briefreader.brief.grid import Circle, Pair
from briefreader.ui import style
from briefreader.ui.lettering import Face, draw_words, tip
from briefreader.ui.rows import ROW, Index

COLUMNS = ("Name", "Appears with", "Paragraphs")

_ROW_HEIGHT = 28
_NUMBER = 92
_SIDE = 10


class PairsModel(QAbstractTableModel):
    """One row for each pair: both names, and in how many paragraphs they are together."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pairs: list[Pair] = []
        self._given: list[Pair] = []
        self._names: dict[str, str] = {}
        self._sorted = (-1, Qt.SortOrder.AscendingOrder)

    def show(self, circle: Circle) -> None:
        """Show the pairs of a circle."""
        self.beginResetModel()
        self._names = {line.id: line.name for line, _ in circle.actors}
        self._given = list(circle.pairs)
        self.pairs = self._in_order()
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature, never changed
        return 0 if parent.isValid() else len(self.pairs)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as above
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        pair, column = self.pairs[index.row()], index.column()
        if role == ROW:
            return pair
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{pair.count:,}" if column == 2 else self._name(pair, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"together in {counted(pair.count, 'paragraph')}" if column == 2 else self._name(pair, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(pair_words(pair, self._names))
        return None

    def _name(self, pair: Pair, column: int) -> str:
        id = pair.other if column else pair.one
        return self._names.get(id, id)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section == 2 else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._sorted = (column, order)
        self.layoutAboutToBeChanged.emit()
        held = [(index, self.pairs[index.row()]) for index in self.persistentIndexList()]
        self.pairs = self._in_order()
        places = {(pair.one, pair.other): at for at, pair in enumerate(self.pairs)}
        for index, pair in held:
            self.changePersistentIndex(index, self.index(places[pair.one, pair.other], index.column()))
        self.layoutChanged.emit()

    def _in_order(self) -> list[Pair]:
        """The pairs as they are sorted, those that are alike in that in the order given: the closest first."""
        column, order = self._sorted
        down = order == Qt.SortOrder.DescendingOrder
        if column == 2:
            return sorted(self._given, key=lambda pair: pair.count, reverse=down)
        if column < 0:
            return list(self._given)
        return sorted(self._given, key=lambda pair: fold(self._name(pair, column)), reverse=down)


class PairsView(QTableView):
    """The table. `pair_chosen` carries both ids, by a click or by Enter."""

    pair_chosen = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("map-pairs")
        self.setAccessibleName("Pairs")
        self.setProperty("role", "paper")
        self.model_of_pairs = PairsModel(self)
        self.setModel(self.model_of_pairs)
        self.setItemDelegate(_PairDelegate(self))
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setSelectionMode(QTableView.SelectionMode.NoSelection)
        self.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor)
        rows, columns = self.verticalHeader(), self.horizontalHeader()
        rows.hide()
        rows.setMinimumSectionSize(_ROW_HEIGHT)
        rows.setDefaultSectionSize(_ROW_HEIGHT)
        columns.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        columns.setHighlightSections(False)
        columns.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        columns.setAccessibleName("Sort by")
        columns.setSortIndicatorClearable(True)
        columns.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        self.clicked.connect(self._choose)

    def show_circle(self, circle: Circle) -> None:
        """Show the pairs of a circle."""
        self.model_of_pairs.show(circle)
        if self.model_of_pairs.pairs:
            self.setCurrentIndex(self.model_of_pairs.index(0, 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        if event.key() in keys and self.currentIndex().isValid():
            self._choose(self.currentIndex())
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        half = (self.viewport().width() - _NUMBER) // 2
        for column, wide in enumerate((half, half, self.viewport().width() - 2 * half)):
            self.setColumnWidth(column, wide)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        current = self.currentIndex()
        if not self.hasFocus() or not current.isValid():
            return
        # The ring goes around the whole row, because Enter chooses the row.
        box = self.visualRect(current)
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(style.tokens().accent), 1.6))
        row = QRect(0, box.y(), self.viewport().width(), box.height()).toRectF()
        painter.drawRoundedRect(row.adjusted(1, 1, -1, -1), 4, 4)
        painter.end()

    def _choose(self, index: QModelIndex) -> None:
        pair: Pair = index.data(ROW)
        self.pair_chosen.emit(pair.one, pair.other)


class _PairDelegate(QStyledItemDelegate):
    def __init__(self, view: PairsView) -> None:
        super().__init__(view)
        self._face = Face(style.interface_font(12), 18)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        colours = style.tokens()
        box: QRect = option.rect
        state: QStyle.StateFlag = option.state
        if state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, QColor(colours.soft))
        painter.fillRect(QRect(box.x(), box.bottom(), box.width(), 1), QColor(colours.line))
        room = box.adjusted(_SIDE, (box.height() - self._face.pitch) // 2, -_SIDE, 0)
        words = str(index.data(Qt.ItemDataRole.DisplayRole))
        if index.column() < len(COLUMNS) - 1:
            draw_words(painter, words, self._face, room, colours.ink)
            return
        painter.setFont(self._face.font)
        painter.setPen(QColor(colours.ink))
        painter.drawText(box.adjusted(0, 0, -_SIDE - 8, 0), _AT_RIGHT, words)


_AT_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter

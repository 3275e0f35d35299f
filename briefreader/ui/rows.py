"""Rows that are painted, not built: one list model, one view and one delegate for every list of the window.

A widget for each row would cost seconds with thousands of them. Here a row is a plain value; a delegate measures and
paints it, and its words reach screen readers through the model.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from briefreader.ui import style

ROW = Qt.ItemDataRole.UserRole
"""The role under which a model gives the value of a row."""

Index = QModelIndex | QPersistentModelIndex


def draw_current(painter: QPainter, box: QRect) -> None:
    """The row where the reader is: a soft background with the accent bar at its left."""
    painter.fillRect(box, QColor(style.tokens().soft))
    painter.fillRect(QRect(box.x(), box.y(), 3, box.height()), QColor(style.tokens().accent))


class RowsModel(QAbstractListModel):
    """Values, one a row: `spoken` gives the words of a row, `tip_of` its tooltip, `can_choose` whether it is live."""

    def __init__(
        self,
        spoken: Callable[[Any], str],
        tip_of: Callable[[Any], str] | None = None,
        can_choose: Callable[[Any], bool] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.rows: list[Any] = []
        self._spoken = spoken
        self._tip = tip_of
        self._can_choose = can_choose

    def show(self, rows: Sequence[Any]) -> None:
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def replace(self, at: int, row: Any) -> None:
        self.rows[at] = row
        self.dataChanged.emit(self.index(at), self.index(at))

    def insert(self, at: int, row: Any) -> None:
        self.beginInsertRows(QModelIndex(), at, at)
        self.rows.insert(at, row)
        self.endInsertRows()

    def remove(self, at: int) -> None:
        self.beginRemoveRows(QModelIndex(), at, at)
        del self.rows[at]
        self.endRemoveRows()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature, never changed
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._spoken(row)
        if role == Qt.ItemDataRole.ToolTipRole and self._tip is not None:
            return self._tip(row)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and self._can_choose is not None and not self._can_choose(self.rows[index.row()]):
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)


class RowDelegate(QStyledItemDelegate):
    """Measures and paints rows: subclasses give `height` and `draw`, in pixels of the view."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self.view = view

    def height(self, row: Any, width: int) -> int:
        """The height of a row in a view of `width` pixels."""
        raise AssertionError("each delegate has its own height")

    def draw(self, painter: QPainter, row: Any, box: QRect, index: Index, *, hover: bool) -> None:
        """Paint a row into `box`."""
        raise AssertionError("each delegate has its own drawing")

    def focus_box(self, box: QRect) -> QRect:
        """Where the ring of the keyboard goes in a row."""
        return box.adjusted(4, 1, -5, -2)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        width = self.view.viewport().width()
        return QSize(width, self.height(index.data(ROW), width))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        hover = bool(state & QStyle.StateFlag.State_MouseOver)
        self.draw(painter, index.data(ROW), option.rect, index, hover=hover)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(style.tokens().accent), 1.6))
            painter.drawRoundedRect(self.focus_box(option.rect).toRectF().translated(0.5, 0.5), 4, 4)
        painter.restore()


class RowsView(QListView):
    """A list that tells which row was chosen, by a click or by Enter, and paints rows of any height."""

    row_chosen = Signal(QModelIndex)

    def __init__(self, name: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(words)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QListView.SelectionMode.NoSelection)
        self.setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.verticalScrollBar().setSingleStep(24)
        self.clicked.connect(self.row_chosen)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # Qt itself lays out anew when the height changes, which moves no row, and not when the width does.
        if event.size().width() != event.oldSize().width() and not self.uniformItemSizes():
            self.scheduleDelayedItemsLayout()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.row_chosen.emit(self.currentIndex())
            return
        super().keyPressEvent(event)

    def height_of_rows(self, most: int) -> int:
        """The height of all rows in pixels, counted no further than `most`: a long list need not be measured."""
        total = 0
        for at in range(self.model().rowCount() if self.model() else 0):
            total += self.sizeHintForIndex(self.model().index(at, 0)).height()
            if total >= most:
                return most
        return total

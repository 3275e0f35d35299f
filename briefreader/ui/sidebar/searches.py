"""The searches that the user keeps, as a list in the sidebar."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QContextMenuEvent, QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QMenu, QStyleOptionViewItem, QWidget

from briefreader.ui import style
from briefreader.ui.lettering import Face, draw_words, tip
from briefreader.ui.rows import ROW, Index, RowDelegate, RowsModel, RowsView

_LEFT, _RIGHT = 14, 15
_ROW_HEIGHT = 26


class SearchesView(RowsView):
    """One row for each search, by its name: Enter or a click runs it, Delete or the menu drops it."""

    search_chosen = Signal(str)
    search_dropped = Signal(str)
    rename_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("searches", "Searches", parent)
        self._rows = RowsModel(str, tip, parent=self)
        self.setUniformItemSizes(True)
        self.setModel(self._rows)
        self.setItemDelegate(_SearchDelegate(self))
        self.row_chosen.connect(self._choose)

    def show_searches(self, names: Sequence[str]) -> None:
        """Show these searches; the keys stay in the row where they are."""
        at = self.currentIndex().row()
        self._rows.show(names)
        self.setCurrentIndex(self._rows.index(min(at, len(names) - 1)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Delete and self.currentIndex().isValid():
            self.search_dropped.emit(self.currentIndex().data(ROW))
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_keys = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_keys else self.indexAt(event.pos())
        if index.isValid():
            below = self.viewport().mapToGlobal(self.visualRect(index).bottomLeft())
            self.menu_of(index).popup(below if by_keys else event.globalPos())

    def menu_of(self, index: QModelIndex) -> QMenu:
        """What can be done with a search."""
        menu = QMenu(self)
        menu.setObjectName("search-menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        name = index.data(ROW)
        for key, words in (("run", "Search again"), ("rename", "Rename…"), ("drop", "Delete this search")):
            action = menu.addAction(words)
            action.setData((key, name))
        menu.triggered.connect(self._do)
        return menu

    def _do(self, action: QAction) -> None:
        key, name = action.data()
        {"run": self.search_chosen, "rename": self.rename_requested, "drop": self.search_dropped}[key].emit(name)

    def _choose(self, index: QModelIndex) -> None:
        self.search_chosen.emit(index.data(ROW))


class _SearchDelegate(RowDelegate):
    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._words = Face(style.interface_font(13), _ROW_HEIGHT)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, _ROW_HEIGHT)

    def draw(self, painter: QPainter, row: str, box: QRect, index: Index, *, hover: bool) -> None:
        if hover:
            painter.fillRect(box, QColor(style.tokens().paper))
        draw_words(painter, row, self._words, box.adjusted(_LEFT, 0, -_RIGHT, 0), style.tokens().ink)

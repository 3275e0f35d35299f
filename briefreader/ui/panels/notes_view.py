"""The list of notes under the keyboard and the mouse: what can be done to a card without opening it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QMenu, QWidget

from briefreader.annotations.model import MEANINGS, Annotation, Colour
from briefreader.ui.panels.colours import swatch
from briefreader.ui.rows import ROW, RowsView


class NotesView(RowsView):
    """The list of cards, with its keys: Enter goes there, F2 edits, Delete deletes, 1 to 5 recolour."""

    edit_requested = Signal(str)
    recolour_requested = Signal(str, str)
    delete_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("notes", "Notes", parent)
        self.setSelectionMode(RowsView.SelectionMode.SingleSelection)
        self.doubleClicked.connect(self._edit)

    def event(self, event: QEvent) -> bool:
        # Said here, these keys stay with the list even where the window has shortcuts on them.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._own(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        note = self.currentIndex().data(ROW)
        if note is None or not self._own(event):
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_F2:
            self.edit_requested.emit(note.id)
        elif event.key() == Qt.Key.Key_Delete:
            self.delete_requested.emit(note.id)
        else:
            self.recolour_requested.emit(note.id, list(Colour)[event.key() - Qt.Key.Key_1].value)

    def _own(self, event: QKeyEvent) -> bool:
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
        return plain and (
            event.key() in (Qt.Key.Key_F2, Qt.Key.Key_Delete) or Qt.Key.Key_1 <= event.key() <= Qt.Key.Key_5
        )

    def _edit(self, index: QModelIndex) -> None:
        self.edit_requested.emit(index.data(ROW).id)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        if index.isValid():
            where = self.visualRect(index).center() if by_key else event.pos()
            menu = self.menu_of(index)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(self.viewport().mapToGlobal(where))

    def menu_of(self, index: QModelIndex) -> QMenu:
        """The menu of a card: the same as its keys."""
        self.setCurrentIndex(index)
        note: Annotation = index.data(ROW)
        menu = QMenu(self)
        menu.setObjectName("note-menu")
        menu.addAction("Go to passage\tEnter").triggered.connect(self._go_to_current)
        menu.addAction("Edit note\tF2").triggered.connect(self._edit_current)
        menu.addSeparator()
        colours = QActionGroup(menu)
        for key, colour in enumerate(Colour, start=1):
            action = menu.addAction(swatch(colour, self.devicePixelRatioF()), f"{MEANINGS[colour]}\t{key}")
            action.setData(colour.value)
            action.setEnabled(colour is not note.colour)
            colours.addAction(action)
        colours.triggered.connect(self._recolour_current)
        menu.addSeparator()
        menu.addAction("Delete\tDel").triggered.connect(self._delete_current)
        return menu

    def _go_to_current(self) -> None:
        self.row_chosen.emit(self.currentIndex())

    def _edit_current(self) -> None:
        self._edit(self.currentIndex())

    def _recolour_current(self, action: QAction) -> None:
        self.recolour_requested.emit(self.currentIndex().data(ROW).id, action.data())

    def _delete_current(self) -> None:
        self.delete_requested.emit(self.currentIndex().data(ROW).id)

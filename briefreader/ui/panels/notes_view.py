"""The list of notes under the keyboard and the mouse: what can be done to cards without opening them."""

from __future__ import annotations

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QAction, QContextMenuEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu, QWidget

from briefreader.annotations.model import Annotation, Colour
from briefreader.ui.long_rows import LongRowsView
from briefreader.ui.panels.card_painting import CardDelegate, Zone
from briefreader.ui.panels.colours import swatch
from briefreader.ui.panels.note_commands import COMMANDS, command_words, commands_of, suited
from briefreader.ui.rows import ROW, Index, RowsModel

_SEVERAL = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
_PARTED = ("keep", "answer", "restore", "yellow", "done", "tag", "history", "delete")


class NotesView(LongRowsView):
    """The list of cards; what is asked of the selected ones goes out by the name of the command."""

    command_requested = Signal(str)
    link_chosen = Signal(str)
    chosen_changed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("notes", "Notes", parent)
        self.setAccessibleDescription(
            "Enter goes to the passage; the menu key lists what else can be done, with its keys"
        )
        self.scope = "brief"
        self._pressed: Zone | None = None
        self._held = Qt.KeyboardModifier.NoModifier
        self.setSelectionMode(LongRowsView.SelectionMode.ExtendedSelection)
        self.clicked.disconnect(self.row_chosen)  # with Ctrl or Shift a click only selects
        self.clicked.connect(self._click)
        self.doubleClicked.connect(self._edit)

    # What is selected

    def chosen_rows(self) -> list[int]:
        """The selected rows from top to bottom; without any, the current one."""
        ranges = self.selectionModel().selection()
        rows = [
            row
            for one in sorted((ranges.at(at).top(), ranges.at(at).bottom()) for at in range(ranges.count()))
            for row in range(one[0], one[1] + 1)
        ]
        current = self.currentIndex()
        return rows or ([current.row()] if current.isValid() else [])

    def chosen(self) -> list[Annotation]:
        """The selected notes."""
        model = self.model()
        assert isinstance(model, RowsModel)
        return [model.rows[at].annotation for at in self.chosen_rows()]

    def choose(self, rows: list[int]) -> None:
        """Select rows, given from top to bottom, and nothing else."""
        selection = QItemSelection()
        start = None
        for at, row in enumerate(rows):
            start = row if start is None else start
            if at + 1 == len(rows) or rows[at + 1] != row + 1:
                selection.append(QItemSelectionRange(self.model().index(start, 0), self.model().index(row, 0)))
                start = None
        self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        ranges = self.selectionModel().selection()
        count = sum(ranges.at(at).height() for at in range(ranges.count()))
        delegate = self.itemDelegate()
        if isinstance(delegate, CardDelegate):
            delegate.many = count > 1
        self.viewport().update()
        self.chosen_changed.emit(count)

    def currentChanged(self, current: Index, previous: Index) -> None:
        # The current card has buttons on it, which make it higher.
        for index in (current, previous):
            if index.isValid():
                self.remeasure(index.row(), index.row())
        super().currentChanged(current, previous)

    # Keys

    def event(self, event: QEvent) -> bool:
        # Said here, these keys stay with the list even where the window has shortcuts on them.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._own(event):
            event.accept()
            return True
        return super().event(event)

    def _own(self, event: QKeyEvent) -> bool:
        return bool(commands_of(event)) or (event.key() == Qt.Key.Key_Escape and len(self.chosen_rows()) > 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        names = commands_of(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.scope == "bin":
            names = ("restore",)
        notes = self.chosen() if names else []
        for name in names:
            if suited(name, notes, self.scope):
                self.command_requested.emit(name)
                return
        if names:
            return
        if event.key() == Qt.Key.Key_Escape and len(self.chosen_rows()) > 1:
            self.choose([self.currentIndex().row()] if self.currentIndex().isValid() else [])
        else:
            super().keyPressEvent(event)

    # The mouse

    def zone_at(self, where: QPoint) -> Zone | None:
        """The button or the link at a point."""
        index, delegate = self.indexAt(where), self.itemDelegate()
        if not index.isValid() or not isinstance(delegate, CardDelegate):
            return None
        return delegate.zone_at(index.data(ROW), self.visualRect(index), where)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._held = event.modifiers()
        plain = event.button() == Qt.MouseButton.LeftButton and not self._held & _SEVERAL
        self._pressed = self.zone_at(event.position().toPoint()) if plain else None
        if self._pressed is None:
            super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, self._pressed = self._pressed, None
        if pressed is None:
            super().mouseReleaseEvent(event)
        elif self.zone_at(event.position().toPoint()) == pressed:
            name, address = pressed
            if name == "link":
                self.link_chosen.emit(address)
            else:
                self.choose([self.currentIndex().row()])
                self.command_requested.emit(name)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            super().mouseMoveEvent(event)
        over = not event.buttons() and self.zone_at(event.position().toPoint()) is not None
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def _click(self, index: QModelIndex) -> None:
        if not self._held & _SEVERAL:
            self.row_chosen.emit(index)

    def _edit(self, index: QModelIndex) -> None:
        if suited("edit", self.chosen(), self.scope):
            self.command_requested.emit("edit")

    # The menu

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        if index.isValid():
            where = self.visualRect(index).center() if by_key else event.pos()
            menu = self.menu_of(index)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(self.viewport().mapToGlobal(where))

    def menu_of(self, index: QModelIndex) -> QMenu:
        """The menu of a card, or of all selected ones where it is among them: the same as the keys."""
        if not self.selectionModel().isSelected(index):
            self.setCurrentIndex(index)
        notes = self.chosen()
        menu = QMenu(self)
        menu.setObjectName("note-menu")
        for name in COMMANDS:
            able = suited(name, notes, self.scope)
            if name in _PARTED and able:
                menu.addSeparator()
            if able:
                self._add(menu, name, able)
        menu.triggered.connect(self._do)
        return menu

    def _add(self, menu: QMenu, name: str, notes: list[Annotation]) -> None:
        words, key = command_words(name)
        if name == "restore":
            key = "Enter"
        action = menu.addAction(f"{words.replace('&', '&&')}\t{key}")
        action.setData(name)
        if name in list(Colour):
            action.setIcon(swatch(Colour(name), self.devicePixelRatioF()))
            action.setEnabled(any(note.colour is not Colour(name) for note in notes))
        elif name in ("done", "private"):
            action.setCheckable(True)
            action.setChecked(all(getattr(note, name) for note in notes))

    def _do(self, action: QAction) -> None:
        if action.data() == "go":
            self.row_chosen.emit(self.currentIndex())
        else:
            self.command_requested.emit(action.data())

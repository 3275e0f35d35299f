"""The list of a dossier under the mouse and the keyboard, with the head on its first row."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QItemSelection, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QMenu, QWidget

from briefreader.brief.corrections import THEME
from briefreader.ui.dossier.head import DossierHead
from briefreader.ui.dossier.menu import add_mention_corrections
from briefreader.ui.dossier.painting import DossierDelegate
from briefreader.ui.dossier.rows import Bar, More, NoteOn, Row, Spot, is_live, spoken, tip_of
from briefreader.ui.dossier.words import around
from briefreader.ui.long_rows import Action, LongRowsView
from briefreader.ui.rows import ROW, RowsModel


class DossierView(LongRowsView):
    """Walks over rows that can be chosen, and tells by signals what was chosen and what is to be corrected.

    `place_chosen` carries brief, block and the code point where to begin; `mention_correction_requested` "not" or
    "other" before brief, block, start and end; `unfold_requested` the part of which more is wanted.
    """

    place_chosen = Signal(str, str, int)
    note_chosen = Signal(str)
    unfold_requested = Signal(str)
    mention_correction_requested = Signal(str, str, str, int, int)

    def __init__(
        self,
        name: str,
        words: str,
        *,
        head: DossierHead | None = None,
        on_paper: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        # Qt asks for places as soon as the list is made.
        self._head = head
        super().__init__(name, words, parent)
        self.about = ("", "")
        if on_paper:
            self.setProperty("role", "paper")
        self.setSelectionMode(LongRowsView.SelectionMode.SingleSelection)
        self.setAccessibleDescription("Enter reads it in its brief; the menu key lists what can be corrected")
        self._rows = RowsModel(spoken, tip_of, is_live, self)
        self.setModel(self._rows)
        self._painted = DossierDelegate(self, self._top_height, on_paper=on_paper)
        self.setItemDelegate(self._painted)
        self.row_chosen.connect(self._choose)
        if head is not None:
            head.lie_on(self)
            head.fitted.connect(self._fit_head)
            app = QApplication.instance()
            assert isinstance(app, QApplication)
            app.focusChanged.connect(self._follow_focus)

    @property
    def rows(self) -> list[Row]:
        """The rows as they are shown."""
        return self._rows.rows

    def show_rows(self, rows: Sequence[Row], name: str, kind: str, *, keep: bool = False) -> None:
        """Show the rows of the subject called `name`, of some kind; `keep` the place in the list."""
        here, top = self.currentIndex().row(), self.verticalScrollBar().value()
        self.about = (name, kind)
        self._rows.show(rows)
        if keep:
            self.go_back_to(here, top)
        else:
            self.scrollToTop()
        self._place_head()

    def go_back_to(self, row: int, pixels: int) -> None:
        """Make a row the current one, if it can be chosen, and scroll down by so many pixels."""
        if 0 <= row < len(self._rows.rows) and is_live(self._rows.rows[row]):
            self.setCurrentIndex(self._rows.index(row))
        self._settle()
        self.verticalScrollBar().setValue(pixels)

    # The head

    def _top_height(self, width: int) -> int:
        return self._head.height_at(width) if self._head is not None else 0

    def _fit_head(self) -> None:
        self.remeasure(0, 0)
        self._place_head()

    def _place_head(self) -> None:
        if self._head is not None and self._rows.rows:
            self._head.setGeometry(self.visualRect(self._rows.index(0)))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_head()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self._place_head()

    def _follow_focus(self, old: QWidget | None, now: QWidget | None) -> None:
        """Bring what the keyboard has come to in the head into view."""
        if self._head is None or now is None or not self._head.isAncestorOf(now):
            return
        top = now.mapTo(self.viewport(), QPoint(0, 0)).y()
        bar, room = self.verticalScrollBar(), 8
        if top < room:
            bar.setValue(bar.value() + top - room)
        elif top + now.height() + room > self.viewport().height():
            bar.setValue(bar.value() + top + now.height() + room - self.viewport().height())

    # The keyboard

    def moveCursor(self, action: Action, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Step over captions and titles; above the first row that can be chosen, the head comes into view."""
        index = super().moveCursor(action, modifiers)
        here = self.currentIndex().row()
        down = index.row() > here or here < 0 or action == Action.MoveHome
        live = self._next_live(index.row(), 1 if down else -1)
        if live < 0:
            live = self._next_live(index.row(), -1 if down else 1)
        if live >= 0 and live <= self._next_live(0, 1):
            self.verticalScrollBar().setValue(0)
        return self._rows.index(live) if live >= 0 else QModelIndex()

    def _next_live(self, at: int, by: int) -> int:
        """The first row that can be chosen from `at` on, or -1."""
        while 0 <= at < len(self._rows.rows):
            if is_live(self._rows.rows[at]):
                return at
            at += by
        return -1

    def _choose(self, index: QModelIndex) -> None:
        row = index.data(ROW)
        if isinstance(row, NoteOn):
            self.note_chosen.emit(row.annotation.id)
        elif isinstance(row, More):
            self.unfold_requested.emit(row.part)
        elif isinstance(row, Bar) and row.place is not None:
            start = row.place.marks[0][0] if row.place.marks else 0
            self.place_chosen.emit(row.place.brief, row.place.block, start)
        elif isinstance(row, Spot):
            self.place_chosen.emit(row.place.brief, row.place.block, row.marks[0][0] if row.marks else 0)

    # The menu

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        row = index.data(ROW) if index.isValid() else None
        where = self.visualRect(index).center() if by_key and index.isValid() else event.pos()
        if isinstance(row, (Spot, NoteOn, Bar)):
            menu = self.menu_of(index, None if by_key else event.pos())
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(self.viewport().mapToGlobal(where))
        elif self._head is not None:
            self._head.open_menu_at(self.viewport().mapToGlobal(where))

    def menu_of(self, index: QModelIndex, where: QPoint | None = None) -> QMenu:
        """What can be done with a row; `where` was clicked on, which may be one mention of several."""
        self.setCurrentIndex(index)
        row = index.data(ROW)
        menu = QMenu(self)
        menu.setObjectName("mention-menu")
        read = menu.addAction("Go to the &note\tEnter" if isinstance(row, NoteOn) else "&Read it there\tEnter")
        read.setObjectName("mention-read")
        if isinstance(row, Spot):
            add_mention_corrections(menu, *self.about, self._mentions(row, index, where))
        menu.triggered.connect(self._do)
        return menu

    def _mentions(self, row: Spot, index: QModelIndex, where: QPoint | None) -> list[tuple[str, int, int]]:
        text = row.place.text
        if self.about[1] == THEME:
            return [("", 0, len(text))]
        under = self._painted.mark_at(row, self.visualRect(index), where) if where is not None else None
        marks = [under] if under is not None else list(row.marks)
        if len(marks) == 1:
            start, end = marks[0]
            return [(" ".join(text[start:end].split()), start, end)]
        return [(around(text, start, end), start, end) for start, end in marks]

    def _do(self, action: QAction) -> None:
        index = self.currentIndex()
        row, told = index.data(ROW), action.data()
        if told is None:
            self.row_chosen.emit(index)
        elif isinstance(row, Spot):
            what, start, end = told
            self.mention_correction_requested.emit(what, row.place.brief, row.place.block, start, end)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        self.viewport().update()

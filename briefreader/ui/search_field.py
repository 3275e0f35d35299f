"""The field for a search over everything, and the list of what its query can go on with."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from briefreader.ui import style
from briefreader.ui.lettering import utf16_units
from briefreader.ui.offering import Offering

if TYPE_CHECKING:
    from briefreader.search.completion import Completion

_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_GAP = 4
_LEAST_WIDTH = 300


class SearchField(QFrame):
    """The field for a search over everything, with the chosen actor or theme as a chip, and how many hits there are.

    `changed` tells that the user typed, or took a field whose values can be offered; `history_wanted` that they ask
    what was asked before.
    """

    chip_closed = Signal()
    changed = Signal()
    history_wanted = Signal()
    step_requested = Signal(int)
    left = Signal()
    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("search-frame")
        self.setProperty("role", "card")
        self._offering: Offering | None = None
        self._glass = QLabel()
        self.chip = QToolButton()
        self.chip.setObjectName("chip")
        self.chip.setAccessibleName("Mentions shown")
        self.chip.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.chip.clicked.connect(self.chip_closed)
        self.chip.hide()
        self.field = QLineEdit()
        self.field.setObjectName("search")
        self.field.setAccessibleName("Search all briefs and notes")
        self.field.setPlaceholderText("Search all briefs and notes")
        self.field.setFrame(False)
        self.field.setMinimumWidth(80)
        self.field.textEdited.connect(self.changed)
        self.field.installEventFilter(self)
        self.count = QLabel()
        self.count.setObjectName("search-count")
        self.count.setProperty("role", "muted")
        self._keys = QLabel("Ctrl+K")
        self._keys.setProperty("role", "muted")
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 2, 12, 2)
        row.setSpacing(7)
        for widget in (self._glass, self.chip, self.field, self.count, self._keys):
            row.addWidget(widget, 1 if widget is self.field else 0)

    def recolour(self) -> None:
        colours = style.tokens()
        self._glass.setPixmap(style.icon("search", size=16).pixmap(16, 16))
        self.field.setStyleSheet("QLineEdit { border: none; padding: 3px 0; background: transparent; }")
        self.chip.setStyleSheet(
            f"QToolButton {{ background: {colours.soft}; color: {colours.accent}; border-radius: 9px; "
            "padding: 1px 8px; border: 1px solid transparent; }"
            f"QToolButton:focus {{ border-color: {colours.accent}; }}"
        )

    def show_chip(self, words: str) -> None:
        """Show the chosen actor or theme, or nothing."""
        self.chip.setText(f"{words}  ×" if words else "")
        self.chip.setAccessibleName(f"Showing {words}: press to stop" if words else "Mentions shown")
        self.chip.setToolTip("Stop showing the mentions (Escape)")
        self.chip.setVisible(bool(words))

    def show_count(self, words: str) -> None:
        self.count.setText(words)
        self._keys.setVisible(not words)

    # Ways to go on

    def offer(self, ways: Sequence[Completion], words: str = "", *, walked: bool = False) -> None:
        """Offer ways to go on with the query, or none; `words` say what they are.

        With `walked` the arrow keys walk them and Enter takes one, else they take Tab alone.
        """
        if self._offering is None:
            if not ways:
                return
            self._offering = Offering(self.window())
            self._offering.taken.connect(self._take)
        window = self.window()
        corner = self.mapTo(window, QPoint(0, 0))
        box = self.rect().translated(corner).adjusted(0, 0, 0, _GAP)
        box.setWidth(min(max(box.width(), _LEAST_WIDTH), window.width() - box.x()))
        self._offering.offer(ways, words, box, walked=walked)

    @property
    def offers(self) -> bool:
        """Whether ways to go on are shown."""
        return self._offering is not None and self._offering.isVisible()

    def caret(self) -> int:
        """The caret's place in the query, in code points."""
        units = self.field.text().encode("utf-16-le", "surrogatepass")[: 2 * self.field.cursorPosition()]
        return len(units.decode("utf-16-le", "replace"))

    def _take(self, way: Completion) -> None:
        text = self.field.text()
        before = text[: way.start] + way.insert
        # What is asked for exactly is written between the quotes.
        caret = before[:-1] if way.insert == '""' else before
        self.field.setText(before + text[way.end :])
        self.field.setCursorPosition(utf16_units(caret))
        if way.insert.endswith(":"):
            self.changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.offer(())

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._press_offering(event.key()) or self._press(event.key())
        if event.type() == QEvent.Type.FocusOut:
            self.offer(())
        return False

    def _press_offering(self, key: int) -> bool:
        """Give a key to what is offered; gives whether that took it."""
        if self._offering is None or not self._offering.isVisible():
            return False
        if key == Qt.Key.Key_Tab or (self._offering.walked and key in _ENTER):
            self._offering.take()
        elif key == Qt.Key.Key_Escape:
            self._offering.hide()
        elif self._offering.walked and key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self._offering.step(1 if key == Qt.Key.Key_Down else -1)
        else:
            return False
        return True

    def _press(self, key: int) -> bool:
        if key == Qt.Key.Key_Down and not self.field.text():
            self.history_wanted.emit()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.step_requested.emit(1 if key == Qt.Key.Key_Down else -1)
        elif key in _ENTER:
            self.offer(())
            self.entered.emit()
        elif key == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            return False
        return True

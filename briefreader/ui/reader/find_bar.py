"""The find bar: the open brief is searched as one types, in its own text, without the index."""

from __future__ import annotations

import re
from itertools import accumulate, repeat
from operator import add

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QToolButton, QWidget

from briefreader.brief.folding import Folded, fold
from briefreader.ui import style

_SPACES = re.compile(r"\s+")


class Finder:
    """One text, folded once, in which words are found whatever their case, accents or quotes."""

    def __init__(self, text: str) -> None:
        self._folded = Folded(text)

    def find(self, words: str) -> tuple[list[int], list[int]]:
        """Where the text reads as `words`: the starts in order, and the ends; any white space matches any."""
        folded = _SPACES.sub(" ", fold(words))
        if not folded.strip():
            return [], []
        width = len(folded)
        before, *between = self._folded.text.split(folded)
        if not between:
            return [], []
        # A letter stands 100,000 times in a long brief, so the loop over its hits is left to C.
        gaps = map(add, map(len, between[:-1]), repeat(width))
        starts = list(accumulate(gaps, initial=len(before)))
        if self._folded.is_plain:
            return starts, list(map(add, starts, repeat(width)))
        return [self._folded.origin(start) for start in starts], [self._folded.end(start + width) for start in starts]


class FindBar(QWidget):
    """The line at the foot of the page; it asks for hits and is told how many there are."""

    words_changed = Signal(str)
    step_requested = Signal(int)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("find-bar")
        self.setProperty("role", "bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.field = QLineEdit()
        self.field.setObjectName("find")
        self.field.setPlaceholderText("Find in this brief")
        self.field.setAccessibleName("Find in this brief")
        self.field.setClearButtonEnabled(False)
        self.field.setMaximumWidth(360)
        self.count = QLabel()
        self.count.setObjectName("find-count")
        self.count.setProperty("role", "muted")
        self._buttons = [
            self._button("up", "Previous hit", "Shift+Enter", -1),
            self._button("down", "Next hit", "Enter", 1),
            self._button("close", "Close the find bar", "Escape", 0),
        ]
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 6, 14, 6)
        row.addWidget(self.field, 1)
        row.addWidget(self.count)
        row.addStretch(1)
        for button in self._buttons:
            row.addWidget(button)
        self.field.textChanged.connect(self.words_changed)
        self.hide()

    def _button(self, name: str, words: str, keys: str, step: int) -> QToolButton:
        button = QToolButton()
        button.setObjectName(f"find-{name}")
        button.setAccessibleName(words)
        button.setToolTip(f"{words} ({keys})")
        button.clicked.connect(self.close_bar if step == 0 else self._next if step > 0 else self._previous)
        return button

    def _next(self) -> None:
        self.step_requested.emit(1)

    def _previous(self) -> None:
        self.step_requested.emit(-1)

    def recolour(self) -> None:
        """Draw the icons in the colours in force."""
        for button in self._buttons:
            button.setIcon(style.icon(button.objectName().removeprefix("find-")))

    def open_bar(self, words: str = "") -> None:
        """Show the bar with the caret in it; `words`, if any, replace what it held."""
        self.recolour()
        self.show()
        if words:
            self.field.setText(words)
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.field.selectAll()
        self.words_changed.emit(self.field.text())

    def close_bar(self) -> None:
        self.hide()
        self.closed.emit()

    def show_count(self, current: int, total: int) -> None:
        """Say where one is among the hits: `current` counts from 0."""
        if not self.field.text().strip():
            self.count.setText("")
        elif total == 0:
            self.count.setText("Not in this brief")
        else:
            self.count.setText(f"{current + 1} of {total}")
        self.count.setProperty("role", "warning" if total == 0 and self.field.text().strip() else "muted")
        self.count.style().polish(self.count)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.step_requested.emit(-1 if back else 1)
        elif event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        else:
            super().keyPressEvent(event)

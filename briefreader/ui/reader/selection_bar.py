"""The small bar that appears beside a selection: five colours, a note, a copy."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QFrame, QHBoxLayout, QToolButton, QWidget

from briefreader.annotations.model import MEANINGS, Colour
from briefreader.ui import style


def swatch(colour: Colour, *, size: int = 16) -> QIcon:
    """A disc in a mark's colour with a ring in its stronger tone."""
    icon = QIcon()
    colours = style.tokens()
    for ratio in (1, 2):
        pixmap = QPixmap(QSize(size, size) * ratio)
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(colours.ticks[colour]))
        painter.setBrush(QColor(colours.marks[colour]))
        painter.drawEllipse(1, 1, size - 3, size - 3)
        painter.end()
        icon.addPixmap(pixmap)
    return icon


def _words(colour: Colour) -> str:
    return f"{MEANINGS[colour]}: {colour.value} mark ({list(Colour).index(colour) + 1})"


class SelectionBar(QFrame):
    """Floats above the page; it never takes the focus, so that the keys 1 to 5 go on working."""

    mark_requested = Signal(str)
    note_requested = Signal()
    copy_requested = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._page = parent
        self.setObjectName("selection-bar")
        self.setAccessibleName("Mark the selection")
        self.setProperty("role", "card")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        row = QHBoxLayout(self)
        row.setContentsMargins(4, 3, 4, 3)
        row.setSpacing(1)
        self._colours: dict[Colour, QToolButton] = {}
        for colour in Colour:
            button = self._button(f"mark-{colour.value}", _words(colour))
            button.clicked.connect(self._mark_with)
            self._colours[colour] = button
            row.addWidget(button)
        self._note = self._button("mark-note", "Mark and write a note (N)")
        self._note.clicked.connect(self.note_requested)
        row.addWidget(self._note)
        self._copy = self._button("copy-citation", "Copy with its source (Ctrl+Shift+C)")
        self._copy.setText("¶")
        self._copy.clicked.connect(self.copy_requested)
        row.addWidget(self._copy)
        self.hide()

    def _button(self, name: str, words: str) -> QToolButton:
        button = QToolButton()
        button.setObjectName(name)
        button.setToolTip(words)
        button.setAccessibleName(words)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        return button

    def _mark_with(self) -> None:
        for colour, button in self._colours.items():
            if button is self.sender():
                self.mark_requested.emit(colour.value)

    def recolour(self) -> None:
        """Draw the swatches in the colours in force, and call them as the user now does."""
        for colour, button in self._colours.items():
            button.setIcon(swatch(colour))
            button.setToolTip(_words(colour))
            button.setAccessibleName(_words(colour))
        self._note.setIcon(style.icon("note"))

    def show_at(self, box: QRect) -> None:
        """Appear above `box`, or below it where there is no room, within the parent widget."""
        if not self.isVisible():
            self.recolour()
        self.adjustSize()
        area = self._page.rect()
        left = max(8, min(box.center().x() - self.width() // 2, area.width() - self.width() - 24))
        above = box.top() - self.height() - 8
        self.move(QPoint(left, above if above > 4 else box.bottom() + 8))
        self.show()
        self.raise_()

"""The words that a note is about, above it: quiet, and on two lines at most."""

from __future__ import annotations

from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QWidget

from briefreader.ui import style
from briefreader.ui.lettering import Face, draw_words, line_count, tip


class NoteQuote(QWidget):
    """The marked words; what is cut off is in the tooltip."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("note-quote")
        self._face = Face(style.interface_font(12), 17)
        self._words = ""

    def show_words(self, words: str) -> None:
        """Show these words."""
        self._words = words
        self.setAccessibleName(words)
        self.setToolTip(tip(words))
        self._fit()
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.setFixedHeight(self._face.pitch * line_count(self._words, self._face, self.width(), 2))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        draw_words(painter, self._words, self._face, self.rect(), style.tokens().muted, limit=2)
        painter.end()

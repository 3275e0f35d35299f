"""What a screen reader is told while the caret moves: the marks that it enters and leaves, and what is selected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from briefreader.ui.reader.words import told

if TYPE_CHECKING:
    from briefreader.ui.reader.view import ReaderView

# A selection is told when the keys have rested this long, in milliseconds, so that not every letter is.
REST = 400


class Voice(QObject):
    """Tells of movements by keyboard only: a mouse is used by those who see."""

    def __init__(self, view: ReaderView) -> None:
        super().__init__(view)
        self._view = view
        self._resting = QTimer(self)
        self._resting.setSingleShot(True)
        self._resting.setInterval(REST)
        self._resting.timeout.connect(self._tell_selection)

    def moved(self, before: int, after: int) -> None:
        """The caret was moved from one offset to another by a key."""
        if self._view.selection() is not None:
            self._resting.start()
            return
        self._resting.stop()
        left = {mark.id for mark in self._view.marks.at(before)}
        here = self._view.marks.at(after)
        parts = ["end of mark"] if left - {mark.id for mark in here} else []
        parts += [mark.said for mark in here if mark.id not in left]
        if parts:
            self._view.announce("; ".join(parts))

    def _tell_selection(self) -> None:
        selected, page = self._view.selection(), self._view.page
        quote = page.text[slice(*selected)] if page and selected else ""
        count = len(quote.split())
        if count:
            self._view.announce(f"{count} {'word' if count == 1 else 'words'} selected: {told(quote)}")

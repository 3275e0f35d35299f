"""A note as it reads: formatted, with links that can be followed by mouse and by keyboard."""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QEvent, Qt, QUrl, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QTextDocument
from PySide6.QtWidgets import QTextBrowser, QWidget

from briefreader.ui import style
from briefreader.ui.formatting import formatted

# Border and padding, above and below.
_AROUND = 10


class NotePreview(QTextBrowser):
    """Shows a note. A click beside its links, Enter, F2 or a letter asks to write; Tab walks its links.

    `typed` carries the letter, which is to be the first that is written; `height_changed` tells that `needed` may have.
    """

    link_chosen = Signal(str)
    write_requested = Signal()
    typed = Signal(str)
    height_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("note-preview")
        self.setAccessibleName("Note, formatted")
        self.setProperty("role", "card")
        self.setOpenLinks(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.writable = True
        self._note = ""
        self._shown: QTextDocument | None = None
        self.anchorClicked.connect(self._follow)

    def show_note(self, note: str) -> None:
        """Show a note in Markdown, in the colours of the scheme in force."""
        self._note = note
        colours = style.tokens()
        document = formatted(
            note, ink=colours.ink, accent=colours.accent, muted=colours.muted, font=style.interface_font(13)
        )
        document.setDocumentMargin(4)
        self.setDocument(document)
        self._shown = document  # the view does not keep it
        document.documentLayout().documentSizeChanged.connect(self.height_changed)

    def needed(self, most: int) -> int:
        """The height in pixels that the whole note takes, not over `most`."""
        return min(ceil(self.document().size().height()) + _AROUND, most)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and self._note:
            self.show_note(self._note)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        beside = event.button() == Qt.MouseButton.LeftButton and not self.anchorAt(event.position().toPoint())
        super().mouseReleaseEvent(event)
        if self.writable and beside and not self.textCursor().hasSelection():
            self.write_requested.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        on_link = bool(self.textCursor().charFormat().anchorHref()) and self.textCursor().hasSelection()
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
        if not self.writable or not plain:
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_F2 or (enter and not on_link):
            self.write_requested.emit()
        elif not enter and event.text().isprintable() and event.text():
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def _follow(self, address: QUrl) -> None:
        self.link_chosen.emit(address.toString(QUrl.ComponentFormattingOption.FullyEncoded))

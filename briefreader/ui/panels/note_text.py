"""The field in which a note is typed, in Markdown, with keys for the few marks that are worth a key."""

from __future__ import annotations

import re
from math import ceil

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from briefreader.brief.inline import write_inline
from briefreader.ui import style
from briefreader.ui.lettering import utf16_units

STRONG, EMPHASIS = "**", "*"
LEAST_LINES = 3
# That of the note when it is formatted, so that nothing has to move when it is.
_PITCH = 19
# Border, padding and margin, above and below.
_AROUND = 18

_LINE = re.compile(
    r"(?P<lead>[ \t]*(?:>[ \t]*|[-+•*][ \t]+|[0-9]{1,3}[.)][ \t]+|#{1,6}[ \t]+)*)(?P<words>.*?)(?P<trail>\s*)"
)
_MARKED = {
    STRONG: re.compile(r"\*\*(.+)\*\*"),
    EMPHASIS: re.compile(r"\*((?!\*)[^*]+|\*\*.+\*\*)\*"),
}


def toggled(words: str, mark: str) -> str:
    """The words with `mark` around each line of them, or without it where every line has it already.

    What makes a line an item, a heading or a quotation stays before the mark.
    """
    lines = [found for line in words.split("\n") if (found := _LINE.fullmatch(line))]
    marked = _MARKED[mark]
    inside = [marked.fullmatch(line["words"]) for line in lines if line["words"]]
    bare = bool(inside) and all(inside)
    out = []
    for line in lines:
        core = line["words"]
        if core:
            core = marked.sub(r"\1", core) if bare else f"{mark}{core}{mark}"
        out.append(line["lead"] + core + line["trail"])
    return "\n".join(out)


class NoteText(QPlainTextEdit):
    """Plain text; Ctrl+B and Ctrl+I mark the selection, or the word at the caret, as strong or emphasised.

    `link_requested` is told at Ctrl+Shift+K; `insert_link` puts in what was chosen.
    """

    link_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("note-text")
        self.setFont(style.interface_font(13))
        self.setAccessibleName("Note")
        self.setPlaceholderText("Note")
        self.setToolTip("Markdown: **strong** (Ctrl+B), *emphasis* (Ctrl+I), [link](address) (Ctrl+Shift+K), - list")
        self.setTabChangesFocus(True)

    def needed(self, most: int) -> int:
        """The height in pixels that the whole text takes, at least that of three lines and not over `most`."""
        lines = max(LEAST_LINES, ceil(self.document().size().height()))  # of plain text Qt gives the height in lines
        return max(min(lines * _PITCH + _AROUND, most), LEAST_LINES * _PITCH + _AROUND)

    def event(self, event: QEvent) -> bool:
        # Said here, these keys stay with the note even where the window has shortcuts on them.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._meant(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        meant = "" if self.isReadOnly() else self._meant(event)
        if meant == "link":
            self.link_requested.emit()
        elif meant:
            self.mark(meant)
        else:
            super().keyPressEvent(event)

    def _meant(self, event: QKeyEvent) -> str:
        control, shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
        if event.modifiers() == control:
            return {Qt.Key.Key_B: STRONG, Qt.Key.Key_I: EMPHASIS}.get(Qt.Key(event.key()), "")
        return "link" if event.modifiers() == control | shift and event.key() == Qt.Key.Key_K else ""

    def mark(self, mark: str) -> None:
        """Put `mark` around what is selected, or the word at the caret, or take it away; else begin or end it here."""
        cursor = self.textCursor()
        if not cursor.hasSelection():
            cursor.select(QTextCursor.SelectionType.WordUnderCursor)
        words = cursor.selectedText().replace("\u2029", "\n")
        if not words.strip(" \n*"):
            self._begin_or_end(mark)
            return
        start, new = cursor.selectionStart(), toggled(words, mark)
        cursor.insertText(new)
        cursor.setPosition(start)
        cursor.setPosition(start + utf16_units(new), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    def _begin_or_end(self, mark: str) -> None:
        cursor = self.textCursor()
        behind = QTextCursor(cursor)
        behind.setPosition(cursor.selectionEnd())
        behind.movePosition(QTextCursor.MoveOperation.NextCharacter, QTextCursor.MoveMode.KeepAnchor, len(mark))
        if not cursor.hasSelection() and behind.selectedText() == mark:
            cursor.setPosition(behind.position())
        else:
            cursor.insertText(2 * mark)
            cursor.movePosition(QTextCursor.MoveOperation.PreviousCharacter, n=len(mark))
        self.setTextCursor(cursor)

    def insert_link(self, words: str, address: str) -> None:
        """Put a link at the caret; where words are selected, they become the link's."""
        cursor = self.textCursor()
        chosen = cursor.selectedText().replace("\u2029", " ").strip() or " ".join(words.split())
        cursor.insertText(f"[{write_inline(chosen or address)}]({address})")
        self.setTextCursor(cursor)

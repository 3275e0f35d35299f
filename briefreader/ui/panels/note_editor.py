"""Writing a note: what is typed is saved as it is typed, so that no key press can lose it."""

from __future__ import annotations

import re

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QResizeEvent, QTextCursor
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from briefreader.annotations.model import MEANINGS, Annotation, Colour
from briefreader.ui import style
from briefreader.ui.lettering import Face, draw_words, line_count, tip
from briefreader.ui.panels.cards import place_words, quote_words
from briefreader.ui.panels.colours import ColourButton
from briefreader.ui.panels.flow import FlowLayout

SAVE_AFTER = 400
"""Milliseconds of rest after which what was typed is saved."""


def parse_tags(words: str) -> tuple[str, ...]:
    """The tags in a line: parted by commas or number signs, each once, in the order typed."""
    return tuple(dict.fromkeys(filter(None, (" ".join(tag.split()) for tag in re.split("[,#]", words)))))


class NoteEditor(QFrame):
    """One annotation, open for writing. It is saved through `note_edited`; the other signals ask for what they say."""

    note_edited = Signal(str, str, tuple)
    recolour_requested = Signal(str, str)
    delete_requested = Signal(str)
    editing_finished = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("note-editor")
        self.setAccessibleName("Note")
        self.setProperty("role", "card")
        self.annotation: Annotation | None = None
        self._saved: tuple[str, tuple[str, ...]] = ("", ())
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(SAVE_AFTER)
        self._rest.timeout.connect(self.save)
        self._build()
        self.hide()

    def _build(self) -> None:
        self._quote = _Quote()
        self._text = QPlainTextEdit()
        self._text.setObjectName("note-text")
        self._text.setAccessibleName("Note")
        self._text.setPlaceholderText("Note")
        self._text.setTabChangesFocus(True)
        self._text.setFixedHeight(92)
        self._tags = QLineEdit()
        self._tags.setObjectName("note-tags")
        self._tags.setAccessibleName("Tags")
        self._tags.setPlaceholderText("Tags, separated by commas")
        colours = QWidget()
        flow = FlowLayout(colours, spacing=1)
        self._colours = QButtonGroup(self)
        for at, colour in enumerate(Colour):
            button = ColourButton(colour, f"note-{colour.value}", f"Mark as “{MEANINGS[colour]}”")
            self._colours.addButton(button, at)
            flow.addWidget(button)
        self._colours.idClicked.connect(self._recolour)
        delete, done = QPushButton("Delete"), QPushButton("Done")
        delete.setObjectName("note-delete")
        delete.setToolTip("Delete this mark and its note")
        done.setObjectName("note-done")
        done.setToolTip("Close the note; it is saved (Ctrl+Enter or Esc)")
        delete.clicked.connect(self._delete)
        done.clicked.connect(self.finish)
        foot = QHBoxLayout()
        foot.addWidget(delete)
        foot.addStretch(1)
        foot.addWidget(done)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 10, 10, 10)
        layout.setSpacing(8)
        for widget in (self._quote, self._text, self._tags, colours):
            layout.addWidget(widget)
        layout.addLayout(foot)
        self._text.textChanged.connect(self._typed)
        self._tags.textEdited.connect(self._typed)
        self._text.installEventFilter(self)
        self._tags.installEventFilter(self)

    def edit(self, annotation: Annotation, *, focus: bool = True) -> None:
        """Open an annotation; one that was open before is saved first."""
        self.save()
        self.annotation = None  # nothing that is filled in now was typed
        self._fill(annotation)
        self.show()
        if focus:
            self._text.moveCursor(QTextCursor.MoveOperation.End)
            self._text.setFocus(Qt.FocusReason.OtherFocusReason)

    def take(self, annotation: Annotation) -> None:
        """The open annotation as it is now, after a save, an undo or a recolouring. What is being typed stays."""
        if self.annotation is None or annotation.id != self.annotation.id:
            return
        if self._rest.isActive() or (annotation.note, annotation.tags) == self._saved:
            self.annotation = annotation
            self._show_colour(annotation.colour)
        else:
            self.annotation = None
            self._fill(annotation)

    def save(self) -> None:
        """Tell what was typed, if anything was since it was told last."""
        self._rest.stop()
        if self.annotation is None:
            return
        typed = self._typed_now()
        if typed != self._saved:
            self._saved = typed
            self.note_edited.emit(self.annotation.id, *typed)

    def finish(self) -> None:
        """Save and close."""
        self.save()
        self.forget()

    def forget(self) -> None:
        """Close without a save: the annotation is gone."""
        self._rest.stop()
        if self.annotation is not None:
            self.annotation = None
            self.hide()
            self.editing_finished.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.FocusOut:
            self.save()
        elif isinstance(event, QKeyEvent) and self._closes(event):
            if kind == QEvent.Type.ShortcutOverride:  # before a shortcut of the window takes the key
                event.accept()
                return True
            if kind == QEvent.Type.KeyPress:
                self.finish()
                return True
        return super().eventFilter(watched, event)

    def _closes(self, event: QKeyEvent) -> bool:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        return event.key() == Qt.Key.Key_Escape or (enter and event.modifiers() == Qt.KeyboardModifier.ControlModifier)

    def _fill(self, annotation: Annotation) -> None:
        if self._text.toPlainText() != annotation.note:
            self._text.setPlainText(annotation.note)
        self._tags.setText(", ".join(annotation.tags))
        # As the fields show it: a note with another line ending must not count as edited.
        self._saved = self._typed_now()
        self._quote.show_words(" ".join(filter(None, (place_words(annotation), f"“{quote_words(annotation)}”"))))
        self._show_colour(annotation.colour)
        self.annotation = annotation

    def _typed_now(self) -> tuple[str, tuple[str, ...]]:
        return self._text.toPlainText(), parse_tags(self._tags.text())

    def _show_colour(self, colour: Colour) -> None:
        self._colours.button(list(Colour).index(colour)).setChecked(True)

    def _typed(self) -> None:
        if self.annotation is not None:
            self._rest.start()

    def _recolour(self, at: int) -> None:
        if self.annotation is not None:
            self.recolour_requested.emit(self.annotation.id, list(Colour)[at].value)

    def _delete(self) -> None:
        if self.annotation is not None:
            doomed = self.annotation.id
            self.save()  # so that an undo brings back all that was typed
            self.delete_requested.emit(doomed)


class _Quote(QWidget):
    """The marked words on at most two lines."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("note-quote")
        self._face = Face(style.interface_font(12), 17)
        self._words = ""

    def show_words(self, words: str) -> None:
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

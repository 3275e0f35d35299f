"""Writing a note: what is typed is saved as it is typed, so that no key press can lose it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent, QShowEvent, QTextCursor
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from briefreader.annotations.model import Annotation
from briefreader.ui import style
from briefreader.ui.formatting import is_plain
from briefreader.ui.panels.cards import place_words, quote_words
from briefreader.ui.panels.note_marks import NoteMarks
from briefreader.ui.panels.note_preview import NotePreview
from briefreader.ui.panels.note_quote import NoteQuote
from briefreader.ui.panels.note_text import EMPHASIS, STRONG, NoteText
from briefreader.ui.panels.tag_field import TagField, parse_tags

__all__ = ["SAVE_AFTER", "NoteEditor", "parse_tags"]

SAVE_AFTER = 400
"""Milliseconds of rest after which what was typed is saved."""

_ROOM_WITHOUT_PANEL = 600
# Leaving for these is not leaving: the keys come back to where they were.
_PASSING = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.MenuBarFocusReason)


class NoteEditor(QFrame):
    """One annotation, open for writing. It is saved through `note_edited`; the other signals ask for what they say.

    A note with markup is shown formatted while nobody writes in it. A colleague's note can be read and answered.
    """

    note_edited = Signal(str, str, tuple)
    recolour_requested = Signal(str, str)
    delete_requested = Signal(str)
    done_requested = Signal(str, bool)
    private_requested = Signal(str, bool)
    history_requested = Signal(str)
    answer_requested = Signal(str)
    link_chosen = Signal(str)
    link_requested = Signal()
    editing_finished = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("note-editor")
        self.setAccessibleName("Note")
        self.setProperty("role", "card")
        self.annotation: Annotation | None = None
        # None where the store has refused what was told it: that counts as typed, and is told again.
        self._saved: tuple[str, tuple[str, ...]] | None = ("", ())
        self._kept_height = 0
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(SAVE_AFTER)
        self._rest.timeout.connect(self.save)
        self._build()
        self.hide()

    # What is on it

    def _build(self) -> None:
        self._author = QLabel()
        self._author.setObjectName("note-author")
        self._author.setTextFormat(Qt.TextFormat.PlainText)
        self._author.setWordWrap(True)
        self._author.setProperty("role", "muted")
        self._quote = NoteQuote()
        self._text = NoteText()
        self._preview = NotePreview()
        self._tags = TagField()
        self._answer = QPushButton("Answer")
        self._answer.setObjectName("note-answer")
        self._answer.setToolTip("Write a note of your own on the same words, as an answer to this one")
        self._marks = NoteMarks()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 10, 10, 10)
        layout.setSpacing(8)
        parts: tuple[QWidget, ...] = (self._author, self._quote, self._text, self._preview, self._tags, self._marks)
        for part in parts:
            layout.addWidget(part)
        layout.addWidget(self._answer, alignment=Qt.AlignmentFlag.AlignLeft)
        layout.addLayout(self._foot())
        self._text.textChanged.connect(self._typed)
        self._text.document().documentLayout().documentSizeChanged.connect(self._fit)
        self._text.link_requested.connect(self.link_requested)
        self._tags.tags_typed.connect(self._typed)
        self._tags.tags_finished.connect(self.save)
        self._tags.tags_left.connect(self.save)
        self._preview.link_chosen.connect(self.link_chosen)
        self._preview.write_requested.connect(self.write)
        self._preview.typed.connect(self._write_on)
        self._preview.height_changed.connect(self._fit)
        self._marks.colour_chosen.connect(self._recolour)
        self._marks.done_chosen.connect(self._set_done)
        self._marks.private_chosen.connect(self._set_private)
        self._answer.clicked.connect(self._ask_answer)
        for widget in self.findChildren(QWidget):
            # A menu closes itself, and nothing else, on Esc.
            if not widget.isWindow():
                widget.installEventFilter(self)

    def _foot(self) -> QHBoxLayout:
        delete, close = QPushButton("Delete"), QPushButton("Close")
        delete.setObjectName("note-delete")
        close.setObjectName("note-done")
        close.setToolTip("Close the note; it is saved (Ctrl+Enter or Esc)")
        delete.clicked.connect(self._delete)
        close.clicked.connect(self.finish)
        self._delete_button = delete
        self._more = QToolButton()
        self._more.setObjectName("note-more")
        self._more.setText("⋯")
        self._more.setFont(style.interface_font(16))
        self._more.setAccessibleName("More")
        self._more.setToolTip("Markup, links and earlier texts")
        self._more.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self._more)
        menu.setObjectName("note-more-menu")
        self._writing = [
            menu.addAction("Strong\tCtrl+B", self._strong),
            menu.addAction("Emphasis\tCtrl+I", self._emphasise),
            menu.addAction("Link…\tCtrl+Shift+K", self.link_requested.emit),
            menu.addSeparator(),
        ]
        menu.addAction("Earlier texts…", self._ask_history)
        self._more.setMenu(menu)
        foot = QHBoxLayout()
        foot.addWidget(delete)
        foot.addWidget(self._more)
        foot.addStretch(1)
        foot.addWidget(close)
        return foot

    # From outside

    def edit(self, annotation: Annotation, *, focus: bool = True) -> None:
        """Open an annotation; one that was open before is saved first, and stays open where it cannot be."""
        open_now = self.annotation
        unsaved = open_now is not None and self._typed_now() != self._saved
        self.save()
        if open_now is not None and self._saved is None and open_now.id != annotation.id:
            return
        # Of the note that is open already, the caller cannot know yet what was just typed.
        if open_now is None or open_now.id != annotation.id or not unsaved:
            self.annotation = None  # nothing that is filled in now was typed
            self._fill(annotation)
        # Never both at once: the panel would make room for them.
        if focus and annotation.mine:
            self._show_field()
        else:
            self._read()
        self.show()
        if focus:
            self._text.moveCursor(QTextCursor.MoveOperation.End)
            self.write()

    def take(self, annotation: Annotation) -> None:
        """The open annotation as it is now, after a save, an undo or a recolouring. What is being typed stays."""
        if self.annotation is None or annotation.id != self.annotation.id:
            return
        note, tags = self._typed_now()
        # The store keeps no white space at the ends; in the field it may be the beginning of the next word.
        if self._rest.isActive() or (annotation.note.strip(), annotation.tags) == (note.strip(), tags):
            self.annotation = annotation
            self._show_state(annotation)
        else:
            self.annotation = None
            self._fill(annotation)
            self._read_unless_writing()

    def know_tags(self, tags: Sequence[str]) -> None:
        """Offer these tags where tags are typed, the most used first."""
        self._tags.know(tags)

    def insert_link(self, words: str, address: str) -> None:
        """Put a link where the caret is in the note; words that are selected there become the link's."""
        if self.annotation is not None and self.annotation.mine:
            self._text.insert_link(words, address)
            self.write()

    def recolour(self) -> None:
        """Say what the colours are called now."""
        self._marks.name_colours()

    def write(self) -> None:
        """Let the note be typed in; a colleague's gets the keys to be read."""
        if self.annotation is not None and self.annotation.mine:
            self._show_field()
            self._text.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self._read()
            self._preview.setFocus(Qt.FocusReason.OtherFocusReason)

    def save(self) -> None:
        """Tell what was typed, if anything was since it was told last."""
        self._rest.stop()
        if self.annotation is None or not self.annotation.mine:
            return
        typed = self._typed_now()
        if typed != self._saved:
            self._saved = typed
            self.note_edited.emit(self.annotation.id, *typed)

    def refuse(self) -> None:
        """Take what was told last as not saved: it is told again, and the note stays open until it is."""
        self._saved = None

    @property
    def unsaved(self) -> str:
        """What was typed and could not be saved; empty where all is safe."""
        return self._text.toPlainText() if self.annotation is not None and self._saved is None else ""

    def finish(self) -> None:
        """Save and close; a note that cannot be saved stays open."""
        self.save()
        if self._saved is not None:
            self.forget()

    def forget(self) -> None:
        """Close without a save: the annotation is gone."""
        self._rest.stop()
        if self.annotation is not None:
            self.annotation = None
            self.hide()
            self.editing_finished.emit()

    # Inside

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        panel = self.parentWidget()
        if panel is not None:
            panel.installEventFilter(self)
        self._fit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if watched is self.parentWidget():
            if kind == QEvent.Type.Resize:
                self._fit()
        elif kind == QEvent.Type.FocusOut and watched is self._text and isinstance(event, QFocusEvent):
            self.save()
            if event.reason() not in _PASSING:
                # A button that is being clicked must not move away.
                self._kept_height = self._text.height()
                self._read()
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

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Let the note have the height of its words, as far as a third of the panel."""
        panel = self.parentWidget()
        most = (panel.height() if panel else _ROOM_WITHOUT_PANEL) // 3
        if self._preview.isVisibleTo(self):
            self._preview.setFixedHeight(min(self._kept_height, most) or self._preview.needed(most))
        else:
            self._text.setFixedHeight(self._text.needed(most))

    def _fill(self, annotation: Annotation) -> None:
        if self._text.toPlainText() != annotation.note:
            self._text.setPlainText(annotation.note)
        self._tags.show_tags(annotation.tags)
        # As the fields show it: a note with another line ending must not count as edited.
        self._saved = self._typed_now()
        self._kept_height = 0
        self._author.setText(f"Note by {annotation.author or 'a colleague'}")
        self._show_state(annotation)
        self.annotation = annotation

    def _show_state(self, annotation: Annotation) -> None:
        mine = annotation.mine
        self._quote.show_words(" ".join(filter(None, (place_words(annotation), f"“{quote_words(annotation)}”"))))
        self._marks.show_marks(annotation)
        self._marks.setVisible(mine)
        self._author.setVisible(not mine)
        self._answer.setVisible(not mine)
        self._tags.setReadOnly(not mine)
        self._tags.setVisible(mine or bool(annotation.tags))
        self._preview.writable = mine
        for action in self._writing:
            action.setVisible(mine)
        self._delete_button.setToolTip("Delete this mark and its note" if mine else "Take this note out of the layer")

    def _read(self) -> None:
        """Show the note formatted, where it has markup or is not the user's own."""
        note = self._text.toPlainText()
        mine = self.annotation is None or self.annotation.mine
        if mine and is_plain(note):
            self._show_field()
            return
        self._preview.show_note(note)
        self._text.hide()
        self._preview.show()
        self._fit()

    def _show_field(self) -> None:
        self._preview.hide()
        self._text.show()
        self._fit()

    def _read_unless_writing(self) -> None:
        if not self._text.hasFocus():
            self._read()

    def _write_on(self, letter: str) -> None:
        self._text.moveCursor(QTextCursor.MoveOperation.End)
        self.write()
        self._text.insertPlainText(letter)

    def _strong(self) -> None:
        self.write()
        self._text.mark(STRONG)

    def _emphasise(self) -> None:
        self.write()
        self._text.mark(EMPHASIS)

    def _typed_now(self) -> tuple[str, tuple[str, ...]]:
        return self._text.toPlainText(), self._tags.tags()

    def _typed(self) -> None:
        if self.annotation is not None:
            self._rest.start()

    def _saved_id(self) -> str:
        """The id of the annotation, saved first: so an undo of what is asked for brings back all that was typed."""
        self.save()
        return self.annotation.id if self.annotation is not None else ""

    def _recolour(self, colour: str) -> None:
        self.recolour_requested.emit(self._saved_id(), colour)

    def _set_done(self, done: bool) -> None:
        self.done_requested.emit(self._saved_id(), done)

    def _set_private(self, private: bool) -> None:
        self.private_requested.emit(self._saved_id(), private)

    def _ask_history(self) -> None:
        self.history_requested.emit(self._saved_id())

    def _ask_answer(self) -> None:
        self.answer_requested.emit(self._saved_id())

    def _delete(self) -> None:
        self.delete_requested.emit(self._saved_id())

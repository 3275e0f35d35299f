"""The earlier texts of a note: what each said, what became of it, and the way back to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from PySide6.QtCore import QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QPainter, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QListView,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from briefreader.annotations.model import Annotation
from briefreader.brief.wording import word_diff
from briefreader.storage.annotations import Earlier
from briefreader.ui import style
from briefreader.ui.lettering import Face, draw_words, tip
from briefreader.ui.panels.cards import when_words
from briefreader.ui.rows import ROW, Index, RowDelegate, RowsModel, RowsView, draw_current

RUN = timedelta(minutes=2)
"""Texts saved within this time of each other are one, if hardly a word of the first was lost on the way."""

_HARDLY = 24  # characters: a word that was typed anew


@dataclass(frozen=True, slots=True)
class Text:
    """What a note said until a moment, and what it said next. Times are ISO 8601, `saved` is when it was written."""

    note: str
    tags: tuple[str, ...]
    saved: str
    next_note: str
    next_tags: tuple[str, ...]


def earlier_texts(annotation: Annotation, earlier: Sequence[Earlier]) -> list[Text]:
    """What a note said before, the newest first, from all that was saved (`earlier`, the oldest first).

    A note is saved many times while it is typed: of such a run the last text stands for all. A text of which more than
    a word is gone from the one that stands for it is shown too, however soon it was changed, and as it was when it was
    whole, should it have gone letter by letter.
    """
    texts: list[Text] = []
    kept_note, kept_tags = annotation.note, annotation.tags
    follower, run = annotation.modified, False
    for one in reversed(earlier):
        soon = _soon(one.modified, follower) and set(one.tags) <= set(kept_tags)
        run = run and soon
        follower = one.modified
        fuller = one.tags == kept_tags and len(one.note) > len(kept_note) and not _lost(kept_note, one.note)
        if run and fuller:
            texts[-1] = replace(texts[-1], note=one.note, saved=one.modified)
        elif (one.note, one.tags) == (kept_note, kept_tags) or (soon and _lost(one.note, kept_note) <= _HARDLY):
            continue
        else:
            texts.append(Text(one.note, one.tags, one.modified, kept_note, kept_tags))
            run = True
        kept_note, kept_tags = one.note, one.tags
    return texts


def _soon(earlier: str, later: str) -> bool:
    try:
        return timedelta() <= datetime.fromisoformat(later) - datetime.fromisoformat(earlier) <= RUN
    except (ValueError, TypeError):  # not a time, or one without a zone
        return False


def _lost(old: str, new: str) -> int:
    """How many characters of a text lie between what it has in common with another at its beginning and its end."""
    head = _common(old, new)
    return len(old) - head - _common(old[head:][::-1], new[head:][::-1])


def _common(one: str, other: str) -> int:
    """How many characters two texts have in common at their beginning, found by halves: notes may be long."""
    least, most = 0, min(len(one), len(other))
    while least < most:
        middle = (least + most + 1) // 2
        if one[:middle] == other[:middle]:
            least = middle
        else:
            most = middle - 1
    return least


class HistoryDialog(QDialog):
    """Lists the earlier texts of a note and shows what went from the chosen one and what came.

    `text_chosen` carries the note and the tags that the user wants back; the dialog is then closed.
    """

    text_chosen = Signal(str, tuple)

    def __init__(self, annotation: Annotation, earlier: Sequence[Earlier], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("history")
        self.setWindowTitle("Earlier texts")
        self.resize(680, 440)
        self._view = RowsView("history-list", "Earlier texts, the newest first")
        self._view.setSelectionMode(RowsView.SelectionMode.SingleSelection)
        self._view.setFixedWidth(196)
        self._rows = RowsModel(_spoken, _tip, parent=self)
        self._view.setModel(self._rows)
        self._view.setItemDelegate(_TextDelegate(self._view))
        self._words = QLabel()
        self._words.setObjectName("history-words")
        self._words.setProperty("role", "muted")
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        self._words.setWordWrap(True)
        self._shown = QPlainTextEdit()
        self._shown.setObjectName("history-text")
        self._shown.setAccessibleName("The text, with what went and what came")
        self._shown.setFont(style.interface_font(13))
        self._shown.setReadOnly(True)
        self._shown.setTabChangesFocus(True)
        self._shown.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self._build(annotation.mine)
        self._rows.show(earlier_texts(annotation, earlier))
        self._view.selectionModel().currentChanged.connect(self._show)
        if self._rows.rows:
            self._view.setCurrentIndex(self._rows.index(0))
        else:
            self._words.setText("This note has no earlier text.")

    def _build(self, mine: bool) -> None:
        buttons = QDialogButtonBox()
        self._take = buttons.addButton("Take this text back", QDialogButtonBox.ButtonRole.AcceptRole)
        self._take.setObjectName("history-take")
        self._take.setToolTip("What the note says now becomes an earlier text")
        self._take.setDefault(True)
        self._take.setVisible(mine)
        self._copy = buttons.addButton("Copy", QDialogButtonBox.ButtonRole.ActionRole)
        self._copy.setObjectName("history-copy")
        close = buttons.addButton(QDialogButtonBox.StandardButton.Close)
        for button in (self._copy, close):
            button.setAutoDefault(False)
        for button in (self._take, self._copy):
            button.setEnabled(False)
        right = QVBoxLayout()
        right.setSpacing(8)
        right.addWidget(self._words)
        right.addWidget(self._shown, 1)
        middle = QHBoxLayout()
        middle.setSpacing(12)
        middle.addWidget(self._view)
        middle.addLayout(right, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 14)
        layout.setSpacing(12)
        layout.addLayout(middle, 1)
        layout.addWidget(buttons)
        buttons.accepted.connect(self._choose)
        buttons.rejected.connect(self.reject)
        self._copy.clicked.connect(self._copy_text)

    def _chosen(self) -> Text | None:
        text: Text | None = self._view.currentIndex().data(ROW)
        return text

    def _show(self, index: QModelIndex) -> None:
        text: Text | None = index.data(ROW)
        for button in (self._take, self._copy):
            button.setEnabled(text is not None)
        if text is None:
            return
        tags = f" Its tags were {', '.join(text.tags) or 'none'}." if text.tags != text.next_tags else ""
        self._words.setText(f"Struck through: what went from it. Underlined: what came.{tags}")
        colours = style.tokens()
        self._shown.clear()
        cursor = self._shown.textCursor()
        cursor.beginEditBlock()
        for kind, words in word_diff(text.note, text.next_note):
            look = QTextCharFormat()
            if kind == "deleted":
                look.setFontStrikeOut(True)
                look.setBackground(QColor(colours.deleted))
            elif kind == "added":
                look.setFontUnderline(True)
                look.setBackground(QColor(colours.added))
            cursor.insertText(words, look)
        cursor.endEditBlock()
        self._shown.moveCursor(QTextCursor.MoveOperation.Start)

    def _choose(self) -> None:
        text = self._chosen()
        if text is not None:
            self.text_chosen.emit(text.note, text.tags)
            self.accept()

    def _copy_text(self) -> None:
        text = self._chosen()
        if text is not None:
            QGuiApplication.clipboard().setText(text.note)


def _moment(iso: str) -> str:
    """The day and the time of day."""
    words = when_words(iso)
    return words if ":" in words or not words else f"{words}, {datetime.fromisoformat(iso).astimezone():%H:%M}"


def _first_words(text: Text) -> str:
    return " ".join(text.note.split()) or "(no text)"


def _spoken(text: Text) -> str:
    return f"{_moment(text.saved)}. {_first_words(text)}"


def _tip(text: Text) -> str:
    return tip(_moment(text.saved), text.note)


class _TextDelegate(RowDelegate):
    """When it was written, and how it begins."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._when = Face(style.interface_font(12), 18)
        self._note = Face(style.interface_font(13), 19)

    def height(self, row: Text, width: int) -> int:
        return 6 + self._when.pitch + 2 * self._note.pitch + 7

    def draw(self, painter: QPainter, row: Text, box: QRect, index: Index, *, hover: bool) -> None:
        colours = style.tokens()
        if self.view.currentIndex().row() == index.row():
            draw_current(painter, box)
        inside = box.adjusted(11, 6, -8, -7)
        draw_words(painter, _moment(row.saved), self._when, inside, colours.muted)
        draw_words(painter, _first_words(row), self._note, inside.adjusted(0, 18, 0, 0), colours.ink, limit=2)

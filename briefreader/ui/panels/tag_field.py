"""Tags in one line, completed from those in use, so that one subject does not end up under three spellings."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QStringListModel, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView, QWidget

CHOICES = 8
"""How many tags are offered at once."""


def parse_tags(words: str) -> tuple[str, ...]:
    """The tags in a line: parted by commas or number signs, each once, in the order typed."""
    return tuple(dict.fromkeys(filter(None, (" ".join(tag.split()) for tag in re.split("[,#]", words)))))


def spelt(tag: str, known: Sequence[str]) -> str:
    """A tag as it is spelt in `known`, where only capitals differ; of several spellings the first."""
    if tag in known:
        return tag
    folded = tag.casefold()
    return next((one for one in known if one.casefold() == folded), tag)


def matching(typed: str, known: Sequence[str], taken: Sequence[str] = ()) -> list[str]:
    """The tags to offer for the beginning of one: first those that begin so, then those with a word that does.

    Each in the order of `known`, none that is `taken`, at most `CHOICES`.
    """
    wanted = " ".join(typed.split()).casefold()
    gone = {tag.casefold() for tag in taken}
    beginning: list[str] = []
    within: list[str] = []
    for tag in known:
        folded = tag.casefold()
        if folded in gone:
            continue
        if folded.startswith(wanted):
            beginning.append(tag)
        elif any(word.startswith(wanted) for word in re.split(r"[\W_]+", folded)):
            within.append(tag)
    return [*beginning, *within][:CHOICES]


class TagField(QLineEdit):
    """A line of tags. A comma or Enter ends one; while one is typed, those in use that fit are offered below it.

    `tags_typed` tells that the user changed them, `tags_finished` that Enter was pressed, `tags_left` that the field
    was left.
    """

    tags_typed = Signal()
    tags_finished = Signal()
    tags_left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("note-tags")
        self.setAccessibleName("Tags")
        self.setPlaceholderText("Tags, separated by commas")
        self.setToolTip("Tags, separated by commas. Arrow down: the tags in use.")
        self._known: tuple[str, ...] = ()
        self._kept: tuple[str, ...] = ()
        self._choices = QStringListModel(self)
        self._completer = QCompleter(self._choices, self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.setMaxVisibleItems(CHOICES)
        self._completer.setWidget(self)
        self._popup = QListView()
        self._completer.setPopup(self._popup)
        self._popup.setObjectName("tag-choices")
        self._popup.setAccessibleName("Tags in use")
        self._popup.installEventFilter(self)  # the last one in is asked first
        self._completer.activated.connect(self._take)
        self.textEdited.connect(self._edited)

    def know(self, tags: Sequence[str]) -> None:
        """Offer these from now on, the most used first."""
        self._known = tuple(tags)

    def show_tags(self, tags: Sequence[str]) -> None:
        """Show the tags of a note; they keep their spelling."""
        self._kept = tuple(tags)
        self._popup.hide()
        self.setText(", ".join(tags))

    def tags(self) -> tuple[str, ...]:
        """What is typed now, as it is typed."""
        return parse_tags(self.text())

    def settle(self) -> None:
        """Spell what was typed as it is spelt elsewhere."""
        typed = self.tags()
        as_used = tuple(dict.fromkeys(tag if tag in self._kept else spelt(tag, self._known) for tag in typed))
        if as_used != typed:
            self.setText(", ".join(as_used))
            self.tags_typed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._finish()
            return
        if key == Qt.Key.Key_Down:
            self._offer()
            return
        if event.text() == "," and self.cursorPosition() == len(self.text()):
            self.settle()
        super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.settle()
            self.tags_left.emit()
        super().focusOutEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # While tags are offered, keys go to their list, and from there to this line before the list itself.
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            chosen = self._popup.currentIndex()
            if event.key() == Qt.Key.Key_Tab:
                self._take(chosen.data() if chosen.isValid() else self._choices.stringList()[0])
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and chosen.isValid():
                self._take(chosen.data())
                return True
        return super().eventFilter(watched, event)

    def _edited(self) -> None:
        self.tags_typed.emit()
        if self._typed():
            self._offer()
        else:
            self._popup.hide()

    def _typed(self) -> str:
        """The tag that the caret stands in, up to the caret."""
        return re.split("[,#]", self.text()[: self.cursorPosition()])[-1].strip()

    def _offer(self) -> None:
        typed = self._typed()
        others = [tag for tag in self.tags() if tag.casefold() != typed.casefold()]
        choices = [tag for tag in matching(typed, self._known, others) if tag != typed]
        self._choices.setStringList(choices)
        if not choices:
            self._popup.hide()
            return
        self._completer.complete()
        self._popup.setCurrentIndex(QModelIndex())

    def _take(self, tag: str) -> None:
        """Put a tag that was offered in the place of what was typed of it."""
        self._popup.hide()
        before, behind = self.text()[: self.cursorPosition()], self.text()[self.cursorPosition() :]
        start = max(before.rfind(","), before.rfind("#")) + 1
        rest = re.split("(?=[,#])", behind, maxsplit=1)[1:]
        tags = (*parse_tags(before[:start]), tag)
        head = ", ".join(dict.fromkeys(tags))
        tail = ", ".join(one for one in parse_tags("".join(rest)) if one not in tags)
        self.setText(f"{head}, {tail}")
        self.setCursorPosition(len(head) + 2)
        self.tags_typed.emit()

    def _finish(self) -> None:
        self._popup.hide()
        self.settle()
        tags = self.tags()
        self.setText(", ".join((*tags, "")) if tags else "")
        self.tags_finished.emit()

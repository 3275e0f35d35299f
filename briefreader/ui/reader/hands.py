"""The reader's hands: what keys and mouse do in the page, beside what Qt's text browser does by itself."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QUrl
from PySide6.QtGui import QHelpEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QToolTip

from briefreader.annotations.model import Colour
from briefreader.ui.reader.layers import Mark
from briefreader.ui.reader.view import ReaderView

_MARK_KEYS = {Qt.Key.Key_1 + at: colour for at, colour in enumerate(Colour)}
_MOVES = {
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
}


class Hands(QObject):
    """Watches the events of a view and of its viewport."""

    def __init__(self, view: ReaderView) -> None:
        super().__init__(view)
        self._view, self._viewport = view, view.viewport()
        view.installEventFilter(self)
        self._viewport.installEventFilter(self)
        view.anchorClicked.connect(self._link_clicked)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.KeyPress and watched is self._view and isinstance(event, QKeyEvent):
            return self._key(event)
        if watched is self._viewport:
            if kind == QEvent.Type.MouseButtonRelease and isinstance(event, QMouseEvent):
                self._released(event)
            elif kind == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
                return self._tell(event)
        return False

    def _key(self, event: QKeyEvent) -> bool:
        view = self._view
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)
        key = event.key()
        if plain and key in _MARK_KEYS:
            view.mark_requested.emit(_MARK_KEYS[Qt.Key(key)].value)
        elif plain and key == Qt.Key.Key_N:
            view.note_requested.emit()
        elif plain and key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            view.unmark_requested.emit()
        elif key == Qt.Key.Key_Space:
            self._turn(back=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        else:
            if key in _MOVES:
                self._fetch_caret()
            return False
        return True

    def _turn(self, *, back: bool) -> None:
        bar = self._view.verticalScrollBar()
        step = bar.pageStep() - 40
        bar.setValue(bar.value() + (-step if back else step))

    def _fetch_caret(self) -> None:
        """After scrolling by wheel, the arrow keys go on from what is in view, not from where the caret was left."""
        view = self._view
        if view.textCursor().hasSelection():
            return
        box = view.cursorRect()
        if box.bottom() < 0 or box.top() > view.viewport().height():
            view.setTextCursor(view.cursorForPosition(QPoint(2, 12)))

    def _released(self, event: QMouseEvent) -> None:
        view = self._view
        if event.button() != Qt.MouseButton.LeftButton or view.textCursor().hasSelection():
            return
        over = self._marks_under(event.position().toPoint())
        if over:
            # A second click on overlapping marks takes the next one.
            ids = [mark.id for mark in over]
            at = ids.index(view.chosen_mark) + 1 if view.chosen_mark in ids else 0
            view.mark_clicked.emit(ids[at % len(ids)])

    def _marks_under(self, point: QPoint) -> list[Mark]:
        view = self._view
        cursor = view.cursorForPosition(point)
        if view.page is None or cursor.atEnd():
            return []
        return view.marks.at(view.page.offset(cursor.position()))

    def _tell(self, event: QHelpEvent) -> bool:
        over = self._marks_under(event.pos())
        if over:
            QToolTip.showText(event.globalPos(), "\n".join(mark.words for mark in over), self._view)
        return bool(over)

    def _link_clicked(self, url: QUrl) -> None:
        self._view.link_requested.emit(url.toString())

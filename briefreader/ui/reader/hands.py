"""The reader's hands: what keys and mouse do in the page, beside what Qt's text browser does by itself."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QToolTip

from briefreader.annotations.model import Colour
from briefreader.ui.reader import sight
from briefreader.ui.reader.handles import Handles
from briefreader.ui.reader.layers import Mark
from briefreader.ui.reader.view import ReaderView
from briefreader.ui.reader.voice import Voice
from briefreader.ui.reader.walking import Walk

_MARK_KEYS = {Qt.Key.Key_1 + at: colour for at, colour in enumerate(Colour)}
# Where a note waits for the passage that it is to be attached to.
_ATTACHING = {Qt.Key.Key_A: "attach", Qt.Key.Key_Escape: "leave"}
_MOUSE = {
    QEvent.Type.MouseButtonPress: ReaderView.mousePressEvent,
    QEvent.Type.MouseMove: ReaderView.mouseMoveEvent,
    QEvent.Type.MouseButtonRelease: ReaderView.mouseReleaseEvent,
    QEvent.Type.MouseButtonDblClick: ReaderView.mouseDoubleClickEvent,
}
_MOVES = {
    Qt.Key.Key_Left,
    Qt.Key.Key_Right,
    Qt.Key.Key_Up,
    Qt.Key.Key_Down,
    Qt.Key.Key_PageUp,
    Qt.Key.Key_PageDown,
    Qt.Key.Key_Home,
    Qt.Key.Key_End,
}
# The end that each arrow moves with Alt and Shift held, whether it is the mark's last one, and where to.
_STEPS = {
    Qt.Key.Key_Right: (True, 1),
    Qt.Key.Key_Left: (True, -1),
    Qt.Key.Key_Up: (False, -1),
    Qt.Key.Key_Down: (False, 1),
}
_SHIFT, _ALT = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier
_BESIDE = Qt.KeyboardModifier.KeypadModifier
CARET, SELECTING_CARET = 2, 5


class Hands(QObject):
    """Watches the events of a view and of its viewport.

    While it is `selecting` (F8 or V until Esc), the keys that move the caret select as if Shift were held.
    """

    def __init__(self, view: ReaderView) -> None:
        super().__init__(view)
        self._view, self._viewport = view, view.viewport()
        self._handles, self._voice, self._walk = Handles(view), Voice(view), Walk(view)
        self.selecting = False
        view.installEventFilter(self)
        self._viewport.installEventFilter(self)
        view.anchorClicked.connect(self._link_clicked)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.ContextMenu and isinstance(event, QContextMenuEvent):
            self._open_menu(event)
            return True
        if watched is self._view:
            if kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
                return self._key(event)
            if kind == QEvent.Type.FocusIn:
                self._walk.begin()
        elif watched is self._viewport:
            if isinstance(event, QMouseEvent):
                return self._mouse(kind, event)
            if kind == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
                return self._tell(event)
        return False

    # Commands

    def step_mark(self, step: int) -> None:
        """Go to the next or previous mark of the page."""
        self._select(False)
        self._walk.along(step)

    def step_end(self, at_end: bool, by: int) -> None:
        """Move the end or the start of the mark at hand by a word."""
        self._handles.step(at_end, by)

    def select_by_keys(self) -> None:
        """Let plain arrows select, or stop doing so."""
        self._select(not self.selecting)

    # Keys

    def _key(self, event: QKeyEvent) -> bool:
        key, held = event.key(), event.modifiers() & ~_BESIDE
        if key == Qt.Key.Key_Escape and self._handles.dragging:
            self._handles.cancel()
        elif key == Qt.Key.Key_Escape and self.selecting:
            self._select(False)
        elif self._view.attaching and not held and key in _ATTACHING:
            self._select(False)
            self._view.context_action.emit(_ATTACHING[Qt.Key(key)])
        elif held == (_ALT | _SHIFT) and key in _STEPS:
            self.step_end(*_STEPS[Qt.Key(key)])
        elif key in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            back = key == Qt.Key.Key_Backtab or bool(held & _SHIFT)
            return not held & ~_SHIFT and self._walk.tab(-1 if back else 1)
        elif key == Qt.Key.Key_Space:
            self._turn(back=bool(held & _SHIFT))
        elif key in _MOVES:
            self._move(event)
        elif key == Qt.Key.Key_M and held in (Qt.KeyboardModifier.NoModifier, _SHIFT):
            self.step_mark(-1 if held else 1)
        else:
            return not held and self._plain(key)
        return True

    def _plain(self, key: int) -> bool:
        view = self._view
        if key in _MARK_KEYS:
            view.mark_requested.emit(_MARK_KEYS[Qt.Key(key)].value)
        elif key in (Qt.Key.Key_N, Qt.Key.Key_F2):
            view.note_requested.emit()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            view.unmark_requested.emit()
        elif key == Qt.Key.Key_A:
            view.context_action.emit("tell_selection")
        elif key in (Qt.Key.Key_F8, Qt.Key.Key_V):
            self.select_by_keys()
            return True
        else:
            return False
        self._select(False)
        return True

    def _select(self, selecting: bool) -> None:
        if selecting != self.selecting:
            self.selecting = selecting
            self._view.setCursorWidth(SELECTING_CARET if selecting else CARET)
            self._view.announce("Selecting: move the caret, then press Esc" if selecting else "End of selecting")

    def _move(self, event: QKeyEvent) -> None:
        self._fetch_caret()
        if self.selecting:
            event = QKeyEvent(event.type(), event.key(), event.modifiers() | _SHIFT)
        before = self._view.caret_offset()
        self._view.keyPressEvent(event)
        self._voice.moved(before, self._view.caret_offset())

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

    # Mouse

    def _mouse(self, kind: QEvent.Type, event: QMouseEvent) -> bool:
        """What a press, a move or a release of the mouse does; Qt gets it where it finds the line that is meant."""
        if self._on_page(kind, event):
            return True
        act = _MOUSE.get(kind)
        at = self._snapped(event.position())
        if act is None or at == event.position():
            return False
        moved = at - event.position()
        again = QMouseEvent(
            kind, at, event.globalPosition() + moved, event.button(), event.buttons(), event.modifiers()
        )
        act(self._view, again)
        return True

    def _snapped(self, point: QPointF) -> QPointF:
        return QPointF(point.x(), sight.snapped(sight.lines_in_view(self._view), point.y()))

    def _on_page(self, kind: QEvent.Type, event: QMouseEvent) -> bool:
        """Whether the mouse took hold of a mark's end."""
        if kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick):
            self._select(False)
            return self._handles.press(event)
        if kind == QEvent.Type.MouseMove:
            return self._handles.move(event)
        if kind == QEvent.Type.MouseButtonRelease and event.button() == Qt.MouseButton.LeftButton:
            held = self._handles.dragging
            if not self._handles.release():
                # A handle that was not dragged was meant for the mark that lies under it.
                self._released(event)
            return held
        return False

    def _released(self, event: QMouseEvent) -> None:
        view = self._view
        if view.textCursor().hasSelection():
            return
        over = self._marks_under(event.position().toPoint())
        if over:
            # A second click on overlapping marks takes the next one.
            ids = [mark.id for mark in over]
            at = ids.index(view.chosen_mark) + 1 if view.chosen_mark in ids else 0
            self._walk.take(over[at % len(over)])

    def _offset_under(self, point: QPoint) -> int:
        """The offset of the character under a point: Qt answers with the nearer one of its sides."""
        view, point = self._view, self._snapped(QPointF(point)).toPoint()
        cursor = view.cursorForPosition(point)
        offset = view.page.offset(cursor.position()) if view.page else 0
        return offset - (offset > 0 and view.cursorRect(cursor).center().x() > point.x())

    def _marks_under(self, point: QPoint) -> list[Mark]:
        view = self._view
        if view.page is None or view.cursorForPosition(point).atEnd():
            return []
        return view.marks.at(self._offset_under(point))

    def _tell(self, event: QHelpEvent) -> bool:
        over = self._marks_under(event.pos())
        if over:
            QToolTip.showText(event.globalPos(), "\n".join(mark.said for mark in over), self._view)
        return bool(over)

    def _link_clicked(self, url: QUrl) -> None:
        self._view.link_requested.emit(url.toString())

    # The menu

    def _open_menu(self, event: QContextMenuEvent) -> None:
        """Open the menu for what is under the mouse; by its key, for the selection or what is at the caret."""
        from briefreader.ui.reader.page_menu import PageMenu

        view = self._view
        if view.page is None:
            return
        selected = view.selection()
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            point, where = event.pos(), event.globalPos()
            offset = self._offset_under(point)
            if selected and not selected[0] <= offset < selected[1]:
                selected = None
            if not selected:
                view.put_caret(offset)
            marks, link = self._marks_under(point), view.anchorAt(point)
        else:
            box = view.cursorRect()
            where = self._viewport.mapToGlobal(box.bottomLeft())
            marks, link = view.marks.touching(view.caret_offset()), view.anchorAt(box.center())
        if marks and not selected and view.chosen_mark not in [mark.id for mark in marks]:
            self._walk.take(marks[0])
        mark = None if selected else next((one for one in marks if one.id == view.chosen_mark), None)
        PageMenu(view, mark, link, view.named_at(view.caret_offset())).popup(where)

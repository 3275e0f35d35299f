"""The ends of a mark: moved by their handles with the mouse, and by words from the keyboard."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, QPoint, QPointF, QRectF, Qt, QTimer

from briefreader.ui.reader import sight, words
from briefreader.ui.reader.layers import Mark, Range

if TYPE_CHECKING:
    from PySide6.QtGui import QMouseEvent

    from briefreader.ui.reader.page import Page
    from briefreader.ui.reader.view import ReaderView

# Half the width of what can be taken hold of, and the radius of what is seen of it.
HOLD, KNOB = 8.0, 4.0
_FREE = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier


class Grip(NamedTuple):
    """A handle in view: whether it is that of the end, its knob's middle, and the line's edge that it stands on."""

    at_end: bool
    knob: QPointF
    edge: QRectF


def grips(view: ReaderView, lines: list[sight.Line] | None = None) -> list[Grip]:
    """The handles of the chosen mark that are in view: none where it is a colleague's."""
    page, mark = view.page, view.marks.by_id.get(view.chosen_mark)
    if page is None or mark is None or not mark.own or not mark.ranges:
        return []
    lines = sight.lines_in_view(view) if lines is None else lines
    low, high = page.position(mark.start), page.position(mark.end)
    boxes = sight.boxes(lines, low, high)
    found = []
    if boxes and lines[0].position <= low:
        box = boxes[0]
        found.append(Grip(False, QPointF(box.left(), box.top() + 1), QRectF(box.left(), box.top(), 0, box.height())))
    if boxes and high <= lines[-1].end:
        box = boxes[-1]
        found.append(
            Grip(True, QPointF(box.right(), box.bottom() - 1), QRectF(box.right(), box.top(), 0, box.height()))
        )
    return found


def spread(page: Page, start: int, end: int, key: str) -> tuple[Range, ...]:
    """The ranges of a mark from one offset of the page to another, one for each block."""
    firsts = ((page.starts[page.index[block]], low, high) for block, low, high in page.ranges(start, end))
    return tuple(Range(first + low, first + high, key) for first, low, high in firsts)


def at_hand(view: ReaderView) -> Mark | None:
    """The mark that keys work on: the chosen one where the caret touches it, else the shortest under the caret.

    Where the caret stands in no mark it is the chosen one, wherever that is.
    """
    caret, chosen = view.caret_offset(), view.marks.by_id.get(view.chosen_mark)
    if chosen and chosen.ranges and chosen.start <= caret <= chosen.end:
        return chosen
    return next(iter(view.marks.touching(caret)), chosen)


class Handles(QObject):
    """Moves the ends of a mark.

    While one is dragged, the page shows the mark as it would become; what it becomes is for others to say, who are
    asked by `adjust_requested` when it is let go.
    """

    def __init__(self, view: ReaderView) -> None:
        super().__init__(view)
        self._view = view
        self._mark: Mark | None = None
        self._at_end = self._free = False
        self._point = QPoint()
        self._hovered = False
        # Beyond the upper and the lower edge the page comes along.
        self._pull = QTimer(self)
        self._pull.setInterval(40)
        self._pull.timeout.connect(self._scroll)

    @property
    def dragging(self) -> bool:
        return self._mark is not None

    def press(self, event: QMouseEvent) -> bool:
        """Take hold of the handle under the mouse; False where there is none."""
        grip = self._under(event.position())
        if grip is None or event.button() != Qt.MouseButton.LeftButton:
            return False
        self._mark, self._at_end = self._view.marks.by_id[self._view.chosen_mark], grip.at_end
        self._point, self._free = event.position().toPoint(), False
        return True

    def move(self, event: QMouseEvent) -> bool:
        """Let the end that is held follow the mouse; without one, show where there is something to hold."""
        if self._mark is None:
            over = self._under(event.position()) is not None
            if over != self._hovered:
                self._hovered = over
                shape = Qt.CursorShape.SizeHorCursor if over else Qt.CursorShape.IBeamCursor
                self._view.viewport().setCursor(shape)
            return over
        point, free = event.position().toPoint(), bool(event.modifiers() & _FREE)
        if (point, free) != (self._point, self._free):
            self._point, self._free = point, free
            self._follow()
            inside = 0 <= point.y() <= self._view.viewport().height()
            if inside:
                self._pull.stop()
            elif not self._pull.isActive():
                self._pull.start()
        return True

    def release(self) -> bool:
        """Let go, and ask for what the mark was dragged to; False where it was not dragged at all."""
        before = self._mark
        shown = self._view.marks.by_id.get(before.id) if before else None
        self.cancel()
        if not before or not shown or (shown.start, shown.end) == (before.start, before.end):
            return False
        self._view.adjust_requested.emit(before.id, shown.start, shown.end)
        return True

    def cancel(self) -> None:
        """Let go, and leave the mark as it was."""
        before, self._mark = self._mark, None
        self._pull.stop()
        if before and before.id in self._view.marks.by_id:
            self._view.put_mark(before)

    def step(self, at_end: bool, by: int) -> None:
        """Move the end (or the start) of the mark at hand by a word, onwards (`by` 1) or back (-1)."""
        view, page, mark = self._view, self._view.page, at_hand(self._view)
        if page is None or mark is None or not mark.ranges:
            view.announce("Put the caret in a mark to move its ends.")
            return
        if not mark.own:
            view.announce("The ends of a colleague's mark cannot be moved.")
            return
        edge = words.step(page.text, mark.end if at_end else mark.start, by, ends=at_end)
        start, end = (mark.start, edge) if at_end else (edge, mark.end)
        if (start, end) == (mark.start, mark.end) or not page.text[start:end].strip():
            view.announce("No further")
            return
        parts = page.text[start:end].split()
        view.choose_mark(mark.id)
        view.announce(f"Now ends: {' '.join(parts[-4:])}" if at_end else f"Now begins: {' '.join(parts[:4])}")
        view.adjust_requested.emit(mark.id, start, end)
        view.go_to(edge)

    def _under(self, point: QPointF) -> Grip | None:
        close = ((max(abs(one.knob.x() - point.x()), abs(one.knob.y() - point.y())), one) for one in grips(self._view))
        held = [(far, one) for far, one in close if far <= HOLD]
        return min(held, key=lambda pair: pair[0])[1] if held else None

    def _follow(self) -> None:
        view, page, mark = self._view, self._view.page, self._mark
        if page is None or mark is None:
            return
        if mark.id not in view.marks.by_id:
            # It was deleted under the hand that held it.
            self.cancel()
            return
        area = view.viewport().rect()
        point = QPoint(min(max(self._point.x(), 0), area.right()), min(max(self._point.y(), 1), area.bottom()))
        offset = page.offset(view.cursorForPosition(point).position())
        edge = offset if self._free else words.nearest(page.text, offset, ends=self._at_end)
        if self._at_end:
            least = mark.start + 1 if self._free else words.step(page.text, mark.start, 1, ends=True)
            start, end = mark.start, max(edge, least)
        else:
            most = mark.end - 1 if self._free else words.step(page.text, mark.end, -1, ends=False)
            start, end = min(edge, most), mark.end
        if start < end and page.text[start:end].strip():
            view.put_mark(replace(mark, ranges=spread(page, start, end, mark.id)))

    def _scroll(self) -> None:
        bar, y = self._view.verticalScrollBar(), self._point.y()
        bar.setValue(bar.value() + (y if y < 0 else max(0, y - self._view.viewport().height())))
        self._follow()

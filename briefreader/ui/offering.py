"""The list below the search field: what its query can go on with, or what was asked before.

It never takes the keys: the field keeps them, so that typing goes on, and tells it to walk.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QColor, QPainter
from PySide6.QtWidgets import QFrame, QListView, QVBoxLayout, QWidget

from briefreader.ui import style
from briefreader.ui.lettering import Face, draw_words
from briefreader.ui.rows import ROW, Index, RowDelegate, RowsModel, RowsView

if TYPE_CHECKING:
    from briefreader.search.completion import Completion

MOST_ROWS = 12
_PITCH = 27
_EDGE = 5
_KEY = "Tab"


class Offering(QFrame):
    """`taken` carries the completion that was taken, by a click or by the field."""

    taken = Signal(object)
    announced = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("offering")
        self.setProperty("role", "card")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.walked = False
        self._rows = RowsModel(_spoken, parent=self)
        self._list = RowsView("search-offers", "Ways to go on")
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setProperty("role", "paper")
        self._list.setUniformItemSizes(True)
        self._list.setModel(self._rows)
        self._list.setItemDelegate(_OfferedDelegate(self._list))
        self._list.row_chosen.connect(self._choose)
        column = QVBoxLayout(self)
        column.setContentsMargins(1, _EDGE, 1, _EDGE)
        column.addWidget(self._list)
        self.hide()

    def offer(self, ways: Sequence[Completion], words: str, box: QRect, *, walked: bool) -> None:
        """Show ways to go on below `box`, in pixels of the parent; `walked` lets the arrow keys walk them.

        `words` say what they are. Without any, the list goes away.
        """
        if not ways:
            self.hide()
            return
        new = self.isHidden() or (words, walked) != (self._list.accessibleName(), self.walked)
        self.walked = walked
        self._rows.show(ways)
        self._list.setCurrentIndex(QModelIndex())
        self._list.scrollToTop()
        self._list.setAccessibleName(words)
        self.setAccessibleName(words)
        self._list.setFixedHeight(min(len(ways), MOST_ROWS) * _PITCH)
        self.setGeometry(box.x(), box.bottom() + 1, box.width(), self.sizeHint().height())
        self.show()
        self.raise_()
        if new:
            self._announce(f"{words}: {_spoken(ways[0])}" if not walked else f"{words}, {len(ways)}")

    def step(self, by: int) -> None:
        """Make the next (1) or previous (-1) row the current one; before the first there is none."""
        count = len(self._rows.rows)
        here = self._list.currentIndex().row()
        at = here + by
        if at < -1 or at >= count:
            at = count - 1 if by < 0 else -1
        self._list.setCurrentIndex(self._rows.index(at))
        self._list.scrollTo(self._rows.index(max(at, 0)))
        self._list.viewport().update()
        if at >= 0:
            self._announce(_spoken(self._rows.rows[at]))

    def take(self) -> None:
        """Take the current row, or the first."""
        self._choose(self._rows.index(max(self._list.currentIndex().row(), 0)))

    def _choose(self, index: QModelIndex) -> None:
        self.hide()
        self.taken.emit(index.data(ROW))

    def _announce(self, words: str) -> None:
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))
        self.announced.emit(words)


def _spoken(way: Completion) -> str:
    return f"{way.words}, {way.hint}" if way.hint else way.words


class _OfferedDelegate(RowDelegate):
    """Words, their hint beside them, and the key that takes them where one does."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._words = Face(style.interface_font(13), _PITCH)
        self._hint = Face(style.interface_font(12), _PITCH)

    def height(self, row: Completion, width: int) -> int:
        return _PITCH

    def draw(self, painter: QPainter, row: Completion, box: QRect, index: Index, *, hover: bool) -> None:
        colours = style.tokens()
        here = self.view.currentIndex().row()
        if index.row() == here or hover:
            painter.fillRect(box, QColor(colours.soft if index.row() == here else colours.panel))
        room = box.adjusted(12, 0, -12, 0)
        if index.row() == max(here, 0):
            painter.setFont(self._hint.font)
            painter.setPen(QColor(colours.muted))
            painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, _KEY)
        room.setRight(room.right() - self._hint.width(_KEY) - 10)
        draw_words(painter, row.words, self._words, room, colours.ink)
        room.setLeft(room.left() + min(self._words.width(row.words), room.width()) + 12)
        if row.hint and room.width() > 30:
            draw_words(painter, row.hint, self._hint, room, colours.muted)

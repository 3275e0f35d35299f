"""A list of thousands of rows of unlike height: only those near the screen are ever measured.

Qt's own list asks every row for its height whenever one of them changes: 40 ms with ten thousand rows, several times
in a filter's key press. Here a row that has not come near the screen is taken to be as high as the others are on
average, and what is on the screen stands still when others turn out to be higher or lower.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

from PySide6.QtCore import QAbstractItemModel, QItemSelection, QItemSelectionModel, QModelIndex, QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QAccessibleEvent, QCursor, QPainter, QPaintEvent, QRegion, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyleOptionViewItem, QWidget

from briefreader.ui.rows import ROW, Index, RowDelegate, RowsView

Action = QAbstractItemView.CursorAction


class Heights:
    """Where each row of a list begins, in pixels from its top; rows not measured yet are as high as the average."""

    def __init__(self, usual: int = 96) -> None:
        self._usual = usual
        self._high: list[int] = []
        self._measured = bytearray()
        self._tops: list[int] | None = None

    def __len__(self) -> int:
        return len(self._high)

    def reset(self, count: int) -> None:
        """Begin with rows that are all unmeasured."""
        measured = [high for high, known in zip(self._high, self._measured, strict=True) if known]
        if measured:
            self._usual = sum(measured) // len(measured)
        self._high = [self._usual] * count
        self._measured = bytearray(count)
        self._tops = None

    def insert(self, at: int, count: int) -> None:
        self._high[at:at] = [self._usual] * count
        self._measured[at:at] = bytes(count)
        self._tops = None

    def remove(self, at: int, count: int) -> None:
        del self._high[at : at + count]
        del self._measured[at : at + count]
        self._tops = None

    def forget(self, first: int, last: int) -> None:
        """Let rows be measured again; until then they keep the height that they had."""
        last = min(last, len(self) - 1)
        if 0 <= first <= last:
            self._measured[first : last + 1] = bytes(last + 1 - first)

    def is_measured(self, at: int) -> bool:
        return bool(self._measured[at])

    def measure(self, at: int, height: int) -> None:
        self._measured[at] = True
        if self._high[at] != height:
            self._high[at] = height
            self._tops = None

    def high(self, at: int) -> int:
        return self._high[at]

    def top(self, at: int) -> int:
        """Where a row begins; for one behind the last, where the list ends."""
        if self._tops is None:
            self._tops = list(accumulate(self._high, initial=0))
        return self._tops[min(at, len(self))]

    def row_at(self, y: int) -> int:
        """The row in which `y` lies: the first for what is above it, the last for what is below it, -1 without rows."""
        self.top(0)
        return max(0, min(bisect_right(self._tops or [0], y), len(self)) - 1) if self._high else -1


class LongRowsView(RowsView):
    """Paints, scrolls and finds rows by `Heights`; the delegate's `height` is asked for rows near the screen alone."""

    def __init__(self, name: str, words: str, parent: QWidget | None = None) -> None:
        # Qt asks for places as soon as the list is made.
        self._heights = Heights()
        self._settled = True
        self._settling = False
        super().__init__(name, words, parent)

    def setModel(self, model: QAbstractItemModel | None) -> None:
        super().setModel(model)
        if model is not None:
            model.modelReset.connect(self._reset)
            model.rowsInserted.connect(self._insert)
            model.rowsRemoved.connect(self._remove)
            model.dataChanged.connect(self._change)
            self._reset()

    # Where rows stand

    def _reset(self) -> None:
        self._heights.reset(self.model().rowCount())
        self._unsettle()

    def _insert(self, parent: QModelIndex, first: int, last: int) -> None:
        count = last + 1 - first
        top, into = self._anchor()
        self._heights.insert(first, count)
        self._hold(top + count if 0 <= first <= top and self.verticalOffset() else top, into)

    def _remove(self, parent: QModelIndex, first: int, last: int) -> None:
        count = last + 1 - first
        top, into = self._anchor()
        self._heights.remove(first, count)
        if last < top:
            self._hold(top - count, into)
        else:
            self._hold(min(top, first), into if top < first else 0)

    def _change(self, first: QModelIndex, last: QModelIndex) -> None:
        self.remeasure(first.row(), last.row())

    def remeasure(self, first: int, last: int) -> None:
        """Let rows be measured anew before they are painted: something in them has changed."""
        self._heights.forget(first, last)
        self._unsettle()

    def _anchor(self) -> tuple[int, int]:
        """The row at the top of the screen, and how many of its pixels are above."""
        top = self._heights.row_at(self.verticalOffset())
        return top, self.verticalOffset() - self._heights.top(max(top, 0))

    def _hold(self, top: int, into: int) -> None:
        self._fit_bar()
        if top >= 0:
            self.verticalScrollBar().setValue(self._heights.top(top) + into)
        self._unsettle()

    def _unsettle(self) -> None:
        self._settled = False
        self.viewport().update()

    def _settle(self) -> None:
        """Measure the rows near the screen, and leave what is on it where it is."""
        if self._settled or self._settling:
            return
        self._settling = True
        page = max(self.viewport().height(), 1)
        top, into = self._anchor()
        if top >= 0:
            self._measure(range(top, len(self._heights)), 2 * page + into)
            self._measure(range(top - 1, -1, -1), page)
        self._fit_bar()
        if top >= 0:
            self.verticalScrollBar().setValue(self._heights.top(top) + min(into, self._heights.high(top)))
        self._settling, self._settled = False, True

    def _measure(self, rows: range, room: int) -> None:
        """Measure rows until they fill `room` pixels."""
        delegate, width = self.itemDelegate(), self.viewport().width()
        assert isinstance(delegate, RowDelegate)
        for at in rows:
            if room <= 0:
                return
            if not self._heights.is_measured(at):
                self._heights.measure(at, delegate.height(self.model().index(at, 0).data(ROW), width))
            room -= self._heights.high(at)

    def _fit_bar(self) -> None:
        bar, page = self.verticalScrollBar(), self.viewport().height()
        bar.setPageStep(page)
        bar.setRange(0, max(0, self._heights.top(len(self._heights)) - page))

    # What Qt asks a list

    def verticalOffset(self) -> int:
        return self.verticalScrollBar().value()

    def visualRect(self, index: Index) -> QRect:
        if not index.isValid() or index.row() >= len(self._heights):
            return QRect()
        self._settle()
        y = self._heights.top(index.row()) - self.verticalOffset()
        return QRect(0, y, self.viewport().width(), self._heights.high(index.row()))

    def indexAt(self, where: QPoint) -> QModelIndex:
        self._settle()
        y = where.y() + self.verticalOffset()
        inside = 0 <= y < self._heights.top(len(self._heights))
        return self.model().index(self._heights.row_at(y), 0) if inside else QModelIndex()

    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        at = index.row()
        if not index.isValid() or at >= len(self._heights):
            return
        self._settle()
        page, bar = self.viewport().height(), self.verticalScrollBar()
        top, high = self._heights.top(at), self._heights.high(at)
        if self._heights.is_measured(at) and hint == QAbstractItemView.ScrollHint.EnsureVisible:
            if top < bar.value() or high > page:
                bar.setValue(top)
            elif top + high > bar.value() + page:
                bar.setValue(top + high - page)
            return
        # Far away nothing is measured: go there first, then see.
        bar.setValue(top)
        self._settle()
        bar.setValue(self._heights.top(at) - max(0, page - self._heights.high(at)) // 3)

    def moveCursor(self, action: Action, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        last, at = len(self._heights) - 1, self.currentIndex().row()
        if last < 0:
            return QModelIndex()
        page = self.viewport().height()
        if at < 0:
            to = 0
        elif action in (Action.MoveUp, Action.MovePrevious):
            to = at - 1
        elif action in (Action.MoveDown, Action.MoveNext):
            to = at + 1
        elif action == Action.MoveHome:
            to = 0
        elif action == Action.MoveEnd:
            to = last
        elif action == Action.MovePageUp:
            to = min(at - 1, self._heights.row_at(self._heights.top(at) - page) + 1)
        elif action == Action.MovePageDown:
            to = max(at + 1, self._heights.row_at(self._heights.top(at) + page) - 1)
        else:
            to = at
        return self.model().index(max(0, min(to, last)), 0)

    def setSelection(self, box: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        box = box.normalized()
        ends = [self.indexAt(QPoint(0, y)) for y in (box.top(), box.bottom())]
        if all(end.isValid() for end in ends):
            self.selectionModel().select(QItemSelection(*ends), command)

    def currentChanged(self, current: Index, previous: Index) -> None:
        # Not by way of QListView, which tells screen readers of a row by places that it keeps and this list does not.
        QAbstractItemView.currentChanged(self, current, previous)
        if current.isValid() and self.hasFocus():
            self._tell(QAccessible.Event.Focus, current.row())

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        QAbstractItemView.selectionChanged(self, selected, deselected)
        for ranges, what in ((selected, QAccessible.Event.Selection), (deselected, QAccessible.Event.SelectionRemove)):
            if ranges.count():
                self._tell(what, ranges.at(0).top())

    def _tell(self, what: QAccessible.Event, row: int) -> None:
        if QAccessible.isActive():
            event = QAccessibleEvent(self, what)
            event.setChild(row)
            QAccessible.updateAccessibility(event)

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        return QRegion(self.viewport().rect())

    def keyboardSearch(self, search: str) -> None:
        """Nothing: letters are commands, and to look for rows by letters Qt would ask thousands for their words."""

    def doItemsLayout(self) -> None:
        QAbstractItemView.doItemsLayout(self)

    def updateGeometries(self) -> None:
        self._unsettle()
        self._settle()
        QAbstractItemView.updateGeometries(self)

    def resizeEvent(self, event: QResizeEvent) -> None:
        if event.size().width() != event.oldSize().width():
            self._heights.forget(0, len(self._heights) - 1)
        QAbstractItemView.resizeEvent(self, event)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self._unsettle()
        self._settle()

    def paintEvent(self, event: QPaintEvent) -> None:
        self._settle()
        painter = QPainter(self.viewport())
        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        usual: QStyle.StateFlag = option.state & ~QStyle.StateFlag.State_MouseOver & ~QStyle.StateFlag.State_HasFocus
        current = self.currentIndex().row() if self.hasFocus() else -1
        under = self.viewport().mapFromGlobal(QCursor.pos()) if self.viewport().underMouse() else None
        first = self._heights.row_at(event.rect().top() + self.verticalOffset())
        for at in range(max(first, 0), len(self._heights)):
            index = self.model().index(at, 0)
            box = self.visualRect(index)
            if box.top() > event.rect().bottom():
                break
            option.rect = box
            option.state = usual
            if under is not None and box.contains(under):
                option.state |= QStyle.StateFlag.State_MouseOver
            if at == current:
                option.state |= QStyle.StateFlag.State_HasFocus
            self.itemDelegate().paint(painter, option, index)
        painter.end()

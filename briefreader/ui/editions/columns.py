"""The two columns: the old edition at the left, the new one at the right, row by row beside each other.

One painted list holds both, so that they scroll as one and every row is as high as its longer side.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from PySide6.QtCore import QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QListView, QWidget

from briefreader.brief.comparison import Change, Comparison
from briefreader.ui import style
from briefreader.ui.editions.keys import walk_of
from briefreader.ui.editions.lines import ColumnDelegate, Line, Skipped, is_line, spoken_line
from briefreader.ui.editions.words import SAME_WORDS, first_change
from briefreader.ui.long_rows import Action, LongRowsView
from briefreader.ui.rows import ROW, RowsModel

_CONTEXT = 1


class ColumnsView(LongRowsView):
    """The rows of a comparison, and which of them is the current one.

    `row_reached` tells that another row is the current one. `passage_requested` carries a block of the new edition
    and the code point of its first difference.
    """

    row_reached = Signal()
    passage_requested = Signal(str, int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("edition-rows", "Both editions, paragraph by paragraph", parent)
        self.setProperty("role", "paper")
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setToolTip("N or F7 goes to the next change, P or Shift+F7 to the previous one; Enter reads it there")
        self._comparison: Comparison | None = None
        self._stops: list[int] = []
        self._lines = RowsModel(spoken_line, None, is_line, self)
        self.setModel(self._lines)
        self.columns = ColumnDelegate(self)
        self.setItemDelegate(self.columns)
        self.selectionModel().currentChanged.connect(self.row_reached)
        # Always there, so that the columns keep their width, but seen only where there is something to scroll.
        self.verticalScrollBar().rangeChanged.connect(self._show_bar)
        self._show_bar()

    def show_comparison(self, comparison: Comparison, *, only_changes: bool) -> None:
        """Show the rows, all or the changed ones with what stands beside them, the current row being kept."""
        here = self.current if comparison is self._comparison else None
        self._comparison = comparison
        # What moved is one change, reached at its new place.
        rows = comparison.rows
        self._stops = [
            at for at in comparison.changes if rows[at].change is not Change.MOVED or rows[at].new is not None
        ]
        most = max((it.number or 0 for brief in (comparison.old, comparison.new) for it in brief.blocks), default=0)
        self.columns.set_numbers(most)
        self._lines.show(list(_shown(comparison, _CONTEXT)) if only_changes else _all(comparison))
        if here is None:
            here = self._stops[0] if self._stops else 0
        if not self.go_to(here) and self._stops:
            self.go_to(self._stops[min(bisect_left(self._stops, here), len(self._stops) - 1)])

    def _show_bar(self) -> None:
        self.verticalScrollBar().setEnabled(self.verticalScrollBar().maximum() > 0)

    @property
    def stops(self) -> int:
        """How many changes there are to walk."""
        return len(self._stops)

    @property
    def current(self) -> int | None:
        """The position of the current row among all rows of the comparison."""
        line = self.currentIndex().data(ROW)
        return line.at if isinstance(line, Line) else None

    @property
    def stop(self) -> int | None:
        """Which change the current row is, from 0; None where it is none."""
        here = self.current
        at = bisect_left(self._stops, here) if here is not None else len(self._stops)
        return at if at < len(self._stops) and self._stops[at] == here else None

    def step(self, by: int) -> bool:
        """Go to the next (1) or previous (-1) change; false where there is none further on."""
        here = -1 if self.current is None else self.current
        at = bisect_left(self._stops, here + 1 if by > 0 else here) - (0 if by > 0 else 1)
        if not 0 <= at < len(self._stops):
            return False
        self.go_to(self._stops[at])
        return True

    def go_to(self, at: int) -> bool:
        """Make a row of the comparison the current one, and bring it into sight; false where it is not shown."""
        lines = self._lines.rows
        found = next((n for n, line in enumerate(lines) if isinstance(line, Line) and line.at == at), None)
        if found is None:
            return False
        index = self._lines.index(found)
        self.setCurrentIndex(index)
        box, high = self.visualRect(index), self.viewport().height()
        if box.top() < 0 or box.bottom() > high:
            self.scrollTo(index, QListView.ScrollHint.PositionAtCenter)
        return True

    def row_of(self, block: str, *, new: bool) -> int | None:
        """The position of the row in which a block of the new or the old edition stands."""
        for at, row in enumerate(self._comparison.rows if self._comparison else ()):
            here = row.new if new else row.old
            if here is not None and here.id == block:
                return at
        return None

    def spoken_current(self) -> str:
        """The current row in words."""
        return str(self.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole) or "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if walk_of(event):
            event.ignore()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._read(self.currentIndex())
        elif event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self._more(event.key() == Qt.Key.Key_Down):
            event.accept()
        else:
            super().keyPressEvent(event)

    def moveCursor(self, action: Action, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        # Qt would stay where it is rather than step over a row that stands for others.
        index = super().moveCursor(action, modifiers)
        back = index.row() < self.currentIndex().row()
        beside = [it for by in (-1, 1) if is_line((it := index.siblingAtRow(index.row() + by)).data(ROW))]
        return index if not beside or is_line(index.data(ROW)) else beside[0 if back else -1]

    def _more(self, down: bool) -> bool:
        """Scroll on within a current row that goes on beyond the view; false where it does not."""
        box, high = self.visualRect(self.currentIndex()), self.viewport().height()
        bar = self.verticalScrollBar()
        if box.bottom() > high if down else box.top() < 0:
            bar.setValue(bar.value() + (1 if down else -1) * min(high // 2, 4 * bar.singleStep()))
            return True
        return False

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and event.position().x() > self.viewport().width() // 2:
            self._read(index)

    def _read(self, index: QModelIndex) -> None:
        line = index.data(ROW)
        if isinstance(line, Line) and line.row.new is not None:
            self.passage_requested.emit(line.row.new.id, first_change(line.row))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        colours, area = style.tokens(), self.viewport().rect()
        painter.fillRect(QRect(area.width() // 2, 0, 1, area.height()), QColor(colours.line))
        if not self._lines.rows:
            painter.fillRect(area, QColor(colours.paper))
            painter.setPen(QColor(colours.muted))
            painter.setFont(style.interface_font(14))
            painter.drawText(area, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, SAME_WORDS)
        painter.end()
        super().paintEvent(event)


def _all(comparison: Comparison) -> list[Line]:
    return [Line(at, row) for at, row in enumerate(comparison.rows)]


def _shown(comparison: Comparison, context: int) -> Iterator[Line | Skipped]:
    """The changed rows with `context` rows around each, the others counted."""
    near = {at + by for at in comparison.changes for by in range(-context, context + 1)}
    hidden: list[Line] = []
    for line in _all(comparison):
        if line.at not in near:
            hidden.append(line)
            continue
        yield from _fold(hidden)
        hidden.clear()
        yield line
    if near:
        yield from _fold(hidden)


def _fold(hidden: list[Line]) -> Iterator[Line | Skipped]:
    # A row that says that one paragraph is left out would be as high as the paragraph.
    if len(hidden) > 1:
        yield Skipped(len(hidden))
    else:
        yield from hidden

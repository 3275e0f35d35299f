"""Rows that are painted, not built: one list model, one view and one delegate for every list of the window.

A widget for each row would cost seconds with thousands of them. Here a row is a plain value; a delegate measures and
paints it, and its words reach screen readers through the model.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from html import escape
from math import ceil
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QKeyEvent, QPainter, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from briefreader.ui import style

ROW = Qt.ItemDataRole.UserRole
"""The role under which a model gives the value of a row."""

Index = QModelIndex | QPersistentModelIndex
Marks = tuple[tuple[int, int], ...]


@dataclass(frozen=True, eq=False)
class Face:
    """A font together with its line pitch in pixels: what it takes to wrap, measure and paint words."""

    font: QFont
    pitch: int
    metrics: QFontMetricsF = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "metrics", QFontMetricsF(self.font))

    def elided(self, words: str, width: float) -> str:
        """The words on one line of `width` pixels, with an ellipsis where they are too long."""
        return self.metrics.elidedText(words, Qt.TextElideMode.ElideRight, width)

    def width(self, words: str) -> int:
        return ceil(self.metrics.horizontalAdvance(words))


def utf16_units(words: str) -> int:
    """The length of a text as Qt counts it."""
    return len(words.encode("utf-16-le", "surrogatepass")) // 2


@lru_cache(maxsize=400)
def wrapped(words: str, face: Face, width: int, limit: int, bold: Marks = ()) -> QTextLayout:
    """The words laid out in at most `limit` lines of `width` pixels, an ellipsis where they go on.

    `bold` are ranges in code points that are set in a bold weight.
    """
    # No line holds more characters than half its pixels, so the rest need not be shaped.
    shown = words[: max(1, limit * width // 2)]
    layout = _laid_out(shown, face, width, limit, bold)
    last = layout.lineAt(layout.lineCount() - 1)
    end = last.textStart() + last.textLength()
    if end < utf16_units(shown) or len(shown) < len(words):
        units = shown.encode("utf-16-le", "surrogatepass")
        head = units[: 2 * last.textStart()].decode("utf-16-le", "surrogatepass")
        tail = units[2 * last.textStart() :].decode("utf-16-le", "surrogatepass").rstrip() + "…"
        # Bold letters are wider than those that the metrics know.
        room = width - (face.width("…") if bold else 0)
        layout = _laid_out(head + face.elided(tail, room), face, width, limit, bold)
    return layout


def _laid_out(words: str, face: Face, width: int, limit: int, bold: Marks) -> QTextLayout:
    layout = QTextLayout(words, face.font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    layout.setTextOption(option)
    if bold:
        heavy = QTextCharFormat()
        heavy.setFontWeight(QFont.Weight.DemiBold)
        layout.setFormats(_ranges(words, bold, heavy))
    layout.beginLayout()
    for at in range(limit):
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(max(width, 1))
        line.setPosition(QPointF(0, at * face.pitch + (face.pitch - line.height()) / 2))
    layout.endLayout()
    return layout


def _ranges(words: str, marks: Marks, look: QTextCharFormat) -> list[QTextLayout.FormatRange]:
    ranges = []
    for start, end in marks:
        one = QTextLayout.FormatRange()
        one.start = utf16_units(words[:start])
        one.length = utf16_units(words[start:end])
        one.format = look
        ranges.append(one)
    return ranges


@lru_cache(maxsize=30_000)
def line_count(words: str, face: Face, width: int, limit: int, bold: Marks = ()) -> int:
    """How many lines `wrapped` takes; the common case of a single line is settled without a layout."""
    if not bold and "\n" not in words and len(words) < width and face.metrics.horizontalAdvance(words) <= width:
        return 1
    return max(1, wrapped(words, face, width, limit, bold).lineCount())


def draw_words(
    painter: QPainter,
    words: str,
    face: Face,
    box: QRect,
    colour: str,
    *,
    limit: int = 1,
    marks: Marks = (),
) -> None:
    """Paint words from the top left of `box`, wrapped to its width; `marks` are bold on a soft background."""
    painter.setPen(QColor(colour))
    if limit == 1 and not marks:
        painter.setFont(face.font)
        line = face.elided(words, box.width())
        painter.drawText(QRect(box.x(), box.y(), box.width() + 1, face.pitch), Qt.AlignmentFlag.AlignVCenter, line)
        return
    layout = wrapped(words, face, box.width(), limit, marks)
    look = QTextCharFormat()
    look.setBackground(QColor(style.tokens().soft))
    look.setForeground(QColor(style.tokens().accent))
    shown = utf16_units(layout.text())
    selections = [one for one in _ranges(words, marks, look) if one.start + one.length <= shown]
    layout.draw(painter, QPointF(box.topLeft()), selections)


def draw_current(painter: QPainter, box: QRect) -> None:
    """The row where the reader is: a soft background with the accent bar at its left."""
    painter.fillRect(box, QColor(style.tokens().soft))
    painter.fillRect(QRect(box.x(), box.y(), 3, box.height()), QColor(style.tokens().accent))


def tip(*paragraphs: str) -> str:
    """A tooltip of plain words: escaped, since a brief's words must never be read as markup, and so wrapped by Qt."""
    return "".join(f"<p>{escape(words)}</p>" for words in paragraphs if words)


class RowsModel(QAbstractListModel):
    """Values, one a row: `spoken` gives the words of a row, `tip_of` its tooltip, `can_choose` whether it is live."""

    def __init__(
        self,
        spoken: Callable[[Any], str],
        tip_of: Callable[[Any], str] | None = None,
        can_choose: Callable[[Any], bool] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.rows: list[Any] = []
        self._spoken = spoken
        self._tip = tip_of
        self._can_choose = can_choose

    def show(self, rows: Sequence[Any]) -> None:
        self.beginResetModel()
        self.rows = list(rows)
        self.endResetModel()

    def replace(self, at: int, row: Any) -> None:
        self.rows[at] = row
        self.dataChanged.emit(self.index(at), self.index(at))

    def insert(self, at: int, row: Any) -> None:
        self.beginInsertRows(QModelIndex(), at, at)
        self.rows.insert(at, row)
        self.endInsertRows()

    def remove(self, at: int) -> None:
        self.beginRemoveRows(QModelIndex(), at, at)
        del self.rows[at]
        self.endRemoveRows()

    def repaint(self) -> None:
        """Say that every row looks different, though none changed its height."""
        if self.rows:
            self.dataChanged.emit(self.index(0), self.index(len(self.rows) - 1), [Qt.ItemDataRole.DecorationRole])

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature, never changed
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._spoken(row)
        if role == Qt.ItemDataRole.ToolTipRole and self._tip is not None:
            return self._tip(row)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and self._can_choose is not None and not self._can_choose(self.rows[index.row()]):
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)


class RowDelegate(QStyledItemDelegate):
    """Measures and paints rows: subclasses give `height` and `draw`, in pixels of the view."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self.view = view

    def height(self, row: Any, width: int) -> int:
        """The height of a row in a view of `width` pixels."""
        raise AssertionError("each delegate has its own height")

    def draw(self, painter: QPainter, row: Any, box: QRect, index: Index, *, hover: bool) -> None:
        """Paint a row into `box`."""
        raise AssertionError("each delegate has its own drawing")

    def focus_box(self, box: QRect) -> QRect:
        """Where the ring of the keyboard goes in a row."""
        return box.adjusted(4, 1, -5, -2)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        width = self.view.viewport().width()
        return QSize(width, self.height(index.data(ROW), width))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        hover = bool(state & QStyle.StateFlag.State_MouseOver)
        self.draw(painter, index.data(ROW), option.rect, index, hover=hover)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QColor(style.tokens().accent))
            painter.drawRoundedRect(self.focus_box(option.rect).toRectF().translated(0.5, 0.5), 4, 4)
        painter.restore()


class RowsView(QListView):
    """A list that tells which row was chosen, by a click or by Enter, and paints rows of any height."""

    row_chosen = Signal(QModelIndex)

    def __init__(self, name: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(words)
        self.setFrameShape(QListView.Shape.NoFrame)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QListView.SelectionMode.NoSelection)
        self.setMouseTracking(True)
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.verticalScrollBar().setSingleStep(24)
        self.clicked.connect(self.row_chosen)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self.row_chosen.emit(self.currentIndex())
            return
        super().keyPressEvent(event)

    def height_of_rows(self, most: int) -> int:
        """The height of all rows in pixels, counted no further than `most`: a long list need not be measured."""
        total = 0
        for at in range(self.model().rowCount() if self.model() else 0):
            total += self.sizeHintForIndex(self.model().index(at, 0)).height()
            if total >= most:
                return most
        return total

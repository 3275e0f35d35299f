"""The two columns: the old edition at the left, the new one at the right, row by row beside each other.

One painted list holds both, so that they scroll as one and every row is as high as its longer side.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyleOptionViewItem, QWidget

from briefreader.brief.comparison import Change, Comparison, Row
from briefreader.brief.model import Block, BlockKind
from briefreader.ui import style
from briefreader.ui.editions.keys import walk_of
from briefreader.ui.editions.pieces import draw_pieces, joined, side
from briefreader.ui.editions.words import SAME_WORDS, first_change, moved_words, spoken_row
from briefreader.ui.lettering import Face, draw_words, line_count
from briefreader.ui.long_rows import Action, LongRowsView
from briefreader.ui.rows import ROW, Index, RowDelegate, RowsModel

_GAP = 16
_RIGHT = 30
_NUMBERS = 38
_MEASURE = 660
_MOVED = 20
_LINES = 20_000
_CONTEXT = 1


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the comparison in the list; `at` is its position among all rows."""

    at: int
    row: Row


@dataclass(frozen=True, slots=True)
class Skipped:
    """Stands for rows without a change that are not shown."""

    count: int


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
        self._lines = RowsModel(_spoken, None, _is_line, self)
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
        beside = [it for by in (-1, 1) if _is_line((it := index.siblingAtRow(index.row() + by)).data(ROW))]
        return index if not beside or _is_line(index.data(ROW)) else beside[0 if back else -1]

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


def _is_line(line: Line | Skipped | None) -> bool:
    return isinstance(line, Line)


def _spoken(line: Line | Skipped) -> str:
    return spoken_row(line.row) if isinstance(line, Line) else _skipped_words(line)


def _skipped_words(line: Skipped) -> str:
    return f"{line.count:,} unchanged paragraphs"


@dataclass(frozen=True, slots=True)
class _Look:
    """How a kind of block is set: `above` is room over it, `indent` at its left, in pixels."""

    face: Face
    muted: bool = False
    above: int = 0
    indent: int = 0


class ColumnDelegate(RowDelegate):
    """Paints a row of the comparison: numbers in the margins, the words, their differences."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._left = _NUMBERS
        self._number = Face(style.interface_font(11), 25)
        self._note = Face(style.interface_font(12, weight=QFont.Weight.Medium), _MOVED)
        self._plain = _Look(Face(style.reading_font(17), 25))
        small = style.reading_font(15)
        code = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        code.setPixelSize(14)
        self._looks = {
            BlockKind.TITLE: _Look(_bold(24, 31), above=4),
            BlockKind.CODE: _Look(Face(code, 21)),
            BlockKind.QUOTATION: _Look(self._plain.face, indent=20),
            BlockKind.TABLE: _Look(Face(small, 22)),
            BlockKind.BACK_MATTER: _Look(Face(small, 22), muted=True),
            BlockKind.DATE: _Look(Face(small, 22), muted=True),
            BlockKind.FIGURE: _Look(Face(small, 22), muted=True),
        }
        caption = style.reading_font(15)
        caption.setItalic(True)
        self._looks[BlockKind.CAPTION] = _Look(Face(caption, 22), muted=True)
        self._headings = [_Look(_bold(size, pitch), above=8) for size, pitch in ((21, 28), (18, 26), (17, 25))]
        self._points = [_Look(self._plain.face, indent=20 * level) for level in range(1, 5)]

    def set_numbers(self, most: int) -> None:
        """Make the margins wide enough for paragraph numbers up to `most`."""
        self._left = max(_NUMBERS, self._number.width(str(most)) + 20)

    @property
    def left(self) -> int:
        """Where the words of a column begin, in pixels from its left edge."""
        return self._left

    def _look(self, block: Block) -> _Look:
        if block.kind is BlockKind.HEADING:
            return self._headings[min(max(block.level, 1), 3) - 1]
        if block.kind is BlockKind.LIST_ITEM:
            return self._points[min(max(block.level, 1), 4) - 1]
        return self._looks.get(block.kind, self._plain)

    def _room(self, look: _Look, width: int) -> int:
        return max(80, min(width // 2 - self._left - _RIGHT, _MEASURE) - look.indent)

    def _side_height(self, row: Row, block: Block, kind: str, width: int) -> int:
        look = self._look(block)
        lines = line_count(joined(side(row.pieces, kind)), look.face, self._room(look, width), _LINES)
        return look.above + lines * look.face.pitch + (_MOVED if row.change is Change.MOVED else 0)

    def height(self, row: Line | Skipped, width: int) -> int:
        if isinstance(row, Skipped):
            return 36
        old, new = row.row.old, row.row.new
        heights = [0]
        if old is not None:
            heights.append(self._side_height(row.row, old, "deleted", width))
        # What stayed is as high at the right, but where another kind of block has the same words.
        if new is not None and not (row.row.change is Change.SAME and old is not None and old.kind is new.kind):
            heights.append(self._side_height(row.row, new, "added", width))
        return _GAP + max(heights)

    def focus_box(self, box: QRect) -> QRect:
        return box.adjusted(4, 0, -5, -1)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        if self._is_stop(index):
            # It wears its frame whether the keyboard is there or not.
            option.state &= ~QStyle.StateFlag.State_HasFocus
        super().paint(painter, option, index)

    def _is_stop(self, index: Index) -> bool:
        line = index.data(ROW)
        return (
            index.row() == self.view.currentIndex().row()
            and isinstance(line, Line)
            and line.row.change is not Change.SAME
        )

    def draw(self, painter: QPainter, row: Line | Skipped, box: QRect, index: Index, *, hover: bool) -> None:
        colours = style.tokens()
        half = box.width() // 2
        if isinstance(row, Skipped):
            self._draw_skipped(painter, row, box)
            return
        clip = QRectF(self.view.viewport().rect())
        left = QRect(box.x(), box.y(), half, box.height())
        right = QRect(box.x() + half + 1, box.y(), half - 1, box.height())
        for area, block, kind in ((left, row.row.old, "deleted"), (right, row.row.new, "added")):
            if block is None:
                self._draw_empty(painter, area, box.width())
            else:
                self._draw_side(painter, row.row, block, kind, area, box.width(), clip)
        if self._is_stop(index):
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(colours.accent), 1.6))
            painter.drawRoundedRect(self.focus_box(box).toRectF().translated(0.5, 0.5), 6, 6)

    def _draw_side(
        self, painter: QPainter, row: Row, block: Block, kind: str, area: QRect, width: int, clip: QRectF
    ) -> None:
        colours, look = style.tokens(), self._look(block)
        top = area.y() + _GAP // 2 + look.above
        if block.number is not None:
            painter.setFont(self._number.font)
            painter.setPen(QColor(colours.muted))
            room = QRect(area.x(), top, self._left - 12, look.face.pitch)
            align = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(room, align, str(block.number))
        pieces = side(row.pieces, kind)
        room = QRect(area.x() + self._left + look.indent, top, self._room(look, width), 0)
        draw_pieces(painter, pieces, look.face, room, colours.muted if look.muted else colours.ink, _LINES, clip)
        if moved := moved_words(row):
            high = line_count(joined(pieces), look.face, room.width(), _LINES) * look.face.pitch
            room = QRect(room.x(), top + high, room.width(), _MOVED)
            draw_words(painter, moved, self._note, room, colours.accent)

    def _draw_empty(self, painter: QPainter, area: QRect, width: int) -> None:
        """Where nothing stands at one side, a dashed box keeps its place."""
        room = self._room(self._plain, width)
        box = QRect(area.x() + self._left, area.y() + 6, room, area.height() - 12)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(style.tokens().line), 1, Qt.PenStyle.DashLine))
        painter.drawRoundedRect(box.toRectF().translated(0.5, 0.5), 5, 5)

    def _draw_skipped(self, painter: QPainter, row: Skipped, box: QRect) -> None:
        colours = style.tokens()
        band = box.adjusted(0, 6, 0, -6)
        painter.fillRect(band, QColor(colours.panel))
        painter.setFont(style.interface_font(12))
        painter.setPen(QColor(colours.muted))
        painter.drawText(band, Qt.AlignmentFlag.AlignCenter, _skipped_words(row))


def _bold(pixels: int, pitch: int) -> Face:
    font = style.reading_font(pixels)
    font.setWeight(QFont.Weight.DemiBold)
    return Face(font, pitch)

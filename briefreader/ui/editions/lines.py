"""A row of two editions, painted: numbers in the margins, the words of both sides, and their differences."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyleOptionViewItem

from briefreader.brief.comparison import Change, Row
from briefreader.brief.model import Block, BlockKind
from briefreader.ui import style
from briefreader.ui.editions.pieces import draw_pieces, joined, side
from briefreader.ui.editions.words import moved_words, spoken_row
from briefreader.ui.lettering import Face, draw_words, line_count
from briefreader.ui.rows import ROW, Index, RowDelegate

_GAP = 16
_RIGHT = 30
_NUMBERS = 38
_MEASURE = 660
_MOVED = 20
_LINES = 20_000


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the comparison in the list; `at` is its position among all rows."""

    at: int
    row: Row


@dataclass(frozen=True, slots=True)
class Skipped:
    """Stands for rows without a change that are not shown."""

    count: int


def is_line(line: Line | Skipped | None) -> bool:
    """Whether this is a row of the comparison."""
    return isinstance(line, Line)


def spoken_line(line: Line | Skipped) -> str:
    """A row of the list in words, for screen readers."""
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

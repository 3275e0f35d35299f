"""The heat map: a real table, painted as tiles that are the darker the more often somebody appears there."""

from __future__ import annotations

from collections.abc import Sequence
from time import monotonic

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleEvent,
    QColor,
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget

from briefreader.brief.folding import fold
from briefreader.brief.grid import Grid, Line
from briefreader.brief.shades import shade, share_of
from briefreader.ui import style
from briefreader.ui.lettering import Face
from briefreader.ui.map.grid_model import Crossing, GridModel
from briefreader.ui.map.heat_headers import ROW_HEIGHT, ColumnsHeader, NamesHeader
from briefreader.ui.rows import ROW, Index

_COLUMN = (64, 112, 124)
_TOTAL = 64
_GAP = 3
_PAUSE = 1.0


class HeatView(QTableView):
    """The table. `cell_chosen` and `subject_chosen` carry ids; `empty_chosen` the words of a cell with nothing in it.

    To the left of the first cell the keyboard is on the name of the row, and Enter chooses that.
    """

    cell_chosen = Signal(str, str)
    subject_chosen = Signal(str)
    empty_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("map-grid")
        self.setAccessibleName("Who appears where")
        self.setProperty("role", "paper")
        self.grid = GridModel(self)
        self._names, self._columns = NamesHeader(self), ColumnsHeader(self)
        self.setVerticalHeader(self._names)
        self.setHorizontalHeader(self._columns)
        self.setModel(self.grid)
        self.tiles = _TileDelegate(self)
        self.setItemDelegate(self.tiles)
        self.setShowGrid(False)
        self.setCornerButtonEnabled(False)
        self.setTabKeyNavigation(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setSelectionMode(QTableView.SelectionMode.NoSelection)
        self.setEditTriggers(QTableView.EditTrigger.NoEditTriggers)
        for mode in (self.setHorizontalScrollMode, self.setVerticalScrollMode):
            mode(QTableView.ScrollMode.ScrollPerPixel)
        self.verticalScrollBar().setSingleStep(ROW_HEIGHT)
        self._typed, self._typed_at = "", 0.0
        self._names.sectionClicked.connect(self._choose_name)
        self.clicked.connect(self._click)
        self._chosen: tuple[str, str] | None = None

    def show_grid(self, grid: Grid, rows: Sequence[Line] | None = None) -> None:
        """Show a grid, or some of its rows, the current cell being kept where it is still there."""
        current = self.currentIndex()
        here = self.grid.crossing(current) if current.isValid() else None
        if grid is not self.grid.grid:
            self.tiles.forget()
        self._names.mark(-1)
        self.grid.show(grid, rows)
        self._fit()
        self._go_back_to(here)

    def _go_back_to(self, here: Crossing | None) -> None:
        if not self.grid.rows:
            return
        at = next((n for n, line in enumerate(self.grid.rows) if here is not None and line.id == here.row.id), 0)
        column = 0
        if here is not None and here.column in self.grid.grid.columns:
            column = self.grid.grid.columns.index(here.column)
        self._go_to(self.grid.index(at, column))

    def _go_to(self, index: QModelIndex) -> None:
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        self.scrollTo(index)

    def recolour(self) -> None:
        """Take on the colours of the scheme in force."""
        self.tiles.forget()
        for part in (self, self._names, self._columns):
            part.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def _fit(self) -> None:
        """Share the room out among the columns; where there is not enough for all, they scroll."""
        columns = len(self.grid.grid.columns)
        self._names.fit([line.name for line in self.grid.grid.rows], self.width())
        room = self.width() - self._names.width() - _TOTAL - self.verticalScrollBar().sizeHint().width()
        least, usual, most = _COLUMN
        # A long word may make all columns a little wider than they have to be.
        least = max(least, min(usual, self._columns.longest_word()))
        wide = max(least, min(most, room // max(1, columns)))
        self._columns.setDefaultSectionSize(wide)
        # The default leaves alone what once had a size of its own, such as the totals of a map with fewer columns.
        for at in range(columns):
            if self._columns.sectionSize(at) != wide:
                self._columns.resizeSection(at, wide)
        self._columns.resizeSection(columns, _TOTAL)
        self._columns.fit()
        # A table does not notice by itself that its headers have another size.
        self.updateGeometries()

    # Choosing

    def _click(self, index: QModelIndex) -> None:
        self._names.mark(-1)
        self._choose(index)

    def _choose(self, index: QModelIndex) -> None:
        here: Crossing = index.data(ROW)
        if here.column is None:
            self.subject_chosen.emit(here.row.id)
        elif here.count:
            self.set_chosen((here.row.id, here.column.id))
            self.cell_chosen.emit(here.row.id, here.column.id)
        else:
            self.empty_chosen.emit(self.grid.spoken(index))

    def rings(self) -> dict[tuple[int, int], str]:
        """The colours of the rings on cells: that whose paragraphs are shown, and that which has the keyboard."""
        rings = {}
        if self._chosen is not None:
            rows, columns = self.grid.rows, self.grid.grid.columns
            row, column = self._chosen
            at = next((n for n, line in enumerate(rows) if line.id == row), -1)
            rings[at, next((n for n, line in enumerate(columns) if line.id == column), -1)] = style.tokens().accent
        if self.hasFocus() and not self.is_on_name:
            rings[self.currentIndex().row(), self.currentIndex().column()] = style.tokens().ink
        return rings

    def paintEvent(self, event: QPaintEvent) -> None:
        self.tiles.begin()
        super().paintEvent(event)

    def set_chosen(self, cell: tuple[str, str] | None) -> None:
        """Frame the cell whose paragraphs are shown, or none."""
        self._chosen = cell
        self.viewport().update()

    def _choose_name(self, row: int) -> None:
        self._go_to(self.grid.index(row, max(0, self.currentIndex().column())))
        self.subject_chosen.emit(self.grid.rows[row].id)

    # Keys

    @property
    def is_on_name(self) -> bool:
        """Whether the keyboard is on the name of a row."""
        return self._names.marked >= 0

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, current = event.key(), self.currentIndex()
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if not current.isValid():
            super().keyPressEvent(event)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            if self.is_on_name:
                self._choose_name(current.row())
            else:
                self._choose(current)
        elif plain and key == Qt.Key.Key_Left and current.column() == 0:
            self._mark_name(current.row())
        elif plain and key == Qt.Key.Key_Right and self.is_on_name:
            self._mark_name(-1)
        else:
            on_name = self.is_on_name
            super().keyPressEvent(event)
            if on_name:
                # Up and down lead to other names; whatever else moves leads into the cells.
                now = self.currentIndex()
                self._mark_name(now.row() if now.column() == 0 and key != Qt.Key.Key_Home else -1)

    def _mark_name(self, row: int) -> None:
        self._names.mark(row)
        self.viewport().update(self.visualRect(self.currentIndex()))
        self._tell_focus()

    def _tell_focus(self) -> None:
        """Tell screen readers which header or cell has the keyboard: Qt itself knows of cells alone."""
        event = QAccessibleEvent(self, QAccessible.Event.Focus)
        across = self.grid.columnCount() + 1
        current = self.currentIndex()
        event.setChild((current.row() + 1) * across + (0 if self.is_on_name else current.column() + 1))
        QAccessible.updateAccessibility(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def keyboardSearch(self, search: str) -> None:
        """Go to the next row whose name begins with what was typed within a second."""
        now = monotonic()
        self._typed = (self._typed if now - self._typed_at < _PAUSE else "") + fold(search)
        self._typed_at = now
        # The same letter again leads on to the next such name.
        wanted = self._typed[0] if len(set(self._typed)) == 1 else self._typed
        rows, here = self.grid.rows, max(0, self.currentIndex().row())
        first = here + 1 if len(wanted) == 1 else here
        for at in (number % len(rows) for number in range(first, first + len(rows))):
            if fold(rows[at].name).startswith(wanted):
                self._go_to(self.grid.index(at, max(0, self.currentIndex().column())))
                if self.is_on_name:
                    self._mark_name(at)
                return


class _TileDelegate(QStyledItemDelegate):
    """Paints a cell: a tile with its number, or the lightest tile without one; a total is a number alone."""

    def __init__(self, view: HeatView) -> None:
        super().__init__(view)
        self._view = view
        self._face = Face(style.interface_font(12), 18)
        self._tiles: dict[int, QPixmap] = {}
        self._size = (0, 1.0)
        self._total = 0
        self._rings: dict[tuple[int, int], str] = {}

    def forget(self) -> None:
        """Forget the tiles: the scheme or the highest count is another."""
        self._tiles.clear()

    def look(self, count: int) -> tuple[str, str]:
        """The ground of a tile and the ink of its number."""
        colours = style.tokens()
        if not count:
            return colours.panel, colours.ink
        inks = (colours.accent, colours.ink, colours.on_accent, colours.paper)
        return shade(share_of(count, self._view.grid.most), colours.paper, colours.accent, inks)

    def begin(self) -> None:
        """Settle what all cells of a frame have in common."""
        view = self._view
        look = (view.columnWidth(0), view.devicePixelRatioF())
        if look != self._size:
            self._size = look
            self._tiles.clear()
        self._total = view.grid.total_column
        self._rings = view.rings()

    def _painted(self, count: int, size: QSize) -> QPixmap:
        """The picture of a tile, painted once for each count."""
        ratio = self._size[1]
        tile = self._tiles[count] = QPixmap(round(size.width() * ratio), round(size.height() * ratio))
        tile.setDevicePixelRatio(ratio)
        tile.fill(QColor(style.tokens().paper))
        painter = QPainter(tile)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._face.font)
        painter.setPen(Qt.PenStyle.NoPen)
        ground, ink = self.look(count)
        painter.setBrush(QColor(ground))
        box = _inside(QRect(0, 0, size.width(), size.height()))
        painter.drawRoundedRect(box, 4, 4)
        if count:
            painter.setPen(QColor(ink))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, f"{count:,}")
        painter.end()
        return tile

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        # There are a thousand of these in a large window: whatever costs a microsecond is settled in `begin`.
        row, column = index.row(), index.column()
        box: QRect = option.rect
        count = self._view.grid.count_at(row, column)
        if column == self._total:
            painter.setFont(self._face.font)
            painter.setPen(QColor(style.tokens().muted))
            painter.drawText(_inside(box).adjusted(0, 0, -7, 0), _AT_RIGHT, f"{count:,}")
        else:
            painter.drawPixmap(box.topLeft(), self._tiles.get(count) or self._painted(count, box.size()))
        if (row, column) in self._rings:
            _draw_ring(painter, _inside(box), self._rings[row, column])


def _inside(box: QRect) -> QRect:
    """A cell without the gaps around it."""
    return box.adjusted(1, 1, 1 - _GAP, 1 - _GAP)


def _draw_ring(painter: QPainter, tile: QRect, colour: str) -> None:
    """A ring that is seen on dark tiles and on light ones, having a line of paper inside."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for inset, wide, name in ((1.5, 1.4, style.tokens().paper), (0.0, 1.8, colour)):
        painter.setPen(QPen(QColor(name), wide))
        painter.drawRoundedRect(tile.toRectF().adjusted(inset, inset, -inset, -inset), 4, 4)


_AT_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter

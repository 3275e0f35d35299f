"""A grid as a table with headers and words for every cell, which is how screen readers get it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt
from PySide6.QtWidgets import QWidget

from briefreader.brief.counts import cell_words, row_words, total_words
from briefreader.brief.grid import Cell, Grid, Line
from briefreader.ui.lettering import tip
from briefreader.ui.rows import ROW, Index

COUNT = Qt.ItemDataRole.UserRole + 1
"""The role under which a cell gives its number, the total included."""

_NOTHING = Cell(0, ())


@dataclass(frozen=True, slots=True)
class Crossing:
    """Where a row meets a column; the column of the totals has none."""

    row: Line
    column: Line | None
    count: int


class GridModel(QAbstractTableModel):
    """The rows that are shown of a grid by all of its columns, and a last column with the totals."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.grid = Grid((), (), {})
        self.rows: tuple[Line, ...] = ()
        self.most = 0
        self._totals: dict[str, int] = {}

    def show(self, grid: Grid, rows: Sequence[Line] | None = None) -> None:
        """Show a grid, or some of its rows; the highest count is that of the whole grid."""
        self.beginResetModel()
        if grid is not self.grid:
            # Worked out once: a hundred thousand cells take some milliseconds.
            self.most = grid.most
            self._totals = {}
        self.grid = grid
        self.rows = grid.rows if rows is None else tuple(rows)
        self.endResetModel()

    @property
    def total_column(self) -> int:
        """The column of the totals, the last one."""
        return len(self.grid.columns)

    def count_at(self, row: int, column: int) -> int:
        """The number in a cell, or the total of a row."""
        line = self.rows[row].id
        if column < len(self.grid.columns):
            return self.grid.cells.get((line, self.grid.columns[column].id), _NOTHING).count
        # Only those that come into sight are ever added up.
        if line not in self._totals:
            self._totals[line] = self.grid.total(line)
        return self._totals[line]

    def crossing(self, index: Index) -> Crossing:
        """What meets in a cell."""
        columns = self.grid.columns
        column = columns[index.column()] if index.column() < len(columns) else None
        return Crossing(self.rows[index.row()], column, self.count_at(index.row(), index.column()))

    def spoken(self, index: Index) -> str:
        """ "NATO in Implications: 8 mentions"."""
        here = self.crossing(index)
        if here.column is None:
            return total_words(here.row, here.count, self.grid.columns)
        return cell_words(here.row, here.column, here.count)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature, never changed
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as above
        return 0 if parent.isValid() else len(self.grid.columns) + 1

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == COUNT:
            return self.count_at(index.row(), index.column())
        if role == ROW:
            return self.crossing(index)
        if role == Qt.ItemDataRole.DisplayRole:
            count = self.count_at(index.row(), index.column())
            return f"{count:,}" if count else ""
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.spoken(index)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(self.spoken(index))
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Vertical:
            return self._row_head(self.rows[section], role) if 0 <= section < len(self.rows) else None
        told = self.grid.columns[section].name if 0 <= section < len(self.grid.columns) else "Total"
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return told
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(told)
        return None

    def _row_head(self, line: Line, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return line.name
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return row_words(line)
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(f"{line.name} ({line.kind})", "Click for all about it")
        return None

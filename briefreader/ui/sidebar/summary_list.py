"""The table of all briefs: one row each, sorted by a click on a column."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTreeView, QWidget

from briefreader.ui import style
from briefreader.ui.lettering import Face, draw_words, line_count, tip
from briefreader.ui.rows import ROW, Index
from briefreader.ui.sidebar.summaries import COLUMNS, authors_words, cell_words, progress_share, sort_key, spoken_cell

if TYPE_CHECKING:
    from briefreader.storage.briefs import BriefSummary

_SIDE = 18
_TITLE, _PROGRESS, _NOTES = 0, 4, 5
_WIDTHS = (460, 166, 132, 104, 166, 76)


class SummaryModel(QAbstractTableModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: list[BriefSummary] = []
        self._given: list[BriefSummary] = []
        self._sorted = (-1, Qt.SortOrder.AscendingOrder)

    def show(self, summaries: Sequence[BriefSummary]) -> None:
        self.beginResetModel()
        self._given = list(summaries)
        self.rows = self._in_order()
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature, never changed
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - as above
        return len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        summary = self.rows[index.row()]
        if role == ROW:
            return summary
        if role == Qt.ItemDataRole.DisplayRole:
            return cell_words(summary, index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken_cell(summary, index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return tip(summary.metadata.title, authors_words(summary), summary.metadata.source)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return COLUMNS[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._sorted = (column, order)
        self.layoutAboutToBeChanged.emit()
        held = [(index, self.rows[index.row()].id) for index in self.persistentIndexList()]
        self.rows = self._in_order()
        places = {summary.id: at for at, summary in enumerate(self.rows)}
        for index, brief in held:
            self.changePersistentIndex(index, self.index(places[brief], index.column()))
        self.layoutChanged.emit()

    def _in_order(self) -> list[BriefSummary]:
        column, order = self._sorted
        if column < 0:
            return list(self._given)
        down = order == Qt.SortOrder.DescendingOrder
        return sorted(self._given, key=lambda summary: sort_key(summary, column), reverse=down)


class SummaryView(QTreeView):
    brief_chosen = Signal(str)

    def __init__(self, model: SummaryModel) -> None:
        super().__init__()
        self.setObjectName("library-list")
        self.setAccessibleName("Briefs")
        self.setProperty("role", "paper")
        self.setModel(model)
        self.setItemDelegate(_SummaryDelegate(self))
        self.setRootIsDecorated(False)
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QTreeView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.header()
        header.setSortIndicatorClearable(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setStretchLastSection(False)
        header.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        header.setAccessibleName("Sort by")
        self.clicked.connect(self._choose)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._choose(self.currentIndex())
            return
        super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width = self.viewport().width()
        others = sum(_WIDTHS[1:])
        # The title takes what is left, but never less than a line needs: then the other columns give way.
        title = max(width - others, min(_WIDTHS[0], width // 2))
        share = (width - title) / others
        self.header().resizeSection(_TITLE, title)
        for column in range(1, len(_WIDTHS)):
            self.header().resizeSection(column, int(_WIDTHS[column] * share))
        if event.size().width() != event.oldSize().width():
            self.scheduleDelayedItemsLayout()
            self.updateGeometry()  # narrower titles take more lines

    def sizeHint(self) -> QSize:
        rows = sum(
            self.sizeHintForIndex(self.model().index(at, 0)).height() for at in range(min(40, self.model().rowCount()))
        )
        return QSize(900, self.header().sizeHint().height() + rows + 2)

    def _choose(self, index: QModelIndex) -> None:
        self.brief_chosen.emit(index.data(ROW).id)


class _SummaryDelegate(QStyledItemDelegate):
    def __init__(self, view: QTreeView) -> None:
        super().__init__(view)
        self._view = view
        title = style.reading_font(17)
        title.setWeight(QFont.Weight.DemiBold)
        self._title = Face(title, 22)
        self._plain = Face(style.interface_font(13), 18)
        self._strong = Face(style.interface_font(13, weight=QFont.Weight.DemiBold), 18)

    def _title_width(self) -> int:
        return max(80, self._view.columnWidth(_TITLE) - _SIDE - 12)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        summary: BriefSummary = index.data(ROW)
        lines = line_count(summary.metadata.title, self._title, self._title_width(), 2)
        return QSize(60, 2 * 14 + lines * self._title.pitch + self._plain.pitch)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        colours = style.tokens()
        summary: BriefSummary = index.data(ROW)
        box: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if index.row() == self._view.currentIndex().row():
            painter.fillRect(box, QColor(colours.soft))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, QColor(colours.panel))
        painter.fillRect(QRect(box.x(), box.bottom(), box.width(), 1), QColor(colours.line))
        if index.column() == _TITLE:
            self._draw_title(painter, summary, box)
        elif index.column() == _PROGRESS:
            self._draw_progress(painter, summary, box)
        else:
            face = self._strong if index.column() == _NOTES and summary.annotations else self._plain
            room = QRect(box.x(), box.center().y() - face.pitch // 2, box.width() - 10, face.pitch)
            draw_words(painter, cell_words(summary, index.column()), face, room, colours.ink)
        painter.restore()

    def _draw_title(self, painter: QPainter, summary: BriefSummary, box: QRect) -> None:
        colours = style.tokens()
        title = summary.metadata.title
        lines = line_count(title, self._title, self._title_width(), 2)
        below = authors_words(summary)
        top = box.y() + 14 + (0 if below else self._plain.pitch // 2)
        room = QRect(box.x() + _SIDE, top, self._title_width(), lines * self._title.pitch)
        draw_words(painter, title, self._title, room, colours.ink, limit=2)
        room = QRect(room.x(), room.bottom() + 1, room.width(), self._plain.pitch)
        draw_words(painter, below, self._plain, room, colours.muted)
        if self._view.hasFocus() and self._view.currentIndex().row() == self._view.indexAt(box.center()).row():
            painter.fillRect(QRect(box.x(), box.y(), 3, box.height() - 1), QColor(colours.accent))

    def _draw_progress(self, painter: QPainter, summary: BriefSummary, box: QRect) -> None:
        colours = style.tokens()
        width, top = box.width() - 16, box.center().y() - 12
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.line))
        painter.drawRoundedRect(QRectF(box.x(), top, width, 4), 2, 2)
        done = width * progress_share(summary)
        if done:
            painter.setBrush(QColor(colours.accent))
            painter.drawRoundedRect(QRectF(box.x(), top, max(4.0, done), 4), 2, 2)
        room = QRect(box.x(), top + 8, width, self._plain.pitch)
        draw_words(painter, cell_words(summary, _PROGRESS), self._plain, room, colours.muted)

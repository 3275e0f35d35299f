"""The contents of the open brief: sections with their enumerated points, and where the reader is among them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QRect, Signal
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QWidget

from briefreader.brief.outline import OutlineEntry
from briefreader.ui import style
from briefreader.ui.lettering import Face, draw_words, line_count, tip
from briefreader.ui.rows import ROW, Index, RowDelegate, RowsModel, RowsView, draw_current

_LEFT = 14
_INDENT = 16
_LINES = 3


class ContentsView(RowsView):
    """The outline as a list. `entry_chosen` carries the id of the block to go to."""

    entry_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("contents", "Contents", parent)
        self.followed = -1
        self._rows = RowsModel(_spoken, _tip, parent=self)
        self.setModel(self._rows)
        self.setItemDelegate(_EntryDelegate(self))
        self.row_chosen.connect(self._choose)

    def show_outline(self, entries: Sequence[OutlineEntry]) -> None:
        self.followed = -1
        self._rows.show(entries)

    def follow(self, block_index: int) -> None:
        """Mark the deepest entry that holds the block, and bring it into view; nothing is emitted."""
        holding = [at for at, entry in enumerate(self._rows.rows) if entry.first <= block_index <= entry.last]
        at = max(holding, key=lambda one: (self._rows.rows[one].level, one), default=-1)
        if at == self.followed:
            return
        self.followed = at
        if at >= 0:
            # The keyboard begins where the reader is, unless the reader is walking through the list just now.
            if not self.hasFocus():
                self.setCurrentIndex(self._rows.index(at))
            self.scrollTo(self._rows.index(at))
        self.viewport().update()

    def _choose(self, index: QModelIndex) -> None:
        entry: OutlineEntry = index.data(ROW)
        self.entry_chosen.emit(entry.block)


def _spoken(entry: OutlineEntry) -> str:
    count = f"{entry.paragraphs} paragraph" + ("" if entry.paragraphs == 1 else "s")
    return f"{entry.title}, {'point' if entry.kind == 'point' else 'section'}, {count}"


def _tip(entry: OutlineEntry) -> str:
    return tip(entry.title, f"{entry.paragraphs} ¶" if entry.paragraphs else "")


class _EntryDelegate(RowDelegate):
    def __init__(self, view: ContentsView) -> None:
        super().__init__(view)
        self._contents = view
        self._plain = Face(style.interface_font(13), 18)
        self._strong = Face(style.interface_font(13, weight=QFont.Weight.DemiBold), 18)

    def _room(self, entry: OutlineEntry, width: int) -> tuple[int, int]:
        left = _LEFT + _INDENT * min(entry.level, 4)
        return left, max(40, width - left - _LEFT)

    def height(self, row: OutlineEntry, width: int) -> int:
        return 8 + self._plain.pitch * line_count(row.title, self._plain, self._room(row, width)[1], _LINES)

    def draw(self, painter: QPainter, row: OutlineEntry, box: QRect, index: Index, *, hover: bool) -> None:
        colours = style.tokens()
        here = index.row() == self._contents.followed
        if here:
            draw_current(painter, box)
        elif hover:
            painter.fillRect(box, QColor(colours.paper))
        colour = colours.accent if here else colours.muted if row.level else colours.ink
        left, width = self._room(row, box.width())
        # Bold letters may need one line more, and following the reader must move no row.
        fits = here and line_count(row.title, self._strong, width, _LINES) == (box.height() - 8) // self._strong.pitch
        face = self._strong if fits else self._plain
        room = QRect(box.x() + left, box.y() + 4, width, box.height() - 8)
        draw_words(painter, row.title, face, room, colour, limit=_LINES)

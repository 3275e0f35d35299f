"""The list of keys, made from the same table as the menus."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLineEdit, QListView, QVBoxLayout, QWidget

from briefreader.ui import style
from briefreader.ui.lettering import Face, draw_words
from briefreader.ui.rows import Index, RowDelegate, RowsModel, RowsView

Row = tuple[str, str, str]
"""Group, what it does, and its keys; a row with no keys is the heading of its group."""


class KeysDialog(QDialog):
    """Every key in its group, with a line to find one."""

    def __init__(self, rows: Sequence[Row], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("keys")
        self.setWindowTitle("Keys")
        self.resize(520, 600)
        self._all = [row for row in rows if row[2]]
        self._words = QLineEdit()
        self._words.setObjectName("keys-filter")
        self._words.setAccessibleName("Find a key")
        self._words.setPlaceholderText("Find a key")
        self._words.setClearButtonEnabled(True)
        self._words.textChanged.connect(self._show)
        view = RowsView("keys-list", "Keys")
        self._rows = RowsModel(_spoken, can_choose=_is_key, parent=self)
        view.setModel(self._rows)
        view.setItemDelegate(_KeyDelegate(view))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 14)
        layout.setSpacing(10)
        for widget in (self._words, view, buttons):
            layout.addWidget(widget)
        self._show()

    def _show(self) -> None:
        wanted = self._words.text().casefold().split()
        shown: list[Row] = []
        for row in self._all:
            if all(word in " ".join(row).casefold() for word in wanted):
                if not shown or shown[-1][0] != row[0]:
                    shown.append((row[0], row[0], ""))
                shown.append(row)
        self._rows.show(shown)


def _is_key(row: Row) -> bool:
    return bool(row[2])


def _spoken(row: Row) -> str:
    return f"{row[1]}: {row[2]}" if row[2] else row[1]


class _KeyDelegate(RowDelegate):
    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._plain = Face(style.interface_font(13), 26)
        self._caption = Face(style.interface_font(11, weight=QFont.Weight.DemiBold), 26)

    def height(self, row: Row, width: int) -> int:
        return 26 if row[2] else 36

    def draw(self, painter: QPainter, row: Row, box: QRect, index: Index, *, hover: bool) -> None:
        colours = style.tokens()
        if not row[2]:
            draw_words(painter, row[1].upper(), self._caption, box.adjusted(4, 10, -4, 0), colours.muted)
            return
        keys = self._plain.width(row[2])
        painter.setFont(self._plain.font)
        painter.setPen(QColor(colours.muted))
        painter.drawText(box.adjusted(0, 0, -6, 0), Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, row[2])
        draw_words(painter, row[1], self._plain, box.adjusted(4, 0, -keys - 24, 0), colours.ink)

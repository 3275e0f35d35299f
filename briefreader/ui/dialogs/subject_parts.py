"""What the dialogs on actors and themes have in common: the choice of a kind, the list of names, the buttons."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QIcon, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListView,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from briefreader.brief.corrections import THEME
from briefreader.brief.registry import KINDS
from briefreader.ui import style
from briefreader.ui.lettering import Face, draw_words, tip
from briefreader.ui.rows import Index, RowDelegate, RowsModel, RowsView

LONGEST = 120
"""How many characters a name may have."""

_CROSS = 34
_SEAT = "capital that stands for the government"


def go_and_cancel(name: str, words: str) -> tuple[QDialogButtonBox, QPushButton]:
    """The buttons of a dialog called `name`, and the one among them that does it, which says `words`."""
    buttons = QDialogButtonBox()
    go = buttons.addButton(words, QDialogButtonBox.ButtonRole.AcceptRole)
    go.setObjectName(f"{name}-go")
    go.setDefault(True)
    cancel = buttons.addButton("Cancel", QDialogButtonBox.ButtonRole.RejectRole)
    cancel.setObjectName(f"{name}-cancel")
    cancel.setAutoDefault(False)
    return buttons, go


def words_label(name: str, words: str = "", role: str = "muted") -> QLabel:
    """A paragraph of plain words in a dialog."""
    label = QLabel(words)
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    label.setProperty("role", role)
    return label


def fault_of(name: str, taken: Sequence[str] = ()) -> str:
    """What is wrong with a name that was typed, as a sentence; nothing where it will do."""
    if not any(letter.isalnum() for letter in name):
        return "A name needs a letter or a figure; type one."
    if name in taken:
        return f"“{name}” is in the list already; type another one."
    return ""


class KindChoice(QWidget):
    """One of the kinds as buttons that stay down, the arrows going from one to the next. `kind_chosen` tells which."""

    kind_chosen = Signal(str)

    def __init__(self, kind: str, *, with_theme: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("kind-choice")
        self.setAccessibleName("Kind")
        self._group = QButtonGroup(self)
        self._buttons: dict[str, QPushButton] = {}
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(5)
        for one in (*KINDS, THEME) if with_theme else KINDS:
            button = QPushButton(one.capitalize())
            button.setObjectName(f"kind-{one}")
            button.setProperty("role", "switch")
            button.setCheckable(True)
            button.setAutoDefault(False)
            button.setIconSize(QSize(13, 13))
            self._group.addButton(button)
            self._buttons[one] = button
            line.addWidget(button)
        line.addStretch(1)
        self._group.buttonToggled.connect(self._tick)
        self._group.buttonToggled.connect(self._tell)
        self._buttons.get(kind, self._buttons[KINDS[0]]).setChecked(True)

    @property
    def kind(self) -> str:
        """The kind that is chosen."""
        return next(kind for kind, button in self._buttons.items() if button.isChecked())

    def _tick(self, button: QPushButton, chosen: bool) -> None:
        # A tick as well, since colour alone would not do.
        button.setIcon(style.icon("check", size=14) if chosen else QIcon())

    def _tell(self, button: QPushButton, chosen: bool) -> None:
        if chosen:
            self.kind_chosen.emit(self.kind)


@dataclass(frozen=True, slots=True)
class NameRow:
    """A name in the list; `seat` is that of a capital, which stands for a government."""

    words: str
    seat: bool = False


class NamesEditor(QWidget):
    """A list of names with a field to add one. Enter adds; Delete, or the cross of a row, removes."""

    def __init__(self, noun: str, names: Sequence[str] = (), seats: Sequence[str] = ()) -> None:
        super().__init__()
        self.setObjectName("names-editor")
        self._before = (*names, *seats)
        self._field = _AddField()
        self._field.setObjectName("names-field")
        self._field.setMaxLength(LONGEST)
        self._add = QPushButton("Add")
        self._add.setObjectName("names-add")
        self._add.setAutoDefault(False)
        self._view = _NamesView()
        self._rows = RowsModel(_spoken, _tip, parent=self)
        self._view.setModel(self._rows)
        self._view.setItemDelegate(_NameDelegate(self._view))
        self._fault = words_label("names-fault", role="warning")
        self._fault.hide()
        self.call(noun)
        line = QHBoxLayout()
        line.setSpacing(6)
        line.addWidget(self._field, 1)
        line.addWidget(self._add)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(line)
        column.addWidget(self._fault)
        column.addWidget(self._view, 1)
        self._rows.show([*map(NameRow, names), *(NameRow(seat, True) for seat in seats)])
        self._field.add_requested.connect(self.take_typed)
        self._field.textEdited.connect(self._fault.hide)
        self._add.clicked.connect(self.take_typed)
        self._view.remove_requested.connect(self._remove)

    def call(self, noun: str) -> None:
        """Say what the list is of: "name" or "term"."""
        self._field.setPlaceholderText(f"Another {noun}, then Enter")
        self._field.setAccessibleName(f"Another {noun}")
        self._add.setAccessibleName(f"Add this {noun}")
        self._view.setAccessibleName(f"{noun.capitalize()}s")
        self._view.setAccessibleDescription(f"Delete removes a {noun}")

    @property
    def names(self) -> tuple[str, ...]:
        """The names in the list, in its order."""
        return tuple(row.words for row in self._rows.rows)

    @property
    def added(self) -> tuple[str, ...]:
        """The names that were not there before."""
        return tuple(name for name in self.names if name not in self._before)

    @property
    def dropped(self) -> tuple[str, ...]:
        """The names that were there before."""
        return tuple(name for name in self._before if name not in self.names)

    def take_typed(self) -> bool:
        """Add what is typed, if anything is; false where it will not do, which is then said."""
        name = " ".join(self._field.text().split())
        fault = fault_of(name, self.names) if name else ""
        self._fault.setText(fault)
        self._fault.setVisible(bool(fault))
        if name and not fault:
            self._rows.insert(0, NameRow(name))
            self._field.clear()
        return not fault

    def _remove(self, at: int) -> None:
        self._rows.remove(at)
        if self._rows.rows:
            self._view.setCurrentIndex(self._rows.index(min(at, len(self._rows.rows) - 1)))
        else:
            self._field.setFocus()


class _AddField(QLineEdit):
    """Enter adds what is typed; with nothing typed it is the dialog's."""

    add_requested = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.text().strip():
            self.add_requested.emit()
        else:
            super().keyPressEvent(event)


class _NamesView(RowsView):
    remove_requested = Signal(int)

    def __init__(self) -> None:
        super().__init__("names-list", "")
        self.setUniformItemSizes(True)
        self.setProperty("role", "paper")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        removes = event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
        if removes and self.currentIndex().isValid():
            self.remove_requested.emit(self.currentIndex().row())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()  # a row means nothing by itself: Enter is the dialog's
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self._crossed(event.position().toPoint())
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton:
            self.remove_requested.emit(index.row())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        over = self._crossed(event.position().toPoint()).isValid()
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def _crossed(self, where: QPoint) -> QModelIndex:
        """The row whose cross lies at a point."""
        return self.indexAt(where) if where.x() >= self.viewport().width() - _CROSS else QModelIndex()


def _spoken(row: NameRow) -> str:
    return f"{row.words}, {_SEAT}" if row.seat else row.words


def _tip(row: NameRow) -> str:
    return tip(row.words, _SEAT.capitalize() if row.seat else "", "Delete, or the cross, removes it")


class _NameDelegate(RowDelegate):
    """A name, what it is where that is not plain, and a cross that removes it."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._name = Face(style.interface_font(13), 28)
        self._told = Face(style.interface_font(12), 28)

    def height(self, row: NameRow, width: int) -> int:
        return 28

    def draw(self, painter: QPainter, row: NameRow, box: QRect, index: Index, *, hover: bool) -> None:
        colours = style.tokens()
        if hover or self.view.currentIndex().row() == index.row():
            painter.fillRect(box, QColor(colours.soft))
        cross = QRect(box.right() - _CROSS + 9, box.y() + 6, 16, 16)
        style.icon("close", size=16).paint(painter, cross)
        room = box.adjusted(10, 0, -_CROSS - 4, 0)
        draw_words(painter, row.words, self._name, room, colours.ink)
        if row.seat:
            left = min(self._name.width(row.words) + 10, room.width() // 2)
            ink = colours.ink if hover else colours.muted
            draw_words(painter, _SEAT, self._told, room.adjusted(left, 0, 0, 0), ink)

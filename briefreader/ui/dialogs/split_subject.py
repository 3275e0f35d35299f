"""Making an actor or theme of its own of some of another's names: two that the program, or an editor, took for one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from PySide6.QtCore import QModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import QDialog, QListView, QVBoxLayout, QWidget

from briefreader.brief.corrections import THEME
from briefreader.ui import style
from briefreader.ui.dialogs.subject_parts import KindChoice, go_and_cancel, words_label
from briefreader.ui.lettering import Face, draw_words, tip
from briefreader.ui.rows import Index, RowDelegate, RowsModel, RowsView


class Split(NamedTuple):
    """The names that go, the first of which names the new one, and its kind."""

    names: tuple[str, ...]
    kind: str


@dataclass(frozen=True, slots=True)
class _Checked:
    """A name, and whether it goes."""

    words: str
    on: bool


class SplitDialog(QDialog):
    """A list of names, each with a check, and the kind of what they name; `kind` "theme" has no other."""

    def __init__(self, name: str, kind: str, names: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = kind == THEME
        noun, more = ("theme", "terms") if self._theme else ("actor", "names")
        self.setObjectName("split-subject")
        self.setWindowTitle(f"Split {name}")
        self.resize(460, 460)
        self._name = name
        self._choice: Split | None = None
        about = f"Check the {more} that mean another {noun} than “{name}”."
        if not names:
            about = f"“{name}” has no other {more} to make another {noun} of; add some before."
        self._view = _ChecksView("split-names", more.capitalize())
        self._rows = RowsModel(_spoken, _tip, parent=self)
        self._view.setModel(self._rows)
        self._view.setItemDelegate(_CheckDelegate(self._view))
        self._view.row_chosen.connect(self._toggle)
        self._kinds = None if self._theme else KindChoice(kind)
        self._outcome = words_label("split-outcome")
        self._outcome.setMinimumHeight(2 * self._outcome.fontMetrics().lineSpacing())  # nothing moves when it speaks
        buttons, self._go = go_and_cancel("split-subject", "Split")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 18, 18, 14)
        layout.setSpacing(12)
        layout.addWidget(words_label("split-about", about))
        layout.addWidget(self._view, 1)
        if self._kinds is not None:
            layout.addWidget(self._kinds)
            self._kinds.kind_chosen.connect(self._tell)
        layout.addWidget(self._outcome)
        layout.addWidget(buttons)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self._rows.show([_Checked(one, False) for one in names])
        if names:
            self._view.setCurrentIndex(self._rows.index(0))
        self._tell()

    def accept(self) -> None:
        if self._chosen():
            self._choice = Split(self._chosen(), self._kind())
            super().accept()

    def choice(self) -> Split | None:
        """Which names go, and the kind of what they name, once the dialog was accepted."""
        return self._choice

    def _chosen(self) -> tuple[str, ...]:
        return tuple(row.words for row in self._rows.rows if row.on)

    def _kind(self) -> str:
        return THEME if self._kinds is None else self._kinds.kind

    def _toggle(self, index: QModelIndex) -> None:
        row: _Checked = self._rows.rows[index.row()]
        self._rows.replace(index.row(), _Checked(row.words, not row.on))
        self._tell()

    def _tell(self) -> None:
        """Say what will come of it."""
        chosen = self._chosen()
        words = ""
        if chosen:
            kind = self._kind()
            article = "an" if kind[0] in "aeiou" else "a"
            first = chosen[0].rstrip("*")
            words = f"“{first}” becomes {article} {kind} of its own; “{self._name}” keeps the rest."
        self._outcome.setText(words)
        self._go.setEnabled(bool(chosen))


class _ChecksView(RowsView):
    """Space, Enter or a click checks a row."""

    def __init__(self, name: str, words: str) -> None:
        super().__init__(name, words)
        self.setAccessibleDescription("Space checks a name")
        self.setUniformItemSizes(True)
        self.setProperty("role", "paper")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.currentIndex().isValid():
            self.row_chosen.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)


def _spoken(row: _Checked) -> str:
    return f"{row.words}, {'checked' if row.on else 'not checked'}"


def _tip(row: _Checked) -> str:
    return tip(row.words)


class _CheckDelegate(RowDelegate):
    """A box, with a tick in it where the name goes, and the name."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._name = Face(style.interface_font(13), 28)

    def height(self, row: _Checked, width: int) -> int:
        return 28

    def draw(self, painter: QPainter, row: _Checked, box: QRect, index: Index, *, hover: bool) -> None:
        colours = style.tokens()
        if hover or self.view.currentIndex().row() == index.row():
            painter.fillRect(box, QColor(colours.soft))
        square = QRect(box.topLeft(), QSize(14, 14)).translated(10, 7)
        painter.setPen(QColor(colours.accent if row.on else colours.muted))
        painter.setBrush(QColor(colours.paper))
        painter.drawRoundedRect(square.toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 3, 3)
        if row.on:
            style.icon("check", size=14).paint(painter, square)
        draw_words(painter, row.words, self._name, box.adjusted(34, 0, -10, 0), colours.ink)

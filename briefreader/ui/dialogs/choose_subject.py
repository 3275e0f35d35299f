"""Choosing an actor or theme: to merge with, or whom a mention means. A list that narrows as one types."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import QCheckBox, QDialog, QLineEdit, QListView, QVBoxLayout, QWidget

from briefreader.brief.corrections import THEME
from briefreader.brief.folding import fold
from briefreader.ui import style
from briefreader.ui.dialogs.subject_parts import LONGEST, go_and_cancel, words_label
from briefreader.ui.lettering import Face, draw_words, tip
from briefreader.ui.rows import ROW, Index, RowDelegate, RowsModel, RowsView, draw_current

_WALKING = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


@dataclass(frozen=True, slots=True)
class SubjectChoice:
    """An actor or theme that can be chosen; without an id it is one that is to be made."""

    id: str
    name: str
    kind: str
    count: int = 0

    @property
    def is_new(self) -> bool:
        """Whether it is to be made."""
        return not self.id


class ChooseSubjectDialog(QDialog):
    """`title` names the window, `about` says what for, `go` is the word of the button.

    With `new_kind`, "actor" or "theme", the last row offers to make one, called as is typed, or else `new_name`. With
    `everywhere` a box with these words is offered for a choice that is known already.
    """

    def __init__(
        self,
        subjects: Sequence[SubjectChoice],
        *,
        title: str,
        about: str = "",
        go: str = "Choose",
        new_kind: str = "",
        new_name: str = "",
        everywhere: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("choose-subject")
        self.setWindowTitle(title)
        self.resize(460, 520)
        # Folded once: thousands are looked through at every letter.
        self._all = [(fold(one.name), one) for one in subjects]
        self._new_kind, self._new_name = new_kind, new_name
        self._choice: SubjectChoice | None = None
        themes = sum(one.kind == THEME for one in subjects)
        what = "an actor" if not themes else "a theme" if themes == len(subjects) else "an actor or theme"
        self._words = QLineEdit()
        self._words.setObjectName("choose-subject-filter")
        self._words.setAccessibleName(f"Find {what}")
        self._words.setPlaceholderText(f"Find {what}")
        self._words.setMaxLength(LONGEST)
        self._words.setClearButtonEnabled(True)
        self._view = RowsView("choose-subject-list", "Choices")
        self._view.setProperty("role", "paper")
        self._view.setUniformItemSizes(True)
        self._rows = RowsModel(self._spoken, _tip, parent=self)
        self._view.setModel(self._rows)
        self._view.setItemDelegate(_ChoiceDelegate(self._view, new_kind))
        self._none = words_label("choose-subject-none", "Nobody and nothing is called so.")
        self._none.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._everywhere = QCheckBox(everywhere.replace("&", "&&"))
        self._everywhere.setObjectName("choose-subject-everywhere")
        self._everywhere.setVisible(bool(everywhere))
        # A word that is no name mostly means somebody in its place alone.
        self._everywhere.setChecked(everywhere != everywhere.lower().capitalize())
        buttons, self._go = go_and_cancel("choose-subject", go)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 14)
        layout.setSpacing(10)
        if about:
            layout.addWidget(words_label("choose-subject-about", about))
        layout.addWidget(self._words)
        layout.addWidget(self._view, 1)
        layout.addWidget(self._none, 1)
        layout.addWidget(self._everywhere)
        layout.addWidget(buttons)
        self._words.textChanged.connect(self._show)
        self._words.installEventFilter(self)
        self._view.row_chosen.connect(self.accept)
        self._view.selectionModel().currentChanged.connect(self._follow)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self._words.setFocus()
        self._show()

    def choice(self) -> SubjectChoice | None:
        """Whom or what the user took, once the dialog was accepted; one without an id is to be made."""
        return self._choice

    def everywhere(self) -> bool:
        """Whether the choice holds wherever the words stand, not only in this place."""
        return self._everywhere.isChecked() and not self._everywhere.isHidden()

    def _follow(self) -> None:
        row: SubjectChoice | None = self._view.currentIndex().data(ROW)
        self._go.setEnabled(row is not None)
        self._everywhere.setEnabled(row is not None and not row.is_new)

    def accept(self) -> None:
        row: SubjectChoice | None = self._view.currentIndex().data(ROW)
        if row is not None:
            self._choice = row
            super().accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # The list is walked without leaving the line in which one types.
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _WALKING:
            self._view.keyPressEvent(event)
            return True
        return super().eventFilter(watched, event)

    def _show(self) -> None:
        typed = fold(self._words.text()).split()
        found = [(name, one) for name, one in self._all if all(word in name for word in typed)]
        if typed:
            begins = " ".join(typed)
            found.sort(key=lambda pair: not pair[0].startswith(begins))
        rows = [one for _, one in found]
        name = " ".join(self._words.text().split()) or self._new_name
        if self._new_kind and any(letter.isalnum() for letter in name):
            rows.append(SubjectChoice("", name, self._new_kind))
        self._rows.show(rows)
        self._view.setVisible(bool(rows))
        self._none.setVisible(not rows)
        # Before anything is typed nobody is chosen: Enter alone would merge with whoever comes first.
        if typed or len(rows) == 1:
            self._view.setCurrentIndex(self._rows.index(0))
        self._follow()

    def _spoken(self, row: SubjectChoice) -> str:
        return new_words(row) if row.is_new else f"{row.name}, {row.kind}, {_count_words(row)}"


def new_words(row: SubjectChoice) -> str:
    """What offers to make an actor or theme: "New actor “Envoy”…"."""
    return f"New {row.kind} “{row.name}”…"


def _count_words(row: SubjectChoice) -> str:
    unit = "paragraph" if row.kind == THEME else "mention"
    return f"{row.count:,} {unit}" + ("" if row.count == 1 else "s")


def _tip(row: SubjectChoice) -> str:
    return tip(new_words(row) if row.is_new else f"{row.name} ({row.kind})")


class _ChoiceDelegate(RowDelegate):
    """The name, its kind quietly behind it, the count at the right."""

    def __init__(self, view: QListView, new_kind: str) -> None:
        super().__init__(view)
        self._name = Face(style.interface_font(13), 30)
        self._quiet = Face(style.interface_font(12), 30)

    def height(self, row: SubjectChoice, width: int) -> int:
        return 30

    def draw(self, painter: QPainter, row: SubjectChoice, box: QRect, index: Index, *, hover: bool) -> None:
        colours = style.tokens()
        current = self.view.currentIndex().row() == index.row()
        if current:
            draw_current(painter, box)
        elif hover:
            painter.fillRect(box, QColor(colours.panel))
        inside = box.adjusted(12, 0, -12, 0)
        if row.is_new:
            painter.fillRect(QRect(box.x(), box.y(), box.width(), 1), QColor(colours.line))
            draw_words(painter, new_words(row), self._name, inside, colours.accent)
            return
        quiet = colours.ink if current else colours.muted
        tail = f"{row.kind.capitalize()} · {row.count:,}"
        wide = self._quiet.width(tail)
        draw_words(painter, row.name, self._name, inside.adjusted(0, 0, -wide - 12, 0), colours.ink)
        draw_words(painter, tail, self._quiet, inside.adjusted(inside.width() - wide, 0, 0, 0), quiet)

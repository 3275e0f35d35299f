"""The backups, what each holds and would bring, and which of them to restore beside what is here."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QListView, QVBoxLayout, QWidget

from briefreader.library.restoring import Held
from briefreader.ui import style
from briefreader.ui.lettering import Face, draw_words, line_count, tip
from briefreader.ui.rows import ROW, Index, RowDelegate, RowsModel, RowsView, draw_current

_SIDE, _TOP, _LINES = 14, 8, 6
_PROMISE = (
    "What the backup holds comes back beside what is here; nothing that is here now is changed or removed. A note that "
    "says something else now stays as it is, and the earlier one is put beside it. A backup of now is made first."
)
_UNSOUND = "Cannot be restored"
_NO_BACKUP = "There is no backup yet: one is made each day."
_NO_SOUND = "None of these backups can be restored."


def _counted(count: int, what: str) -> str:
    return f"{count:,} {what}" + ("" if count == 1 else "s")


def date_in_words(held: Held) -> str:
    """When a backup was made: "Monday 12 January 2026, 09:41"."""
    made = held.made
    return f"{made:%A} {made.day} {made:%B %Y}, {made:%H:%M}"


def holds(held: Held) -> str:
    """What is in a backup: "3 briefs, 41 notes"."""
    return f"{_counted(held.briefs, 'brief')}, {_counted(held.annotations, 'note')}"


def brings(held: Held) -> str:
    """What restoring a backup would bring, or why there is nothing to restore."""
    if not held.sound:
        return held.words
    parts = []
    if held.missing_briefs:
        parts.append(f"{_counted(held.missing_briefs, 'brief')} that {_are(held.missing_briefs)} not here now")
    if held.missing:
        parts.append(f"{_counted(held.missing, 'note')} that {_are(held.missing)} not here now")
    if held.different:
        parts.append(
            f"{_counted(held.different, 'note')} that {'says' if held.different == 1 else 'say'} something else now"
        )
    return f"Would bring {', '.join(parts)}." if parts else "All of it is here now."


def _are(count: int) -> str:
    return "is" if count == 1 else "are"


def _brings_something(held: Held) -> bool:
    return bool(held.missing or held.different or held.missing_briefs)


def _can_be_restored(held: Held) -> bool:
    return held.sound


def _spoken(held: Held) -> str:
    what = f"{holds(held)}. " if held.sound else f"{_UNSOUND}. "
    return f"{date_in_words(held)}: {what}{brings(held)}"


def _tip(held: Held) -> str:
    return tip(str(held.path), held.words)


class RestoreDialog(QDialog):
    """Asks which backup to restore; `held` has the newest first. Accepted means: bring `chosen` back."""

    def __init__(self, held: Sequence[Held], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("restore")
        self.setWindowTitle("Restore from a backup")
        self.resize(560, 520)
        buttons = QDialogButtonBox()
        self._go = buttons.addButton("Restore beside what is here", QDialogButtonBox.ButtonRole.AcceptRole)
        self._go.setObjectName("restore-go")
        self._go.setDefault(True)
        cancel = buttons.addButton("Cancel", QDialogButtonBox.ButtonRole.RejectRole)
        cancel.setObjectName("restore-cancel")
        cancel.setAutoDefault(False)
        self._view = _list_of(held)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 18, 18, 16)
        layout.setSpacing(12)
        layout.addWidget(_words("restore-promise", _PROMISE))
        layout.addWidget(self._view, 1)
        if not any(one.sound for one in held):
            layout.addWidget(_words("restore-none", _NO_SOUND if held else _NO_BACKUP))
        layout.addWidget(buttons)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        self._view.selectionModel().currentChanged.connect(self._look)
        self._view.activated.connect(self._take)
        # The newest that would bring something, or else the newest that can be restored.
        sound = sorted((not _brings_something(one), at) for at, one in enumerate(held) if one.sound)
        if sound:
            self._view.setCurrentIndex(self._view.model().index(sound[0][1], 0))
        self._view.setFocus()
        self._look()

    def chosen(self) -> Path | None:
        """The backup to restore; None where none is chosen."""
        index = self._view.currentIndex()
        held: Held | None = index.data(ROW) if index.isValid() else None
        return held.path if held and held.sound else None

    def _look(self) -> None:
        self._go.setEnabled(self.chosen() is not None)

    def _take(self) -> None:
        if self.chosen() is not None:
            self.accept()


def _words(name: str, words: str) -> QLabel:
    label = QLabel(words)
    label.setObjectName(name)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label


def _list_of(held: Sequence[Held]) -> RowsView:
    view = RowsView("restore-list", "Backups, the newest first")
    view.setProperty("role", "paper")
    view.setSelectionMode(RowsView.SelectionMode.SingleSelection)
    model = RowsModel(_spoken, _tip, _can_be_restored, view)
    model.show(held)
    view.setModel(model)
    view.setItemDelegate(_HeldDelegate(view))
    return view


class _HeldDelegate(RowDelegate):
    """A backup: its date and what it holds, and below them what it would bring."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._date = Face(style.interface_font(13, weight=QFont.Weight.DemiBold), 20)
        self._plain = Face(style.interface_font(13), 20)

    def height(self, row: Held, width: int) -> int:
        lines = line_count(brings(row), self._plain, width - 2 * _SIDE, _LINES)
        return 2 * _TOP + self._date.pitch + lines * self._plain.pitch

    def draw(self, painter: QPainter, row: Held, box: QRect, index: Index, *, hover: bool) -> None:
        colours = style.tokens()
        if index.row() == self.view.currentIndex().row():
            draw_current(painter, box)
        painter.fillRect(QRect(box.x(), box.bottom(), box.width(), 1), QColor(colours.line))
        inside = box.adjusted(_SIDE, _TOP, -_SIDE, -_TOP)
        right = holds(row) if row.sound else _UNSOUND
        ink = colours.ink if row.sound else colours.muted
        wide = self._plain.width(right)
        head = QRect(inside.x(), inside.y(), max(0, inside.width() - wide - 12), self._date.pitch)
        draw_words(painter, date_in_words(row), self._date, head, ink)
        side = QRect(inside.right() - wide, inside.y(), wide + 1, self._plain.pitch)
        draw_words(painter, right, self._plain, side, colours.ink if row.sound else colours.warning)
        below = inside.adjusted(0, self._date.pitch, 0, 0)
        draw_words(painter, brings(row), self._plain, below, colours.muted, limit=_LINES)

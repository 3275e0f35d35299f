"""What a note can point at: a filter over briefs, paragraphs and notes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QRect, Qt
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QLineEdit, QListView, QVBoxLayout, QWidget

from briefreader.ui import style
from briefreader.ui.lettering import Face, draw_words, tip
from briefreader.ui.rows import ROW, Index, RowDelegate, RowsModel, RowsView, draw_current

_WALKING = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


@dataclass(frozen=True, slots=True)
class LinkTarget:
    """One thing to point at: its words ("¶ 12 of On the Treaty"), what helps to know it, and its address."""

    words: str
    detail: str
    address: str


class LinkDialog(QDialog):
    """A list that narrows as one types; Enter takes the row that is current, `chosen` says which that was."""

    def __init__(self, targets: Sequence[LinkTarget], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("link-to")
        self.setWindowTitle("Link to")
        self.resize(520, 520)
        # Folded once: ten thousand are looked through at every letter.
        self._all = [(f"{one.words}\n{one.detail}".casefold(), one) for one in targets]
        self._found = self._all
        self._typed: list[str] = []
        self._chosen: LinkTarget | None = None
        self._words = QLineEdit()
        self._words.setObjectName("link-to-filter")
        self._words.setAccessibleName("Find a brief, a paragraph or a note")
        self._words.setPlaceholderText("Find a brief, a paragraph or a note")
        self._words.setClearButtonEnabled(True)
        self._view = RowsView("link-to-list", "What to link to")
        self._view.setUniformItemSizes(True)
        self._rows = RowsModel(_spoken, _tip, parent=self)
        self._view.setModel(self._rows)
        self._view.setItemDelegate(_TargetDelegate(self._view))
        self._none = QLabel("Nothing in the library matches these words.")
        self._none.setObjectName("link-to-none")
        self._none.setProperty("role", "muted")
        self._none.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._build()
        self._show()

    def _build(self) -> None:
        buttons = QDialogButtonBox()
        self._go = buttons.addButton("Link", QDialogButtonBox.ButtonRole.AcceptRole)
        self._go.setObjectName("link-to-go")
        self._go.setDefault(True)
        cancel = buttons.addButton("Cancel", QDialogButtonBox.ButtonRole.RejectRole)
        cancel.setObjectName("link-to-cancel")
        cancel.setAutoDefault(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 16, 16, 14)
        layout.setSpacing(10)
        layout.addWidget(self._words)
        layout.addWidget(self._view, 1)
        layout.addWidget(self._none, 1)
        layout.addWidget(buttons)
        self._words.textChanged.connect(self._filter)
        self._words.installEventFilter(self)
        self._view.row_chosen.connect(self.accept)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)

    def chosen(self) -> LinkTarget | None:
        """What the user took, once the dialog was accepted."""
        return self._chosen

    def accept(self) -> None:
        target: LinkTarget | None = self._view.currentIndex().data(ROW)
        if target is not None:
            self._chosen = target
            super().accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # The list is walked without leaving the line in which one types.
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _WALKING:
            self._view.keyPressEvent(event)
            return True
        return super().eventFilter(watched, event)

    def _filter(self) -> None:
        words = self._words.text().casefold().split()
        longer = len(words) >= len(self._typed) and all(
            now.startswith(before) for now, before in zip(words, self._typed, strict=False)
        )
        among = self._found if longer else self._all  # a word that grows finds nothing new
        self._typed = words
        self._found = [pair for pair in among if all(word in pair[0] for word in words)]
        self._show()

    def _show(self) -> None:
        self._rows.show([target for _, target in self._found])
        some = bool(self._found)
        self._view.setVisible(some)
        self._none.setVisible(not some)
        self._go.setEnabled(some)
        if some:
            self._view.setCurrentIndex(self._rows.index(0))


def _spoken(target: LinkTarget) -> str:
    return ". ".join(filter(None, (target.words, target.detail)))


def _tip(target: LinkTarget) -> str:
    return tip(target.words, target.detail)


class _TargetDelegate(RowDelegate):
    """The words on one line, the detail quietly below."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._words = Face(style.interface_font(13), 20)
        self._detail = Face(style.interface_font(12), 18)

    def height(self, row: LinkTarget, width: int) -> int:
        return 5 + self._words.pitch + self._detail.pitch + 6

    def draw(self, painter: QPainter, row: LinkTarget, box: QRect, index: Index, *, hover: bool) -> None:
        colours = style.tokens()
        if self.view.currentIndex().row() == index.row():
            draw_current(painter, box)
        inside = box.adjusted(12, 5, -10, -6)
        draw_words(painter, row.words, self._words, inside, colours.ink)
        draw_words(painter, row.detail, self._detail, inside.adjusted(0, self._words.pitch, 0, 0), colours.muted)

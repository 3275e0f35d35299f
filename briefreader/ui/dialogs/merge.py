"""What merging a colleague's file will do, said before it is done."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QListView,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from briefreader.annotations.merging import Item, Outcome, in_words
from briefreader.annotations.model import MEANINGS
from briefreader.library.colleagues import Preview
from briefreader.ui import style
from briefreader.ui.lettering import Face, draw_words, line_count, tip
from briefreader.ui.panels.cards import place_words, quote_words
from briefreader.ui.rows import Index, RowDelegate, RowsModel, RowsView, draw_current

_SIDE, _TOP, _TICK = 14, 9, 12
_QUOTE_LINES, _NOTE_LINES = 2, 3
_MOST_NAMES = 4
_MOST_FAULTS = 1_000

_PROMISE = "Nothing of your own is changed or removed. A backup is made first, and the merge can be undone."
_NOTHING = "There is nothing to merge: the library would stay as it is."
_NO_NAME = "No name"
_NOBODY = "somebody who gave no name"

_BADGES = {
    Outcome.ADDED: "New",
    Outcome.NEWER: "Newer",
    Outcome.BOTH: "Kept as both",
    Outcome.SAME: "Here already",
    Outcome.DELETED: "Deleted by you",
}
_ORDER = list(_BADGES)


class MergeDialog(QDialog):
    """Shows what a merge will do, and to which notes. Accepted means: do it."""

    def __init__(self, preview: Preview, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("merge")
        self.setWindowTitle("Merge notes")
        self.resize(580, 620)
        changes = bool(preview.plan.changes)
        faults = preview.read.faults
        words = "\n".join(f"•  {sentence}" for sentence in in_words(preview.plan, len(faults)))
        view = _list_of(preview)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(18, 18, 18, 16)
        layout.setSpacing(12)
        layout.addWidget(_words("merge-about", about_words(preview)))
        layout.addWidget(_words("merge-words", words))
        if faults:
            layout.addWidget(self._switch(len(faults)), 0, Qt.AlignmentFlag.AlignLeft)
            self._faults = _faults(faults)
            layout.addWidget(self._faults)
        layout.addWidget(view, 1)
        layout.addWidget(_words("merge-promise", _PROMISE if changes else _NOTHING, role="muted"))
        layout.addWidget(self._buttons(changes))
        if changes:
            view.row_chosen.connect(self.accept)
        view.setFocus()

    def _buttons(self, changes: bool) -> QDialogButtonBox:
        buttons = QDialogButtonBox()
        if changes:
            go = buttons.addButton("Merge", QDialogButtonBox.ButtonRole.AcceptRole)
            go.setObjectName("merge-go")
            go.setDefault(True)
        leave = buttons.addButton("Cancel" if changes else "Close", QDialogButtonBox.ButtonRole.RejectRole)
        leave.setObjectName("merge-cancel")
        leave.setAutoDefault(not changes)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        return buttons

    def _switch(self, count: int) -> QPushButton:
        switch = QPushButton("Show what cannot be read" if count > 1 else "Show which cannot be read")
        switch.setObjectName("merge-show-faults")
        switch.setProperty("role", "switch")
        switch.setCheckable(True)
        switch.setAutoDefault(False)
        switch.toggled.connect(self._show_faults)
        return switch

    def _show_faults(self, shown: bool) -> None:
        self._faults.setVisible(shown)


def about_words(preview: Preview) -> str:
    """From whom, out of which file, and onto which brief."""
    names = [
        f"{author or _NOBODY} ({count:,} {'note' if count == 1 else 'notes'})"
        for author, count in preview.plan.authors.items()
    ]
    if len(names) > _MOST_NAMES:
        names[_MOST_NAMES - 1 :] = [f"{len(names) - _MOST_NAMES + 1} others"]
    listed = " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))
    return f"Merge notes on “{preview.title}” from {listed}, out of {preview.path.name}."


def _words(name: str, words: str, role: str = "") -> QLabel:
    label = QLabel(words)
    label.setObjectName(name)
    label.setAccessibleName(words)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    if role:
        label.setProperty("role", role)
    return label


def _faults(faults: tuple[str, ...]) -> QPlainTextEdit:
    more = [f"And {len(faults) - _MOST_FAULTS:,} more."] if len(faults) > _MOST_FAULTS else []
    field = QPlainTextEdit("\n".join([*faults[:_MOST_FAULTS], *more]))
    field.setObjectName("merge-faults")
    field.setAccessibleName("Records that cannot be read")
    field.setReadOnly(True)
    field.setTabChangesFocus(True)
    field.setFixedHeight(96)
    field.hide()
    return field


def _list_of(preview: Preview) -> RowsView:
    view = RowsView("merge-list", "Notes in the file")
    view.setProperty("role", "paper")
    view.setSelectionMode(RowsView.SelectionMode.SingleSelection)
    view.setLayoutMode(RowsView.LayoutMode.Batched)
    model = RowsModel(_spoken, _tip, parent=view)
    # What changes something comes first.
    model.show(sorted(preview.plan.items, key=lambda item: _ORDER.index(item.outcome)))
    view.setModel(model)
    view.setItemDelegate(_ItemDelegate(view))
    if model.rows:
        view.setCurrentIndex(model.index(0))
    return view


def _meta(item: Item) -> str:
    it = item.annotation
    tags = (f"#{tag}" for tag in it.tags)
    return "\N{NO-BREAK SPACE} ".join(
        filter(None, (it.author or _NO_NAME, place_words(it), MEANINGS[it.colour], *tags))
    )


def _spoken(item: Item) -> str:
    it = item.annotation
    return ". ".join(filter(None, (_BADGES[item.outcome], _meta(item), quote_words(it), it.note)))


def _tip(item: Item) -> str:
    return tip(quote_words(item.annotation), item.annotation.note, _meta(item))


class _ItemDelegate(RowDelegate):
    """A note of the file: what becomes of it, whose it is, its quote beside its colour, and what it says."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self._badge = Face(style.interface_font(11, weight=QFont.Weight.DemiBold), 18)
        self._meta = Face(style.interface_font(12), 18)
        self._quote = Face(style.reading_font(15), 20)
        self._note = Face(style.interface_font(13), 19)

    def height(self, row: Item, width: int) -> int:
        inner = width - 2 * _SIDE
        it = row.annotation
        high = 2 * _TOP + self._meta.pitch + 5
        high += self._quote.pitch * line_count(quote_words(it), self._quote, inner - _TICK, _QUOTE_LINES)
        if it.note:
            high += 3 + self._note.pitch * line_count(_one_line(it.note), self._note, inner - _TICK, _NOTE_LINES)
        return high

    def draw(self, painter: QPainter, row: Item, box: QRect, index: Index, *, hover: bool) -> None:
        colours = style.tokens()
        it = row.annotation
        if index.row() == self.view.currentIndex().row():
            draw_current(painter, box)
        painter.fillRect(QRect(box.x(), box.bottom(), box.width(), 1), QColor(colours.line))
        inside = box.adjusted(_SIDE, _TOP, -_SIDE, -_TOP)
        badge = QRect(inside.topLeft(), inside.topLeft())
        badge.setSize(self._badge_size(_BADGES[row.outcome]))
        self._draw_badge(painter, row.outcome, badge)
        head = QRect(badge.right() + 10, inside.y(), inside.right() - badge.right() - 10, self._meta.pitch)
        draw_words(painter, _meta(row), self._meta, head, colours.muted)
        below = inside.adjusted(_TICK, self._meta.pitch + 5, 0, 0)
        words = quote_words(it)
        lines = line_count(words, self._quote, below.width(), _QUOTE_LINES)
        tick = QRect(inside.x(), below.y(), 3, lines * self._quote.pitch)
        painter.fillRect(tick, QColor(colours.ticks[it.colour]))
        draw_words(painter, words, self._quote, below, colours.ink, limit=_QUOTE_LINES)
        if it.note:
            under = below.adjusted(0, tick.height() + 3, 0, 0)
            draw_words(painter, _one_line(it.note), self._note, under, colours.ink, limit=_NOTE_LINES)

    def _badge_size(self, words: str) -> QSize:
        return QSize(self._badge.width(words) + 16, self._badge.pitch)

    def _draw_badge(self, painter: QPainter, outcome: Outcome, box: QRect) -> None:
        colours = style.tokens()
        painter.setPen(Qt.PenStyle.NoPen)
        comes = outcome in (Outcome.ADDED, Outcome.NEWER, Outcome.BOTH)
        painter.setBrush(QColor(colours.selection if comes else colours.line))
        painter.drawRoundedRect(box, 9, 9)
        painter.setFont(self._badge.font)
        painter.setPen(QColor(colours.ink))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, _BADGES[outcome])


def _one_line(words: str) -> str:
    return " ".join(words.split())

"""The notes that need a look after a brief has changed, each with what can be done about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from briefreader.annotations.model import Annotation, State
from briefreader.ui.editions.cards import ReviewDelegate, card_tip, spoken_card
from briefreader.ui.editions.keys import walk_of
from briefreader.ui.editions.words import carried_words
from briefreader.ui.panels.flow import FlowLayout
from briefreader.ui.rows import ROW, RowsModel, RowsView

_SETTLINGS = {
    "keep": ("Keep here", Qt.Key.Key_K, "The note stands at these words (K)"),
    "attach": ("Attach…", Qt.Key.Key_A, "Select a passage for this note (A)"),
    "detach": ("Detach", Qt.Key.Key_D, "Keep the note without a place in this edition (D)"),
    "edit": ("Edit…", Qt.Key.Key_E, "Edit the note (E)"),
}
"""What can be done about a note: the words of the button, its key, and what it means."""

_SPACE = 8
_TALLEST = 4000


def settlings_of(note: Annotation) -> tuple[str, ...]:
    """What the user can do about a note; a colleague's words are not for editing."""
    first = "attach" if note.state is State.LOST else "keep"
    return (first, "detach", "edit") if note.mine else (first, "detach")


class ReviewView(RowsView):
    """The cards; the current one carries the buttons. Enter or a click on one chooses it."""

    settle_requested = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("notes-to-review", "Notes to review", parent)
        self.notes = RowsModel(spoken_card, card_tip, parent=self)
        self.setModel(self.notes)
        self.cards = ReviewDelegate(self)
        self.setItemDelegate(self.cards)
        self._bar = QWidget(self.viewport())
        self._bar.setObjectName("review-buttons")
        self._bar.setCursor(Qt.CursorShape.ArrowCursor)
        self._bar.hide()
        self._flow = FlowLayout(self._bar, 5)
        self._buttons: dict[str, QPushButton] = {}
        for settling, (words, _, told) in _SETTLINGS.items():
            button = QPushButton(words, self._bar)
            button.setObjectName(f"review-{settling}")
            button.setToolTip(told)
            button.setAccessibleDescription(told)
            button.setProperty("role", "small-primary" if settling in ("keep", "attach") else "small")
            button.setProperty("settling", settling)
            button.clicked.connect(self._press)
            self._flow.addWidget(button)
            self._buttons[settling] = button
        self.selectionModel().currentChanged.connect(self._choose_card)

    def show_notes(self, notes: Sequence[Annotation]) -> None:
        """Show the notes to review; the current card, or the one that comes in its place, stays current."""
        here, chosen = max(self.currentIndex().row(), 0), self.cards.chosen
        self.notes.show(notes)
        at = next((at for at, note in enumerate(notes) if note.id == chosen), min(here, len(notes) - 1))
        if at >= 0:
            self.setCurrentIndex(self.notes.index(at))
        self._choose_card()

    def event(self, event: QEvent) -> bool:
        # Said here, these keys stay with the list even where the window has shortcuts on them.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._settling(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if settling := self._settling(event):
            self._settle(settling)
        elif walk_of(event):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters are commands here."""

    def _settling(self, event: QKeyEvent) -> str:
        note = self.currentIndex().data(ROW)
        plain = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
        if note is None or not plain:
            return ""
        return next((it for it in settlings_of(note) if _SETTLINGS[it][1] == event.key()), "")

    def _press(self) -> None:
        # The button may go with its card, and the keyboard must not be left nowhere.
        self.setFocus()
        self._settle(str(self.sender().property("settling")))

    def _settle(self, settling: str) -> None:
        note = self.currentIndex().data(ROW)
        if note is not None:
            self.settle_requested.emit(note.id, settling)

    def _choose_card(self) -> None:
        """Give the buttons to the current card, which makes room for them."""
        note = self.currentIndex().data(ROW)
        self.cards.chosen = note.id if note is not None else ""
        offered = settlings_of(note) if note is not None else ()
        for settling, button in self._buttons.items():
            button.setVisible(settling in offered)
        self._fit()

    def _fit(self) -> None:
        """Make room for the buttons on the current card, and take no more height than the cards need."""
        inner = self.cards.button_box(self.viewport().rect()).width()
        self.cards.buttons = self._flow.heightForWidth(inner) + _SPACE
        self.setMaximumHeight(self.height_of_rows(_TALLEST))
        self.doItemsLayout()
        self._place_buttons()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self._place_buttons()

    def _place_buttons(self) -> None:
        index = self.currentIndex()
        if index.isValid():
            self._bar.setGeometry(self.cards.button_box(self.visualRect(index)))
        self._bar.setVisible(index.isValid())


class ReviewPanel(QWidget):
    """The heading, the cards, and how many notes came over without any question."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("review-panel")
        self.setAccessibleName("Notes to review")
        self.setProperty("role", "bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._heading = _label("review-heading", "caption")
        self._nothing = _label("review-nothing", "")
        self._foot = _label("review-carried", "muted")
        self.view = ReviewView()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 16, 0, 12)
        column.setSpacing(0)
        for widget in (self._heading, self._nothing):
            widget.setContentsMargins(18, 0, 18, 7)
            column.addWidget(widget)
        column.addWidget(self.view, 1)
        self._foot.setContentsMargins(18, 6, 18, 4)
        column.addWidget(self._foot)
        column.addStretch(0)
        self.show_review((), {})

    def show_review(self, notes: Sequence[Annotation], carried: Mapping[State, int]) -> None:
        """Show the notes to review, and how many notes are in each state."""
        total = max(sum(carried.values()), len(notes))
        self._heading.setText(f"NOTES TO REVIEW · {len(notes):,} OF {total:,}" if notes else "NOTES TO REVIEW")
        self._heading.setAccessibleName(f"Notes to review, {len(notes):,} of {total:,}")
        self._nothing.setText(
            "Every note has found its words in this edition: there is nothing to review."
            if total
            else "This brief has no notes yet, so there is nothing to review."
        )
        self._nothing.setVisible(not notes)
        self.view.setVisible(bool(notes))
        self.view.show_notes(notes)
        words = carried_words(carried)
        self._foot.setText(words)
        self._foot.setVisible(bool(words))


def _label(name: str, role: str) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setProperty("role", role)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(True)
    return label

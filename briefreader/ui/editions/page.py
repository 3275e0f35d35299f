"""The page on which two editions of a brief are compared, and notes that the new one leaves in doubt settled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QModelIndex, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from briefreader.annotations.model import Annotation, State
from briefreader.brief.comparison import Comparison
from briefreader.storage.briefs import Edition
from briefreader.ui import style
from briefreader.ui.editions.columns import ColumnsView
from briefreader.ui.editions.heading import EditionsHeading
from briefreader.ui.editions.keys import walk_of
from briefreader.ui.editions.review import ReviewPanel
from briefreader.ui.editions.words import counts_words, edition_names
from briefreader.ui.elided import ElidedLabel
from briefreader.ui.rows import ROW

_LEAST = 480
_FOLDED = 900
_REVIEW = (260, 380)
_COLUMNS = 1060
_WORDY = 400
_ANY = 16_777_215  # Qt's own word for no limit


class EditionsPage(QWidget):
    """Two editions side by side with the notes to review; it knows no library, and asks for things by signals.

    `settle_requested` carries an annotation's id and "keep", "detach", "attach" or "edit"; `passage_requested` a block
    of the new edition and a code point in it, to be read there; the others carry names of editions.
    """

    edition_pair_chosen = Signal(str, str)
    settle_requested = Signal(str, str)
    passage_requested = Signal(str, int)
    edition_wanted = Signal(str)
    export_requested = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("editions-page")
        self.setAccessibleName("Two editions compared")
        # What is too wide folds when it has to, and must not keep the page from growing narrow.
        self.setMinimumWidth(_LEAST)
        self._comparison: Comparison | None = None
        self._heading = EditionsHeading()
        self._heads = (_ColumnHead("old"), _ColumnHead("new"))
        self.columns = ColumnsView()
        self.review = ReviewPanel()
        self._arrange()
        self.setFocusProxy(self.columns)
        self._heading.pair_chosen.connect(self.edition_pair_chosen)
        self._heading.step_requested.connect(self.step)
        self._heading.changes_only.connect(self._show_rows)
        self._heading.export_requested.connect(self.export_requested)
        self._heading.close_requested.connect(self.closed)
        for head in self._heads:
            head.edition_wanted.connect(self.edition_wanted)
        self.columns.row_reached.connect(self._show_place)
        self.columns.passage_requested.connect(self.passage_requested)
        self.review.view.settle_requested.connect(self.settle_requested)
        self.review.view.row_chosen.connect(self._show_note)

    def _arrange(self) -> None:
        heads = QWidget()
        heads.setProperty("role", "paper")
        heads.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        across = QHBoxLayout(heads)
        # The columns end where their scroll bar begins.
        across.setContentsMargins(0, 0, self.columns.verticalScrollBar().sizeHint().width(), 0)
        across.setSpacing(0)
        self._middle, self._edge = QFrame(), QFrame()
        self._middle.setFixedWidth(1)
        across.addWidget(self._heads[0], 1)
        across.addWidget(self._middle)
        across.addWidget(self._heads[1], 1)
        both = QVBoxLayout()
        both.setSpacing(0)
        both.addWidget(heads)
        both.addWidget(self.columns, 1)
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._sides.setSpacing(0)
        self._sides.addLayout(both, 1)
        self._sides.addWidget(self._edge)
        self._sides.addWidget(self.review)
        rule = QFrame()
        rule.setProperty("role", "rule")
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(0)
        page.addWidget(self._heading)
        page.addWidget(rule)
        page.addLayout(self._sides, 1)
        self.recolour()

    def show_comparison(
        self, title: str, comparison: Comparison, editions: Sequence[Edition], old: str, new: str
    ) -> None:
        """Show a comparison of the editions `old` and `new` (names) out of all `editions` of a brief."""
        self._comparison = comparison
        names = edition_names(editions)
        self._heading.show_pair(title, counts_words(comparison.counts), editions, names, (old, new))
        for head, name in zip(self._heads, (old, new), strict=True):
            head.show_edition(name, names.get(name, ""))
        self._show_rows()

    def show_review(self, annotations: Sequence[Annotation], carried: Mapping[State, int]) -> None:
        """Show the notes to review, resolved against the new edition, and how many notes are in each state."""
        self.review.show_review(annotations, carried)

    def step(self, by: int) -> None:
        """Go to the next (1) or previous (-1) change, and say it; at the ends say that there is none."""
        if self.columns.step(by):
            self.announce(self.columns.spoken_current())
        else:
            self.announce("No further change" if self.columns.stops else counts_words({}))

    def recolour(self) -> None:
        """Take on the colours of the scheme in force."""
        self._heading.recolour()
        for edge in (self._middle, self._edge):
            edge.setStyleSheet(f"background: {style.tokens().line}")
        self.columns.viewport().update()
        self.review.view.viewport().update()

    def announce(self, words: str) -> None:
        """Say something to a screen reader without moving the focus."""
        from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))

    def event(self, event: QEvent) -> bool:
        # Said here, these keys stay with the page even where the window has shortcuts on them.
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and walk_of(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        walk = walk_of(event)
        if walk == "close":
            self.closed.emit()
        elif walk == "fewer":
            self._heading.only_changes.click()
        elif walk:
            self.step(1 if walk == "next" else -1)
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold(event.size().width(), event.size().height())

    def _fold(self, width: int, height: int) -> None:
        """The review list stands at the right, narrower in a narrow page, and below in one that is narrower still."""
        below = width < _FOLDED
        self._sides.setDirection(QBoxLayout.Direction.TopToBottom if below else QBoxLayout.Direction.LeftToRight)
        least, most = _REVIEW
        thick = max(180, height // 3) if below else max(least, min(most, width - _COLUMNS))
        for widget, pixels in ((self._edge, 1), (self.review, thick)):
            widget.setMinimumSize(0 if below else pixels, pixels if below else 0)
            widget.setMaximumSize(_ANY if below else pixels, pixels if below else _ANY)

    def _show_rows(self) -> None:
        if self._comparison is not None:
            self.columns.show_comparison(self._comparison, only_changes=self._heading.only_changes.isChecked())
            for head in self._heads:
                head.indent(self.columns.columns.left)
            self._show_place()

    def _show_place(self) -> None:
        self._heading.show_place(self.columns.stop, self.columns.stops)
        self.columns.viewport().update()

    def _show_note(self, index: QModelIndex) -> None:
        """Show the paragraph of a note to review: where it stands now, or where its words stood."""
        note: Annotation = index.data(ROW)
        at = self._row_of(note)
        if at is None:
            self.announce("The words of this note are in neither of these editions")
            return
        if not self.columns.go_to(at):
            self._heading.only_changes.setChecked(False)
            self.columns.go_to(at)
        self.announce(self.columns.spoken_current())

    def _row_of(self, note: Annotation) -> int | None:
        lost = note.state is State.LOST
        sought = note.was if lost and note.was is not None else note.passage
        edition = self._comparison.old.edition if self._comparison is not None else ""
        if not sought.targets or (lost and sought.edition != edition):
            return None
        return self.columns.row_of(sought.targets[0].block, new=not lost)


class _ColumnHead(QWidget):
    """What stands above a column: which edition it is, and the way to read it whole."""

    edition_wanted = Signal(str)

    def __init__(self, which: str) -> None:
        super().__init__()
        self._name = ""
        self._words = ElidedLabel(f"{which}-column")
        font = style.reading_font(11)
        font.setWeight(QFont.Weight.DemiBold)
        self._words.setFont(font)
        self._words.setProperty("role", "caption")
        self._read = QPushButton("Read this edition")
        self._read.setObjectName(f"read-{which}")
        self._read.setProperty("role", "link")
        self._read.setCursor(Qt.CursorShape.PointingHandCursor)
        self._read.clicked.connect(self._want)
        self._line = QHBoxLayout(self)
        self._line.setContentsMargins(38, 20, 30, 2)
        self._line.setSpacing(10)
        self._line.addWidget(self._words, 1)
        self._line.addWidget(self._read)

    def show_edition(self, name: str, words: str) -> None:
        """Say which edition stands below."""
        self._name = name
        told = f"Edition {words}" if words.startswith("added") else f"Edition of {words}"
        self._words.set_words(told.upper())
        self._words.setAccessibleName(told)
        self._read.setAccessibleName(f"Read the {told[0].lower()}{told[1:]}")

    def indent(self, left: int) -> None:
        """Begin where the words of the column begin."""
        self._line.setContentsMargins(left, 20, 30, 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._read.setText("Read this edition" if event.size().width() >= _WORDY else "Read")

    def _want(self) -> None:
        self.edition_wanted.emit(self._name)

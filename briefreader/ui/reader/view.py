"""The page on screen: a centred column that is read, walked and selected by mouse and keyboard alike.

QTextBrowser brings selection, the caret, links and the text for screen readers; what is marked is painted under it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QTextBrowser, QWidget

from briefreader.ui import style
from briefreader.ui.reader.page import TOP_MARGIN, Page

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent, QResizeEvent

    from briefreader.brief.registry import Mention
    from briefreader.library.values import Presence
    from briefreader.ui.reader import layers
    from briefreader.ui.reader.margin import Margin

# The column's width in sizes of the letters: 62 to 70 characters of the reading face.
MEASURE = 36.4
LEAST_MARGIN = 62
STRIP = 14
# More characters than fit on a screen.
SCREENFUL = 12_000

# Enumerations of Qt as numbers: the namespace that names them takes a tenth of a start to import.
_PROPERTIES = {
    "frameShape": 0,  # none
    "horizontalScrollBarPolicy": 1,  # always off
    "verticalScrollBarPolicy": 2,  # always on
    "textInteractionFlags": 1 | 2 | 4 | 8,  # selection and links, by mouse and keyboard
    "openLinks": False,
    "cursorWidth": 2,
}


def _nobody(_offset: int) -> Sequence[tuple[Presence, Mention]]:
    return ()


class ReaderView(QTextBrowser):
    """Shows a `Page`, and says what its reader does; what is marked is told to it, never decided here.

    It begins bare, with the words alone; `furnish` gives it margins, marks, keys and mouse after the first paint.
    """

    painted = Signal()
    passage_selected = Signal()
    place_changed = Signal(int)
    progressed = Signal(float)
    jumped = Signal(int)
    mark_requested = Signal(str)
    note_requested = Signal()
    unmark_requested = Signal()
    mark_clicked = Signal(str)
    adjust_requested = Signal(str, int, int)
    link_requested = Signal(str)
    copy_link_requested = Signal()
    context_action = Signal(str)
    dossier_requested = Signal(str)
    mention_requested = Signal(str, object)
    announced = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("reader")
        self.setAccessibleName("Brief")
        for name, value in _PROPERTIES.items():
            self.setProperty(name, value)
        self.page: Page | None = None
        self.chosen_mark = ""
        # Who and what is named at an offset, as far as those know who listen to the view.
        self.named_at: Callable[[int], Sequence[tuple[Presence, Mention]]] = _nobody
        # Whether the words that are selected next are those which a note is sought a place for.
        self.attaching = False
        self._top = self._measure = self._set_width = 0
        self._margins: tuple[Margin, ...] = ()

    def furnish(self) -> None:
        """Add the margins, and listen to keys, mouse and scroll bar."""
        from briefreader.ui.reader import layers
        from briefreader.ui.reader.hands import Hands
        from briefreader.ui.reader.margin import NoteMargin, NumberMargin
        from briefreader.ui.reader.overview import OverviewStrip

        self.marks, self.mentions, self.hits = layers.Marks(), layers.Layer(), layers.Layer()
        self._clear_layers()
        self._margins = (NumberMargin(self), NoteMargin(self), OverviewStrip(self))
        self.hands = Hands(self)
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self.selectionChanged.connect(self.passage_selected)
        self.recolour()
        self._fit()
        for margin in self._margins:
            margin.show()

    def settle(self) -> None:
        """Stand again where the page was opened, once the view has its place in the window."""
        self._set_width = 0
        self._set_words(self._top)

    def _clear_layers(self) -> None:
        self.marks.show_marks(())
        self.mentions.show(())
        self.hits.show(())
        self.current_hit = self.current_mention = -1
        self._governed: frozenset[str] = frozenset()

    # What is shown

    def show_page(self, page: Page, *, at: int = 0) -> None:
        """Show a page from the offset `at` on; marks, mentions and hits of the one before are gone."""
        self.page = page
        if self._margins:
            self._clear_layers()
        # The width comes before the words: a document is laid out once for each width that it is given.
        self._fit()
        self.setDocument(page.document)
        self.setAccessibleName(page.brief.metadata.title or "Brief")
        self._set_width = 0
        self._set_words(at)
        self.put_caret(at)

    def recolour(self) -> None:
        """Take over the colours in force."""
        # A style sheet of the application takes the place of a widget's palette, so the colours are said in one too.
        colours = style.tokens()
        self.setStyleSheet(
            f"QTextBrowser {{ background: {colours.paper}; color: {colours.ink}; border: none; "
            f"selection-background-color: {colours.selection}; selection-color: {colours.ink}; }}"
        )
        self._repaint()

    @property
    def length(self) -> int:
        """The length of the text in code points."""
        return len(self.page.text) if self.page else 0

    def show_marks(self, marks: Iterable[layers.Mark]) -> None:
        self.marks.show_marks(marks)
        self._repaint()

    def put_mark(self, mark: layers.Mark) -> None:
        self.marks.put_mark(mark)
        self._repaint()

    def drop_mark(self, mark_id: str) -> None:
        self.marks.drop_mark(mark_id)
        self._repaint()

    def choose_mark(self, mark_id: str) -> None:
        """Frame one mark: the one whose note is open, and whose ends can be moved."""
        self.chosen_mark = mark_id
        self.viewport().update()

    def show_mentions(self, ranges: Sequence[tuple[int, int]], governed: Iterable[str] = ()) -> None:
        """Underline the mentions of a chosen actor or theme; `governed` are blocks marked in the margin."""
        ordered = sorted(ranges)
        self.mentions.show_spans([start for start, _ in ordered], [end for _, end in ordered])
        self.current_mention = -1
        self._governed = frozenset(governed)
        self._repaint()

    def show_hits(self, starts: Sequence[int] = (), ends: Sequence[int] = (), current: int = -1) -> None:
        """Frame the hits of a search, given in order; `current` is the one that stands out."""
        self.hits.show_spans(starts, ends)
        self.current_hit = current
        self._repaint()

    def governs(self, block_id: str) -> bool:
        return block_id in self._governed

    def marks_of(self, index: int) -> list[layers.Mark]:
        """The marks that begin in a block."""
        if self.page is None or not self.marks:
            return []
        start = self.page.starts[index]
        return self.marks.beginning(start, start + len(self.page.brief.blocks[index].text) + 1)

    def notes_of(self, index: int) -> list[str]:
        """The ids of the marks with notes that begin in a block."""
        return [mark.id for mark in self.marks_of(index) if mark.noted]

    def _repaint(self) -> None:
        for widget in (self.viewport(), *self._margins):
            widget.update()

    # Where one is

    def top_offset(self) -> int:
        """The offset of the first character in view."""
        return self._offset_at(6)

    def reading_offset(self) -> int:
        """The offset that the reader's eyes are on: a little below the upper edge, the last one at the very end."""
        bar = self.verticalScrollBar()
        at_end = bar.maximum() > 0 and bar.value() >= bar.maximum()
        return self.length if at_end else self._offset_at(min(140, self.viewport().height() // 4))

    def eye_offset(self) -> int:
        """The offset of the caret where it is in view, else of what is read there."""
        box = self.cursorRect()
        return self.caret_offset() if 0 <= box.top() <= self.viewport().height() else self.reading_offset()

    def _offset_at(self, y: int) -> int:
        # Above the first line Qt answers with the end of the document.
        if self.page is None or self.verticalScrollBar().value() + y < TOP_MARGIN:
            return 0
        return self.page.offset(self.cursorForPosition(QPoint(2, y)).position())

    def caret_offset(self) -> int:
        return self.page.offset(self.textCursor().position()) if self.page else 0

    def selection(self) -> tuple[int, int] | None:
        """The selected offsets, or None."""
        cursor = self.textCursor()
        if not self.page or not cursor.hasSelection():
            return None
        return self.page.offset(cursor.selectionStart()), self.page.offset(cursor.selectionEnd())

    def select(self, start: int, end: int) -> None:
        """Select the characters between two offsets."""
        if self.page:
            cursor = self.textCursor()
            cursor.setPosition(self.page.position(start))
            cursor.setPosition(self.page.position(end), QTextCursor.MoveMode.KeepAnchor)
            self.setTextCursor(cursor)

    def selection_box(self) -> QRect | None:
        """The line where the selection begins, in pixels of this widget; None where it is out of view."""
        cursor = QTextCursor(self.textCursor())
        cursor.setPosition(self.textCursor().selectionStart())
        box = self.cursorRect(cursor)
        if box.bottom() < 0 or box.top() > self.viewport().height():
            return None
        return QRect(self.viewport().mapTo(self, box.topLeft()), box.size())

    def clear_selection(self) -> None:
        cursor = self.textCursor()
        cursor.setPosition(cursor.selectionEnd())
        self.setTextCursor(cursor)

    def go_to(self, offset: int, *, remember: bool = False) -> None:
        """Bring an offset into view, about a quarter down, unless it is comfortably in view already."""
        if not self.page:
            return
        if remember:
            self.jumped.emit(self.top_offset())
        self.put_caret(offset)
        box = self.cursorRect(self._cursor(offset))
        if box.top() < 20 or box.bottom() > self.viewport().height() - 40:
            self.scroll_to(offset, above=self.viewport().height() // 4)

    def scroll_to(self, offset: int, *, above: int = 0) -> None:
        """Scroll so that the line of an offset stands `above` pixels from the upper edge."""
        if self.page:
            position = self.page.position(offset)
            y = self._line_top(position)
            if round(y) - above > self.verticalScrollBar().maximum():
                # The words are laid out as they are needed: a screenful more, so that this line can stand on top.
                self._line_top(min(position + SCREENFUL, self.page.position(self.length)))
            self.verticalScrollBar().setValue(round(y) - above)

    def _cursor(self, offset: int) -> QTextCursor:
        assert self.page is not None
        cursor = QTextCursor(self.page.document)
        cursor.setPosition(self.page.position(offset))
        return cursor

    def put_caret(self, offset: int) -> None:
        """Put the caret at an offset without scrolling."""
        # Setting a cursor scrolls to it: the place is kept, so that whoever scrolls decides where it stands.
        value = self.verticalScrollBar().value()
        self.setTextCursor(self._cursor(offset))
        self.verticalScrollBar().setValue(value)

    def _line_top(self, position: int) -> float:
        assert self.page is not None
        if position <= 0:
            return 0.0
        block = self.page.document.findBlock(position)
        top = self.page.document.documentLayout().blockBoundingRect(block).top()
        line = block.layout().lineForTextPosition(position - block.position())
        return top + (line.y() if line.isValid() else 0.0)

    def _scrolled(self) -> None:
        # The overview strip shows the whole brief, wherever one is in it.
        for margin in self._margins[:2]:
            margin.update()
        if self.page:
            self._top = self.top_offset()
            self.place_changed.emit(self.page.locate(self.reading_offset())[0])

    # Painting

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._margins and self.page is not None and (self.marks or self.mentions or self.hits):
            from briefreader.ui.reader import painting

            painting.paint_layers(self)
        super().paintEvent(event)
        if not self._margins:
            self.painted.emit()

    # Size

    def resizeEvent(self, event: QResizeEvent) -> None:
        top = self._top
        super().resizeEvent(event)
        # Setting the words anew scrolls on the way: the line that was on top is brought back there.
        self._top = top
        self._fit()
        self._set_words(top)

    def ideal_width(self) -> int:
        """The width at which the column has its full measure and its margins."""
        pixels = self.page.document.defaultFont().pixelSize() if self.page else 18
        return round(pixels * MEASURE) + 2 * LEAST_MARGIN + self.verticalScrollBar().sizeHint().width() + STRIP

    def _set_words(self, top: int) -> None:
        """See to it that the words are set to the column, with the line of `top` on top."""
        if self.page is None:
            return
        # Qt does not always do so itself when the margins change while it is telling of another change of size.
        if self.page.document.textWidth() != self._measure:
            self.page.document.setTextWidth(self._measure)
        if self._set_width != self._measure:
            self._set_width = self._measure
            self.scroll_to(top)
            self._top = top

    def _fit(self) -> None:
        """Centre the column and its margins."""
        if not self.page:
            return
        bar = self.verticalScrollBar().sizeHint().width()
        room = self.width() - bar - STRIP
        measure = min(round(self.page.document.defaultFont().pixelSize() * MEASURE), room - 2 * LEAST_MARGIN)
        self._measure = measure
        left = max(LEAST_MARGIN, (room - measure) // 2)
        right = room - measure - left + STRIP
        margins = self.viewportMargins()
        if (margins.left(), margins.right()) != (left, right):
            self.setViewportMargins(left, 0, right, 0)
        lines = ((0, left), (left + measure, right - STRIP), (self.width() - bar - STRIP, STRIP))
        for margin, (begin, across) in zip(self._margins, lines, strict=False):
            margin.setGeometry(begin, 0, across, self.height())

    def announce(self, words: str) -> None:
        """Say something to a screen reader without moving the focus."""
        from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, words))
        self.announced.emit(words)

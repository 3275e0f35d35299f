"""A note to review as a card: what happened to its words, shown word by word, and what the reader had said."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPen
from PySide6.QtWidgets import QListView

from briefreader.annotations.model import MEANINGS, Annotation, State
from briefreader.brief.wording import Piece, word_diff
from briefreader.ui import style
from briefreader.ui.editions.pieces import draw_pieces, joined
from briefreader.ui.editions.words import changed_words, excerpt
from briefreader.ui.lettering import Face, draw_words, line_count, tip
from briefreader.ui.rows import Index, RowDelegate

SIDE = 18
PADDING = 12
_GAP = 13
_QUOTE_LEFT = 12
_QUOTE_LINES = 6
_NOTE_LINES = 4
_BADGE = 20


@lru_cache(maxsize=500)
def _difference(was: str, now: str) -> tuple[Piece, ...]:
    return excerpt(word_diff(was, now))


def difference(note: Annotation) -> tuple[Piece, ...]:
    """The words that were marked against those that stand there now; of a lost note the words alone."""
    quote = note.passage.quote
    if note.state is State.LOST or note.was is None:
        return (Piece("same", quote.replace("\n", " ¶ ")),)
    return _difference(note.was.quote, quote)


def badge_words(note: Annotation) -> str:
    """What happened: "Changed: a number", "Lost"."""
    if note.state is State.LOST:
        return "Lost"
    return f"Changed: {note.reason}" if note.reason else "Changed"


def note_words(note: Annotation) -> str:
    """What the reader said; of a lost note also that it is kept, and how it finds a place again."""
    kept = ""
    if note.state is State.LOST:
        kept = f"Kept{' with your note' if note.note else ''}. Select a passage to attach it again."
    return "\n".join(filter(None, (note.note, kept)))


def foot_words(note: Annotation) -> str:
    """The line at the foot: place, meaning of the colour, tags."""
    numbers = [target.number for target in note.passage.targets if target.number is not None]
    place = f"¶ {numbers[0]}" if numbers and note.state is not State.LOST else ""
    none = "" if note.note else "No note"
    return " · ".join(filter(None, (none, place, MEANINGS[note.colour], *(f"#{tag}" for tag in note.tags))))


def spoken_card(note: Annotation) -> str:
    """A card in words, for screen readers."""
    quote = "“{}”".format(note.passage.quote.replace("\n", " ¶ "))
    was = note.was if note.state is not State.LOST else None
    changed = changed_words(word_diff(was.quote, note.passage.quote)) if was is not None else ""
    foot = foot_words(note).replace("¶", "paragraph").replace("#", "tag ")
    return ". ".join(
        words.rstrip(".") for words in (badge_words(note), changed, quote, note_words(note), foot) if words
    )


def card_tip(note: Annotation) -> str:
    """The tooltip of a card: all that may be cut off on it, and its keys."""
    keys = "A attaches it again" if note.state is State.LOST else "K keeps it here"
    return tip(note.passage.quote, note.note, f"Enter shows the paragraph, {keys}, D detaches it, E edits the note")


class ReviewDelegate(RowDelegate):
    """Paints the cards; the one under `chosen` leaves `buttons` pixels free at its foot."""

    def __init__(self, view: QListView) -> None:
        super().__init__(view)
        self.chosen = ""
        self.buttons = 0
        self._quote = Face(style.reading_font(15), 21)
        self._note = Face(style.interface_font(13), 18)
        self._foot = Face(style.interface_font(12), 17)
        self._badge = Face(style.interface_font(11, weight=QFont.Weight.DemiBold), _BADGE)

    def _lines(self, note: Annotation, inner: int) -> tuple[int, int, int]:
        """How many lines quote, note and foot take."""
        quote = line_count(joined(difference(note)), self._quote, inner - _QUOTE_LEFT, _QUOTE_LINES)
        words = note_words(note)
        said = line_count(words, self._note, inner, _NOTE_LINES) if words else 0
        return quote, said, line_count(foot_words(note), self._foot, inner, 2)

    def height(self, row: Annotation, width: int) -> int:
        quote, said, foot = self._lines(row, width - 2 * (SIDE + PADDING))
        high = _BADGE + 6 + quote * self._quote.pitch + 6 + said * self._note.pitch + foot * self._foot.pitch
        high += 3 if said else 0
        return high + 2 * PADDING + _GAP + (self.buttons if row.id == self.chosen else 0)

    def focus_box(self, box: QRect) -> QRect:
        return box.adjusted(SIDE, 0, -SIDE - 1, -_GAP - 1)

    def button_box(self, box: QRect) -> QRect:
        """Where the buttons go on the chosen card that is painted in `box`."""
        left, width = box.x() + SIDE + PADDING, box.width() - 2 * (SIDE + PADDING)
        return QRect(left, box.bottom() + 1 - _GAP - PADDING - self.buttons + 8, width, self.buttons - 8)

    def draw(self, painter: QPainter, row: Annotation, box: QRect, index: Index, *, hover: bool) -> None:
        colours = style.tokens()
        card = box.adjusted(SIDE, 0, -SIDE, -_GAP)
        edge = colours.accent if row.id == self.chosen else colours.muted if hover else colours.line
        painter.setPen(QPen(QColor(edge)))
        painter.setBrush(QColor(colours.paper))
        painter.drawRoundedRect(card.toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 7, 7)
        left, top, width = card.x() + PADDING, card.y() + PADDING, card.width() - 2 * PADDING
        lost = row.state is State.LOST
        self._draw_badge(painter, badge_words(row), left, top, lost=lost)
        top += _BADGE + 6
        quote, said, foot = self._lines(row, width)
        high = quote * self._quote.pitch
        painter.fillRect(QRect(left, top, 3, high), QColor(colours.muted if lost else colours.ticks[row.colour]))
        room = QRect(left + _QUOTE_LEFT, top, width - _QUOTE_LEFT, high)
        pieces: Sequence[Piece] = difference(row)
        draw_pieces(painter, pieces, self._quote, room, colours.ink, _QUOTE_LINES, QRectF(box))
        top += high + 6
        if said:
            room = QRect(left, top, width, said * self._note.pitch)
            draw_words(painter, note_words(row), self._note, room, colours.ink, limit=_NOTE_LINES)
            top += said * self._note.pitch + 3
        room = QRect(left, top, width, foot * self._foot.pitch)
        draw_words(painter, foot_words(row), self._foot, room, colours.muted, limit=2)

    def _draw_badge(self, painter: QPainter, words: str, left: int, top: int, *, lost: bool) -> None:
        colours = style.tokens()
        box = QRect(left, top, self._badge.width(words) + 16, _BADGE - 2)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.line if lost else colours.deleted))
        painter.drawRoundedRect(box, 9, 9)
        painter.setFont(self._badge.font)
        painter.setPen(QColor(colours.ink if lost else colours.warning))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
